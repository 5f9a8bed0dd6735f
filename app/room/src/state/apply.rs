//! What each event does. Events have been checked: what one does not fit is passed over.

use super::board::{Answer, Board, Outcome};
use super::{ActedOn, Closing, OnScreen, State, TRIED_KEPT, Tried, seats};
use crate::event::{Event, Given, KeyHash, Role, SeatId, What};
use crate::question::Question;
use crate::state::Seat;
use model::scenario::link::{from_query, to_query};

impl State {
    /// Takes an event in.
    pub fn apply(&mut self, event: &Event) {
        self.events = self.events.saturating_add(1);
        self.last = self.last.max(event.at);
        match &event.what {
            What::Answered { seat, question, round, given, late } => {
                if self.answered(*seat, *question, *round, (given, *late)) {
                    self.public += 1;
                }
            }
            other => {
                self.public += 1;
                self.apply_public(event, other);
            }
        }
    }

    /// An event that everybody may see.
    fn apply_public(&mut self, event: &Event, what: &What) {
        match what {
            What::Opened { title, scenario, questions, reveal, what_if_by, name, role, key, supersedes } => {
                self.title.clone_from(title);
                self.scenario.clone_from(scenario);
                self.what_if.clone_from(scenario);
                self.reveal = *reveal;
                self.what_if_by = *what_if_by;
                self.supersedes.clone_from(supersedes);
                self.opened_at = event.at;
                self.facilitator_since = event.at;
                self.seat_taken(name, *role, key);
                self.ask(questions, event);
            }
            What::Joined { name, role, key, .. } => self.seat_taken(name, *role, key),
            What::Renamed { seat, name } => {
                if let Some(seat) = self.seats.get_mut(usize::from(seat.0)) {
                    seat.name.clone_from(name);
                }
                seats::label(&mut self.seats);
            }
            What::RoleTaken { seat, role } => {
                if let Some(seat) = self.seats.get_mut(usize::from(seat.0)) {
                    seat.role = *role;
                }
            }
            What::Asked { questions } => self.ask(questions, event),
            What::RevealRuled { reveal } => self.reveal = *reveal,
            What::Tried { seat, scenario } => {
                self.what_if_revision += 1;
                self.act_on(ActedOn::WhatIf, event);
                let before = std::mem::replace(&mut self.what_if, scenario.clone());
                self.tried.push(Tried { seat: *seat, before, after: scenario.clone() });
                if self.tried.len() > TRIED_KEPT {
                    self.tried.remove(0);
                }
            }
            What::ShownOnScreen { question } => self.on_screen = Some(OnScreen::of(*question)),
            What::WhatIfGiven { to } => self.what_if_by = *to,
            What::TookOver { seat } => {
                self.led_before = Some(std::mem::replace(&mut self.facilitator, *seat));
                self.facilitator_since = event.at;
            }
            What::Closed { by, title, note, scenario } => {
                let (title, note, scenario) = (title.clone(), note.clone(), scenario.clone());
                self.closing = Some(Closing { by: *by, at: event.at, title, note, scenario });
            }
            What::Saved { id } => self.record = Some(id.clone()),
            What::Superseded { by } => self.superseded_by = Some(by.clone()),
            of_a_question => self.apply_to_board(event, of_a_question),
        }
    }

    fn apply_to_board(&mut self, event: &Event, what: &What) {
        let (What::Revealed { question, round, .. }
        | What::AskedAgain { question, round }
        | What::Settled { question, round, .. }
        | What::Dissented { question, round, .. }
        | What::Parked { question, round, .. }) = what
        else {
            return;
        };
        self.turn_to(*question, matches!(what, What::Revealed { .. }), event);
        let Some(board) = self.boards.get_mut(question) else { return };
        match what {
            What::Revealed { by, .. } if board.round == *round && board.is_blind() => {
                board.revealed = Some(*by);
                let seats = &self.seats;
                let answers = |seat: &SeatId| seats.get(usize::from(seat.0)).is_some_and(|s| s.role == Role::Answer);
                board.answers.retain(|seat, _| answers(seat));
            }
            What::AskedAgain { .. } if board.round + 1 == *round => {
                let answers = std::mem::take(&mut board.answers);
                board.earlier.push(answers);
                (board.round, board.since) = (*round, event.at);
                (board.revealed, board.outcome) = (None, None);
            }
            What::Settled { value, reason, dissent, .. } if board.round == *round => {
                let (value, reason) = (value.clone(), reason.clone());
                let mut dissent: std::collections::BTreeSet<_> = dissent.iter().copied().collect();
                // Whoever has said by name that they disagree with this very decision goes on doing so.
                if let Some(Outcome::Settled { value: same, dissent: so_far, .. }) = &board.outcome
                    && *same == value
                {
                    dissent.extend(so_far);
                }
                // What is tried from here on starts from the decision.
                let mut what_if = from_query(&self.what_if).scenario;
                question.set(&mut what_if, Some(&value));
                let what_if = to_query(&what_if);
                if what_if != self.what_if {
                    self.what_if = what_if;
                    self.what_if_revision += 1;
                }
                board.outcome = Some(Outcome::Settled { value, reason, dissent });
            }
            What::Parked { owner, reason, .. } if board.round == *round => {
                board.outcome = Some(Outcome::Parked { owner: owner.clone(), reason: reason.clone() });
            }
            What::Dissented { seat, dissents, .. } if board.round == *round => {
                if let Some(Outcome::Settled { dissent, .. }) = &mut board.outcome {
                    match dissents {
                        true => dissent.insert(*seat),
                        false => dissent.remove(seat),
                    };
                }
                return;
            }
            _ => return,
        }
        board.revision += 1;
    }

    /// Of all that are revealed at once, the first is talked about first. What comes after a choice for the screen is not at once.
    fn turn_to(&mut self, question: Question, is_reveal: bool, event: &Event) {
        let is_undecided = |q: &Question| self.board(*q).is_some_and(|b| b.revealed.is_some() && b.outcome.is_none());
        let is_with_another =
            matches!(&self.acted_on, Some((ActedOn::Question(q), at)) if *at == event.at && is_undecided(q));
        if !(is_reveal && is_with_another && self.on_screen.is_none()) {
            self.act_on(ActedOn::Question(question), event);
        }
    }

    /// Takes the screen from what was chosen for it, but not for a dissent: that is one person's, and may come at any time.
    fn act_on(&mut self, what: ActedOn, event: &Event) {
        self.acted_on = Some((what, event.at));
        if !matches!(event.what, What::Dissented { .. }) {
            self.on_screen = None;
        }
    }

    fn seat_taken(&mut self, name: &str, role: Role, key: &KeyHash) {
        let key = key.clone();
        self.seats.push(Seat { name: name.to_string(), label: String::new(), role, key, given: 0, own: 0 });
        seats::label(&mut self.seats);
    }

    fn ask(&mut self, questions: &[Question], event: &Event) {
        self.asked = questions.to_vec();
        self.asked_revision += 1;
        self.on_screen
            .take_if(|chosen| matches!(chosen, OnScreen::Question(question) if !questions.contains(question)));
        for question in questions {
            self.boards.entry(*question).or_insert_with(|| Board::begun(event.at));
        }
    }

    /// Takes an answer in. Whether others see a difference: that there is an answer now, or a late one.
    fn answered(&mut self, seat: SeatId, question: Question, round: u32, (given, late): (&Given, bool)) -> bool {
        let (Some(board), Some(own)) = (self.boards.get_mut(&question), self.seats.get_mut(usize::from(seat.0))) else {
            return false;
        };
        if board.round != round {
            return false;
        }
        own.given += 1;
        let earlier = board.answers.get(&seat);
        let at_reveal = || earlier.filter(|a| late && !a.late).map(|a| a.given.clone());
        let before = earlier.and_then(|a| a.before.clone()).or_else(at_reveal);
        let is_seen = earlier.is_none() || late;
        board.answers.insert(seat, Answer { given: given.clone(), revision: own.given, late, before });
        if !is_seen {
            own.own += 1;
        }
        is_seen
    }
}
