//! What must hold between fleets of problems that are near each other.

use fleet::problem::{Item, Kind, LANES, Problem};
use fleet::search::{Search, Settings};
use model::random::Random;

fn problem(random: &mut Random) -> Problem {
    let (items, lanes) = (2 + random.modulo(5) as usize, 1 + random.modulo(3) as usize);
    let mut each = vec![[0; LANES]; items];
    for each in &mut each {
        (0..lanes).for_each(|lane| each[lane] = random.modulo(40) as i64);
        each[0] = each[0].max(2);
    }
    let demand = |random: &mut Random| [1, 2, 5, 11, 30, 80][random.modulo(6) as usize];
    let items: Vec<Item> = (0..items)
        .map(|_| Item { demand: demand(random), most_per_node: u32::MAX, addresses: 1, volumes: 0 })
        .collect();
    let kinds = (0..3 + random.modulo(8) as usize)
        .map(|source| {
            let size = [1, 2, 4, 8][random.modulo(4) as usize];
            let mut room = [0; LANES];
            (0..lanes).for_each(|lane| room[lane] = size * (40 + random.modulo(40) as i64));
            let price = size as u64 * (10_000 + random.modulo(6_000));
            Kind { source, price, room, sizes: 0, allowed: u32::MAX, volumes: Vec::new() }
        })
        .collect();
    Problem { items, sizes: vec![each], lanes, kinds, min_nodes: 1 }
}

/// Cost and bound after some work.
fn solved(problem: Problem, most_kinds: usize) -> (u64, u64) {
    let mut search = Search::of(problem, Settings { most_kinds, enough: 0, seed: 7 });
    while !search.is_over() && search.work() < 400_000 {
        search.step();
    }
    (search.best().expect("all items fit").cost, search.bound())
}

const CASES: u64 = 60;

#[test]
fn scaled_prices_scale_fleet_and_bound() {
    for case in 0..CASES {
        let problem = problem(&mut Random::of(case));
        let mut scaled = problem.clone();
        scaled.kinds.iter_mut().for_each(|kind| kind.price *= 1_000);
        let ((cost, bound), (scaled_cost, scaled_bound)) = (solved(problem, 3), solved(scaled, 3));
        // Neither proves the other wrong.
        assert!(scaled_bound <= cost * 1_000 && bound * 1_000 <= scaled_cost, "case {case}");
        if cost == bound && scaled_cost == scaled_bound {
            assert_eq!(cost * 1_000, scaled_cost, "case {case}");
        }
    }
}

#[test]
fn one_more_kind_never_raises_the_optimum_and_one_more_pod_never_lowers_it() {
    for case in 0..CASES {
        let problem = problem(&mut Random::of(case));
        let mut fewer_kinds = problem.clone();
        fewer_kinds.kinds.pop();
        let mut more_pods = problem.clone();
        more_pods.items[0].demand += 1;
        let fits = (0..fewer_kinds.items.len())
            .all(|item| (0..fewer_kinds.kinds.len()).any(|kind| fewer_kinds.alone(kind, item) > 0));
        let (cost, bound) = solved(problem, 3);
        let (cost_of_more, bound_of_more) = solved(more_pods, 3);
        assert!(bound <= cost_of_more, "case {case}: {bound} for fewer pods, {cost_of_more} for more");
        if cost == bound && cost_of_more == bound_of_more {
            assert!(cost <= cost_of_more, "case {case}");
        }
        if fits {
            let (cost_of_fewer, _) = solved(fewer_kinds, 3);
            assert!(bound <= cost_of_fewer, "case {case}: {bound} with more kinds, {cost_of_fewer} with fewer");
        }
    }
}

#[test]
fn fewer_kinds_at_once_never_cost_less_than_the_bound_with_more() {
    for case in 0..CASES {
        let problem = problem(&mut Random::of(case));
        let all: Vec<(u64, u64)> = (1..=4).map(|kinds| solved(problem.clone(), kinds)).collect();
        for fewer in 0..all.len() {
            for more in fewer..all.len() {
                assert!(all[more].1 <= all[fewer].0, "case {case}: {all:?}");
            }
        }
    }
}
