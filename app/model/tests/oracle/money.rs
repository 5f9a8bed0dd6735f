//! Nodes and money, by dealing out and adding up.

use super::ratio::{Ratio, ratio, whole};
use model::catalog::instance_type::InstanceType;
use model::catalog::{Offer, PriceKind};
use model::plan::cost::Confidence;
use model::scenario::fleet::Survive;
use model::scenario::os::Os;
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

/// The same as a scenario holds its nodes: pods dealt to zones one by one, and a node more where one may be lost. Where a
/// zone may be lost, every zone gets pods until the others have room for all without it; each has the nodes that it must have.
pub fn nodes_held_to(s: &Scenario, pods: u32, per_node: u32) -> u32 {
    let may_lose_zone = s.fleet.survive == Survive::Zone;
    let zones = s.fleet.zones.max(if may_lose_zone { 2 } else { 1 }) as usize;
    let mut in_zones = vec![0_u32; zones];
    let mut next = 0;
    loop {
        let all: u32 = in_zones.iter().sum();
        let lost = if may_lose_zone { *in_zones.iter().max().expect("a zone") } else { 0 };
        if all - lost >= pods {
            break;
        }
        in_zones[next % zones] += 1;
        next += 1;
    }
    let filled: Vec<u32> = in_zones.iter().map(|pods| if *pods == 0 { 0 } else { nodes(*pods, per_node, 0) }).collect();
    let least = if zones > 1 { s.fleet.zone_nodes } else { 0 };
    let in_all: u32 = filled.iter().map(|nodes| (*nodes).max(least)).sum();
    // an empty node, there for its zone, takes over as well as a spare does
    let has_empty = in_all > filled.iter().sum();
    let spare = if s.fleet.survive == Survive::Node && !has_empty { 1 } else { 0 };
    (in_all + spare).max(s.min_nodes)
}

/// The hourly price of a node in micro-dollars, `None` where a figure is missing.
pub fn hourly(t: &InstanceType, offer: &Offer, s: &Scenario) -> Option<u64> {
    instance_and_fee(t, offer, s).map(|(instance, fee)| instance + fee)
}

fn instance_and_fee(t: &InstanceType, offer: &Offer, s: &Scenario) -> Option<(u64, u64)> {
    let list = whole(offer.on_demand.as_ref()?.hourly.0);
    let less = |bp: u32| list * (whole(1) - ratio(bp, 10_000));
    let instance: Ratio = match s.purchase {
        Purchase::OnDemand => list,
        Purchase::Discount => less(s.discount.0),
        Purchase::Spot => less(offer.spot_savings?.0),
        Purchase::Committed(which) => whole((*offer.reserved.as_ref()?)[which as usize]?.0),
    };
    // Auto Mode's fee is what AWS publishes, else 12 % of the list price; with GPUs and Trainium less of it.
    let letters: String = t.name.chars().take_while(char::is_ascii_alphabetic).collect();
    let left = match (t.accelerator.is_some(), letters.as_str()) {
        (true, "g" | "gr") => ratio(65, 100),
        (true, "p" | "trn") => ratio(40, 100),
        _ => whole(1),
    };
    let fee = match (s.node.owner == Owner::AutoMode, offer.auto_mode) {
        (false, _) => whole(0),
        (true, Some(published)) => whole(published.0),
        (true, None) => list * ratio(12, 100) * left,
    };
    Some((instance.round_half_up() as u64, fee.round_half_up() as u64))
}

/// A month of one node: every hour added up, those that it stands still too where somebody has committed to it, its disks for so
/// much of the month, and its agents.
pub fn node_month(t: &InstanceType, offer: &Offer, s: &Scenario) -> Option<u64> {
    let (instance, fee) = instance_and_fee(t, offer, s)?;
    let is_committed = matches!(s.purchase, Purchase::Committed(_));
    let of_hour = |hour| match (hour < s.hours_per_month, is_committed) {
        (true, _) => instance + fee,
        (false, true) => instance,
        (false, false) => 0,
    };
    let hours: u64 = (0..s.hours_per_month.max(730)).map(of_hour).sum();
    let price = whole(s.costs.gib_mils) * whole(1_000);
    let disks = whole(gib(t, s)) * price * ratio(s.hours_per_month, 730);
    Some(hours + disks.round_half_up() as u64 + u64::from(s.costs.agent_cents) * 10_000)
}

/// GiB of the volumes that a node starts with: that of images and pods, and one of the system on Bottlerocket.
fn gib(t: &InstanceType, s: &Scenario) -> u32 {
    let auto = s.node.owner == Owner::AutoMode;
    let usual = match s.node.chosen_os {
        _ if auto => 80,
        Os::Windows => 50,
        Os::Al2023 | Os::Bottlerocket => 20,
    };
    let data = s.node.root_gib.unwrap_or(usual);
    // Auto Mode stripes an instance store that is larger, and asks for 20 GiB at most.
    let is_striped = u128::from(t.local_nvme_gb) * 1_000_000_000 > u128::from(data) << 30;
    match (auto, s.node.chosen_os, s.node.owner) {
        (true, ..) => 4 + if is_striped { data.min(20) } else { data },
        (_, Os::Bottlerocket, Owner::Karpenter) => 4 + data,
        (_, Os::Bottlerocket, _) => 2 + data,
        _ => data,
    }
}

/// How far the price can be trusted: an estimate stays one, a spot price is derived, a commitment's rate is published.
pub fn confidence(offer: &Offer, s: &Scenario) -> Option<Confidence> {
    let estimated = matches!(offer.on_demand.as_ref()?.kind, PriceKind::Estimated(_));
    let spot = s.purchase == Purchase::Spot;
    Some(if super::node::runs_windows(s) {
        Confidence::WithoutLicence
    } else if matches!(s.purchase, Purchase::Committed(_)) {
        Confidence::Published
    } else if estimated {
        Confidence::Estimated
    } else if spot {
        Confidence::Derived
    } else {
        Confidence::Published
    })
}

/// A month of all nodes, added up.
pub fn monthly(nodes: u32, node_month: u64) -> u64 {
    (0..nodes).map(|_| node_month).sum()
}

/// An equal part of an amount, half a micro-dollar up.
pub fn part(amount: u64, parts: u32) -> u64 {
    ratio(amount, parts).round_half_up() as u64
}
