//! What the article recommends for each question, in what words, and what it weighs.

use super::{heads, scrolling};
use leptos::prelude::*;
use model::advice::knowledge::changes::CHANGES;
use model::advice::knowledge::rules_2018::{LISTS_2018, QUESTIONS_2018, RULES_2018, Rule2018, rule_2018};

/// The five questions, then the rules made elsewhere in the text.
pub(super) fn questions() -> AnyView {
    let asked = QUESTIONS_2018.iter().enumerate().flat_map(|(i, (_, rules))| {
        rules.iter().filter_map(|id| rule_2018(id)).map(move |rule| row(rule, format!("{}", i + 1)))
    });
    let closing: Vec<&str> = QUESTIONS_2018.iter().flat_map(|(_, rules)| rules.iter().copied()).collect();
    let others = RULES_2018.iter().filter(|rule| !closing.contains(&rule.id)).map(|rule| row(rule, rule.place.into()));
    view! {
        <p>"It ends on five questions. Each yes brings a recommendation, some firm and some careful."</p>
        {scrolling("The article's five questions", table("Question", asked.collect_view()))}
        <h3>"Its other rules"</h3>
        {scrolling("The article's other rules", table("Where", others.collect_view()))}
    }
    .into_any()
}

fn table(first: &'static str, rows: impl IntoView + 'static) -> AnyView {
    view! {
        <table class="list words stacks">
            {heads(&[first, "When", "It recommends", "Wording", "Because", "Today"])}
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(rule: &'static Rule2018, first: String) -> AnyView {
    let (today, claims) = today(rule);
    let claims = claims.iter().map(|id| view! { " "<a href=format!("#{id}")>{*id}</a> }).collect_view();
    view! {
        <tr id=rule.id>
            <th scope="row">{first}</th><td data-label="When">{rule.when}</td>
            <td data-label="It recommends"><b>{rule.then}</b></td><td data-label="Wording">{rule.wording.name()}</td>
            <td data-label="Because">{rule.because}</td><td data-label="Today">{today}{claims}</td>
        </tr>
    }
    .into_any()
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
pub(super) fn lists() -> AnyView {
    let list = |(heading, points): &(&'static str, &'static [&'static str])| {
        let points = points.iter().map(|point| view! { <li>{*point}</li> }).collect_view();
        view! { <div class="weighed"><h3>{*heading}</h3><ul class="plain">{points}</ul></div> }
    };
    view! {
        <p>"As the article saw them. It gives no rule for EKS against a self-managed cluster."</p>
        <div class="weighing">{LISTS_2018.iter().map(list).collect_view()}</div>
    }
    .into_any()
}
