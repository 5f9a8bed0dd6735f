//! The nodes of today as settings of a scenario: how many there are, and what they report of themselves.

use crate::notes::{Note, Notes, What};
use crate::placement::CapacityType;
use crate::price::{Priced, PricedNodes};
use model::scenario::Scenario;
use model::scenario::fields::{BY_TYPE, ByType};
use model::scenario::own_nodes::{MOST_LISTED, OfType};
use model::units::grouped;

/// Sets them. Types of which most nodes are come first, where a scenario does not hold all.
pub(crate) fn set(priced: &Priced, scenario: &mut Scenario) -> Vec<Note> {
    let mut notes = Notes::default();
    let untold: u32 = priced.rows.iter().filter(|row| row.instance_type.is_empty()).map(|row| row.nodes).sum();
    if untold > 0 {
        let text = "Nodes that do not tell their type: a fleet is not compared with them";
        notes.add_many(What::NotTakenOver, text, "", untold);
    }
    for list in &BY_TYPE {
        fill(list, priced, scenario, &mut notes);
    }
    if let own @ 1.. = scenario.own.memory.len() + scenario.own.max_pods.len() {
        let text = "Memory and max-pods that your nodes report are planned with, before Berth\u{2019}s own figures";
        notes.add_many(What::Counted, text, "", own as u32);
    }
    notes.list()
}

fn fill(list: &ByType, priced: &Priced, scenario: &mut Scenario, notes: &mut Notes) {
    let (mut all, mut missing) = (Vec::<OfType>::new(), 0);
    for row in priced.rows.iter().filter(|row| !row.instance_type.is_empty()) {
        let Some(n) = of_row(list.key, row).map(|n| n.clamp(list.min, list.max)) else { continue };
        let is_full = all.len() == MOST_LISTED;
        match all.iter_mut().find(|of| of.name == row.instance_type) {
            // on demand and spot: what the smaller node has, all nodes have
            Some(known) if !list.key.starts_with("today") => known.n = known.n.min(n),
            Some(known) => known.n = (known.n + n).min(list.max),
            None if is_full => missing += row.nodes,
            None => all.push(OfType { name: row.instance_type.clone(), n }),
        }
    }
    *(list.get_mut)(scenario) = all;
    if missing > 0 {
        let text = format!("{}: the {} types with the most nodes are taken", list.label, grouped(MOST_LISTED as u64));
        notes.add_many(What::NotTakenOver, text, "", missing);
    }
}

/// What a list takes of nodes of a type.
fn of_row(key: &str, row: &PricedNodes) -> Option<u32> {
    let is_spot = row.capacity_type == Some(CapacityType::Spot);
    let is_known = row.memory.berth.is_some();
    match key {
        "today" => Some(row.nodes).filter(|_| !is_spot),
        "today_spot" => Some(row.nodes).filter(|_| is_spot),
        "seen_mib" => Some(row.memory.reported).filter(|n| is_known && *n > 0),
        _ => Some(row.max_pods.reported).filter(|n| *n > 0 && row.max_pods.berth.is_some_and(|berth| berth != *n)),
    }
}
