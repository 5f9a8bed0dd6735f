//! What one pod more of each workload costs, and how the bound comes about.

use super::Shown;
use super::colour::class;
use crate::figures::{Cents, Grouped};
use ::fleet::derivation::Derivation;
use ::fleet::fleet::{Fleet, NextPod};
use maud::{Markup, html};
use model::node::limit::Limit;
use model::units::MicroUsd;

/// The section.
pub(super) fn section(shown: &Shown, fleet: &Fleet) -> Markup {
    html! {
        section.card.fleet-next aria-labelledby="next-title" {
            h2 id="next-title" { "One pod more" }
            div.scroll.all tabindex="0" role="region" aria-label="One pod more of each workload" {
                table.list {
                    caption.help { "The next pod costs nothing where a node has room for it. Among many it costs its share of the nodes that carry them best." }
                    thead { tr {
                        th.text scope="col" { "Workload" } th scope="col" { "Pods" } th.text scope="col" { "The next one" } th scope="col" { "Among many, US$/month" }
                    } }
                    tbody { @for (index, next) in fleet.next_pod.iter().enumerate() { (row(shown, index, next)) } }
                }
            }
            (proof(shown, fleet))
        }
    }
}

fn row(shown: &Shown, index: usize, next: &NextPod) -> Markup {
    let pods = shown.scenario.profiles.get(index).map_or(0, |profile| profile.pods);
    html! {
        tr {
            th.text scope="row" { span class={ "pods " (class(index)) } { (shown.profile(index)) } }
            td { (Grouped(pods.into())) }
            td.text { @if next.has_room { "there is room for it" } @else { "needs another node" } }
            td { (next.at_length.map_or("\u{2013}".into(), |cost| MicroUsd(cost).per_pod())) }
        }
    }
}

/// The bound, part by part.
fn proof(shown: &Shown, fleet: &Fleet) -> Markup {
    let of: &Derivation = &fleet.derivation;
    let more = [
        ("That there are at least so many nodes", of.least_nodes),
        ("That nodes are bought whole, and of few types", of.whole_nodes),
        ("That a node or a zone may be lost", of.losses),
    ];
    html! {
        details id="proof" {
            summary { "Why no fleet costs less than " (Cents(fleet.bound)) }
            p.help {
                "If nodes could be bought in parts, each pod would be worth its share of the nodes that carry it best. All pods together are then what no fleet costs less than. "
                "The parts below add up to the bound."
            }
            div.scroll.all tabindex="0" role="region" aria-label="The bound, part by part" {
                table.list {
                    thead { tr { th.text scope="col" { "Part" } th scope="col" { "Pods" } th scope="col" { "Each" } th scope="col" { "US$/month" } } }
                    tbody {
                        @for (index, share) in of.profiles.iter().enumerate() {
                            tr { th.text scope="row" { (shown.profile(index)) } td { (Grouped(share.pods.into())) } td { (MicroUsd(share.each).per_pod()) } td { (Cents(share.all)) } }
                        }
                        @for (name, part) in more.iter().filter(|(_, part)| *part > 0) {
                            tr { th.text scope="row" { (name) } td {} td {} td { (Cents(*part)) } }
                        }
                    }
                    tfoot { tr { th.text scope="row" { "No fleet costs less" } td {} td {} td { (Cents(of.total())) } } }
                }
            }
            @if !of.resources.is_empty() { p { "What the pods\u{2019} part pays for: " (resources(of)) "." } }
            @if !of.nodes_in_parts.is_empty() { p.help { "Nodes in parts: " (in_parts(of)) "." } }
        }
    }
}

/// `CPU $800.00 (67 %), memory $400.00 (33 %)`.
fn resources(of: &Derivation) -> Markup {
    let all: u64 = of.resources.iter().map(|(_, part)| part).sum();
    let name = |code: &str| Limit::ALL.into_iter().find(|limit| limit.code() == code).map_or("other", Limit::name);
    let share = |part: u64| (u128::from(part) * 100 / u128::from(all.max(1))) as u64;
    html! {
        @for (at, (code, part)) in of.resources.iter().enumerate() {
            @if at > 0 { ", " } (name(code)) " " (Cents(*part)) " (" (share(*part)) " %)"
        }
    }
}

/// `4.25 c7a.4xlarge, 1.5 r7a.xlarge on spot`.
fn in_parts(of: &Derivation) -> Markup {
    html! {
        @for (at, (name, is_spot, hundredths)) in of.nodes_in_parts.iter().enumerate() {
            @if at > 0 { ", " } (Grouped(hundredths / 100)) "." (hundredths / 10 % 10) (hundredths % 10) " " (name)
            @if *is_spot { " on spot" }
        }
    }
}
