//! Nodes of one type, and nodes by Karpenter's rule: what a fleet is compared with.

use crate::pack::cheapest_for;
use crate::problem::{Pods, Problem, Used};
use model::order::{sort_long_by, sort_short_by_key};
use model::plan::packing::even::{Even, fewest};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Nodes: which kind's source, pods of each item, how many.
pub type Nodes = Vec<(usize, Pods, u32)>;

/// A demand that is carried by nodes of one kind, whichever that is.
pub struct OfOneKind<'a> {
    problem: &'a Problem,
    demand: &'a [u32],
    min_nodes: u32,
    /// Items, the largest first.
    order: Vec<usize>,
}

impl<'a> OfOneKind<'a> {
    /// For a demand, on no fewer nodes than this.
    pub fn of(problem: &'a Problem, demand: &'a [u32], min_nodes: u32) -> OfOneKind<'a> {
        OfOneKind { problem, demand, min_nodes, order: largest_first(problem, demand) }
    }

    /// The nodes of a type that carry it, a kind for each of its node pools, filled by the same rule as a plan's; `None` where
    /// some pod fits on none.
    pub fn nodes(&self, kinds: &[usize]) -> Option<Nodes> {
        let (mut nodes, mut held) = (Nodes::new(), 0);
        for &kind in kinds {
            let own = self.order.iter().copied().filter(|item| self.problem.alone(kind, *item) > 0);
            let own: Vec<usize> = own.collect();
            held += own.len();
            nodes.extend(filled(self.problem, kind, &own, self.demand)?);
        }
        let count: u32 = nodes.iter().map(|(_, _, n)| n).sum();
        if count < self.min_nodes {
            nodes.push((
                self.problem.kinds[*kinds.first()?].source,
                vec![0; self.demand.len()],
                self.min_nodes - count,
            ));
        }
        (held == self.order.len()).then_some(nodes)
    }
}

/// By the largest share of the whole demand that a pod takes of any resource.
fn largest_first(problem: &Problem, demand: &[u32]) -> Vec<usize> {
    let Some(sizes) = problem.sizes.first() else { return Vec::new() };
    let total = |lane: usize| -> i64 { sizes.iter().zip(demand).map(|(each, n)| each[lane] * i64::from(*n)).sum() };
    let totals: Vec<i64> = (0..problem.lanes).map(|lane| total(lane).max(1)).collect();
    let share = |item: usize| {
        totals.iter().zip(&sizes[item]).map(|(total, amount)| (i128::from(*amount) << 32) / i128::from(*total)).max()
    };
    let items = (0..demand.len()).filter(|item| demand[*item] > 0);
    let mut order: Vec<_> = items.map(|item| (Reverse(share(item)), item)).collect();
    sort_short_by_key(&mut order, |key| *key);
    order.into_iter().map(|(_, item)| item).collect()
}

/// Nodes of a kind with all pods of these items: by first fit, or evenly spread where that takes fewer.
fn filled(problem: &Problem, kind: usize, order: &[usize], demand: &[u32]) -> Option<Nodes> {
    let first_fit = first_fit(problem, kind, order, demand)?;
    let count = first_fit.iter().map(|(_, _, nodes)| nodes).sum();
    if order.len() < 2 {
        return Some(first_fit);
    }
    let even = |nodes| Even::of(nodes, order.iter().map(|item| demand[*item]));
    let on = |even: &Even, node| {
        let mut pods = vec![0; demand.len()];
        order.iter().zip(even.on(node)).for_each(|(item, n)| pods[*item] = n);
        pods
    };
    let fewest = fewest(1, count, |nodes| {
        let even = even(nodes);
        even.groups().all(|(node, _)| problem.fits(kind, &on(&even, node)))
    });
    if fewest == count {
        return Some(first_fit);
    }
    let even = even(fewest);
    Some(even.groups().map(|(node, nodes)| (problem.kinds[kind].source, on(&even, node), nodes)).collect())
}

/// Filled one after the other, the largest pods first.
fn first_fit(problem: &Problem, kind: usize, order: &[usize], demand: &[u32]) -> Option<Nodes> {
    let (mut left, mut nodes): (Pods, Nodes) = (demand.to_vec(), Vec::new());
    while order.iter().any(|item| left[*item] > 0) {
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

/// Nodes by Karpenter's rule: pods by CPU, then memory, the largest first; each goes on the node with the fewest pods
/// that some type still has room for with it, else on a new one; then each node becomes the cheapest type that holds it.
///
/// Source: kubernetes-sigs/karpenter, pkg/controllers/provisioning/scheduling (queue.go, scheduler.go, nodeclaim.go).
/// Consolidation, which comes later, is not in it: it never turns one node into several.
pub fn by_karpenters_rule(problem: &Problem, demand: &[u32], cpu_and_memory: &[(u32, u32)]) -> Option<Nodes> {
    let mut order: Vec<usize> = (0..demand.len()).filter(|item| demand[*item] > 0).collect();
    sort_short_by_key(&mut order, |item| (Reverse(cpu_and_memory[*item]), *item));
    let growing = Growing { problem, demand, largest: largest_kinds(problem) };
    let mut claims: Vec<Pods> = Vec::new();
    for item in order {
        growing.place(item, &mut claims)?;
    }
    sort_long_by(&mut claims, Ord::cmp);
    let mut alike: Vec<(Pods, u32)> = Vec::new();
    for pods in claims {
        match alike.last_mut() {
            Some((known, nodes)) if *known == pods => *nodes += 1,
            _ => alike.push((pods, 1)),
        }
    }
    let all: Vec<usize> = (0..problem.kinds.len()).collect();
    let of = |(pods, nodes): (Pods, u32)| {
        let kind = cheapest_for(problem, &all, &pods)?;
        Some((problem.kinds[kind].source, pods, nodes))
    };
    alike.into_iter().map(of).collect()
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

/// Nodes that Karpenter has not chosen types for.
struct Growing<'a> {
    problem: &'a Problem,
    demand: &'a [u32],
    largest: Vec<usize>,
}

impl Growing<'_> {
    /// Places all pods of an item; `None` where not even an empty node takes one.
    fn place(&self, item: usize, claims: &mut Vec<Pods>) -> Option<()> {
        // Most nodes are alike.
        let mut known: Vec<(Pods, u32)> = Vec::new();
        let mut more = |pods: &Pods| match known.binary_search_by(|(known, _)| known.cmp(pods)) {
            Ok(at) => known[at].1,
            Err(at) => {
                let more = self.more(pods, item);
                known.insert(at, (pods.clone(), more));
                more
            }
        };
        let mut room: Vec<u32> = claims.iter().map(&mut more).collect();
        let fresh = more(&vec![0; self.demand.len()]);
        if fresh == 0 {
            return None;
        }
        let open = (0..claims.len()).filter(|at| room[*at] > 0);
        let mut open: BinaryHeap<Reverse<(u32, usize)>> =
            open.map(|at| Reverse((claims[at].iter().sum(), at))).collect();
        for _ in 0..self.demand[item] {
            let (pods, at) = open.pop().map_or((0, claims.len()), |Reverse(first)| first);
            if at == claims.len() {
                claims.push(vec![0; self.demand.len()]);
                room.push(fresh);
            }
            claims[at][item] += 1;
            room[at] -= 1;
            if room[at] > 0 {
                open.push(Reverse((pods + 1, at)));
            }
        }
        Some(())
    }

    /// How many more pods of an item a node with these takes, whichever type it may become.
    fn more(&self, pods: &[u32], item: usize) -> u32 {
        self.largest.iter().map(|kind| self.more_on(*kind, pods, item)).max().unwrap_or(0)
    }

    fn more_on(&self, kind: usize, pods: &[u32], item: usize) -> u32 {
        if !self.problem.fits(kind, pods) {
            return 0;
        }
        let (mut low, mut high) = (0, self.problem.alone(kind, item) + 1);
        let mut then = pods.to_vec();
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            then[item] = pods[item] + middle;
            match self.problem.fits(kind, &then) {
                true => low = middle,
                false => high = middle,
            }
        }
        low
    }
}
