//! The answer: what the mix costs, what it is made of, how far above the cheapest possible it can be, how far the search is.

use super::{Progress, Shown, held_to};
use crate::figures::{Cents, Grouped};
use ::fleet::beside::{saving, without_spot_price};
use ::fleet::fleet::Fleet;
use ::fleet::plan::NoFleet;
use maud::{Markup, html};
use model::scenario::Era;
use model::units::MicroUsd;
use model::words::{bought, with_control_plane};

/// The card.
pub(super) fn card(shown: &Shown, fleet: &Fleet) -> Markup {
    html! {
        article.card.fleet-answer {
            header {
                p.rank { "Cheapest mix found: " (held_to(shown.options, shown.scenario)) }
                p.big { b { (Cents(fleet.cost.total)) } " a month" }
            }
            ul.mix {
                @for (name, nodes, cost) in fleet.types() {
                    li {
                        b { (Grouped(nodes.into())) " \u{d7} " a href=(shown.type_page(name)) data-here { (name) } }
                        span.money { (Cents(cost)) }
                    }
                }
            }
            @if let Some(saving) = saving(fleet, shown.options.survive) { p.saving { (saving) } }
            (proof(fleet))
            p.parts { (parts(shown, fleet)) }
            @for why in shown.options.notes(shown.scenario) { p.help { (why) } }
            @if fleet.without_spot_price > 0 { p.help { (without_spot_price(fleet)) } }
            @if shown.scenario.era == Era::Article { p.help { "By today\u{2019}s rules: the article packs one kind of pod on one type." } }
        }
    }
}

/// The bound as a bar: what no fleet costs less than, and what is open above it.
fn proof(fleet: &Fleet) -> Markup {
    let cost = fleet.cost.total.max(1);
    let sure = (u128::from(fleet.bound.min(cost)) * 1_000 / u128::from(cost)) as u32;
    html! {
        div.proof {
            span.track aria-hidden="true" { span.bar style={ "inline-size:" (sure / 10) "." (sure % 10) "%" } {} }
            p {
                @if fleet.is_proved() { "Proved: no fleet under these rules costs less." }
                @else { "No fleet under these rules costs less than " b { (Cents(fleet.bound)) } ": this one is " (fleet.gap()) "." }
            }
        }
    }
}

/// How far the search is, in a sentence.
pub(super) fn progress(shown: &Shown, fleet: &Fleet) -> &'static str {
    let enough = u64::from(shown.options.enough_bp);
    match shown.progress {
        _ if fleet.is_proved() => "The search is over.",
        Progress::Over if fleet.gap_bp <= enough => "Good enough: the rest is less than 0.1 %. The search has ended.",
        Progress::Over => "The search has ended: more of the same work would not help.",
        Progress::Stopped => "Stopped. Any change starts it again.",
        Progress::GoesOn => "Searching on, here in your browser\u{2026}",
        Progress::Quick => "Found at once. With JavaScript, your browser searches on.",
    }
}

/// `Of that: instances $1,200.00 and disks $34.00. With the control plane, $73.00 once: $1,307.00 a month. Instances on demand.`
fn parts(shown: &Shown, fleet: &Fleet) -> String {
    let cost = with_control_plane(shown.scenario, &fleet.cost.parts(), MicroUsd(fleet.cost.total));
    format!("{cost} Instances {}.", bought(shown.scenario.purchase))
}

/// What to do where there is no fleet; the headline says why.
pub(super) fn nothing(shown: &Shown, none: &NoFleet) -> Markup {
    let query = shown.query;
    html! {
        div.card.empty {
            @match none {
                NoFleet::NothingHolds(_) => p {
                    "Its requests, its zones or the filters are too narrow. "
                    a href={ "/?" (query) "&show=excluded" } data-here { "See why each type is excluded" } "."
                },
                NoFleet::TooFewTypes(_) => p { "Raise \u{201c}Instance types in the fleet\u{201d} in the form." },
                NoFleet::Options(_) | NoFleet::Faulty(_) => p { a href={ "/?" (query) } data-here { "One type for all pods" } },
            }
        }
    }
}
