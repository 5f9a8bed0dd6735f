//! Fleets: filling whole nodes by what pods are worth, rounding a relaxation, and packing a few nodes again.

use crate::generate::{Generator, Pattern, Relaxed, SCALE, Scope};
use crate::knapsack::Question;
use crate::problem::{Pods, Problem};
use crate::random::Random;

/// Nodes of a kind that hold the same pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which kind, and the pods of each item on each node.
    pub pattern: Pattern,
    /// How many nodes.
    pub nodes: u32,
}

/// Nodes that carry a demand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Each pattern once.
    pub groups: Vec<Group>,
    /// What they cost, micro-dollars a month.
    pub cost: u64,
}

/// What a pod of each item is worth to a filling, and a node besides.
#[derive(Clone, Debug)]
pub struct Values {
    /// By item, parts of [`SCALE`].
    pub pods: Vec<f64>,
    /// A node's own.
    pub per_node: f64,
}

/// Search nodes for one filling of one node.
const EFFORT: u32 = 100;
/// Kinds that are tried besides those in use where a few nodes are packed again.
const TRIED: usize = 4;

impl Values {
    /// Of a relaxation; everything is worth something, so that nothing is left lying.
    pub fn of(relaxed: &Relaxed) -> Values {
        let per_node = relaxed.cut.as_ref().map_or(0.0, |cut| cut.per_node);
        Values { pods: relaxed.values.iter().map(|value| value.max(1.0)).collect(), per_node }
    }

    /// The same with each changed by up to so much, as a share.
    pub fn shaken(&self, by: f64, random: &mut Random) -> Values {
        let shaken = |value: &f64| (value * (1.0 + by * (2.0 * random.share() - 1.0))).round().max(1.0);
        Values { pods: self.pods.iter().map(shaken).collect(), per_node: self.per_node }
    }
}

impl Packed {
    /// Nodes in all.
    pub fn nodes(&self) -> u32 {
        self.groups.iter().map(|group| group.nodes).sum()
    }

    /// The kinds in use, each once.
    pub fn kinds(&self) -> Vec<usize> {
        let mut kinds: Vec<usize> = self.groups.iter().map(|group| group.pattern.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Adds nodes.
    pub fn add(&mut self, problem: &Problem, pattern: Pattern, nodes: u32) {
        if nodes == 0 {
            return;
        }
        self.cost += problem.kinds[pattern.kind].price * u64::from(nodes);
        match self.groups.iter_mut().find(|group| group.pattern == pattern) {
            Some(group) => group.nodes += nodes,
            None => self.groups.push(Group { pattern, nodes }),
        }
    }

    /// Takes one node of a group off.
    fn take(&mut self, problem: &Problem, group: usize) -> Pattern {
        let pattern = self.groups[group].pattern.clone();
        self.cost -= problem.kinds[pattern.kind].price;
        self.groups[group].nodes -= 1;
        if self.groups[group].nodes == 0 {
            self.groups.swap_remove(group);
        }
        pattern
    }

    fn add_all(&mut self, problem: &Problem, other: Packed) {
        for group in other.groups {
            self.add(problem, group.pattern, group.nodes);
        }
    }
}

/// Fills nodes, one after the other, each with what is worth most for its price, and ends with the cheapest node that
/// holds all that is left. `None` where that costs as much as `below`, or some item fits on no kind.
pub fn fill(g: &mut Generator, scope: &Scope, values: &Values, below: u64) -> Option<Packed> {
    let mut left: Pods = scope.demand.to_vec();
    let (mut packed, mut best) = (Packed::default(), None::<Packed>);
    while left.iter().any(|n| *n > 0) {
        let end = cheapest_for(&g.problem, scope.kinds, &left);
        if let Some(kind) = end {
            let mut whole = packed.clone();
            whole.add(&g.problem, Pattern { kind, pods: left.clone() }, 1);
            top_up(&g.problem, scope, &mut whole);
            if best.as_ref().is_none_or(|best| whole.cost < best.cost) {
                best = Some(whole);
            }
        }
        let limit = best.as_ref().map_or(below, |best| best.cost.min(below));
        let Some(pattern) = best_for_price(g, scope.kinds, &left, values, limit.saturating_sub(packed.cost)) else {
            break;
        };
        let times = left.iter().zip(&pattern.pods).filter(|(_, n)| **n > 0).map(|(left, n)| left / n).min()?;
        left.iter_mut().zip(&pattern.pods).for_each(|(left, n)| *left -= n * times);
        packed.add(&g.problem, pattern, times);
    }
    if left.iter().all(|n| *n == 0) {
        top_up(&g.problem, scope, &mut packed);
        if best.as_ref().is_none_or(|best| packed.cost < best.cost) {
            best = Some(packed);
        }
    }
    best.filter(|best| best.cost < below)
}

/// The cheapest kind of which one node holds all these pods.
pub fn cheapest_for(problem: &Problem, kinds: &[usize], pods: &[u32]) -> Option<usize> {
    let holding = kinds.iter().copied().filter(|kind| problem.fits(*kind, pods));
    holding.min_by_key(|kind| (problem.kinds[*kind].price, *kind))
}

/// Empty nodes of the cheapest kind up to the least number.
fn top_up(problem: &Problem, scope: &Scope, packed: &mut Packed) {
    let missing = scope.min_nodes.saturating_sub(packed.nodes());
    let cheapest = scope.kinds.iter().copied().min_by_key(|kind| (problem.kinds[*kind].price, *kind));
    if let (Some(kind), 1..) = (cheapest, missing) {
        packed.add(problem, Pattern { kind, pods: vec![0; problem.items.len()] }, missing);
    }
}

/// The node that holds most for its price, of those cheaper than a limit.
fn best_for_price(g: &mut Generator, kinds: &[usize], left: &[u32], values: &Values, below: u64) -> Option<Pattern> {
    let mut best: Option<(f64, Pattern)> = None;
    for &kind in kinds {
        if g.problem.kinds[kind].price >= below {
            continue;
        }
        let price = g.problem.kinds[kind].price as f64 * SCALE;
        let ratio = best.as_ref().map_or(0.0, |(ratio, _)| *ratio);
        let more_than = (ratio * price - values.per_node).max(0.0);
        let question = Question { kind, values: &values.pods, most: left, more_than, effort: EFFORT };
        let answer = g.fill(&question);
        if let Some(pods) = answer.pods {
            let ratio = (answer.value + values.per_node) / price;
            if best.as_ref().is_none_or(|(most, _)| ratio > *most) {
                best = Some((ratio, Pattern { kind, pods }));
            }
        }
    }
    best.map(|(_, pattern)| pattern)
}

/// A fleet from a relaxation: whole nodes are kept, and what is left is relaxed and rounded again, a node rounded up
/// where none is whole.
pub fn dive(g: &mut Generator, scope: &Scope, relaxed: &Relaxed, below: u64) -> Option<Packed> {
    let (mut left, mut packed): (Pods, Packed) = (scope.demand.to_vec(), Packed::default());
    let mut best: Option<Packed> = None;
    let mut relaxed = relaxed.clone();
    loop {
        if !keep_whole(g, &relaxed, &mut left, &mut packed) && !round_one_up(g, scope, &relaxed, &mut left, &mut packed)
        {
            return best;
        }
        if left.iter().all(|n| *n == 0) || packed.cost >= below {
            break;
        }
        let min_nodes = scope.min_nodes.saturating_sub(packed.nodes());
        let rest = Scope { kinds: scope.kinds, demand: &left, min_nodes };
        let limit = best.as_ref().map_or(below, |best| best.cost.min(below)).saturating_sub(packed.cost);
        if let Some(filled) = fill(g, &rest, &Values::of(&relaxed), limit) {
            let mut whole = packed.clone();
            whole.add_all(&g.problem, filled);
            best = Some(whole);
        }
        let Some(next) = g.relax(&rest) else { return best };
        relaxed = next;
        if packed.cost.saturating_add(relaxed.cost as u64) >= best.as_ref().map_or(below, |best| best.cost) {
            return best;
        }
    }
    top_up(&g.problem, scope, &mut packed);
    let limit = best.as_ref().map_or(below, |best| best.cost);
    if packed.cost < limit { Some(packed) } else { best }
}

/// Keeps every node that the relaxation has whole, as often as its pods are still there; whether there was one.
fn keep_whole(g: &Generator, relaxed: &Relaxed, left: &mut Pods, packed: &mut Packed) -> bool {
    let mut has_kept = false;
    for (at, amount) in &relaxed.nodes {
        let pattern = &g.pool[*at];
        let there = left.iter().zip(&pattern.pods).filter(|(_, n)| **n > 0).map(|(left, n)| left / n).min();
        let nodes = ((amount + 1e-6) as u32).min(there.unwrap_or(0));
        if nodes > 0 {
            left.iter_mut().zip(&pattern.pods).for_each(|(left, n)| *left -= n * nodes);
            packed.add(&g.problem, pattern.clone(), nodes);
            has_kept = true;
        }
    }
    has_kept
}

/// Rounds the node up of which the relaxation has most, with those of its pods that are left, on the cheapest kind that
/// holds them.
fn round_one_up(g: &Generator, scope: &Scope, relaxed: &Relaxed, left: &mut Pods, packed: &mut Packed) -> bool {
    let carries = |at: usize| g.pool[at].pods.iter().zip(&*left).any(|(n, left)| *n > 0 && *left > 0);
    let most = relaxed.nodes.iter().filter(|(at, _)| carries(*at));
    let Some((at, _)) = most.reduce(|a, b| if b.1 > a.1 { b } else { a }) else { return false };
    let pattern = &g.pool[*at];
    let pods: Pods = pattern.pods.iter().zip(&*left).map(|(n, left)| *n.min(left)).collect();
    left.iter_mut().zip(&pods).for_each(|(left, n)| *left -= n);
    let kind = cheapest_for(&g.problem, scope.kinds, &pods).unwrap_or(pattern.kind);
    packed.add(&g.problem, Pattern { kind, pods }, 1);
    true
}

/// Takes a few nodes out of a fleet and packs their pods again; whether that made it cheaper.
///
/// At most so many kinds may be in use; `near` are those that are worth a try.
pub fn recreate(g: &mut Generator, packed: &mut Packed, values: &Values, limits: &Limits, random: &mut Random) -> bool {
    if packed.groups.is_empty() {
        return false;
    }
    let before = packed.cost;
    let mut rest = packed.clone();
    let wanted = (1 + random.below(6) as u32).min(packed.nodes());
    let mut demand = vec![0; g.problem.items.len()];
    for _ in 0..wanted {
        let group = pick(g, &rest, values, random);
        let pattern = rest.take(&g.problem, group);
        demand.iter_mut().zip(&pattern.pods).for_each(|(all, n)| *all += n);
    }
    // The kinds in use and a few others, never more than may be in use at once.
    let mut kinds = rest.kinds();
    let mut candidates: Vec<usize> = [limits.near, &packed.kinds()].concat();
    let most = limits.most_kinds.min(kinds.len() + TRIED);
    while kinds.len() < most && !candidates.is_empty() {
        let kind = candidates.swap_remove(random.below(candidates.len() as u64) as usize);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let min_nodes = limits.min_nodes.saturating_sub(rest.nodes());
    let scope = Scope { kinds: &kinds, demand: &demand, min_nodes };
    let values = values.shaken(0.3 * random.share(), random);
    // As cheap in another way is taken, too: it may lead on.
    let Some(filled) = fill(g, &scope, &values, before - rest.cost + 1) else { return false };
    rest.add_all(&g.problem, filled);
    *packed = rest;
    packed.cost < before
}

/// What a fleet is held to while it is packed again.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// The most kinds.
    pub most_kinds: usize,
    /// Kinds worth a try.
    pub near: &'a [usize],
    /// Never fewer nodes.
    pub min_nodes: u32,
}

/// A group, those of nodes that hold little for their price more often.
fn pick(g: &Generator, packed: &Packed, values: &Values, random: &mut Random) -> usize {
    let waste = |group: usize| {
        let pattern = &packed.groups[group].pattern;
        let holds: f64 = pattern.pods.iter().zip(&values.pods).map(|(n, value)| f64::from(*n) * value).sum();
        1.0 - holds / (g.problem.kinds[pattern.kind].price as f64 * SCALE)
    };
    let any = |random: &mut Random| {
        let mut node = random.below(u64::from(packed.nodes())) as u32;
        packed.groups.iter().position(|group| {
            let is_here = node < group.nodes;
            node = node.saturating_sub(group.nodes);
            is_here
        })
    };
    let (a, b) = (any(random).unwrap_or(0), any(random).unwrap_or(0));
    if waste(a) >= waste(b) { a } else { b }
}
