//! How many nodes of each kind: the cheapest whole numbers that all cuts allow, by branch and bound.
//!
//! Where a node is worth at most so much by some values, all nodes together must be worth what the pods are. Whole
//! numbers that meet every such cut cost no more than the best fleet: what they cost is a bound.

use crate::dual::{Dual, Programme};
use crate::generate::{Cut, rounded_up};
use crate::problem::Problem;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// Nodes of each of some kinds.
pub type Counts = Vec<u32>;

/// What is asked.
pub struct Asked<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The kinds that may be used.
    pub kinds: &'a [usize],
    /// Every cut, looked at for these kinds.
    pub cuts: &'a [&'a Cut],
    /// The most kinds at once.
    pub most_kinds: usize,
    /// Only what costs less is of interest.
    pub below: u64,
    /// Not these, which were tried already.
    pub tried: &'a [Counts],
    /// How many branches may be looked at.
    pub effort: usize,
}

/// What was found.
pub struct Found {
    /// No fleet of these kinds costs less than the smaller of this and [`Asked::below`].
    pub bound: u64,
    /// The cheapest counts that were not tried; `None` where there are none or the search was cut off.
    pub counts: Option<Counts>,
    /// Numbers of nodes in parts that branches came to, for whoever can show that they are short of room.
    pub branches: Vec<Vec<f64>>,
    /// Whether the search was cut off.
    pub is_cut_off: bool,
    /// Work done.
    pub work: u64,
}

/// A branch.
struct Branch {
    bound: u64,
    number: usize,
    dual: Dual,
}

impl PartialEq for Branch {
    fn eq(&self, other: &Branch) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Branch {}
impl PartialOrd for Branch {
    fn partial_cmp(&self, other: &Branch) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Branch {
    /// The least bound first, then the latest.
    fn cmp(&self, other: &Branch) -> Ordering {
        other.bound.cmp(&self.bound).then(self.number.cmp(&other.number))
    }
}

struct Search<'a> {
    asked: &'a Asked<'a>,
    open: BinaryHeap<Branch>,
    branches: usize,
    /// What branches that were given up cost at least.
    given_up: u64,
    /// Entries of the programme.
    size: u64,
    work: u64,
}

/// The cheapest counts.
pub fn cheapest(asked: &Asked) -> Found {
    let demand = asked.problem.demand();
    let total = |cut: &Cut| cut.total(&demand, asked.problem.min_nodes);
    let whole: Vec<Whole> = asked
        .cuts
        .iter()
        .map(|cut| (asked.kinds.iter().map(|kind| cut.at_most[*kind] as u128).collect(), total(cut)))
        .collect();
    let costs: Vec<f64> = asked.kinds.iter().map(|kind| asked.problem.kinds[*kind].price as f64).collect();
    let high: Vec<f64> = costs.iter().map(|cost| (asked.below as f64 / cost).ceil()).collect();
    let rows: Vec<Row> = whole.iter().map(plain).collect();
    let size = (costs.len() * rows.len()) as u64;
    let programme = Rc::new(Programme { costs, rows });
    let mut search = Search { asked, open: BinaryHeap::new(), branches: 0, given_up: asked.below, size, work: 0 };
    search.add(Dual::of(programme, high));
    search.run()
}

/// A cut in whole numbers: what a node of each kind is worth at most, and what all must be worth.
type Whole = (Vec<u128>, u128);
/// A row of the programme.
type Row = (Vec<f64>, f64);

/// Branches that are given out where the search is cut off.
const MOST_SEEN: usize = 6;

/// A cut as a row, in shares of its total, rounded up: it may ask for less than it could, never for more.
fn plain((worth, total): &Whole) -> Row {
    let share = |worth: &u128| *worth as f64 / (*total).max(1) as f64 * (1.0 + 1e-14);
    (worth.iter().map(share).collect(), if *total > 0 { 1.0 } else { 0.0 })
}

impl Search<'_> {
    fn run(mut self) -> Found {
        while let Some(branch) = self.open.pop() {
            let bound = branch.bound.min(self.given_up);
            if self.branches > self.asked.effort {
                // Those that hold the bound down.
                let mut branches = vec![branch.dual.values()];
                while let Some(branch) = self.open.pop().filter(|_| branches.len() < MOST_SEEN) {
                    branches.push(branch.dual.values());
                }
                return Found { bound, counts: None, branches, is_cut_off: true, work: self.work };
            }
            let values = branch.dual.values();
            if let Some(variable) = fractional(&values) {
                self.split(&branch.dual, variable, values[variable].floor());
                continue;
            }
            let counts: Counts = values.iter().map(|value| value.round().max(0.0) as u32).collect();
            if let Some(variable) = self.one_too_many(&branch.dual, &counts) {
                self.split(&branch.dual, variable, 0.0);
            } else if !self.asked.tried.contains(&counts) && self.meets_all(&counts) {
                return Found { bound, counts: Some(counts), branches: Vec::new(), is_cut_off: false, work: self.work };
            } else {
                self.look_around(&branch, &counts);
            }
        }
        Found { bound: self.given_up, counts: None, branches: Vec::new(), is_cut_off: false, work: self.work }
    }

    /// Adds a branch unless it is known to cost too much.
    fn add(&mut self, mut dual: Dual) {
        self.branches += 1;
        if dual.is_impossible() {
            return;
        }
        let before = dual.pivots;
        let bound = dual.optimise().max(0.0).ceil() as u64;
        self.work += (dual.pivots - before + 1) * self.size / 16;
        let bound = rounded_up(bound, self.asked.problem, self.asked.kinds);
        if bound < self.asked.below {
            self.open.push(Branch { bound, number: self.branches, dual });
        }
    }

    /// Two branches: at most so many of a kind, and more.
    fn split(&mut self, dual: &Dual, variable: usize, most: f64) {
        let (low, high) = dual.bounds(variable);
        if most >= low {
            let mut fewer = dual.clone();
            fewer.set_bounds(variable, low, most);
            self.add(fewer);
        }
        if most < high {
            let mut more = dual.clone();
            more.set_bounds(variable, low.max(most + 1.0), high);
            self.without_others(&mut more);
            self.add(more);
        }
    }

    /// Where as many kinds are in use for certain as may be, no others are.
    fn without_others(&self, dual: &mut Dual) {
        let kinds = 0..self.asked.kinds.len();
        if kinds.clone().filter(|kind| dual.bounds(*kind).0 >= 1.0).count() >= self.asked.most_kinds {
            for kind in kinds {
                if dual.bounds(kind) != (0.0, 0.0) && dual.bounds(kind).0 < 1.0 {
                    dual.set_bounds(kind, 0.0, 0.0);
                }
            }
        }
    }

    /// Where more kinds are in use than may be: one of which that is not certain.
    fn one_too_many(&self, dual: &Dual, counts: &[u32]) -> Option<usize> {
        let in_use = || (0..counts.len()).filter(|kind| counts[*kind] > 0);
        if in_use().count() <= self.asked.most_kinds {
            return None;
        }
        in_use().filter(|kind| dual.bounds(*kind).0 < 1.0).max_by_key(|kind| {
            (u64::from(counts[*kind]) * self.asked.problem.kinds[self.asked.kinds[*kind]].price, *kind)
        })
    }

    fn meets_all(&self, counts: &[u32]) -> bool {
        self.asked.cuts.iter().all(|cut| cut.is_met(self.asked.problem, self.asked.kinds, counts))
    }

    /// Goes on from counts that are of no use: the same with another number of some kind.
    fn look_around(&mut self, branch: &Branch, counts: &[u32]) {
        let dual = &branch.dual;
        let free = |kind: &usize| dual.bounds(*kind).0 < dual.bounds(*kind).1;
        let Some(kind) = (0..counts.len()).filter(free).max_by_key(|kind| counts[*kind]) else {
            let prices = self.asked.kinds.iter().map(|kind| self.asked.problem.kinds[*kind].price);
            let cost: u64 = prices.zip(counts).map(|(price, n)| price * u64::from(*n)).sum();
            self.given_up = self.given_up.min(cost.max(branch.bound));
            return;
        };
        let (low, high) = dual.bounds(kind);
        let at = f64::from(counts[kind]).max(low).min(high);
        for (low, high) in [(low, at - 1.0), (at, at), (at + 1.0, high)] {
            if low <= high {
                let mut other = dual.clone();
                other.set_bounds(kind, low, high);
                self.without_others(&mut other);
                self.add(other);
            }
        }
    }
}

/// The variable that is furthest from a whole number.
fn fractional(values: &[f64]) -> Option<usize> {
    let off = |value: f64| (value - value.round()).abs();
    let most = (0..values.len()).reduce(|a, b| if off(values[b]) > off(values[a]) { b } else { a })?;
    (off(values[most]) > 1e-6).then_some(most)
}
