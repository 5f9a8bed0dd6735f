//! What answers lead to, on the screen: a card each, of numbers a line each, since six cards have no room there.

use super::fleets::Fleets;
use super::outcomes::{self, NONE, apart, differs, nodes_words, sentence_but};
use maud::{Markup, html};
use model::units::{MicroUsd, grouped};
use room::verdict::{Group, Outcome, Spread, Verdict};
use std::collections::BTreeSet;

/// Lines that the screen has room for.
const LINES: usize = 6;

/// The sentence, and what the answers lead to where that differs.
pub(super) fn verdict(verdict: Option<&Verdict>, fleets: &Fleets, is_number: bool) -> Markup {
    let differing = verdict.filter(|verdict| differs(verdict));
    let in_table = differing.filter(|_| is_number);
    html! {
        (sentence_but(verdict, fleets, |sentence| in_table.is_some_and(|verdict| is_in_table(sentence, verdict))))
        @if let Some(verdict) = in_table { (costs(verdict, fleets)) }
        @else if let Some(verdict) = differing { (outcomes::on_screen(verdict, fleets)) }
    }
}

/// The first of them, and how many more there are, which everybody has on their own page.
fn costs(verdict: &Verdict, fleets: &Fleets) -> Markup {
    let all = apart(verdict, fleets);
    let has_fleets =
        all.iter().any(|(group, own)| group.outcomes.iter().any(|outcome| own.in_short(outcome).is_some()));
    let has_network = !is_network_said(verdict) && all.iter().any(|(group, _)| group.network_name.is_some());
    html! {
        table.costs {
            thead {
                tr {
                    th scope="col" { span.vh { "Answer" } }
                    @if has_network { th scope="col" { "Network" } }
                    th scope="col" { "Nodes" }
                    th scope="col" { "A month" }
                    @if has_fleets { th scope="col" { "As a fleet" } }
                }
            }
            tbody {
                @for (group, own) in all.iter().take(LINES) {
                    tr {
                        th scope="row" { (answers(group)) }
                        @if has_network { (cell(group.network_name.map(str::to_string), group)) }
                        (cell(nodes(group), group))
                        (cell(Some(month(group)), group))
                        @if has_fleets { (cell(fleet(group, own), group)) }
                    }
                }
            }
        }
        @if all.len() > LINES { p.help { "and " (all.len() - LINES) " more" } }
    }
}

/// Whether a sentence says no more than that table: from what to what the cost runs.
fn is_in_table(sentence: &str, verdict: &Verdict) -> bool {
    let is_said =
        |spread: &Spread| sentence.contains(spread.least.as_str()) && sentence.contains(spread.greatest.as_str());
    verdict.groups.len() <= LINES && verdict.spread.as_ref().is_some_and(is_said)
}

/// Whether all outcomes are of one network, which the sentence above names.
fn is_network_said(verdict: &Verdict) -> bool {
    let names: BTreeSet<_> = verdict.groups.iter().flat_map(|g| &g.outcomes).map(|o| o.network_name).collect();
    names.len() == 1 && names.iter().all(|name| verdict.sentence.contains(name))
}

/// Where all outcomes of a group have something in common, that; else on what it hangs.
fn cell(common: Option<String>, group: &Group) -> Markup {
    let on = if group.answers.len() > 1 {
        "depends on the answer or the other questions"
    } else {
        "depends on the other questions"
    };
    html! {
        @if let Some(words) = common { td { (words) } } @else { td.depends { (on) } }
    }
}

fn answers(group: &Group) -> String {
    match group.answers.as_slice() {
        [] => String::new(),
        [one] => one.words.clone(),
        [first, .., last] => format!("{} to {}", first.words, last.words),
    }
}

/// How many nodes, where all are of one type or there are none: of several numbers from the fewest to the most.
fn nodes(group: &Group) -> Option<String> {
    let (first, rest) = group.outcomes.split_first()?;
    let Some(own) = &first.nodes else {
        return rest.iter().all(|outcome| outcome.nodes.is_none()).then(|| nodes_words(first));
    };
    let same =
        |outcome: &Outcome| outcome.nodes.as_ref().filter(|n| n.instance_type == own.instance_type).map(|n| n.nodes);
    let counts: Vec<u32> = group.outcomes.iter().map(same).collect::<Option<_>>()?;
    let (least, greatest) = (*counts.iter().min()?, *counts.iter().max()?);
    if least == greatest {
        return Some(nodes_words(first));
    }
    Some(format!("{} to {} \u{d7} {}", grouped(least.into()), grouped(greatest.into()), own.instance_type))
}

/// From the cheapest to the most expensive.
fn month(group: &Group) -> String {
    let costs = || group.outcomes.iter().filter_map(|outcome| outcome.monthly());
    match (costs().min(), costs().max()) {
        (Some(least), Some(greatest)) if least == greatest => MicroUsd(least).cents(),
        (Some(least), Some(greatest)) => format!("{} to {}", MicroUsd(least).cents(), MicroUsd(greatest).cents()),
        _ => NONE.into(),
    }
}

/// The fleet, where all outcomes have the same.
fn fleet(group: &Group, fleets: &Fleets) -> Option<String> {
    let mut all = group.outcomes.iter().map(|outcome| fleets.in_short(outcome));
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first)).then_some(first)
}
