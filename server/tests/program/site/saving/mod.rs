//! Saving through the pages and the API of the real site: links, copies, tokens, limits, and what is refused.

mod first_view;
mod kill;
mod limits;
mod links;
mod refused;
mod room;
mod time;

use crate::support::http::{Answer, ask, get, post};
use crate::support::store::Shared;
use serde_json::{Value, json};

/// One site for the tests that need nothing of their own.
pub static SITE: Shared = Shared::new();

/// 400 small pods on m5.large with prefixes: $840.96 a month by the carried catalogue.
pub fn small_pods() -> Value {
    json!({ "v": 1, "mode": "prefix-delegation", "type": "m5.large", "families": ["m5"], "max_vcpu": 2,
        "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }] })
}

/// Saves a scenario under this title; it must be new.
#[track_caller]
pub fn save(url: &str, title: &str) -> Value {
    let answer = post(url, "/api/v1/scenarios", &json!({ "scenario": small_pods(), "title": title }));
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[track_caller]
pub fn open(url: &str, id: &str) -> Value {
    let answer = get(url, &format!("/api/v1/scenarios/{id}"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

pub fn delete(url: &str, id: &str, token: Option<&str>) -> Answer {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let headers: Vec<_> = bearer.iter().map(|value| ("authorization", value.as_str())).collect();
    ask(url, "DELETE", &format!("/api/v1/scenarios/{id}"), &headers, b"")
}

/// The refusal names these fields and no others, each in a sentence that has these words.
#[track_caller]
pub fn check_refused(answer: &Answer, status: u16, errors: &[(&str, &str)]) {
    assert_eq!(answer.status, status, "{}", answer.body);
    let problem = answer.json();
    let said = problem["errors"].as_array().expect("a list");
    assert_eq!(said.len(), errors.len(), "{said:?}");
    for (error, (field, words)) in said.iter().zip(errors) {
        assert_eq!(text(error, "field"), *field, "{said:?}");
        assert!(text(error, "detail").contains(words), "{field}: no {words:?} in {said:?}");
    }
}
