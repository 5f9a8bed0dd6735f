//! The article's verdicts as JSON.

use crate::advised::{answer, label, of_2018};
use model::advice::knowledge::rules_2018::{
    LISTS_2018, QUESTIONS_2018, RULES_2018, Rule2018, headline_2018, rule_2018,
};
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::summary::notes::Note;
use schemars::JsonSchema;
use serde::Serialize;

/// What the article's rules of November 2018 say.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ArticleVerdict")]
pub struct Article {
    headline: &'static str,
    /// The headline in a word.
    code: &'static str,
    /// Its questions in its order.
    questions: Vec<Question>,
    /// Rules that are set off and answer none of the questions.
    also_set_off: Vec<RuleJson>,
    /// Rules that its calculator follows.
    calculator: Vec<RuleJson>,
    /// What its figures leave out.
    caveats: String,
    lists: Vec<List>,
    note: String,
    /// Ids of sources.
    sources: Vec<&'static str>,
}

/// A list of the article.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ArticleList")]
struct List {
    title: &'static str,
    points: &'static [&'static str],
}

/// One of the article's questions.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ArticleQuestion")]
struct Question {
    /// What it asks, and what was answered.
    asks: Vec<Asked>,
    /// The rules that the answers set off.
    verdicts: Vec<RuleJson>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ArticleAnswer")]
struct Asked {
    /// Key of the question in a scenario.
    question: &'static str,
    label: &'static str,
    /// Code of the answer.
    answer: &'static str,
    /// The answer in words.
    answered: &'static str,
}

/// A rule of the article.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ArticleRule")]
struct RuleJson {
    rule: &'static str,
    when: &'static str,
    then: &'static str,
    /// How firmly the article words it.
    wording: &'static str,
    because: &'static str,
    /// Where in the article.
    place: &'static str,
}

/// Five verdicts in the article's order, one headline, and what else its rules say.
pub fn said(evaluation: &Evaluation) -> Article {
    let scenario = evaluation.scenario();
    let answers = &scenario.answers;
    let headline = headline_2018(answers);
    let answers_a_question = |id: &str| QUESTIONS_2018.iter().any(|(_, rules)| rules.contains(&id));
    let also = RULES_2018.iter().filter(|r| r.is_set_off(answers) && !answers_a_question(r.id));
    Article {
        headline: headline.sentence(),
        code: headline.code(),
        questions: QUESTIONS_2018.iter().map(|(key, rules)| question(scenario, key, rules)).collect(),
        also_set_off: also.map(rule).collect(),
        calculator: RULES_2018.iter().filter(|r| r.applies.is_none()).map(rule).collect(),
        caveats: Note::ArticleCaveats.to_string(),
        lists: LISTS_2018.iter().map(|(title, points)| List { title, points }).collect(),
        note: of_2018(),
        sources: vec!["article"],
    }
}

fn question(scenario: &Scenario, key: &'static str, rules: &[&str]) -> Question {
    let set_off = rules.iter().filter_map(|id| rule_2018(id)).filter(|r| r.is_set_off(&scenario.answers));
    let verdicts: Vec<_> = set_off.map(rule).collect();
    let asked = |key: &'static str| {
        let (code, words) = answer(scenario, key).unwrap_or_default();
        Asked { question: key, label: label(key), answer: code, answered: words }
    };
    let mut asks = vec![asked(key)];
    if key == "q_encryption" {
        asks.push(asked("q_multicast"));
    }
    Question { asks, verdicts }
}

fn rule(rule: &Rule2018) -> RuleJson {
    RuleJson {
        rule: rule.id,
        when: rule.when,
        then: rule.then,
        wording: rule.wording.name(),
        because: rule.because,
        place: rule.place,
    }
}
