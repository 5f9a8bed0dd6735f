//! Every combination of the answers, and what each leads to.

use super::{Basis, Outcomes, Spanned};
use crate::limits::{MAX_COMBINATIONS, MAX_WORKLOADS};
use crate::question::Question;

/// The outcomes of all combinations of some answers to each question.
pub(super) struct Table<'a> {
    /// The answers to each question of the basis, in its order.
    axes: Vec<(Question, Vec<Option<&'a str>>)>,
    /// The outcomes' numbers; the last question's answers change fastest.
    pub outcomes: Vec<u32>,
    /// Whether the other questions have one answer each because all of them would be too many.
    pub bounded: bool,
}

/// How many combinations a basis spans, settled questions as settled.
pub(super) fn combinations(basis: &Basis) -> u64 {
    basis.spanned.iter().map(|s| open_answers(s).len() as u64).fold(1, u64::saturating_mul)
}

/// Workloads that the numbers of a basis make.
pub(super) fn workloads(basis: &Basis) -> u64 {
    let numbers = basis.spanned.iter().filter(|s| s.question.is_number());
    numbers.map(|s| open_answers(s).len() as u64).fold(1, u64::saturating_mul)
}

/// Whether all combinations are more than are evaluated.
fn are_too_many(basis: &Basis) -> bool {
    combinations(basis) > MAX_COMBINATIONS as u64 || workloads(basis) > MAX_WORKLOADS as u64
}

/// How far apart two neighbouring answers to a question are among the outcomes.
fn stride(axes: &[(Question, Vec<Option<&str>>)], axis: usize) -> usize {
    axes[axis + 1..].iter().map(|(_, values)| values.len()).product()
}

/// The answers that a question adds to the combinations.
fn open_answers(spanned: &Spanned) -> Vec<Option<&str>> {
    match &spanned.settled {
        Some(value) => vec![Some(value)],
        None => answers(spanned),
    }
}

/// The answers that were given, in the question's order: to a number without "not sure" where anybody was sure.
pub(super) fn answers(spanned: &Spanned) -> Vec<Option<&str>> {
    let is_number = spanned.question.is_number();
    let is_known = |value: &Option<&str>| value.is_some() || !is_number;
    let given = || spanned.given.keys().map(Option::as_deref);
    let mut answers: Vec<_> = given().filter(is_known).collect();
    answers.sort_by_key(|value| spanned.question.order(*value));
    if answers.is_empty() { vec![None] } else { answers }
}

/// What most people answered; of numbers the middle one, of equals the first.
fn common(spanned: &Spanned) -> Option<&str> {
    let answers = answers(spanned);
    let times = |value: &Option<&str>| spanned.given.get(&value.map(str::to_string)).copied().unwrap_or_default();
    if spanned.question.is_number() {
        let people: usize = answers.iter().map(times).sum();
        let mut before = 0;
        let is_middle = |value: &&Option<&str>| {
            before += times(value);
            before * 2 >= people
        };
        return answers.iter().find(is_middle).copied().flatten();
    }
    let most = answers.iter().map(times).max();
    answers.iter().find(|value| Some(times(value)) == most).copied().flatten()
}

impl<'a> Table<'a> {
    /// Of all questions; `None` where there are more combinations than are evaluated.
    pub fn of_all(basis: &'a Basis, outcomes: &mut Outcomes) -> Option<Table<'a>> {
        let axes = basis.spanned.iter().map(|s| (s.question, open_answers(s))).collect();
        (!are_too_many(basis)).then(|| Table::of(axes, outcomes, false))
    }

    /// Of one question, the others as settled or as most people answered.
    pub fn of_one(basis: &'a Basis, index: usize, outcomes: &mut Outcomes) -> Table<'a> {
        let axis = |(i, s): (usize, &'a Spanned)| match &s.settled {
            _ if i == index => (s.question, answers(s)),
            Some(value) => (s.question, vec![Some(value.as_str())]),
            None => (s.question, vec![common(s)]),
        };
        let axes: Vec<_> = basis.spanned.iter().enumerate().map(axis).collect();
        let is_cut = |(i, s): (usize, &Spanned)| i != index && open_answers(s).len() > 1;
        let bounded = basis.spanned.iter().enumerate().any(is_cut);
        Table::of(axes, outcomes, bounded)
    }

    fn of(axes: Vec<(Question, Vec<Option<&'a str>>)>, outcomes: &mut Outcomes, bounded: bool) -> Table<'a> {
        let count = axes.iter().map(|(_, values)| values.len()).product();
        let mut scenario = outcomes.base().clone();
        let mut found = vec![0; count];
        // Numbers change slowest, so that each workload is planned once.
        let mut order: Vec<usize> = (0..axes.len()).collect();
        order.sort_by_key(|axis| !axes[*axis].0.is_number());
        for number in 0..count {
            let (mut rest, mut at) = (number, 0);
            for axis in order.iter().rev() {
                let (question, values) = &axes[*axis];
                let place = rest % values.len();
                question.set(&mut scenario, values[place]);
                rest /= values.len();
                at += place * stride(&axes, *axis);
            }
            found[at] = outcomes.number(&scenario);
        }
        Table { axes, outcomes: found, bounded }
    }

    /// For each answer to a question, the outcomes over all combinations of the other questions.
    pub fn by_answer(&self, index: usize) -> Vec<(Option<&'a str>, Vec<u32>)> {
        let after = stride(&self.axes, index);
        let values = &self.axes[index].1;
        let of = |(place, value): (usize, &Option<&'a str>)| {
            let blocks = self.outcomes.chunks(after * values.len());
            (*value, blocks.flat_map(|block| block[place * after..(place + 1) * after].iter().copied()).collect())
        };
        values.iter().enumerate().map(of).collect()
    }
}
