//! What the facilitator may do, and the server where nobody has to.

use super::{Asked, Decided, no_problems, revealed};
use crate::command::{Command, Refusal, check_rule, questions};
use crate::event::{RevealRule, RevealedBy, SeatId, What, WhoMay};
use crate::limits::{MAX_NOTE, MAX_ROUNDS, MAX_TITLE, MAX_WHY};
use crate::state::{Board, OnScreen, Outcome};
use crate::text::{Field, line, lines};
use model::scenario::link::Problem;
use std::collections::BTreeSet;

const TITLE: Field = Field { name: "title", most: MAX_TITLE, optional: true };
const NOTE: Field = Field { name: "note", most: MAX_NOTE, optional: true };
const REASON: Field = Field { name: "reason", most: MAX_WHY, optional: true };
const OWNER: Field = Field { name: "owner", most: MAX_WHY, optional: false };

const NOT_REVEALED: &str = "The answers have not been revealed yet.";

/// The question that an outcome is for, as its sender saw it.
struct Seen {
    question: String,
    round: u32,
    against: u32,
}

impl Asked<'_> {
    /// A command of the facilitator's.
    pub(super) fn lead(&self, command: Command) -> Decided {
        // Whoever closes a closed room has closed it.
        if let (Command::Close { .. }, Some(closing)) = (&command, self.state.closing())
            && self.seat == Some(closing.by)
        {
            return Ok(Vec::new());
        }
        let leader = self.leading()?;
        match command {
            Command::Ask { questions, against } => self.ask(&questions, against),
            Command::RuleReveal { reveal } => self.rule_reveal(reveal),
            Command::Reveal { question, round } => self.reveal(&question, round, leader),
            Command::RevealAll => Ok(self.reveal_answered(RevealedBy::Seat(leader), |_| true)),
            Command::AskAgain { question, round } => self.ask_again(&question, round),
            Command::Settle { question, round, against, value, reason, dissent } => {
                self.settle(Seen { question, round, against }, (&value, &reason), dissent)
            }
            Command::Park { question, round, against, owner, reason } => {
                self.park(Seen { question, round, against }, &owner, &reason)
            }
            Command::ShowOnScreen { question } => self.show_on_screen(question.as_deref()),
            Command::GiveWhatIf { to } => self.give_what_if(to),
            Command::Close { title, note, with_what_if } => self.close(leader, (&title, &note), with_what_if),
            _ => Err(Refusal::NotYours),
        }
    }

    fn ask(&self, keys: &[String], against: u32) -> Decided {
        let mut problems = Vec::new();
        let questions = questions(keys, &mut problems);
        no_problems(problems)?;
        if questions == self.state.asked() {
            return Ok(Vec::new());
        }
        if self.state.asked_revision() != against {
            return Err(Refusal::Stale);
        }
        Ok(vec![What::Asked { questions }])
    }

    fn rule_reveal(&self, reveal: RevealRule) -> Decided {
        if reveal == self.state.reveal_rule() {
            return Ok(Vec::new());
        }
        let mut problems = Vec::new();
        check_rule(reveal, self.now, &mut problems);
        no_problems(problems)?;
        Ok(vec![What::RevealRuled { reveal }])
    }

    fn reveal(&self, key: &str, round: u32, leader: SeatId) -> Decided {
        let (question, board) = self.question_in(key, round)?;
        match board.is_blind() {
            true => Ok(vec![revealed(question, board, RevealedBy::Seat(leader))]),
            false => Ok(Vec::new()),
        }
    }

    /// Reveals those that have an answer: one without shows nothing, and whoever answers it later would not answer alone.
    fn reveal_answered(&self, by: RevealedBy, holds: impl Fn(&Board) -> bool) -> Vec<What> {
        let is_answered = |board: &Board| self.state.counted_answers(board).next().is_some();
        let open = self.state.boards().filter(|(_, board)| board.is_open() && is_answered(board) && holds(board));
        open.map(|(question, board)| revealed(question, board, by)).collect()
    }

    fn ask_again(&self, key: &str, round: u32) -> Decided {
        let (question, board) = self.question(key)?;
        match board.round {
            // Somebody else was quicker, or the command came twice.
            now if now == round.saturating_add(1) && board.is_open() => Ok(Vec::new()),
            now if now != round => Err(Refusal::Stale),
            _ if board.is_blind() => Err(Refusal::NotNow(NOT_REVEALED.into())),
            now if now >= MAX_ROUNDS => Err(Refusal::TooMany(format!("A question has at most {MAX_ROUNDS} rounds."))),
            now => Ok(vec![What::AskedAgain { question, round: now + 1 }]),
        }
    }

    fn settle(&self, seen: Seen, (value, reason): (&str, &str), dissent: Vec<SeatId>) -> Decided {
        let (question, board) = self.question_in(&seen.question, seen.round)?;
        if board.is_blind() {
            return Err(Refusal::NotNow(NOT_REVEALED.into()));
        }
        let mut problems = Vec::new();
        let decided = question.check(value).map_err(|problem| problems.push(*problem)).ok();
        if decided == Some(None) {
            problems.push(Problem::new(question.key(), value, "a decision; park the question to leave it open"));
        }
        let reason = REASON.check(line(reason), &mut problems);
        let dissent: BTreeSet<SeatId> = dissent.into_iter().collect();
        for seat in dissent.iter().filter(|seat| self.state.seat(**seat).is_none()) {
            problems.push(Problem::new("dissent", &seat.0.to_string(), "the numbers of seats in this room"));
        }
        no_problems(problems)?;
        let value = decided.flatten().unwrap_or_default();
        if let Some(Outcome::Settled { value: v, reason: r, dissent: d }) = &board.outcome
            && (v, r) == (&value, &reason)
            && dissent.iter().all(|seat| d.contains(seat))
        {
            return Ok(Vec::new());
        }
        if board.revision != seen.against {
            return Err(Refusal::Stale);
        }
        let dissent = dissent.into_iter().collect();
        Ok(vec![What::Settled { question, round: board.round, value, reason, dissent }])
    }

    fn park(&self, seen: Seen, owner: &str, reason: &str) -> Decided {
        let (question, board) = self.question_in(&seen.question, seen.round)?;
        let mut problems = Vec::new();
        let owner = OWNER.check(line(owner), &mut problems);
        let reason = REASON.check(line(reason), &mut problems);
        no_problems(problems)?;
        let parked = Outcome::Parked { owner: owner.clone(), reason: reason.clone() };
        if board.outcome.as_ref() == Some(&parked) {
            return Ok(Vec::new());
        }
        if board.revision != seen.against {
            return Err(Refusal::Stale);
        }
        Ok(vec![What::Parked { question, round: board.round, owner, reason }])
    }

    fn show_on_screen(&self, key: Option<&str>) -> Decided {
        let question = key.map(|key| self.question(key)).transpose()?.map(|(question, _)| question);
        let is_so = self.state.on_screen() == Some(OnScreen::of(question));
        Ok(if is_so { Vec::new() } else { vec![What::ShownOnScreen { question }] })
    }

    fn give_what_if(&self, to: WhoMay) -> Decided {
        Ok(if self.state.what_if_by() == to { Vec::new() } else { vec![What::WhatIfGiven { to }] })
    }

    fn close(&self, by: SeatId, (title, note): (&str, &str), with_what_if: bool) -> Decided {
        let mut problems = Vec::new();
        let title = TITLE.check(line(title), &mut problems);
        let note = NOTE.check(lines(note), &mut problems);
        no_problems(problems)?;
        let title = if title.is_empty() { self.state.title().to_string() } else { title };
        Ok(vec![What::Closed { by, title, note, scenario: self.state.decided_scenario(with_what_if) }])
    }

    /// What the date reveals, once it has come. It is over then, so that what nobody has answered by it does not
    /// show its first answer to those who are still to give theirs.
    pub(super) fn due(&self) -> Decided {
        let Some(at) = self.state.due_at().filter(|at| *at <= self.now) else { return Ok(Vec::new()) };
        let waiting = self.state.boards().filter(|(_, board)| board.waits_for(at)).count();
        let mut decided = self.reveal_answered(RevealedBy::Date, |board| board.waits_for(at));
        if decided.len() < waiting {
            decided.push(What::RevealRuled { reveal: RevealRule { at: None, ..self.state.reveal_rule() } });
        }
        Ok(decided)
    }

    pub(super) fn saved(&self, id: String) -> Decided {
        match (self.state.closing(), self.state.record()) {
            (None, _) => Err(Refusal::NotNow("The room is not closed.".into())),
            (_, Some(saved)) if saved == id => Ok(Vec::new()),
            (_, Some(_)) => Err(Refusal::NotNow("The record has been saved already.".into())),
            (Some(_), None) => Ok(vec![What::Saved { id }]),
        }
    }

    pub(super) fn superseded(&self, by: String) -> Decided {
        match self.state.record() {
            None => Err(Refusal::NotNow("The record has not been saved yet.".into())),
            Some(_) if self.state.superseded_by() == Some(&by) => Ok(Vec::new()),
            Some(_) => Ok(vec![What::Superseded { by }]),
        }
    }
}
