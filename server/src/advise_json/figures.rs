//! An option in figures, as JSON.

use crate::plan_json::confidence;
use model::advice::figures::OptionFigures;
use model::capacity::Limit;
use model::catalog::Catalog;
use model::subnets::Demand;
use serde_json::{Value, json};

/// Nodes, money and addresses.
pub fn figures(catalog: &Catalog, f: &OptionFigures) -> Value {
    let c = &f.candidate;
    let demand = Demand::of(&f.held, c.fleet.nodes);
    let binding: Vec<_> = c.capacity.by_limit.binding().map(Limit::code).collect();
    let fit = f.fit.map(|fit| {
        json!({
            "fits": fit.fits,
            "addresses_needed": fit.need,
            "addresses_needed_with_surge": fit.need_with_surge,
            "addresses_free": fit.have,
            "blocks_needed_with_surge": fit.blocks.map(|b| b.need_with_surge),
            "blocks_free_at_best": fit.blocks.map(|b| b.have),
        })
    });
    json!({
        "mode": f.mode.facts().code,
        "type": catalog.types[c.index].name,
        "pods_per_node": c.capacity.pods,
        "binding": binding,
        "nodes": c.fleet.nodes,
        "micro_usd_per_hour": c.price.hourly.0,
        "price_confidence": confidence(c.price.confidence),
        "micro_usd_per_month": c.fleet.monthly.0,
        "vpc_addresses": demand.addresses(),
        "vpc_addresses_of_node_subnets": demand.node_subnets,
        "vpc_addresses_of_pod_subnets": demand.pod_subnets,
        "nau_units": demand.nau,
        "enis": demand.enis,
        "subnets": fit,
    })
}
