//! From a relaxation to a fleet: whole nodes are kept, and what is left is relaxed and rounded again.

use crate::generate::{Generator, Pattern, Relaxed, Scope};
use crate::pack::{Filling, Packed, Values, cheapest_for, fill, times};
use crate::problem::Pods;

/// A fleet that is being made.
struct Diving<'a> {
    scope: Scope<'a>,
    left: Pods,
    packed: Packed,
    best: Option<Packed>,
    below: u64,
}

/// The cheapest fleet on the way from a relaxation to whole nodes, where it is cheaper than `below`. A node is rounded up
/// where none is whole.
pub fn dive(g: &mut Generator, (scope, relaxed): (Scope, &Relaxed), below: u64) -> Option<Packed> {
    let left = scope.demand.to_vec();
    let mut diving = Diving { scope, left, packed: Packed::default(), best: None, below };
    let mut relaxed = relaxed.clone();
    while diving.keep_whole(g, &relaxed) || diving.round_one_up(g, &relaxed) {
        if diving.left.iter().all(|n| *n == 0) {
            diving.packed.top_up(&g.problem, &scope);
            let limit = diving.limit();
            return if diving.packed.cost < limit { Some(diving.packed) } else { diving.best };
        }
        match diving.go_on(g, &relaxed) {
            Some(next) => relaxed = next,
            None => break,
        }
    }
    diving.best
}

impl Diving<'_> {
    fn limit(&self) -> u64 {
        self.best.as_ref().map_or(self.below, |best| best.cost.min(self.below))
    }

    /// Fills the rest at once, which may be the best, and relaxes it; `None` where no way on is cheap enough.
    fn go_on(&mut self, g: &mut Generator, relaxed: &Relaxed) -> Option<Relaxed> {
        let min_nodes = self.scope.min_nodes.saturating_sub(self.packed.nodes());
        let rest = Scope { kinds: self.scope.kinds, demand: &self.left, min_nodes };
        let below = self.limit().checked_sub(self.packed.cost)?;
        if let Some(filled) = fill(g, &Filling { scope: rest, values: &Values::of(g, relaxed), below }) {
            let mut whole = self.packed.clone();
            whole.add_all(&g.problem, filled);
            self.best = Some(whole);
        }
        let next = g.relax_roughly(&rest)?;
        (self.packed.cost.saturating_add(next.cost as u64) < self.limit()).then_some(next)
    }

    /// Keeps every node that the relaxation has whole, as often as its pods are still there; whether there was one.
    fn keep_whole(&mut self, g: &Generator, relaxed: &Relaxed) -> bool {
        let before = self.packed.cost;
        for (at, amount) in &relaxed.nodes {
            let pattern = &g.pool[*at];
            let nodes = ((amount + 1e-6) as u32).min(times(&self.left, &pattern.pods));
            self.left.iter_mut().zip(&pattern.pods).for_each(|(left, n)| *left -= n * nodes);
            self.packed.add(&g.problem, pattern.clone(), nodes);
        }
        self.packed.cost > before
    }

    /// Rounds the node up of which the relaxation has most, with those of its pods that are left, on the cheapest kind
    /// that holds them; whether there was one.
    fn round_one_up(&mut self, g: &Generator, relaxed: &Relaxed) -> bool {
        let carries = |at: usize| g.pool[at].pods.iter().zip(&self.left).any(|(n, left)| *n > 0 && *left > 0);
        let most = relaxed.nodes.iter().filter(|(at, _)| carries(*at));
        let Some((at, _)) = most.reduce(|a, b| if b.1 > a.1 { b } else { a }) else { return false };
        let pattern = &g.pool[*at];
        let pods: Pods = pattern.pods.iter().zip(&self.left).map(|(n, left)| *n.min(left)).collect();
        self.left.iter_mut().zip(&pods).for_each(|(left, n)| *left -= n);
        let kind = cheapest_for(&g.problem, self.scope.kinds, &pods).unwrap_or(pattern.kind);
        self.packed.add(&g.problem, Pattern { kind, pods }, 1);
        true
    }
}
