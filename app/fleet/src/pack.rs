//! Fleets, and filling whole nodes by what pods are worth.

use crate::generate::{Generator, Pattern, Relaxed, SCALE, Scope};
use crate::knapsack::Question;
use crate::problem::{Pods, Problem};
use model::order::sort_short_by_key;
use model::random::Random;

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

impl Values {
    /// Of a relaxation. Everything is worth something, so that nothing is left lying and worths can be shaken even where
    /// the least number of nodes decides the cost.
    pub fn of(g: &Generator, relaxed: &Relaxed) -> Values {
        let per_node = relaxed.cut.as_ref().map_or(0.0, |cut| cut.per_node);
        let pods = relaxed.values.iter().zip(&g.least_worth).map(|(value, least)| value.max(*least));
        Values { pods: pods.collect(), per_node }
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
        sort_short_by_key(&mut kinds, |kind| *kind);
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
    pub fn take(&mut self, problem: &Problem, group: usize) -> Pattern {
        let pattern = self.groups[group].pattern.clone();
        self.cost -= problem.kinds[pattern.kind].price;
        self.groups[group].nodes -= 1;
        if self.groups[group].nodes == 0 {
            self.groups.swap_remove(group);
        }
        pattern
    }

    /// Takes all nodes of a kind off and adds their pods to a demand.
    pub fn take_all(&mut self, problem: &Problem, kind: usize, demand: &mut Pods) {
        for group in self.groups.iter().filter(|group| group.pattern.kind == kind) {
            self.cost -= problem.kinds[kind].price * u64::from(group.nodes);
            demand.iter_mut().zip(&group.pattern.pods).for_each(|(all, n)| *all += n * group.nodes);
        }
        self.groups.retain(|group| group.pattern.kind != kind);
    }

    /// Adds another fleet's nodes.
    pub fn add_all(&mut self, problem: &Problem, other: Packed) {
        for group in other.groups {
            self.add(problem, group.pattern, group.nodes);
        }
    }

    /// Adds empty nodes of the cheapest kind up to the least number.
    pub fn top_up(&mut self, problem: &Problem, scope: &Scope) {
        let missing = scope.min_nodes.saturating_sub(self.nodes());
        let cheapest = scope.kinds.iter().copied().min_by_key(|kind| (problem.kinds[*kind].price, *kind));
        if let Some(kind) = cheapest {
            self.add(problem, Pattern { kind, pods: vec![0; problem.items.len()] }, missing);
        }
    }
}

/// What is filled into nodes, by what, and below which cost.
#[derive(Clone, Copy)]
pub struct Filling<'a> {
    /// The kinds and the pods.
    pub scope: Scope<'a>,
    /// What they are worth.
    pub values: &'a Values,
    /// Only what costs less is of interest.
    pub below: u64,
}

/// Fills nodes, one after the other, each with what is worth most for its price, and ends with the cheapest node that
/// holds all that is left. `None` where that is not cheap enough, or some item fits on no kind.
pub fn fill(g: &mut Generator, filling: &Filling) -> Option<Packed> {
    let Filling { scope, values, below } = *filling;
    let mut left: Pods = scope.demand.to_vec();
    let (mut packed, mut best) = (Packed::default(), None::<Packed>);
    while left.iter().any(|n| *n > 0) {
        if let Some(kind) = cheapest_for(&g.problem, scope.kinds, &left) {
            let mut whole = packed.clone();
            whole.add(&g.problem, Pattern { kind, pods: left.clone() }, 1);
            whole.top_up(&g.problem, &scope);
            if best.as_ref().is_none_or(|best| whole.cost < best.cost) {
                best = Some(whole);
            }
        }
        let limit = best.as_ref().map_or(below, |best| best.cost.min(below)).saturating_sub(packed.cost);
        let next = Filling { scope: Scope { demand: &left, ..scope }, values, below: limit };
        let Some(pattern) = best_for_price(g, &next) else { break };
        let nodes = times(&left, &pattern.pods);
        left.iter_mut().zip(&pattern.pods).for_each(|(left, n)| *left -= n * nodes);
        packed.add(&g.problem, pattern, nodes);
    }
    if left.iter().all(|n| *n == 0) {
        packed.top_up(&g.problem, &scope);
        if best.as_ref().is_none_or(|best| packed.cost < best.cost) {
            best = Some(packed);
        }
    }
    best.filter(|best| best.cost < below)
}

/// How many nodes with so many pods each can be taken of what is left.
pub fn times(left: &[u32], pods: &[u32]) -> u32 {
    left.iter().zip(pods).filter(|(_, n)| **n > 0).map(|(left, n)| left / n).min().unwrap_or(0)
}

/// The cheapest kind of which one node holds all these pods.
pub fn cheapest_for(problem: &Problem, kinds: &[usize], pods: &[u32]) -> Option<usize> {
    let holding = kinds.iter().copied().filter(|kind| problem.fits(*kind, pods));
    holding.min_by_key(|kind| (problem.kinds[*kind].price, *kind))
}

/// The node that holds most for its price.
fn best_for_price(g: &mut Generator, filling: &Filling) -> Option<Pattern> {
    let Filling { scope, values, below } = *filling;
    let mut best: Option<(f64, Pattern)> = None;
    for &kind in scope.kinds {
        if g.problem.kinds[kind].price >= below {
            continue;
        }
        let price = g.problem.kinds[kind].price as f64 * SCALE;
        let ratio = best.as_ref().map_or(0.0, |(ratio, _)| *ratio);
        let more_than = (ratio * price - values.per_node).max(0.0);
        let question = Question { kind, values: &values.pods, most: scope.demand, more_than, effort: EFFORT };
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
