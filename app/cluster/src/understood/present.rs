//! The nodes that there are: what they cost, how full they are, what binds, and whether the sums are right.

use super::Shown;
use crate::figures::Grouped;
use import::present::{Present, PresentNode};
use import::price::{Compared, Fill, PricedNodes, Share};
use import::resources::{CPU, MEMORY};
use import::words::{bought, month, percent, tainted, type_of, zones};
use maud::{Markup, html};
use model::units::{Mib, MilliCpu, capitalised, counted, grouped};

/// Nodes that are listed one by one.
const LISTED: usize = 200;

impl Shown<'_> {
    pub(super) fn present(&self) -> Markup {
        let Some(priced) = self.concluded.priced.as_ref().filter(|priced| priced.nodes > 0) else {
            return html! {
                h3 { "Present nodes" }
                p.help { "The input has no EC2 nodes, so there is nothing to compare with. " code { (super::COMMAND) } " has them." }
            };
        };
        html! {
            h3 { "Present nodes" }
            p {
                (counted(priced.nodes, "node")) ", " b { (priced.month.cents()) } " a month"
                @if priced.unpriced > 0 { ", without the " (Grouped(priced.unpriced.into())) " of which no price is known" }
                ". " b { (capitalised(priced.fill.binds())) } " binds: it is the most requested of what these nodes have for pods."
            }
            (bars(&priced.fill))
            div.scroll tabindex="0" role="region" aria-label="Present nodes by type" {
                table.list {
                    thead { tr {
                        th scope="col" { "Type" } th scope="col" { "Nodes" } th.text scope="col" { "Bought" } th scope="col" { "A month" }
                        th scope="col" { "CPU" } th scope="col" { "Memory" } th scope="col" { "Pod slots" } th.text scope="col" { "Binds" }
                        th scope="col" { "Memory of a node" } th scope="col" { "max-pods" }
                    } }
                    tbody { @for row in &priced.rows { (row_of(row)) } }
                }
            }
            p.help {
                "Shares are requests of allocatable. Memory and max-pods are the least that a node of the type reports, and are planned with; \
                 where Berth would take another figure, that is in brackets."
            }
            @if let Some(present) = &self.imported.present {
                (counts("By zone", &zones(present)))
                (counts("Tainted", &tainted(present)))
                (self.node_by_node(present))
            }
        }
    }

    /// Every node with its sums, held against those of `kubectl describe node` where the input has them.
    fn node_by_node(&self, present: &Present) -> Markup {
        let all: Vec<&PresentNode> = present.ec2().collect();
        let checked = all.iter().filter(|node| node.described.is_some()).count();
        html! {
            details id="by-node" {
                summary { "Node by node" }
                input type="hidden" id="u-nodes" name="nodes" value=(if self.asked.lists_nodes { "on" } else { "" });
                p.help {
                    @if checked == 0 {
                        "Add what " code { "kubectl describe nodes" } " prints, and each sum is held against kubectl\u{2019}s own."
                    } @else {
                        (counted(checked as u64, "node")) " held against " code { "kubectl describe nodes" } "."
                    }
                }
                @if self.asked.lists_nodes {
                    div.scroll tabindex="0" role="region" aria-label="Node by node" {
                        table.list {
                            thead { tr {
                                th scope="col" { "Node" } th.text scope="col" { "Type" } th scope="col" { "CPU requested" } th scope="col" { "of" }
                                th scope="col" { "Memory requested" } th scope="col" { "of" } th scope="col" { "Pods" }
                                @if checked > 0 { th.text scope="col" { "kubectl describe" } }
                            } }
                            tbody { @for node in all.iter().take(LISTED) { (one(node, checked > 0)) } }
                        }
                    }
                    @if all.len() > LISTED { p.help { "and " (Grouped((all.len() - LISTED) as u64)) " more." } }
                }
            }
        }
    }
}

/// How much of what nodes have is requested, as bars.
fn bars(fill: &Fill) -> Markup {
    let (cpu, memory, pods) = (fill.cpu, fill.memory, fill.pods);
    let rows = [
        ("CPU", cpu, format!("{} of {} cores", tenths(cpu.requested, 1_000), tenths(cpu.allocatable, 1_000))),
        ("Memory", memory, format!("{} of {} GiB", tenths(memory.requested, 1_024), tenths(memory.allocatable, 1_024))),
        ("Pod slots", pods, format!("{} of {}", grouped(pods.requested), grouped(pods.allocatable))),
    ];
    html! {
        dl.fills {
            @for (name, share, amounts) in rows {
                dt { (name) }
                dd { (bar(share)) " " b { (percent(share)) } " " span.quiet { (amounts) } }
            }
        }
    }
}

fn bar(share: Share) -> Markup {
    let width = (share.part().0 / 100).min(100);
    html! { span.fill aria-hidden="true" { span style={ "inline-size:" (width) "%" } {} } }
}

/// In units, with a tenth below a hundred of them.
fn tenths(amount: u64, unit: u64) -> String {
    let tenths = amount.saturating_mul(10) / unit;
    match tenths >= 1_000 || tenths.is_multiple_of(10) {
        true => grouped(tenths / 10),
        false => format!("{}.{}", tenths / 10, tenths % 10),
    }
}

fn row_of(row: &PricedNodes) -> Markup {
    html! {
        tr {
            th scope="row" { (type_of(row)) }
            td { (Grouped(row.nodes.into())) }
            td.text { (bought(row)) }
            td { (month(row)) }
            td { (percent(row.fill.cpu)) }
            td { (percent(row.fill.memory)) }
            td { (percent(row.fill.pods)) }
            td.text { (row.fill.binds()) }
            td { (compared(row.memory, |n| Mib(n).to_string())) }
            td { (compared(row.max_pods, |n| grouped(n.into()))) }
        }
    }
}

/// What nodes report, and Berth's figure where that is another.
fn compared(of: Compared, words: impl Fn(u32) -> String) -> Markup {
    let other = of.berth.filter(|berth| *berth != of.reported);
    html! { (words(of.reported)) @if let Some(berth) = other { " " span.quiet { "(Berth " (words(berth)) ")" } } }
}

fn counts(heading: &str, all: &[(String, u32)]) -> Markup {
    let line: Vec<String> = all.iter().map(|(name, n)| format!("{name}: {}", grouped((*n).into()))).collect();
    html! { @if !line.is_empty() { p.help { (heading) ": " bdi { (line.join("; ")) } "." } } }
}

fn one(node: &PresentNode, is_checked: bool) -> Markup {
    let (requested, allocatable) = (&node.requested, &node.allocatable);
    html! {
        tr {
            th scope="row" { bdi { (node.name) } }
            td.text { (node.instance_type) }
            td { (requested.get(CPU).cpu()) }
            td { (MilliCpu(u32::try_from(allocatable.get(CPU).thousandths()).unwrap_or(u32::MAX))) }
            td { (requested.get(MEMORY).mib()) }
            td { (allocatable.get(MEMORY).whole_mib()) }
            td { (Grouped(node.pods.into())) }
            @if is_checked { td.text { (agrees(node)) } }
        }
    }
}

/// Whether kubectl's sums are the same.
fn agrees(node: &PresentNode) -> String {
    let Some(theirs) = &node.described else { return "not given".into() };
    let others = theirs.iter().filter(|(name, sum)| node.requested.get(name) != *sum);
    let others: Vec<String> = others.map(|(name, sum)| format!("{name} {sum}")).collect();
    if others.is_empty() { "the same".into() } else { others.join(", ") }
}
