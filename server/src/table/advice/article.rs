//! The article's verdicts as text.

use super::Page;
use crate::advised::{answer, label, of_2018};
use model::advice::knowledge::rules_2018::{
    LISTS_2018, QUESTIONS_2018, RULES_2018, Rule2018, headline_2018, rule_2018,
};
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::summary::notes::Note;
use model::units::capitalised;
use model::words;

/// Headline, five verdicts in the article's order, and what else its rules say.
pub fn write(page: &mut Page, evaluation: &Evaluation) {
    let scenario = evaluation.scenario();
    let answers = &scenario.answers;
    page.line(headline_2018(answers).sentence());
    let cites = page.cite(&["article"]);
    page.line(format!("{}{cites}", of_2018()));
    page.head("Its five questions");
    for (key, rules) in QUESTIONS_2018 {
        question(page, scenario, key, rules);
    }
    let answers_a_question = |id: &str| QUESTIONS_2018.iter().any(|(_, rules)| rules.contains(&id));
    let also: Vec<_> = RULES_2018.iter().filter(|r| r.is_set_off(answers) && !answers_a_question(r.id)).collect();
    if !also.is_empty() {
        page.head(words::OTHER_RULES);
        also.iter().for_each(|rule| page.point(told(rule)));
    }
    page.head("Its calculator");
    RULES_2018.iter().filter(|r| r.applies.is_none()).for_each(|rule| page.point(told(rule)));
    page.line(Note::ArticleCaveats.to_string());
    for (title, points) in LISTS_2018 {
        page.head(title);
        points.iter().for_each(|point| page.point(point));
    }
}

fn question(page: &mut Page, scenario: &Scenario, key: &str, rules: &[&str]) {
    let asked = |key: &str| {
        let (_, words) = answer(scenario, key).unwrap_or_default();
        format!("{} \u{201c}{words}\u{201d}", label(key))
    };
    let also = if key == "q_encryption" { format!("; {}", asked("q_multicast")) } else { String::new() };
    page.line(format!("  {}{also}", asked(key)));
    let set_off = rules.iter().filter_map(|id| rule_2018(id)).filter(|r| r.is_set_off(&scenario.answers));
    let set_off: Vec<_> = set_off.collect();
    if set_off.is_empty() {
        page.line("    No verdict.");
    }
    for rule in set_off {
        page.line(format!("    {}", told(rule)));
    }
}

fn told(rule: &Rule2018) -> String {
    let (when, wording) = (capitalised(rule.when), rule.wording.name());
    format!("{when}: {} ({wording}), because {}. {}, {}", rule.then, rule.because, rule.id, rule.place)
}
