//! The sentences of a verdict.

use super::table::{Table, combinations, workloads};
use super::{Basis, Chosen, Group, Matters, Nodes, Outcome, Outcomes, Spanned, Spread, Verdict, groups};
use crate::limits::{MAX_COMBINATIONS, MAX_WORKLOADS};
use crate::question::Question;
use model::units::{MicroUsd, capitalised, grouped};
use model::words::listed;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Groups that a sentence lists; the others follow below it.
const LISTED: usize = 4;
/// Outcomes that a sentence lists for one group.
const ALTERNATIVES: usize = 2;

/// The verdict on one question.
pub(super) fn of_question(
    basis: &Basis,
    (index, spanned): (usize, &Spanned),
    table: &Table,
    outcomes: &Outcomes,
) -> Verdict {
    let groups = groups::of_question(spanned, table, index, outcomes);
    let matters = matters_to(spanned, table, index, outcomes);
    let spread = spread(table, outcomes);
    let depends = table.outcomes.len() > table.by_answer(index).len();
    let saying = Saying { spanned, groups: &groups, depends };
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
    let combinations = combinations(basis);
    Verdict {
        matters,
        sentence,
        more,
        groups,
        spread,
        combinations,
        evaluated: table.outcomes.len(),
        bounded: table.bounded,
    }
}

/// The verdict on all questions together.
pub(super) fn of_all(
    basis: &Basis,
    table: Option<&Table>,
    each: &BTreeMap<Question, Verdict>,
    outcomes: &Outcomes,
) -> Verdict {
    let combinations = combinations(basis);
    let Some(table) = table else { return one_by_one(basis, each) };
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
fn one_by_one(basis: &Basis, each: &BTreeMap<Question, Verdict>) -> Verdict {
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
    let those = |wanted: &[Matters]| -> Vec<String> {
        let open = basis.spanned.iter().filter(|s| s.settled.is_none()).map(|s| s.question);
        let wanted = open.filter(|q| each.get(q).is_some_and(|verdict| wanted.contains(&verdict.matters)));
        wanted.map(|question| quoted(question.text())).collect()
    };
    let (decisive, idle) = (those(&[Matters::Yes]), those(&[Matters::No]));
    let on = if decisive.is_empty() { String::new() } else { format!(" It hangs on {}.", listed(&decisive)) };
    match idle.as_slice() {
        [] => on,
        [one] => format!("{on} {one} does not matter."),
        several => format!("{on} {} do not matter.", listed(several)),
    }
}

/// What was done where not every combination was evaluated.
fn simplified(basis: &Basis) -> String {
    let by_itself = "each question was looked at by itself, the others as most of you answered.";
    let (all, planned) = (combinations(basis), workloads(basis));
    if all > MAX_COMBINATIONS as u64 {
        let (all, most) = (grouped(all), grouped(MAX_COMBINATIONS as u64));
        return format!("Your answers span {all} combinations, more than the {most} that are evaluated: {by_itself}");
    }
    if planned > MAX_WORKLOADS as u64 {
        let (planned, most) = (grouped(planned), grouped(MAX_WORKLOADS as u64));
        return format!(
            "Your numbers make {planned} different workloads, more than the {most} that are planned: {by_itself}"
        );
    }
    "Of the questions that are not decided yet, what most of you answered.".to_string()
}

/// The spread of cost, where the sentence has not said it.
fn cost_besides(Spread { least, greatest }: &Spread, sentence: &str) -> Option<String> {
    let is_said = sentence.contains(least.as_str()) && sentence.contains(greatest.as_str());
    (!is_said).then(|| format!("Cost runs from {least} to {greatest} a month."))
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

fn matters_to(spanned: &Spanned, table: &Table, index: usize, outcomes: &Outcomes) -> Matters {
    let by_answer = table.by_answer(index);
    let Some(((_, first), others)) = by_answer.split_first() else { return Matters::Agreed };
    if others.is_empty() || spanned.given.is_empty() {
        return Matters::Agreed;
    }
    let same = |this: &[u32], that: &[u32], of: &dyn Fn(u32) -> u32| {
        this.iter().map(|n| of(*n)).eq(that.iter().map(|n| of(*n)))
    };
    if others.iter().all(|(_, leads_to)| same(first, leads_to, &|n| n)) {
        return Matters::No;
    }
    match others.iter().all(|(_, leads_to)| same(first, leads_to, &|n| outcomes.kind(n))) {
        true => Matters::CostOnly,
        false => Matters::Yes,
    }
}

fn spread(table: &Table, outcomes: &Outcomes) -> Option<Spread> {
    let costs = || table.outcomes.iter().filter_map(|number| outcomes.get(*number).monthly());
    let (least, greatest) = (costs().min()?, costs().max()?);
    let words = |cost| MicroUsd(cost).cents();
    (least < greatest).then(|| Spread { least: words(least), greatest: words(greatest) })
}

/// What is said of one question.
struct Saying<'a> {
    spanned: &'a Spanned,
    groups: &'a [Group],
    /// Whether other questions have several answers, too.
    depends: bool,
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
        let is_alone = !self.depends || all_one(self.groups);
        let with = if is_alone { "" } else { ", together with the other questions" };
        format!("{start}{with}: {}.{}", parts.join("; "), self.difference())
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

/// ` Difference: who supports it, 2 nodes more, $40.00 a month less.`
fn difference(this: &Outcome, that: &Outcome) -> String {
    let mut parts: Vec<String> = Vec::new();
    if this.support != that.support && !this.support.is_empty() && !that.support.is_empty() {
        parts.push("who supports it".into());
    }
    let (Some(this), Some(that)) = (&this.nodes, &that.nodes) else { return sentence(&parts, "") };
    if this.mode != that.mode {
        parts.push("the networking mode".into());
    }
    if this.instance_type != that.instance_type {
        parts.push("the instance type".into());
    }
    parts.extend(by((this.nodes.into(), that.nodes.into()), ["node", "nodes"]));
    parts.extend(by((this.addresses, that.addresses), ["VPC address", "VPC addresses"]));
    let cost = MicroUsd(this.monthly.abs_diff(that.monthly)).cents();
    match this.monthly.cmp(&that.monthly) {
        Ordering::Equal => return sentence(&parts, "the cost is the same"),
        Ordering::Greater => parts.push(format!("{cost} a month more")),
        Ordering::Less => parts.push(format!("{cost} a month less")),
    }
    sentence(&parts, "")
}

fn sentence(parts: &[String], and: &str) -> String {
    match (parts, and) {
        ([], "") => String::new(),
        ([], and) => format!(" {}.", capitalised(and)),
        (parts, "") => format!(" Difference: {}.", parts.join(", ")),
        (parts, and) => format!(" Difference: {}; {and}.", parts.join(", ")),
    }
}

/// `2 nodes more`; nothing where both are the same.
fn by((this, that): (u64, u64), [one, many]: [&str; 2]) -> Option<String> {
    let count = this.abs_diff(that);
    let (what, more) = (if count == 1 { one } else { many }, if this > that { "more" } else { "fewer" });
    (count > 0).then(|| format!("{} {what} {more}", grouped(count)))
}

/// What a group leads to, as the end of a sentence.
fn leads_to(group: &Group) -> String {
    let [first, .., last] = group.outcomes.as_slice() else {
        return group.outcomes.first().map(outcome).unwrap_or_default();
    };
    let is_whole = group.outcomes.len() == group.outcomes_in_all;
    let cost = from_to(first, last);
    if first.is_like(last) && group.outcomes.iter().all(|o| o.is_like(first)) {
        let on = first.nodes.as_ref().map(|n| format!(" on {}", n.instance_type)).unwrap_or_default();
        return format!("{}{on}{cost}", first.network_name);
    }
    if let Some(network) = group.network_name {
        return network.to_string() + &cost;
    }
    let names = || group.outcomes.iter().map(|o| o.network_name).collect::<Vec<_>>().join(" or ");
    match &first.nodes {
        Some(n) if is_whole && group.outcomes.iter().all(|o| o.nodes.as_ref().map(nodes) == Some(nodes(n))) => {
            format!("{} on {}", names(), nodes(n))
        }
        _ if is_whole && group.outcomes_in_all <= ALTERNATIVES => {
            group.outcomes.iter().map(outcome).collect::<Vec<_>>().join(" or ")
        }
        _ => format!("{} different outcomes{cost}", number(group.outcomes_in_all)),
    }
}

/// `, from $1,000.00 to $1,200.00 a month`; nothing where one of them has no cost.
fn from_to(first: &Outcome, last: &Outcome) -> String {
    match (first.monthly(), last.monthly()) {
        (Some(least), Some(greatest)) if least == greatest => format!(", {} a month", MicroUsd(least).cents()),
        (Some(least), Some(greatest)) => {
            format!(", from {} to {} a month", MicroUsd(least).cents(), MicroUsd(greatest).cents())
        }
        _ => String::new(),
    }
}

/// `VPC CNI, secondary IPs, on 12 × m6a.4xlarge: $2,523.00 a month`.
fn outcome(o: &Outcome) -> String {
    match (o.network, &o.nodes) {
        (None, _) => "no pod network that meets every answer".into(),
        (_, None) => format!("{}, for which no instance type carries the pods", o.network_name),
        (_, Some(n)) => format!("{} on {}", o.network_name, nodes(n)),
    }
}

/// `12 × m6a.4xlarge, $2,523.00 a month`.
fn nodes(n: &Nodes) -> String {
    format!("{} \u{d7} {}, {} a month", grouped(n.nodes.into()), n.instance_type, n.monthly_words)
}

/// The answers of a group: each by name, or of many numbers the ends.
fn answers(group: &Group) -> String {
    let words: Vec<String> = group.answers.iter().map(|chosen| quoted(&chosen.words)).collect();
    match words.as_slice() {
        [first, .., last] if words.len() > LISTED => format!("{} answers from {first} to {last}", number(words.len())),
        _ => listed(&words),
    }
}

fn quoted(words: &str) -> String {
    format!("\u{201c}{words}\u{201d}")
}

/// `one of you`, `two of you`.
fn people(n: usize) -> String {
    format!("{} of you", number(n))
}

/// A number as a word up to ten.
fn number(n: usize) -> String {
    const WORDS: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n).map_or_else(|| grouped(n as u64), |word| word.to_string())
}
