//! Makes the derivation of a bound of the relaxation that it rests on.

use crate::derivation::{Derivation, ShareOfBound, apportioned};
use crate::generate::{Pattern, SCALE};
use crate::offers::Offers;
use crate::problem::Lanes;
use crate::reduce::Reduced;
use crate::relaxation::{Amounts, Filling, worths};
use crate::search::{Proof, Search};
use model::catalog::Catalog;
use model::node::limit::{LIMITS, Limit};
use model::order::{sort_short_by, sort_short_by_key};

/// What a bound is derived from.
pub struct Derived<'a> {
    /// The region's catalogue.
    pub catalog: &'a Catalog,
    /// The nodes that can be had.
    pub offers: &'a Offers,
    /// The problem that was relaxed.
    pub reduced: &'a Reduced,
    /// Its search.
    pub search: &'a Search,
    /// Pods of each profile that the problem is for.
    pub demand: &'a [u32],
    /// The bound before losses.
    pub bound: u64,
    /// What losses add.
    pub losses: u64,
}

/// The derivation.
pub fn derivation(from: &Derived) -> Derivation {
    let mut derived = Derivation { losses: from.losses, ..Derivation::default() };
    derived.profiles = vec![ShareOfBound::default(); from.demand.len()];
    derived.profiles.iter_mut().zip(from.demand).for_each(|(share, pods)| share.pods = *pods);
    let Some(proof) = from.search.proof() else {
        return Derivation { whole_nodes: from.bound, ..derived };
    };
    let relaxed = proof.bound.min(from.bound);
    derived.whole_nodes = from.bound - relaxed;
    let problem = &from.reduced.problem;
    let of_item = |item: usize| proof.cut.values[item] as u128;
    // By profile, and last the least number of nodes.
    let mut weights = vec![0; from.demand.len()];
    for (item, group) in from.reduced.stands_for.iter().enumerate() {
        group.iter().for_each(|(profile, n)| weights[*profile] = of_item(item) * u128::from(*n));
    }
    weights.push(proof.cut.per_node as u128 * u128::from(problem.min_nodes));
    let mut parts = apportioned(relaxed, &weights);
    derived.least_nodes = parts.pop().unwrap_or(0);
    for (share, all) in derived.profiles.iter_mut().zip(parts) {
        let pods = u64::from(share.pods).max(1);
        (share.all, share.each) = (all, (all + pods / 2) / pods);
    }
    derived.resources = resources(from, proof, derived.of_pods());
    derived.nodes_in_parts = nodes_in_parts(from, proof);
    derived
}

/// What of the pods' part each resource makes: by what it is worth on the nodes of the relaxation, and how much of it
/// their pods take. What a pod is worth beyond that is for the limit of its profile, if it has one.
fn resources(from: &Derived, proof: &Proof, amount: u64) -> Vec<(String, u64)> {
    let mut weights = [0.0; LIMITS];
    for (pattern, nodes) in &proof.nodes {
        let mut own = worth_by_limit(from, proof, pattern);
        if own.iter().all(|weight| *weight <= 0.0) {
            // A node that is not full: what it has least of.
            own[fullest(from, pattern)] = from.reduced.problem.kinds[pattern.kind].price as f64;
        }
        weights.iter_mut().zip(own).for_each(|(all, weight)| *all += nodes * weight);
    }
    let whole: Vec<u128> = weights.iter().map(|weight| (weight * 1_000.0).max(0.0) as u128).collect();
    let parts = Limit::ALL.iter().zip(apportioned(amount, &whole)).filter(|(_, part)| *part > 0);
    let mut resources: Vec<(String, u64)> = parts.map(|(limit, part)| (limit.code().into(), part)).collect();
    sort_short_by_key(&mut resources, |(_, part)| std::cmp::Reverse(*part));
    resources
}

fn worth_by_limit(from: &Derived, proof: &Proof, pattern: &Pattern) -> [f64; LIMITS] {
    let (problem, kind) = (&from.reduced.problem, pattern.kind);
    let in_floats = |lanes: &Lanes| lanes.map(|amount| amount.max(0) as f64);
    let items: Vec<usize> = (0..problem.items.len()).filter(|item| problem.alone(kind, *item) > 0).collect();
    let each: Vec<Amounts> = items.iter().map(|item| in_floats(problem.each(kind, *item))).collect();
    let most: Vec<f64> = items.iter().map(|item| f64::from(problem.alone(kind, *item))).collect();
    let values: Vec<f64> = items.iter().map(|item| proof.cut.values[*item] / SCALE).collect();
    let room = in_floats(&problem.kinds[kind].room);
    let worths = worths(&Filling { lanes: problem.lanes, room: &room, each: &each, most: &most, values: &values });
    let mut by_limit = [0.0; LIMITS];
    for ((item, each), value) in items.iter().zip(&each).zip(&values) {
        let (pods, mut beyond) = (f64::from(pattern.pods[*item]), *value);
        for lane in 0..problem.lanes {
            by_limit[limit_of(from, kind, lane)] += worths[lane] * each[lane] * pods;
            beyond -= worths[lane] * each[lane];
        }
        if problem.items[*item].most_per_node < problem.items[*item].demand {
            by_limit[Limit::MostPerNode as usize] += beyond.max(0.0) * pods;
        }
    }
    by_limit
}

/// The limit that a lane stands for: of those that pods take the same of, the one of which a node has least.
fn limit_of(from: &Derived, kind: usize, lane: usize) -> usize {
    let room = &from.offers.problem.kinds[from.reduced.problem.kinds[kind].source].room;
    from.reduced.lanes[lane].iter().copied().min_by_key(|lane| room[*lane]).unwrap_or(lane)
}

fn fullest(from: &Derived, pattern: &Pattern) -> usize {
    let (problem, kind) = (&from.reduced.problem, pattern.kind);
    let taken = |lane: usize| -> i64 {
        let of = |(item, n): (usize, &u32)| problem.each(kind, item)[lane] * i64::from(*n);
        pattern.pods.iter().enumerate().map(of).sum()
    };
    let share = |lane: &usize| taken(*lane) * 1_000_000 / problem.kinds[kind].room[*lane].max(1);
    (0..problem.lanes).max_by_key(share).map_or(0, |lane| limit_of(from, kind, lane))
}

fn nodes_in_parts(from: &Derived, proof: &Proof) -> Vec<(String, bool, u64)> {
    let mut nodes: Vec<(String, bool, u64)> = Vec::new();
    for (pattern, parts) in &proof.nodes {
        let offered = &from.offers.types[from.reduced.problem.kinds[pattern.kind].source];
        let (name, is_spot) = (&from.catalog.instance_type(offered.index).name, offered.is_spot);
        let hundredths = (parts * 100.0).round() as u64;
        match nodes.iter_mut().find(|(known, spot, _)| known == name && *spot == is_spot) {
            Some((_, _, all)) => *all += hundredths,
            None => nodes.push((name.to_string(), is_spot, hundredths)),
        }
    }
    nodes.retain(|(_, _, hundredths)| *hundredths > 0);
    sort_short_by(&mut nodes, |a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)));
    nodes
}
