//! The linear relaxation of filling one node: what a unit of each resource is worth.
//!
//! A simplex for bounded variables with a row a resource. Any worths that are not negative give a valid bound, so a
//! figure that is a little off costs sharpness and nothing else.

// Lanes are counted off in several arrays at once.
#![allow(clippy::needless_range_loop)]

use crate::problem::LANES;

/// An amount of each lane; of those that are not in use 0.
pub type Amounts = [f64; LANES];

/// What could go on a node.
pub struct Filling<'a> {
    /// How many lanes are in use.
    pub lanes: usize,
    /// What the node has, not negative.
    pub room: &'a Amounts,
    /// What one pod of each item takes.
    pub each: &'a [Amounts],
    /// The most of each.
    pub most: &'a [f64],
    /// What one of each is worth.
    pub values: &'a [f64],
}

const TINY: f64 = 1e-10;

struct Bounded<'a> {
    filling: &'a Filling<'a>,
    /// One over the room: rows are in shares of it.
    share: Amounts,
    at_most: u32,
    in_basis: u32,
    /// Items, and from `each.len()` on the slack of each lane.
    basis: [usize; LANES],
    inverse: [Amounts; LANES],
    amounts: Amounts,
    duals: Amounts,
    /// The same by unit of each resource.
    worths: Amounts,
}

/// The worths of the resources at the best filling with parts of pods.
pub fn worths(filling: &Filling) -> Amounts {
    let mut simplex = Bounded::of(filling);
    for _ in 0..4 * (filling.each.len() + filling.lanes) {
        simplex.price();
        let Some((entering, is_up)) = simplex.entering() else { break };
        simplex.enter(entering, is_up);
    }
    simplex.price();
    simplex.worths.map(|worth| worth.max(0.0))
}

impl<'a> Bounded<'a> {
    fn of(filling: &'a Filling<'a>) -> Bounded<'a> {
        let items = filling.each.len();
        let share = filling.room.map(|room| 1.0 / room.max(1.0));
        let mut inverse = [[0.0; LANES]; LANES];
        (0..filling.lanes).for_each(|lane| inverse[lane][lane] = 1.0);
        Bounded {
            filling,
            share,
            at_most: 0,
            in_basis: 0,
            basis: std::array::from_fn(|lane| items + lane),
            inverse,
            amounts: std::array::from_fn(|lane| filling.room[lane] * share[lane]),
            duals: [0.0; LANES],
            worths: [0.0; LANES],
        }
    }

    /// How many are in use: no more than there are, so that no index needs a look.
    fn lanes(&self) -> usize {
        self.filling.lanes.min(LANES)
    }

    fn worth(&self, variable: usize) -> f64 {
        self.filling.values.get(variable).copied().unwrap_or(0.0)
    }

    fn price(&mut self) {
        let lanes = self.lanes();
        self.duals = [0.0; LANES];
        for row in 0..lanes {
            let worth = self.worth(self.basis[row]);
            if worth != 0.0 {
                for lane in 0..lanes {
                    self.duals[lane] += worth * self.inverse[row][lane];
                }
            }
        }
        for lane in 0..lanes {
            self.worths[lane] = self.duals[lane] * self.share[lane];
        }
    }

    fn entry(&self, variable: usize, lane: usize) -> f64 {
        match variable.checked_sub(self.filling.each.len()) {
            Some(slack) => f64::from(u8::from(slack == lane)),
            None => self.filling.each[variable][lane] * self.share[lane],
        }
    }

    /// What improves the filling most, and whether more of it or less.
    fn entering(&self) -> Option<(usize, bool)> {
        let lanes = self.lanes();
        let items = self.filling.each.len();
        let mut best: Option<(f64, usize, bool)> = None;
        let mut offer = |gain: f64, variable: usize, is_up: bool| {
            if best.is_none_or(|(most, _, _)| gain > most) {
                best = Some((gain, variable, is_up));
            }
        };
        for item in (0..items).filter(|item| self.in_basis >> item & 1 == 0) {
            let (worth, each, mut taken) = (self.filling.values[item], &self.filling.each[item], 0.0);
            for lane in 0..lanes {
                taken += self.worths[lane] * each[lane];
            }
            let is_at_most = self.at_most >> item & 1 == 1;
            let gain = if is_at_most { taken - worth } else { worth - taken };
            if gain > TINY * (worth + taken.abs()) {
                offer(gain * self.filling.most[item], item, !is_at_most);
            }
        }
        let scale: f64 = self.duals.iter().map(|dual| dual.abs()).sum();
        for lane in 0..lanes {
            if -self.duals[lane] > TINY * scale && !self.basis.contains(&(items + lane)) {
                offer(-self.duals[lane], items + lane, true);
            }
        }
        best.map(|(_, variable, is_up)| (variable, is_up))
    }

    fn most(&self, variable: usize) -> f64 {
        self.filling.most.get(variable).copied().unwrap_or(f64::INFINITY)
    }

    fn enter(&mut self, entering: usize, is_up: bool) {
        let lanes = self.lanes();
        let items = self.filling.each.len();
        let sign = if is_up { 1.0 } else { -1.0 };
        let entries: Amounts = std::array::from_fn(|lane| self.entry(entering, lane));
        let mut direction = [0.0; LANES];
        for row in 0..lanes {
            for lane in 0..lanes {
                direction[row] += self.inverse[row][lane] * entries[lane];
            }
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
            set(&mut self.at_most, entering, is_up);
            return;
        };
        let left = self.basis[row];
        if left < items {
            set(&mut self.in_basis, left, false);
            set(&mut self.at_most, left, leaves_at_most);
        }
        let from = if entering < items && !is_up { self.most(entering) } else { 0.0 };
        if entering < items {
            set(&mut self.in_basis, entering, true);
        }
        self.basis[row] = entering;
        self.amounts[row] = from + sign * by;
        self.replace(row, &direction);
    }

    fn replace(&mut self, row: usize, direction: &Amounts) {
        let lanes = self.lanes();
        let by = 1.0 / direction[row];
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

/// Sets or clears the bit of an item.
fn set(bits: &mut u32, item: usize, to: bool) {
    *bits = *bits & !(1 << item) | u32::from(to) << item;
}
