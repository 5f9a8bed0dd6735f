//! The decision: constraints first, then the weighted score. Cheap, so that "what if" can be asked often.

use super::knowledge::constraints::{CONSTRAINTS, Constraint};
use super::knowledge::findings::Case;
use super::knowledge::migration::is_near;
use super::knowledge::options::{Dimension, OPTIONS, OptionId, OptionRow};
use super::knowledge::weights::{Fit, Weights};
use crate::order::sort_short_by_key;
use crate::scenario::answers::CurrentCni;
use std::cmp::Reverse;

/// An option that passed, and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The option.
    pub id: OptionId,
    /// Its fit.
    pub fit: Fit,
}

/// An option that did not pass, and every rule it fell to.
#[derive(Clone, Debug)]
pub struct Eliminated {
    /// The option.
    pub id: OptionId,
    /// The rules, in the order of the table.
    pub by: Vec<&'static Constraint>,
}

/// What comes of a case.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Weights that counted.
    pub weights: Weights,
    /// Best first.
    pub ranked: Vec<Ranked>,
    /// By the order of the table.
    pub eliminated: Vec<Eliminated>,
}

/// Decides a case among all options.
pub fn decide(case: &Case) -> Decision {
    decide_among(case, &OPTIONS)
}

/// Decides a case among these options, whose order does not matter.
pub fn decide_among(case: &Case, options: &[OptionRow]) -> Decision {
    let weights = Weights::of(case);
    let in_force: Vec<&Constraint> = CONSTRAINTS.iter().filter(|c| (c.applies)(case)).collect();
    let (mut ranked, mut eliminated) = (Vec::new(), Vec::new());
    for row in options {
        let by: Vec<_> = in_force.iter().copied().filter(|c| !(c.keeps)(case, row.id)).collect();
        match by.is_empty() {
            true => ranked.push((row, weights.fit(row))),
            false => eliminated.push(Eliminated { id: row.id, by }),
        }
    }
    let runs = case.answers.current_cni;
    sort_short_by_key(&mut ranked, |(row, fit)| order(row, *fit, runs));
    sort_short_by_key(&mut eliminated, |e| e.id);
    let ranked = ranked.into_iter().map(|(row, fit)| Ranked { id: row.id, fit }).collect();
    Decision { weights, ranked, eliminated }
}

/// Ties: easier to operate, better supported, nearer to what runs today, then the simpler one, which is
/// the order of [`OptionId`].
fn order(row: &OptionRow, fit: Fit, runs: CurrentCni) -> (Reverse<u32>, Reverse<u8>, Reverse<u8>, bool, OptionId) {
    let score = |d| Reverse(row.score(d));
    (Reverse(fit.points), score(Dimension::Operations), score(Dimension::Support), !is_near(row.id, runs), row.id)
}

impl Decision {
    /// The headline: the best option, `None` where nothing passes.
    pub fn best(&self) -> Option<OptionId> {
        self.ranked.first().map(|r| r.id)
    }

    /// Options whose fit equals the best one's, the best included.
    pub fn tied(&self) -> impl Iterator<Item = OptionId> {
        let best = self.ranked.first().map(|r| r.fit);
        self.ranked.iter().filter(move |r| Some(r.fit) == best).map(|r| r.id)
    }

    /// An option's fit, if it passed.
    pub fn fit(&self, id: OptionId) -> Option<Fit> {
        self.ranked.iter().find(|r| r.id == id).map(|r| r.fit)
    }

    /// What eliminated an option; nothing if it passed.
    pub fn eliminated_by(&self, id: OptionId) -> &[&'static Constraint] {
        self.eliminated.iter().find(|e| e.id == id).map_or(&[], |e| &e.by)
    }
}

impl std::fmt::Debug for Constraint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.id, self.key)
    }
}
