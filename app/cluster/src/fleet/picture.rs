//! The picture: nodes as boxes, as large as they have vCPUs, pods as cells in their workload's colour, what is reserved in
//! grey, what is free left open. In a column for each zone, where zones are looked at.
//!
//! Every box has a sentence, which the page's script reads out to pointer and arrow keys; the table below has the same.

use super::Shown;
use super::colour::class;
use super::groups::room_kept;
use crate::figures::{Cents, Grouped};
use ::fleet::fleet::{Fleet, NodeGroup};
use ::fleet::picture::{NodeBox, picture};
use charts::boxes::{self, MOST_BOXES, SIDE};
use maud::{Markup, PreEscaped, html};
use model::node::limit::Limit;
use model::order::sort_short_by_key;
use model::units::{MicroUsd, counted, grouped};
use model::words::listed;

/// All boxes together, in square pixels: what fits on a screen beside the rest.
const AREA: f64 = 110_000.0;

/// The section.
pub(super) fn section(shown: &Shown, fleet: &Fleet) -> Markup {
    let nodes = picture(shown.catalog, shown.scenario, fleet);
    let drawn =
        Drawn { shown, fleet, boxes: &nodes, each: fleet.nodes <= MOST_BOXES, per_root: per_root(fleet, &nodes) };
    html! {
        section.card.fleet-picture aria-labelledby="picture-title" {
            header {
                h2 id="picture-title" { "Who sits where" }
                (legend(shown))
            }
            div.picture id="picture" data-boxes role="group" aria-label="Picture of the nodes. Arrow keys read out each." {
                @for zone in zones(fleet) { (drawn.zone(zone)) }
            }
            p.read-out aria-live="polite" { (hint(drawn.each)) }
            (crate::readable::drawn(None))
            @if let Some(room) = room_kept(shown, fleet) { p.help { (room) } }
            p.help { (ASSUMED) }
        }
    }
}

const ASSUMED: &str = "Nodes get this full where the scheduler fills one before the next (MostAllocated). Its default, also on EKS, is LeastAllocated: right after a rollout nodes look emptier.";

fn hint(each: bool) -> &'static str {
    match each {
        true => {
            "Each box is a node, as large as it has vCPUs; each cell room for a pod. Point at one, or use arrow keys."
        }
        false => {
            "Each box stands for nodes that hold the same pods; each cell room for a pod. Point at one, or use arrow keys."
        }
    }
}

fn legend(shown: &Shown) -> Markup {
    html! {
        ul.legend.workloads-legend aria-label="Workloads" {
            @for (index, profile) in shown.scenario.profiles.iter().enumerate() {
                li class=(class(index)) data-w=(index) { (profile.name) " " small { (Grouped(profile.pods.into())) } }
            }
            li.reserved { "system, daemonsets" }
            li.free { "free" }
        }
    }
}

/// The zones in order; one that is none where zones are not looked at.
fn zones(fleet: &Fleet) -> Vec<Option<u32>> {
    let mut zones: Vec<Option<u32>> = fleet.groups.iter().map(|group| group.zone).collect();
    sort_short_by_key(&mut zones, |zone| *zone);
    zones.dedup();
    zones
}

fn per_root(fleet: &Fleet, nodes: &[NodeBox]) -> f64 {
    let count = |b: &NodeBox| if fleet.nodes <= MOST_BOXES { b.nodes } else { 1 };
    let vcpu: u32 = nodes.iter().map(|b| b.vcpu * count(b)).sum();
    boxes::per_root(vcpu, AREA)
}

struct Drawn<'a> {
    shown: &'a Shown<'a>,
    fleet: &'a Fleet,
    boxes: &'a [NodeBox],
    /// Whether each node has a box of its own.
    each: bool,
    per_root: f64,
}

impl Drawn<'_> {
    fn zone(&self, zone: Option<u32>) -> Markup {
        let here = || self.fleet.groups.iter().zip(self.boxes).enumerate().filter(move |(_, (g, _))| g.zone == zone);
        let nodes: u32 = here().map(|(_, (group, _))| group.nodes).sum();
        let cost: u64 = here().map(|(_, (group, _))| group.node_cost * u64::from(group.nodes)).sum();
        let mut types: Vec<&str> = Vec::new();
        for (_, (group, _)) in here() {
            if !types.contains(&group.instance_type.as_str()) {
                types.push(&group.instance_type);
            }
        }
        html! {
            div.zone {
                @if let Some(zone) = zone {
                    p.zone-name { b { "Zone " (zone + 1) } " " (counted(nodes, "node")) ", " (Cents(cost)) }
                }
                @for name in types {
                    div.kind {
                        p { b { (name) } " " (counted(here().filter(|(_, (g, _))| g.instance_type == name).map(|(_, (g, _))| g.nodes).sum::<u32>(), "node")) }
                        div.boxes {
                            @for (index, (group, node)) in here().filter(|(_, (g, _))| g.instance_type == name) { (self.group(index, group, node)) }
                        }
                    }
                }
            }
        }
    }

    /// The boxes of a group. The first is drawn, the others are drawn like it.
    fn group(&self, index: usize, group: &NodeGroup, node: &NodeBox) -> Markup {
        let side = (self.per_root * f64::from(node.vcpu).sqrt()).round() as u32;
        let drawn = if self.each { group.nodes } else { 1 };
        let says = self.says(group, node);
        html! {
            @for at in 0..drawn {
                span.box.spare[group.is_spare] data-says=(says) style={ "--side:" (side) } {
                    svg viewBox={ "0 0 " (SIDE) " " (SIDE) } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                        @if at == 0 { g id={ "box-" (index) } { (PreEscaped(boxes::svg(node.reserved, &node.cells))) } } @else { use href={ "#box-" (index) } {} }
                    }
                    @if !self.each && group.nodes > 1 { b.count { "\u{d7} " (Grouped(group.nodes.into())) } }
                }
            }
        }
    }

    /// `c7a.4xlarge in zone 2, one of 5 alike: 14 web and 3 api. CPU is full; 31 % of memory is free. $456.78 a month.`
    fn says(&self, group: &NodeGroup, node: &NodeBox) -> String {
        let spot = if group.is_spot { " on spot" } else { "" };
        let tainted = if group.taints.is_empty() { String::new() } else { format!(" tainted {}", group.taints) };
        let zone = group.zone.map_or(String::new(), |zone| format!(" in zone {}", zone + 1));
        let alike = match group.nodes {
            1 => String::new(),
            many if self.each => format!(", one of {} alike", grouped(many.into())),
            many => format!(", {} alike", counted(many, "node")),
        };
        let on = group.pods.iter().enumerate().filter(|(_, pods)| **pods > 0);
        let pods: Vec<String> =
            on.map(|(profile, pods)| format!("{} {}", grouped((*pods).into()), self.shown.profile(profile))).collect();
        let holds = match (pods.is_empty(), group.is_spare) {
            (false, _) => listed(&pods),
            (true, true) => "empty, it takes over when another node is lost".into(),
            (true, false) => format!(
                "empty, only there because there are to be {} at least",
                counted(self.shown.scenario.min_nodes, "node")
            ),
        };
        let fullest = Limit::ALL.into_iter().find(|limit| limit.code() == node.fullest).map_or("", Limit::name);
        let used = 100 - node.free.div_ceil(100).min(100);
        let full = if pods.is_empty() { String::new() } else { format!(" {used} % of {fullest} in use.") };
        format!(
            "{}{spot}{tainted}{zone}{alike}: {holds}.{full} Free: {} % of CPU, {} % of memory. {} a month each.",
            group.instance_type,
            group.free.cpu_bp / 100,
            group.free.memory_bp / 100,
            MicroUsd(group.node_cost).cents()
        )
    }
}
