//! Nodes and money, by dealing out and adding up.

use super::ratio::{Ratio, ratio, whole};
use model::catalog::{Offer, PriceKind};
use model::plan::cost::Confidence;
use model::scenario::owner::Owner;
use model::scenario::{Purchase, Scenario};

/// The nodes that dealing out `pods` pods, `per_node` to a node, takes; at least `min_nodes`.
pub fn nodes(pods: u32, per_node: u32, min_nodes: u32) -> u32 {
    let mut nodes: Vec<u32> = vec![0; min_nodes as usize];
    let mut place = 0;
    for _pod in 0..pods {
        if place == nodes.len() {
            nodes.push(0);
        }
        nodes[place] += 1;
        if nodes[place] == per_node {
            place += 1;
        }
    }
    nodes.len() as u32
}

/// The hourly price of a node in micro-dollars, `None` where a figure is missing.
pub fn hourly(offer: &Offer, s: &Scenario) -> Option<u64> {
    let list = whole(offer.on_demand.as_ref()?.hourly.0);
    let less = |bp: u32| list * (whole(1) - ratio(bp, 10_000));
    let instance: Ratio = match s.purchase {
        Purchase::OnDemand => list,
        Purchase::Discount => less(s.discount.0),
        Purchase::Spot => less(offer.spot_savings?.0),
    };
    // Auto Mode's fee is 12 % of the list price however the node is bought.
    let fee = if s.node.owner == Owner::AutoMode { list * ratio(12, 100) } else { whole(0) };
    Some((instance.round_half_up() + fee.round_half_up()) as u64)
}

/// How far the price can be trusted: an estimate stays one, a spot price is derived.
pub fn confidence(offer: &Offer, s: &Scenario) -> Option<Confidence> {
    let estimated = matches!(offer.on_demand.as_ref()?.kind, PriceKind::Estimated(_));
    let spot = s.purchase == Purchase::Spot;
    Some(if super::node::runs_windows(s) {
        Confidence::WithoutLicence
    } else if estimated {
        Confidence::Estimated
    } else if spot {
        Confidence::Derived
    } else {
        Confidence::Published
    })
}

/// A month of all nodes: every hour of every node, added up.
pub fn monthly(nodes: u32, hourly: u64, hours: u32) -> u64 {
    let one_node: u64 = (0..hours).map(|_| hourly).sum();
    (0..nodes).map(|_| one_node).sum()
}

/// An equal part of an amount, half a micro-dollar up.
pub fn part(amount: u64, parts: u32) -> u64 {
    ratio(amount, parts).round_half_up() as u64
}
