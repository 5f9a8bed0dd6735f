//! A fleet as text: what it costs and how good that is, its groups of nodes, what it is compared with.

use fleet::beside::{Beside, against, saving, without_spot_price};
use fleet::fleet::{Compared, Fleet, NodeGroup};
use fleet::options::Options;
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::units::{MicroUsd, counted, grouped};
use model::words::{asked, room_for_loss};
use std::fmt::Write;

/// The fleet.
pub fn text(catalog: &Catalog, scenario: &Scenario, options: &Options, fleet: &Fleet) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", fleet.headline());
    if let Some(saving) = saving(fleet, options.survive) {
        let _ = writeln!(out, "{saving}");
    }
    for profile in &scenario.profiles {
        let _ = writeln!(out, "{}: {}", profile.name, asked(profile));
    }
    let zones = options.over_zones(scenario);
    if let Some(zones) = &zones {
        let _ = writeln!(out, "{zones}");
    }
    let dates = format!("{}, on demand of {}", catalog.region.code, catalog.region.on_demand_as_of);
    let _ = writeln!(out, "{dates}; disks and agents included\n");
    let _ = writeln!(
        out,
        "{:>6}  {:<18}{:>5} {:>14} {:>14}  {:<22}{:>9} {:>8}  pods on each",
        "nodes", "type", "zone", "US$/node", "US$/month", "binds", "free CPU", "memory"
    );
    for group in &fleet.groups {
        row(&mut out, scenario, group);
    }
    let groups = fleet.groups.iter().map(|group| (group.nodes, group.pods.as_slice()));
    if let Some(room) = room_for_loss(scenario, groups) {
        let _ = writeln!(out, "note: {room}");
    }
    let _ = writeln!(out);
    for beside in Beside::ALL {
        match beside.of(fleet) {
            Some(others) => drop(writeln!(out, "{}: {}", beside.name(), compared(others, fleet))),
            // not every scenario says what there is today
            None if beside == Beside::Present => {}
            None => drop(writeln!(out, "{}: no such nodes hold all pods", beside.name())),
        }
    }
    if fleet.without_spot_price > 0 {
        let _ = writeln!(out, "note: {}", without_spot_price(fleet));
    }
    for why in options.notes(scenario) {
        let _ = writeln!(out, "note: {why}");
    }
    let _ = writeln!(out, "\nOne pod more:");
    for (profile, next) in scenario.profiles.iter().zip(&fleet.next_pod) {
        let room = if next.has_room { "there is room for it" } else { "needs another node" };
        let many =
            next.at_length.map_or(String::new(), |cost| format!("; among many {} a month", MicroUsd(cost).cents()));
        let _ = writeln!(out, "  {}: {room}{many}", profile.name);
    }
    let _ = writeln!(
        out,
        "\nnote: Nodes are this full with autoscaling and consolidation, or where the scheduler packs pods \
         (MostAllocated); by default it spreads them."
    );
    out
}

fn row(out: &mut String, scenario: &Scenario, group: &NodeGroup) {
    let share = |bp: u32| format!("{} %", bp / 100);
    let binds = match group.pods.iter().any(|n| *n > 0) {
        _ if group.is_spare => "spare".into(),
        true => group.binds.join(", "),
        false => format!("minimum of {} nodes", grouped(scenario.min_nodes.into())),
    };
    let pods = scenario.profiles.iter().zip(&group.pods).filter(|(_, n)| **n > 0);
    let pods: Vec<String> = pods.map(|(profile, n)| format!("{n} {}", profile.name)).collect();
    let tainted = if group.taints.is_empty() { String::new() } else { format!("  (tainted {})", group.taints) };
    let _ = writeln!(
        out,
        "{:>6}  {:<18}{:>5} {:>14} {:>14}  {:<22}{:>9} {:>8}  {}{tainted}",
        grouped(group.nodes.into()),
        group.instance_type,
        group.zone.map_or("-".into(), |zone| (zone + 1).to_string()),
        MicroUsd(group.node_cost).cents(),
        MicroUsd(group.node_cost * u64::from(group.nodes)).cents(),
        binds,
        share(group.free.cpu_bp),
        share(group.free.memory_bp),
        pods.join(", "),
    );
}

/// What other nodes cost: `$1,400.00 a month, 13.4 % more, on 20 m6a.xlarge`.
fn compared(others: &Compared, fleet: &Fleet) -> String {
    let types: Vec<String> = others.types.iter().map(|(name, n)| format!("{} {name}", grouped((*n).into()))).collect();
    let holds =
        if others.holds { "" } else { "; real nodes have less memory than it guesses and do not hold all pods" };
    let only = others.too_many_types().map_or(String::new(), |only| format!("; {only}"));
    let empty = others.without_empty().map_or(String::new(), |empty| format!("; {empty}"));
    let difference = match others.unpriced {
        0 => against(others.cost, fleet.cost.total),
        n => format!("without {} whose price is not known", counted(n, "node")),
    };
    format!("{} a month, {difference}, on {}{only}{empty}{holds}", MicroUsd(others.cost).cents(), types.join(", "))
}
