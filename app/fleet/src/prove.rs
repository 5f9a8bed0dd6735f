//! Bounds from whole numbers of nodes: the cheapest counts that the cuts allow are either short of room, which is a new
//! cut, or enough in parts, and then they may be a fleet that nothing is cheaper than.

use crate::counts::{Asked, Counts, cheapest};
use crate::generate::{Cut, Generator, Pattern};
use crate::knapsack::Question;
use crate::pack::{Packed, Values, times};
use crate::problem::Pods;
use crate::simplex::{Column, Simplex};
use model::random::Random;

/// Raises the bound, cut by cut.
#[derive(Clone, Debug)]
pub struct Prover {
    cuts: Vec<Sharpened>,
    tried: Vec<Counts>,
    /// The kinds that counts are of.
    kinds: Vec<usize>,
    effort: usize,
    /// How often counts were tried again.
    again: usize,
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
/// Counts that are tried in vain before the search for a proof gives up.
const TRIES: usize = 60;
/// Fillings and dives for one try.
const FILLINGS: usize = 12;
const DIVES: usize = 4;
/// Times that the cheapest of them are tried again at the end.
const MOST_AGAIN: usize = 100;
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
        Prover { cuts, tried: Vec::new(), kinds, effort: FIRST_EFFORT, again: 0, bound, is_done: false }
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
        if self.again > 0 {
            return (self.try_again(g, held, random), 0);
        }
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
            if self.cut_branches(g, &found.branches, held.values) {
                return (None, work);
            }
            if found.is_cut_off && self.effort < MOST_EFFORT {
                self.effort *= 2;
                return (None, work);
            }
            return (self.try_again(g, held, random), work);
        };
        let in_parts: Vec<f64> = counts.iter().map(|n| f64::from(*n)).collect();
        let limits = self.limits(&in_parts);
        if self.sharpen(g, &limits) {
            return (None, work);
        }
        let demand = g.problem.demand();
        let room = Room { demand: &demand, limits: &limits, values: held.values };
        match shortage(g, &room, None) {
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

    /// Where nothing else is left: tries the cheapest counts that hold the bound down again. A fleet of them is the cheapest.
    fn try_again(&mut self, g: &mut Generator, held: &Held, random: &mut Random) -> Option<Packed> {
        let cost = |counts: &Counts| -> u64 {
            let prices = self.kinds.iter().map(|kind| g.problem.kinds[*kind].price);
            prices.zip(counts).map(|(price, n)| price * u64::from(*n)).sum()
        };
        let cheapest = self.tried.iter().filter(|counts| cost(counts) < held.known).min_by_key(|counts| cost(counts));
        self.again += 1;
        self.is_done = cheapest.is_none() || self.again >= MOST_AGAIN || self.bound >= held.known;
        let counts = cheapest?;
        let limits: Vec<(usize, u32)> =
            self.kinds.iter().copied().zip(counts.iter().copied()).filter(|(_, n)| *n > 0).collect();
        let in_parts: Vec<(usize, f64)> = limits.iter().map(|(kind, n)| (*kind, f64::from(*n))).collect();
        let demand = g.problem.demand();
        let room = Room { demand: &demand, limits: &in_parts, values: held.values };
        let Short::Nothing(nodes) = shortage(g, &room, Some(&mut *random)) else { return None };
        let dived = dive_exactly(g, (&limits, &nodes), held.values, Some(random));
        dived.filter(|packed| packed.cost < held.known)
    }

    /// Branches that are short of room make cuts, long before whole numbers are found; whether any did.
    fn cut_branches(&mut self, g: &mut Generator, branches: &[Vec<f64>], values: &Values) -> bool {
        let mut is_sharper = false;
        let demand = g.problem.demand();
        for branch in branches {
            let limits = self.limits(branch);
            if self.sharpen(g, &limits) {
                is_sharper = true;
            } else if self.cuts.len() < MOST_CUTS
                && let Short::Of(values) = shortage(g, &Room { demand: &demand, limits: &limits, values }, None)
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

/// Nodes that are to have room for pods.
#[derive(Clone, Copy)]
struct Room<'a> {
    demand: &'a [u32],
    limits: &'a [(usize, f64)],
    /// What pods are worth.
    values: &'a Values,
}

/// Whether so many nodes of each kind have room for so many pods, if nodes could be filled in parts: the relaxation that
/// leaves out as little as it can. With random numbers it begins with half of the known patterns, and comes to others.
fn shortage(g: &mut Generator, asked: &Room, mut random: Option<&mut Random>) -> Short {
    let Room { demand, limits, values } = *asked;
    let (items, rows) = (g.problem.items.len(), g.problem.items.len() + limits.len());
    let left_out = |item: usize| {
        let mut entries = vec![0.0; rows];
        entries[item] = 1.0;
        Some(Column { cost: values.pods[item], entries, tag: usize::MAX })
    };
    let right = demand.iter().map(|n| f64::from(*n)).chain(limits.iter().map(|(_, n)| -n)).collect();
    let mut programme = Simplex::of(right, (0..items).map(left_out).chain(limits.iter().map(|_| None)).collect());
    let column = |pattern: &Pattern, at: usize, limit: usize| {
        let mut entries: Vec<f64> = pattern.pods.iter().zip(demand).map(|(n, most)| f64::from(*n.min(most))).collect();
        entries.resize(rows, 0.0);
        entries[items + limit] = -1.0;
        Column { cost: 0.0, entries, tag: at }
    };
    let mut is_in = vec![false; g.pool.len()];
    let limit_of = |kind: usize| limits.iter().position(|(limited, _)| *limited == kind);
    for (at, pattern) in g.pool.iter().enumerate() {
        if let Some(limit) = limit_of(pattern.kind)
            && random.as_deref_mut().is_none_or(|random| random.modulo(2) == 0)
        {
            is_in[at] = true;
            programme.add(column(pattern, at, limit));
        }
    }
    let all: f64 = values.pods.iter().zip(demand).map(|(value, n)| value * f64::from(*n)).sum();
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
            let question = Question { kind: *kind, values: &worth, most: demand, more_than, effort: SHORTAGE_EFFORT };
            if let Some(pods) = g.fill(&question).pods {
                let at = g.index_of(Pattern { kind: *kind, pods });
                is_in.resize(g.pool.len(), false);
                if !is_in[at] {
                    programme.add(column(&g.pool[at], at, limit));
                    (is_in[at], is_new) = (true, true);
                }
            }
        }
        if !is_new {
            return Short::Of(worth);
        }
    }
    let nodes = programme.solution().into_iter().filter(|(tag, _)| *tag != usize::MAX);
    Short::Nothing(nodes.collect())
}

/// Kinds, with how many nodes of each there are to be.
type Limits<'a> = &'a [(usize, u32)];
/// Kinds, with the nodes of each that the relaxation has, parts of one among them.
type Parts<'a> = &'a [(usize, f64)];

/// A fleet of exactly so many nodes of each kind, that is being made.
struct Exactly<'a> {
    limits: Limits<'a>,
    free: Vec<(usize, u32)>,
    left: Pods,
    packed: Packed,
}

/// A fleet of exactly so many nodes, if some tries find one: what does not find room weighs more in the next.
fn pack_exactly(
    g: &mut Generator,
    (limits, nodes): (Limits, Parts),
    (values, random): (&Values, &mut Random),
) -> Option<Packed> {
    let mut weighed = values.clone();
    for round in 0..FILLINGS {
        let mut exactly = Exactly::of(g, limits);
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
    (0..DIVES).find_map(|dive| dive_exactly(g, (limits, nodes), values, (dive > 0).then_some(&mut *random)))
}

/// The same by relaxing what is left again and again: whole nodes are kept, and one in parts is rounded up where none is
/// whole; the largest part, or any with random numbers.
fn dive_exactly(
    g: &mut Generator,
    (limits, nodes): (Limits, Parts),
    values: &Values,
    mut random: Option<&mut Random>,
) -> Option<Packed> {
    let (mut exactly, mut nodes) = (Exactly::of(g, limits), nodes.to_vec());
    loop {
        if !exactly.keep_whole(g, &nodes) {
            exactly.round_one_up(g, &nodes, random.as_deref_mut())?;
        }
        if exactly.left.iter().all(|n| *n == 0) {
            return Some(exactly.whole(g));
        }
        let free: Vec<(usize, f64)> =
            exactly.free.iter().filter(|(_, n)| *n > 0).map(|(kind, n)| (*kind, f64::from(*n))).collect();
        let room = Room { demand: &exactly.left, limits: &free, values };
        match shortage(g, &room, random.as_deref_mut()) {
            Short::Nothing(next) => nodes = next,
            Short::Of(_) => return None,
        }
    }
}

impl<'a> Exactly<'a> {
    fn of(g: &Generator, limits: &'a [(usize, u32)]) -> Exactly<'a> {
        Exactly { limits, free: limits.to_vec(), left: g.problem.demand(), packed: Packed::default() }
    }

    /// Keeps every node that is whole, as often as its pods are still there; whether there was one.
    fn keep_whole(&mut self, g: &Generator, nodes: &[(usize, f64)]) -> bool {
        let before = self.packed.cost;
        for (at, amount) in nodes {
            self.keep(g, *at, (amount + 1e-6) as u32);
        }
        self.packed.cost > before
    }

    /// Keeps so many nodes of a pattern, with those of its pods that are left; fewer where there are not so many.
    fn keep(&mut self, g: &Generator, at: usize, nodes: u32) {
        let Pattern { kind, pods } = &g.pool[at];
        let Some(free) = self.free.iter_mut().find(|(own, _)| own == kind) else { return };
        let pods: Pods = pods.iter().zip(&self.left).map(|(n, left)| *n.min(left)).collect();
        let nodes = nodes.min(times(&self.left, &pods)).min(free.1);
        free.1 -= nodes;
        self.left.iter_mut().zip(&pods).for_each(|(left, n)| *left -= n * nodes);
        self.packed.add(&g.problem, Pattern { kind: *kind, pods }, nodes);
    }

    /// Rounds up the node of which there is most, or any; `None` where no node carries what is left.
    fn round_one_up(&mut self, g: &Generator, nodes: &[(usize, f64)], random: Option<&mut Random>) -> Option<()> {
        let carries = |at: usize| g.pool[at].pods.iter().zip(&self.left).any(|(n, left)| *n > 0 && *left > 0);
        let candidates: Vec<(usize, f64)> = nodes.iter().copied().filter(|(at, _)| carries(*at)).collect();
        let most = candidates.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        // Larger parts more often.
        let any = random.and_then(|random| {
            let all: f64 = candidates.iter().map(|(_, part)| part).sum();
            let mut at = random.share() * all;
            candidates.iter().copied().find(|(_, part)| {
                at -= part;
                at < 0.0
            })
        });
        self.keep(g, any.unwrap_or(most).0, 1);
        Some(())
    }

    fn fill(&mut self, g: &mut Generator, values: &Values, random: &mut Random) {
        while self.left.iter().any(|n| *n > 0) {
            self.free.retain(|(_, n)| *n > 0);
            if self.free.is_empty() {
                return;
            }
            let at = random.modulo(self.free.len() as u64) as usize;
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
