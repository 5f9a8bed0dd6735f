//! Advice as JSON: what the page says, with ids of rules, questions and sources, money in micro-dollars, each
//! unit in its key.

mod article;
pub(crate) mod figures;
mod today;

use crate::json::scenario::ScenarioJson;
use model::advice::knowledge::fact::{Basis, Fact};
use model::evaluation::Evaluation;
use model::scenario::Era;
use model::sources::source;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// The key of every list of source ids.
const SOURCES: &str = "sources";

/// The whole advice, pretty-printed.
pub fn text(evaluation: &Evaluation) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(&advice(evaluation))? + "\n")
}

/// Advice on the pod network, by today's rules or by the article's.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Advice")]
pub struct AdviceJson<'a> {
    catalog: Dates<'a>,
    scenario: ScenarioJson,
    #[serde(flatten)]
    said: Said,
    /// Every source that is cited anywhere above.
    cited: Vec<Source>,
}

/// Which catalogue the figures come from.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AdviceDates")]
struct Dates<'a> {
    /// A date with a serial.
    version: &'a str,
    /// Code of the region.
    region: &'a str,
    /// Date of the published on-demand prices.
    on_demand_as_of: &'a str,
}

#[derive(Serialize, JsonSchema)]
#[serde(tag = "era", rename_all = "lowercase")]
#[schemars(rename = "Verdict")]
enum Said {
    Today(Box<today::Today>),
    Article(article::Article),
}

/// A page of a publisher.
#[derive(Serialize, JsonSchema)]
struct Source {
    id: &'static str,
    title: &'static str,
    /// Where in it.
    place: &'static str,
    /// None where it has no page of its own.
    url: Option<String>,
    /// Date of what it says, or when it was looked up.
    as_of: &'static str,
}

/// The whole advice.
pub fn advice(evaluation: &Evaluation) -> AdviceJson<'_> {
    let said = match evaluation.scenario().era {
        Era::Today => Said::Today(Box::new(today::said(evaluation))),
        Era::Article => Said::Article(article::said(evaluation)),
    };
    // texts and numbers always become JSON
    let cited = cited(&serde_json::to_value(&said).unwrap_or_default());
    let region = &evaluation.catalog().region;
    let catalog = Dates {
        version: &evaluation.catalog().version,
        region: &region.code,
        on_demand_as_of: &region.on_demand_as_of,
    };
    AdviceJson { catalog, scenario: ScenarioJson::of(evaluation.scenario()), said, cited }
}

/// A fact with what it rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fact")]
pub(crate) struct FactJson {
    #[serde(flatten)]
    basis: BasisJson,
    text: &'static str,
    /// Date of what the sources say.
    as_of: &'static str,
}

/// What something rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Basis")]
pub(crate) struct BasisJson {
    /// How far it can be trusted: `cited`, or a word for less.
    basis: &'static str,
    /// Ids of sources.
    sources: Vec<&'static str>,
}

pub(crate) fn fact(fact: &Fact) -> FactJson {
    FactJson { basis: basis(fact.basis), text: fact.text, as_of: fact.date }
}

fn basis(basis: Basis) -> BasisJson {
    BasisJson { basis: basis.mark().unwrap_or("cited"), sources: basis.sources().to_vec() }
}

/// Every source cited anywhere in a value, by id.
fn cited(value: &Value) -> Vec<Source> {
    let mut ids = BTreeSet::new();
    collect(value, &mut ids);
    let rows = ids.iter().filter_map(|id| source(id));
    rows.map(|s| Source { id: s.id, title: s.title, place: s.place, url: s.url(), as_of: s.date }).collect()
}

fn collect<'a>(value: &'a Value, ids: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::Array(list) if key == SOURCES => ids.extend(list.iter().filter_map(Value::as_str)),
                    value => collect(value, ids),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, ids)),
        _ => {}
    }
}
