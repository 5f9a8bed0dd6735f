//! The search for the cheapest fleet of one problem, in steps: what it has found holds after each.
//!
//! Stage A relaxes, chooses kinds, rounds and packs again. Stage B raises the bound by whole numbers of nodes and goes
//! on packing. All limits are counts, so that the same steps find the same fleet everywhere.

use crate::again::Again;
use crate::dive::dive;
use crate::few::Few;
use crate::generate::{Cut, Generator, Pattern, Relaxed, SCALE, Scope, rounded_up};
use crate::pack::{Filling, Packed, Values, fill};
use crate::problem::{Pods, Problem};
use crate::prove::{Held, Prover};
use crate::start::start;
use model::order::sort_indices;
use model::random::Random;

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The most kinds in a fleet.
    pub most_kinds: usize,
    /// A gap that is good enough, in hundredths of a per cent: the search ends there.
    pub enough: u64,
    /// Where the random numbers begin.
    pub seed: u64,
}

/// A search.
#[derive(Clone, Debug)]
pub struct Search {
    g: Generator,
    demand: Pods,
    settings: Settings,
    random: Random,
    phase: Phase,
    best: Option<Packed>,
    bound: u64,
    proof: Option<Proof>,
    worth: Option<Vec<f64>>,
    work: u64,
}

/// What the relaxation shows of all fleets.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What pods are worth.
    pub cut: Cut,
    /// No fleet costs less, before anything is rounded up; micro-dollars a month.
    pub bound: u64,
    /// The nodes of the relaxation, in parts.
    pub nodes: Vec<(Pattern, f64)>,
}

#[derive(Clone, Debug)]
enum Phase {
    Relax,
    Choose(Box<Found>),
    Round(Box<Found>),
    Recreate(Box<Found>, u32),
    Improve(Box<Found>, Box<Prover>, u32),
    Over,
}

/// What the relaxation left.
#[derive(Clone, Debug)]
struct Found {
    relaxed: Relaxed,
    values: Values,
    near: Vec<usize>,
    few: Few,
    swaps: u32,
}

/// Kinds whose nodes hold nearly what they cost are worth a try, in parts of their price.
const NEAR: f64 = 0.88;
const MOST_NEAR: usize = 24;
/// Kinds that are added to those of the relaxation where it is rounded.
const MOST_OTHERS: usize = 3;
/// Swaps of kinds in stage A.
const SWAPS: u32 = 30;
/// Stage A is over with a gap of so many hundredths of a per cent, or after so much work.
const GAP_OF_A: u64 = 50;
const WORK_OF_A: u64 = 780_000;
/// Times that a few nodes are packed again: before the first cut, and between two.
const RECREATIONS: u32 = 300;
const RECREATIONS_BETWEEN: u32 = 15;
/// The same without success until stage B gives up.
const IDLE: u32 = 1_500;

impl Search {
    /// For a problem.
    pub fn of(problem: Problem, settings: Settings) -> Search {
        let demand = problem.demand();
        let phase = if demand.is_empty() { Phase::Over } else { Phase::Relax };
        let random = Random::of(settings.seed);
        Search {
            g: Generator::of(problem),
            demand,
            settings,
            random,
            phase,
            best: None,
            bound: 0,
            proof: None,
            worth: None,
            work: 0,
        }
    }

    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.g.problem
    }

    /// The best fleet so far.
    pub fn best(&self) -> Option<&Packed> {
        self.best.as_ref()
    }

    /// No fleet costs less than this, micro-dollars a month. Never above the best fleet.
    pub fn bound(&self) -> u64 {
        self.best.as_ref().map_or(self.bound, |best| self.bound.min(best.cost))
    }

    /// Work so far: it takes about as long on any problem.
    pub fn work(&self) -> u64 {
        self.work + self.g.work()
    }

    /// What the relaxation shows; none before it, and where it did not come to an end.
    pub fn proof(&self) -> Option<&Proof> {
        self.proof.as_ref()
    }

    /// What a pod of each item is worth at the end of the relaxation, micro-dollars a month.
    pub fn worth(&self) -> Option<&[f64]> {
        self.worth.as_deref()
    }

    /// What is being done, in a word.
    pub fn phase(&self) -> &'static str {
        match self.phase {
            Phase::Relax => "relaxing",
            Phase::Choose(_) => "choosing types",
            Phase::Round(_) => "rounding",
            Phase::Recreate(..) => "packing again",
            Phase::Improve(..) => "proving",
            Phase::Over => "done",
        }
    }

    /// Whether stage A is over.
    pub fn is_rounded(&self) -> bool {
        match self.phase {
            Phase::Improve(..) => self.work() >= WORK_OF_A || self.is_within(GAP_OF_A),
            Phase::Over => true,
            _ => false,
        }
    }

    /// Whether there is nothing left to do.
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over)
    }

    /// Takes a fleet from elsewhere, if it is better and of few enough kinds.
    pub fn offer(&mut self, packed: Packed) {
        if packed.kinds().len() <= self.settings.most_kinds
            && self.best.as_ref().is_none_or(|best| packed.cost < best.cost)
        {
            self.best = Some(packed);
        }
    }

    /// One step.
    pub fn step(&mut self) {
        let phase = std::mem::replace(&mut self.phase, Phase::Over);
        self.phase = match phase {
            Phase::Relax => self.relax(),
            Phase::Choose(found) => self.choose(found),
            Phase::Round(found) => self.round(found),
            Phase::Recreate(found, left) => self.recreate_some(found, left),
            Phase::Improve(found, prover, idle) => self.improve(found, prover, idle),
            Phase::Over => Phase::Over,
        };
        if self.is_within(self.settings.enough) {
            self.phase = Phase::Over;
        }
    }

    /// Whether the gap is at most so many hundredths of a per cent.
    fn is_within(&self, gap_bp: u64) -> bool {
        let is_within = |best: &Packed| {
            let gap = u128::from(best.cost.saturating_sub(self.bound()));
            gap * 10_000 <= u128::from(gap_bp) * u128::from(self.bound())
        };
        self.best.as_ref().is_some_and(is_within)
    }

    fn relax(&mut self) -> Phase {
        let kinds = self.g.open();
        let min_nodes = self.g.problem.min_nodes;
        let demand = self.demand.clone();
        let scope = Scope { kinds: &kinds, demand: &demand, min_nodes };
        if let Some(packed) = start(&mut self.g, &scope) {
            self.offer(packed);
        }
        let Some(relaxed) = self.g.relax(&scope) else { return Phase::Over };
        if let Some(cut) = &relaxed.cut {
            let bound = cut.bound(&self.g.problem, &scope);
            self.bound = rounded_up(bound, &self.g.problem, &kinds);
            let nodes = relaxed.nodes.iter().map(|(at, nodes)| (self.g.pool[*at].clone(), *nodes)).collect();
            self.proof = Some(Proof { cut: cut.clone(), bound, nodes });
        }
        let mut near: Vec<usize> = kinds.into_iter().filter(|kind| self.g.ratio[*kind] >= NEAR).collect();
        sort_indices(&mut near, &|a, b| self.g.ratio[b].total_cmp(&self.g.ratio[a]));
        near.truncate(MOST_NEAR);
        self.worth = Some(relaxed.values.iter().map(|value| value / SCALE).collect());
        let values = Values::of(&self.g, &relaxed);
        let few = Few::of(&self.g, &relaxed, near.clone(), self.settings.most_kinds);
        Phase::Choose(Box::new(Found { relaxed, values, near, few, swaps: SWAPS }))
    }

    fn choose(&mut self, mut found: Box<Found>) -> Phase {
        let min_nodes = self.g.problem.min_nodes;
        let is_limited = self.settings.most_kinds < found.near.len() || !found.few.is_few();
        if is_limited && !found.few.is_done() && (found.swaps > 0 || !found.few.is_few()) {
            found.few.step(&mut self.g, &self.demand, min_nodes);
            found.swaps = found.swaps.saturating_sub(1);
            return Phase::Choose(found);
        }
        if found.few.is_impossible { Phase::Over } else { Phase::Round(found) }
    }

    fn round(&mut self, found: Box<Found>) -> Phase {
        self.round_choice(&found);
        self.close(&found.relaxed);
        Phase::Recreate(found, RECREATIONS)
    }

    /// Whole nodes of the kinds that were chosen.
    fn round_choice(&mut self, found: &Found) {
        let (choice, most) = (&found.few.best, self.settings.most_kinds);
        let mut kinds = choice.kinds.clone();
        // Where more may be used, a few others are for what is left at the end.
        let others = found.near.iter().filter(|kind| !choice.kinds.contains(kind)).take(MOST_OTHERS);
        kinds.extend(others);
        kinds.truncate(most);
        let scope = Scope { kinds: &kinds, demand: &self.demand, min_nodes: self.g.problem.min_nodes };
        for values in [&Values::of(&self.g, &choice.relaxed), &found.values] {
            let filled = fill(&mut self.g, &Filling { scope, values, below: known(&self.best) });
            self.best = filled.or(self.best.take());
        }
        let dived = dive(&mut self.g, (scope, &choice.relaxed), known(&self.best));
        self.best = dived.or(self.best.take());
    }

    /// Closes kinds that no cheaper fleet has.
    fn close(&mut self, relaxed: &Relaxed) {
        let (Some(cut), Some(best)) = (&relaxed.cut, &self.best) else { return };
        let kinds = self.g.open();
        let scope = Scope { kinds: &kinds, demand: &self.demand, min_nodes: self.g.problem.min_nodes };
        for kind in cut.hopeless(&self.g.problem, &scope, best.cost) {
            self.g.closed[kind] = true;
        }
    }

    fn recreate_some(&mut self, found: Box<Found>, left: u32) -> Phase {
        let so_many = left.min(10);
        self.recreate(&found, so_many);
        match left - so_many {
            0 => self.start_proof(found),
            left => Phase::Recreate(found, left),
        }
    }

    /// Packs a few nodes again, so many times; whether that made the fleet cheaper.
    fn recreate(&mut self, found: &Found, times: u32) -> bool {
        let Some(mut best) = self.best.take() else { return false };
        let mut again = Again {
            most_kinds: self.settings.most_kinds,
            near: &found.near,
            values: &found.values,
            random: &mut self.random,
        };
        let mut is_better = false;
        for _ in 0..times {
            is_better |= again.pack(&mut self.g, &mut best);
        }
        self.best = Some(best);
        if is_better {
            self.close(&found.relaxed);
        }
        is_better
    }

    fn start_proof(&mut self, found: Box<Found>) -> Phase {
        let Some(cut) = found.relaxed.cut.clone() else { return Phase::Over };
        let kinds = self.g.open();
        let mut prover = Prover::of(&self.g, cut, self.bound, kinds);
        if found.few.best.kinds.len() <= self.settings.most_kinds {
            prover.add_values(&mut self.g, found.few.best.relaxed.values.clone());
        }
        Phase::Improve(found, Box::new(prover), 0)
    }

    fn improve(&mut self, mut found: Box<Found>, mut prover: Box<Prover>, mut idle: u32) -> Phase {
        let known = known(&self.best);
        if !prover.is_done {
            let held = Held { known, most_kinds: self.settings.most_kinds, values: &found.values };
            let (packed, work) = prover.step(&mut self.g, &held, &mut self.random);
            self.work += work;
            self.bound = self.bound.max(prover.bound);
            if let Some(packed) = packed {
                self.best = Some(packed);
                self.close(&found.relaxed);
                idle = 0;
            }
        }
        if !found.few.is_done() && self.settings.most_kinds < found.near.len() {
            let min_nodes = self.g.problem.min_nodes;
            if found.few.step(&mut self.g, &self.demand, min_nodes) {
                self.round_choice(&found);
            }
            idle = 0;
        }
        let is_better = self.recreate(&found, RECREATIONS_BETWEEN);
        idle = if is_better { 0 } else { idle + RECREATIONS_BETWEEN };
        if prover.is_done && idle >= IDLE { Phase::Over } else { Phase::Improve(found, prover, idle) }
    }
}

/// What the best fleet costs.
fn known(best: &Option<Packed>) -> u64 {
    best.as_ref().map_or(u64::MAX, |best| best.cost)
}
