//! The answer: until how many pods the addresses last, where they run out first, and on which nodes.

use super::{Shown, enough};
use crate::figures::Grouped;
use ::addresses::answer::Answer;
use ::addresses::lasts::NO_ROOM;
use ::addresses::which::Which;
use maud::{Markup, html};
use model::units::{counted, grouped};

/// The card.
pub(super) fn card(shown: &Shown, answer: &Answer) -> Markup {
    let Some(own) = answer.own() else { return html! {} };
    let first = own.lasts.first.and_then(|i| own.lasts.zones.get(i));
    let zones = answer.subnets.zones().len();
    let planned = shown.scenario.fleet.planned_zones();
    let of_one_type = answer.nodes.which() == Which::OneType;
    html! {
        article.card.addresses-answer {
            header {
                p.rank {
                    (answer.mix.mode.name_on(shown.scenario.node.owner)) ": " (counted(answer.mix.pods(), "pod"))
                    @if let Some((types, nodes)) = &own.nodes { " on " (counted(*nodes, "node")) " of " (types) }
                    @if of_one_type { ", spread evenly over the zones of the subnets" }
                }
                @match first.and_then(|zone| zone.lasts_pods) {
                    Some(0) => p.big { b { (NO_ROOM) } },
                    Some(pods) => p.big { "full at " b { (Grouped(pods)) } " pods" },
                    None => p.big { b { "not checked" } },
                }
            }
            @match first {
                Some(zone) => p { "Subnets for " (zone.role.code()) " in zone " b { (zone.zone) } " run out first, at the present density and without a surge." },
                None => p { "No free addresses are known. Add the subnets with the addresses that are free in each under \u{201c}Subnets and addresses\u{201d}, or paste them here." },
            }
            @if of_one_type && zones > 0 && zones != planned as usize {
                p.help {
                    "The number of nodes is worked out for " (counted(planned, "zone")) ", as the form says; the nodes are then spread over the "
                    (counted(zones as u64, "zone")) " of the subnets."
                }
            }
            @for sentence in answer.about() { p.help { (sentence) } }
            @if !own.lasts.zones.is_empty() {
                dl.facts {
                    (fact("With 30 % surge", enough(own.lasts.fits)))
                    (fact("Held by all nodes", &grouped(answer.mix.subnet_addresses())))
                    (fact("In use by pods", &grouped(answer.mix.in_use())))
                    (fact("Zones with subnets", &grouped(zones as u64)))
                }
            }
        }
    }
}

fn fact(label: &str, value: &str) -> Markup {
    html! { div.fact { dt { (label) } dd { (value) } } }
}
