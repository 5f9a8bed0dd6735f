//! A small dense simplex for linear programmes of few rows whose columns come one after another: `min c x` with
//! `A x >= b` and `x >= 0`.
//!
//! It holds the inverse of the basis, at most some forty rows square, and starts from a basis that is known to be
//! feasible. Its figures steer the search; no bound rests on their precision.

/// A column of the programme.
#[derive(Clone, Debug)]
pub struct Column {
    /// What one unit costs.
    pub cost: f64,
    /// Its entry in every row.
    pub entries: Vec<f64>,
    /// What it stands for.
    pub tag: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basic {
    /// What a row has beyond its right side.
    Surplus(usize),
    Column(usize),
}

/// A programme and the basis that it has got to.
#[derive(Clone, Debug)]
pub struct Simplex {
    rhs: Vec<f64>,
    costs: Vec<f64>,
    tags: Vec<usize>,
    /// Column by column.
    entries: Vec<f64>,
    in_basis: Vec<bool>,
    has_surplus: Vec<bool>,
    /// Columns that improved the solution when all were last looked at.
    candidates: Vec<usize>,
    basis: Vec<Basic>,
    /// Row by row.
    inverse: Vec<f64>,
    values: Vec<f64>,
    duals: Vec<f64>,
    since_inverted: u32,
    /// Pivots so far.
    pub pivots: u64,
}

const TINY: f64 = 1e-9;
const PIVOTS_UNTIL_INVERTED: u32 = 60;

impl Simplex {
    /// A programme whose first basis has for each row either a column, which must have its only positive entry of
    /// columns there, or, where that is `None`, the row's surplus.
    pub fn of(rhs: Vec<f64>, first: Vec<Option<Column>>) -> Simplex {
        let rows = rhs.len();
        let mut simplex = Simplex {
            rhs,
            costs: Vec::new(),
            tags: Vec::new(),
            entries: Vec::new(),
            in_basis: Vec::new(),
            has_surplus: first.iter().map(Option::is_none).collect(),
            candidates: Vec::new(),
            basis: Vec::new(),
            inverse: vec![0.0; rows * rows],
            values: vec![0.0; rows],
            duals: vec![0.0; rows],
            since_inverted: 0,
            pivots: 0,
        };
        for (row, column) in first.into_iter().enumerate() {
            simplex.basis.push(column.as_ref().map_or(Basic::Surplus(row), |_| Basic::Column(simplex.costs.len())));
            if let Some(column) = column {
                simplex.add(column);
            }
        }
        simplex.in_basis.fill(true);
        simplex.invert();
        simplex
    }

    /// Adds a column.
    pub fn add(&mut self, column: Column) {
        self.costs.push(column.cost);
        self.tags.push(column.tag);
        self.entries.extend(column.entries);
        self.in_basis.push(false);
    }

    fn entries(&self, column: usize) -> &[f64] {
        &self.entries[column * self.rhs.len()..(column + 1) * self.rhs.len()]
    }

    /// What a unit more of each right side would cost.
    pub fn duals(&self) -> &[f64] {
        &self.duals
    }

    /// What the present solution costs.
    pub fn cost(&self) -> f64 {
        self.basis.iter().zip(&self.values).map(|(basic, value)| self.cost_of(*basic) * value).sum()
    }

    /// The columns of the present solution: tag and amount.
    pub fn solution(&self) -> Vec<(usize, f64)> {
        let of = |(basic, value): (&Basic, &f64)| match basic {
            Basic::Column(at) if *value > TINY => Some((self.tags[*at], *value)),
            _ => None,
        };
        self.basis.iter().zip(&self.values).filter_map(of).collect()
    }

    /// Pivots until no column improves the solution.
    pub fn optimise(&mut self) {
        let most = 200 + 20 * self.rhs.len() as u64;
        for round in 0..most {
            // Late rounds take the first column that improves, which cannot circle.
            let entering = match round > most / 2 {
                true => self.first_entering(),
                false => self.entering(),
            };
            let Some(entering) = entering else { break };
            if !self.pivot(entering) {
                break;
            }
        }
        self.invert();
    }

    fn cost_of(&self, basic: Basic) -> f64 {
        match basic {
            Basic::Surplus(_) => 0.0,
            Basic::Column(at) => self.costs[at],
        }
    }

    /// What improves the solution most: of what improved it when all was last looked at, or of all where none is left.
    fn entering(&mut self) -> Option<Basic> {
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.retain(|at| self.gain(*at).is_some());
        if candidates.is_empty() {
            candidates.extend((0..self.costs.len()).filter(|at| self.gain(*at).is_some()));
        }
        let gains = candidates.iter().filter_map(|at| Some((self.gain(*at)?, Basic::Column(*at))));
        let surpluses = (0..self.rhs.len()).filter_map(|row| Some((self.surplus_gain(row)?, Basic::Surplus(row))));
        let best = gains.chain(surpluses).reduce(|most, other| if other.0 > most.0 { other } else { most });
        self.candidates = candidates;
        best.map(|(_, basic)| basic)
    }

    fn first_entering(&self) -> Option<Basic> {
        let surplus = (0..self.rhs.len()).find(|row| self.surplus_gain(*row).is_some()).map(Basic::Surplus);
        surplus.or_else(|| (0..self.costs.len()).find(|at| self.gain(*at).is_some()).map(Basic::Column))
    }

    /// By how much a unit of a row's surplus makes the solution cheaper, if it does.
    fn surplus_gain(&self, row: usize) -> Option<f64> {
        if self.duals[row] >= 0.0 || self.has_surplus[row] {
            return None;
        }
        let scale = self.duals.iter().fold(1.0_f64, |most, dual| most.max(dual.abs()));
        (-self.duals[row] > TINY * scale).then_some(-self.duals[row])
    }

    /// The same of a column.
    fn gain(&self, at: usize) -> Option<f64> {
        if self.in_basis[at] {
            return None;
        }
        let (cost, mut worth) = (self.costs[at], 0.0);
        for (entry, dual) in self.entries(at).iter().zip(&self.duals) {
            worth += entry * dual;
        }
        (worth - cost > TINY * (worth.abs() + cost.abs() + 1.0)).then_some(worth - cost)
    }

    /// The entering variable's column in terms of the basis.
    fn direction(&self, entering: Basic) -> Vec<f64> {
        let rows = self.rhs.len();
        let of = |row: usize| {
            let inverse = &self.inverse[row * rows..(row + 1) * rows];
            match entering {
                Basic::Surplus(at) => -inverse[at],
                Basic::Column(at) => inverse.iter().zip(self.entries(at)).map(|(a, b)| a * b).sum(),
            }
        };
        (0..rows).map(of).collect()
    }

    fn pivot(&mut self, entering: Basic) -> bool {
        let (rows, direction) = (self.rhs.len(), self.direction(entering));
        let mut leaving: Option<(f64, usize)> = None;
        for (row, &step) in direction.iter().enumerate() {
            if step > TINY {
                let ratio = self.values[row].max(0.0) / step;
                if leaving
                    .is_none_or(|(least, at)| ratio < least - TINY || ratio < least + TINY && direction[at] < step)
                {
                    leaving = Some((ratio, row));
                }
            }
        }
        let Some((_, leaves)) = leaving else { return false };
        for (basic, is_in) in [(self.basis[leaves], false), (entering, true)] {
            match basic {
                Basic::Column(at) => self.in_basis[at] = is_in,
                Basic::Surplus(row) => self.has_surplus[row] = is_in,
            }
        }
        self.basis[leaves] = entering;
        self.pivots += 1;
        self.since_inverted += 1;
        if self.since_inverted >= PIVOTS_UNTIL_INVERTED {
            self.invert();
            return true;
        }
        let by = 1.0 / direction[leaves];
        for at in 0..rows {
            self.inverse[leaves * rows + at] *= by;
        }
        self.values[leaves] = self.values[leaves].max(0.0) * by;
        for row in (0..rows).filter(|row| *row != leaves) {
            let factor = direction[row];
            if factor != 0.0 {
                for at in 0..rows {
                    self.inverse[row * rows + at] -= factor * self.inverse[leaves * rows + at];
                }
                self.values[row] -= factor * self.values[leaves];
            }
        }
        self.price();
        true
    }

    fn price(&mut self) {
        let rows = self.rhs.len();
        self.duals.fill(0.0);
        for row in 0..rows {
            let cost = self.cost_of(self.basis[row]);
            if cost != 0.0 {
                for at in 0..rows {
                    self.duals[at] += cost * self.inverse[row * rows + at];
                }
            }
        }
    }

    /// Works the inverse out from the basis, by Gauss and Jordan with row pivots.
    fn invert(&mut self) {
        let rows = self.rhs.len();
        let mut matrix = vec![0.0; rows * rows];
        for (at, basic) in self.basis.iter().enumerate() {
            for row in 0..rows {
                matrix[row * rows + at] = match *basic {
                    Basic::Surplus(of) => -f64::from(u8::from(of == row)),
                    Basic::Column(column) => self.entries(column)[row],
                };
            }
        }
        let mut inverse = vec![0.0; rows * rows];
        (0..rows).for_each(|row| inverse[row * rows + row] = 1.0);
        for at in 0..rows {
            let size = |row: &usize| matrix[row * rows + at].abs();
            let Some(pivot) = (at..rows).reduce(|most, row| if size(&row) > size(&most) { row } else { most }) else {
                break;
            };
            if matrix[pivot * rows + at].abs() < 1e-12 {
                return;
            }
            for column in 0..rows {
                matrix.swap(pivot * rows + column, at * rows + column);
                inverse.swap(pivot * rows + column, at * rows + column);
            }
            let by = 1.0 / matrix[at * rows + at];
            for column in 0..rows {
                matrix[at * rows + column] *= by;
                inverse[at * rows + column] *= by;
            }
            for row in (0..rows).filter(|row| *row != at) {
                let factor = matrix[row * rows + at];
                if factor != 0.0 {
                    for column in 0..rows {
                        matrix[row * rows + column] -= factor * matrix[at * rows + column];
                        inverse[row * rows + column] -= factor * inverse[at * rows + column];
                    }
                }
            }
        }
        self.inverse = inverse;
        for row in 0..rows {
            let inverse = &self.inverse[row * rows..(row + 1) * rows];
            self.values[row] = inverse.iter().zip(&self.rhs).map(|(a, b)| a * b).sum();
        }
        self.since_inverted = 0;
        self.price();
    }
}
