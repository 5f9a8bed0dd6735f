//! The groups of nodes that a fleet is made of for the tools: one for each type, way to buy it and node pool, and zone where
//! zones are looked at.
//!
//! Nodes of one type hold different pods in a fleet; which pods go where is the scheduler's, so the tools get their sum.

use crate::pools::{Pool, pools};
use crate::subject::{PlannedFleet, Subject};
use model::catalog::TypeIndex;
use model::plan::{Candidate, judge};
use model::scenario::{PodProfile, Purchase, Scenario};
use model::units::MicroUsd;

/// Nodes of one type, in one zone where zones are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// `berth-m5-large`, `berth-m5-large-spot-zone-1`.
    pub name: String,
    /// The type.
    pub instance_type: String,
    /// Whether its nodes are bought as spot.
    pub is_spot: bool,
    /// What a node costs a month.
    pub node_cost: MicroUsd,
    /// How many nodes.
    pub nodes: u32,
    /// Its node pool, where its nodes are tainted.
    pub pool: Option<Pool>,
    /// The zone: its name where the subnets say it, else to fill in.
    pub zone: Option<String>,
    /// Its type's position among the types: those that cost most first, unless Karpenter does better with others first.
    pub rank: usize,
    /// Whether no group with as good a claim to a pod comes after it: none bought so, in its node pool and zone.
    pub is_last: bool,
    /// Pods of each profile on all of its nodes.
    pub pods: Vec<u32>,
}

impl Group {
    /// Whether pods that can be on its nodes can be on another's too.
    pub fn is_beside(&self, other: &Group) -> bool {
        (self.is_spot, &self.pool, &self.zone) == (other.is_spot, &other.pool, &other.zone)
    }

    /// Whether no group after it can take the pods that it can.
    pub fn is_last_before<'a>(&self, mut after: impl Iterator<Item = &'a Group>) -> bool {
        !after.any(|after| after.is_beside(self))
    }
}

/// Every group of a fleet, those of the type that costs most first.
pub(super) fn groups(scenario: &Scenario, planned: PlannedFleet) -> Vec<Group> {
    let (zones, pools) = (zones(scenario), pools(scenario));
    let mut out: Vec<Group> = Vec::new();
    for (rank, (instance_type, ..)) in planned.fleet.types().into_iter().enumerate() {
        for of in planned.fleet.groups.iter().filter(|group| group.instance_type == instance_type) {
            let zone = of.zone.map(|zone| named(&zones, zone));
            // where all nodes are spot, their names need not say so
            let spot = if of.is_spot && scenario.purchase != Purchase::Spot { "-spot" } else { "" };
            let pool = pools.iter().find(|pool| pool.taints == of.taints);
            let in_pool = pool.map_or(String::new(), |pool| format!("-{}", pool.name));
            let suffix = of.zone.map_or(String::new(), |zone| format!("-zone-{}", zone + 1));
            let name = format!("berth-{}{spot}{in_pool}{suffix}", instance_type.replace('.', "-"));
            let held = of.pods.iter().map(|pods| pods.saturating_mul(of.nodes));
            match out.iter_mut().find(|group| group.name == name) {
                Some(group) => {
                    group.nodes += of.nodes;
                    group.pods.iter_mut().zip(held).for_each(|(pods, more)| *pods = pods.saturating_add(more));
                }
                None => out.push(Group {
                    name,
                    instance_type: instance_type.into(),
                    is_spot: of.is_spot,
                    node_cost: MicroUsd(of.node_cost),
                    nodes: of.nodes,
                    pool: pool.cloned(),
                    zone,
                    rank,
                    is_last: true,
                    pods: held.collect(),
                }),
            }
        }
    }
    for at in 0..out.len() {
        out[at].is_last = out[at].is_last_before(out[at + 1..].iter());
    }
    out
}

/// A zone by its index: its name where the subnets say it, else to fill in.
fn named(zones: &[String], index: u32) -> String {
    zones.get(index as usize).cloned().unwrap_or(format!("TODO-zone-{}", index + 1))
}

/// What the zones are called that nodes of one type are planned for; none where zones are not looked at.
pub(super) fn zone_names(scenario: &Scenario) -> Vec<String> {
    let (count, zones) = (scenario.fleet.planned_zones(), zones(scenario));
    if count > 1 { (0..count).map(|index| named(&zones, index)).collect() } else { Vec::new() }
}

/// The zones of the subnets in their order, each once, where all of them are names.
fn zones(scenario: &Scenario) -> Vec<String> {
    let mut zones: Vec<String> = Vec::new();
    for subnet in &scenario.subnets {
        if !zones.contains(&subnet.zone) {
            zones.push(subnet.zone.clone());
        }
    }
    let is_name = |zone: &String| !zone.is_empty() && zone.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if zones.iter().all(is_name) { zones } else { Vec::new() }
}

/// A group's type by what the fleet puts on it: for the node, which is the same whatever it holds. `None` for a type that holds
/// none of the pods, which is none of a fleet's.
pub(super) fn candidate(subject: &Subject, planned: PlannedFleet, group: &Group) -> Option<Candidate<TypeIndex>> {
    let (catalog, scenario) = (subject.catalog(), subject.scenario());
    let index = catalog.find(&group.instance_type)?;
    let on_type = || planned.fleet.groups.iter().filter(|of| of.instance_type == group.instance_type);
    let pods = |profile: usize| -> u32 {
        on_type().filter_map(|of| Some(of.pods.get(profile)?.saturating_mul(of.nodes))).fold(0, u32::saturating_add)
    };
    let held = scenario.profiles.iter().enumerate().filter(|(i, _)| pods(*i) > 0);
    let held: Vec<PodProfile> = held.map(|(i, p)| PodProfile { pods: pods(i).min(p.pods), ..p.clone() }).collect();
    let with = |profiles: Vec<PodProfile>| {
        judge(catalog, &Scenario { profiles, chosen: None, ..scenario.clone() }, index).ok()
    };
    // spares hold no pods of their own
    with(if held.is_empty() { scenario.profiles.clone() } else { held })
        .or_else(|| scenario.profiles.iter().find_map(|profile| with(vec![profile.clone()])))
}
