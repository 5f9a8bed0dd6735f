//! A plan as JSON: the figures of the page, money in micro-dollars, each unit in its key.

use crate::scenario_file::to_json;
use model::capacity::{Capacity, Limit};
use model::catalog::Catalog;
use model::cost::Confidence;
use model::explain::{Figure, explain};
use model::headline::headline;
use model::notes::notes;
use model::plan::{Candidate, Plan};
use model::scenario::{Era, Scenario};
use serde_json::{Map, Value, json};

/// The whole result, pretty-printed.
pub fn text(catalog: &Catalog, scenario: &Scenario, plan: &Plan) -> serde_json::Result<String> {
    let candidates: Vec<_> = plan.candidates.iter().map(|c| candidate(catalog, plan, c)).collect();
    let excluded: Vec<_> = plan
        .rejected
        .iter()
        .map(|r| json!({ "type": plan.name(catalog, r.index), "reason": r.reason.text(), "is_filter": r.reason.is_filter() }))
        .collect();
    let result = json!({
        "catalog": {
            "version": catalog.version,
            "region": catalog.region.code,
            "on_demand_as_of": catalog.region.on_demand_as_of,
            "spot_as_of": catalog.spot_as_of,
        },
        "scenario": to_json(scenario),
        "era": match plan.era { Era::Today => "today", Era::Article => "article" },
        "headline": headline(catalog, scenario, plan).sentence(scenario.mode, scenario.era),
        "best": plan.best().map(|best| detailed(catalog, scenario, plan, best)),
        "candidates": candidates,
        "excluded": excluded,
    });
    Ok(serde_json::to_string_pretty(&result)? + "\n")
}

/// A candidate with the derivation of each figure.
fn detailed(catalog: &Catalog, scenario: &Scenario, plan: &Plan, c: &Candidate) -> Value {
    let mut value = candidate(catalog, plan, c);
    let figures: Vec<_> = explain(catalog, scenario, c).iter().map(figure).collect();
    let notes: Vec<_> = notes(catalog, scenario, c).iter().map(ToString::to_string).collect();
    if let Value::Object(object) = &mut value {
        object.insert("figures".into(), figures.into());
        object.insert("notes".into(), notes.into());
    }
    value
}

fn candidate(catalog: &Catalog, plan: &Plan, c: &Candidate) -> Value {
    let binding: Vec<_> = c.capacity.by_limit.binding().map(Limit::code).collect();
    let relaxed = c.relaxed.map(|r| {
        json!({ "next": r.next.code(), "pods_per_node": r.pods, "nodes": r.nodes, "saves_micro_usd_per_month": r.saves.0 })
    });
    let stranded = c.stranded.map(
        |s| json!({ "cpu_m": s.cpu, "memory_mib": s.memory, "cpu_bp": s.cpu_share().0, "memory_bp": s.memory_share().0 }),
    );
    json!({
        "type": plan.name(catalog, c.index),
        "pods_per_node": c.capacity.pods,
        "pods_by_limit": by_limit(&c.capacity),
        "binding": binding,
        "relaxed": relaxed,
        "max_pods": c.capacity.max_pods,
        "pod_addresses": c.capacity.addresses,
        "allocatable": c.capacity.room.map(|r| json!({
            "cpu_m": r.allocatable.cpu.0, "memory_mib": r.allocatable.memory.0, "ephemeral_mib": r.allocatable.ephemeral.0,
        })),
        "attached_enis": c.capacity.room.map(|r| r.attached_enis),
        "ebs_volumes": c.capacity.room.map(|r| r.volumes),
        "nodes": c.fleet.nodes,
        "micro_usd_per_hour": c.price.hourly.0,
        "price_confidence": confidence(c.price.confidence),
        "micro_usd_per_month": c.fleet.monthly.0,
        "micro_usd_per_pod_month": c.fleet.per_pod.0,
        "micro_usd_per_slot_month": c.fleet.per_slot.0,
        "stranded": stranded,
    })
}

/// How far a price can be trusted, in a word.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Published => "published",
        Confidence::Estimated => "estimated",
        Confidence::Derived => "derived",
    }
}

fn by_limit(capacity: &Capacity) -> Map<String, Value> {
    let entry = |limit: Limit| Some((limit.code().to_string(), capacity.by_limit.get(limit)?.into()));
    Limit::ALL.into_iter().filter_map(entry).collect()
}

fn figure(f: &Figure) -> Value {
    let inputs: Map<String, Value> = f.inputs.iter().map(|i| (i.symbol.to_string(), i.value.into())).collect();
    json!({
        "id": f.id, "label": f.label, "value": f.value, "reading": f.reading(), "formula": f.formula,
        "inputs": inputs, "sources": f.sources, "note": f.note,
    })
}
