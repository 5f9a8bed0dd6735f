//! Nodes of one type, and nodes by Karpenter's rule: what a fleet is compared with.

use crate::problem::{Pods, Problem, Used};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Nodes: which kind's source, pods of each item, how many.
pub type Nodes = Vec<(usize, Pods, u32)>;

/// The nodes of one kind that carry a demand, filled with the largest pods first, by the same rule as a plan's; `None`
/// where some pod fits on none.
pub fn of_one_kind(problem: &Problem, kind: usize, demand: &[u32], min_nodes: u32) -> Option<Nodes> {
    let mut nodes = filled(problem, kind, &largest_first(problem, demand), demand)?;
    let count: u32 = nodes.iter().map(|(_, _, n)| n).sum();
    if count < min_nodes {
        nodes.push((problem.kinds[kind].source, vec![0; demand.len()], min_nodes - count));
    }
    Some(nodes)
}

/// By the largest share of the whole demand that a pod takes of any resource.
fn largest_first(problem: &Problem, demand: &[u32]) -> Vec<usize> {
    let Some(sizes) = problem.sizes.first() else { return Vec::new() };
    let total = |lane: usize| -> i64 { sizes.iter().zip(demand).map(|(each, n)| each[lane] * i64::from(*n)).sum() };
    let share = |item: usize| {
        (0..problem.lanes).map(|lane| (i128::from(sizes[item][lane]) << 32) / i128::from(total(lane).max(1))).max()
    };
    let mut order: Vec<usize> = (0..demand.len()).filter(|item| demand[*item] > 0).collect();
    order.sort_by_key(|item| (Reverse(share(*item)), *item));
    order
}

fn filled(problem: &Problem, kind: usize, order: &[usize], demand: &[u32]) -> Option<Nodes> {
    if order.iter().any(|item| problem.alone(kind, *item) == 0) {
        return None;
    }
    let (mut left, mut nodes): (Pods, Nodes) = (demand.to_vec(), Vec::new());
    while left.iter().any(|n| *n > 0) {
        let mut pods = vec![0; demand.len()];
        let (mut room, mut used) = (problem.kinds[kind].room, Used::default());
        for &item in order.iter().filter(|item| left[**item] > 0) {
            let each = problem.each(kind, item);
            let mut fit = i64::from(left[item].min(problem.items[item].most_per_node));
            for lane in (0..problem.lanes).filter(|lane| each[*lane] > 0) {
                fit = fit.min(room[lane] / each[lane]);
            }
            let fit = problem.fit_volumes(kind, item, used, fit as u32);
            (0..problem.lanes).for_each(|lane| room[lane] -= each[lane] * i64::from(fit));
            used = problem.with(used, item, fit);
            pods[item] = fit;
        }
        let alike = left.iter().zip(&pods).filter(|(_, n)| **n > 0).map(|(left, n)| left / n).min()?;
        left.iter_mut().zip(&pods).for_each(|(left, n)| *left -= n * alike);
        nodes.push((problem.kinds[kind].source, pods, alike));
    }
    Some(nodes)
}

/// A node that Karpenter has not chosen a type for.
struct Claim {
    pods: Pods,
    /// Kinds that hold all of its pods.
    kinds: Vec<usize>,
}

/// Nodes by Karpenter's rule: pods by CPU, then memory, the largest first; each goes on the node with the fewest pods
/// that some type still has room for with it, else on a new one; then each node becomes the cheapest type that holds it.
///
/// Source: kubernetes-sigs/karpenter, pkg/controllers/provisioning/scheduling (queue.go, scheduler.go, nodeclaim.go).
/// Consolidation, which comes later, is not in it: it never turns one node into several.
pub fn by_karpenters_rule(problem: &Problem, demand: &[u32], cpu_and_memory: &[(u32, u32)]) -> Option<(u64, Nodes)> {
    let mut order: Vec<usize> = (0..demand.len()).filter(|item| demand[*item] > 0).collect();
    order.sort_by_key(|item| (Reverse(cpu_and_memory[*item]), *item));
    let largest = largest_kinds(problem);
    let mut claims: Vec<Claim> = Vec::new();
    for item in order {
        place(problem, item, demand, &largest, &mut claims)?;
    }
    let mut nodes: Nodes = Vec::new();
    let mut cost = 0;
    let all: Vec<usize> = (0..problem.kinds.len()).collect();
    for claim in claims {
        let kind = crate::pack::cheapest_for(problem, &all, &claim.pods)?;
        cost += problem.kinds[kind].price;
        let source = problem.kinds[kind].source;
        match nodes.iter_mut().find(|(known, pods, _)| *known == source && *pods == claim.pods) {
            Some((_, _, n)) => *n += 1,
            None => nodes.push((source, claim.pods, 1)),
        }
    }
    Some((cost, nodes))
}

/// Kinds that no other one has at least the room of: a node can grow as long as one of them holds it.
fn largest_kinds(problem: &Problem) -> Vec<usize> {
    let holds_more = |a: usize, b: usize| {
        let (x, y) = (&problem.kinds[a], &problem.kinds[b]);
        let is_as_large = x.room[..problem.lanes].iter().zip(&y.room).all(|(x, y)| x >= y);
        let is_like = x.sizes == y.sizes && x.allowed == y.allowed && x.volumes == y.volumes;
        is_as_large && is_like && (x.room != y.room || a < b)
    };
    let all = 0..problem.kinds.len();
    all.clone().filter(|b| !all.clone().any(|a| a != *b && holds_more(a, *b))).collect()
}

fn place(problem: &Problem, item: usize, demand: &[u32], largest: &[usize], claims: &mut Vec<Claim>) -> Option<()> {
    // How many more pods each node takes, and then those that take any, the one with the fewest pods first.
    let more = |claim: &Claim| claim.kinds.iter().map(|kind| more_of(problem, *kind, &claim.pods, item)).max();
    let mut room: Vec<u32> = claims.iter().map(|claim| more(claim).unwrap_or(0)).collect();
    let mut open: BinaryHeap<Reverse<(u32, usize)>> = claims
        .iter()
        .enumerate()
        .filter(|(at, _)| room[*at] > 0)
        .map(|(at, claim)| Reverse((claim.pods.iter().sum(), at)))
        .collect();
    let fresh = largest.iter().map(|kind| problem.alone(*kind, item)).max().unwrap_or(0);
    if fresh == 0 {
        return None;
    }
    for _ in 0..demand[item] {
        let at = match open.pop() {
            Some(Reverse((_, at))) => at,
            None => {
                claims.push(Claim { pods: vec![0; demand.len()], kinds: largest.to_vec() });
                room.push(fresh);
                claims.len() - 1
            }
        };
        claims[at].pods[item] += 1;
        room[at] -= 1;
        if room[at] > 0 {
            open.push(Reverse((claims[at].pods.iter().sum(), at)));
        }
    }
    for claim in claims.iter_mut().filter(|claim| claim.pods[item] > 0) {
        let pods = &claim.pods;
        claim.kinds.retain(|kind| problem.fits(*kind, pods));
    }
    Some(())
}

/// How many more pods of an item a node of a kind takes.
fn more_of(problem: &Problem, kind: usize, pods: &[u32], item: usize) -> u32 {
    let (mut low, mut high) = (0, problem.alone(kind, item) + 1);
    let mut then = pods.to_vec();
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        then[item] = pods[item] + middle;
        match problem.fits(kind, &then) {
            true => low = middle,
            false => high = middle,
        }
    }
    low
}
