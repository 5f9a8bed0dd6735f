//! The rates of commitments as columns: what is left of each after a guess from its family.
//!
//! In a family, rates are in proportion to on-demand prices and rounded alike, so nearly every guess is right and
//! its column holds a 1: of 9 KB in us-east-1, compressed, 2.5 are left.

use super::zigzag;
use crate::catalog::Catalog;
use crate::catalog::reserved::{Commitment, Rates};
use crate::units::MicroUsd;

/// The coarsest rounding that is looked for: whole dollars.
const WHOLE: u64 = 1_000_000;

/// A column a commitment, a number a type. 0: no rate; else what it differs by from the guess.
pub(super) fn encode(catalog: &Catalog) -> [Vec<u64>; 4] {
    Commitment::ALL.map(|commitment| {
        let mut guess = Guess::default();
        let rows = catalog.types.iter().zip(&catalog.offers);
        let row = rows.map(|(t, offer)| {
            let Some(rate) = offer.committed(commitment) else { return 0 };
            let hourly = offer.on_demand.as_ref().map_or(0, |price| price.hourly.0);
            let difference = zigzag::difference(rate.0, guess.of(t.family(), hourly));
            guess.learn(hourly, rate.0);
            difference
        });
        row.collect()
    })
}

/// Gives every offer its rates; `None` where a column has too few or too many numbers.
pub(super) fn decode(catalog: &mut Catalog, columns: &[Vec<u64>; 4]) -> Option<()> {
    for (at, column) in columns.iter().enumerate() {
        if column.len() != catalog.offers.len() {
            return None;
        }
        let mut guess = Guess::default();
        for ((t, offer), number) in catalog.types.iter().zip(&mut catalog.offers).zip(column) {
            let hourly = offer.on_demand.as_ref().map_or(0, |price| price.hourly.0);
            let Some(rate) = zigzag::figure(*number, || guess.of(t.family(), hourly)) else { continue };
            guess.learn(hourly, rate);
            offer.reserved.get_or_insert_with(|| Box::new(Rates::default()))[at] = Some(MicroUsd(rate));
        }
    }
    Some(())
}

/// What the types of a family so far say of the next one's rate.
#[derive(Default)]
struct Guess<'a> {
    family: &'a str,
    /// On-demand price and rate of the family's most expensive type: its ratio is the least rounded.
    hourly: u64,
    rate: u64,
    /// The rates so far are multiples of it.
    unit: u64,
}

impl<'a> Guess<'a> {
    /// `c5.large` at 0.085 after `c5.12xlarge` at 2.04 and 1.285: 0.0535, rounded like that to 0.054.
    fn of(&mut self, family: &'a str, hourly: u64) -> u64 {
        if self.family != family {
            *self = Guess { family, hourly: 0, rate: 0, unit: WHOLE };
        }
        let whole = self.hourly.wrapping_mul(self.unit);
        let twice = self.rate.wrapping_mul(hourly).wrapping_mul(2).wrapping_add(whole);
        twice.checked_div(whole.wrapping_mul(2)).unwrap_or(0).wrapping_mul(self.unit)
    }

    fn learn(&mut self, hourly: u64, rate: u64) {
        if hourly >= self.hourly {
            (self.hourly, self.rate) = (hourly, rate);
        }
        while self.unit > 1 && !rate.is_multiple_of(self.unit) {
            self.unit /= 10;
        }
    }
}
