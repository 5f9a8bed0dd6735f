//! The verdict on all questions together.

use super::phrases::{cost_besides, leads_to, quoted, simplified, spread};
use super::table::combinations;
use super::{Basis, Matters, Verdict, Weighed, groups};
use crate::question::Question;
use model::scenario::link::from_query;
use model::units::grouped;
use model::words::listed;
use std::collections::BTreeMap;

/// The verdict on all questions together.
pub(super) fn all(weighed: &Weighed, each: &BTreeMap<Question, Verdict>) -> Verdict {
    let Weighed { basis, table, outcomes } = weighed;
    let combinations = combinations(basis);
    let groups = groups::of_all(table, outcomes);
    let spread = spread(table, outcomes);
    let count = grouped(combinations);
    let distinct: usize = groups.iter().map(|group| group.outcomes_in_all).sum();
    let all = groups.first().map(leads_to).unwrap_or_default();
    let (matters, sentence) = match (groups.len(), distinct) {
        _ if combinations == 1 => (Matters::Agreed, format!("Nothing is left to differ on: it leads to {all}.")),
        (_, 1) => (
            Matters::No,
            format!("You differ, and it does not matter: all {count} combinations of your answers lead to {all}."),
        ),
        (1, _) => (
            Matters::CostOnly,
            format!(
                "You differ, and it changes nodes, cost or addresses only: all {count} combinations of your answers lead to {all}."
            ),
        ),
        (kinds, _) => (
            Matters::Yes,
            format!(
                "It matters: the {count} combinations of your answers lead to {} different networks, modes or types.{}",
                grouped(kinds as u64),
                hangs_on(basis, each)
            ),
        ),
    };
    let more = spread.as_ref().and_then(|spread| cost_besides(spread, &sentence)).into_iter().collect();
    Verdict { matters, sentence, more, groups, spread, combinations, evaluated: table.outcomes.len(), bounded: false }
}

/// The verdict on all questions where there are too many combinations.
pub(super) fn one_by_one(basis: &Basis, each: &BTreeMap<Question, Verdict>) -> Verdict {
    let open = || basis.spanned.iter().filter(|s| s.settled.is_none()).filter_map(|s| each.get(&s.question));
    let says = |matters| open().any(|verdict| verdict.matters == matters);
    let hangs_on = hangs_on(basis, each);
    let (matters, sentence) = match (says(Matters::Yes), says(Matters::CostOnly)) {
        (true, _) => (Matters::Yes, format!("It matters.{hangs_on}")),
        (_, true) => (Matters::CostOnly, "Each question by itself changes nodes, cost or addresses only.".to_string()),
        _ => (Matters::No, "No question matters by itself; two together may.".to_string()),
    };
    let evaluated = open().map(|verdict| verdict.evaluated).sum();
    let more = vec![simplified(basis)];
    let combinations = combinations(basis);
    Verdict { matters, sentence, more, groups: Vec::new(), spread: None, combinations, evaluated, bounded: true }
}

/// ` It hangs on "a" and "b"; "c" does not matter.`
fn hangs_on(basis: &Basis, each: &BTreeMap<Question, Verdict>) -> String {
    let scenario = from_query(&basis.scenario).scenario;
    let those = |wanted: &[Matters]| -> Vec<String> {
        let open = basis.spanned.iter().filter(|s| s.settled.is_none()).map(|s| s.question);
        let wanted = open.filter(|q| each.get(q).is_some_and(|verdict| wanted.contains(&verdict.matters)));
        wanted.map(|question| quoted(&question.text_for(&scenario))).collect()
    };
    let (decisive, idle) = (those(&[Matters::Yes]), those(&[Matters::No]));
    let on = if decisive.is_empty() { String::new() } else { format!(" It hangs on {}.", listed(&decisive)) };
    match idle.as_slice() {
        [] => on,
        [one] => format!("{on} {one} does not matter."),
        several => format!("{on} {} do not matter.", listed(several)),
    }
}
