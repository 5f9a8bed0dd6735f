//! The nodes drawn: a box for each, as large as it has vCPUs, with its pods as cells in their workload's colour. In a column for
//! each zone, where zones are looked at.
//!
//! Markup as a function of the figures, the same on the server and in the browser.

mod lost;

use charts::boxes::{SIDE, class, per_root, svg};
use maud::{Markup, PreEscaped, html};
use model::catalog::TypeRef;
use model::catalog::instance_type::InstanceType;
use model::evaluation::Evaluation;
use model::node::filled::filled;
use model::node::workload::Workload;
use model::order::sort_short_by_key;
use model::plan::packing::{Group, packing_by_zone};
use model::units::{counted, grouped};
use model::words::{listed, room_for_lost_zone};

/// All boxes together, in square pixels.
const AREA: f64 = 70_000.0;
/// With more nodes than these, nodes that hold the same pods are one box with a count. Fewer than in the picture of a fleet: this one
/// follows a slider.
const MOST_BOXES: u32 = 24;

/// The nodes of the type that is shown; nothing where none is or the article counts.
pub fn picture(e: &Evaluation) -> Markup {
    let Some((_, c)) = e.shown() else { return html! {} };
    let TypeRef::Today(index) = c.index else { return html! {} };
    let (t, workload) = (e.catalog().instance_type(index), Workload::of(e.scenario()).sized(e.catalog()));
    let columns = columns(t, &workload, c.fleet.nodes);
    let each = c.fleet.nodes <= MOST_BOXES;
    let boxes: u32 = columns.iter().flat_map(|c| &c.groups).map(|g| if each { g.nodes } else { 1 }).sum();
    let side = (per_root(t.vcpu * boxes, AREA) * f64::from(t.vcpu).sqrt()).round() as u32;
    let groups = columns.iter().flat_map(|column| &column.groups).map(|group| (group.nodes, group.pods.as_slice()));
    let room = room_for_lost_zone(e.scenario(), groups);
    let mut drawn = Drawn { e, t, workload: &workload, each, is_room: room.is_some(), known: Vec::new() };
    html! {
        (legend(e))
        div.picture data-boxes style={ "--side:" (side) } role="group" tabindex="0" aria-label="Picture of the nodes. Arrow keys read out each." {
            @for column in &columns { (drawn.column(column)) }
        }
        p.read-out aria-live="polite" {
            @if each { "Each box is a node" } @else { "Each box stands for nodes that hold the same pods" }
            @if room.is_some() { ", each cell a pod or room for one." } @else { ", each cell a pod." }
        }
        @if let Some(room) = room { p.help { (room) } }
        @if let Some(lost) = lost::said(e.scenario(), &columns) { p.help { (lost) } }
        details id="boxes-table" {
            summary { "The same as a table" }
            div.scroll.all tabindex="0" role="region" aria-label="Pods by node" { (drawn.table(&columns)) }
        }
    }
}

fn legend(e: &Evaluation) -> Markup {
    html! {
        ul.legend.workloads-legend aria-label="Workloads" {
            @for (index, profile) in e.scenario().profiles.iter().enumerate() {
                li class=(class(index)) { (profile.name) " " small { (grouped(profile.pods.into())) } }
            }
            li.reserved { "system, daemonsets" }
            li.free { "free" }
        }
    }
}

/// The nodes of a zone, or all of them.
struct Column {
    zone: Option<u32>,
    groups: Vec<Group>,
}

/// The zones in order, and the nodes without pods where there are fewest nodes.
fn columns(t: &InstanceType, workload: &Workload, nodes: u32) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (zones, packing) in packing_by_zone(t, workload) {
        if zones.is_empty() {
            columns.push(Column { zone: None, groups: packing.groups.clone() });
        }
        columns.extend(zones.into_iter().map(|zone| Column { zone: Some(zone), groups: packing.groups.clone() }));
    }
    sort_short_by_key(&mut columns, |column| column.zone);
    let mut empty = nodes.saturating_sub(columns.iter().map(Column::nodes).sum());
    let none = vec![0; workload.profiles().len()];
    while empty > 0
        && let Some(fewest) = columns.iter_mut().min_by_key(|column| column.nodes())
    {
        match fewest.groups.last_mut() {
            Some(group) if group.pods == none => group.nodes += 1,
            _ => fewest.groups.push(Group { nodes: 1, pods: none.clone() }),
        }
        empty -= 1;
    }
    columns
}

impl Column {
    fn nodes(&self) -> u32 {
        self.groups.iter().map(|group| group.nodes).sum()
    }
}

struct Drawn<'a> {
    e: &'a Evaluation,
    t: &'a InstanceType,
    workload: &'a Workload<'a>,
    /// Whether each node has a box of its own.
    each: bool,
    /// Whether there is room for more pods than run, so that nobody knows which cells have one.
    is_room: bool,
    /// What has been drawn: the same is drawn once.
    known: Vec<Vec<u32>>,
}

impl Drawn<'_> {
    /// A row for nodes that are alike: how many, and how many pods of each workload are on one.
    fn table(&self, columns: &[Column]) -> Markup {
        let profiles = &self.e.scenario().profiles;
        let with_zones = columns.iter().any(|column| column.zone.is_some());
        html! {
            table.list {
                thead { tr {
                    @if with_zones { th scope="col" { "Zone" } }
                    th scope="col" { "Nodes" }
                    @for profile in profiles { th scope="col" { @if self.is_room { "Room for " (profile.name) } @else { (profile.name) " on each" } } }
                } }
                tbody { @for column in columns { @for group in &column.groups {
                    tr {
                        @if let Some(zone) = column.zone { th scope="row" { (zone + 1) } }
                        td { (grouped(group.nodes.into())) }
                        @for pods in &group.pods { td { (grouped((*pods).into())) } }
                    }
                } } }
            }
        }
    }

    fn column(&mut self, column: &Column) -> Markup {
        let groups: Vec<Markup> = column.groups.iter().map(|group| self.group(group, column.zone)).collect();
        html! {
            div.zone {
                @if let Some(zone) = column.zone { p.zone-name { b { "Zone " (zone + 1) } " " (counted(column.nodes(), "node")) } }
                div.boxes { @for group in groups { (group) } }
            }
        }
    }

    fn group(&mut self, group: &Group, zone: Option<u32>) -> Markup {
        let known = self.known.iter().position(|pods| *pods == group.pods);
        let at = known.unwrap_or(self.known.len());
        let node = filled(self.t, self.workload, &group.pods);
        let says = self.says(group, zone);
        let is_spare = group.pods.iter().all(|pods| *pods == 0);
        if known.is_none() {
            self.known.push(group.pods.clone());
        }
        html! {
            @for nth in 0..(if self.each { group.nodes } else { 1 }) {
                span.box.spare[is_spare] data-says=(says) {
                    svg viewBox={ "0 0 " (SIDE) " " (SIDE) } aria-hidden="true" {
                        @match &node {
                            Some(node) if nth == 0 && known.is_none() => g id={ "box-" (at) } { (PreEscaped(svg(node.reserved, &node.cells))) },
                            _ => use href={ "#box-" (at) } {},
                        }
                    }
                    @if !self.each && group.nodes > 1 { b.count { "\u{d7} " (grouped(group.nodes.into())) } }
                }
            }
        }
    }

    /// `m5.xlarge in zone 2, one of 5 alike: 14 web. 97 % of CPU in use.`
    fn says(&self, group: &Group, zone: Option<u32>) -> String {
        let zone = zone.map_or(String::new(), |zone| format!(" in zone {}", zone + 1));
        let alike = match group.nodes {
            1 => String::new(),
            many if self.each => format!(", one of {} alike", grouped(many.into())),
            many => format!(", {} alike", counted(many, "node")),
        };
        let profiles = &self.e.scenario().profiles;
        let on = profiles.iter().zip(&group.pods).filter(|(_, pods)| **pods > 0);
        let pods: Vec<String> =
            on.map(|(profile, pods)| format!("{} {}", grouped((*pods).into()), profile.name)).collect();
        let holds = match pods.is_empty() {
            true => "empty".into(),
            false if self.is_room => format!("room for {}", listed(&pods)),
            false => listed(&pods),
        };
        let full = filled(self.t, self.workload, &group.pods).filter(|_| !pods.is_empty());
        let full = full.map_or(String::new(), |node| {
            format!(" {} % of {} in use.", 100 - node.free.div_ceil(100).min(100), node.fullest.name())
        });
        format!("{}{zone}{alike}: {holds}.{full}", self.t.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, scenario, varied, words};

    fn html(query: &str) -> String {
        picture(&Evaluation::of(varied().into(), scenario(query))).into_string()
    }

    fn says(html: &str) -> Vec<String> {
        html.split("data-says=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_string()).collect()
    }

    #[test]
    fn a_box_for_each_node_and_a_cell_for_each_pod() {
        let html = html("v=1");
        // 100 pods, 14 to a node: seven full nodes and one with two
        let says = says(&html);
        assert_eq!(says.len(), 8);
        assert_eq!(says[0], "m5.xlarge, one of 7 alike: 14 web. 94 % of CPU in use.");
        assert!(says[7].starts_with("m5.xlarge: 2 web."), "{}", says[7]);
        let cells = html.split("class=\"cell w0\" d=\"").skip(1);
        let drawn: Vec<usize> = cells.map(|d| d.split('"').next().unwrap_or_default().matches('M').count()).collect();
        assert_eq!(drawn, [14, 2], "nodes that are alike are drawn once");
        assert_eq!(html.matches("href=\"#box-0\"").count(), 6);
    }

    #[test]
    fn zones_are_columns_and_nodes_without_pods_are_seen() {
        let html = html("v=1&zones=3&survive=node&type=m5.xlarge");
        let text = words(&html);
        // 34, 33 and 33 pods: three nodes each, and one that takes over
        check(&html, &["Zone 1 4 nodes", "Zone 2 3 nodes", "Zone 3 3 nodes", "Zone Nodes web on each"]);
        let rows = html.split("<tbody>").nth(1).expect("a table");
        let figures: Vec<u32> =
            rows.split("<td>").skip(1).filter_map(|cell| cell.split('<').next()?.parse().ok()).collect();
        let [nodes, pods] = figures.chunks(2).fold([0, 0], |[n, p], row| [n + row[0], p + row[0] * row[1]]);
        assert_eq!((nodes, pods), (10, 100), "every node and every pod is in the table: {figures:?}");
        assert_eq!(html.matches("box spare").count(), 1, "{text}");
        assert!(says(&html).iter().any(|says| says == "m5.xlarge in zone 1: empty."), "{:?}", says(&html));
    }

    /// Any two of three zones have room for all 120: 60 in each, 180 together.
    #[test]
    fn room_for_a_lost_zone_is_told_from_pods_that_run() {
        let said = "Pods are counted as room, which is more than run: for 180 of web, of which 120 run.";
        let of = |survive: &str| words(&html(&format!("v=1&pods=120&zones=3&survive={survive}")));
        let zone = of("zone");
        for said in [said, "each cell a pod or room for one.", "Room for web"] {
            assert!(zone.contains(said), "{zone}");
        }
        for other in ["nothing", "node"] {
            assert!(!of(other).contains("counted as room") && of(other).contains("each cell a pod."), "{}", of(other));
        }
    }

    #[test]
    fn many_nodes_are_boxes_with_a_count() {
        let html = html("v=1&pods=5001");
        check(&html, &["× 357", "Each box stands for nodes that hold the same pods, each cell a pod."]);
        assert_eq!(says(&html).len(), 2);
        assert_eq!(says(&html)[0], "m5.xlarge, 357 nodes alike: 14 web. 94 % of CPU in use.");
    }

    #[test]
    fn nothing_is_drawn_where_nothing_fits_or_the_article_counts() {
        assert_eq!(html("v=1&volumes=128"), "");
        assert_eq!(html("v=1&era=article"), "");
    }

    #[test]
    fn names_stay_text() {
        let html = html("v=1&profile=%3Cscript%3E%22&pods=30");
        assert!(!html.contains("<script>"), "{html}");
    }
}
