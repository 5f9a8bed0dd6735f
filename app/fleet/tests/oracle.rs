//! The simplexes against a library's: the relaxation with every pattern written out, and programmes of counts in parts
//! and in whole numbers.

use fleet::counts::{Asked, cheapest};
use fleet::dual::{Dual, Programme};
use fleet::generate::{Cut, Generator, Scope};
use fleet::problem::{Item, Kind, LANES, Problem};
use microlp::{ComparisonOp, OptimizationDirection, Problem as Library};
use model::random::Random;
use std::rc::Rc;

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * (one.abs() + other.abs() + 1.0)
}

/// `min c x` with `A x >= b` and `0 <= x <= high`, by the library.
fn least(costs: &[f64], rows: &[(Vec<f64>, f64)], high: &[f64], is_whole: bool) -> Option<f64> {
    let mut library = Library::new(OptimizationDirection::Minimize);
    let variables: Vec<microlp::Variable> = costs
        .iter()
        .zip(high)
        .map(|(cost, high)| match is_whole {
            true => library.add_integer_var(*cost, (0, *high as i32)),
            false => library.add_var(*cost, (0.0, *high)),
        })
        .collect();
    for (row, right) in rows {
        library.add_constraint(variables.iter().copied().zip(row.iter().copied()), ComparisonOp::Ge, *right);
    }
    library.solve().ok().and_then(|outcome| outcome.into_solution().ok()).map(|solution| solution.objective())
}

fn problem(random: &mut Random) -> Problem {
    let items = 1 + random.modulo(4) as usize;
    let lanes = 1 + random.modulo(3) as usize;
    let mut each = vec![[0; LANES]; items];
    for each in &mut each {
        (0..lanes).for_each(|lane| each[lane] = random.modulo(8) as i64);
        each[0] = each[0].max(1);
    }
    let item = |random: &mut Random| Item {
        demand: 1 + random.modulo(30) as u32,
        most_per_node: u32::MAX,
        addresses: 0,
        volumes: 0,
    };
    let items = (0..items).map(|_| item(random)).collect();
    let kinds = (0..1 + random.modulo(5) as usize)
        .map(|source| {
            let mut room = [0; LANES];
            (0..lanes).for_each(|lane| room[lane] = 8 + random.modulo(20) as i64);
            let price = 1_000 + random.modulo(100_000);
            Kind { source, price, room, sizes: 0, allowed: u32::MAX, volumes: Vec::new() }
        })
        .collect();
    Problem { items, sizes: vec![each], lanes, kinds, min_nodes: 1 + random.modulo(12) as u32 }
}

/// Every way to fill a node of a kind.
fn patterns(problem: &Problem, kind: usize) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for item in 0..problem.items.len() {
        let most = problem.alone(kind, item);
        all = all.iter().flat_map(|p: &Vec<u32>| (0..=most).map(move |n| [&p[..], &[n]].concat())).collect();
    }
    all.retain(|p| problem.fits(kind, p));
    all
}

#[test]
fn the_relaxation_costs_what_the_library_says_with_every_pattern_written_out() {
    for case in 0..400 {
        let problem = problem(&mut Random::of(case));
        let (kinds, demand): (Vec<usize>, Vec<u32>) = ((0..problem.kinds.len()).collect(), problem.demand());
        let mut generator = Generator::of(problem.clone());
        let scope = Scope { kinds: &kinds, demand: &demand, min_nodes: problem.min_nodes };
        let all: Vec<(usize, Vec<u32>)> =
            kinds.iter().flat_map(|kind| patterns(&problem, *kind).into_iter().map(|p| (*kind, p))).collect();
        let costs: Vec<f64> = all.iter().map(|(kind, _)| problem.kinds[*kind].price as f64).collect();
        let mut rows: Vec<(Vec<f64>, f64)> = (0..demand.len())
            .map(|item| (all.iter().map(|(_, p)| f64::from(p[item])).collect(), f64::from(demand[item])))
            .collect();
        rows.push((vec![1.0; all.len()], f64::from(problem.min_nodes)));
        let expected = least(&costs, &rows, &vec![f64::INFINITY; all.len()], false);
        let Some(relaxed) = generator.relax(&scope) else {
            assert_eq!(expected, None, "case {case}");
            continue;
        };
        let expected = expected.expect("it can be solved");
        let bound = relaxed.cut.as_ref().expect("it ends by itself").bound(&problem, &scope) as f64;
        // The search ends near enough: its bound is never above, its cost never below.
        assert!(
            bound <= expected * (1.0 + 1e-9) && bound >= expected * (1.0 - 3e-4) - 2.0,
            "case {case}: {bound} {expected}"
        );
        assert!(relaxed.cost >= expected * (1.0 - 1e-9) && relaxed.cost <= expected * (1.0 + 3e-4), "case {case}");
    }
}

#[test]
fn programmes_of_counts_cost_what_the_library_says_in_parts_and_in_whole_numbers() {
    for case in 0..400 {
        let mut random = Random::of(case);
        let (kinds, cuts) = (1 + random.modulo(6) as usize, 1 + random.modulo(5) as usize);
        let mut problem = problem(&mut random);
        problem.items.truncate(1);
        problem.items[0].demand = 100;
        problem.min_nodes = 1;
        problem.kinds = (0..kinds)
            .map(|source| Kind { source, price: 1_000 + random.modulo(9_000), ..problem.kinds[0].clone() })
            .collect();
        let cut = |random: &mut Random| Cut {
            values: vec![10.0],
            per_node: 0.0,
            at_most: (0..kinds).map(|_| (20 + random.modulo(200)) as f64).collect(),
        };
        let cuts: Vec<Cut> = (0..cuts).map(|_| cut(&mut random)).collect();
        let costs: Vec<f64> = problem.kinds.iter().map(|kind| kind.price as f64).collect();
        let rows: Vec<(Vec<f64>, f64)> = cuts.iter().map(|cut| (cut.at_most.clone(), 1_000.0)).collect();
        let high = vec![60.0; kinds];

        let scaled = rows.iter().map(|(row, right)| (row.iter().map(|a| a / right).collect(), 1.0)).collect();
        let mut dual = Dual::of(Rc::new(Programme { costs: costs.clone(), rows: scaled }), high.clone());
        let bound = dual.optimise();
        let expected = least(&costs, &rows, &high, false).expect("it can be solved");
        assert!(close(bound, expected), "case {case}: {bound} {expected}");

        let all: Vec<usize> = (0..kinds).collect();
        let asked = Asked {
            problem: &problem,
            kinds: &all,
            cuts: &cuts.iter().collect::<Vec<_>>(),
            most_kinds: kinds,
            below: 10_000_000,
            tried: &[],
            effort: 100_000,
        };
        let found = cheapest(&asked);
        let expected = least(&costs, &rows, &high, true).expect("it can be solved");
        let counts = found.counts.expect("there are such");
        let cost: u64 = counts.iter().zip(&problem.kinds).map(|(n, kind)| u64::from(*n) * kind.price).sum();
        assert!(close(cost as f64, expected), "case {case}: {cost} {expected}");
        assert!(found.bound <= cost && found.bound as f64 > expected * 0.999, "case {case}: {} {cost}", found.bound);
    }
}
