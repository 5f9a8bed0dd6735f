//! A saved scenario as JSON: the figures as decided, as they are now, and what differs.

use crate::json::meeting::{MeetingJson, meeting};
use crate::json::moment::rfc3339;
use crate::json::scenario::ScenarioJson;
use app::saved::SavedPage;
use model::catalog::Catalog;
use model::scenario::link::to_query;
use model::summary::decided::{Decided, DecidedFleet, DecidedType, Difference, MODEL_VERSION, network_name};
use schemars::JsonSchema;
use serde::Serialize;

/// A saved scenario.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SavedScenario")]
pub struct SavedJson<'a> {
    id: &'a str,
    /// Its page.
    url: &'a str,
    title: &'a str,
    note: &'a str,
    /// The id of the saved scenario that it was made from, which may be gone by now.
    parent: Option<&'a str>,
    /// UTC.
    created_at: String,
    /// When it goes, UTC; none: it stays.
    expires_at: Option<String>,
    /// The meeting that decided it; none where nobody met.
    meeting: Option<MeetingJson<'a>>,
    /// Links of the saved scenarios that it takes the place of.
    supersedes: &'a [String],
    /// Links of those that have taken its place.
    superseded_by: &'a [String],
    scenario: ScenarioJson,
    /// The scenario as the query string of a link.
    query: String,
    /// Whether catalogue and model are still those of the decision: then so are the figures.
    is_current: bool,
    /// The figures as they were when it was saved.
    decided: SavedFigures<'a>,
    /// The same with today's catalogue and model; none where the region is no longer in the catalogue.
    now: Option<SavedFigures<'a>>,
    /// What has changed since, a figure a row.
    differences: Vec<DifferenceJson>,
}

/// The figures of a decision.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DecidedFigures")]
struct SavedFigures<'a> {
    /// Version of the catalogue.
    catalog_version: &'a str,
    /// Date of the published on-demand prices.
    on_demand_as_of: &'a str,
    /// Version of rules and formulas.
    model_version: u32,
    headline: String,
    /// Code of the pod network advised; none where none meets every answer.
    network: Option<String>,
    network_name: String,
    /// The best types, and the chosen one.
    types: Vec<TypeFigures>,
    /// The fleet of several types; none where the scenario is for none, or none was found.
    fleet: Option<FleetFigures>,
}

/// A fleet of a decision.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DecidedFleet")]
struct FleetFigures {
    nodes: u32,
    /// All nodes.
    micro_usd_per_month: u64,
    /// No fleet costs less.
    bound_micro_usd_per_month: u64,
    /// Those that cost most first.
    types: Vec<NodesOfType>,
}

/// Nodes of a type.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DecidedNodes")]
struct NodesOfType {
    r#type: String,
    nodes: u32,
}

/// A type of a decision.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DecidedType")]
struct TypeFigures {
    rank: u32,
    r#type: String,
    pods_per_node: u32,
    nodes: u32,
    /// All nodes.
    micro_usd_per_month: u64,
    /// Code of the limit that stops the next pod.
    binding: String,
}

/// A figure that is no longer what it was.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FigureDifference")]
struct DifferenceJson {
    what: String,
    then: String,
    now: String,
}

/// A saved scenario with what has become of its figures.
pub fn saved(page: &SavedPage) -> SavedJson<'_> {
    let by_today = page.by_today();
    let differences = by_today.as_ref().map(|(today, decided)| page.differences(today, decided)).unwrap_or_default();
    let now = by_today.map(|(_, decided)| decided);
    SavedJson {
        id: &page.id,
        url: &page.url,
        title: &page.title,
        note: &page.note,
        parent: page.parent.as_deref(),
        created_at: rfc3339(page.created_at),
        expires_at: page.expires_at.map(rfc3339),
        meeting: page.meeting.as_deref().map(|held| meeting(held, page.room.as_deref())),
        supersedes: &page.supersedes,
        superseded_by: &page.superseded_by,
        scenario: ScenarioJson::of(&page.scenario),
        query: to_query(&page.scenario),
        is_current: page.is_current,
        differences: differences.into_iter().map(difference).collect(),
        decided: figures(&page.catalog_then, page.model_then, page.decided.clone()),
        now: page.catalog_now.as_deref().zip(now).map(|(catalog, now)| figures(catalog, MODEL_VERSION, now)),
    }
}

fn difference(Difference { what, then, now }: Difference) -> DifferenceJson {
    DifferenceJson { what, then, now }
}

fn figures(catalog: &Catalog, model_version: u32, decided: Decided) -> SavedFigures<'_> {
    SavedFigures {
        catalog_version: &catalog.version,
        on_demand_as_of: &catalog.region.on_demand_as_of,
        model_version,
        headline: decided.headline,
        network_name: network_name(&decided.network),
        network: Some(decided.network).filter(|code| !code.is_empty()),
        types: decided.types.into_iter().map(type_figures).collect(),
        fleet: decided.fleet.map(fleet_figures),
    }
}

fn fleet_figures(fleet: DecidedFleet) -> FleetFigures {
    FleetFigures {
        nodes: fleet.nodes,
        micro_usd_per_month: fleet.monthly.0,
        bound_micro_usd_per_month: fleet.bound.0,
        types: fleet.types.into_iter().map(|(name, nodes)| NodesOfType { r#type: name, nodes }).collect(),
    }
}

fn type_figures(t: DecidedType) -> TypeFigures {
    TypeFigures {
        rank: t.rank,
        r#type: t.name,
        pods_per_node: t.pods,
        nodes: t.nodes,
        micro_usd_per_month: t.monthly.0,
        binding: t.binding,
    }
}
