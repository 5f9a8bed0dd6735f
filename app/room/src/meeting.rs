//! What the record says of a meeting: plain data, in the words that people read.

use crate::event::{Role, SeatId};
use crate::question::Question;
use crate::state::{Answer, Board, Outcome, Seat, State};
use model::scenario::link::from_query;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A meeting that ended with a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Those present, in the order of seats.
    pub present: Vec<Attendee>,
    /// What was asked, in order.
    pub questions: Vec<Discussed>,
}

/// Somebody who was there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The name, told apart from others.
    pub name: String,
    /// Looked on without answering.
    pub watched: bool,
    /// Led the room at its end.
    pub led: bool,
}

/// A question and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussed {
    /// Its key.
    pub key: String,
    /// How it was asked.
    pub text: String,
    /// How often it was asked.
    pub rounds: u32,
    /// The answers of the last round that was revealed; none where none was.
    pub votes: Vec<Vote>,
    /// What was decided.
    pub decided: Option<Decided>,
    /// Who takes care of it, and why it was left.
    pub parked: Option<Parked>,
}

/// An answer, and those who gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// In words.
    pub answer: String,
    /// In the order of seats.
    pub by: Vec<Voter>,
}

/// Somebody who answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// The name.
    pub name: String,
    /// May be empty.
    pub why: String,
    /// After the reveal.
    pub late: bool,
    /// What the answer was at the reveal, where it was changed later.
    pub was: Option<String>,
}

/// A decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// In words.
    pub answer: String,
    /// May be empty.
    pub reason: String,
    /// Who disagrees by name.
    pub dissent: Vec<String>,
}

/// A question left for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// Who takes care of it.
    pub owner: String,
    /// May be empty.
    pub reason: String,
}

impl State {
    /// What the record says of this meeting. Answers that were never revealed are nobody's business.
    pub fn meeting(&self) -> Meeting {
        let attendee = |(seat, s): (SeatId, &Seat)| Attendee {
            name: s.label.clone(),
            watched: s.role == Role::Watch,
            led: seat == self.facilitator(),
        };
        let scenario = from_query(self.scenario()).scenario;
        let discussed = |(question, board): (Question, &Board)| Discussed {
            text: question.text_for(&scenario),
            ..self.discussed(question, board)
        };
        Meeting {
            present: (0..).map(SeatId).zip(self.seats()).map(attendee).collect(),
            questions: self.boards().map(discussed).collect(),
        }
    }

    /// A question but for its words.
    fn discussed(&self, question: Question, board: &Board) -> Discussed {
        let revealed = if board.is_blind() { board.earlier.last() } else { Some(&board.answers) };
        let mut discussed = Discussed {
            key: question.key().to_string(),
            rounds: board.round,
            votes: revealed.map(|answers| self.votes(question, answers)).unwrap_or_default(),
            ..Discussed::default()
        };
        match &board.outcome {
            Some(Outcome::Settled { value, reason, dissent }) => {
                let dissent = dissent.iter().map(|seat| self.label(*seat)).collect();
                discussed.decided = Some(Decided { answer: question.words(value), reason: reason.clone(), dissent });
            }
            Some(Outcome::Parked { owner, reason }) => {
                discussed.parked = Some(Parked { owner: owner.clone(), reason: reason.clone() });
            }
            None => {}
        }
        discussed
    }

    fn votes(&self, question: Question, answers: &BTreeMap<SeatId, Answer>) -> Vec<Vote> {
        let mut votes: BTreeMap<(usize, Option<&str>), Vec<Voter>> = BTreeMap::new();
        for (seat, answer) in answers {
            let value = answer.given.value.as_deref();
            votes.entry((question.order(value), value)).or_default().push(Voter {
                name: self.label(*seat),
                why: answer.given.why.clone(),
                late: answer.late,
                was: answer.before.as_ref().map(|before| question.answer(before.value.as_deref())),
            });
        }
        votes.into_iter().map(|((_, value), by)| Vote { answer: question.answer(value), by }).collect()
    }

    fn label(&self, seat: SeatId) -> String {
        self.seat(seat).map(|s| s.label.clone()).unwrap_or_default()
    }
}
