//! The state of a room, made of its events and of nothing else.

mod apply;
mod board;
mod seats;

pub use board::{Answer, Board, Outcome};
pub use seats::Seat;

use crate::event::{Event, KeyHash, Moment, RevealRule, Role, SeatId, WhoMay};
use crate::limits::{DAY, EXPIRES_AFTER_DAYS};
use crate::presence::Presence;
use crate::question::Question;
use model::scenario::link::{from_query, to_query};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of the last what-ifs are kept, to say who moved what.
const TRIED_KEPT: usize = 8;

/// A room. Before its first event it is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    title: String,
    scenario: String,
    seats: Vec<Seat>,
    facilitator: SeatId,
    facilitator_since: Moment,
    led_before: Option<SeatId>,
    asked: Vec<Question>,
    asked_revision: u32,
    boards: BTreeMap<Question, Board>,
    reveal: RevealRule,
    what_if_by: WhoMay,
    what_if_revision: u32,
    what_if: String,
    tried: Vec<Tried>,
    acted_on: Option<(ActedOn, Moment)>,
    on_screen: Option<OnScreen>,
    closing: Option<Closing>,
    record: Option<String>,
    supersedes: Option<String>,
    superseded_by: Option<String>,
    events: u32,
    public: u64,
    opened_at: Moment,
    last: Moment,
}

/// What was acted on last: what everybody talks about now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActedOn {
    /// A question was revealed, asked again, decided or parked.
    Question(Question),
    /// The shared what-if was moved.
    WhatIf,
}

/// What the facilitator has chosen for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnScreen {
    /// A question, however far it is.
    Question(Question),
    /// All questions.
    All,
}

impl OnScreen {
    /// A question, or all where there is none.
    pub(crate) fn of(question: Option<Question>) -> OnScreen {
        question.map_or(OnScreen::All, OnScreen::Question)
    }
}

/// A change of the shared scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// By whom.
    pub seat: SeatId,
    /// What it was, as a link's query.
    pub before: String,
    /// What it is, as a link's query.
    pub after: String,
}

/// How a room was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
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
}

impl State {
    /// The state after these events.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> State {
        let mut state = State::default();
        events.into_iter().for_each(|event| state.apply(event));
        state
    }

    /// How many events there were that everybody can see.
    pub fn public_version(&self) -> u64 {
        self.public
    }

    /// How many events there were.
    pub fn events(&self) -> u32 {
        self.events
    }

    /// What is to be decided.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The scenario that the room began with, as a link's query.
    pub fn scenario(&self) -> &str {
        &self.scenario
    }

    /// Everybody who ever took a seat, by number.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// A seat by its number.
    pub fn seat(&self, seat: SeatId) -> Option<&Seat> {
        self.seats.get(usize::from(seat.0))
    }

    /// The seat that a key opens.
    pub fn seat_of(&self, key: &KeyHash) -> Option<SeatId> {
        let index = self.seats.iter().position(|seat| seat.key == *key)?;
        u16::try_from(index).ok().map(SeatId)
    }

    /// Who reveals, settles and closes.
    pub fn facilitator(&self) -> SeatId {
        self.facilitator
    }

    /// Since when that is so.
    pub fn facilitator_since(&self) -> Moment {
        self.facilitator_since
    }

    /// From whom the facilitator took over, if it came to that.
    pub fn led_before(&self) -> Option<SeatId> {
        self.led_before
    }

    /// The questions asked, in order.
    pub fn asked(&self) -> &[Question] {
        &self.asked
    }

    /// Revision of the list of questions.
    pub fn asked_revision(&self) -> u32 {
        self.asked_revision
    }

    /// A question that is or was asked.
    pub fn board(&self, question: Question) -> Option<&Board> {
        self.boards.get(&question)
    }

    /// The questions asked, in order, with what became of each.
    pub fn boards(&self) -> impl Iterator<Item = (Question, &Board)> {
        self.asked.iter().filter_map(|question| Some((*question, self.boards.get(question)?)))
    }

    /// What was acted on last; nothing before the first reveal.
    pub fn acted_on(&self) -> Option<ActedOn> {
        self.acted_on.map(|(what, _)| what)
    }

    /// What the facilitator has chosen for the screen; nothing once something was acted on after that.
    pub fn on_screen(&self) -> Option<OnScreen> {
        self.on_screen
    }

    /// When answers show themselves.
    pub fn reveal_rule(&self) -> RevealRule {
        self.reveal
    }

    /// Who may move the what-if.
    pub fn what_if_by(&self) -> WhoMay {
        self.what_if_by
    }

    /// Revision of the what-if.
    pub fn what_if_revision(&self) -> u32 {
        self.what_if_revision
    }

    /// The shared scenario as a link's query: what was tried last, with what was settled since.
    pub fn what_if(&self) -> &str {
        &self.what_if
    }

    /// The last changes of the shared scenario, the newest last.
    pub fn tried(&self) -> &[Tried] {
        &self.tried
    }

    /// How it was closed, once it is.
    pub fn closing(&self) -> Option<&Closing> {
        self.closing.as_ref()
    }

    /// The record's id, once it is saved.
    pub fn record(&self) -> Option<&str> {
        self.record.as_deref()
    }

    /// The saved decision that this room reviews.
    pub fn supersedes(&self) -> Option<&str> {
        self.supersedes.as_deref()
    }

    /// The record of the decision that took this one's place.
    pub fn superseded_by(&self) -> Option<&str> {
        self.superseded_by.as_deref()
    }

    /// When the last event happened.
    pub fn last_event(&self) -> Moment {
        self.last
    }

    /// Seconds that the facilitator has been away, from becoming it on.
    pub fn facilitator_away(&self, presence: &Presence, now: Moment) -> u64 {
        presence.away(self.facilitator, now).min(now.since(self.facilitator_since))
    }

    /// When it was opened.
    pub fn opened_at(&self) -> Moment {
        self.opened_at
    }

    /// When the room may go: so many days after its last event. `None` where it lives on as a record.
    pub fn expires_at(&self, after_days: Option<u64>) -> Option<Moment> {
        let days = after_days.unwrap_or(EXPIRES_AFTER_DAYS);
        self.record.is_none().then(|| self.last.plus(days.saturating_mul(DAY)))
    }

    /// Who has answered a round. Of those who watch now and have answered before, one in the dark counts nothing; a revealed
    /// one kept none.
    pub(crate) fn counted_answers<'a>(&'a self, board: &'a Board) -> impl Iterator<Item = SeatId> + 'a {
        let answers = |seat: &SeatId| self.seat(*seat).is_some_and(|s| s.role == Role::Answer);
        board.answers.keys().copied().filter(move |seat| !board.is_blind() || answers(seat))
    }

    /// When the server should say that time has come, if ever.
    pub fn due_at(&self) -> Option<Moment> {
        let at = self.reveal.at.filter(|_| self.closing.is_none())?;
        self.boards().any(|(_, board)| board.waits_for(at)).then_some(at)
    }

    /// What is decided, as a link's query: the shared scenario as it is, or the room's own with what was settled.
    pub fn decided_scenario(&self, with_what_if: bool) -> String {
        if with_what_if {
            return self.what_if.clone();
        }
        let mut scenario = from_query(&self.scenario).scenario;
        for (question, board) in self.boards() {
            if let Some(Outcome::Settled { value, .. }) = &board.outcome {
                question.set(&mut scenario, Some(value));
            }
        }
        to_query(&scenario)
    }
}
