//! Taints that not every workload tolerates: a scenario has no setting for them, so a fleet keeps no nodes apart.

use crate::by_name::ByName;
use crate::groups::words;
use crate::imported::Workload;
use crate::notes::{Notes, What};
use crate::placement::Taint;
use crate::present::Present;
use crate::resources::shown;
use model::units::{counted, grouped};
use model::words::listed;

/// Names that one remark gives.
const MAX_NAMES: usize = 3;
/// Taints that have a remark of their own; the others are counted together.
const MAX_TAINTS: usize = 20;

/// A remark for each taint of the EC2 nodes that not all of these workloads tolerate.
pub(crate) fn remarks(present: &Present, workloads: &[&Workload], notes: &mut Notes) {
    let mut tainted: ByName<(&Taint, Vec<&str>)> = ByName::default();
    for node in present.ec2() {
        for taint in &node.taints {
            let entry = tainted.get_or(words(std::slice::from_ref(taint)), || (taint, Vec::new()));
            entry.1.push(&node.name);
        }
    }
    let mut told = 0;
    for (name, (taint, nodes)) in tainted.iter() {
        if told >= MAX_TAINTS {
            let text = "More taints of nodes, which are not planned with either";
            notes.add(What::NotTakenOver, text, shown(name));
        } else if !workloads.iter().all(|workload| workload.placement.tolerates(taint)) {
            told += 1;
            notes.add(What::NotTakenOver, remark(&shown(name), taint, nodes, workloads), "");
        }
    }
}

fn remark(name: &str, taint: &Taint, nodes: &[&str], workloads: &[&Workload]) -> String {
    let mut tolerating: Vec<&str> = Vec::new();
    for workload in workloads.iter().filter(|workload| workload.placement.tolerates(taint)) {
        // a workload is there once for each of its shapes
        if tolerating.len() > MAX_NAMES || !tolerating.contains(&workload.owner.name.as_str()) {
            tolerating.push(&workload.owner.name);
        }
    }
    let have = if nodes.len() == 1 { "has" } else { "have" };
    let of = format!("{} ({}) {have} the taint {name}, which", counted(nodes.len() as u64, "node"), named(nodes));
    match tolerating.as_slice() {
        [] => format!(
            "{of} no workload tolerates. Taints are not planned with: a fleet keeps no nodes apart. To compare without these \
             nodes, leave them out of the input"
        ),
        some => {
            let tolerate = if some.len() == 1 { "tolerates" } else { "tolerate" };
            format!(
                "{of} only {} {tolerate}. Taints are not planned with: a fleet may put other pods on such nodes. To keep nodes to \
                 what tolerates the taint, plan that apart, in a scenario of its own",
                named(some)
            )
        }
    }
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
