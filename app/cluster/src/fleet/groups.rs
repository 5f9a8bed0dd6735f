//! The groups of nodes as a table: who is on them, what binds, what stays free, what they cost.

use super::Shown;
use super::colour::class;
use crate::figures::{Cents, Grouped};
use ::fleet::fleet::{Fleet, NodeGroup};
use maud::{Markup, html};
use model::node::limit::Limit;
use model::units::{Mib, MilliCpu, counted};
use model::words::{bought, room_for_loss};

/// The section.
pub(super) fn section(shown: &Shown, fleet: &Fleet) -> Markup {
    let zones = fleet.groups.iter().any(|group| group.zone.is_some());
    // Where all nodes are bought in one way the caption says so.
    let ways = fleet.groups.iter().any(|group| group.is_spot);
    let columns = Columns { zones, ways, taints: shown.scenario.has_tainted_nodes() };
    let room = room_kept(shown, fleet).is_some();
    html! {
        section.card.fleet-groups aria-labelledby="groups-title" {
            h2 id="groups-title" { "Groups of nodes" }
            div.scroll.all tabindex="0" role="region" aria-label="Every group" {
                table.list {
                    caption.help { (counted(fleet.groups.len() as u64, "group")) ": the nodes of each hold the same pods. Free is what its pods leave of a node\u{2019}s room; waste is what of its price is for room that no pod uses, as resources are worth for these workloads." @if !ways { " All nodes are bought " (bought(shown.scenario.purchase)) "." } }
                    thead { tr {
                        th.text scope="col" { "Type" } th scope="col" { "Nodes" }
                        @if zones { th scope="col" { "Zone" } }
                        @if ways { th.text scope="col" { "Bought" } }
                        @if columns.taints { th.text scope="col" { "Taints" } }
                        th.text scope="col" { @if room { "Room on each" } @else { "Pods on each" } } th.text scope="col" { "Binds" }
                        th scope="col" { "Free CPU" } th scope="col" { "Free memory" } th scope="col" { "US$/" wbr; "node" } th scope="col" { "US$/" wbr; "month" } th scope="col" { "Waste" }
                    } }
                    tbody { @for group in &fleet.groups { (row(shown, group, &columns)) } }
                    tfoot { tr {
                        th.text scope="row" { "All" } td { (Grouped(fleet.nodes.into())) }
                        @if zones { td {} }
                        @if ways { td {} }
                        @if columns.taints { td {} }
                        td {} td {} td {} td {} td {}
                        td { (Cents(fleet.cost.total)) }
                        td { (Cents(fleet.groups.iter().map(|g| g.waste * u64::from(g.nodes)).sum())) }
                    } }
                }
            }
        }
    }
}

/// Columns that not every fleet has.
struct Columns {
    zones: bool,
    ways: bool,
    taints: bool,
}

/// What is to know where nodes have room for more pods than run.
pub(super) fn room_kept(shown: &Shown, fleet: &Fleet) -> Option<String> {
    room_for_loss(shown.scenario, fleet.groups.iter().map(|group| (group.nodes, group.pods.as_slice())))
}

fn row(shown: &Shown, group: &NodeGroup, columns: &Columns) -> Markup {
    let nodes = u64::from(group.nodes);
    let free = &group.free;
    html! {
        tr {
            th.text scope="row" { a href=(shown.type_page(&group.instance_type)) data-here { (group.instance_type) } }
            td { (Grouped(nodes)) }
            @if columns.zones { td { (group.zone.map_or(String::new(), |zone| (zone + 1).to_string())) } }
            @if columns.ways { td.text { @if group.is_spot { "spot average" } @else { (bought(shown.scenario.purchase)) } } }
            @if columns.taints { td.text { @if group.taints.is_empty() { "none" } @else { (group.taints) } } }
            td.text.on { (on(shown, group)) }
            td.text { (binds(shown, group)) }
            td title=(MilliCpu(free.cpu_m)) { (free.cpu_bp / 100) " %" }
            td title=(Mib(free.memory_mib)) { (free.memory_bp / 100) " %" }
            td { (Cents(group.node_cost)) }
            td { (Cents(group.node_cost * nodes)) }
            td { (Cents(group.waste * nodes)) }
        }
    }
}

fn on(shown: &Shown, group: &NodeGroup) -> Markup {
    let pods = || group.pods.iter().enumerate().filter(|(_, pods)| **pods > 0);
    html! {
        @for (profile, pods) in pods() { span class={ "pods " (class(profile)) } { (Grouped((*pods).into())) " " (shown.profile(profile)) } " " }
        @if pods().next().is_none() {
            @if group.is_spare { "none: takes over when another is lost" } @else { "none: only there because there are to be " (counted(shown.scenario.min_nodes, "node")) " at least" }
        }
    }
}

/// What stops the next pod: limits that stop every workload; else those that stop some, and who has room.
fn binds(shown: &Shown, group: &NodeGroup) -> Markup {
    let stops = |limit: &Limit| match group.binds.is_empty() {
        true => group.stops.iter().flatten().any(|code| code == limit.code()),
        false => group.binds.iter().any(|code| code == limit.code()),
    };
    let limits = || Limit::ALL.into_iter().filter(stops);
    html! {
        @if group.is_spare || group.pods.iter().all(|pods| *pods == 0) { "\u{2013}" }
        @else {
            @for (at, limit) in limits().enumerate() {
                @if at > 0 { ", " } span class={ "limit-" (limit.code()) } { (limit.name()) }
            }
            @if group.binds.is_empty() { @if limits().next().is_some() { "; " } (room(shown, group)) }
        }
    }
}

/// `room for web, batch`, which nothing stops yet.
fn room(shown: &Shown, group: &NodeGroup) -> Markup {
    let has_room = group.stops.iter().enumerate().filter(|(_, stop)| stop.is_none());
    let room: Vec<&str> = has_room.map(|(i, _)| shown.profile(i)).collect();
    html! { "room for " (if room.len() > 2 { counted(room.len() as u64, "workload") } else { room.join(", ") }) }
}
