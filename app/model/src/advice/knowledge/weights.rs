//! What matters how much: weights of the dimensions, shifted by each answer. Judgement throughout.

use super::findings::Case;
use super::options::{DIMENSIONS, Dimension, OptionRow};
use crate::scenario::answers::{Answer, Level, Policy};

/// A weight for each dimension, 0 to 3, in the order of [`Dimension::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights(pub [u8; DIMENSIONS]);

impl Weights {
    /// Before any answer: operations and support 2, performance and VPC 1.
    pub const BASE: Weights = Weights([1, 1, 0, 0, 0, 0, 0, 2, 2]);

    /// The weights of a case.
    pub fn of(case: &Case) -> Weights {
        let answers = case.answers;
        let mut weights = Weights::BASE;
        let mut set = |dimension: Dimension, weight: u8| weights.0[dimension as usize] = weight;
        let by_answer = |answer: Answer| match answer {
            Answer::No => 0,
            Answer::NotSure => 1,
            Answer::Yes => 3,
        };
        set(Dimension::Performance, if case.performance_is_high() { 3 } else { by_answer(answers.performance) });
        let own_groups = answers.security_groups == Answer::Yes;
        set(Dimension::Vpc, if own_groups { 3 } else { by_answer(answers.vpc_investment) });
        set(Dimension::Density, if case.density_presses() { 3 } else { 0 });
        set(Dimension::Addresses, if case.is_short() { 3 } else { 0 });
        set(Dimension::Encryption, if case.needs_software_encryption() { 3 } else { 0 });
        set(
            Dimension::Policy,
            match answers.policy {
                Policy::None | Policy::NotAsked => 0,
                Policy::Basic => 1,
                Policy::Advanced | Policy::DnsNames | Policy::Layer7 => 3,
            },
        );
        set(
            Dimension::Portability,
            match answers.portability {
                Level::None | Level::NotAsked => 0,
                Level::Some => 1,
                Level::Strong => 3,
            },
        );
        if answers.operator.is_self_managed() {
            set(Dimension::Support, 0);
        }
        weights
    }

    /// One dimension's weight.
    pub fn get(&self, dimension: Dimension) -> u8 {
        self.0[dimension as usize]
    }

    /// How well an option fits: `sum(w * s) / (3 * sum(w))`.
    ///
    /// Base weights, VPC CNI with secondary IPs: `(2*3 + 2*3 + 1*3 + 1*3) / (3 * 6) = 1.000`.
    pub fn fit(&self, option: &OptionRow) -> Fit {
        let products = Dimension::ALL.iter().map(|&d| u32::from(self.get(d)) * u32::from(option.score(d)));
        let sum: u32 = self.0.iter().map(|w| u32::from(*w)).sum();
        Fit { points: products.sum(), of: 3 * sum }
    }
}

/// A fit between 0 and 1, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// `sum(w * s)`.
    pub points: u32,
    /// `3 * sum(w)`, the most there can be; never 0.
    pub of: u32,
}

/// Differences below this many thousandths mean nothing.
pub const MEANINGLESS: u32 = 50;

impl Fit {
    /// In thousandths, half up.
    pub fn thousandths(self) -> u32 {
        (self.points * 1_000 + self.of / 2) / self.of.max(1)
    }

    /// `0.833`.
    pub fn text(self) -> String {
        let thousandths = self.thousandths();
        format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
    }
}
