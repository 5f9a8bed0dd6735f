//! An option in figures, as JSON.

use crate::json::plan::{PriceConfidence, confidence};
use model::advice::figures::OptionFigures;
use model::catalog::Catalog;
use model::node::limit::Limit;
use model::vpc::subnets::{Fit, VpcUse};
use schemars::JsonSchema;
use serde::Serialize;

/// Nodes, money and addresses of a pod network.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OptionFigures")]
pub struct Figures {
    /// Code of the networking mode.
    mode: &'static str,
    r#type: String,
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
}

/// Whether addresses suffice, also while nodes are replaced.
#[derive(Serialize, JsonSchema)]
pub struct SubnetFit {
    /// Whether every zone has enough for an even share of the nodes; null where that cannot be checked.
    fits: Option<bool>,
    addresses_needed: u64,
    addresses_needed_with_surge: u64,
    addresses_free: u64,
    /// Nodes of all zones together at which the first zone runs out, without a surge.
    lasts_for_nodes: Option<u64>,
    /// Blocks of 16 addresses; none without prefixes.
    blocks_needed_with_surge: Option<u64>,
    blocks_free_at_best: Option<u64>,
}

/// Nodes, money and addresses.
pub fn figures(catalog: &Catalog, f: &OptionFigures) -> Figures {
    let c = &f.candidate;
    let demand = VpcUse::of(&f.held, c.fleet.nodes);
    Figures {
        mode: f.mode.facts().code,
        r#type: c.name(catalog).to_string(),
        pods_per_node: c.capacity.pods,
        binding: c.capacity.by_limit.binding().map(Limit::code).collect(),
        nodes: c.fleet.nodes,
        micro_usd_per_hour: c.price.hourly.0,
        price_confidence: confidence(c.price.confidence),
        micro_usd_per_month: c.fleet.monthly.0,
        vpc_addresses: demand.addresses(),
        vpc_addresses_of_node_subnets: demand.node_subnets,
        vpc_addresses_of_pod_subnets: demand.pod_subnets,
        nau_units: demand.nau,
        enis: demand.enis,
        subnets: f.fit.map(subnet_fit),
    }
}

/// Whether a fleet fits the subnets.
pub fn subnet_fit(fit: Fit) -> SubnetFit {
    SubnetFit {
        fits: fit.fits,
        addresses_needed: fit.need,
        addresses_needed_with_surge: fit.need_with_surge,
        addresses_free: fit.have,
        lasts_for_nodes: fit.first.map(|first| first.lasts_nodes),
        blocks_needed_with_surge: fit.blocks.map(|b| b.need_with_surge),
        blocks_free_at_best: fit.blocks.map(|b| b.have),
    }
}
