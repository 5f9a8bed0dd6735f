//! The most valuable pods that one node holds: a bounded knapsack with several resources, by branch and bound.
//!
//! Values are whole numbers below 2^53 kept as `f64`, so that sums are exact; bounds are rounded up by more than the
//! sums can be off. The search is cut off by a count of its nodes; then its bound holds and its pods may not be the best.

// Lanes are counted off in several arrays at once.
#![allow(clippy::needless_range_loop)]

use crate::problem::{LANES, Lanes, Pods, Problem, Used};
use crate::relaxation::{Filling, Worths, worths};

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

/// Fills nodes, one after the other, and keeps what it needs for that.
#[derive(Clone, Debug, Default)]
pub struct Knapsack {
    items: Vec<usize>,
    each: Vec<Lanes>,
    most: Vec<u32>,
    values: Vec<f64>,
    /// The most that the items from each on can add beyond the worth of the room.
    tail: Vec<f64>,
    /// The most that the items from each on can take of each lane.
    takes: Vec<[f64; LANES]>,
    chosen: Vec<u32>,
    best: Option<Vec<u32>>,
    /// Work so far, in nodes of the search and steps of the relaxation.
    pub work: u64,
}

/// One search.
struct Search<'a> {
    problem: &'a Problem,
    kind: usize,
    worths: Worths,
    /// Beyond what rounding can do to a bound.
    slop: f64,
    left: u32,
    best: f64,
    is_whole: bool,
}

impl Knapsack {
    /// A bound from worths that are known already, without any search: nothing that fits is worth more.
    pub fn quick_bound(&mut self, problem: &Problem, question: &Question, worths: &Worths) -> f64 {
        let (kind, mut sum, mut scale) = (question.kind, 0.0, 0.0);
        let room = &problem.kinds[kind].room;
        for lane in 0..problem.lanes {
            sum += worths[lane] * room[lane] as f64;
        }
        for (item, value) in question.values.iter().enumerate() {
            if *value > 0.0 && question.most[item] > 0 && problem.allows(kind, item) {
                let each = problem.each(kind, item);
                let taken: f64 = (0..problem.lanes).map(|lane| worths[lane] * each[lane] as f64).sum();
                let most = f64::from(question.most[item].min(problem.items[item].most_per_node));
                sum += (value - taken).max(0.0) * most;
                scale += value * most;
            }
        }
        self.work += 2;
        sum + (sum + scale) * 1e-12
    }

    /// The most valuable pods for a node, and the worths of its resources.
    pub fn fill(&mut self, problem: &Problem, question: &Question) -> (Answer, Worths) {
        let kind = question.kind;
        self.gather(problem, question);
        let filling = Filling {
            lanes: problem.lanes,
            room: &problem.kinds[kind].room,
            each: &self.each,
            most: &self.most,
            values: &self.values,
        };
        let worths = worths(&filling);
        self.work += 10 + self.items.len() as u64;
        self.order(problem, &worths);
        let room = problem.kinds[kind].room;
        let scale: f64 = self.values.iter().zip(&self.most).map(|(value, most)| value * f64::from(*most)).sum();
        let of_room: f64 = (0..problem.lanes).map(|lane| worths[lane] * room[lane].max(0) as f64).sum();
        let slop = (scale + of_room) * 1e-12;
        let bound = (of_room + self.tail[0] + slop).floor();
        if bound <= question.more_than {
            return (Answer { pods: None, value: 0.0, at_most: bound, is_whole: true }, worths);
        }
        let mut search = Search {
            problem,
            kind,
            worths,
            slop,
            left: question.effort,
            best: question.more_than.floor(),
            is_whole: true,
        };
        self.best = None;
        self.chosen.clear();
        self.chosen.resize(self.items.len(), 0);
        self.go(&mut search, 0, room, Used::default(), 0.0);
        self.work += u64::from(question.effort - search.left);
        let at_most = if search.is_whole { search.best } else { bound };
        let pods = self.best.take().map(|chosen| {
            let mut pods = vec![0; problem.items.len()];
            chosen.iter().zip(&self.items).for_each(|(n, item)| pods[*item] = *n);
            pods
        });
        let value = if pods.is_some() { search.best } else { 0.0 };
        (Answer { pods, value, at_most, is_whole: search.is_whole }, worths)
    }

    /// Takes the items that are worth something and fit.
    fn gather(&mut self, problem: &Problem, question: &Question) {
        self.items.clear();
        self.each.clear();
        self.most.clear();
        self.values.clear();
        for (item, value) in question.values.iter().enumerate() {
            if *value <= 0.0 || question.most[item] == 0 {
                continue;
            }
            let most = problem.alone(question.kind, item).min(question.most[item]);
            if most > 0 {
                self.items.push(item);
                self.each.push(*problem.each(question.kind, item));
                self.most.push(most);
                self.values.push(*value);
            }
        }
    }

    /// Puts those first whose number is clearest, and notes what the rest can add.
    fn order(&mut self, problem: &Problem, worths: &Worths) {
        let lanes = problem.lanes;
        let beyond =
            |each: &Lanes, value: f64| value - (0..lanes).map(|lane| worths[lane] * each[lane] as f64).sum::<f64>();
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        let clear = |at: &usize| {
            let (value, beyond) = (self.values[*at], beyond(&self.each[*at], self.values[*at]));
            // Those in the balance from the largest to the smallest: small ones fill what is left.
            (beyond.abs().max(value * 1e-6), value)
        };
        order.sort_by(|a, b| clear(b).partial_cmp(&clear(a)).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(b)));
        self.items = order.iter().map(|at| self.items[*at]).collect();
        self.each = order.iter().map(|at| self.each[*at]).collect();
        self.most = order.iter().map(|at| self.most[*at]).collect();
        self.values = order.iter().map(|at| self.values[*at]).collect();
        let n = self.items.len();
        self.tail.clear();
        self.tail.resize(n + 1, 0.0);
        self.takes.clear();
        self.takes.resize(n + 1, [0.0; LANES]);
        for at in (0..n).rev() {
            let most = f64::from(self.most[at]);
            self.tail[at] = self.tail[at + 1] + beyond(&self.each[at], self.values[at]).max(0.0) * most;
            self.takes[at] = self.takes[at + 1];
            for lane in 0..lanes {
                self.takes[at][lane] += self.each[at][lane] as f64 * most;
            }
        }
    }

    fn go(&mut self, search: &mut Search, at: usize, room: Lanes, used: Used, value: f64) {
        if search.left == 0 {
            search.is_whole = false;
            return;
        }
        search.left -= 1;
        if at == self.items.len() {
            if value > search.best {
                search.best = value;
                self.best = Some(self.chosen.clone());
            }
            return;
        }
        let fit = self.fit(search, at, &room, used);
        let is_last = at + 1 == self.items.len();
        let beyond = self.beyond(search, at);
        // One in the balance goes on first, whatever rounding says.
        let is_falling = is_last || beyond > -1e-9 * self.values[at];
        let is_straight = if is_falling { beyond >= 0.0 } else { beyond <= 0.0 };
        let mut pods = if is_falling { fit } else { 0 };
        loop {
            let mut then = room;
            for lane in 0..search.problem.lanes {
                then[lane] -= self.each[at][lane] * i64::from(pods);
            }
            let value = value + self.values[at] * f64::from(pods);
            if value + self.bound(search, at + 1, &then) + search.slop < search.best + 1.0 {
                // The plain bound falls with each further step, so that none beyond it is looked at.
                if is_straight && value + self.plain_bound(search, at + 1, &then) + search.slop < search.best + 1.0 {
                    break;
                }
            } else {
                self.chosen[at] = pods;
                let used = search.problem.with(used, self.items[at], pods);
                self.go(search, at + 1, then, used, value);
                self.chosen[at] = 0;
            }
            let is_end = if is_falling { pods == 0 } else { pods == fit };
            if is_last || is_end {
                break;
            }
            if is_falling { pods -= 1 } else { pods += 1 }
        }
    }

    /// What a pod is worth beyond the room that it takes.
    fn beyond(&self, search: &Search, at: usize) -> f64 {
        let taken: f64 = (0..search.problem.lanes).map(|lane| search.worths[lane] * self.each[at][lane] as f64).sum();
        self.values[at] - taken
    }

    fn fit(&self, search: &Search, at: usize, room: &Lanes, used: Used) -> u32 {
        let mut fit = i64::from(self.most[at]);
        for lane in 0..search.problem.lanes {
            let each = self.each[at][lane];
            if each * fit > room[lane] {
                fit = room[lane] / each;
            }
        }
        search.problem.fit_volumes(search.kind, self.items[at], used, fit as u32)
    }

    /// The most that the items from one on can add to a node with so much room: what the room is worth, and what they
    /// are worth beyond it. It falls as a straight line as the room does.
    fn plain_bound(&self, search: &Search, at: usize, room: &Lanes) -> f64 {
        let of_room: f64 = (0..search.problem.lanes).map(|lane| search.worths[lane] * room[lane] as f64).sum();
        of_room + self.tail[at]
    }

    /// The same where room that they cannot fill is worth nothing.
    fn bound(&self, search: &Search, at: usize, room: &Lanes) -> f64 {
        let of_room: f64 = (0..search.problem.lanes)
            .map(|lane| search.worths[lane] * (room[lane] as f64).min(self.takes[at][lane]))
            .sum();
        of_room + self.tail[at]
    }
}
