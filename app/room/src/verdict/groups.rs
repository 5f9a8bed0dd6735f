//! Answers that lead to the same, put together.

use super::table::Table;
use super::{Chosen, Group, Outcome, Outcomes, Weighed};
use crate::question::Question;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Outcomes of a group that are shown one by one; of more, the cheapest and the most expensive.
const SHOWN: usize = 4;

/// Answers to a question by what they lead to over all combinations of the other questions, those of most people first.
/// Numbers are in their order, and together where network, mode and type are the same: hardly two lead to the same cost.
pub(super) fn of_question(weighed: &Weighed, index: usize) -> Vec<Group> {
    let Weighed { basis, table, outcomes } = weighed;
    let spanned = &basis.spanned[index];
    let mut groups: Vec<(Vec<u32>, Group, BTreeSet<u32>)> = Vec::new();
    for (value, leads_to) in table.by_answer(index) {
        let key = match spanned.question.is_number() {
            true => leads_to.iter().map(|number| outcomes.kind(*number)).collect(),
            false => leads_to.clone(),
        };
        let found = match groups.iter().position(|(known, ..)| *known == key) {
            Some(found) => found,
            None => {
                groups.push((key, Group::empty(), BTreeSet::new()));
                groups.len() - 1
            }
        };
        let (_, group, all) = &mut groups[found];
        let value = value.map(str::to_string);
        let people = spanned.given.get(&value).copied().unwrap_or_default();
        group.people += people;
        group.answers.push(Chosen { words: spanned.question.answer(value.as_deref()), value, people });
        all.extend(leads_to);
    }
    let mut groups: Vec<Group> = groups.into_iter().map(|(_, group, all)| group.leading_to(&all, outcomes)).collect();
    if !spanned.question.is_number() {
        groups.sort_by_key(|group| Reverse(group.people));
    }
    groups
}

/// In the order of the answers above them, by the first answer of each: the sentence has begun with those of the fewest people.
pub(super) fn as_answers_stand(groups: &mut [Group], question: Question) {
    groups.sort_by_key(|group| group.answers.first().map(|answer| question.order(answer.value.as_deref())));
}

/// All outcomes of a table by network, mode and type, the cheapest first.
pub(super) fn of_all(table: &Table, outcomes: &Outcomes) -> Vec<Group> {
    let mut kinds: Vec<(u32, BTreeSet<u32>)> = Vec::new();
    for number in &table.outcomes {
        let kind = outcomes.kind(*number);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, all)) => drop(all.insert(*number)),
            None => kinds.push((kind, BTreeSet::from([*number]))),
        }
    }
    let mut groups: Vec<Group> = kinds.into_iter().map(|(_, all)| Group::empty().leading_to(&all, outcomes)).collect();
    groups.sort_by(|a, b| a.outcomes.cmp(&b.outcomes));
    groups.sort_by_key(|group| group.outcomes.first().map(|o| o.monthly().unwrap_or(u64::MAX)));
    groups
}

impl Group {
    fn empty() -> Group {
        Group { answers: Vec::new(), people: 0, outcomes: Vec::new(), outcomes_in_all: 0, network_name: None }
    }

    fn leading_to(self, all: &BTreeSet<u32>, outcomes: &Outcomes) -> Group {
        let mut found: Vec<&Outcome> = all.iter().map(|number| outcomes.get(*number)).collect();
        found.sort_by_key(|o| (o.monthly().unwrap_or(u64::MAX), *o));
        let outcomes_in_all = found.len();
        let same = found.first().filter(|first| found.iter().all(|o| o.network == first.network && o.nodes.is_some()));
        let network_name = same.map(|first| first.network_name);
        if let ([first, .., last], true) = (found.as_slice(), outcomes_in_all > SHOWN) {
            found = vec![*first, *last];
        }
        Group { outcomes: found.into_iter().cloned().collect(), outcomes_in_all, network_name, ..self }
    }
}
