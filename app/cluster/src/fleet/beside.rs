//! What the fleet is compared with: a bar each, all from zero, with what no fleet costs less than as a line through them.

use super::Shown;
use crate::figures::Cents;
use ::fleet::beside::{Beside, against, why_karpenter_differs};
use ::fleet::fleet::{Compared, Fleet};
use maud::{Markup, html};
use model::units::{counted, grouped};

/// How many types are named of nodes chosen in another way.
const NAMED: usize = 3;

/// The section.
pub(super) fn section(_: &Shown, fleet: &Fleet) -> Markup {
    let others = || Beside::ALL.into_iter().filter_map(|beside| Some((beside, beside.of(fleet)?)));
    let most = others().map(|(_, compared)| compared.cost).chain([fleet.cost.total]).max().unwrap_or(1).max(1);
    html! {
        section.card.fleet-beside aria-labelledby="beside-title" {
            h2 id="beside-title" { "Compared with" }
            ol {
                li.mine {
                    span.name { "This fleet" }
                    span.money { b { (Cents(fleet.cost.total)) } }
                    (track(fleet.cost.total, fleet.bound, most))
                    small { (super::nodes(fleet)) }
                }
                @for (beside, compared) in others() { (row(beside, compared, fleet, most)) }
            }
            p.help {
                "The line marks what no fleet can cost less than: " (Cents(fleet.bound)) "."
                @if fleet.single.is_none() { " No single type holds every workload." }
            }
            @let why = why_karpenter_differs(fleet);
            @if !why.is_empty() {
                details id="why-karpenter" { summary { "Why Karpenter\u{2019}s rule differs" } @for sentence in why { p.help { (sentence) } } }
            }
        }
    }
}

fn row(beside: Beside, compared: &Compared, fleet: &Fleet, most: u64) -> Markup {
    html! {
        li {
            span.name { (beside.name()) }
            span.money {
                b { (Cents(compared.cost)) } " "
                @if compared.unpriced == 0 { span.difference { (against(compared.cost, fleet.cost.total)) } }
            }
            (track(compared.cost, fleet.bound, most))
            small { (nodes(compared)) }
        }
    }
}

fn track(cost: u64, bound: u64, most: u64) -> Markup {
    let width = |cost: u64| format!("{}%", (u128::from(cost) * 100 / u128::from(most)) as u64);
    html! {
        span.track aria-hidden="true" {
            span.bar style={ "inline-size:" (width(cost)) } {}
            span.bound style={ "inset-inline-start:" (width(bound.min(most))) } {}
        }
    }
}

/// `20 nodes: 12 × m6a.xlarge, 8 × c7a.large, 2 more types; only 3 types are allowed`
fn nodes(compared: &Compared) -> String {
    let named = compared.types.iter().take(NAMED).map(|(name, n)| format!("{} × {name}", grouped((*n).into())));
    let mut types: Vec<String> = named.collect();
    if compared.types.len() > NAMED {
        types.push(counted((compared.types.len() - NAMED) as u64, "more type"));
    }
    let mut besides = match compared.unpriced {
        0 => String::new(),
        n => format!("; the price of {} is not known", counted(n, "node")),
    };
    for more in [compared.too_many_types(), compared.without_empty()].into_iter().flatten() {
        besides += &format!("; {more}");
    }
    format!("{}: {}{besides}", counted(compared.nodes, "node"), types.join(", "))
}
