//! A first fleet before anything is relaxed: what nodes' resources cost gives what pods are worth, and nodes are filled by
//! that. The relaxation begins with its nodes instead of with nodes of one item each.

use crate::generate::{Generator, SCALE, Scope};
use crate::pack::{Filling, Packed, Values, fill};
use crate::simplex::{Column, Simplex};
use model::order::sort_indices;

/// Kinds that are filled.
const TRIED: usize = 10;
/// What a resource costs at first, against the highest price that a kind asks for it.
const DEAR: f64 = 10.0;

/// A fleet of the kinds whose resources cost least; its nodes are in the pool then. `None` where it does not come about.
pub fn start(g: &mut Generator, scope: &Scope) -> Option<Packed> {
    let worths = worths(g, scope);
    let set = g.problem.kinds.first()?.sizes;
    let value = |item: usize| -> f64 {
        let each = &g.problem.sizes[set][item];
        worths.iter().zip(each).map(|(worth, amount)| worth * *amount as f64).sum::<f64>() * SCALE
    };
    let pods = (0..g.problem.items.len()).map(|item| value(item).floor().max(g.least_worth[item])).collect();
    let values = Values { pods, per_node: 0.0 };
    let kinds = cheapest(g, scope, &worths);
    let scope = Scope { kinds: &kinds, ..*scope };
    let packed = fill(g, &Filling { scope, values: &values, below: u64::MAX })?;
    for group in &packed.groups {
        g.keep(group.pattern.clone());
    }
    Some(packed)
}

/// What a unit of each resource costs where nodes are bought in parts for what all pods take together.
fn worths(g: &Generator, scope: &Scope) -> Vec<f64> {
    let problem = &g.problem;
    let sizes = &problem.sizes[problem.kinds.first().map_or(0, |kind| kind.sizes)];
    let total = |lane: usize| -> f64 {
        sizes.iter().zip(scope.demand).map(|(each, n)| each[lane] as f64 * f64::from(*n)).sum()
    };
    let asked: Vec<f64> = (0..problem.lanes).map(total).collect();
    let part = |kind: usize, lane: usize| problem.kinds[kind].room[lane].max(0) as f64 / asked[lane].max(1.0);
    let price = |kind: usize| problem.kinds[kind].price as f64;
    let dearest =
        |lane: usize| scope.kinds.iter().map(|kind| price(*kind) / part(*kind, lane).max(1e-9)).fold(0.0, f64::max);
    let first = (0..problem.lanes).map(|lane| {
        let entries = (0..problem.lanes).map(|row| f64::from(u8::from(row == lane))).collect();
        Some(Column { cost: dearest(lane) * DEAR, entries, tag: usize::MAX })
    });
    let right = asked.iter().map(|asked| f64::from(u8::from(*asked > 0.0))).collect();
    let mut programme = Simplex::of(right, first.collect());
    for &kind in scope.kinds {
        let entries = (0..problem.lanes).map(|lane| part(kind, lane)).collect();
        programme.add(Column { cost: price(kind), entries, tag: kind });
    }
    programme.optimise();
    programme.duals().iter().zip(&asked).map(|(dual, asked)| dual.max(0.0) / asked.max(1.0)).collect()
}

/// The kinds whose resources are worth most for their price, and for each item the one that holds it cheapest.
fn cheapest(g: &Generator, scope: &Scope, worths: &[f64]) -> Vec<usize> {
    let ratio = |kind: usize| {
        let kind = &g.problem.kinds[kind];
        let worth: f64 = worths.iter().zip(&kind.room).map(|(worth, room)| worth * (*room).max(0) as f64).sum();
        worth / kind.price as f64
    };
    let mut order: Vec<usize> = scope.kinds.to_vec();
    sort_indices(&mut order, &|a, b| ratio(b).total_cmp(&ratio(a)));
    let mut kinds: Vec<usize> = order.iter().copied().take(TRIED).collect();
    for item in (0..scope.demand.len()).filter(|item| scope.demand[*item] > 0) {
        if !kinds.iter().any(|kind| g.problem.allows(*kind, item)) {
            kinds.extend(order.iter().copied().find(|kind| g.problem.allows(*kind, item)));
        }
    }
    kinds
}
