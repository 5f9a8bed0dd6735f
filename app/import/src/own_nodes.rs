//! The nodes of today as settings of a scenario: how many there are, and what they report of themselves.

use crate::imported::Imported;
use crate::notes::{Note, Notes, What};
use crate::placement::CapacityType;
use crate::present::{Present, PresentNode};
use crate::price::{Compared, Priced};
use crate::scenario::{AS_IT_IS, Options};
use model::scenario::Scenario;
use model::scenario::os::Os;
use model::scenario::own_nodes::{MOST_LISTED, OfType};
use model::units::grouped;

/// Types of which a dump sets what nodes report: with more, links would become too long to be saved.
const MOST_REPORTING: usize = 20;

/// Sets them. Types of which most nodes are come first, where a scenario does not hold all.
pub(crate) fn set(imported: &Imported, options: &Options, priced: &Priced, scenario: &mut Scenario) -> Vec<Note> {
    let mut notes = Notes::default();
    if let Some(present) = &imported.present {
        count(present, priced, scenario, &mut notes);
    }
    if scenario.own.has_nodes() {
        compared_with(imported, options, &mut notes);
    }
    let own = &mut scenario.own;
    let memory = |of: Compared| of.berth.map(|_| of.reported);
    own.memory = reported(priced, |row| memory(row.memory), 100..=99_999_999, &mut notes);
    let max_pods = |of: Compared| Some(of.reported).filter(|n| of.berth.is_some_and(|berth| berth != *n));
    own.max_pods = reported(priced, |row| max_pods(row.max_pods), 1..=9_999, &mut notes);
    if let own @ 1.. = own.memory.len().max(own.max_pods.len()) {
        let text = "Types whose nodes report their memory and max-pods: these are planned with";
        notes.add_many(What::Counted, text, "", own as u32);
    }
    notes.list()
}

/// How many nodes there are of each type, those on which pods of the plan may run.
fn count(present: &Present, priced: &Priced, scenario: &mut Scenario, notes: &mut Notes) {
    let is_windows = |node: &&PresentNode| node.os == Some(Os::Windows);
    let windows = present.ec2().filter(is_windows).count() as u32;
    if windows > 0 {
        let text = "Windows nodes: a fleet is not compared with them, as their pods are not planned";
        notes.add_many(What::NotTakenOver, text, "", windows);
    }
    let untold = present.ec2().filter(|node| node.instance_type.is_empty()).count() as u32;
    if untold > 0 {
        let text = "Nodes that do not tell their type: a fleet is not compared with them";
        notes.add_many(What::NotTakenOver, text, "", untold);
    }
    let mut left = 0;
    // by type, the most nodes first
    for row in priced.rows.iter().filter(|row| !row.instance_type.is_empty()) {
        let is_of_row =
            |node: &&PresentNode| node.instance_type == row.instance_type && node.capacity_type == row.capacity_type;
        let n = present.ec2().filter(is_of_row).filter(|node| !is_windows(node)).count() as u32;
        let own = &mut scenario.own;
        let list = if row.capacity_type == Some(CapacityType::Spot) { &mut own.spot } else { &mut own.on_demand };
        let is_full = list.len() == MOST_LISTED;
        match list.iter_mut().find(|of| of.name == row.instance_type) {
            // bought in several ways that are not spot
            Some(known) => known.n = (known.n + n).min(MOST_NODES),
            None if is_full => left += n,
            None if n > 0 => list.push(OfType { name: row.instance_type.clone(), n: n.min(MOST_NODES) }),
            None => {}
        }
    }
    if left > 0 {
        let most = grouped(MOST_LISTED as u64);
        let text = format!("Nodes of types beyond the first {most}: a fleet is not compared with them");
        notes.add_many(What::NotTakenOver, text, "", left);
    }
}

/// The most nodes of a type that a scenario takes.
const MOST_NODES: u32 = 9_999;

/// What makes the comparison with a fleet unlike: the nodes of today carry more than is planned, or other replicas.
fn compared_with(imported: &Imported, options: &Options, notes: &mut Notes) {
    if !options.jobs && !imported.jobs.is_empty() {
        let pods = imported.jobs.iter().fold(0, |pods: u32, job| pods.saturating_add(job.pods));
        let text = "Pods of Jobs are not planned, and the nodes of today have room for them: what a fleet saves looks larger than it is, \
                    unless Jobs count";
        notes.add_many(What::Counted, text, "", pods);
    }
    if options.scale != AS_IT_IS {
        notes.add(
            What::Counted,
            "Other replicas are planned than the nodes of today carry, with which a fleet is compared",
            "",
        );
    }
}

/// What nodes of each type report: the least, where some are on demand and some on spot.
fn reported(
    priced: &Priced,
    of: impl Fn(&crate::price::PricedNodes) -> Option<u32>,
    range: std::ops::RangeInclusive<u32>,
    notes: &mut Notes,
) -> Vec<OfType> {
    let (mut all, mut left) = (Vec::<OfType>::new(), 0);
    for row in priced.rows.iter().filter(|row| !row.instance_type.is_empty()) {
        let Some(n) = of(row).filter(|n| range.contains(n)) else { continue };
        let is_full = all.len() == MOST_REPORTING;
        match all.iter_mut().find(|of| of.name == row.instance_type) {
            Some(known) => known.n = known.n.min(n),
            None if is_full => left += 1,
            None => all.push(OfType { name: row.instance_type.clone(), n }),
        }
    }
    if left > 0 {
        let text = format!(
            "Types beyond the first {MOST_REPORTING} whose nodes report their memory or max-pods; Berth\u{2019}s own figures count"
        );
        notes.add_many(What::NotTakenOver, text, "", left);
    }
    all
}
