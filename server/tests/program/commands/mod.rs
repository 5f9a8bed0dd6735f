//! The commands of the real binary: what they print, what they refuse, and their exit codes.

mod addresses;
mod advise;
pub mod backup;
mod catalog;
mod export;
mod fleet;
mod import;
mod pipes;
mod plan;
mod plan_by_model;
mod presets;
pub mod refresh;
mod restore;
mod saved;
mod store;
mod wrong_input;

use crate::support::{Said, run};
use serde_json::Value;

/// `berth plan -` with this scenario on standard input.
pub fn plan_of(scenario: &str, options: &[&str]) -> Said {
    run(["plan", "-"].iter().chain(options), scenario.as_bytes())
}

/// The same as JSON; it must succeed.
pub fn planned_json(scenario: &str) -> Value {
    let said = plan_of(scenario, &["--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{scenario}");
    serde_json::from_str(&said.out).expect("it prints JSON")
}
