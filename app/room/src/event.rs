//! What happened in a room: the only thing that is kept. Append-only, small, each with its moment.

use crate::question::Question;
use serde::{Deserialize, Serialize};

/// Seconds since 1970, always given by the caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub u64);

impl Moment {
    /// So many seconds later.
    pub fn plus(self, seconds: u64) -> Moment {
        Moment(self.0.saturating_add(seconds))
    }

    /// Seconds since an earlier moment, 0 if that is later.
    pub fn since(self, earlier: Moment) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A seat's number within its room, in the order of joining. 0 is the one who opened the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeatId(pub u16);

/// Whether a seat answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Answers, and is waited for.
    #[default]
    Answer,
    /// Looks on, and is never counted.
    Watch,
}

/// The hash of a seat's key, as text of the caller's making. It is never part of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyHash(pub String);

/// An answer: a value, or "not sure", with an optional line of why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Given {
    /// The code of an option or a whole number; `None` is "not sure".
    pub value: Option<String>,
    /// Why, may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// When answers show themselves without anybody's doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealRule {
    /// From this moment on.
    pub at: Option<Moment>,
    /// Once so many people have answered, and everybody who has a seat and answers.
    pub people: Option<u16>,
}

/// What revealed a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevealedBy {
    /// Somebody.
    Seat(SeatId),
    /// The date of the rule.
    Date,
    /// Everybody has answered.
    Everybody,
}

/// Who may move the shared what-if.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhoMay {
    /// Everybody with a seat.
    #[default]
    Everyone,
    /// The facilitator only.
    Facilitator,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What happened. All text has been checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// The room was opened, by whoever has seat 0.
    Opened {
        /// What is to be decided.
        title: String,
        /// The scenario as a link's query.
        scenario: String,
        /// In the order of asking.
        questions: Vec<Question>,
        /// When answers show themselves.
        reveal: RevealRule,
        /// Who may move the what-if.
        what_if_by: WhoMay,
        /// The facilitator's name.
        name: String,
        /// Whether the facilitator answers, too.
        role: Role,
        /// Of the facilitator's key.
        key: KeyHash,
        /// The saved decision that this room reviews.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supersedes: Option<String>,
    },
    /// Somebody took a seat.
    Joined {
        /// The next number.
        seat: SeatId,
        /// As typed.
        name: String,
        /// Answers or watches.
        role: Role,
        /// Of the seat's key.
        key: KeyHash,
    },
    /// A seat has another name.
    Renamed {
        /// Whose.
        seat: SeatId,
        /// As typed.
        name: String,
    },
    /// A seat answers from now on, or watches.
    RoleTaken {
        /// Whose.
        seat: SeatId,
        /// Which.
        role: Role,
    },
    /// Another list of questions.
    Asked {
        /// All of them, in order.
        questions: Vec<Question>,
    },
    /// Another rule for the reveal.
    RevealRuled {
        /// The rule.
        reveal: RevealRule,
    },
    /// An answer was given or changed.
    Answered {
        /// Whose.
        seat: SeatId,
        /// To what.
        question: Question,
        /// In which round.
        round: u32,
        /// The answer.
        given: Given,
        /// After the reveal.
        late: bool,
    },
    /// A round was revealed.
    Revealed {
        /// Of what.
        question: Question,
        /// Which.
        round: u32,
        /// By whom.
        by: RevealedBy,
    },
    /// The next round begins.
    AskedAgain {
        /// Of what.
        question: Question,
        /// The new round.
        round: u32,
    },
    /// A decision.
    Settled {
        /// Of what.
        question: Question,
        /// In which round.
        round: u32,
        /// What is decided.
        value: String,
        /// Why, may be empty.
        reason: String,
        /// Who disagrees and wants it known.
        dissent: Vec<SeatId>,
    },
    /// Somebody disagrees with a decision by name, or no longer.
    Dissented {
        /// Who.
        seat: SeatId,
        /// With which decision.
        question: Question,
        /// In which round.
        round: u32,
        /// Whether still.
        dissents: bool,
    },
    /// A question was left for later.
    Parked {
        /// Which.
        question: Question,
        /// In which round.
        round: u32,
        /// Who takes care of it.
        owner: String,
        /// Why, may be empty.
        reason: String,
    },
    /// The facilitator chose what the screen shows until something is acted on.
    ShownOnScreen {
        /// Which; `None` is all questions.
        question: Option<Question>,
    },
    /// The shared scenario was changed.
    Tried {
        /// By whom.
        seat: SeatId,
        /// As a link's query.
        scenario: String,
    },
    /// Others may move the what-if.
    WhatIfGiven {
        /// Who.
        to: WhoMay,
    },
    /// Another facilitator.
    TookOver {
        /// Who.
        seat: SeatId,
    },
    /// The end: nothing but the record's id and links may follow.
    Closed {
        /// By whom.
        by: SeatId,
        /// Of the record.
        title: String,
        /// For the record, may be empty.
        note: String,
        /// What is decided, as a link's query.
        scenario: String,
    },
    /// The record has been saved.
    Saved {
        /// Its id.
        id: String,
    },
    /// A later decision takes this one's place.
    Superseded {
        /// Its record's id.
        by: String,
    },
}
