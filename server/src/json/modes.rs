//! The networking modes side by side, as JSON.

use crate::json::advice::figures::{SubnetFit, subnet_fit};
use crate::json::advice::{FactJson, fact};
use crate::json::plan::{CatalogDates, PriceConfidence, confidence};
use crate::json::scenario::ScenarioJson;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::modes::{Difference, ModeFigures, ModeRow, Which};
use model::node::limit::Limit;
use schemars::JsonSchema;
use serde::Serialize;

/// The same pods under every networking mode, by today's rules.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Modes")]
pub struct ModesJson<'a> {
    catalog: CatalogDates<'a>,
    scenario: ScenarioJson,
    which: WhichCode,
    modes: Vec<ModeJson<'a>>,
}

/// Which type each mode is shown with: its own best, or the chosen one.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Which")]
enum WhichCode {
    Best,
    Chosen,
}

/// One mode.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Mode")]
struct ModeJson<'a> {
    /// Its code.
    mode: &'static str,
    name: &'static str,
    /// Whether it is the scenario's.
    is_current: bool,
    /// Code of the pod network behind it.
    option: &'static str,
    /// None where no type carries the pods in this mode, or not the chosen one.
    figures: Option<FiguresJson<'a>>,
    /// Why there are no figures.
    reason: Option<&'static str>,
    /// The encryption in software that the pod network brings along.
    software_encryption: Option<FactJson>,
    /// The network policy that it offers.
    policy: Option<FactJson>,
    /// Who supports it on EKS.
    support: Option<FactJson>,
}

/// A mode in figures.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ModeFigures")]
struct FiguresJson<'a> {
    r#type: &'a str,
    pods_per_node: u32,
    /// Codes of the limits that stop the next pod.
    binding: Vec<&'static str>,
    nodes: u32,
    micro_usd_per_hour: u64,
    price_confidence: PriceConfidence,
    /// All nodes.
    micro_usd_per_month: u64,
    /// Addresses of the VPC that all nodes hold.
    vpc_addresses: u64,
    vpc_addresses_of_node_subnets: u64,
    vpc_addresses_of_pod_subnets: u64,
    /// Network address usage.
    nau_units: u64,
    enis: u64,
    /// Whether that fits the scenario's subnets; none where none are listed.
    subnets: Option<SubnetFit>,
    /// The largest single flow to another node, outside a cluster placement group.
    largest_flow_mbps: u32,
    /// Whether the type's network card encrypts traffic to its like.
    hardware_encryption: bool,
    /// This mode less the scenario's; none where that has no figures.
    difference: Option<DifferenceJson>,
}

/// How far a mode is from the scenario's.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ModeDifference")]
struct DifferenceJson {
    pods_per_node: i64,
    nodes: i64,
    micro_usd_per_month: i64,
    vpc_addresses: i64,
    nau_units: i64,
}

/// Every mode.
pub fn side_by_side(evaluation: &Evaluation, which: Which) -> ModesJson<'_> {
    let (catalog, scenario) = (evaluation.catalog(), evaluation.scenario());
    ModesJson {
        catalog: CatalogDates::of(catalog),
        scenario: ScenarioJson::of(scenario),
        which: match which {
            Which::Best => WhichCode::Best,
            Which::Chosen => WhichCode::Chosen,
        },
        modes: evaluation.modes(which).iter().map(|row| mode(catalog, row)).collect(),
    }
}

fn mode<'a>(catalog: &'a Catalog, row: &ModeRow) -> ModeJson<'a> {
    let facts = row.mode.facts();
    ModeJson {
        mode: facts.code,
        name: row.name(),
        is_current: row.is_current,
        option: row.option.code(),
        figures: row.figures().map(|f| figures(catalog, f)),
        reason: row.outcome.as_ref().err().map(|reason| reason.text()),
        software_encryption: row.software_encryption().map(fact),
        policy: row.policy().map(fact),
        support: row.support().map(fact),
    }
}

fn figures<'a>(catalog: &'a Catalog, f: &ModeFigures) -> FiguresJson<'a> {
    let c = &f.candidate;
    FiguresJson {
        r#type: c.name(catalog),
        pods_per_node: c.capacity.pods,
        binding: c.capacity.by_limit.binding().map(Limit::code).collect(),
        nodes: c.fleet.nodes,
        micro_usd_per_hour: c.price.hourly.0,
        price_confidence: confidence(c.price.confidence),
        micro_usd_per_month: c.fleet.monthly.0,
        vpc_addresses: f.fleet.addresses(),
        vpc_addresses_of_node_subnets: f.fleet.node_subnets,
        vpc_addresses_of_pod_subnets: f.fleet.pod_subnets,
        nau_units: f.fleet.nau,
        enis: f.fleet.enis,
        subnets: f.fit.map(subnet_fit),
        largest_flow_mbps: f.largest_flow.0,
        hardware_encryption: f.hardware_encryption,
        difference: f.difference.map(difference),
    }
}

fn difference(d: Difference) -> DifferenceJson {
    DifferenceJson {
        pods_per_node: d.pods,
        nodes: d.nodes,
        micro_usd_per_month: d.monthly,
        vpc_addresses: d.addresses,
        nau_units: d.nau,
    }
}
