//! Whether a disagreement matters: the sentence that decides the mood, and what the answers lead to, side by side.

use super::fleets::Fleets;
use maud::{Markup, html};
use model::units::{counted, grouped};
use room::verdict::{Group, Matters, Nodes, Outcome, Verdict};

/// Of more answers than these only the ends are named.
const NAMED: usize = 3;

/// The sentence, and what else is to be said.
pub(super) fn sentence(verdict: Option<&Verdict>, fleets: &Fleets) -> Markup {
    sentence_but(verdict, fleets, |_| false)
}

/// The same without sentences that the page has already.
pub(super) fn sentence_but(verdict: Option<&Verdict>, fleets: &Fleets, is_said: impl Fn(&str) -> bool) -> Markup {
    let Some(verdict) = verdict else {
        return html! { p.mood { "Berth works out what the answers lead to." } };
    };
    html! {
        p.mood.(mood(verdict.matters)) { (verdict.sentence) }
        @for sentence in verdict.more.iter().filter(|sentence| !is_said(sentence)) { p.help { (sentence) } }
        @if !differs(verdict) { (fleets.of_all(verdict)) }
    }
}

fn mood(matters: Matters) -> &'static str {
    match matters {
        Matters::Agreed => "agrees",
        Matters::No => "same",
        Matters::CostOnly | Matters::Yes => "matters",
    }
}

/// Whether there is something to put side by side: not where each question was looked at by itself.
pub(super) fn has_sides(verdict: &Verdict) -> bool {
    differs(verdict) && !verdict.groups.is_empty()
}

/// What each group of answers leads to, as full answers; nothing where all lead to the same.
pub(super) fn side_by_side(verdict: Option<&Verdict>, fleets: &Fleets) -> Markup {
    html! {
        @if let Some(verdict) = verdict.filter(|verdict| differs(verdict)) {
            ul.outcomes aria-label="What the answers lead to" { @for (group, own) in apart(verdict, fleets) { (full(&group, |outcome| own.of(outcome))) } }
        }
    }
}

/// Cards that the screen has room for.
const CARDS: usize = 3;

/// The first of them, and how many more there are, which everybody has on their own page.
pub(super) fn on_screen(verdict: &Verdict, fleets: &Fleets) -> Markup {
    let all = apart(verdict, fleets);
    html! {
        ul.outcomes aria-label="What the answers lead to" { @for (group, own) in all.iter().take(CARDS) { (full(group, |outcome| own.in_short(outcome))) } }
        @if all.len() > CARDS { p.help { "and " (all.len() - CARDS) " more" } }
    }
}

/// Groups whose figures are the same throughout, those of their fleets too.
pub(super) fn apart(verdict: &Verdict, fleets: &Fleets) -> Vec<(Group, Fleets)> {
    verdict.groups.iter().flat_map(|group| fleets.apart(group)).collect()
}

/// Whether answers lead to different outcomes.
pub(super) fn differs(verdict: &Verdict) -> bool {
    matches!(verdict.matters, Matters::Yes | Matters::CostOnly)
}

/// One outcome, or the ends of several: they are in the order of their cost.
fn full(group: &Group, fleet: impl Fn(&Outcome) -> Option<String>) -> Markup {
    let Some(first) = group.outcomes.first() else { return html! {} };
    let last = group.outcomes.last().filter(|_| group.outcomes_in_all > 1);
    let ends: Vec<&Outcome> = std::iter::once(first).chain(last).collect();
    html! {
        li.outcome {
            h3 {
                (heading(group, first))
                @if group.people > 0 { span.late { " " (counted(group.people as u32, "answer")) } }
            }
            @if ends.len() > 1 {
                p.help {
                    (counted(group.outcomes_in_all as u32, "different outcome")) ", depending on "
                    @if group.answers.len() > 1 { "the answer or " } "the other questions."
                }
            }
            table {
                @if let [first, last] = ends[..] { thead { tr { td {} @for end in names_of(first, last) { th scope="col" { (end) } } } } }
                tbody {
                    (row("Network", &ends, |o| o.network_name.into()))
                    (row("Support", &ends, |o| o.support.into()))
                    (row("Mode", &ends, |o| o.nodes.as_ref().map_or(NONE.into(), |n| n.mode.into())))
                    (row("Nodes", &ends, nodes_words))
                    (row("A month", &ends, |o| o.nodes.as_ref().map_or(NONE.into(), |n| n.monthly_words.clone())))
                    @if ends.iter().any(|outcome| fleet(outcome).is_some()) {
                        (row("As a fleet", &ends, |o| fleet(o).unwrap_or(NONE.into())))
                    }
                    (row("Addresses", &ends, |o| o.nodes.as_ref().map_or(NONE.into(), Nodes::addresses_words)))
                }
            }
        }
    }
}

/// Rows that the screen has no room for; the sentence above says who supports what.
const MINOR: [&str; 2] = ["Support", "Mode"];

/// What the ends of outcomes in the order of their cost are called: what cannot be planned comes after all that cost something.
fn names_of(first: &Outcome, last: &Outcome) -> [&'static str; 2] {
    match (last.network, first.monthly(), last.monthly()) {
        (None, ..) => ["cheapest", "where no network is left"],
        (_, _, None) => ["cheapest", "where no type is left"],
        (_, least, greatest) if least == greatest => ["one of them", "another"],
        _ => ["cheapest", "most expensive"],
    }
}

pub(super) const NONE: &str = "none";
const NO_TYPE: &str = "no type carries the pods";

/// How many nodes of which type.
pub(super) fn nodes_words(outcome: &Outcome) -> String {
    let of = |n: &Nodes| format!("{}{TIMES}{}", grouped(n.nodes.into()), n.instance_type);
    outcome.nodes.as_ref().map_or(NO_TYPE.into(), of)
}

/// A row; one cell for both where they say the same.
fn row(name: &str, ends: &[&Outcome], of: impl Fn(&Outcome) -> String) -> Markup {
    let mut cells: Vec<String> = ends.iter().map(|outcome| of(outcome)).collect();
    let span = cells.len();
    cells.dedup();
    let wide = (cells.len() < span).then_some(span);
    html! { tr.minor[MINOR.contains(&name)] { th scope="row" { (name) } @for cell in &cells { td colspan=[wide] { (in_narrow_cells(cell)) } } } }
}

/// A line may end between how many nodes and of which type: two cells beside each other on a phone have no room for both.
fn in_narrow_cells(cell: &str) -> Markup {
    html! { @for (nth, part) in cell.split(TIMES).enumerate() { @if nth > 0 { (TIMES) wbr; } (part) } }
}

const TIMES: &str = " × ";

/// The answers; in a verdict on all questions together the network.
fn heading(group: &Group, outcome: &Outcome) -> String {
    let answers: Vec<&str> = group.answers.iter().map(|answer| answer.words.as_str()).collect();
    match answers.as_slice() {
        [] => outcome.network_name.into(),
        [first, .., last] if answers.len() > NAMED => format!("{first} to {last}"),
        _ => answers.join(" or "),
    }
}
