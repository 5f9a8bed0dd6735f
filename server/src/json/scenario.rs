//! A scenario within a larger answer: written by its own rules, described by the settings' tables.

use crate::json::scenario_file::to_json;
use model::scenario::Scenario;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// A scenario, every key written. Sent back as it is, it means the same.
#[derive(Serialize)]
#[serde(transparent)]
pub struct ScenarioJson(Value);

impl ScenarioJson {
    /// The scenario as JSON.
    pub fn of(scenario: &Scenario) -> ScenarioJson {
        ScenarioJson(to_json(scenario))
    }
}

impl JsonSchema for ScenarioJson {
    fn schema_name() -> Cow<'static, str> {
        "Scenario".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        crate::json::scenario_schema::scenario()
    }
}
