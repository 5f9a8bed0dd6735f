//! The picture: nodes as boxes, as large as they have vCPUs, pods as cells in their workload's colour, what is reserved in
//! grey, what is free left open. In a column for each zone, where zones are looked at.
//!
//! Every box has a sentence, which the page's script reads out to pointer and arrow keys; the table below has the same.

use super::Shown;
use super::colour::class;
use ::fleet::fleet::{Fleet, NodeGroup};
use ::fleet::picture::{NodeBox, picture};
use maud::{Markup, html};
use model::node::limit::Limit;
use model::units::{MicroUsd, counted, grouped};
use model::words::listed;

/// With more nodes than these, each group is one box with a count.
const MOST_BOXES: u32 = 48;
/// All boxes together, in square pixels: what fits on a screen beside the rest.
const AREA: f64 = 110_000.0;
/// The side of a box for each square root of a vCPU, at the least and at the most.
const PER_ROOT: (f64, f64) = (11.0, 44.0);
/// Side of a box's drawing.
const SIDE: u64 = 400;

/// The section.
pub(super) fn section(shown: &Shown, fleet: &Fleet) -> Markup {
    let boxes = picture(shown.catalog, shown.scenario, fleet);
    let drawn =
        Drawn { shown, fleet, boxes: &boxes, each: fleet.nodes <= MOST_BOXES, per_root: per_root(fleet, &boxes) };
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
            p.help { (ASSUMED) }
        }
    }
}

const ASSUMED: &str = "Nodes get this full where consolidation repacks them, or where the scheduler fills one node before the next (MostAllocated). The scheduler\u{2019}s default, also on EKS, is LeastAllocated: it spreads pods, so right after a rollout nodes look emptier.";

fn hint(each: bool) -> &'static str {
    match each {
        true => "Each box is a node, as large as it has vCPUs; each cell a pod. Point at one, or use the arrow keys.",
        false => {
            "Each box stands for nodes that hold the same pods; each cell is a pod. Point at one, or use the arrow keys."
        }
    }
}

fn legend(shown: &Shown) -> Markup {
    html! {
        ul.legend.workloads-legend aria-label="Workloads" {
            @for (index, profile) in shown.scenario.profiles.iter().enumerate() {
                li class=(class(index)) data-w=(index) { (profile.name) " " small { (grouped(profile.pods.into())) } }
            }
            li.reserved { "system, daemonsets" }
            li.free { "free" }
        }
    }
}

/// The zones in order; one that is none where zones are not looked at.
fn zones(fleet: &Fleet) -> Vec<Option<u32>> {
    let mut zones: Vec<Option<u32>> = fleet.groups.iter().map(|group| group.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    zones
}

fn per_root(fleet: &Fleet, boxes: &[NodeBox]) -> f64 {
    let count = |b: &NodeBox| if fleet.nodes <= MOST_BOXES { b.nodes } else { 1 };
    let vcpu: u32 = boxes.iter().map(|b| b.vcpu * count(b)).sum();
    (AREA / f64::from(vcpu.max(1))).sqrt().clamp(PER_ROOT.0, PER_ROOT.1)
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
                    p.zone-name { b { "Zone " (zone + 1) } " " (counted(nodes, "node")) ", " (MicroUsd(cost).cents()) }
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
                        @if at == 0 { g id={ "box-" (index) } { (cells(node)) } } @else { use href={ "#box-" (index) } {} }
                    }
                    @if !self.each && group.nodes > 1 { b.count { "\u{d7} " (grouped(group.nodes.into())) } }
                }
            }
        }
    }

    /// `c7a.4xlarge in zone 2, one of 5 alike: 14 web and 3 api. CPU is full; 31 % of memory is free. $456.78 a month.`
    fn says(&self, group: &NodeGroup, node: &NodeBox) -> String {
        let spot = if group.is_spot { " on spot" } else { "" };
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
            (true, false) => "empty, for the least number of nodes".into(),
        };
        let fullest = Limit::ALL.into_iter().find(|limit| limit.code() == node.fullest).map_or("", Limit::name);
        let used = 100 - node.free.div_ceil(100).min(100);
        let full = if pods.is_empty() { String::new() } else { format!(" {used} % of {fullest} in use.") };
        format!(
            "{}{spot}{zone}{alike}: {holds}.{full} Free: {} % of CPU, {} % of memory. {} a month each.",
            group.instance_type,
            group.free.cpu_bp / 100,
            group.free.memory_bp / 100,
            MicroUsd(group.node_cost).cents()
        )
    }
}

/// What a box shows, from the bottom: what is reserved, then each workload's pods.
fn cells(node: &NodeBox) -> Markup {
    let reserved = SIDE * u64::from(node.reserved) / 10_000;
    let room = SIDE - reserved;
    let mut low = room;
    let bands: Vec<(usize, String)> = heights(node, room)
        .into_iter()
        .zip(&node.cells)
        .map(|(height, cell)| {
            low -= height;
            (cell.profile, band(low, height, cell.pods.into()))
        })
        .collect();
    html! {
        @if reserved > 0 { path.kept d={ "M0 " (room) "h" (SIDE) "v" (reserved) "H0z" } {} }
        @for (profile, path) in bands { path class={ "cell " (class(profile)) } d=(path) {} }
    }
}

/// The height of each workload's band: its share, but so that it can be seen.
fn heights(node: &NodeBox, room: u64) -> Vec<u64> {
    let of = |share: u64| (room * share / 10_000).max(8);
    let heights: Vec<u64> = node.cells.iter().map(|cell| of(u64::from(cell.pods) * u64::from(cell.share))).collect();
    let all: u64 = heights.iter().sum();
    if all <= room { heights } else { heights.iter().map(|height| height * room / all).collect() }
}

/// Cells of equal size in a band: rows from the top, each as high as it has pods of all.
fn band(top: u64, height: u64, pods: u64) -> String {
    let rows = ((pods as f64 * height as f64 / SIDE as f64).sqrt().round() as u64).clamp(1, pods.max(1));
    let mut path = String::new();
    let mut done = 0;
    for row in 0..rows {
        let here = pods * (row + 1) / rows - done;
        let (y, low) = (top + height * done / pods.max(1), top + height * (done + here) / pods.max(1));
        for at in 0..here {
            let (x, right) = (SIDE * at / here, SIDE * (at + 1) / here);
            path += &format!("M{x} {y}H{right}V{low}H{x}z");
        }
        done += here;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::fleet::picture::Cell;

    fn node(cells: &[(u32, u32)], reserved: u32) -> NodeBox {
        let cell = |(profile, (pods, share)): (usize, &(u32, u32))| Cell { profile, pods: *pods, share: *share };
        NodeBox {
            instance_type: "m5.large".into(),
            nodes: 1,
            zone: None,
            vcpu: 2,
            fullest: "cpu".into(),
            reserved,
            cells: cells.iter().enumerate().map(cell).collect(),
            free: 0,
        }
    }

    #[test]
    fn a_cell_for_each_pod_and_none_leaves_the_box() {
        for (cells, reserved) in
            [(vec![(7, 1_000), (3, 900)], 350), (vec![(234, 42)], 0), (vec![(1, 9_999), (1, 1), (1, 1)], 9_000)]
        {
            let node = node(&cells, reserved);
            let svg = super::cells(&node).into_string();
            let pods: u32 = cells.iter().map(|(pods, _)| pods).sum();
            assert_eq!(svg.matches('M').count() as u32, pods + u32::from(reserved > 0), "{svg}");
            let numbers = svg.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u64>().ok());
            assert!(numbers.clone().all(|n| n <= SIDE), "{svg}");
        }
    }

    #[test]
    fn heights_are_shares_and_nothing_is_too_thin_to_be_seen() {
        assert_eq!(heights(&node(&[(4, 1_250), (2, 2_500)], 0), 400), [200, 200]);
        assert_eq!(heights(&node(&[(1, 0), (1, 5_000)], 0), 400), [8, 200]);
        let crowded = heights(&node(&[(1, 9_990), (1, 1), (1, 1)], 0), 400);
        assert!(crowded.iter().sum::<u64>() <= 400 && crowded.iter().all(|height| *height > 0), "{crowded:?}");
    }

    #[test]
    fn cells_of_a_band_are_equal_in_area() {
        let path = band(100, 90, 7);
        let areas = path.split_terminator('z').map(|cell| {
            let n: Vec<u64> = cell.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            (n[2] - n[0]) * (n[3] - n[1])
        });
        let areas: Vec<u64> = areas.collect();
        let mean = 400 * 90 / 7;
        assert_eq!(areas.len(), 7);
        assert!(areas.iter().all(|area| area.abs_diff(mean) * 20 <= mean), "{areas:?} {mean}");
    }
}
