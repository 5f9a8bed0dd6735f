//! The linear relaxation of filling one node: what a unit of each resource is worth.
//!
//! A simplex for bounded variables with a row a resource. Any worths that are not negative give a valid bound, so a
//! figure that is a little off costs sharpness and nothing else.

// Lanes are counted off in several arrays at once.
#![allow(clippy::needless_range_loop)]

use crate::problem::{LANES, Lanes};

/// What a unit of each resource is worth.
pub type Worths = [f64; LANES];

/// What could go on a node.
pub struct Filling<'a> {
    /// Lanes in use.
    pub lanes: usize,
    /// What the node has.
    pub room: &'a Lanes,
    /// What one pod of each item takes.
    pub each: &'a [Lanes],
    /// The most of each.
    pub most: &'a [u32],
    /// What one of each is worth.
    pub values: &'a [f64],
}

const TINY: f64 = 1e-10;

struct Bounded<'a> {
    filling: &'a Filling<'a>,
    /// Room and sizes in shares of the room.
    share: [f64; LANES],
    at_most: Vec<bool>,
    in_basis: Vec<bool>,
    /// Items, and from `each.len()` on the slack of each lane.
    basis: [usize; LANES],
    inverse: [[f64; LANES]; LANES],
    amounts: [f64; LANES],
    duals: [f64; LANES],
}

/// The worths of the resources at the best filling with parts of pods.
pub fn worths(filling: &Filling) -> Worths {
    let mut simplex = Bounded::of(filling);
    for _ in 0..4 * (filling.each.len() + filling.lanes) {
        simplex.price();
        let Some((entering, is_up)) = simplex.entering() else { break };
        simplex.enter(entering, is_up);
    }
    simplex.price();
    let mut worths = [0.0; LANES];
    for lane in 0..filling.lanes {
        worths[lane] = simplex.duals[lane].max(0.0) * simplex.share[lane];
    }
    worths
}

impl<'a> Bounded<'a> {
    fn of(filling: &'a Filling<'a>) -> Bounded<'a> {
        let items = filling.each.len();
        let mut share = [0.0; LANES];
        let (mut inverse, mut amounts, mut basis) = ([[0.0; LANES]; LANES], [0.0; LANES], [0; LANES]);
        for lane in 0..filling.lanes {
            share[lane] = 1.0 / (filling.room[lane].max(1) as f64);
            inverse[lane][lane] = 1.0;
            amounts[lane] = filling.room[lane].max(0) as f64 * share[lane];
            basis[lane] = items + lane;
        }
        let (at_most, in_basis) = (vec![false; items], vec![false; items]);
        Bounded { filling, share, at_most, in_basis, basis, inverse, amounts, duals: [0.0; LANES] }
    }

    fn worth(&self, variable: usize) -> f64 {
        self.filling.values.get(variable).copied().unwrap_or(0.0)
    }

    fn price(&mut self) {
        for lane in 0..self.filling.lanes {
            self.duals[lane] =
                (0..self.filling.lanes).map(|row| self.worth(self.basis[row]) * self.inverse[row][lane]).sum();
        }
    }

    fn entry(&self, variable: usize, lane: usize) -> f64 {
        match variable.checked_sub(self.filling.each.len()) {
            Some(slack) => f64::from(u8::from(slack == lane)),
            None => self.filling.each[variable][lane] as f64 * self.share[lane],
        }
    }

    /// What improves the filling most, and whether more of it or less.
    fn entering(&self) -> Option<(usize, bool)> {
        let items = self.filling.each.len();
        let mut best: Option<(f64, usize, bool)> = None;
        let mut offer = |gain: f64, variable: usize, is_up: bool| {
            if best.is_none_or(|(most, _, _)| gain > most) {
                best = Some((gain, variable, is_up));
            }
        };
        for item in (0..items).filter(|item| !self.in_basis[*item]) {
            let worth = self.worth(item);
            let taken: f64 = (0..self.filling.lanes).map(|lane| self.duals[lane] * self.entry(item, lane)).sum();
            let gain = if self.at_most[item] { taken - worth } else { worth - taken };
            if gain > TINY * (worth + taken.abs()) {
                offer(gain * f64::from(self.filling.most[item]), item, !self.at_most[item]);
            }
        }
        let scale: f64 = self.duals[..self.filling.lanes].iter().map(|dual| dual.abs()).sum();
        for lane in 0..self.filling.lanes {
            if -self.duals[lane] > TINY * scale && !self.basis[..self.filling.lanes].contains(&(items + lane)) {
                offer(-self.duals[lane], items + lane, true);
            }
        }
        best.map(|(_, variable, is_up)| (variable, is_up))
    }

    fn most(&self, variable: usize) -> f64 {
        self.filling.most.get(variable).map_or(f64::INFINITY, |most| f64::from(*most))
    }

    fn enter(&mut self, entering: usize, is_up: bool) {
        let (lanes, items) = (self.filling.lanes, self.filling.each.len());
        let sign = if is_up { 1.0 } else { -1.0 };
        let mut direction = [0.0; LANES];
        for (row, step) in direction.iter_mut().enumerate().take(lanes) {
            *step = (0..lanes).map(|lane| self.inverse[row][lane] * self.entry(entering, lane)).sum();
        }
        let (mut by, mut leaving) = (self.most(entering), None);
        for row in 0..lanes {
            let fall = sign * direction[row];
            let ratio = if fall > TINY {
                self.amounts[row].max(0.0) / fall
            } else if fall < -TINY {
                (self.most(self.basis[row]) - self.amounts[row]).max(0.0) / -fall
            } else {
                continue;
            };
            if ratio < by {
                (by, leaving) = (ratio, Some((row, fall < 0.0)));
            }
        }
        for row in 0..lanes {
            self.amounts[row] -= sign * direction[row] * by;
        }
        let Some((row, leaves_at_most)) = leaving else {
            // It goes from one bound to the other.
            self.at_most[entering] = is_up;
            return;
        };
        let left = self.basis[row];
        if left < items {
            self.in_basis[left] = false;
            self.at_most[left] = leaves_at_most;
        }
        let from = if entering < items && !is_up { self.most(entering) } else { 0.0 };
        if entering < items {
            self.in_basis[entering] = true;
        }
        self.basis[row] = entering;
        self.amounts[row] = from + sign * by;
        self.replace(row, &direction);
    }

    fn replace(&mut self, row: usize, direction: &[f64; LANES]) {
        let (lanes, by) = (self.filling.lanes, 1.0 / direction[row]);
        for lane in 0..lanes {
            self.inverse[row][lane] *= by;
        }
        let own = self.inverse[row];
        for other in (0..lanes).filter(|other| *other != row) {
            for lane in 0..lanes {
                self.inverse[other][lane] -= direction[other] * own[lane];
            }
        }
    }
}
