//! The verdict on one question: its answers by what they lead to, and the sentence that decides the mood.

use super::phrases::{
    answers, cost_besides, difference, differing, leads_to, number, people, quoted, simplified, spread,
};
use super::table::combinations;
use super::{Chosen, Group, Matters, Spanned, Verdict, Weighed, groups};
use model::units::capitalised;
use model::words::listed;
use std::collections::BTreeSet;

/// Groups that a sentence lists; the others follow below it.
const LISTED: usize = 4;

impl Weighed<'_> {
    /// The verdict on a question of the basis.
    pub(super) fn question(&self, index: usize) -> Verdict {
        let Weighed { basis, table, outcomes } = self;
        let spanned = &basis.spanned[index];
        let mut groups = groups::of_question(self, index);
        let matters = self.matters(index);
        let spread = spread(table, outcomes);
        let depends = table.outcomes.len() > table.by_answer(index).len();
        let differing = self.differing(index);
        let saying = Saying { spanned, groups: &groups, depends, differing };
        let sentence = match matters {
            Matters::Agreed => saying.agreed(),
            Matters::No => saying.no_matter(),
            Matters::CostOnly if spanned.question.is_number() => saying.numbers_cost(),
            Matters::CostOnly => saying.matters("It matters for nodes, cost or addresses only"),
            Matters::Yes => saying.matters("It matters"),
        };
        let mut more = Vec::new();
        more.extend(spread.as_ref().and_then(|spread| cost_besides(spread, &sentence)));
        more.extend(not_sure(spanned));
        more.extend(table.bounded.then(|| simplified(basis)));
        groups::as_answers_stand(&mut groups, spanned.question);
        let (combinations, evaluated) = (combinations(basis), table.outcomes.len());
        Verdict { matters, sentence, more, groups, spread, combinations, evaluated, bounded: table.bounded }
    }

    /// What is not the same of two answers to a question where those to the others are.
    fn differing(&self, index: usize) -> Vec<String> {
        let by_answer = self.table.by_answer(index);
        let Some(((_, first), others)) = by_answer.split_first() else { return Vec::new() };
        let pairs = others.iter().flat_map(|(_, other)| other.iter().zip(first));
        let pairs: Vec<_> = pairs.map(|(a, b)| (self.outcomes.get(*a), self.outcomes.get(*b))).collect();
        differing(&pairs)
    }

    fn matters(&self, index: usize) -> Matters {
        let by_answer = self.table.by_answer(index);
        let Some(((_, first), others)) = by_answer.split_first() else { return Matters::Agreed };
        if others.is_empty() {
            return Matters::Agreed;
        }
        let kinds = |leads_to: &[u32]| leads_to.iter().map(|number| self.outcomes.kind(*number)).collect::<Vec<_>>();
        if others.iter().all(|(_, leads_to)| leads_to == first) {
            return Matters::No;
        }
        let first = kinds(first);
        match others.iter().all(|(_, leads_to)| kinds(leads_to) == first) {
            true => Matters::CostOnly,
            false => Matters::Yes,
        }
    }
}

fn not_sure(spanned: &Spanned) -> Option<String> {
    let unsure = spanned.given.get(&None).copied().filter(|_| spanned.given.len() > 1)?;
    let (who, is) = (people(unsure), if unsure == 1 { "is" } else { "are" });
    let counts = match spanned.question.is_number() {
        true => "that is no number",
        false => "that is weighed as the question unanswered",
    };
    Some(format!("{} {is} not sure: {counts}.", capitalised(&who)))
}

/// What is said of one question.
struct Saying<'a> {
    spanned: &'a Spanned,
    groups: &'a [Group],
    /// Whether other questions have several answers, too.
    depends: bool,
    /// What answers make a difference to, combination by combination.
    differing: Vec<String>,
}

impl Saying<'_> {
    fn people(&self) -> usize {
        self.groups.iter().map(|group| group.people).sum()
    }

    fn leads_to(&self, group: &Group) -> String {
        let depends = if self.depends && group.outcomes_in_all > 1 { ", depending on the other questions" } else { "" };
        leads_to(group) + depends
    }

    fn agreed(&self) -> String {
        let Some(group) = self.groups.first() else { return String::new() };
        let leads_to = self.leads_to(group);
        let answer = group.answers.first();
        let Some(Chosen { words, .. }) = answer.filter(|a| a.value.is_some()) else {
            let who = if self.people() == 0 && self.spanned.given.is_empty() {
                "Nobody has answered"
            } else {
                "Nobody is sure"
            };
            return format!("{who}: as it is, that leads to {leads_to}.");
        };
        let answer = quoted(words);
        match group.people {
            1 => format!("There is one answer, {answer}: it leads to {leads_to}."),
            2 => format!("Both of you say {answer}: it leads to {leads_to}."),
            n => format!("All {} of you say {answer}: it leads to {leads_to}.", number(n)),
        }
    }

    fn no_matter(&self) -> String {
        match self.groups.first() {
            Some(group) if group.outcomes_in_all == 1 => {
                format!("You differ, and it does not matter: every answer leads to {}.", leads_to(group))
            }
            _ => "You differ, and it does not matter: whatever the other questions come to, every answer here leads to the same.".into(),
        }
    }

    fn numbers_cost(&self) -> String {
        let answers = || self.groups.iter().flat_map(|group| &group.answers);
        let (least, greatest) = (answers().next(), answers().last());
        let words = |chosen: Option<&Chosen>| chosen.map(|c| c.words.clone()).unwrap_or_default();
        let leads_to = self.groups.first().map(|group| self.leads_to(group)).unwrap_or_default();
        format!(
            "You differ, and it changes nodes, cost or addresses only: {} to {} lead to {leads_to}.",
            words(least),
            words(greatest)
        )
    }

    /// `It matters: "keys we hold" (two of you) leads to this; the other three lead to that. Difference: ...`
    fn matters(&self, start: &str) -> String {
        let lead = |count: usize| if count == 1 { "leads" } else { "lead" };
        let is_alone = !self.depends || all_one(self.groups);
        let with = if is_alone { "" } else { ", together with the other questions" };
        let differ = match self.differing.as_slice() {
            [] => String::new(),
            what => format!(" What differs is {}.", listed(what)),
        };
        let said: BTreeSet<String> = self.groups.iter().map(leads_to).collect();
        if let (1, Some(same), false) = (said.len(), said.first(), all_one(self.groups)) {
            return format!("{start}{with}, though every answer leads to {same}.{differ}");
        }
        // Two answers with one range between them say nothing of what they are about.
        let difference = self.difference();
        let differ = if said.len() < self.groups.len() && difference.is_empty() { differ } else { difference };
        let named = |group: &Group| {
            let (to, lead) = (leads_to(group), lead(group.answers.len()));
            format!("{} ({}) {lead} to {to}", answers(group), people(group.people))
        };
        let parts: Vec<String> = match self.groups {
            // The answers of the fewest first: what most people said needs no naming then.
            [most, fewer @ ..] if fewer.len() < LISTED && !self.spanned.question.is_number() => {
                let last = format!("the other {} {} to {}", number(most.people), lead(most.people), leads_to(most));
                fewer.iter().rev().map(named).chain([last]).collect()
            }
            all => {
                let more = all.len().saturating_sub(LISTED);
                let more = (more > 0).then(|| format!("{} more below", number(more)));
                all.iter().take(LISTED).map(named).chain(more).collect()
            }
        };
        format!("{start}{with}: {}.{differ}", parts.join("; "))
    }

    /// Between two groups with one outcome each: of the fewer people's against the others'.
    fn difference(&self) -> String {
        let [most, fewest] = self.groups else { return String::new() };
        if self.spanned.question.is_number() {
            return String::new();
        }
        match (most.outcomes.as_slice(), fewest.outcomes.as_slice()) {
            ([theirs], [this]) => difference(this, theirs),
            _ => String::new(),
        }
    }
}

/// Whether each group leads to one outcome.
fn all_one(groups: &[Group]) -> bool {
    groups.iter().all(|group| group.outcomes_in_all == 1)
}
