//! A dual simplex for small programmes of bounded variables, `min c x` with `A x >= b`, that goes on from where it was
//! when a bound changes: what branch and bound needs.
//!
//! A bound is worked out again from the rows' worths and the programme itself, so that what rounding does to the tableau
//! cannot make it wrong.

use std::rc::Rc;

/// A programme.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Of each variable, not negative.
    pub costs: Vec<f64>,
    /// Coefficients and the right side, all of them not negative.
    pub rows: Vec<(Vec<f64>, f64)>,
}

/// A programme with bounds and the basis that it has got to.
#[derive(Clone, Debug)]
pub struct Dual {
    programme: Rc<Programme>,
    /// Of variables, then of the rows' surpluses.
    low: Vec<f64>,
    high: Vec<f64>,
    in_row: Vec<usize>,
    in_column: Vec<usize>,
    is_high: Vec<bool>,
    /// Row by row: how a basic variable falls as one outside of the basis rises.
    tableau: Vec<f64>,
    amounts: Vec<f64>,
    /// What a unit of each variable outside of the basis costs.
    reduced: Vec<f64>,
    /// Pivots so far.
    pub pivots: u64,
}

const TINY: f64 = 1e-9;

impl Dual {
    /// With variables between 0 and these bounds.
    pub fn of(programme: Rc<Programme>, high: Vec<f64>) -> Dual {
        let (variables, rows) = (programme.costs.len(), programme.rows.len());
        let tableau = programme.rows.iter().flat_map(|(row, _)| row.iter().map(|entry| -entry)).collect();
        Dual {
            low: vec![0.0; variables + rows],
            high: [high, vec![f64::INFINITY; rows]].concat(),
            in_row: (variables..variables + rows).collect(),
            in_column: (0..variables).collect(),
            is_high: vec![false; variables],
            tableau,
            amounts: programme.rows.iter().map(|(_, right)| -right).collect(),
            reduced: programme.costs.clone(),
            pivots: 0,
            programme,
        }
    }

    /// The bounds of a variable.
    pub fn bounds(&self, variable: usize) -> (f64, f64) {
        (self.low[variable], self.high[variable])
    }

    /// Narrows the bounds of a variable.
    pub fn set_bounds(&mut self, variable: usize, low: f64, high: f64) {
        let column = self.in_column.iter().position(|v| *v == variable);
        let before = column.map(|column| self.outside(column));
        (self.low[variable], self.high[variable]) = (low, high);
        if let (Some(column), Some(before)) = (column, before) {
            self.shift(column, self.outside(column) - before);
        }
    }

    /// What each variable is.
    pub fn values(&self) -> Vec<f64> {
        let variables = self.programme.costs.len();
        let mut values = vec![0.0; variables];
        for (column, variable) in self.in_column.iter().enumerate().filter(|(_, v)| **v < variables) {
            values[*variable] = self.outside(column);
        }
        for (row, variable) in self.in_row.iter().enumerate().filter(|(_, v)| **v < variables) {
            values[*variable] = self.amounts[row];
        }
        values
    }

    /// Pivots until every variable is within its bounds. Nothing within them costs less than what is given.
    pub fn optimise(&mut self) -> f64 {
        for _ in 0..20 * (self.in_row.len() + self.in_column.len()) {
            let Some((row, is_low)) = self.worst_row() else { break };
            let Some(column) = self.entering(row, is_low) else { break };
            self.pivot(row, column, is_low);
        }
        self.bound()
    }

    /// What a variable outside of the basis is.
    fn outside(&self, column: usize) -> f64 {
        let variable = self.in_column[column];
        if self.is_high[column] { self.high[variable] } else { self.low[variable] }
    }

    fn shift(&mut self, column: usize, by: f64) {
        if by != 0.0 {
            let columns = self.in_column.len();
            for row in 0..self.in_row.len() {
                self.amounts[row] -= self.tableau[row * columns + column] * by;
            }
        }
    }

    fn worst_row(&self) -> Option<(usize, bool)> {
        let mut worst: Option<(f64, usize, bool)> = None;
        for (row, &variable) in self.in_row.iter().enumerate() {
            let amount = self.amounts[row];
            let (below, above) = (self.low[variable] - amount, amount - self.high[variable]);
            let scale = if variable < self.programme.costs.len() {
                1.0
            } else {
                self.programme.rows[variable - self.programme.costs.len()].1.max(1.0)
            };
            let by = below.max(above) / scale;
            if by > TINY && worst.is_none_or(|(most, _, _)| by > most) {
                worst = Some((by, row, below > above));
            }
        }
        worst.map(|(_, row, is_low)| (row, is_low))
    }

    fn entering(&self, row: usize, is_low: bool) -> Option<usize> {
        let columns = self.in_column.len();
        let entries = &self.tableau[row * columns..(row + 1) * columns];
        let largest = entries.iter().fold(0.0_f64, |most, entry| most.max(entry.abs()));
        let mut best: Option<(f64, f64, usize)> = None;
        for (column, &entry) in entries.iter().enumerate() {
            let variable = self.in_column[column];
            if self.low[variable] == self.high[variable] || entry.abs() <= TINY * largest {
                continue;
            }
            // A variable at its lower bound can only rise, which lowers the row's by a positive entry.
            let helps = (entry < 0.0) == (is_low != self.is_high[column]);
            let ratio = self.reduced[column].abs() / entry.abs();
            let is_better = |(least, size, _): (f64, f64, usize)| {
                ratio < least * (1.0 - TINY) || ratio <= least * (1.0 + TINY) && entry.abs() > size
            };
            if helps && best.is_none_or(is_better) {
                best = Some((ratio, entry.abs(), column));
            }
        }
        best.map(|(_, _, column)| column)
    }

    fn pivot(&mut self, row: usize, column: usize, is_low: bool) {
        let (rows, columns) = (self.in_row.len(), self.in_column.len());
        let (leaving, entering) = (self.in_row[row], self.in_column[column]);
        let to = if is_low { self.low[leaving] } else { self.high[leaving] };
        let pivot = self.tableau[row * columns + column];
        let by = (self.amounts[row] - to) / pivot;
        let entering_amount = self.outside(column) + by;
        self.shift(column, by);
        self.amounts[row] = entering_amount;
        let inverse = 1.0 / pivot;
        for at in 0..columns {
            self.tableau[row * columns + at] *= inverse;
        }
        self.tableau[row * columns + column] = inverse;
        for other in (0..rows).filter(|other| *other != row) {
            let factor = self.tableau[other * columns + column];
            if factor != 0.0 {
                for at in 0..columns {
                    self.tableau[other * columns + at] -= factor * self.tableau[row * columns + at];
                }
                self.tableau[other * columns + column] = -factor * inverse;
            }
        }
        let factor = self.reduced[column];
        for at in 0..columns {
            self.reduced[at] -= factor * self.tableau[row * columns + at];
        }
        self.reduced[column] = -factor * inverse;
        self.in_row[row] = entering;
        self.in_column[column] = leaving;
        self.is_high[column] = !is_low;
        self.pivots += 1;
    }

    /// What a unit of each row's right side is worth, never negative.
    fn worths(&self) -> Vec<f64> {
        let variables = self.programme.costs.len();
        let mut worths = vec![0.0; self.programme.rows.len()];
        for (column, variable) in self.in_column.iter().enumerate().filter(|(_, v)| **v >= variables) {
            worths[variable - variables] = self.reduced[column].max(0.0);
        }
        worths
    }

    /// A bound from the rows' worths and the programme itself, rounded down by more than its sums can be off.
    fn bound(&self) -> f64 {
        let worths = self.worths();
        let (mut bound, mut size) = (0.0, 0.0);
        for ((_, right), worth) in self.programme.rows.iter().zip(&worths) {
            bound += right * worth;
            size += right * worth;
        }
        for (variable, cost) in self.programme.costs.iter().enumerate() {
            let worth: f64 =
                self.programme.rows.iter().zip(&worths).map(|((row, _), worth)| row[variable] * worth).sum();
            let at = if cost - worth >= 0.0 { self.low[variable] } else { self.high[variable] };
            bound += (cost - worth) * at;
            size += (cost + worth) * at;
        }
        bound - size * 1e-13
    }

    /// Whether some row is not met even with every variable at its upper bound.
    pub fn is_impossible(&self) -> bool {
        self.programme.rows.iter().any(|(row, right)| {
            let most: f64 = row.iter().zip(&self.high).map(|(entry, high)| entry * high).sum();
            most * (1.0 + 1e-12) < *right
        })
    }
}
