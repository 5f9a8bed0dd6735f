//! What a verdict rests on: the scenario, what was settled, and the answers that everybody has seen.

use crate::question::Question;
use crate::state::{Outcome, State};
use std::collections::BTreeMap;

/// What a verdict rests on. Equal bases give equal verdicts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Basis {
    /// The scenario, with what was settled, as a link's query.
    pub scenario: String,
    /// Questions that are revealed, in the order of asking.
    pub spanned: Vec<Spanned>,
}

/// A question that is revealed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned {
    /// Which.
    pub question: Question,
    /// How many people gave each answer; `None` is "not sure".
    pub given: BTreeMap<Option<String>, usize>,
    /// What was decided, once it is: the others are weighed with that alone.
    pub settled: Option<String>,
}

impl State {
    /// What a verdict on this state rests on. Nothing of a round in the dark is in it.
    pub fn basis(&self) -> Basis {
        let revealed = self.boards().filter(|(_, board)| !board.is_blind());
        let spanned = revealed.map(|(question, board)| {
            let mut given: BTreeMap<Option<String>, usize> = BTreeMap::new();
            board.answers.values().for_each(|answer| *given.entry(answer.given.value.clone()).or_default() += 1);
            let settled = match &board.outcome {
                Some(Outcome::Settled { value, .. }) => Some(value.clone()),
                _ => None,
            };
            Spanned { question, given, settled }
        });
        Basis { scenario: self.decided_scenario(false), spanned: spanned.collect() }
    }
}
