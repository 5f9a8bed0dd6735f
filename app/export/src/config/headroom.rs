//! Headroom, where the nodes are launched for pods that wait: whoever launches them fills them, so placeholder pods hold in all
//! what the plan leaves free on each node.
//!
//! Sources: as `placeholder`; Karpenter's disruption guide (consolidation).

use super::context::Context;
use super::placeholder::{GUIDE, Placeholder};
use crate::yaml::Map;
use model::node::headroom::with_headroom;
use model::node::limit::Limit;
use model::node::supply::Supply;
use model::node::workload::Workload;
use model::units::{Mib, MilliCpu};

/// That nobody keeps it, and what does; `None` where there is none, or where groups of a fixed size hold it.
pub(super) fn said(c: &Context) -> Option<String> {
    let headroom = headroom(c)?;
    let who = c.owner().name();
    let text = format!(
        "The plan leaves {headroom} % of each node\u{2019}s CPU and memory free. {who} does not: it launches as few nodes as the waiting pods need."
    );
    Some(match is_written(c) {
        false => format!(
            "{text} TODO: hold that room by placeholder pods of low priority, as {GUIDE} says. Berth writes none for several node pools."
        ),
        true => format!(
            "{text} The placeholder pods beside the pool hold as much in all, as many as there are planned nodes; which nodes they are on is the scheduler\u{2019}s. Each takes a pod slot and an address that the plan does not count."
        ),
    })
}

/// A deployment for each pool; none without headroom, or where [`said`] says why.
pub(super) fn deployments(all: &[Context]) -> Vec<Map> {
    let placeholder = |c: &Context| {
        let (cpu, memory) = free_on_a_node(c)?;
        let suffix = if c.fleet().is_some() { c.name().trim_start_matches("berth") } else { "" };
        Some(Placeholder {
            name: format!("berth-headroom{suffix}"),
            about: format!("Headroom: on each of the nodes planned {cpu} and {memory}."),
            replicas: c.nodes(),
            cpu: cpu.0,
            memory: memory.0,
            disk: 0,
            over_zones: false,
        })
    };
    all.iter().filter(|c| is_written(c)).filter_map(|c| Some(placeholder(c)?.deployment(c))).collect()
}

/// Per cent, where somebody has to keep it.
fn headroom(c: &Context) -> Option<u32> {
    let headroom = c.fleet().map_or(c.subject.scenario().fleet.headroom, |planned| planned.options.headroom);
    (headroom > 0 && !c.has_groups()).then_some(headroom)
}

/// Placeholders tolerate no taint, so they hold nothing on tainted nodes.
fn is_written(c: &Context) -> bool {
    !c.subject.scenario().has_tainted_nodes()
}

/// What of a node's CPU and memory for pods stays free.
fn free_on_a_node(c: &Context) -> Option<(MilliCpu, Mib)> {
    let headroom = headroom(c)?;
    let workload = Workload::of(c.subject.scenario()).sized(c.subject.catalog());
    let room = Supply::of(c.t, &workload).room(&workload)?;
    let free = |limit| room.get(limit) - with_headroom(room.get(limit), headroom);
    Some((MilliCpu(free(Limit::Cpu)), Mib(free(Limit::Memory))))
}
