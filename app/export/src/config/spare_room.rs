//! Room for what may be lost, where the nodes are launched for pods that wait and removed when they are empty: placeholder
//! pods of low priority hold it and make way.
//!
//! Sources: as `placeholder`; Karpenter's disruption guide (consolidation).

use super::context::Context;
use super::placeholder::{GUIDE, PRIORITY, Placeholder};
use crate::yaml::Map;
use model::node::workload::Workload;
use model::plan::packing::full_node;
use model::scenario::fleet::Survive;
use model::scenario::{PodProfile, ProfileArch};
use model::words::listed;

/// That nobody keeps the room that is planned, and what does; `None` where nothing may be lost or groups of a fixed size hold it.
pub(super) fn said(c: &Context) -> Option<String> {
    let lost = lost(c)?;
    let who = c.owner().name();
    let mut text = format!(
        "{who} keeps no room for the loss of a {lost}: it launches nodes for pods that wait, and removes those that are empty within a minute."
    );
    match why_none(c) {
        Some(of) => {
            text += &format!(
                " TODO: hold that room by placeholder pods of low priority, as {GUIDE} says. Berth writes none for {of}."
            );
        }
        None => {
            text += &format!(
                " The placeholder pods beside the pool hold it: as many of each workload as {}.",
                match c.survive() {
                    Survive::Zone => "the loss of a zone takes, spread over the zones",
                    Survive::Node | Survive::Nothing => "are on a full node of the plan",
                }
            );
        }
    }
    if c.survive() == Survive::Zone {
        text += " While a zone is lost, take it out of the pool\u{2019}s requirements, so that new nodes are launched in the others.";
    }
    Some(text)
}

/// A deployment for each workload; none where nothing may be lost, or where [`said`] says why.
pub(super) fn deployments(c: &Context) -> Vec<Map> {
    if lost(c).is_none() || why_none(c).is_some() {
        return Vec::new();
    }
    let held = c.subject.scenario().profiles.iter().zip(replicas(c)).enumerate();
    held.filter(|(_, (_, n))| *n > 0).map(|(i, (profile, n))| placeholder(c, i + 1, profile, n).deployment(c)).collect()
}

fn lost(c: &Context) -> Option<&'static str> {
    if c.has_groups() {
        return None;
    }
    match c.survive() {
        Survive::Nothing => None,
        Survive::Node => Some("node"),
        Survive::Zone => Some("zone"),
    }
}

/// What placeholders that ask for CPU, memory and disk do not stand for.
fn why_none(c: &Context) -> Option<String> {
    let scenario = c.subject.scenario();
    if c.fleet().is_some() {
        return Some("a fleet of several types".into());
    }
    if scenario.has_tainted_nodes() {
        return Some("several node pools".into());
    }
    let asks_for_more = |p: &&PodProfile| {
        p.volumes > 0
            || p.bandwidth.0 > 0
            || (p.own_security_group && c.mode().facts().branch_enis)
            || p.gpus > 0
            || p.neuron > 0
            || p.arch != ProfileArch::Any
            || p.most_per_node.is_some()
    };
    let names: Vec<String> = scenario.profiles.iter().filter(asks_for_more).map(|p| p.name.clone()).collect();
    (!names.is_empty())
        .then(|| format!("pods like those of {}, which ask for more than CPU, memory and disk", listed(&names)))
}

/// Placeholders of each workload. For a node those of a full one; for a zone as many in each as the others then take: of 60
/// pods in three zones 20 are lost, 10 go to each of two others, so 30.
fn replicas(c: &Context) -> Vec<u32> {
    let scenario = c.subject.scenario();
    let pods = scenario.profiles.iter().map(|p| p.pods);
    if c.survive() == Survive::Zone {
        let zones = scenario.fleet.planned_zones();
        return pods.map(|pods| zones * pods.div_ceil(zones).div_ceil(zones - 1)).collect();
    }
    let workload = Workload::of(scenario).sized(c.subject.catalog());
    let full = full_node(c.t, &workload, &c.candidate.capacity);
    pods.zip(full).map(|(pods, full)| full.min(pods)).collect()
}

fn placeholder(c: &Context, number: usize, profile: &PodProfile, replicas: u32) -> Placeholder {
    let workload = Workload::of(c.subject.scenario()).sized(c.subject.catalog());
    Placeholder {
        name: format!("{PRIORITY}-{number}"),
        about: format!("Room for lost pods of {}.", profile.name),
        replicas,
        cpu: workload.ratio(c.t).map_or(profile.cpu, |ratio| ratio.need(profile.cpu)).0,
        memory: profile.memory.0,
        disk: profile.ephemeral.0,
        over_zones: c.survive() == Survive::Zone,
    }
}
