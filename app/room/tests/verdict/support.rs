//! What was revealed, written down by hand.

use room::verdict::{Basis, Spanned};
use room::{Question, Verdicts};

/// So many people gave each of these answers to a question; an empty one is "not sure".
pub fn given(question: &str, answers: &[(&str, usize)]) -> Spanned {
    let question = Question::of_key(question).expect("a question");
    let value = |value: &str| question.check(value).expect("an answer to it");
    Spanned { question, given: answers.iter().map(|(v, n)| (value(v), *n)).collect(), settled: None }
}

pub fn basis(scenario: &str, spanned: Vec<Spanned>) -> Basis {
    Basis { scenario: scenario.into(), spanned }
}

/// The verdict on a question.
pub fn of<'a>(verdicts: &'a Verdicts, question: &str) -> &'a room::verdict::Verdict {
    &verdicts.each[&Question::of_key(question).expect("a question")]
}
