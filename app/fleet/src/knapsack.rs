//! The most valuable pods that one node holds: a bounded knapsack with several resources, by branch and bound.
//!
//! Sizes, rooms and values are whole numbers below 2^53 kept as `f64`, so that sums and quotients rounded down are exact;
//! bounds are rounded up by more than the sums can be off. The search is cut off by a count of its nodes; then its bound
//! holds and its pods may not be the best.
//!
//! Nearly all of the time is spent here, so that there is one search for problems of few resources and one for all.

// Lanes are counted off in several arrays at once.
#![allow(clippy::needless_range_loop)]

use crate::problem::{LANES, Lanes, Pods, Problem, Used};
use crate::relaxation::{Filling, worths};
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

/// Resources of most problems: CPU, memory, pod slots and one more.
const FEW: usize = 4;

/// Fills nodes, one after the other, and keeps what it needs for that.
#[derive(Clone, Debug)]
pub struct Knapsack {
    of_few: Filler<FEW>,
    of_all: Filler<LANES>,
    /// Work so far, in nodes of the search and steps of the relaxation.
    pub work: u64,
}

/// The problem in the numbers of the search, and the items of one question, the clearest first.
#[derive(Clone, Debug)]
struct Filler<const L: usize> {
    /// By kind.
    rooms: Vec<[f64; L]>,
    /// By set of sizes and item.
    sizes: Vec<Vec<[f64; L]>>,
    /// By kind and item: how many a node holds of it alone.
    alone: Vec<Vec<u32>>,
    /// By kind: the worths of its resources when it was last filled.
    known: Vec<Option<[f64; L]>>,
    items: Vec<usize>,
    each: Vec<[f64; L]>,
    most: Vec<f64>,
    values: Vec<f64>,
    /// What a pod of each is worth beyond the room that it takes.
    beyond: Vec<f64>,
    /// The most that the items from each on can add beyond the worth of the room.
    tail: Vec<f64>,
    /// The most that the items from each on can take of each lane.
    takes: Vec<[f64; L]>,
    chosen: Vec<u32>,
    found: Vec<u32>,
}

/// One search.
struct Search<'a, const L: usize> {
    problem: &'a Problem,
    kind: usize,
    has_volumes: bool,
    worths: [f64; L],
    /// Beyond what rounding can do to a bound.
    slop: f64,
    left: u32,
    best: f64,
    has_found: bool,
    is_whole: bool,
}

impl Knapsack {
    /// For the nodes of a problem.
    pub fn of(problem: &Problem) -> Knapsack {
        let is_of_few = problem.lanes <= FEW;
        let kinds = |wanted: bool| if wanted { problem.kinds.len() } else { 0 };
        Knapsack {
            of_few: Filler::of(problem, kinds(is_of_few)),
            of_all: Filler::of(problem, kinds(!is_of_few)),
            work: 0,
        }
    }

    /// The most valuable pods for a node, where a quick look does not rule them out.
    pub fn fill(&mut self, problem: &Problem, question: &Question) -> Answer {
        let (answer, work) = match problem.lanes <= FEW {
            true => self.of_few.fill(problem, question),
            false => self.of_all.fill(problem, question),
        };
        self.work += work;
        answer
    }
}

/// The lanes in use; others are 0.
fn in_use<const L: usize>(problem: &Problem, lanes: &Lanes) -> [f64; L] {
    std::array::from_fn(|lane| if lane < problem.lanes { lanes[lane].max(0) as f64 } else { 0.0 })
}

/// The worth of amounts of each lane.
fn worth<const L: usize>(worths: &[f64; L], amounts: &[f64; L]) -> f64 {
    let mut sum = 0.0;
    for lane in 0..L {
        sum += worths[lane] * amounts[lane];
    }
    sum
}

impl<const L: usize> Filler<L> {
    fn of(problem: &Problem, kinds: usize) -> Filler<L> {
        let kinds = 0..kinds;
        let items = 0..problem.items.len();
        let of_set = |set: &Vec<Lanes>| set.iter().map(|each| in_use(problem, each)).collect();
        Filler {
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
            chosen: Vec::new(),
            found: Vec::new(),
        }
    }

    fn fill(&mut self, problem: &Problem, question: &Question) -> (Answer, u64) {
        let kind = question.kind;
        let nothing = |at_most: f64| Answer { pods: None, value: 0.0, at_most, is_whole: true };
        if let Some(bound) = self.quick_bound(problem, question).filter(|bound| *bound <= question.more_than) {
            return (nothing(bound), 2);
        }
        self.gather(problem, question);
        let room = self.rooms[kind];
        let worths = worths(&Filling { room: &room, each: &self.each, most: &self.most, values: &self.values });
        self.known[kind] = Some(worths);
        let work = 12 + self.items.len() as u64;
        self.order(&worths);
        let scale: f64 = self.values.iter().zip(&self.most).map(|(value, most)| value * most).sum();
        let of_room = worth(&worths, &room);
        let slop = (scale + of_room) * 1e-12;
        let bound = (of_room + self.tail[0] + slop).floor();
        if bound <= question.more_than {
            return (nothing(bound), work);
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
        self.go(&mut search, 0, room, Used::default(), 0.0);
        let work = work + u64::from(question.effort - search.left);
        let at_most = if search.is_whole { search.best } else { bound };
        let pods = search.has_found.then(|| {
            let mut pods = vec![0; problem.items.len()];
            self.found.iter().zip(&self.items).for_each(|(n, item)| pods[*item] = *n);
            pods
        });
        let value = if pods.is_some() { search.best } else { 0.0 };
        (Answer { pods, value, at_most, is_whole: search.is_whole }, work)
    }

    /// A bound from worths that are known already, without any search: nothing that fits is worth more.
    fn quick_bound(&self, problem: &Problem, question: &Question) -> Option<f64> {
        let kind = question.kind;
        let worths = self.known[kind].as_ref()?;
        let (mut sum, mut scale) = (worth(worths, &self.rooms[kind]), 0.0);
        let (sizes, alone) = (&self.sizes[problem.kinds[kind].sizes], &self.alone[kind]);
        for (item, value) in question.values.iter().enumerate() {
            let most = f64::from(question.most[item].min(alone[item]));
            sum += (value - worth(worths, &sizes[item])).max(0.0) * most;
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
    fn order(&mut self, worths: &[f64; L]) {
        let n = self.items.len();
        let mut order: Vec<(f64, f64, usize)> = Vec::with_capacity(n);
        for at in 0..n {
            let (value, beyond) = (self.values[at], self.values[at] - worth(worths, &self.each[at]));
            // Those in the balance from the largest to the smallest: small ones fill what is left.
            order.push((beyond.abs().max(value * 1e-6), value, at));
        }
        sort_short_by(&mut order, |a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        self.items = order.iter().map(|(_, _, at)| self.items[*at]).collect();
        self.each = order.iter().map(|(_, _, at)| self.each[*at]).collect();
        self.most = order.iter().map(|(_, _, at)| self.most[*at]).collect();
        self.values = order.iter().map(|(_, _, at)| self.values[*at]).collect();
        self.beyond.clear();
        self.beyond.extend((0..n).map(|at| self.values[at] - worth(worths, &self.each[at])));
        self.tail.clear();
        self.tail.resize(n + 1, 0.0);
        self.takes.clear();
        self.takes.resize(n + 1, [0.0; L]);
        for at in (0..n).rev() {
            self.tail[at] = self.tail[at + 1] + self.beyond[at].max(0.0) * self.most[at];
            for lane in 0..L {
                self.takes[at][lane] = self.takes[at + 1][lane] + self.each[at][lane] * self.most[at];
            }
        }
    }

    fn go(&mut self, search: &mut Search<L>, at: usize, room: [f64; L], used: Used, value: f64) {
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
        let fit = self.fit(search, at, &room, used);
        let is_last = at + 1 == self.items.len();
        let (each, own, beyond) = (self.each[at], self.values[at], self.beyond[at]);
        // One in the balance goes on first, whatever rounding says.
        let is_falling = is_last || beyond > -1e-9 * own;
        let is_straight = if is_falling { beyond >= 0.0 } else { beyond <= 0.0 };
        let mut pods = if is_falling { fit } else { 0.0 };
        loop {
            let mut then = room;
            for lane in 0..L {
                then[lane] -= each[lane] * pods;
            }
            let value = value + own * pods;
            let needed = search.best + 1.0 - search.slop - value;
            if self.bound(search, at + 1, &then) < needed {
                // The plain bound falls with each further step, so that none beyond it is looked at.
                if is_straight && worth(&search.worths, &then) + self.tail[at + 1] < needed {
                    break;
                }
            } else {
                self.chosen[at] = pods as u32;
                let used =
                    if search.has_volumes { search.problem.with(used, self.items[at], pods as u32) } else { used };
                self.go(search, at + 1, then, used, value);
                self.chosen[at] = 0;
            }
            let is_end = if is_falling { pods == 0.0 } else { pods == fit };
            if is_last || is_end {
                break;
            }
            pods += if is_falling { -1.0 } else { 1.0 };
        }
    }

    fn fit(&self, search: &Search<L>, at: usize, room: &[f64; L], used: Used) -> f64 {
        let (mut fit, each) = (self.most[at], &self.each[at]);
        for lane in 0..L {
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
    fn bound(&self, search: &Search<L>, at: usize, room: &[f64; L]) -> f64 {
        let (mut sum, takes) = (self.tail[at], &self.takes[at]);
        for lane in 0..L {
            sum += search.worths[lane] * room[lane].min(takes[lane]);
        }
        sum
    }
}
