//! Who moved what in the shared scenario: each change named by its setting.

use crate::event::SeatId;
use crate::state::{State, Tried};
use model::scenario::fields::{CHOICES, NUMBERS, PROFILE_CHOICES, PROFILE_NUMBERS, PROFILE_TEXTS, decimal};
use model::scenario::link::{encode_settings, from_query};
use serde::Serialize;

/// A change of the shared scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Who.
    pub seat: SeatId,
    /// Settings by name, each with what it is now; `other settings` for lists.
    pub what: Vec<(String, String)>,
}

/// The last changes, the newest first.
pub(super) fn moves(state: &State) -> Vec<Move> {
    let moved = |tried: &Tried| Move { seat: tried.seat, what: changed(&tried.before, &tried.after) };
    state.tried().iter().rev().map(moved).collect()
}

fn changed(before: &str, after: &str) -> Vec<(String, String)> {
    let [before, after] = [before, after].map(|query| encode_settings(&from_query(query).scenario));
    let differing = after.iter().filter(|pair| !before.contains(pair));
    let named: Vec<_> = differing.map(|(key, value)| (label(key).to_string(), words(key, value))).collect();
    match named.is_empty() {
        true => vec![("Other settings".into(), String::new())],
        false => named,
    }
}

fn label(key: &str) -> &str {
    let numbers = NUMBERS.iter().map(|n| (n.key, n.label)).chain(PROFILE_NUMBERS.iter().map(|n| (n.key, n.label)));
    let choices = CHOICES.iter().map(|c| (c.key, c.label)).chain(PROFILE_CHOICES.iter().map(|c| (c.key, c.label)));
    let texts = PROFILE_TEXTS.iter().map(|text| (text.key, text.label));
    numbers.chain(choices).chain(texts).find(|(known, _)| *known == key).map_or(key, |(_, label)| label)
}

fn words(key: &str, value: &str) -> String {
    if let Some((d, n)) = decimal(key).zip(value.parse().ok()) {
        return format!("{} {}", d.text(n), d.unit);
    }
    let options = CHOICES.iter().map(|c| (c.key, c.options)).chain(PROFILE_CHOICES.iter().map(|c| (c.key, c.options)));
    let named = options.filter(|(known, _)| *known == key).flat_map(|(_, options)| options.iter());
    named.clone().find(|(code, _)| *code == value).map_or(value, |(_, name)| name).to_string()
}
