//! The fleet in a record: its groups with their pods, its cost and bound, what it is compared with, what is assumed.

use crate::config::Config;
use crate::fleet_nodes::mix;
use crate::markdown::{Document, plain, table};
use crate::subject::{PlannedFleet, Subject};
use addresses::lasts::{ZoneUse, lasts};
use addresses::remedies::{InMode, remedies_with, small_targets};
use addresses::subnets::Subnets;
use fleet::beside::{against, saving};
use fleet::fleet::{Compared, Fleet, NodeGroup};
use fleet::options::{Options, Survive};
use model::scenario::{Purchase, Scenario};
use model::units::{MicroUsd, counted, grouped};
use model::words::{bought, listed, room_for_loss};

pub(super) fn write(document: &mut Document, subject: &Subject, PlannedFleet { fleet, options }: PlannedFleet) {
    let headline = plain(&fleet.headline());
    let nodes = headline.trim_end_matches('.');
    document.point(&format!("Nodes: **{nodes}** ({}).", subject.scenario().node.owner_and_os()));
    document.point(&format!(
        "Cost: **{} a month**: instances {}, disks {}, agents {}, Auto Mode\u{2019}s fee {}.",
        MicroUsd(fleet.cost.total).cents(),
        MicroUsd(fleet.cost.instances).cents(),
        MicroUsd(fleet.cost.disks).cents(),
        MicroUsd(fleet.cost.agents).cents(),
        MicroUsd(fleet.cost.fee).cents(),
    ));
    document.point(&format!(
        "No fleet held to the same costs less than {} a month: this one is {}.",
        MicroUsd(fleet.bound).cents(),
        fleet.gap()
    ));
    document.point(&held_to(options, subject.scenario()));
    options.notes(subject.scenario()).iter().for_each(|why| document.point(why));
    let room = room_for_loss(subject.scenario(), fleet.groups.iter().map(|group| (group.nodes, group.pods.as_slice())));
    if let Some(room) = &room {
        document.point(&plain(room));
    }
    if let Some(saving) = saving(fleet, options.survive) {
        document.point(&saving);
    }
    for (who, compared) in
        [("The best single type", &fleet.single), ("Karpenter\u{2019}s rule, before consolidation", &fleet.karpenter)]
    {
        if let Some(compared) = compared {
            document.point(&format!("{who}: {}", beside(compared, fleet)));
        }
    }
    document.point("Assumed: pods go where the fleet has room for them. EKS\u{2019}s scheduler spreads pods over nodes; set to MostAllocated it fills them.");
    if let Some(text) = as_karpenter_fills(subject) {
        document.point(&text);
    }
    document.gap();
    document.raw(&groups(subject.scenario(), fleet, room.is_some()));
    document.gap();
}

/// What the nodes come to, where Karpenter launches them.
pub(super) fn as_karpenter_fills(subject: &Subject) -> Option<String> {
    Config::of(*subject).ok()?.as_karpenter_fills()
}

/// Whether the addresses of the fleet's nodes last, zone by zone, and what to try on the same nodes where they do not.
pub(super) fn addresses(document: &mut Document, subject: &Subject, planned: &PlannedFleet) {
    let scenario = subject.scenario();
    let (mix, subnets) = (mix(subject, planned), Subnets::of(scenario));
    let found = lasts(&mix, &subnets);
    if found.zones.is_empty() {
        return;
    }
    let of_zone = |zone: &ZoneUse| {
        let free =
            zone.free.map_or("of which is not known how many are free".into(), |n| format!("of {} free", grouped(n)));
        format!("{} for {} {} {free}", plain(&zone.zone), zone.role.code(), grouped(zone.need_with_surge))
    };
    let zones: Vec<String> = found.zones.iter().map(of_zone).collect();
    let verdict = match found.fits {
        Some(true) => "enough in each",
        Some(false) => "**too few**",
        None => "not checked in each",
    };
    let first =
        found.first.and_then(|i| found.zones.get(i)).and_then(|zone| Some((&zone.zone, zone.full_first(false)?)));
    let first = first.map_or(String::new(), |(zone, full)| format!(" Zone {} {full}.", plain(zone)));
    document.point(&format!(
        "Addresses: the fleet\u{2019}s nodes take {}; with 30 % surge and the control plane\u{2019}s: {}: {verdict}.{first}",
        grouped(mix.subnet_addresses()),
        listed(&zones)
    ));
    if found.fits == Some(false) {
        let small = small_targets(&mix);
        let monthly = MicroUsd(planned.fleet.cost.total);
        let nodes = |mode| (mode == scenario.mode).then(|| InMode { mix: mix.clone(), monthly });
        for remedy in remedies_with(&nodes, scenario.mode, &subnets, Some(small)) {
            document.point(&format!("To try, in order: {}", plain(&remedy.text())));
        }
        document.point("What other networking modes bring for a fleet, and at what cost, is on its page of addresses.");
    }
}

fn held_to(options: &Options, scenario: &Scenario) -> String {
    let survives = match options.survive {
        Survive::Nothing => "room for the pods and no more",
        Survive::Node => "room for all pods when any one node is lost",
        Survive::Zone => "room for all pods when any one zone is lost",
    };
    let mut parts = vec![format!("at most {}", counted(options.types, "type")), survives.to_string()];
    parts.extend(options.over_zones(scenario).map(|said| plain(&said)));
    if options.headroom > 0 {
        parts
            .push(format!("{} % of what daemonsets leave of each node\u{2019}s CPU and memory free", options.headroom));
    }
    if options.least_in_zone() > 0 {
        parts.push(format!("at least {} in each zone", counted(options.zone_nodes, "node")));
    }
    format!("Held to: {}.", listed(&parts))
}

fn beside(compared: &Compared, fleet: &Fleet) -> String {
    let types: Vec<_> = compared
        .types
        .iter()
        .map(|(name, nodes)| format!("{} \u{d7} {}", grouped(u64::from(*nodes)), plain(name)))
        .collect();
    let mut holds = compared.too_many_types().map_or(String::new(), |only| format!(" But {only}."));
    if let Some(empty) = compared.without_empty() {
        holds += &format!(" It is {empty}.");
    }
    if !compared.holds {
        holds += " Its nodes do not hold all pods.";
    }
    let difference = against(compared.cost, fleet.cost.total);
    format!("{} a month, {difference}, with {}.{holds}", MicroUsd(compared.cost).cents(), listed(&types))
}

fn groups(scenario: &Scenario, fleet: &Fleet, is_room: bool) -> String {
    let zones = fleet.groups.iter().any(|group| group.zone.is_some());
    let mut head = vec![("Nodes", true), ("Type", false)];
    if zones {
        head.push(("Zone", true));
    }
    // where all nodes are bought in one way the text says so
    let spot = scenario.purchase != Purchase::Spot && fleet.groups.iter().any(|group| group.is_spot);
    if spot {
        head.push(("Bought", false));
    }
    let taints = scenario.has_tainted_nodes();
    if taints {
        head.push(("Taints", false));
    }
    head.extend([(if is_room { "Room on each" } else { "Pods on each" }, false), ("US$ a node and month", true)]);
    let row = |group: &NodeGroup| {
        let mut cells = vec![grouped(u64::from(group.nodes)), plain(&group.instance_type)];
        if zones {
            cells.push(group.zone.map_or(String::new(), |zone| (zone + 1).to_string()));
        }
        if spot {
            cells.push(if group.is_spot { "spot average".into() } else { bought(scenario.purchase).into() });
        }
        if taints {
            cells.push(if group.taints.is_empty() { "none".into() } else { plain(&group.taints) });
        }
        cells.extend([pods(scenario, group), MicroUsd(group.node_cost).cents()]);
        cells
    };
    table(&head, &fleet.groups.iter().map(row).collect::<Vec<_>>())
}

/// `3 of web, 1 of db`.
fn pods(scenario: &Scenario, group: &NodeGroup) -> String {
    let held = scenario.profiles.iter().zip(&group.pods).filter(|(_, pods)| **pods > 0);
    let held: Vec<_> =
        held.map(|(profile, pods)| format!("{} of {}", grouped(u64::from(*pods)), plain(&profile.name))).collect();
    match held.is_empty() {
        true if group.is_spare => "none: takes over when another is lost".into(),
        true => format!("none: only there because there are to be {} at least", counted(scenario.min_nodes, "node")),
        false => held.join(", "),
    }
}
