//! The groups of nodes as a table: who is on them, what binds, what stays free, what they cost.

use super::Shown;
use super::colour::class;
use ::fleet::fleet::{Fleet, NodeGroup};
use maud::{Markup, html};
use model::node::limit::Limit;
use model::units::{Mib, MicroUsd, MilliCpu, counted, grouped};
use model::words::{bought, room_for_loss};

/// The section.
pub(super) fn section(shown: &Shown, fleet: &Fleet) -> Markup {
    let zones = fleet.groups.iter().any(|group| group.zone.is_some());
    // Where all nodes are bought in one way the caption says so.
    let ways = fleet.groups.iter().any(|group| group.is_spot);
    let columns = Columns { zones, ways, taints: shown.scenario.has_tainted_nodes() };
    let room = room_kept(shown, fleet);
    html! {
        section.card.fleet-groups aria-labelledby="groups-title" {
            h2 id="groups-title" { "Groups of nodes" }
            div.scroll.all tabindex="0" role="region" aria-label="Every group" {
                table.list {
                    caption.help { (counted(fleet.groups.len() as u64, "group")) ": the nodes of each hold the same pods. Free is what its pods leave of a node\u{2019}s room; waste is what of its price is for room that no pod uses, as resources are worth for these workloads." @if !ways { " All nodes are bought " (bought(shown.scenario.purchase)) "." } @if let Some(room) = &room { " " (room) } }
                    thead { tr {
                        th.text scope="col" { "Type" } th scope="col" { "Nodes" }
                        @if zones { th scope="col" { "Zone" } }
                        @if ways { th.text scope="col" { "Bought" } }
                        @if columns.taints { th.text scope="col" { "Taints" } }
                        th.text scope="col" { @if room.is_some() { "Room on each" } @else { "Pods on each" } } th.text scope="col" { "Binds" }
                        th scope="col" { "Free CPU" } th scope="col" { "Free memory" } th scope="col" { "US$/" wbr; "node" } th scope="col" { "US$/" wbr; "month" } th scope="col" { "Waste" }
                    } }
                    tbody { @for group in &fleet.groups { (row(shown, group, &columns)) } }
                    tfoot { tr {
                        th.text scope="row" { "All" } td { (grouped(fleet.nodes.into())) }
                        @if zones { td {} }
                        @if ways { td {} }
                        @if columns.taints { td {} }
                        td {} td {} td {} td {} td {}
                        td { (MicroUsd(fleet.cost.total).cents()) }
                        td { (MicroUsd(fleet.groups.iter().map(|g| g.waste * u64::from(g.nodes)).sum()).cents()) }
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
            td { (grouped(nodes)) }
            @if columns.zones { td { (group.zone.map_or(String::new(), |zone| (zone + 1).to_string())) } }
            @if columns.ways { td.text { @if group.is_spot { "spot average" } @else { (bought(shown.scenario.purchase)) } } }
            @if columns.taints { td.text { @if group.taints.is_empty() { "none" } @else { (group.taints) } } }
            td.text.on { (on(shown, group)) }
            td.text { (binds(shown, group)) }
            td title=(MilliCpu(free.cpu_m)) { (free.cpu_bp / 100) " %" }
            td title=(Mib(free.memory_mib)) { (free.memory_bp / 100) " %" }
            td { (MicroUsd(group.node_cost).cents()) }
            td { (MicroUsd(group.node_cost * nodes).cents()) }
            td { (MicroUsd(group.waste * nodes).cents()) }
        }
    }
}

fn on(shown: &Shown, group: &NodeGroup) -> Markup {
    let pods = || group.pods.iter().enumerate().filter(|(_, pods)| **pods > 0);
    html! {
        @for (profile, pods) in pods() { span class={ "pods " (class(profile)) } { (grouped((*pods).into())) " " (shown.profile(profile)) } " " }
        @if pods().next().is_none() {
            @if group.is_spare { "none: takes over when another is lost" } @else { "none: only there because there are to be " (counted(shown.scenario.min_nodes, "node")) " at least" }
        }
    }
}

/// What stops the next pod: a limit that stops every workload, or what stops most of them.
fn binds(shown: &Shown, group: &NodeGroup) -> Markup {
    let name = |code: &str| Limit::ALL.into_iter().find(|limit| limit.code() == code);
    html! {
        @if group.is_spare || group.pods.iter().all(|pods| *pods == 0) { "\u{2013}" }
        @else if group.binds.is_empty() {
            @let room: Vec<&str> = group.stops.iter().enumerate().filter(|(_, stop)| stop.is_none()).map(|(i, _)| shown.profile(i)).collect();
            "room for " (if room.len() > 2 { counted(room.len() as u64, "workload") } else { room.join(", ") })
        } @else {
            @for (at, limit) in group.binds.iter().filter_map(|code| name(code)).enumerate() {
                @if at > 0 { ", " } span class={ "limit-" (limit.code()) } { (limit.name()) }
            }
        }
    }
}
