//! Bounds from whole numbers of nodes: the cheapest counts that the cuts allow are either short of room, which is a new
//! cut, or enough in parts, and then they may be a fleet that nothing is cheaper than.

use crate::counts::{Asked, Counts, cheapest};
use crate::generate::{Cut, Generator, Pattern};
use crate::knapsack::Question;
use crate::pack::{Packed, Values, times};
use crate::problem::Pods;
use crate::random::Random;
use crate::simplex::{Column, Simplex};

/// Raises the bound, cut by cut.
#[derive(Clone, Debug)]
pub struct Prover {
    cuts: Vec<Sharpened>,
    tried: Vec<Counts>,
    /// The kinds that counts are of.
    kinds: Vec<usize>,
    effort: usize,
    /// No fleet costs less.
    pub bound: u64,
    /// Whether nothing more can be found out.
    pub is_done: bool,
}

/// A cut, and of which kinds it is known exactly what a node is worth. That is found out for kinds that are in the way only.
#[derive(Clone, Debug)]
struct Sharpened {
    cut: Cut,
    is_exact: Vec<bool>,
}

/// What a step is held to.
pub struct Held<'a> {
    /// The best fleet so far.
    pub known: u64,
    /// The most kinds at once.
    pub most_kinds: usize,
    /// What pods are worth.
    pub values: &'a Values,
}

const FIRST_EFFORT: usize = 600;
const MOST_EFFORT: usize = 40_000;
const MOST_CUTS: usize = 90;
const TRIES: usize = 12;
const EFFORT: u32 = 300;
/// Search nodes for one node that makes a shortage smaller.
const SHORTAGE_EFFORT: u32 = 500;

impl Prover {
    /// From the cut and the bound of the relaxation.
    pub fn of(g: &Generator, cut: Cut, bound: u64, kinds: Vec<usize>) -> Prover {
        let all = |is_exact: bool| vec![is_exact; g.problem.kinds.len()];
        let mut cuts = vec![Sharpened { cut, is_exact: all(false) }];
        if g.problem.min_nodes > 1 {
            // Every node counts one.
            let at_most = vec![1.0; g.problem.kinds.len()];
            let cut = Cut { values: vec![0.0; g.problem.items.len()], per_node: 1.0, at_most };
            cuts.push(Sharpened { cut, is_exact: all(true) });
        }
        Prover { cuts, tried: Vec::new(), kinds, effort: FIRST_EFFORT, bound, is_done: false }
    }

    /// Adds a cut from other values.
    pub fn add_values(&mut self, g: &mut Generator, values: Vec<f64>) {
        let sharpened = self.cut(g, values, &[]);
        self.cuts.push(sharpened);
    }

    /// A cut that is exact for these kinds.
    fn cut(&self, g: &mut Generator, values: Vec<f64>, limits: &[(usize, f64)]) -> Sharpened {
        let is_exact: Vec<bool> =
            (0..g.problem.kinds.len()).map(|kind| limits.iter().any(|(limited, _)| *limited == kind)).collect();
        let cut = g.cut(&self.kinds, values, |kind| is_exact[kind]);
        Sharpened { cut, is_exact }
    }

    /// Looks exactly at the kinds of these nodes in every cut; whether they fall short of one then.
    fn sharpen(&mut self, g: &mut Generator, limits: &[(usize, f64)]) -> bool {
        let mut falls_short = false;
        for Sharpened { cut, is_exact } in &mut self.cuts {
            let mut is_sharper = false;
            for (kind, _) in limits {
                if !is_exact[*kind] {
                    g.sharpen(cut, *kind);
                    (is_exact[*kind], is_sharper) = (true, true);
                }
            }
            falls_short |= is_sharper && is_short(g, cut, limits);
        }
        falls_short
    }

    /// Leaves out kinds that were closed meanwhile.
    fn close(&mut self, g: &Generator) {
        let open: Vec<bool> = self.kinds.iter().map(|kind| !g.closed[*kind]).collect();
        if open.iter().all(|open| *open) {
            return;
        }
        let only = |counts: &Counts| -> Counts {
            counts.iter().zip(&open).filter(|(_, open)| **open).map(|(n, _)| *n).collect()
        };
        // Counts with nodes of closed kinds do not come again.
        let is_of_open = |counts: &&Counts| counts.iter().zip(&open).all(|(n, open)| *n == 0 || *open);
        self.tried = self.tried.iter().filter(is_of_open).map(only).collect();
        self.kinds.retain(|kind| !g.closed[*kind]);
    }

    /// Numbers of nodes, those of which there are any.
    fn limits(&self, counts: &[f64]) -> Vec<(usize, f64)> {
        self.kinds.iter().copied().zip(counts.iter().copied()).filter(|(_, n)| *n > 1e-9).collect()
    }

    /// One round; a fleet where one was found that is cheaper than the best known. Gives the work done besides.
    pub fn step(&mut self, g: &mut Generator, held: &Held, random: &mut Random) -> (Option<Packed>, u64) {
        self.close(g);
        let cuts: Vec<&Cut> = self.cuts.iter().map(|sharpened| &sharpened.cut).collect();
        let asked = Asked {
            problem: &g.problem,
            kinds: &self.kinds,
            cuts: &cuts,
            most_kinds: held.most_kinds,
            below: held.known,
            tried: &self.tried,
            effort: self.effort,
        };
        let found = cheapest(&asked);
        self.bound = self.bound.max(found.bound.min(held.known));
        let work = found.work;
        let Some(counts) = found.counts else {
            if !self.cut_branches(g, &found.branches, held.values) {
                let may_go_on = found.is_cut_off && self.effort < MOST_EFFORT;
                self.effort *= 2;
                self.is_done = !may_go_on || self.bound >= held.known;
            }
            return (None, work);
        };
        let in_parts: Vec<f64> = counts.iter().map(|n| f64::from(*n)).collect();
        let limits = self.limits(&in_parts);
        if self.sharpen(g, &limits) {
            return (None, work);
        }
        match shortage(g, &limits, held.values) {
            Short::Of(values) => {
                let sharpened = self.cut(g, values, &limits);
                if !is_short(g, &sharpened.cut, &limits) || self.cuts.len() >= MOST_CUTS {
                    self.tried.push(counts);
                } else {
                    self.cuts.push(sharpened);
                }
                self.is_done = self.cuts.len() >= MOST_CUTS && self.tried.len() >= TRIES;
                (None, work)
            }
            Short::Nothing(nodes) => {
                let limits: Vec<(usize, u32)> = limits.iter().map(|(kind, n)| (*kind, *n as u32)).collect();
                let packed = pack_exactly(g, (&limits, &nodes), (held.values, random));
                let packed = packed.filter(|packed| packed.cost < held.known);
                if packed.is_none() {
                    self.tried.push(counts);
                    self.is_done = self.tried.len() >= TRIES;
                }
                (packed, work)
            }
        }
    }

    /// Branches that are short of room make cuts, long before whole numbers are found; whether any did.
    fn cut_branches(&mut self, g: &mut Generator, branches: &[Vec<f64>], values: &Values) -> bool {
        let mut is_sharper = false;
        for branch in branches {
            let limits = self.limits(branch);
            if self.sharpen(g, &limits) {
                is_sharper = true;
            } else if self.cuts.len() < MOST_CUTS
                && let Short::Of(values) = shortage(g, &limits, values)
            {
                let sharpened = self.cut(g, values, &limits);
                if is_short(g, &sharpened.cut, &limits) {
                    self.cuts.push(sharpened);
                    is_sharper = true;
                }
            }
        }
        is_sharper
    }
}

/// Whether so many nodes are worth less than all pods are by a cut.
fn is_short(g: &Generator, cut: &Cut, limits: &[(usize, f64)]) -> bool {
    let has: f64 = limits.iter().map(|(kind, n)| cut.at_most[*kind] * n).sum();
    has < cut.total(&g.problem.demand(), g.problem.min_nodes) as f64 * (1.0 - 1e-7)
}

/// What becomes of all pods on so many nodes.
enum Short {
    /// There is no room for all, even in parts: what pods must be worth to show it.
    Of(Vec<f64>),
    /// There is room, with nodes in parts.
    Nothing(Vec<(usize, f64)>),
}

/// Whether so many nodes of each kind have room for all pods, if nodes could be filled in parts: the relaxation that
/// leaves out as little as it can.
fn shortage(g: &mut Generator, limits: &[(usize, f64)], values: &Values) -> Short {
    let (items, rows) = (g.problem.items.len(), g.problem.items.len() + limits.len());
    let demand = g.problem.demand();
    let left_out = |item: usize| {
        let mut entries = vec![0.0; rows];
        entries[item] = 1.0;
        Some(Column { cost: values.pods[item], entries, tag: usize::MAX })
    };
    let right = demand.iter().map(|n| f64::from(*n)).chain(limits.iter().map(|(_, n)| -n)).collect();
    let mut programme = Simplex::of(right, (0..items).map(left_out).chain(limits.iter().map(|_| None)).collect());
    let column = |pattern: &Pattern, at: usize, limit: usize| {
        let mut entries: Vec<f64> = pattern.pods.iter().map(|n| f64::from(*n)).collect();
        entries.resize(rows, 0.0);
        entries[items + limit] = -1.0;
        Column { cost: 0.0, entries, tag: at }
    };
    let limit_of = |kind: usize| limits.iter().position(|(limited, _)| *limited == kind);
    for (at, pattern) in g.pool.iter().enumerate() {
        if let Some(limit) = limit_of(pattern.kind) {
            programme.add(column(pattern, at, limit));
        }
    }
    let all: f64 = values.pods.iter().zip(&demand).map(|(value, n)| value * f64::from(*n)).sum();
    for _ in 0..200 {
        programme.optimise();
        if programme.cost() <= all * 1e-9 {
            break;
        }
        let worth: Vec<f64> = programme.duals()[..items].iter().map(|dual| (dual + 1e-6).floor().max(0.0)).collect();
        let mut is_new = false;
        for (limit, (kind, _)) in limits.iter().enumerate() {
            let own = programme.duals()[items + limit].max(0.0);
            let more_than = own * (1.0 + 1e-9) + 1.0;
            let question = Question { kind: *kind, values: &worth, most: &demand, more_than, effort: SHORTAGE_EFFORT };
            let pods = g.fill(&question).pods;
            let from = g.pool.len();
            if pods.is_some_and(|pods| g.keep(Pattern { kind: *kind, pods })) {
                programme.add(column(&g.pool[from], from, limit));
                is_new = true;
            }
        }
        if !is_new {
            return Short::Of(worth);
        }
    }
    let nodes = programme.solution().into_iter().filter(|(tag, _)| *tag != usize::MAX);
    Short::Nothing(nodes.collect())
}

/// A fleet of exactly so many nodes of each kind, that is being made.
struct Exactly<'a> {
    limits: &'a [(usize, u32)],
    free: Vec<(usize, u32)>,
    left: Pods,
    packed: Packed,
}

/// A fleet of exactly so many nodes, if some tries find one: what does not find room weighs more in the next.
fn pack_exactly(
    g: &mut Generator,
    (limits, nodes): (&[(usize, u32)], &[(usize, f64)]),
    (values, random): (&Values, &mut Random),
) -> Option<Packed> {
    let mut weighed = values.clone();
    for round in 0..TRIES {
        let (free, left) = (limits.to_vec(), g.problem.demand());
        let mut exactly = Exactly { limits, free, left, packed: Packed::default() };
        // Every other try keeps what the relaxation has whole.
        if round % 2 == 0 {
            exactly.keep_whole(g, nodes);
        }
        let shaken = weighed.shaken(0.1 * (round / 2) as f64 / 6.0, random);
        exactly.fill(g, &shaken, random);
        if exactly.left.iter().all(|n| *n == 0) {
            return Some(exactly.whole(g));
        }
        for (value, left) in weighed.pods.iter_mut().zip(&exactly.left).filter(|(_, left)| **left > 0) {
            *value = (*value * (1.1 + 0.02 * f64::from(*left).min(10.0))).round();
        }
    }
    None
}

impl Exactly<'_> {
    fn keep_whole(&mut self, g: &Generator, nodes: &[(usize, f64)]) {
        for (at, amount) in nodes {
            let pattern = &g.pool[*at];
            let Some(free) = self.free.iter_mut().find(|(kind, _)| *kind == pattern.kind) else { continue };
            let whole = ((amount + 1e-6) as u32).min(times(&self.left, &pattern.pods)).min(free.1);
            free.1 -= whole;
            self.left.iter_mut().zip(&pattern.pods).for_each(|(left, n)| *left -= n * whole);
            self.packed.add(&g.problem, pattern.clone(), whole);
        }
    }

    fn fill(&mut self, g: &mut Generator, values: &Values, random: &mut Random) {
        while self.left.iter().any(|n| *n > 0) {
            self.free.retain(|(_, n)| *n > 0);
            if self.free.is_empty() {
                return;
            }
            let at = random.below(self.free.len() as u64) as usize;
            let kind = self.free[at].0;
            let question = Question { kind, values: &values.pods, most: &self.left, more_than: 0.0, effort: EFFORT };
            let Some(pods) = g.fill(&question).pods else {
                self.free.swap_remove(at);
                continue;
            };
            let nodes = times(&self.left, &pods).clamp(1, self.free[at].1);
            self.left.iter_mut().zip(&pods).for_each(|(left, n)| *left -= n * nodes);
            self.free[at].1 -= nodes;
            self.packed.add(&g.problem, Pattern { kind, pods }, nodes);
        }
    }

    /// The fleet, with nodes that stayed empty up to the least number of nodes.
    fn whole(self, g: &Generator) -> Packed {
        let mut packed = self.packed;
        for (kind, n) in self.limits {
            let of_kind = |packed: &Packed| -> u32 {
                packed.groups.iter().filter(|group| group.pattern.kind == *kind).map(|group| group.nodes).sum()
            };
            let missing = g.problem.min_nodes.saturating_sub(packed.nodes()).min(n.saturating_sub(of_kind(&packed)));
            packed.add(&g.problem, Pattern { kind: *kind, pods: vec![0; g.problem.items.len()] }, missing);
        }
        packed
    }
}
