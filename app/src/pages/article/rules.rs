//! What the article recommends for each question, in what words, and what it weighs.

use super::{heads, scrolling};
use maud::{Markup, html};
use model::advice::knowledge::changes::CHANGES;
use model::advice::knowledge::rules_2018::{LISTS_2018, QUESTIONS_2018, RULES_2018, Rule2018, rule_2018};

/// The five questions, then the rules made elsewhere in the text.
pub(super) fn questions() -> Markup {
    let numbered = QUESTIONS_2018.iter().zip(1..);
    let asked = numbered.flat_map(|((_, rules), n)| {
        rules.iter().filter_map(|id| rule_2018(id)).map(move |rule| row(rule, &format!("{n}")))
    });
    let closing: Vec<&str> = QUESTIONS_2018.iter().flat_map(|(_, rules)| rules.iter().copied()).collect();
    let others = RULES_2018.iter().filter(|rule| !closing.contains(&rule.id)).map(|rule| row(rule, rule.place));
    html! {
        p { "It ends on five questions. Each yes brings a recommendation, some firm and some careful." }
        (scrolling("The article's five questions", table("Question", asked)))
        h3 { "Its other rules" }
        (scrolling("The article's other rules", table("Where", others)))
    }
}

fn table(first: &str, rows: impl Iterator<Item = Markup>) -> Markup {
    html! {
        table.list.words.stacks {
            (heads(&[first, "When", "It recommends", "Wording", "Because", "Today"]))
            tbody { @for row in rows { (row) } }
        }
    }
}

fn row(rule: &Rule2018, first: &str) -> Markup {
    let (today, claims) = today(rule);
    html! {
        tr id=(rule.id) {
            th scope="row" { (first) } td data-label="When" { (rule.when) }
            td data-label="It recommends" { b { (rule.then) } } td data-label="Wording" { (rule.wording.name()) }
            td data-label="Because" { (rule.because) }
            td data-label="Today" { (today) @for id in claims { " " a href={ "#" (id) } { (id) } } }
        }
    }
}

/// What became of a rule, and the claims behind it.
fn today(rule: &Rule2018) -> (&'static str, &'static [&'static str]) {
    if let Some(change) = CHANGES.iter().find(|change| change.rule == rule.id) {
        return (change.today, change.claims);
    }
    match rule.id {
        "R18-10" => ("Its own count speaks against it.", &["C7"]),
        "R18-11" => ("Still right, with two daemonsets fewer to count.", &["C5"]),
        "R18-12" => ("Two of the four take no address, and the limit is another.", &["C5", "C6"]),
        _ => ("Stands.", &[]),
    }
}

/// For and against.
pub(super) fn lists() -> Markup {
    html! {
        p { "As the article saw them. It gives no rule for EKS against a self-managed cluster." }
        div.weighing {
            @for (heading, points) in &LISTS_2018 {
                div.weighed { h3 { (heading) } ul.plain { @for point in *points { li { (point) } } } }
            }
        }
    }
}
