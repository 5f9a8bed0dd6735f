//! Groups of nodes that not every pod may use: by taints, by labels.

use crate::by_name::ByName;
use crate::facts::Node;
use crate::imported::{OnNodes, Workload};
use crate::notes::{Notes, What};
use crate::placement::{ARCH, CAPACITY, COMPUTE, FAMILY, HOSTNAME, LabelRule, OS, REGION, TYPE, Taint, ZONE};
use crate::present::{Place, PresentNode};
use crate::resources::{GPU, NEURON};

/// Labels that Berth has a word for.
const KNOWN: [&str; 8] = [ARCH, CAPACITY, COMPUTE, FAMILY, OS, REGION, TYPE, ZONE];

type Labelled<'a> = (&'a Node, &'a PresentNode);

/// Finds the group that a workload is held to, and notes what binds it and has no word.
pub(crate) fn place(workload: &mut Workload, nodes: &[Labelled], notes: &mut Notes) {
    let ec2: Vec<_> = nodes.iter().filter(|(_, node)| node.place == Place::Ec2).collect();
    let name = workload.owner.name.clone();
    for other in &workload.placement.other {
        notes.add(What::NotUnderstood, capitalised(other), &name);
    }
    for kind in &workload.placement.preferences {
        notes.add(What::Counted, format!("Preferred, not required, so not planned: {kind}"), &name);
    }
    for rule in workload.placement.labels.iter().filter(|rule| !KNOWN.contains(&rule.key.as_str())) {
        rest(rule, &ec2, notes, &name);
    }
    let will_do: Vec<_> = ec2.iter().filter(|(node, _)| workload.placement.fits_labels(&node.labels)).collect();
    let open: Vec<_> = will_do
        .iter()
        .filter(|(_, node)| node.taints.iter().all(|taint| workload.placement.tolerates(taint)))
        .collect();
    if ec2.is_empty() {
        return;
    }
    if open.is_empty() {
        let why = if will_do.is_empty() { "whose labels" } else { "whose taints" };
        notes.add(What::NotUnderstood, format!("No node of the input is one {why} would let these pods run"), &name);
    }
    let able: Vec<_> = open.iter().filter(|(node, _)| has_devices(node, workload)).collect();
    let open: Vec<_> = if able.is_empty() { open.iter().collect() } else { able };
    if open.iter().all(|(_, node)| !node.taints.is_empty()) {
        workload.taints = most_frequent(open.iter().map(|(_, node)| words(&node.taints)));
    }
}

/// Whether a node has the devices that each pod asks for: pods that need a GPU run on no other node, whatever they tolerate.
fn has_devices(node: &Node, workload: &Workload) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| node.capacity.get(name).thousandths() > 0);
    (workload.needs.gpus == 0 || has(&[GPU])) && (workload.needs.neuron == 0 || has(&NEURON))
}

/// What is there most often; of equals the first by name.
fn most_frequent(all: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: ByName<usize> = ByName::default();
    all.for_each(|one| *counts.get_or(one, || 0) += 1);
    let most = counts.iter().map(|(_, n)| *n).max()?;
    counts.iter().find(|(_, n)| **n == most).map(|(name, _)| name.to_owned())
}

/// A rule about a label that Berth has no word for: what it means here, as far as the nodes tell.
fn rest(rule: &LabelRule, ec2: &[&Labelled], notes: &mut Notes, name: &str) {
    if rule.key == HOSTNAME {
        return notes.add(What::NotTakenOver, "Held to nodes by name", name);
    }
    let held = ec2.iter().filter(|(node, _)| rule.holds_of(&node.labels)).count();
    let words = rule.words();
    match (held, ec2.len()) {
        (_, 0) if rule.is_not => {}
        (_, 0) => {
            notes.add(What::NotUnderstood, format!("Node label {words}: the input has no nodes to compare with"), name)
        }
        (held, all) if held == all => {}
        (0, _) => notes.add(What::NotUnderstood, format!("Node label {words}: no node has it"), name),
        (held, all) => {
            notes.add(What::NotTakenOver, format!("Node label {words}, which {held} of {all} nodes have"), name)
        }
    }
}

/// Notes what binds DaemonSets and has no word.
pub(crate) fn daemonsets(all: &[OnNodes], nodes: &[Labelled], notes: &mut Notes) {
    let ec2 = nodes.iter().filter(|(_, node)| node.place == Place::Ec2).count() as u32;
    for on_nodes in all {
        for other in &on_nodes.placement.other {
            notes.add(What::NotUnderstood, capitalised(other), &on_nodes.owner.name);
        }
        if ec2 > 0 && on_nodes.nodes.is_some_and(|n| n > ec2) {
            notes.add(
                What::Counted,
                "DaemonSets with more pods than there are nodes: of an update; one a node is counted",
                &on_nodes.owner.name,
            );
        }
    }
}

/// Taints as people write them.
pub(crate) fn words(taints: &[Taint]) -> String {
    let one = |t: &Taint| match t.value.is_empty() {
        true => format!("{}:{}", t.key, t.effect),
        false => format!("{}={}:{}", t.key, t.value, t.effect),
    };
    taints.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn capitalised(text: &str) -> String {
    model::units::capitalised(text)
}
