//! Whether a disagreement matters: every combination of the answers that were revealed, evaluated.
//!
//! [`weigh`] is the entry point. What is decided of each combination is `outcome`'s business, which asks
//! [`model::evaluation::Evaluation`] and plans by no other way; `table` goes through the combinations, `of_question` and `of_all`
//! say it in the words of `phrases`.
//!
//! "Not sure" is an answer to a choice, weighed as the question unanswered; to a number it is none.

mod basis;
mod groups;
mod of_all;
mod of_question;
mod outcome;
mod phrases;
mod table;

pub use basis::{Basis, Spanned};
pub(crate) use outcome::Outcomes;

use crate::question::Question;
use model::catalog::Catalog;
use model::scenario::link::from_query;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use table::Table;

/// What the answers lead to: of all questions together, and of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdicts {
    /// The answers that it is of.
    pub basis: Basis,
    /// Of all questions that are revealed, those settled as settled, where two or more are revealed.
    pub all: Option<Verdict>,
    /// Of each question that is revealed.
    pub each: BTreeMap<Question, Verdict>,
    /// With several workloads, what is planned of the outcomes that are shown, as links' queries: for whoever looks for
    /// their fleets, each after the first workload's numbers where several lead to one outcome. Of other combinations, the one
    /// that asks most of the nodes.
    pub planned: BTreeMap<Outcome, Vec<(String, String)>>,
}

/// Whether it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matters {
    /// There is one answer, or none.
    Agreed,
    /// Every answer leads to the same.
    No,
    /// Network, mode and type are the same; nodes, cost or addresses differ.
    CostOnly,
    /// They lead to different networks, modes or types.
    Yes,
}

/// What answers lead to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Whether it matters.
    pub matters: Matters,
    /// The sentence that decides the mood.
    pub sentence: String,
    /// What else is to be said: the spread of cost, who is not sure, what was not evaluated.
    pub more: Vec<String>,
    /// Answers by what they lead to, in the order of the answers; of all questions together the cheapest first.
    pub groups: Vec<Group>,
    /// From the least to the greatest cost, where outcomes differ in it.
    pub spread: Option<Spread>,
    /// Combinations that the answers span.
    pub combinations: u64,
    /// Combinations that were evaluated.
    pub evaluated: usize,
    /// Whether there were too many, so that each question was looked at by itself.
    pub bounded: bool,
}

/// Answers that lead to the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The answers, in order; none in a verdict on all questions.
    pub answers: Vec<Chosen>,
    /// How many people gave them; 0 in a verdict on all questions.
    pub people: usize,
    /// What they lead to, the cheapest first: one as a rule, several where it depends on the other questions or where
    /// numbers lead to the same type in other amounts. Of many only the cheapest and the most expensive.
    pub outcomes: Vec<Outcome>,
    /// How many outcomes there are in all.
    pub outcomes_in_all: usize,
    /// The pod network's name, where all of them have the same.
    pub network_name: Option<&'static str>,
}

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// `None` is "not sure".
    pub value: Option<String>,
    /// In words.
    pub words: String,
    /// How many people gave it.
    pub people: usize,
}

/// A full answer of Berth's: the pod network that it puts first, in its cheapest mode.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Outcome {
    /// Code of the pod network; `None` where none meets every answer.
    pub network: Option<&'static str>,
    /// Its name, or that there is none.
    pub network_name: &'static str,
    /// Who supports it on EKS.
    pub support: &'static str,
    /// The nodes; `None` where no type carries the pods, or no network meets every answer.
    pub nodes: Option<Nodes>,
}

/// Nodes of an outcome.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Nodes {
    /// Millionths of a dollar a month, all nodes.
    pub monthly: u64,
    /// Name of the networking mode.
    pub mode: &'static str,
    /// Instance type.
    pub instance_type: String,
    /// How many.
    pub nodes: u32,
    /// The cost as it reads: `$2,523.00`.
    pub monthly_words: String,
    /// Addresses that they take of the nodes’ subnets.
    pub addresses: u64,
    /// Addresses that their pods take of subnets of their own; 0 but with custom networking, which is chosen so that the nodes'
    /// subnets last.
    pub pod_addresses: u64,
}

/// From the least to the greatest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// The least, a month.
    pub least: String,
    /// The greatest, a month.
    pub greatest: String,
}

/// Combinations with what they lead to.
struct Weighed<'a> {
    basis: &'a Basis,
    table: &'a Table<'a>,
    outcomes: &'a Outcomes,
}

/// Evaluates every combination of the answers that were revealed.
pub fn weigh(catalog: &Arc<Catalog>, basis: &Basis) -> Verdicts {
    let mut outcomes = Outcomes::of(catalog.clone(), from_query(&basis.scenario).scenario);
    let all = Table::of_all(basis, &mut outcomes);
    let mut each = BTreeMap::new();
    for (index, spanned) in basis.spanned.iter().enumerate() {
        let own = match &all {
            Some(_) if spanned.settled.is_none() => None,
            _ => Some(Table::of_one(basis, index, &mut outcomes)),
        };
        if let Some(table) = own.as_ref().or(all.as_ref()) {
            each.insert(spanned.question, Weighed { basis, table, outcomes: &outcomes }.question(index));
        }
    }
    let all = match &all {
        _ if basis.spanned.len() < 2 => None,
        Some(table) => Some(of_all::all(&Weighed { basis, table, outcomes: &outcomes }, &each)),
        None => Some(of_all::one_by_one(basis, &each)),
    };
    let verdicts = all.iter().chain(each.values());
    let shown =
        verdicts.flat_map(|verdict| &verdict.groups).flat_map(|group| [group.outcomes.first(), group.outcomes.last()]);
    let planned = outcomes.planned_of(shown.flatten());
    Verdicts { basis: basis.clone(), all, each, planned }
}
