//! Every networking mode in the same subnets: which runs out first, and at how many pods.

use super::enough;
use crate::figures::Grouped;
use ::addresses::answer::{Answer, InMode};
use ::addresses::which::Which;
use maud::{Markup, html};
use model::scenario::Scenario;
use model::units::grouped;

pub(super) fn section(scenario: &Scenario, answer: &Answer) -> Markup {
    html! {
        @if !answer.subnets.list.is_empty() {
            section.card.addresses-modes aria-labelledby="in-modes-title" {
                h2 id="in-modes-title" { "In every networking mode" }
                div.scroll.all tabindex="0" role="region" aria-label="Addresses by networking mode" {
                    table.list {
                        caption.help {
                            "Pods until the first zone is full, at the same density and without a surge. "
                            @match answer.nodes.which() {
                                Which::OneType => "Each mode has the type that is best in it.",
                                Which::Fleet => "Each mode has a fleet of its own, searched for with less work than the one above.",
                                Which::Present => "The nodes are the same in each; too full are those with more pods than they hold in a mode.",
                            }
                        }
                        thead { tr {
                            th.text scope="col" { "Networking mode" } th.text scope="col" { "Type" } th scope="col" { "Nodes" }
                            th.text scope="col" { "Enough" } th.text scope="col" { "Full first" } th scope="col" { "Pods until full" }
                        } }
                        tbody { @for row in answer.modes { (mode(scenario, answer, row)) } }
                    }
                }
            }
        }
    }
}

fn mode(scenario: &Scenario, answer: &Answer, row: &InMode) -> Markup {
    let is_own = row.mode == answer.mix.mode;
    let first = row.lasts.first.and_then(|i| row.lasts.zones.get(i));
    html! {
        tr.shown[is_own] aria-current=[is_own.then_some("true")] {
            th.text scope="row" { (row.mode.name_on(scenario.node.owner)) }
            @match &row.nodes {
                Some((name, nodes)) => {
                    td.text { (name) } td { (Grouped((*nodes).into())) @if row.overfull > 0 { ", " (Grouped(row.overfull.into())) " too full" } }
                    td.text { (enough(row.lasts.fits)) }
                    td.text { (first.map_or("\u{2013}".into(), |zone| format!("{}, {}", zone.zone, zone.role.code()))) }
                    td { (row.lasts.pods().map_or("\u{2013}".into(), grouped)) }
                },
                None => { td.text colspan="5" { @if answer.nodes.which() == Which::Fleet { "There is no fleet." } @else { "No type carries these pods." } } },
            }
        }
    }
}
