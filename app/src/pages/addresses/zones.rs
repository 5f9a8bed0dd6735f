//! The zones as strips and a table, every networking mode, and the blocks that are left.

use super::{enough, known};
use addresses::answer::Answer;
use addresses::lasts::ZoneUse;
use maud::{Markup, PreEscaped, html};
use model::scenario::Scenario;
use model::units::grouped;
use std::fmt::Write;

/// Width and height of a strip, in units of its view box.
const WIDTH: u64 = 600;
const HEIGHT: u64 = 20;

/// Zone by zone, where subnets are listed.
pub(super) fn section(found: &Answer) -> Markup {
    let Some(own) = found.own().filter(|own| !own.lasts.zones.is_empty()) else { return html! {} };
    html! {
        section aria-labelledby="zones-title" {
            h2 id="zones-title" { "Zone by zone" }
            div.scroll.all tabindex="0" role="region" aria-label="Addresses by zone" {
                table.list {
                    caption.help { "With 30 % surge, and six addresses of each subnet for the control plane. A zone\u{2019}s subnets for the same count as one pool." }
                    thead { tr {
                        th scope="col" { "Zone" } th.text scope="col" { "For" } th scope="col" { "Nodes" } th scope="col" { "Addresses" }
                        th scope="col" { "With surge" } th scope="col" { "Free" } th.text scope="col" { "Enough" } th scope="col" { "Full at" }
                        th.text scope="col" { "Share of what is free" }
                    } }
                    tbody { @for row in &own.lasts.zones { (zone(row)) } }
                }
            }
        }
    }
}

fn zone(row: &ZoneUse) -> Markup {
    html! {
        tr {
            th scope="row" { (row.zone) }
            td.text { (row.role.code()) }
            td { (grouped(row.nodes.into())) }
            td { (grouped(row.need)) }
            td { (grouped(row.need_with_surge)) }
            td { (known(row.free)) }
            td.text { (enough(row.fits)) }
            td { (row.lasts_pods.map_or("-".into(), |pods| format!("{} pods", grouped(pods)))) }
            td.text { @if let Some(free) = row.free { (PreEscaped(strip(row.need, row.need_with_surge, free))) } @else { "not checked" } }
        }
    }
}

/// What the nodes hold and the surge, of what is free, as a strip; beyond its end there is none.
fn strip(need: u64, with_surge: u64, free: u64) -> String {
    let all = free.max(with_surge).max(1);
    let at = |n: u64| n.min(all) * WIDTH / all;
    let title = format!("{} held, {} with the surge, {} free", grouped(need), grouped(with_surge), grouped(free));
    let mut svg = format!(
        "<svg class=\"chart chart-bars\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"240\" height=\"12\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>"
    );
    let mut bar = |class: &str, from: u64, to: u64| {
        if to > from {
            let _ = write!(
                svg,
                "<rect class=\"chart-bar {class}\" x=\"{from}\" y=\"4\" width=\"{}\" height=\"12\"/>",
                to - from
            );
        }
    };
    bar("limit-addresses", 0, at(need));
    bar("limit-max-pods", at(need), at(with_surge));
    let _ = write!(svg, "<path class=\"chart-axis\" d=\"M{} 0V{HEIGHT}\"/></svg>", at(free));
    svg
}

/// Every networking mode in the same subnets.
pub(super) fn modes(scenario: &Scenario, found: &Answer) -> Markup {
    html! {
        @if !found.subnets.list.is_empty() {
            section aria-labelledby="in-modes-title" {
                h2 id="in-modes-title" { "In every networking mode" }
                div.scroll.all tabindex="0" role="region" aria-label="Addresses by networking mode" {
                    table.list {
                        caption.help { "Pods until the first zone is full, at the same density and without a surge." }
                        thead { tr {
                            th scope="col" { "Networking mode" } th.text scope="col" { "Type" } th scope="col" { "Nodes" }
                            th.text scope="col" { "Enough" } th scope="col" { "Pods until full" }
                        } }
                        tbody {
                            @for row in &found.modes {
                                tr.shown[row.mode == found.mix.mode] aria-current=[(row.mode == found.mix.mode).then_some("true")] {
                                    th scope="row" { (row.mode.name_on(scenario.node.owner)) }
                                    @match &row.nodes {
                                        Some((name, nodes)) => {
                                            td.text { (name) } td { (grouped((*nodes).into())) }
                                            td.text { (enough(row.lasts.fits)) } td { (row.lasts.pods().map_or("-".into(), grouped)) }
                                        },
                                        None => { td.text colspan="4" { "No type carries these pods." } },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Blocks that single addresses leave, where sizes are known.
pub(super) fn blocks(found: &Answer) -> Markup {
    html! {
        @if !found.fragments.is_empty() {
            section aria-labelledby="blocks-title" {
                h2 id="blocks-title" { "Blocks for prefixes" }
                div.scroll.all tabindex="0" role="region" aria-label="Blocks by subnet" {
                    table.list {
                        caption.help { "If all that is in use is single addresses anywhere in the subnet. A prefix needs a block of 16 that none of them touches." }
                        thead { tr {
                            th scope="col" { "Subnet" } th scope="col" { "In use" } th scope="col" { "Free blocks, average" } th scope="col" { "No block" }
                            th scope="col" { "More nodes, 99 %" } th scope="col" { "As likely as not" } th scope="col" { "On paper" }
                        } }
                        tbody { @for row in &found.fragments {
                            tr {
                                th scope="row" { (found.subnets.list.get(row.subnet).map_or("", |s| s.label())) }
                                td { (grouped(row.used.into())) } td { (format!("{:.1} of {}", row.expected, row.blocks)) }
                                td { (format!("{:.1} %", row.none * 100.0)) } td { (grouped(row.nodes_sure.into())) }
                                td { (grouped(row.nodes_even.into())) } td { (grouped(row.nodes_on_paper.into())) }
                            }
                        } }
                    }
                }
            }
        }
    }
}
