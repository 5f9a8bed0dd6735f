//! The article's verdicts as JSON.

use crate::advise_command::Advised;
use crate::advise_words::{OF_2018, answer, label};
use model::advice::rules_2018::{LISTS_2018, QUESTIONS_2018, RULES_2018, Rule2018, headline_2018, rule_2018};
use model::notes::Note;
use model::scenario::Scenario;
use serde_json::{Value, json};

/// Five verdicts in the article's order, one headline, and what else its rules say.
pub fn said(Advised { scenario, .. }: Advised) -> Value {
    let answers = &scenario.answers;
    let headline = headline_2018(answers);
    let answers_a_question = |id: &str| QUESTIONS_2018.iter().any(|(_, rules)| rules.contains(&id));
    let also = RULES_2018.iter().filter(|r| r.is_set_off(answers) && !answers_a_question(r.id));
    let lists: Vec<_> = LISTS_2018.iter().map(|(title, points)| json!({ "title": title, "points": points })).collect();
    json!({
        "headline": headline.sentence(),
        "code": headline.code(),
        "questions": QUESTIONS_2018.iter().map(|(key, rules)| question(scenario, key, rules)).collect::<Vec<_>>(),
        "also_set_off": also.map(rule).collect::<Vec<_>>(),
        "calculator": RULES_2018.iter().filter(|r| r.applies.is_none()).map(rule).collect::<Vec<_>>(),
        "caveats": Note::ArticleCaveats.to_string(),
        "lists": lists,
        "note": OF_2018,
        "sources": ["article"],
    })
}

fn question(scenario: &Scenario, key: &str, rules: &[&str]) -> Value {
    let set_off = rules.iter().filter_map(|id| rule_2018(id)).filter(|r| r.is_set_off(&scenario.answers));
    let verdicts: Vec<_> = set_off.map(rule).collect();
    let asked = |key: &str| {
        let (code, words) = answer(scenario, key).unwrap_or_default();
        json!({ "question": key, "label": label(key), "answer": code, "answered": words })
    };
    let mut asks = vec![asked(key)];
    if key == "q_encryption" {
        asks.push(asked("q_multicast"));
    }
    json!({ "asks": asks, "verdicts": verdicts })
}

fn rule(rule: &Rule2018) -> Value {
    json!({
        "rule": rule.id,
        "when": rule.when,
        "then": rule.then,
        "wording": rule.wording.name(),
        "because": rule.because,
        "place": rule.place,
    })
}
