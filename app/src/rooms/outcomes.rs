//! Whether a disagreement matters: the sentence that decides the mood, and what the answers lead to, side by side.

use maud::{Markup, html};
use model::units::{counted, grouped};
use room::verdict::{Group, Matters, Outcome, Verdict};

/// The sentence, and the outcomes where they differ.
pub(super) fn verdict(verdict: Option<&Verdict>) -> Markup {
    let Some(verdict) = verdict else {
        return html! { p.mood { "Berth works out what the answers lead to." } };
    };
    html! {
        p.mood class=(mood(verdict.matters)) { (verdict.sentence) }
        @for sentence in &verdict.more { p.help { (sentence) } }
        @if matches!(verdict.matters, Matters::Yes | Matters::CostOnly) { (side_by_side(&verdict.groups)) }
    }
}

fn mood(matters: Matters) -> &'static str {
    match matters {
        Matters::Agreed => "agrees",
        Matters::No => "same",
        Matters::CostOnly | Matters::Yes => "matters",
    }
}

/// What each group of answers leads to, as full answers.
fn side_by_side(groups: &[Group]) -> Markup {
    html! {
        ul.outcomes aria-label="What the answers lead to" {
            @for group in groups { @for (index, outcome) in group.outcomes.iter().enumerate() { (full(group, index, outcome)) } }
        }
    }
}

fn full(group: &Group, index: usize, outcome: &Outcome) -> Markup {
    let answers: Vec<&str> = group.answers.iter().map(|answer| answer.words.as_str()).collect();
    html! {
        li.outcome {
            h3 {
                @if answers.is_empty() { "All questions together" } @else { (answers.join(" or ")) }
                @if group.people > 0 && !answers.is_empty() { span.late { " " (counted(group.people as u32, "answer")) } }
            }
            @if group.outcomes_in_all > 1 { p.help { (which(index, group)) " of " (group.outcomes_in_all) " that they can lead to" } }
            dl.facts-of {
                dt { "Network" } dd { (outcome.network_name) }
                dt { "Support" } dd { (outcome.support) }
                @match &outcome.nodes {
                    Some(nodes) => {
                        dt { "Mode" } dd { (nodes.mode) }
                        dt { "Nodes" } dd { (grouped(nodes.nodes.into())) " × " (nodes.instance_type) }
                        dt { "A month" } dd { (nodes.monthly_words) }
                        dt { "Addresses" } dd { (grouped(nodes.addresses)) }
                    }
                    None => { dt { "Nodes" } dd { "no type carries the pods" } }
                }
            }
        }
    }
}

/// Outcomes are in the order of their cost; of many there are only the two ends.
fn which(index: usize, group: &Group) -> &'static str {
    match index {
        0 => "The cheapest",
        last if last + 1 == group.outcomes.len() => "The most expensive",
        _ => "One",
    }
}
