//! What to change, in the advice's own order, each change worked out for the scenario.

use super::Now;
use super::subnets::in_words;
use crate::view::cites::cites;
use crate::view::page_view::{View, with_query};
use crate::view::words::difference;
use addresses::remedies::{Remedy, remedies, small_targets};
use addresses::settings::kubectl;
use addresses::targets::Targets;
use addresses::tuner::uses_prefixes;
use maud::{Markup, html};
use model::scenario::network_mode::NetworkMode;
use model::scenario::{NodeSettings, Scenario};
use model::units::{MicroUsd, counted, grouped};

/// The section.
pub(super) fn section(now: &Now) -> Markup {
    let small = small_targets(&now.mix);
    let mut all = remedies(now.catalog, now.scenario, &now.subnets, Some(small));
    all.retain(|remedy| remedy.code != "smaller-pool" || remedy.frees > 0);
    html! {
        section aria-labelledby="change" {
            h2 id="change" { "What to change, in this order" }
            p.help { "By effort: settings first, then subnets, then another pod network. Stop at the first that is enough." }
            div.scroll.all tabindex="0" role="region" aria-label="Changes; scrolls sideways where it is wider than the page" {
                table.list.causes.stacks {
                    thead { tr {
                        th.text scope="col" { "Change" } th scope="col" { "From the nodes\u{2019} subnets" } th scope="col" { "Freed there" }
                        th scope="col" { "From others" } th scope="col" { "Cost, a month" } th scope="col" { "Enough" }
                    } }
                    tbody { @for remedy in &all { (row(now, small, remedy)) } }
                }
            }
            @if all.iter().any(|remedy| remedy.code == "smaller-pool") {
                p { "The smaller pool as a command: " (cites(&["vcni-readme", "vcni-pool"])) }
                pre tabindex="0" role="region" aria-label="The command" { code { (kubectl(small, uses_prefixes(&now.mix))) } }
                p.help {
                    "This is a rule for subnets that are full: two addresses ready, and no fewer than the fullest node has in use. Fewer are ready, so in a rollout more pods wait, and longer, for a call to EC2: in large clusters and where pods come and go all the time, keep more. " (cites(&["data-on-eks-network"]))
                    " Which targets let the fewest pods wait is another question, whose answer can hold more addresses: "
                    a href=(with_query("/addresses", now.scenario)) { "Addresses" } " simulates it, under \u{201c}What to set\u{201d}."
                }
            }
            (prefixes(now))
        }
    }
}

fn row(now: &Now, small: Targets, remedy: &Remedy) -> Markup {
    // a smaller pool changes no node: what it does is seen where the addresses are
    let view = if remedy.code == "smaller-pool" { View::Addresses } else { View::Nodes };
    let plan = planned(now.scenario, small, remedy.code).map(|scenario| view.address(&scenario));
    html! {
        tr {
            th.text scope="row" {
                @match plan { Some(plan) => a href=(plan) { (remedy.what) }, None => (remedy.what) }
                " " (cites(sources(remedy.code)))
                @if let Some(note) = &remedy.note { br; small { (note) } }
            }
            td data-label="From the nodes\u{2019} subnets" { (grouped(remedy.takes)) } td data-label="Freed there" { (signed(remedy.frees)) }
            td data-label="From others" { (grouped(remedy.elsewhere)) } td data-label="Cost, a month" { (dollars(remedy.monthly_difference)) }
            td data-label="Enough" { (in_words(remedy.fits)) }
        }
    }
}

/// The scenario with the change; `None` where it is none of the scenario's settings.
fn planned(scenario: &Scenario, small: Targets, code: &str) -> Option<Scenario> {
    let in_mode = |mode| Some(Scenario { mode, ..scenario.clone() });
    match code {
        "smaller-pool" => {
            Some(Scenario { node: NodeSettings { warm: small.as_set(), ..scenario.node }, ..scenario.clone() })
        }
        "secondary-range" if scenario.mode.uses_prefixes() => in_mode(NetworkMode::CustomNetworkingPrefix),
        "secondary-range" => in_mode(NetworkMode::CustomNetworking),
        "ipv6" => in_mode(NetworkMode::Ipv6),
        "overlay" => in_mode(NetworkMode::OverlayCilium),
        _ => None,
    }
}

fn sources(code: &str) -> &'static [&'static str] {
    match code {
        "smaller-pool" => &["vcni-pool", "vcni-readme"],
        "more-subnets" => &["bpg-subnets", "vcni-readme"],
        "reservation" => &["vpc-reservations", "bpg-prefix"],
        "secondary-range" => &["bpg-custom"],
        "ipv6" => &["bpg-ipv6"],
        _ => &["eks-alternate-cni"],
    }
}

/// For nodes that are full, not subnets.
fn prefixes(now: &Now) -> Markup {
    if now.scenario.mode.uses_prefixes() {
        return html! {};
    }
    let Some(with) = Now::of(now.catalog, now.scenario, NetworkMode::PrefixDelegation) else { return html! {} };
    let (held, _) = with.of_a_node();
    let plan = View::Nodes.address(&Scenario { mode: NetworkMode::PrefixDelegation, ..now.scenario.clone() });
    html! {
        h3 { "Prefixes help where nodes are full, not subnets" }
        p {
            a href=(plan) { "With prefix delegation" } " the same pods run on " (counted(with.mix.nodes(), "node")) " of " (with.type_name())
            @if (with.mix.nodes(), with.type_name()) == (now.mix.nodes(), now.type_name()) { ", as they do now" }
            @else { " instead of " (grouped(now.mix.nodes().into())) " of " (now.type_name()) }
            "; a node holds up to " (grouped(held.into()))
            " addresses, and all hold " b { (grouped(with.mix.subnet_addresses())) } " instead of " (grouped(now.mix.subnet_addresses()))
            ", in whole blocks of 16. " (cites(&["bpg-prefix", "vcni-prefix-target"]))
        }
    }
}

/// `+12`, `−12`, `0`.
fn signed(number: i64) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", grouped(number.unsigned_abs()))
}

/// `+$12.30`, `−$3.00`, `same`.
fn dollars(micro: i64) -> String {
    let size = MicroUsd(micro.unsigned_abs());
    if micro < 0 { difference(size, MicroUsd(0)) } else { difference(MicroUsd(0), size) }
}
