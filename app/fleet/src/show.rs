//! From placed nodes to a fleet as it is shown: names, costs, what binds, what is left free.

use crate::derivation::Derivation;
use crate::fleet::{Compared, Cost, Fleet, Free, NOT_ALLOWED, NextPod, NodeGroup, gap_bp};
use crate::offers::Offers;
use crate::placed::Placed;
use crate::problem::{LANES, Problem, Used};
use model::catalog::Catalog;
use model::node::limit::Limit;
use model::order::sort_long_by;
use model::scenario::Scenario;
use std::cmp::Reverse;

/// What a fleet is shown from.
pub struct Shown<'a> {
    /// The region's catalogue.
    pub catalog: &'a Catalog,
    /// What was asked.
    pub scenario: &'a Scenario,
    /// The nodes that can be had.
    pub offers: &'a Offers,
    /// The nodes of the fleet.
    pub placed: &'a [Placed],
    /// What no fleet costs less than.
    pub derivation: Derivation,
    /// The best single type, and whether its nodes hold all pods.
    pub single: Option<(Vec<Placed>, bool)>,
    /// Karpenter's nodes, and the same.
    pub karpenter: Option<(Vec<Placed>, bool)>,
    /// Karpenter's if it knew the memory of every type, and the same.
    pub karpenter_knowing: Option<(Vec<Placed>, bool)>,
    /// The most types, as they are bought.
    pub most_types: u32,
    /// The nodes that there are.
    pub present: Option<Compared>,
    /// What a pod of each profile is worth.
    pub worth: Vec<Option<f64>>,
    /// Work done.
    pub work: u64,
    /// Whether the search is over.
    pub is_over: bool,
}

/// The fleet.
pub fn shown(from: &Shown) -> Fleet {
    let mut groups: Vec<NodeGroup> = from.placed.iter().map(|placed| group(from, placed)).collect();
    sort_long_by(&mut groups, |a, b| {
        let key = |g: &NodeGroup| (g.zone, g.is_spare, Reverse(g.node_cost * u64::from(g.nodes)));
        let names = || a.instance_type.cmp(&b.instance_type).then(a.taints.cmp(&b.taints));
        key(a).cmp(&key(b)).then_with(names).then(b.pods.cmp(&a.pods))
    });
    let cost = cost(from);
    let beside = |nodes: &Option<(Vec<Placed>, bool)>, keeps_empty| {
        nodes.as_ref().map(|(placed, holds)| compared(from, placed, *holds, keeps_empty))
    };
    // whatever the rules of the fleet ask for: empty nodes would make its figure worse than it is
    let by_karpenter = |nodes| beside(nodes, false);
    Fleet {
        nodes: groups.iter().map(|group| group.nodes).sum(),
        groups,
        cost,
        bound: from.derivation.total(),
        gap_bp: gap_bp(cost.total, from.derivation.total()),
        most_types: from.most_types,
        derivation: from.derivation.clone(),
        single: beside(&from.single, true),
        karpenter: by_karpenter(&from.karpenter),
        karpenter_knowing: by_karpenter(&from.karpenter_knowing),
        present: from.present.clone(),
        without_spot_price: from.offers.without_spot_price,
        next_pod: (0..from.scenario.profiles.len()).map(|profile| next_pod(from, profile)).collect(),
        work: from.work,
        is_over: from.is_over,
    }
}

fn name<'a>(from: &'a Shown, source: usize) -> &'a str {
    &from.catalog.instance_type(from.offers.types[source].index).name
}

fn cost(from: &Shown) -> Cost {
    let mut cost = Cost::default();
    for n in from.placed {
        let parts = from.offers.types[n.source].price.parts(from.scenario, n.nodes);
        cost.instances += parts.instances.0;
        cost.fee += parts.fee.0;
        cost.disks += parts.disks.0;
        cost.agents += parts.agents.0;
    }
    cost.total = cost.instances + cost.fee + cost.disks + cost.agents;
    cost
}

fn compared(from: &Shown, placed: &[Placed], holds: bool, keeps_empty: bool) -> Compared {
    let (mut types, mut bought): (Vec<(String, u32)>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut cost, mut nodes, mut left_out) = (0, 0, 0);
    for n in placed {
        if !keeps_empty && n.pods.iter().all(|pods| *pods == 0) {
            left_out += n.nodes;
            continue;
        }
        cost += from.offers.types[n.source].price.month.0 * u64::from(n.nodes);
        nodes += n.nodes;
        if !bought.contains(&n.source) {
            bought.push(n.source);
        }
        let name = name(from, n.source);
        match types.iter_mut().find(|(known, _)| known == name) {
            Some((_, nodes)) => *nodes += n.nodes,
            None => types.push((name.into(), n.nodes)),
        }
    }
    let mut compared = Compared {
        cost,
        nodes,
        types,
        unpriced: 0,
        allowed_types: (bought.len() > from.most_types as usize).then_some(from.most_types),
        holds,
        left_out,
    };
    compared.sort_types();
    compared
}

fn group(from: &Shown, Placed { source, pods, nodes, zone, is_spare }: &Placed) -> NodeGroup {
    let problem = &from.offers.problem;
    let stops: Vec<Option<&str>> = (0..pods.len())
        .map(|item| match problem.allows(*source, item) {
            true => stop(problem, *source, pods, item).map(Limit::code),
            false => Some(NOT_ALLOWED),
        })
        .collect();
    let price = from.offers.types[*source].price.month.0;
    let worth: f64 = from.worth.iter().zip(pods).map(|(worth, n)| worth.unwrap_or(0.0) * f64::from(*n)).sum();
    let is_full = stops.iter().all(Option::is_some);
    let stopping = Limit::ALL.into_iter().filter(|limit| is_full && stops.contains(&Some(limit.code())));
    NodeGroup {
        instance_type: name(from, *source).into(),
        is_spot: from.offers.types[*source].is_spot,
        taints: from.scenario.pools()[from.offers.types[*source].pool].into(),
        nodes: *nodes,
        zone: *zone,
        pods: pods.clone(),
        is_spare: *is_spare,
        node_cost: price,
        binds: stopping.map(|limit| limit.code().into()).collect(),
        stops: stops.into_iter().map(|code| code.map(Into::into)).collect(),
        free: free(problem, *source, pods),
        waste: price.saturating_sub(worth as u64),
    }
}

/// What stops one pod more of an item that may run on the kind: its own limit, or the one that lacks the largest share of
/// what it needs.
fn stop(problem: &Problem, kind: usize, pods: &[u32], item: usize) -> Option<Limit> {
    if pods[item] >= problem.items[item].most_per_node {
        return Some(Limit::MostPerNode);
    }
    let each = problem.each(kind, item);
    let lacks = |limit: &Limit| {
        let lane = *limit as usize;
        let left = left(problem, kind, pods, lane);
        (each[lane] > left).then(|| (each[lane] - left.max(0)) * 1_000_000 / each[lane].max(1))
    };
    let short = Limit::ALL.into_iter().take(LANES).filter_map(|limit| Some((lacks(&limit)?, limit)));
    let most = short.reduce(|most, other| if other.0 > most.0 { other } else { most });
    let used = pods.iter().enumerate().fold(Used::default(), |used, (item, n)| problem.with(used, item, *n));
    let takes = problem.takes(kind, problem.with(used, item, 1));
    most.map(|(_, limit)| limit).or((!takes).then_some(Limit::Volumes))
}

fn left(problem: &Problem, kind: usize, pods: &[u32], lane: usize) -> i64 {
    let taken: i64 = pods.iter().enumerate().map(|(item, n)| problem.each(kind, item)[lane] * i64::from(*n)).sum();
    problem.kinds[kind].room[lane] - taken
}

fn free(problem: &Problem, kind: usize, pods: &[u32]) -> Free {
    let of = |limit: Limit| {
        let left = left(problem, kind, pods, limit as usize).max(0);
        let share = left * 10_000 / problem.kinds[kind].room[limit as usize].max(1);
        (u32::try_from(left).unwrap_or(u32::MAX), share as u32)
    };
    let ((cpu_m, cpu_bp), (memory_mib, memory_bp)) = (of(Limit::Cpu), of(Limit::Memory));
    Free { cpu_m, memory_mib, cpu_bp, memory_bp, pods: of(Limit::MaxPods).0.min(of(Limit::Addresses).0) }
}

fn next_pod(from: &Shown, profile: usize) -> NextPod {
    let problem = &from.offers.problem;
    let has_room = |n: &Placed| {
        let mut more = n.pods.clone();
        more[profile] += 1;
        !n.is_spare && problem.fits(n.source, &more)
    };
    NextPod {
        has_room: from.placed.iter().any(has_room),
        at_length: from.worth[profile].map(|worth| worth.round() as u64),
    }
}
