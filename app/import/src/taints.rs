//! What becomes of tainted nodes: the node pools that are planned, and taints that no node of a plan has.

use crate::by_name::ByName;
use crate::groups::words;
use crate::imported::Workload;
use crate::notes::{Notes, What};
use crate::placement::Taint;
use crate::present::Present;
use crate::resources::shown;
use model::scenario::taints::normal;
use model::units::{counted, grouped};
use model::words::listed;

/// Names that one remark gives.
const MAX_NAMES: usize = 3;
/// Pools and taints that have a remark of their own; the others are counted together.
const MAX_TAINTS: usize = 20;

/// The taints of the nodes that a workload is held to, as a scenario has them; none where it shares nodes, and where a scenario
/// cannot hold them.
pub(crate) fn of(workload: &Workload) -> String {
    workload.taints.as_deref().and_then(normal).unwrap_or_default()
}

/// A remark for each node pool, and for each other taint of the EC2 nodes that not all of these workloads tolerate.
pub(crate) fn remarks(present: &Present, workloads: &[&Workload], notes: &mut Notes) {
    let mut pools: ByName<Vec<&str>> = ByName::default();
    for workload in workloads.iter().filter(|workload| !of(workload).is_empty()) {
        pools.get_or(of(workload), Vec::new).push(&workload.owner.name);
    }
    for (at, (taints, held)) in pools.iter().enumerate() {
        match at < MAX_TAINTS {
            true => notes.add(What::Counted, pool(taints, held), ""),
            false => notes.add(What::Counted, "More workloads that stay on tainted nodes of their own", shown(taints)),
        }
    }
    let is_planned =
        |taint: &str| pools.iter().any(|(taints, _)| taints.split(',').any(|own| own.trim_start() == taint));
    let mut tainted: ByName<(&Taint, Vec<&str>)> = ByName::default();
    for node in present.ec2() {
        for taint in &node.taints {
            let entry = tainted.get_or(words(std::slice::from_ref(taint)), || (taint, Vec::new()));
            entry.1.push(&node.name);
        }
    }
    let mut told = 0;
    for (name, (taint, nodes)) in tainted.iter().filter(|(name, _)| !is_planned(name)) {
        if told >= MAX_TAINTS {
            notes.add(What::NotTakenOver, "More taints that no node of a plan has", shown(name));
        } else if !workloads.iter().all(|workload| workload.placement.tolerates(taint)) {
            told += 1;
            notes.add(What::NotTakenOver, remark(&shown(name), taint, nodes, workloads), "");
        }
    }
}

/// `3 workloads (a, b and c) stay on nodes of their own, tainted gpu=true:NoSchedule`.
fn pool(taints: &str, held: &[&str]) -> String {
    let [stay, own] = if held.len() == 1 { ["stays", "its"] } else { ["stay", "their"] };
    let workloads = counted(held.len() as u64, "workload");
    format!("{workloads} ({}) {stay} on nodes of {own} own, tainted {}", named(&each_once(held)), shown(taints))
}

fn remark(name: &str, taint: &Taint, nodes: &[&str], workloads: &[&Workload]) -> String {
    let tolerating = workloads.iter().filter(|workload| workload.placement.tolerates(taint));
    let tolerating: Vec<&str> = tolerating.map(|workload| workload.owner.name.as_str()).collect();
    let have = if nodes.len() == 1 { "has" } else { "have" };
    let of = format!("{} ({}) {have} the taint {name}, which", counted(nodes.len() as u64, "node"), named(nodes));
    match each_once(&tolerating).as_slice() {
        [] => format!(
            "{of} no workload tolerates: no node of a plan has it. To compare without these nodes, leave them out of the input"
        ),
        some => {
            let tolerate = if some.len() == 1 { "tolerates" } else { "tolerate" };
            format!(
                "{of} only {} {tolerate}. Their pods can run on other nodes too, and are planned there: no node of a plan has \
                 the taint",
                named(some)
            )
        }
    }
}

/// A workload is there once for each of its shapes.
fn each_once<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(name) {
            once.push(name);
        }
    }
    once
}

/// `a, b, c and 4 others`.
fn named(names: &[&str]) -> String {
    let mut parts: Vec<String> = names.iter().take(MAX_NAMES).map(|name| shown(name)).collect();
    match names.len().saturating_sub(MAX_NAMES) {
        0 => {}
        more => parts.push(format!("{} other{}", grouped(more as u64), if more == 1 { "" } else { "s" })),
    }
    listed(&parts)
}
