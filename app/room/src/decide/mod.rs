//! What a command leads to: events that are true of the state as it is, or a refusal that says why not.

mod answering;
mod joining;
mod leading;

use crate::command::{Command, Refusal};
use crate::event::{Event, Moment, RevealedBy, Role, SeatId, What};
use crate::limits::MAX_EVENTS;
use crate::presence::Presence;
use crate::question::Question;
use crate::state::{Board, State};
use model::scenario::link::Problem;

/// What comes of a command.
type Decided = Result<Vec<What>, Refusal>;

/// A command's sender and surroundings.
struct Asked<'a> {
    state: &'a State,
    seat: Option<SeatId>,
    now: Moment,
    presence: &'a Presence,
}

impl State {
    /// The events that a command leads to; none where all is so already. Checks everything, changes nothing.
    ///
    /// `seat` is who sends it, `None` for somebody without a seat and for the server itself.
    pub fn decide(
        &self,
        seat: Option<SeatId>,
        command: Command,
        now: Moment,
        presence: &Presence,
    ) -> Result<Vec<Event>, Refusal> {
        let now = now.max(self.last_event());
        let asked = Asked { state: self, seat: seat.filter(|seat| self.seat(*seat).is_some()), now, presence };
        let mut decided = asked.decide(command)?;
        if decided.is_empty() {
            return Ok(Vec::new());
        }
        if self.events() >= MAX_EVENTS {
            let most = model::units::grouped(MAX_EVENTS.into());
            return Err(Refusal::TooMany(format!("This room has had its {most} events. Close it and open another.")));
        }
        decided.extend(self.revealed_by_all(&decided, now));
        Ok(decided.into_iter().map(|what| Event { at: now, what }).collect())
    }

    /// Rounds that everybody has answered once these have happened, where the rule reveals them then.
    fn revealed_by_all(&self, decided: &[What], now: Moment) -> Vec<What> {
        let Some(people) = self.reveal_rule().people else { return Vec::new() };
        let mut after = self.clone();
        decided.iter().for_each(|what| after.apply(&Event { at: now, what: what.clone() }));
        if after.closing().is_some() {
            return Vec::new();
        }
        let answering = || (0..).map(SeatId).zip(after.seats()).filter(|(_, s)| s.role == Role::Answer);
        let is_complete = |board: &Board| {
            answering().count() >= usize::from(people) && answering().all(|(seat, _)| board.answers.contains_key(&seat))
        };
        let complete = after.boards().filter(|(_, board)| board.is_open() && is_complete(board));
        complete.map(|(question, board)| revealed(question, board, RevealedBy::Everybody)).collect()
    }
}

fn revealed(question: Question, board: &Board, by: RevealedBy) -> What {
    What::Revealed { question, round: board.round, by }
}

impl Asked<'_> {
    fn decide(&self, command: Command) -> Decided {
        match command {
            Command::Join { key, name, role } => self.join(key, &name, role),
            Command::Rename { name } => self.rename(&name),
            Command::TakeRole { role } => self.take_role(role),
            Command::TakeOver => self.take_over(),
            Command::Answer { question, round, against, value, why } => {
                self.answer(answering::Answering { question, round, against, value, why })
            }
            Command::Dissent { question, round, dissents } => self.dissent(&question, round, dissents),
            Command::WhatIf { scenario, against } => self.what_if(&scenario, against),
            Command::Due => self.due(),
            Command::Saved { .. } | Command::SupersededBy { .. } if self.seat.is_some() => Err(Refusal::NotYours),
            Command::Saved { id } => self.saved(id),
            Command::SupersededBy { id } => self.superseded(id),
            led => self.lead(led),
        }
    }

    /// The sender's seat, in a room that is open.
    fn seated(&self) -> Result<SeatId, Refusal> {
        let seat = self.seat.ok_or(Refusal::NotSeated)?;
        match self.state.closing() {
            Some(_) => Err(Refusal::Closed),
            None => Ok(seat),
        }
    }

    /// The same of the facilitator.
    fn leading(&self) -> Result<SeatId, Refusal> {
        match self.seated()? {
            seat if seat == self.state.facilitator() => Ok(seat),
            _ => Err(Refusal::NotYours),
        }
    }

    /// A question that is asked.
    fn question(&self, key: &str) -> Result<(Question, &Board), Refusal> {
        let asked = self.state.boards().find(|(question, _)| question.key() == key);
        asked.ok_or_else(|| {
            let keys: Vec<_> = self.state.asked().iter().map(|question| question.key()).collect();
            Refusal::Problems(vec![Problem::new("question", key, format!("one of {}", keys.join(", ")))])
        })
    }

    /// The same in the round that the sender saw.
    fn question_in(&self, key: &str, round: u32) -> Result<(Question, &Board), Refusal> {
        let (question, board) = self.question(key)?;
        if board.round == round { Ok((question, board)) } else { Err(Refusal::Stale) }
    }
}

fn no_problems(problems: Vec<Problem>) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Problems(problems)) }
}
