//! Cheaper types for nodes as they are filled. A search settles on its types before all nodes are filled: at the end, and
//! in a zone that has fewer pods than the first, a smaller type may hold what is on a node.

use crate::placed::Placed;
use crate::problem::{Pods, Problem};

/// What nodes are held to while their types change.
#[derive(Clone, Copy, Debug)]
pub struct Downsizing<'a> {
    /// The kinds that are allowed: a kind's index is its source.
    pub problem: &'a Problem,
    /// The most kinds in use.
    pub most_kinds: usize,
    /// The least number of nodes.
    pub min_nodes: u32,
    /// The least number of nodes in each zone.
    pub least_in_zone: u32,
    /// Whether another node must have room for the pods of any one that is lost.
    pub survives_node: bool,
}

/// What is done to a group: another kind, or one node less.
enum Change {
    Kind(usize),
    OneLess,
}

impl Downsizing<'_> {
    /// The same pods on nodes that cost no more: no group can be had for less with a kind in use, nor with any kind where
    /// one more is allowed, and none is empty without need.
    pub fn of(&self, mut placed: Vec<Placed>) -> Vec<Placed> {
        while let Some((at, change)) = self.best_change(&placed) {
            match change {
                Change::Kind(kind) => placed[at].source = kind,
                Change::OneLess => placed[at].nodes -= 1,
            }
            placed.retain(|group| group.nodes > 0);
        }
        together(placed)
    }

    /// The change that saves most; the first of equals.
    fn best_change(&self, placed: &[Placed]) -> Option<(usize, Change)> {
        let mut best: Option<(u64, usize, Change)> = None;
        for at in 0..placed.len() {
            if let Some((saving, change)) = self.change(placed, at)
                && best.as_ref().is_none_or(|(most, ..)| saving > *most)
            {
                best = Some((saving, at, change));
            }
        }
        best.map(|(_, at, change)| (at, change))
    }

    /// What saves most at a group, if anything does.
    fn change(&self, placed: &[Placed], at: usize) -> Option<(u64, Change)> {
        let (own, kinds) = (&placed[at], &self.problem.kinds);
        let price = kinds[own.source].price;
        if is_empty(&own.pods) && self.is_needless(placed, at) {
            return Some((price, Change::OneLess));
        }
        let mut others: Vec<usize> = Vec::new();
        for group in placed.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, group)| group) {
            if !others.contains(&group.source) {
                others.push(group.source);
            }
        }
        let is_open = |kind: &usize| others.len() < self.most_kinds || others.contains(kind);
        let cheaper = (0..kinds.len()).filter(|kind| kinds[*kind].price < price && is_open(kind));
        let mut cheaper = cheaper.filter(|kind| self.problem.fits(*kind, &own.pods)).peekable();
        cheaper.peek()?;
        let more = if self.survives_node { self.relies_on(placed, at, own.nodes)? } else { Vec::new() };
        let takes_over = |kind: &usize| more.iter().all(|lost| self.problem.fits(*kind, &sum(&own.pods, lost)));
        let kind = cheaper.filter(takes_over).min_by_key(|kind| (kinds[*kind].price, *kind))?;
        Some(((price - kinds[kind].price) * u64::from(own.nodes), Change::Kind(kind)))
    }

    /// Whether an empty node is there for nothing.
    fn is_needless(&self, placed: &[Placed], at: usize) -> bool {
        let nodes: u32 = placed.iter().map(|group| group.nodes).sum();
        let is_alone = placed[at].nodes == 1;
        let is_free = || !is_alone || self.relies_on(placed, at, 1).is_some_and(|lost| lost.is_empty());
        let here: u32 = placed.iter().filter(|group| group.zone == placed[at].zone).map(|group| group.nodes).sum();
        nodes > self.min_nodes.max(1) && here > self.least_in_zone && (!self.survives_node || is_free())
    }

    /// Pods of nodes that only a group with so many nodes takes over when one is lost. `None` where nothing takes over.
    fn relies_on<'p>(&self, placed: &'p [Placed], at: usize, nodes: u32) -> Option<Vec<&'p Pods>> {
        let mut found: Vec<&Pods> = Vec::new();
        for (lost, group) in placed.iter().enumerate().filter(|(_, group)| !is_empty(&group.pods)) {
            let takes_over = |(other, n): (usize, &Placed)| {
                other != at && (other != lost || n.nodes > 1) && self.problem.fits(n.source, &sum(&n.pods, &group.pods))
            };
            if placed.iter().enumerate().any(takes_over) || found.contains(&&group.pods) {
                continue;
            }
            if lost == at && nodes < 2 {
                return None;
            }
            found.push(&group.pods);
        }
        Some(found)
    }
}

/// Groups that became alike as one.
fn together(placed: Vec<Placed>) -> Vec<Placed> {
    let mut all: Vec<Placed> = Vec::with_capacity(placed.len());
    for group in placed {
        let is_alike = |other: &&mut Placed| Placed { nodes: group.nodes, ..(**other).clone() } == group;
        match all.iter_mut().find(is_alike) {
            Some(other) => other.nodes += group.nodes,
            None => all.push(group),
        }
    }
    all
}

fn is_empty(pods: &Pods) -> bool {
    pods.iter().all(|n| *n == 0)
}

fn sum(pods: &Pods, more: &Pods) -> Pods {
    pods.iter().zip(more).map(|(own, more)| own + more).collect()
}
