//! The zones: a strip of what is used, held and free in each, and the figures as a table.

use super::{enough, known};
use crate::figures::Grouped;
use ::addresses::answer::Answer;
use ::addresses::lasts::{BlockUse, NO_ROOM, ZoneUse};
use charts::strips::{Kind, Part, strip};
use maud::{Markup, PreEscaped, html};
use model::units::{counted, grouped, tenths};

/// Zones that have a strip and a row; no region has as many.
const MOST: usize = 40;

/// Strips and table, where subnets are listed.
pub(super) fn section(answer: &Answer) -> Markup {
    let Some(own) = answer.own().filter(|own| !own.lasts.zones.is_empty()) else { return html! {} };
    let zones = &own.lasts.zones[..own.lasts.zones.len().min(MOST)];
    html! {
        section.card.addresses-zones aria-labelledby="zones-title" {
            header {
                h2 id="zones-title" { "Zone by zone" }
                ul.legend.strips-legend aria-label="Parts of a strip" { @for kind in Kind::ALL { li class=(kind.class()) { (name(kind)) } } }
            }
            div.strips data-boxes="" role="group" aria-label="Strips of the zones. Arrow keys read out each part." {
                @for (i, zone) in zones.iter().enumerate() { (lines(answer, zone, own.lasts.first == Some(i))) }
            }
            p.read-out aria-live="polite" { "Each strip is the addresses of a zone\u{2019}s subnets; the line is where they end. Point at a part, or use the arrow keys." }
            (crate::readable::drawn(None))
            div.scroll.all tabindex="0" role="region" aria-label="Addresses by zone" {
                table.list {
                    caption.help { "With 30 % surge, and six addresses of each subnet for the control plane. A zone\u{2019}s subnets for the same count as one pool." }
                    thead { tr {
                        th.text scope="col" { "Zone" } th.text scope="col" { "For" } th scope="col" { "Nodes" } th scope="col" { "ENIs" } th scope="col" { "In use" } th scope="col" { "Cooling" }
                        th scope="col" { "Warm" } th scope="col" { "All" } th scope="col" { "With surge" } th scope="col" { "Free" } th.text scope="col" { "Enough" } th scope="col" { "Full at" }
                    } }
                    tbody { @for zone in zones { (row(zone)) } }
                }
            }
            @if zones.iter().any(|zone| zone.blocks.is_some()) { (blocks(zones)) }
        }
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Others => "used by others",
        Kind::Enis => "ENIs\u{2019} own",
        Kind::Pods => "in use by pods",
        Kind::Cooling => "cooling",
        Kind::Warm => "warm",
        Kind::Surge => "30 % surge, control plane",
        Kind::Free => "left",
    }
}

/// A zone with its strip, and one of blocks where pods take prefixes there.
fn lines(answer: &Answer, zone: &ZoneUse, is_first: bool) -> Markup {
    let others: Option<u64> = match zone.subnets.is_empty() {
        true => None,
        false => zone.subnets.iter().map(|i| answer.subnets.list.get(*i)?.used().map(u64::from)).sum(),
    };
    html! {
        div.strip-line.first[is_first] {
            p { b { (zone.zone) } " " span.quiet { (zone.role.code()) } @if is_first { " " span.tag { "first" } } }
            (PreEscaped(of_addresses(zone, others)))
            p.strip-says { (verdict(zone)) }
        }
        @if let Some(blocks) = &zone.blocks {
            div.strip-line.of-blocks {
                p { span.quiet { "/28 blocks" } }
                (PreEscaped(of_blocks(zone, blocks)))
                p.strip-says { (blocks_verdict(blocks)) }
            }
        }
    }
}

/// `1 address`, `3,051 addresses`.
fn addresses(n: u64) -> String {
    format!("{} address{}", grouped(n), if n == 1 { "" } else { "es" })
}

fn of_addresses(zone: &ZoneUse, others: Option<u64>) -> String {
    let made = zone.made_of;
    let surge = zone.need_with_surge.saturating_sub(zone.need);
    let left = zone.free.map_or(0, |free| free.saturating_sub(zone.need_with_surge));
    let amounts = [others.unwrap_or(0), made.enis, made.in_use, made.cooling, made.warm, surge, left];
    let part = |(kind, amount): (Kind, u64)| Part {
        kind,
        amount,
        says: format!("{}, {}: {} {}", zone.zone, zone.role.code(), addresses(amount), name(kind)),
    };
    let parts: Vec<Part> = Kind::ALL.into_iter().zip(amounts).map(part).collect();
    strip(&parts, zone.free.map(|free| free + others.unwrap_or(0)))
}

fn of_blocks(zone: &ZoneUse, blocks: &BlockUse) -> String {
    let there = blocks.expected.map(|n| n as u64).or(blocks.at_best);
    let surge = blocks.need_with_surge - blocks.need;
    let left = there.map_or(0, |there| there.saturating_sub(blocks.need_with_surge));
    let part = |(kind, amount, what): (Kind, u64, &str)| Part {
        kind,
        amount,
        says: format!("{}: {} of 16 {what}", zone.zone, counted(amount, "block")),
    };
    let parts = [
        (Kind::Pods, blocks.need, "for the prefixes of its nodes"),
        (Kind::Surge, surge, "more with 30 % surge"),
        (Kind::Free, left, "left"),
    ];
    strip(&parts.map(part), there)
}

fn verdict(zone: &ZoneUse) -> String {
    let lasts = match zone.lasts_pods {
        None => String::new(),
        Some(0) => format!(", {NO_ROOM}"),
        Some(pods) => format!(", full at {}", counted(pods, "pod")),
    };
    match zone.free {
        Some(free) => format!("{} wanted, {} free{lasts}", grouped(zone.need_with_surge), grouped(free)),
        None => format!("{} wanted, not checked", grouped(zone.need_with_surge)),
    }
}

fn blocks_verdict(blocks: &BlockUse) -> String {
    match (blocks.expected, blocks.at_best) {
        (Some(expected), _) => {
            format!("{} wanted, {} free on average", grouped(blocks.need_with_surge), tenths(expected))
        }
        (None, Some(best)) => format!("{} wanted, {} free at best", grouped(blocks.need_with_surge), grouped(best)),
        (None, None) => format!("{} wanted, not checked", grouped(blocks.need_with_surge)),
    }
}

fn row(zone: &ZoneUse) -> Markup {
    let made = zone.made_of;
    html! {
        tr {
            th.text scope="row" { (zone.zone) } td.text { (zone.role.code()) } td { (Grouped(zone.nodes.into())) }
            @for n in [made.enis, made.in_use, made.cooling, made.warm, zone.need, zone.need_with_surge] { td { (Grouped(n)) } }
            td { (known(zone.free)) } td.text { (enough(zone.fits)) } td { (zone.lasts_pods.map_or("\u{2013}".into(), grouped)) }
        }
    }
}

/// The blocks of each zone.
fn blocks(zones: &[ZoneUse]) -> Markup {
    html! {
        div.scroll.all tabindex="0" role="region" aria-label="Blocks by zone" {
            table.list {
                thead { tr {
                    th.text scope="col" { "Zone" } th.text scope="col" { "For" } th scope="col" { "Blocks wanted" } th scope="col" { "With surge" } th scope="col" { "Free on average" }
                    th scope="col" { "Free at best" }
                } }
                tbody {
                    @for (zone, blocks) in zones.iter().filter_map(|zone| Some((zone, zone.blocks?))) {
                        tr {
                            th.text scope="row" { (zone.zone) } td.text { (zone.role.code()) } td { (Grouped(blocks.need)) } td { (Grouped(blocks.need_with_surge)) }
                            td { (blocks.expected.map_or("not known".into(), tenths)) } td { (known(blocks.at_best)) }
                        }
                    }
                }
            }
        }
    }
}
