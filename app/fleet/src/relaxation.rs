//! The linear relaxation of filling one node: what a unit of each resource is worth.
//!
//! A simplex for bounded variables with a row a resource. Any worths that are not negative give a valid bound, so a
//! figure that is a little off costs sharpness and nothing else.

// Lanes are counted off in several arrays at once.
#![allow(clippy::needless_range_loop)]

/// What could go on a node.
pub struct Filling<'a, const L: usize> {
    /// What the node has, not negative.
    pub room: &'a [f64; L],
    /// What one pod of each item takes.
    pub each: &'a [[f64; L]],
    /// The most of each.
    pub most: &'a [f64],
    /// What one of each is worth.
    pub values: &'a [f64],
}

const TINY: f64 = 1e-10;

struct Bounded<'a, const L: usize> {
    filling: &'a Filling<'a, L>,
    /// One over the room: rows are in shares of it.
    share: [f64; L],
    at_most: u32,
    in_basis: u32,
    /// Items, and from `each.len()` on the slack of each lane.
    basis: [usize; L],
    inverse: [[f64; L]; L],
    amounts: [f64; L],
    duals: [f64; L],
    /// The same by unit of each resource.
    worths: [f64; L],
}

/// The worths of the resources at the best filling with parts of pods.
pub fn worths<const L: usize>(filling: &Filling<L>) -> [f64; L] {
    let mut simplex = Bounded::of(filling);
    for _ in 0..4 * (filling.each.len() + L) {
        simplex.price();
        let Some((entering, is_up)) = simplex.entering() else { break };
        simplex.enter(entering, is_up);
    }
    simplex.price();
    simplex.worths.map(|worth| worth.max(0.0))
}

impl<'a, const L: usize> Bounded<'a, L> {
    fn of(filling: &'a Filling<'a, L>) -> Bounded<'a, L> {
        let items = filling.each.len();
        let share = filling.room.map(|room| 1.0 / room.max(1.0));
        let mut inverse = [[0.0; L]; L];
        (0..L).for_each(|lane| inverse[lane][lane] = 1.0);
        Bounded {
            filling,
            share,
            at_most: 0,
            in_basis: 0,
            basis: std::array::from_fn(|lane| items + lane),
            inverse,
            amounts: std::array::from_fn(|lane| filling.room[lane] * share[lane]),
            duals: [0.0; L],
            worths: [0.0; L],
        }
    }

    fn worth(&self, variable: usize) -> f64 {
        self.filling.values.get(variable).copied().unwrap_or(0.0)
    }

    fn price(&mut self) {
        self.duals = [0.0; L];
        for row in 0..L {
            let worth = self.worth(self.basis[row]);
            if worth != 0.0 {
                for lane in 0..L {
                    self.duals[lane] += worth * self.inverse[row][lane];
                }
            }
        }
        for lane in 0..L {
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
        let items = self.filling.each.len();
        let mut best: Option<(f64, usize, bool)> = None;
        let mut offer = |gain: f64, variable: usize, is_up: bool| {
            if best.is_none_or(|(most, _, _)| gain > most) {
                best = Some((gain, variable, is_up));
            }
        };
        for item in (0..items).filter(|item| self.in_basis >> item & 1 == 0) {
            let (worth, each, mut taken) = (self.filling.values[item], &self.filling.each[item], 0.0);
            for lane in 0..L {
                taken += self.worths[lane] * each[lane];
            }
            let is_at_most = self.at_most >> item & 1 == 1;
            let gain = if is_at_most { taken - worth } else { worth - taken };
            if gain > TINY * (worth + taken.abs()) {
                offer(gain * self.filling.most[item], item, !is_at_most);
            }
        }
        let scale: f64 = self.duals.iter().map(|dual| dual.abs()).sum();
        for lane in 0..L {
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
        let items = self.filling.each.len();
        let sign = if is_up { 1.0 } else { -1.0 };
        let entries: [f64; L] = std::array::from_fn(|lane| self.entry(entering, lane));
        let mut direction = [0.0; L];
        for row in 0..L {
            for lane in 0..L {
                direction[row] += self.inverse[row][lane] * entries[lane];
            }
        }
        let (mut by, mut leaving) = (self.most(entering), None);
        for row in 0..L {
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
        for row in 0..L {
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

    fn replace(&mut self, row: usize, direction: &[f64; L]) {
        let by = 1.0 / direction[row];
        for lane in 0..L {
            self.inverse[row][lane] *= by;
        }
        let own = self.inverse[row];
        for other in (0..L).filter(|other| *other != row) {
            for lane in 0..L {
                self.inverse[other][lane] -= direction[other] * own[lane];
            }
        }
    }
}

/// Sets or clears the bit of an item.
fn set(bits: &mut u32, item: usize, to: bool) {
    *bits = *bits & !(1 << item) | u32::from(to) << item;
}
