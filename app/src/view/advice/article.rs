//! The article's own verdicts on these answers, in its order and with the strength of its wording.

use super::{View, label};
use crate::view::page_view::kept;
use crate::view::page_view::with_query;
use maud::{Markup, html};
use model::advice::knowledge::rules_2018::{LISTS_2018, QUESTIONS_2018, RULES_2018, Rule2018, rule_2018};
use model::advice::what_if::questions;
use model::scenario::{Era, Scenario};
use model::summary::notes::Note;
use model::units::capitalised;
use model::words;

/// Everything that the article says to these answers.
pub fn verdicts(scenario: &Scenario) -> Markup {
    let answers = &scenario.answers;
    let others = RULES_2018.iter().filter(|r| r.is_set_off(answers) && !answers_a_question(r.id));
    let sheet = RULES_2018.iter().filter(|r| r.applies.is_none());
    let today = Scenario { era: Era::Today, ..scenario.clone() };
    html! {
        section.card.verdict {
            p { "By the article\u{2019}s rules of 29 November 2018. " a href=(View::Advice.address(&today)) { "By today\u{2019}s rules" } ", or " a href=(kept("/article")) { "its claims, checked" } "." }
            p.help { (words::ARTICLE_ORDER) }
        }
        section aria-labelledby="verdicts" {
            h2 id="verdicts" { "Its five questions" }
            ol.verdicts { @for (key, rules) in QUESTIONS_2018 { (question(scenario, key, rules)) } }
            @let also: Vec<_> = others.collect();
            @if !also.is_empty() {
                h3 { (words::OTHER_RULES) }
                ul.plain { @for rule in also { (told(rule)) } }
            }
        }
        section aria-labelledby="sheet" {
            h2 id="sheet" { "Its calculator" }
            ul.plain { @for rule in sheet { (told(rule)) } }
            p { a href=(View::Nodes.address(scenario)) { "Its table of types, calculated" } }
            p.help { (Note::ArticleCaveats.to_string()) }
        }
        section aria-labelledby="lists" {
            h2 id="lists" { "Its lists" }
            div.lists { @for (title, points) in LISTS_2018 { div { h3 { (title) } ul.plain { @for point in points { li { (point) } } } } } }
            p.help { "The article derives no rule from them. " a href=(with_query("/article", scenario)) { "What has changed in them" } }
        }
    }
}

fn answers_a_question(id: &str) -> bool {
    QUESTIONS_2018.iter().any(|(_, rules)| rules.contains(&id))
}

/// A question with the answer given and the verdict on it.
fn question(scenario: &Scenario, key: &'static str, rules: &[&str]) -> Markup {
    let said = |key: &str| questions().find(|q| q.key == key).map_or("", |q| q.options[(q.get)(scenario)].1);
    let set_off: Vec<_> =
        rules.iter().filter_map(|id| rule_2018(id)).filter(|r| r.is_set_off(&scenario.answers)).collect();
    html! {
        li {
            b { (label(Some(key))) } " \u{201c}" (said(key)) "\u{201d}"
            @if key == "q_encryption" { "; " (label(Some("q_multicast"))) " \u{201c}" (said("q_multicast")) "\u{201d}" }
            @if set_off.is_empty() { p.help { "No verdict." } } @else { ul.plain { @for rule in set_off { (told(rule)) } } }
        }
    }
}

fn told(rule: &Rule2018) -> Markup {
    html! {
        li { (capitalised(rule.when)) ": " b { (rule.then) } " (" (rule.wording.name()) "), because " (rule.because) ". " span.quiet { (rule.id) ", " (rule.place) } }
    }
}
