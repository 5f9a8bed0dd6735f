//! A fleet's pools as Karpenter fills them: nothing tells it which pods go where, so it can come to more nodes than the fleet has.
//!
//! Which pool comes first and how many nodes each may have is Berth's to say. Of the orders of the types, and of the two ways to
//! raise a limit that leaves pods without a node, those that cost least are taken.

use super::context::{Context, Filled};
use super::filling::Filling;
use super::room_left::RoomLeft;
use model::node::workload::Workload;
use model::scenario::fleet::Survive;

/// Types of which every order is tried: 24 at most.
const TYPES: usize = 4;

/// The groups of a fleet in the order that costs least, each with its pool as it is filled then. As they are where the fleet
/// holds room for more than its pods, and where a pod has no pool that could take it.
pub(super) fn least(all: Vec<Context>) -> Vec<Context> {
    let Some(first) = all.first().filter(|first| !first.has_groups()) else { return all };
    let holds_more =
        |c: &Context| c.fleet().is_none_or(|of| of.options.survive != Survive::Nothing || of.options.headroom > 0);
    if holds_more(first) {
        return all;
    }
    let workload = Workload::of(first.subject.scenario()).sized(first.subject.catalog());
    let mut room = RoomLeft::of(&workload);
    let types = all.iter().filter_map(Context::rank).max().map_or(0, |last| last + 1);
    let in_order = |ranks: Vec<usize>| {
        let all = Context::in_order(&all, &ranks);
        pools(&all, &mut room).map(|filled| (all, filled))
    };
    let cost = |(all, filled): &(Vec<Context>, Vec<Filled>)| -> u64 {
        all.iter().zip(filled).map(|(c, of)| c.cost_of(of.nodes).0).sum()
    };
    match orders(types).into_iter().filter_map(in_order).min_by_key(cost) {
        Some((all, filled)) => all.into_iter().zip(filled).map(|(c, of)| c.filled_with(of)).collect(),
        None => all,
    }
}

/// For each of so many, the place that it gets: as they are first. Of more than a few only that and the reverse.
fn orders(types: usize) -> Vec<Vec<usize>> {
    if types > TYPES {
        return vec![(0..types).collect(), (0..types).rev().collect()];
    }
    (0..types).fold(vec![Vec::new()], |orders, _| {
        let longer = |order: &Vec<usize>| {
            let left = (0..types).filter(|at| !order.contains(at)).collect::<Vec<_>>();
            let with = |at| [order.as_slice(), &[at]].concat();
            left.into_iter().map(with).collect::<Vec<_>>()
        };
        orders.iter().flat_map(longer).collect()
    })
}

/// Each pool, in the order of the contexts; `None` where a pod has no pool that could take it.
fn pools(all: &[Context], room: &mut RoomLeft) -> Option<Vec<Filled>> {
    let mut filled: Vec<Filled> = all.iter().map(|c| Filled { nodes: 0, stops_at: c.pool_stops_at() }).collect();
    for (at, c) in all.iter().enumerate() {
        // each set of pools once, which the last of it stands for
        if c.is_last() {
            let pools: Vec<usize> = (0..=at).filter(|i| all[*i].is_beside(c)).collect();
            filled = Filling { all, pools: &pools }.cheaper(&filled, room)?;
        }
    }
    Some(filled)
}
