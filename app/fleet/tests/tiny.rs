//! Tiny problems solved by looking at everything: no bound is above the optimum, no fleet below it.

use fleet::problem::{Item, Kind, LANES, Lanes, Problem};
use fleet::search::{Search, Settings};
use model::random::Random;
use std::collections::HashMap;

/// A problem of two or three items and a few kinds.
fn tiny(random: &mut Random) -> Problem {
    let lanes = 1 + random.modulo(3) as usize;
    let items = 1 + random.modulo(3) as usize;
    let mut demand: Vec<u32> = (0..items).map(|_| 1 + random.modulo([12, 9, 6][items - 1]) as u32).collect();
    if random.modulo(4) == 0 {
        demand[0] = 1;
    }
    let has_volumes = random.modulo(5) == 0;
    let each: Vec<Lanes> = (0..items)
        .map(|_| {
            let mut each = [0; LANES];
            for lane in each.iter_mut().take(lanes) {
                *lane = random.modulo(10) as i64;
            }
            each[0] = each[0].max(1);
            each
        })
        .collect();
    let items: Vec<Item> = demand
        .iter()
        .map(|demand| Item {
            demand: *demand,
            most_per_node: if random.modulo(6) == 0 { 1 + random.modulo(3) as u32 } else { u32::MAX },
            addresses: 1,
            volumes: if has_volumes { random.modulo(3) as u32 } else { 0 },
        })
        .collect();
    let coarse = random.modulo(2) == 0;
    let kinds = (0..1 + random.modulo(4) as usize)
        .map(|source| {
            let mut room = [0; LANES];
            for lane in room.iter_mut().take(lanes) {
                *lane = 4 + random.modulo(30) as i64;
            }
            let price = if coarse { 1_000 * (1 + random.modulo(30)) } else { 1 + random.modulo(1_000_000) };
            let allowed = if random.modulo(5) == 0 { random.bits() as u32 | 1 } else { u32::MAX };
            let volumes = if has_volumes { vec![(2, 5), (4, 3), (u32::MAX, 2)] } else { Vec::new() };
            Kind { source, price, room, sizes: 0, allowed, volumes }
        })
        .collect();
    let min_nodes = 1 + random.modulo(3) as u32;
    let problem = Problem { items, sizes: vec![each], lanes, kinds, min_nodes };
    match problem.items.len() > 1 && random.modulo(3) == 0 {
        true => in_pools(problem, random),
        false => problem,
    }
}

/// The same with its items in two node pools: each kind can be had in either, and holds the items of the one that it is in.
fn in_pools(mut problem: Problem, random: &mut Random) -> Problem {
    let all = (1 << problem.items.len()) - 1;
    let pool = 1 + random.modulo(u64::from(all) - 1) as u32;
    problem.kinds.truncate(2);
    let both = |kind: &Kind| [pool, all & !pool].map(|pool| Kind { allowed: kind.allowed & pool, ..kind.clone() });
    problem.kinds = problem.kinds.iter().flat_map(both).collect();
    problem.kinds.iter_mut().enumerate().for_each(|(source, kind)| kind.source = source);
    problem
}

/// The least cost of carrying all pods, by going over every demand that may be left; `None` where it cannot be done.
fn by_looking_at_everything(problem: &Problem, kinds: &[usize]) -> Option<u64> {
    let patterns: Vec<(u64, Vec<u32>)> = kinds
        .iter()
        .flat_map(|kind| every_demand(&problem.demand()).into_iter().map(move |pods| (*kind, pods)))
        .filter(|(kind, pods)| holds(problem, *kind, pods))
        .map(|(kind, pods)| (problem.kinds[kind].price, pods))
        .collect();
    let mut least: HashMap<(Vec<u32>, u32), Option<u64>> = HashMap::new();
    cost(&problem.demand(), problem.min_nodes, &patterns, &mut least)
}

/// Whether a node holds these pods, without the crate's own check.
fn holds(problem: &Problem, kind: usize, pods: &[u32]) -> bool {
    let k = &problem.kinds[kind];
    let total = |of: &dyn Fn(usize) -> i64| -> i64 { (0..pods.len()).map(|i| of(i) * i64::from(pods[i])).sum() };
    let lanes = (0..problem.lanes).all(|lane| total(&|i| problem.sizes[k.sizes][i][lane]) <= k.room[lane]);
    let each =
        (0..pods.len()).all(|i| pods[i] == 0 || k.allowed >> i & 1 == 1 && pods[i] <= problem.items[i].most_per_node);
    let addresses = total(&|i| i64::from(problem.items[i].addresses));
    let volumes = total(&|i| i64::from(problem.items[i].volumes));
    let most = k.volumes.iter().find(|(at, _)| addresses <= i64::from(*at)).map_or(i64::MAX, |(_, n)| i64::from(*n));
    lanes && each && volumes <= most
}

fn every_demand(most: &[u32]) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for &most in most {
        all = all.iter().flat_map(|d| (0..=most).map(move |n| [&d[..], &[n]].concat())).collect();
    }
    all
}

fn cost(
    left: &[u32],
    nodes: u32,
    patterns: &[(u64, Vec<u32>)],
    known: &mut HashMap<(Vec<u32>, u32), Option<u64>>,
) -> Option<u64> {
    if nodes == 0 && left.iter().all(|n| *n == 0) {
        return Some(0);
    }
    let key = (left.to_vec(), nodes);
    if let Some(found) = known.get(&key) {
        return *found;
    }
    let is_done = left.iter().all(|n| *n == 0);
    let first = left.iter().position(|n| *n > 0);
    let mut best = None;
    for (price, pods) in patterns {
        // The first pod that is left goes on some node; which of them is next does not matter.
        let is_of_use = first.is_none_or(|first| pods[first] > 0);
        if !is_of_use || left.iter().zip(pods).any(|(left, n)| n > left) || is_done && pods.iter().any(|n| *n > 0) {
            continue;
        }
        let then: Vec<u32> = left.iter().zip(pods).map(|(left, n)| left - n).collect();
        if let Some(rest) = cost(&then, nodes.saturating_sub(1), patterns, known) {
            best = Some(best.map_or(price + rest, |best: u64| best.min(price + rest)));
        }
    }
    known.insert(key, best);
    best
}

/// Every choice of at most so many kinds.
fn best_of_few(problem: &Problem, most: usize) -> Option<u64> {
    let choices = (1_u32..1 << problem.kinds.len()).filter(|choice| choice.count_ones() as usize <= most);
    let of = |choice: u32| {
        let kinds: Vec<usize> = (0..problem.kinds.len()).filter(|kind| choice >> kind & 1 == 1).collect();
        by_looking_at_everything(problem, &kinds)
    };
    choices.filter_map(of).min()
}

#[test]
fn no_bound_is_above_the_optimum_and_no_fleet_below() {
    let cases: u64 = std::env::var("FLEET_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let first: u64 = std::env::var("FLEET_FIRST").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut optimal, mut proved, mut solved, mut gap) = (0, 0, 0, 0.0);
    for case in first..first + cases {
        let mut random = Random::of(case);
        let problem = tiny(&mut random);
        let most_kinds = 1 + random.modulo(4) as usize;
        let optimum = best_of_few(&problem, most_kinds);
        if std::env::var_os("FLEET_SHOW").is_some() {
            eprintln!("{most_kinds} kinds: {problem:#?}");
        }
        let mut search = Search::of(problem, Settings { most_kinds, enough: 0, seed: case });
        while !search.is_over() && search.work() < 3_000_000 {
            search.step();
        }
        let Some(optimum) = optimum else {
            assert!(search.best().is_none(), "case {case}: a fleet where there is none");
            continue;
        };
        let best = search.best().unwrap_or_else(|| unreachable!("case {case}: no fleet, there is one of {optimum}"));
        let problem = search.problem();
        assert!(best.groups.iter().all(|g| holds(problem, g.pattern.kind, &g.pattern.pods)), "case {case}: overfull");
        let mut placed = vec![0; problem.items.len()];
        for group in &best.groups {
            placed.iter_mut().zip(&group.pattern.pods).for_each(|(all, n)| *all += n * group.nodes);
        }
        assert_eq!(placed, problem.demand(), "case {case}");
        assert!(best.nodes() >= problem.min_nodes && best.kinds().len() <= most_kinds, "case {case}");
        let cost: u64 = best.groups.iter().map(|g| problem.kinds[g.pattern.kind].price * u64::from(g.nodes)).sum();
        assert_eq!(cost, best.cost, "case {case}");
        assert!(best.cost >= optimum, "case {case}: {} is less than the optimum {optimum}", best.cost);
        assert!(search.bound() <= optimum, "case {case}: a bound of {} above {optimum}", search.bound());
        solved += 1;
        optimal += u64::from(best.cost == optimum);
        proved += u64::from(search.bound() == best.cost);
        gap += (optimum - search.bound()) as f64 / optimum as f64;
        if best.cost != optimum {
            eprintln!("case {case}: {} of {optimum}", best.cost);
        }
    }
    eprintln!(
        "{solved} of {cases} can be solved: {:.3} % optimal, {:.2} % proved, bound {:.4} % below",
        100.0 * optimal as f64 / solved as f64,
        100.0 * proved as f64 / solved as f64,
        100.0 * gap / solved as f64
    );
    assert!(optimal * 1_000 >= solved * 999, "{optimal} of {solved} are optimal");
}
