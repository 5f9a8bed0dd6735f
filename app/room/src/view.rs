//! What leaves a room: what everybody may see, and what one seat sees besides.
//!
//! [`Room`] is made without looking at whom it is for, so it is the same for every seat and the screen. Of a round that
//! is not revealed it holds who has answered, in the order of seats, and nothing else.

mod build;
mod moves;

use crate::event::{Moment, RevealRule, RevealedBy, Role, SeatId, WhoMay};
use crate::presence::Presence;
use crate::question::Question;
use crate::state::{ActedOn, OnScreen, State};
use crate::verdict::{Verdict, Verdicts};
pub use moves::Move;
use serde::Serialize;
use std::sync::Arc;

/// What the server knows and a state does not.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Who is there.
    pub presence: &'a Presence,
    /// The time.
    pub now: Moment,
    /// What the answers lead to; shown only where they are of this state.
    pub verdicts: Option<&'a Verdicts>,
}

/// What one person may see.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// Goes up with every event that this person can see, and no other.
    pub version: u64,
    /// What everybody sees.
    pub room: Arc<Room>,
    /// Who looks; `None` on the screen.
    pub you: Option<You>,
}

/// What everybody sees.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Room {
    /// Events that everybody can see.
    pub version: u64,
    /// What is to be decided.
    pub title: String,
    /// The scenario as a link's query.
    pub scenario: String,
    /// Everybody, in the order of seats.
    pub people: Vec<Person>,
    /// How many of them answer.
    pub answering: usize,
    /// Who leads.
    pub facilitator: SeatId,
    /// From whom the facilitator took over, if it came to that: all are told.
    pub led_before: Option<SeatId>,
    /// Whether another may take over: the facilitator has been away for two minutes.
    pub may_take_over: bool,
    /// The questions asked, in order.
    pub questions: Vec<Asked>,
    /// Revision of the list of questions.
    pub asked_revision: u32,
    /// What was acted on last, and so is talked about; nothing before the first reveal.
    pub acted_on: Option<ActedOn>,
    /// What the facilitator has chosen for the screen, until something is acted on.
    pub on_screen: Option<OnScreen>,
    /// What all revealed answers together lead to, where two questions or more are revealed.
    pub verdict: Option<Verdict>,
    /// When answers show themselves.
    pub reveal: RevealRule,
    /// The scenario with what has been decided so far, as a link's query.
    pub decided: String,
    /// The shared scenario.
    pub what_if: WhatIf,
    /// How it ended, once it has.
    pub closed: Option<Closed>,
    /// The saved decision that this room reviews.
    pub supersedes: Option<String>,
    /// The record of the decision that took this one's place.
    pub superseded_by: Option<String>,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// Number of the seat.
    pub seat: SeatId,
    /// The name, told apart from others.
    pub label: String,
    /// Answers or watches.
    pub role: Role,
    /// Whether a stream is open.
    pub is_here: bool,
    /// Whether this is the facilitator.
    pub leads: bool,
}

/// How far a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Answers are collected; nobody sees another's.
    Open,
    /// All see all answers.
    Revealed,
    /// Decided.
    Settled,
    /// Left for later.
    Parked,
}

/// A question, as everybody sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// Which.
    pub question: Question,
    /// How it is asked of this scenario.
    pub text: String,
    /// From 1.
    pub round: u32,
    /// What an outcome is made against.
    pub revision: u32,
    /// How far it is.
    pub phase: Phase,
    /// Who has answered, in the order of seats.
    pub answered: Vec<SeatId>,
    /// The answers, once revealed.
    pub revealed: Option<Revealed>,
    /// The decision.
    pub settled: Option<Settled>,
    /// Who takes care of it, and why it was left.
    pub parked: Option<Parked>,
    /// What the answers lead to.
    pub verdict: Option<Verdict>,
}

/// The answers to a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Revealed {
    /// By whom or what.
    pub by: RevealedBy,
    /// The same in words: `Ana`, `the date`, `everybody has answered`.
    pub by_words: String,
    /// A column for each answer given, in the order of the options, or of the numbers; "not sure" last.
    pub columns: Vec<Column>,
    /// Who answers and has not, in the order of seats.
    pub missing: Vec<SeatId>,
    /// Of numbers, without those who are not sure.
    pub numbers: Option<Numbers>,
}

/// Those who gave the same answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// `None` is "not sure".
    pub value: Option<String>,
    /// In words.
    pub words: String,
    /// In the order of seats.
    pub chips: Vec<Chip>,
}

/// Somebody's answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chip {
    /// Whose.
    pub seat: SeatId,
    /// The name.
    pub label: String,
    /// May be empty.
    pub why: String,
    /// Given or changed after the reveal.
    pub late: bool,
    /// What it was at the reveal, in words, where it was changed later.
    pub was: Option<String>,
}

/// Where the numbers lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// The least.
    pub least: u32,
    /// Half are as low or lower. Of two in the middle their mean, rounded half up.
    pub median: u32,
    /// The greatest.
    pub greatest: u32,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settled {
    /// A code or number.
    pub value: String,
    /// In words.
    pub words: String,
    /// May be empty.
    pub reason: String,
    /// Who disagrees by name.
    pub dissent: Vec<SeatId>,
}

/// A question left for later.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parked {
    /// Who takes care of it.
    pub owner: String,
    /// May be empty.
    pub reason: String,
}

/// The shared scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhatIf {
    /// As a link's query: what was tried last, else the room's, with what was settled since.
    pub scenario: String,
    /// What a change is made against; 0 before the first.
    pub revision: u32,
    /// Who may move it.
    pub by: WhoMay,
    /// The last changes, the newest first: who moved what.
    pub moves: Vec<Move>,
}

/// How a room ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Closed {
    /// By whom.
    pub by: SeatId,
    /// When.
    pub at: Moment,
    /// Of the record.
    pub title: String,
    /// For the record.
    pub note: String,
    /// What is decided, as a link's query.
    pub scenario: String,
    /// Id of the record, once it is saved.
    pub record: Option<String>,
}

/// Who looks, and what only they see.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct You {
    /// Number of the seat.
    pub seat: SeatId,
    /// As others see it.
    pub label: String,
    /// As typed.
    pub name: String,
    /// Answers or watches.
    pub role: Role,
    /// Whether this is the facilitator.
    pub leads: bool,
    /// Whether the what-if may be moved.
    pub may_what_if: bool,
    /// For each question asked, in order: one's own answer in this round.
    pub answers: Vec<Own>,
}

/// One's own answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Own {
    /// To what.
    pub question: Question,
    /// What a change is made against; 0 where there is no answer yet.
    pub revision: u32,
    /// Whether there is one.
    pub answered: bool,
    /// `None` is "not sure", or no answer yet.
    pub value: Option<String>,
    /// May be empty.
    pub why: String,
    /// What it was in the round before.
    pub last_round: Option<String>,
}

impl State {
    /// What everybody may see.
    pub fn room(&self, around: &Around) -> Room {
        build::room(self, around)
    }

    /// What a seat may see.
    pub fn for_seat(&self, seat: SeatId, around: &Around) -> View {
        self.seat_in(Arc::new(self.room(around)), seat)
    }

    /// What the screen may see.
    pub fn for_screen(&self, around: &Around) -> View {
        self.screen_in(Arc::new(self.room(around)))
    }

    /// What a seat may see, of a room that has been made for everybody.
    pub fn seat_in(&self, room: Arc<Room>, seat: SeatId) -> View {
        let own = self.seat(seat).map_or(0, |s| s.own);
        View { version: room.version + own, you: build::you(self, seat), room }
    }

    /// What the screen may see, of a room that has been made for everybody.
    pub fn screen_in(&self, room: Arc<Room>) -> View {
        View { version: room.version, you: None, room }
    }
}

impl Room {
    /// Somebody by the number of their seat.
    pub fn person(&self, seat: SeatId) -> Option<&Person> {
        self.people.get(usize::from(seat.0))
    }

    /// Their label; empty for no such seat.
    pub fn label(&self, seat: SeatId) -> &str {
        self.person(seat).map_or("", |person| &person.label)
    }
}

impl You {
    /// One's own answer to a question that is asked.
    pub fn own(&self, question: Question) -> Option<&Own> {
        self.answers.iter().find(|own| own.question == question)
    }
}
