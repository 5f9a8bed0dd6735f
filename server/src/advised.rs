//! The words and ids that advice is printed with, whatever the format.

use model::advice::what_if::questions;
use model::scenario::Scenario;
use model::scenario::fields::NOT_ASKED;
use model::words;

/// The dates, the basis and the bounds of what is printed by today's rules.
pub fn small_print(version: &str) -> String {
    format!("Rules of 2026, catalogue {version}. {}", words::JUDGEMENT)
}

/// Above all advice by the article's rules.
pub fn of_2018() -> String {
    format!("By the article\u{2019}s rules of 29 November 2018. {}", words::ARTICLE_ORDER)
}

/// A question's words by its key.
pub fn label(key: &str) -> &'static str {
    questions().find(|q| q.key == key).map_or("", |q| q.label)
}

/// The answer to a question as code and words, `None` where the key is no question's.
pub fn answer(scenario: &Scenario, key: &str) -> Option<(&'static str, &'static str)> {
    questions().find(|q| q.key == key).map(|q| q.options[(q.get)(scenario)])
}

/// Whether a question has been answered.
pub fn is_answered(scenario: &Scenario, key: &str) -> bool {
    answer(scenario, key).is_some_and(|(code, _)| code != NOT_ASKED)
}
