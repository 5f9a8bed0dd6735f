//! A few nodes of a fleet are emptied and packed again: ruin and recreate.

use crate::generate::{Generator, SCALE, Scope};
use crate::pack::{Filling, Packed, Values, fill};
use model::random::Random;

/// What a fleet is held to while it is packed again.
pub struct Again<'a> {
    /// The most kinds.
    pub most_kinds: usize,
    /// Kinds worth a try.
    pub near: &'a [usize],
    /// What pods are worth.
    pub values: &'a Values,
    /// Which nodes, and how worths are changed.
    pub random: &'a mut Random,
}

/// Kinds that are tried besides those in use.
const TRIED: usize = 4;
/// The most nodes that are emptied.
const MOST_NODES: u64 = 6;
/// One time in so many all nodes of a kind go.
const ONE_IN: u64 = 4;
/// By how much worths are changed at most.
const SHAKEN: f64 = 0.3;

impl Again<'_> {
    /// Packs the pods of a few nodes again; whether that made the fleet cheaper.
    pub fn pack(&mut self, g: &mut Generator, packed: &mut Packed) -> bool {
        if packed.groups.is_empty() {
            return false;
        }
        let before = packed.cost;
        let mut rest = packed.clone();
        let mut demand = vec![0; g.problem.items.len()];
        // Where no more kinds may be used, another one comes only where one goes.
        if packed.kinds().len() >= self.most_kinds && self.random.modulo(ONE_IN) == 0 {
            let kind = rest.groups[self.pick(g, &rest)].pattern.kind;
            rest.take_all(&g.problem, kind, &mut demand);
        }
        let wanted = (1 + self.random.modulo(MOST_NODES) as u32).min(rest.nodes());
        for _ in 0..wanted {
            let group = self.pick(g, &rest);
            let pattern = rest.take(&g.problem, group);
            demand.iter_mut().zip(&pattern.pods).for_each(|(all, n)| *all += n);
        }
        let kinds = self.kinds(&rest, packed);
        let min_nodes = g.problem.min_nodes.saturating_sub(rest.nodes());
        let scope = Scope { kinds: &kinds, demand: &demand, min_nodes };
        let by = SHAKEN * self.random.share();
        let values = self.values.shaken(by, self.random);
        // As cheap in another way is taken, too: it may lead on.
        let Some(filled) = fill(g, &Filling { scope, values: &values, below: before - rest.cost + 1 }) else {
            return false;
        };
        rest.add_all(&g.problem, filled);
        *packed = rest;
        packed.cost < before
    }

    /// The kinds in use and a few others, never more than may be in use at once.
    fn kinds(&mut self, rest: &Packed, packed: &Packed) -> Vec<usize> {
        let mut kinds = rest.kinds();
        let mut candidates: Vec<usize> = [self.near, &packed.kinds()].concat();
        let most = self.most_kinds.min(kinds.len() + TRIED);
        while kinds.len() < most && !candidates.is_empty() {
            let kind = candidates.swap_remove(self.random.modulo(candidates.len() as u64) as usize);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// A group, those of nodes that hold little for their price more often.
    fn pick(&mut self, g: &Generator, packed: &Packed) -> usize {
        let (one, other) = (self.any(packed), self.any(packed));
        let waste = |group: usize| {
            let pattern = &packed.groups[group].pattern;
            let holds: f64 = pattern.pods.iter().zip(&self.values.pods).map(|(n, value)| f64::from(*n) * value).sum();
            1.0 - holds / (g.problem.kinds[pattern.kind].price as f64 * SCALE)
        };
        if waste(one) >= waste(other) { one } else { other }
    }

    /// The group of any node.
    fn any(&mut self, packed: &Packed) -> usize {
        let mut node = self.random.modulo(u64::from(packed.nodes())) as u32;
        let is_here = |nodes: u32| {
            let is_here = node < nodes;
            node = node.saturating_sub(nodes);
            is_here
        };
        packed.groups.iter().map(|group| group.nodes).position(is_here).unwrap_or(0)
    }
}
