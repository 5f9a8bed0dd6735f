//! What a commitment of one or three years costs an hour: Reserved Instances without upfront payment.

use crate::catalog::Offer;
use crate::units::MicroUsd;

/// A commitment that lowers the price: how long, and whether it can be exchanged for another family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Commitment {
    /// One year of one family in one region.
    Standard1,
    /// Three years of one family in one region.
    Standard3,
    /// One year, exchangeable.
    Convertible1,
    /// Three years, exchangeable.
    Convertible3,
}

/// The rate of each commitment per hour, in the order of [`Commitment::ALL`]; `None` where it is not sold.
pub type Rates = [Option<MicroUsd>; 4];

impl Commitment {
    /// Every commitment.
    pub const ALL: [Commitment; 4] =
        [Commitment::Standard1, Commitment::Standard3, Commitment::Convertible1, Commitment::Convertible3];
}

impl Offer {
    /// The rate of a commitment; `None` where it is not sold, or no source has it.
    pub fn committed(&self, commitment: Commitment) -> Option<MicroUsd> {
        self.reserved.as_ref()?[commitment as usize]
    }
}
