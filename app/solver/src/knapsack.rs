//! The most valuable pods that one node holds: a bounded knapsack with several resources, by branch and bound.
//!
//! Sizes, rooms and values are whole numbers below 2^53 kept as `f64`, so that sums and quotients rounded down are exact;
//! bounds are rounded up by more than the sums can be off. The search is cut off by a count of its nodes; then its bound
//! holds and its pods may not be the best.
//!
//! Nearly all of the time is spent here.

// Lanes are counted off in several arrays at once.
#![allow(clippy::needless_range_loop)]

use crate::problem::{LANES, Lanes, Pods, Problem, Used};
use crate::relaxation::{Amounts, Filling, worths};
use model::order::sort_short_by;

/// What is asked of a node.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// Which kind of node.
    pub kind: usize,
    /// What a pod of each item is worth, whole numbers that are not negative.
    pub values: &'a [f64],
    /// The most of each item.
    pub most: &'a [u32],
    /// Only pods worth more than this are of interest.
    pub more_than: f64,
    /// How many nodes of the search tree may be looked at.
    pub effort: u32,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Pods worth more than was asked for, if such were found.
    pub pods: Option<Pods>,
    /// Their worth.
    pub value: f64,
    /// No pods that fit are worth more than this.
    pub at_most: f64,
    /// Whether nothing is left to look for.
    pub is_whole: bool,
}

/// Fills nodes, one after the other, and keeps what it needs for that: the problem in the numbers of the search, and the items
/// of one question, the clearest first.
#[derive(Clone, Debug)]
pub struct Knapsack {
    /// Work so far, in nodes of the search and steps of the relaxation.
    pub work: u64,
    /// How many are in use.
    lanes: usize,
    /// By kind.
    rooms: Vec<Amounts>,
    /// By set of sizes and item.
    sizes: Vec<Vec<Amounts>>,
    /// By kind and item: how many a node holds of it alone.
    alone: Vec<Vec<u32>>,
    /// By kind: the worths of its resources when it was last filled.
    known: Vec<Option<Amounts>>,
    items: Vec<usize>,
    each: Vec<Amounts>,
    most: Vec<f64>,
    values: Vec<f64>,
    /// What a pod of each is worth beyond the room that it takes.
    beyond: Vec<f64>,
    /// The most that the items from each on can add beyond the worth of the room.
    tail: Vec<f64>,
    /// The most that the items from each on can take of each lane.
    takes: Vec<Amounts>,
    /// What the items before each leave of each lane.
    left: Vec<Amounts>,
    chosen: Vec<u32>,
    found: Vec<u32>,
}

/// One search.
struct Search<'a> {
    problem: &'a Problem,
    kind: usize,
    has_volumes: bool,
    worths: Amounts,
    /// Beyond what rounding can do to a bound.
    slop: f64,
    left: u32,
    best: f64,
    has_found: bool,
    is_whole: bool,
}

/// The lanes in use; others are 0.
fn in_use(problem: &Problem, lanes: &Lanes) -> Amounts {
    std::array::from_fn(|lane| if lane < problem.lanes { lanes[lane].max(0) as f64 } else { 0.0 })
}

/// The worth of amounts of each lane.
fn worth(lanes: usize, worths: &Amounts, amounts: &Amounts) -> f64 {
    let mut sum = 0.0;
    for lane in 0..lanes.min(LANES) {
        sum += worths[lane] * amounts[lane];
    }
    sum
}

impl Knapsack {
    /// For the nodes of a problem.
    pub fn of(problem: &Problem) -> Knapsack {
        let kinds = 0..problem.kinds.len();
        let items = 0..problem.items.len();
        let of_set = |set: &Vec<Lanes>| set.iter().map(|each| in_use(problem, each)).collect();
        Knapsack {
            work: 0,
            lanes: problem.lanes,
            rooms: kinds.clone().map(|kind| in_use(problem, &problem.kinds[kind].room)).collect(),
            sizes: problem.sizes.iter().map(of_set).collect(),
            alone: kinds.clone().map(|kind| items.clone().map(|item| problem.alone(kind, item)).collect()).collect(),
            known: kinds.map(|_| None).collect(),
            items: Vec::new(),
            each: Vec::new(),
            most: Vec::new(),
            values: Vec::new(),
            beyond: Vec::new(),
            tail: Vec::new(),
            takes: Vec::new(),
            left: Vec::new(),
            chosen: Vec::new(),
            found: Vec::new(),
        }
    }

    /// The most valuable pods for a node, where a quick look does not rule them out.
    pub fn fill(&mut self, problem: &Problem, question: &Question) -> Answer {
        let kind = question.kind;
        let nothing = |at_most: f64| Answer { pods: None, value: 0.0, at_most, is_whole: true };
        if let Some(bound) = self.quick_bound(problem, question).filter(|bound| *bound <= question.more_than) {
            self.work += 2;
            return nothing(bound);
        }
        self.gather(problem, question);
        let room = self.rooms[kind];
        let worths = worths(&Filling {
            lanes: self.lanes,
            room: &room,
            each: &self.each,
            most: &self.most,
            values: &self.values,
        });
        self.known[kind] = Some(worths);
        self.work += 12 + self.items.len() as u64;
        self.order(&worths);
        let scale: f64 = self.values.iter().zip(&self.most).map(|(value, most)| value * most).sum();
        let of_room = worth(self.lanes, &worths, &room);
        let slop = (scale + of_room) * 1e-12;
        let bound = (of_room + self.tail[0] + slop).floor();
        if bound <= question.more_than {
            return nothing(bound);
        }
        let mut search = Search {
            problem,
            kind,
            has_volumes: !problem.kinds[kind].volumes.is_empty(),
            worths,
            slop,
            left: question.effort,
            best: question.more_than.floor(),
            has_found: false,
            is_whole: true,
        };
        self.chosen.clear();
        self.chosen.resize(self.items.len(), 0);
        self.left.clear();
        self.left.resize(self.items.len() + 1, room);
        self.go(&mut search, 0, Used::default(), 0.0);
        self.work += u64::from(question.effort - search.left);
        let at_most = if search.is_whole { search.best } else { bound };
        let pods = search.has_found.then(|| {
            let mut pods = vec![0; problem.items.len()];
            self.found.iter().zip(&self.items).for_each(|(n, item)| pods[*item] = *n);
            pods
        });
        let value = if pods.is_some() { search.best } else { 0.0 };
        Answer { pods, value, at_most, is_whole: search.is_whole }
    }

    /// How many are in use: no more than there are, so that no index needs a look.
    fn lanes(&self) -> usize {
        self.lanes.min(LANES)
    }

    /// A bound from worths that are known already, without any search: nothing that fits is worth more.
    fn quick_bound(&self, problem: &Problem, question: &Question) -> Option<f64> {
        let kind = question.kind;
        let (lanes, worths) = (self.lanes(), self.known[kind].as_ref()?);
        let (mut sum, mut scale) = (worth(lanes, worths, &self.rooms[kind]), 0.0);
        let (sizes, alone) = (&self.sizes[problem.kinds[kind].sizes], &self.alone[kind]);
        for (item, value) in question.values.iter().enumerate() {
            let most = f64::from(question.most[item].min(alone[item]));
            sum += (value - worth(lanes, worths, &sizes[item])).max(0.0) * most;
            scale += value * most;
        }
        Some(sum + (sum + scale) * 1e-12)
    }

    /// Takes the items that are worth something and fit.
    fn gather(&mut self, problem: &Problem, question: &Question) {
        self.items.clear();
        self.each.clear();
        self.most.clear();
        self.values.clear();
        let (sizes, alone) = (&self.sizes[problem.kinds[question.kind].sizes], &self.alone[question.kind]);
        for (item, value) in question.values.iter().enumerate() {
            let most = alone[item].min(question.most[item]);
            if *value > 0.0 && most > 0 {
                self.items.push(item);
                self.each.push(sizes[item]);
                self.most.push(f64::from(most));
                self.values.push(*value);
            }
        }
    }

    /// Puts those first whose number is clearest, and notes what the rest can add.
    fn order(&mut self, worths: &Amounts) {
        let lanes = self.lanes();
        let n = self.items.len();
        let mut order: Vec<(f64, f64, usize)> = Vec::with_capacity(n);
        for at in 0..n {
            let (value, beyond) = (self.values[at], self.values[at] - worth(lanes, worths, &self.each[at]));
            // Those in the balance from the largest to the smallest: small ones fill what is left.
            order.push((beyond.abs().max(value * 1e-6), value, at));
        }
        sort_short_by(&mut order, |a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        self.items = order.iter().map(|(_, _, at)| self.items[*at]).collect();
        self.each = order.iter().map(|(_, _, at)| self.each[*at]).collect();
        self.most = order.iter().map(|(_, _, at)| self.most[*at]).collect();
        self.values = order.iter().map(|(_, _, at)| self.values[*at]).collect();
        self.beyond.clear();
        self.beyond.extend((0..n).map(|at| self.values[at] - worth(lanes, worths, &self.each[at])));
        self.tail.clear();
        self.tail.resize(n + 1, 0.0);
        self.takes.clear();
        self.takes.resize(n + 1, [0.0; LANES]);
        for at in (0..n).rev() {
            self.tail[at] = self.tail[at + 1] + self.beyond[at].max(0.0) * self.most[at];
            for lane in 0..lanes {
                self.takes[at][lane] = self.takes[at + 1][lane] + self.each[at][lane] * self.most[at];
            }
        }
    }

    fn go(&mut self, search: &mut Search, at: usize, used: Used, value: f64) {
        if search.left == 0 {
            search.is_whole = false;
            return;
        }
        search.left -= 1;
        if at == self.items.len() {
            if value > search.best {
                (search.best, search.has_found) = (value, true);
                self.found.clone_from(&self.chosen);
            }
            return;
        }
        let fit = self.fit(search, at, used);
        let is_last = at + 1 == self.items.len();
        let (own, beyond) = (self.values[at], self.beyond[at]);
        // One in the balance goes on first, whatever rounding says.
        let is_falling = is_last || beyond > -1e-9 * own;
        let is_straight = if is_falling { beyond >= 0.0 } else { beyond <= 0.0 };
        let mut pods = if is_falling { fit } else { 0.0 };
        loop {
            self.leave(at, pods);
            let value = value + own * pods;
            let needed = search.best + 1.0 - search.slop - value;
            if self.bound(search, at + 1) < needed {
                // The plain bound falls with each further step, so that none beyond it is looked at.
                if is_straight && worth(self.lanes, &search.worths, &self.left[at + 1]) + self.tail[at + 1] < needed {
                    break;
                }
            } else {
                self.chosen[at] = pods as u32;
                let used =
                    if search.has_volumes { search.problem.with(used, self.items[at], pods as u32) } else { used };
                self.go(search, at + 1, used, value);
                self.chosen[at] = 0;
            }
            let is_end = if is_falling { pods == 0.0 } else { pods == fit };
            if is_last || is_end {
                break;
            }
            pods += if is_falling { -1.0 } else { 1.0 };
        }
    }

    /// Writes what so many pods of an item leave to those that follow.
    fn leave(&mut self, at: usize, pods: f64) {
        let (lanes, each) = (self.lanes(), &self.each[at]);
        let (room, then) = self.left.split_at_mut(at + 1);
        let (room, then) = (&room[at], &mut then[0]);
        for lane in 0..lanes {
            then[lane] = room[lane] - each[lane] * pods;
        }
    }

    fn fit(&self, search: &Search, at: usize, used: Used) -> f64 {
        let lanes = self.lanes();
        let (mut fit, each, room) = (self.most[at], &self.each[at], &self.left[at]);
        for lane in 0..lanes {
            if each[lane] * fit > room[lane] {
                fit = (room[lane] / each[lane]).floor();
            }
        }
        if !search.has_volumes {
            return fit;
        }
        f64::from(search.problem.fit_volumes(search.kind, self.items[at], used, fit as u32))
    }

    /// The most that the items from one on can add to a node with so much room: what the room is worth that they can fill,
    /// and what they are worth beyond it.
    fn bound(&self, search: &Search, at: usize) -> f64 {
        let lanes = self.lanes();
        let (mut sum, room, takes) = (self.tail[at], &self.left[at], &self.takes[at]);
        for lane in 0..lanes {
            sum += search.worths[lane] * room[lane].min(takes[lane]);
        }
        sum
    }
}
