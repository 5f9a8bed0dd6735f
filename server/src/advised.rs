//! The words and ids that advice is printed with, whatever the format.

use model::advice::what_if::questions;
use model::scenario::Scenario;
use model::scenario::fields::NOT_ASKED;

/// The dates, the basis and the bounds of what is printed by today's rules.
pub fn small_print(version: &str) -> String {
    format!(
        "Rules of 2026, catalogue {version}. Scores and weights are judgement; differences under 0.05 mean nothing. Cost is node price only: no EKS fee, storage or traffic."
    )
}

/// What stands beside everything that the article says.
pub const OF_2018: &str = "By the article\u{2019}s rules of 29 November 2018. The article gives no order among its answers; this one is ours: what it calls the only way outranks what it prefers. Do not start with Weave Net: it is archived since 2024.";

/// Why Weave Net is not among the options.
pub const NO_WEAVE: &str =
    "Weave Net is not among them: its last release is of January 2021, and its repositories are archived.";

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
