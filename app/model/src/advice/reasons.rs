//! Why an option fits and why it does not, from its scores, the weights and what is known of it.

use super::decide::Decision;
use super::knowledge::fact::Fact;
use super::knowledge::facts::{Aspect, fact};
use super::knowledge::options::{Dimension, OptionId, OptionRow};
use crate::order::sort_short_by_key;
use std::cmp::Reverse;

/// A score from this on speaks for an option.
const GOOD: u8 = 3;
/// A score up to this speaks against it.
const POOR: u8 = 1;

/// A dimension that counts here, with what the option scores on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The dimension.
    pub dimension: Dimension,
    /// How much it counts, 1 to 3.
    pub weight: u8,
    /// The option's score, 0 to 3.
    pub score: u8,
    /// What the score rests on.
    pub fact: Option<(Aspect, &'static Fact)>,
}

/// Reasons for and against an option, those that count most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// For it.
    pub why: Vec<Reason>,
    /// Against it.
    pub why_not: Vec<Reason>,
}

/// The reasons by what counts in a decision.
pub fn reasons(decision: &Decision, option: &OptionRow) -> Reasons {
    let mut reasons = Reasons::default();
    for dimension in Dimension::ALL {
        let (weight, score) = (decision.weights.get(dimension), option.score(dimension));
        let reason = Reason { dimension, weight, score, fact: fact_of(option.id, dimension) };
        match score {
            _ if weight == 0 => {}
            GOOD.. => reasons.why.push(reason),
            ..=POOR => reasons.why_not.push(reason),
            _ => {}
        }
    }
    sort_short_by_key(&mut reasons.why, |r| (Reverse(r.weight), 0));
    sort_short_by_key(&mut reasons.why_not, |r| (Reverse(r.weight), r.score));
    reasons
}

/// The fact that an option's score on a dimension rests on.
fn fact_of(option: OptionId, dimension: Dimension) -> Option<(Aspect, &'static Fact)> {
    let aspect = match dimension {
        Dimension::Performance => Aspect::PerformanceClass,
        Dimension::Vpc => Aspect::Routable,
        Dimension::Density => Aspect::DensityLimit,
        Dimension::Addresses => Aspect::NodeAddresses,
        Dimension::Encryption => Aspect::Encryption,
        Dimension::Policy => Aspect::Policy,
        Dimension::Portability => Aspect::Portability,
        Dimension::Operations => Aspect::Operations,
        Dimension::Support => Aspect::Supporter,
    };
    Some((aspect, fact(option, aspect)?))
}
