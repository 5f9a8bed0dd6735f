//! One question in a room: its round, its answers, what became of it.

use crate::event::{Given, Moment, RevealedBy, SeatId};
use std::collections::{BTreeMap, BTreeSet};

/// A question and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// From 1.
    pub round: u32,
    /// When the round began.
    pub since: Moment,
    /// Changes with every reveal, round and outcome.
    pub revision: u32,
    /// Answers of this round. Before the reveal each is its seat's alone.
    pub answers: BTreeMap<SeatId, Answer>,
    /// By whom, once it is.
    pub revealed: Option<RevealedBy>,
    /// Settled or parked, once it is.
    pub outcome: Option<Outcome>,
    /// Answers of the rounds before, all of them revealed.
    pub earlier: Vec<BTreeMap<SeatId, Answer>>,
}

/// Somebody's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it is now.
    pub given: Given,
    /// Revision, for its own seat.
    pub revision: u32,
    /// Given or changed after the reveal.
    pub late: bool,
    /// What it was at the reveal, where it was changed later.
    pub before: Option<Given>,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Decided.
    Settled {
        /// What.
        value: String,
        /// Why, may be empty.
        reason: String,
        /// Who disagrees.
        dissent: BTreeSet<SeatId>,
    },
    /// Left for later.
    Parked {
        /// Who takes care of it.
        owner: String,
        /// Why, may be empty.
        reason: String,
    },
}

impl Board {
    /// Of a question that is asked for the first time.
    pub(super) fn begun(since: Moment) -> Board {
        Board {
            round: 1,
            since,
            revision: 1,
            answers: BTreeMap::new(),
            revealed: None,
            outcome: None,
            earlier: Vec::new(),
        }
    }

    /// Whether nobody but its seat may see an answer yet.
    pub fn is_blind(&self) -> bool {
        self.revealed.is_none()
    }

    /// Whether answers are still collected in the dark: not revealed, not left for later.
    pub fn is_open(&self) -> bool {
        self.is_blind() && self.outcome.is_none()
    }

    /// Whether a date reveals it: its round began before.
    pub(crate) fn waits_for(&self, at: Moment) -> bool {
        self.is_open() && self.since < at
    }
}
