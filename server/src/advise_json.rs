//! Advice as JSON: what the page says, with ids of rules, questions and sources, money in micro-dollars, each
//! unit in its key.

mod article;
mod figures;
mod today;

use crate::advise_command::Advised;
use crate::scenario_file::to_json;
use model::advice::fact::{Basis, Fact};
use model::scenario::Era;
use model::sources::source;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The key of every list of source ids.
const SOURCES: &str = "sources";

/// The whole advice, pretty-printed.
pub fn text(advised: Advised) -> serde_json::Result<String> {
    let (era, said) = match advised.scenario.era {
        Era::Today => ("today", today::said(advised)),
        Era::Article => ("article", article::said(advised)),
    };
    let region = &advised.catalog.region;
    let mut result = json!({
        "catalog": {
            "version": advised.catalog.version,
            "region": region.code,
            "on_demand_as_of": region.on_demand_as_of,
        },
        "scenario": to_json(advised.scenario),
        "era": era,
    });
    if let (Value::Object(result), Value::Object(said)) = (&mut result, said) {
        result.extend(said);
    }
    let cited = cited(&result);
    result["cited"] = cited;
    Ok(serde_json::to_string_pretty(&result)? + "\n")
}

/// A fact with what it rests on.
fn fact(fact: &Fact) -> Value {
    let mut value = basis(fact.basis);
    value.insert("text".into(), fact.text.into());
    value.insert("as_of".into(), fact.date.into());
    value.into()
}

/// What something rests on: how far it can be trusted, and its sources.
fn basis(basis: Basis) -> Map<String, Value> {
    let fields = [("basis", json!(basis.mark().unwrap_or("cited"))), (SOURCES, json!(basis.sources()))];
    Map::from_iter(fields.map(|(key, value)| (key.to_string(), value)))
}

/// Every source cited anywhere in a value, by id.
fn cited(value: &Value) -> Value {
    let mut ids = BTreeSet::new();
    collect(value, &mut ids);
    let rows = ids.iter().filter_map(|id| source(id));
    rows.map(|s| json!({ "id": s.id, "title": s.title, "place": s.place, "url": s.url(), "as_of": s.date })).collect()
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
