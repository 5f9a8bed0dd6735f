//! Who moved what in the shared scenario: each change named by its setting.

use crate::event::SeatId;
use crate::question::named_for;
use crate::state::{State, Tried};
use model::scenario::Scenario;
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
    let [before, after] = [before, after].map(|query| from_query(query).scenario);
    let was = encode_settings(&before);
    let differing = encode_settings(&after).into_iter().filter(|pair| !was.contains(pair));
    let named: Vec<_> = differing.map(|(key, value)| (label(key, &after), words(key, &value))).collect();
    match named.is_empty() {
        true => vec![("Other settings".into(), String::new())],
        false => named,
    }
}

/// The name of a setting; one of the first workload says so where there are several.
fn label(key: &str, scenario: &Scenario) -> String {
    let choices = PROFILE_CHOICES.iter().map(|c| (c.key, c.label));
    let texts = PROFILE_TEXTS.iter().map(|text| (text.key, text.label));
    let mut of_pods = PROFILE_NUMBERS.iter().map(|n| (n.key, n.label)).chain(choices).chain(texts);
    let is_it = |(known, _): &(&str, &str)| *known == key;
    if let Some((_, label)) = of_pods.find(is_it) {
        return named_for(label, scenario);
    }
    let mut own = NUMBERS.iter().map(|n| (n.key, n.label)).chain(CHOICES.iter().map(|c| (c.key, c.label)));
    own.find(is_it).map_or(key, |(_, label)| label).to_string()
}

fn words(key: &str, value: &str) -> String {
    if let Some((d, n)) = decimal(key).zip(value.parse().ok()) {
        return format!("{} {}", d.text(n), d.unit);
    }
    let options = CHOICES.iter().map(|c| (c.key, c.options)).chain(PROFILE_CHOICES.iter().map(|c| (c.key, c.options)));
    let named = options.filter(|(known, _)| *known == key).flat_map(|(_, options)| options.iter());
    named.clone().find(|(code, _)| *code == value).map_or(value, |(_, name)| name).to_string()
}
