//! Which questions are worth a team's time: those whose answer can still change what Berth recommends.

use crate::question::Question;
use crate::verdict::{Nodes, Outcome, Outcomes};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::units::{MicroUsd, grouped};
use std::sync::Arc;

/// A question, and whether its answer can still change something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preselected {
    /// Which.
    pub question: Question,
    /// Whether some answer changes network, mode, type, nodes or cost, the others being as they are.
    pub matters: bool,
    /// Why or why not, as a sentence.
    pub why: String,
}

/// Every question, each with whether its answer can still change network, mode, type, nodes or cost of a scenario.
///
/// A number matters where half or twice as much changes something.
pub fn questions_that_matter(catalog: &Arc<Catalog>, scenario: &Scenario) -> Vec<Preselected> {
    let mut outcomes = Outcomes::of(catalog.clone(), scenario.clone());
    let base = outcomes.base().clone();
    let now = outcomes.number(&base);
    let evidence = outcomes.evaluation(&base).advice().evidence.clone();
    let alone: Vec<(Question, Option<Preselected>)> = Question::all()
        .map(|question| match question.range() {
            Some(range) => (question, Some(number(&mut outcomes, question, range))),
            None => (question, choice(&mut outcomes, question, now)),
        })
        .collect();
    let decisive: Vec<Question> = alone.iter().filter(|(_, found)| found.is_some()).map(|(q, _)| *q).collect();
    let mut why_not = |question: Question| {
        let told = evidence.iter().find(|e| e.key == Some(question.key()) && e.says.is_some());
        match (told, with_another(&mut outcomes, question, &decisive)) {
            (_, Some(with)) => with,
            (Some(evidence), None) => format!("The figures tell, whatever the answer. {}", evidence.text),
            (None, None) => "No answer changes network, type or cost here.".into(),
        }
    };
    alone
        .into_iter()
        .map(|(question, found)| {
            found.unwrap_or_else(|| Preselected { question, matters: false, why: why_not(question) })
        })
        .collect()
}

/// Answers to a choice: every option, and none.
fn answers(question: Question) -> Vec<Option<&'static str>> {
    question.options().into_iter().map(|(code, _)| Some(code)).chain([None]).collect()
}

/// A choice of which one answer leads elsewhere; `None` where none does.
fn choice(outcomes: &mut Outcomes, question: Question, now: u32) -> Option<Preselected> {
    let mut scenario = outcomes.base().clone();
    for answer in answers(question) {
        question.set(&mut scenario, answer);
        let then = outcomes.number(&scenario);
        if then != now {
            let leads_to = said(outcomes.get(then), outcomes.get(now));
            let why = format!("\u{201c}{}\u{201d} leads to {leads_to}.", question.answer(answer));
            return Some(Preselected { question, matters: true, why });
        }
    }
    None
}

/// Where a choice changes something only once another is answered otherwise: with which.
fn with_another(outcomes: &mut Outcomes, question: Question, decisive: &[Question]) -> Option<String> {
    for other in decisive.iter().filter(|other| !other.is_number()) {
        for answer in answers(*other) {
            let mut scenario = outcomes.base().clone();
            other.set(&mut scenario, answer);
            let mut numbers = answers(question).into_iter().map(|answer| {
                question.set(&mut scenario, answer);
                outcomes.number(&scenario)
            });
            let first = numbers.next();
            if numbers.any(|number| Some(number) != first) {
                let (text, answer) = (other.text_for(&scenario), other.answer(answer));
                let text = text.trim_end_matches('?');
                return Some(format!(
                    "By itself it changes nothing; it would where \u{201c}{text}\u{201d} is answered \u{201c}{answer}\u{201d}."
                ));
            }
        }
    }
    None
}

/// A number, halved and doubled.
fn number(outcomes: &mut Outcomes, question: Question, (min, max): (u32, u32)) -> Preselected {
    let base = outcomes.base().clone();
    let value: u32 = question.of(&base).and_then(|value| value.parse().ok()).unwrap_or(min);
    let mut with = |value: u32| {
        let mut scenario = base.clone();
        question.set(&mut scenario, Some(&value.clamp(min, max).to_string()));
        outcomes.number(&scenario)
    };
    let (less, now, more) = (with(value / 2), with(value), with(value.saturating_mul(2)));
    let cost = |number| outcomes.get(number).nodes.as_ref().map(|n| MicroUsd(n.monthly).cents());
    let why = match (less == now && now == more, cost(less), cost(more)) {
        (true, ..) => "Half or twice as much changes nothing here.".into(),
        (_, Some(less), Some(more)) if less != more => {
            format!("From half to twice as much, cost goes from {less} to {more} a month.")
        }
        _ => "Half or twice as much changes network, type or nodes.".into(),
    };
    Preselected { question, matters: !(less == now && now == more), why }
}

/// What an answer leads to, as far as it differs from what there is now.
fn said(then: &Outcome, now: &Outcome) -> String {
    match (&then.nodes, &now.nodes) {
        _ if then.network.is_none() => "no pod network that meets every answer".into(),
        _ if now.network.is_none() => format!("{}, where none meets every answer now", then.network_name),
        (Some(a), Some(b)) if then.network != now.network && a.monthly == b.monthly => {
            format!("{} at the same cost{}", then.network_name, spared(a, b))
        }
        (Some(a), b) if then.network != now.network => {
            let spared = b.as_ref().map(|b| spared(a, b)).unwrap_or_default();
            format!("{} on {}, {} a month{spared}", then.network_name, a.instance_type, a.monthly_words)
        }
        (Some(a), Some(b)) => format!(
            "{} nodes of {} instead of {}, {} a month instead of {}",
            a.nodes, a.instance_type, b.instance_type, a.monthly_words, b.monthly_words
        ),
        _ => then.network_name.into(),
    }
}

/// What pods in subnets of their own spare the nodes' subnets: all that such a network is chosen for.
fn spared(then: &Nodes, now: &Nodes) -> String {
    match now.addresses.saturating_sub(then.addresses) {
        fewer if fewer > 0 && then.pod_addresses > 0 => {
            let what = if fewer == 1 { "address" } else { "addresses" };
            format!(", with {} fewer {what} of the nodes\u{2019} subnets", grouped(fewer))
        }
        _ => String::new(),
    }
}
