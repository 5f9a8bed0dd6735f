//! What everybody with a seat may do: answer, disagree, move the what-if.

use super::{Asked, Decided, no_problems};
use crate::command::{Refusal, scenario};
use crate::event::{Given, Role, What, WhoMay};
use crate::limits::MAX_WHY;
use crate::state::Outcome;
use crate::text::{Field, line};

/// An answer as it came.
pub(super) struct Answering {
    pub question: String,
    pub round: u32,
    pub against: u32,
    pub value: String,
    pub why: String,
}

const WHY: Field = Field { name: "why", most: MAX_WHY, optional: true };

impl Asked<'_> {
    pub(super) fn answer(&self, answering: Answering) -> Decided {
        let seat = self.seated()?;
        if self.state.seat(seat).is_some_and(|s| s.role == Role::Watch) {
            return Err(Refusal::Watching);
        }
        let (question, board) = self.question(&answering.question)?;
        let mut problems = Vec::new();
        let value = question.check(&answering.value).map_err(|problem| problems.push(*problem)).unwrap_or_default();
        let why = WHY.check(line(&answering.why), &mut problems);
        no_problems(problems)?;
        let given = Given { value, why };
        let own = board.answers.get(&seat);
        if board.round != answering.round {
            return Err(Refusal::Stale);
        }
        if own.is_some_and(|own| own.given == given) {
            return Ok(Vec::new());
        }
        if own.map_or(0, |own| own.revision) != answering.against {
            return Err(Refusal::Stale);
        }
        let (round, late) = (board.round, !board.is_blind());
        Ok(vec![What::Answered { seat, question, round, given, late }])
    }

    pub(super) fn dissent(&self, key: &str, round: u32, dissents: bool) -> Decided {
        let seat = self.seated()?;
        let (question, board) = self.question_in(key, round)?;
        match &board.outcome {
            Some(Outcome::Settled { dissent, .. }) if dissent.contains(&seat) == dissents => Ok(Vec::new()),
            Some(Outcome::Settled { .. }) => Ok(vec![What::Dissented { seat, question, round, dissents }]),
            _ => Err(Refusal::NotNow("Nothing is decided here yet.".into())),
        }
    }

    pub(super) fn what_if(&self, query: &str, against: u32) -> Decided {
        let seat = self.seated()?;
        if self.state.what_if_by() == WhoMay::Facilitator && seat != self.state.facilitator() {
            return Err(Refusal::NotYours);
        }
        let mut problems = Vec::new();
        let scenario = scenario(query, &mut problems);
        no_problems(problems)?;
        if self.state.what_if() == scenario {
            return Ok(Vec::new());
        }
        if self.state.what_if_revision() != against {
            return Err(Refusal::Stale);
        }
        Ok(vec![What::Tried { seat, scenario }])
    }
}
