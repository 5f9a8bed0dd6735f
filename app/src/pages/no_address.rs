//! For whoever searches for "failed to assign an IP address to container": what it means, what to enter, and what to change, in
//! order, with the figures of the page's scenario.

mod causes;
mod changes;
mod others;
mod running;
mod subnets;

use super::{Asked, no_catalogue, problem_list};
use crate::address::Address;
use crate::head::Head;
use crate::pages::worked_out::by;
use crate::view::cites::cites;
use crate::view::page_view::{NO_ADDRESS, View, with_query};
use addresses::lasts::{Lasts, lasts};
use addresses::mix::Mix;
use addresses::remedies::candidate_in;
use addresses::subnets::Subnets;
use leptos::prelude::*;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::plan::judge_in_mode;
use model::scenario::network_mode::NetworkMode;
use model::scenario::{Era, Scenario};
use model::units::{counted, grouped};
use model::words::NO_TYPE_CARRIES;
use others::Others;
use running::Running;

/// Its address.
pub const PATH: &str = NO_ADDRESS;

/// The error as `kubectl describe pod` prints it.
const ERROR: &str = "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \u{2026}: \
    plugin type=\"aws-cni\" name=\"aws-cni\" failed (add): add cmd: failed to assign an IP address to container";

/// The page.
#[component]
pub fn NoAddress() -> AnyView {
    let here = Address::of(&named(&Address::here().query));
    let Some(asked) = Asked::of(&here) else { return no_catalogue() };
    let scenario = Scenario { era: Era::Today, ..asked.scenario.clone() };
    let head = Head::titled("Failed to assign an IP address to container: Berth").described(
        "What \u{201c}add cmd: failed to assign an IP address to container\u{201d} means on EKS, how to tell which of four causes it is, and \
         what to change, in order, with figures for your cluster.",
    );
    head.page(html! {
        article.page.wide.no-address {
            h1 { "Failed to assign an IP address to container" }
            p.lead {
                "The pod has a node and waits in ContainerCreating: VPC CNI\u{2019}s daemon on that node had no free address to give. "
                (cites(&["vcni-no-address", "vcni-troubleshooting"]))
            }
            pre tabindex="0" role="region" aria-label="The error as kubectl prints it" { code { (ERROR) } }
            (problem_list(&asked.problems))
            (causes::section())
            (figures(&asked.catalog, &scenario, Running::of(&here.query)))
        }
    })
}

/// The query with a name for each zone that was left empty beside free addresses, which would not count otherwise: `subnet 2`.
fn named(query: &str) -> String {
    let mut parts: Vec<String> = query.split('&').map(String::from).collect();
    for at in 1..parts.len() {
        if parts[at - 1] == "subnet=" && parts[at].strip_prefix("subnet_free=").is_some_and(|free| !free.is_empty()) {
            let before = parts[..at].iter().filter(|part| part.starts_with("subnet=")).count();
            parts[at - 1] = format!("subnet=subnet+{before}");
        }
    }
    parts.join("&")
}

/// Nodes of a mode, and whether the subnets are enough for them.
struct Now<'a> {
    catalog: &'a Catalog,
    scenario: &'a Scenario,
    subnets: Subnets,
    /// The nodes.
    mix: Mix<'a>,
    /// Their use of the subnets.
    lasts: Lasts,
}

impl<'a> Now<'a> {
    /// `None` where no type carries the pods.
    fn of(catalog: &'a Catalog, scenario: &'a Scenario, mode: NetworkMode) -> Option<Now<'a>> {
        let candidate = candidate_in(catalog, scenario, mode)?;
        let mix = Mix::of(catalog, scenario, mode, &candidate);
        let subnets = Subnets::of(scenario);
        let lasts = lasts(&mix, &subnets);
        Some(Now { catalog, scenario, subnets, mix, lasts })
    }

    fn type_name(&self) -> &str {
        self.mix.groups.first().map_or("", |group| group.t.name.as_str())
    }

    /// Whether pods take addresses of the VPC at all.
    fn takes_addresses(&self) -> bool {
        self.mix.groups.iter().any(|group| self.mix.held(group).addresses > 0)
    }

    /// Addresses that the fullest node holds, and of those in use by pods.
    fn of_a_node(&self) -> (u32, u32) {
        let held = self.mix.groups.iter().map(|group| self.mix.held(group).subnet_addresses());
        (held.max().unwrap_or(0), self.mix.groups.iter().map(|group| group.addresses).max().unwrap_or(0))
    }
}

fn figures(catalog: &Catalog, asked: &Scenario, running: Option<Running>) -> Markup {
    let none = || no_figures(catalog, asked, running);
    let Some(beside) = Now::of(catalog, asked, asked.mode) else { return none() };
    let held = beside.mix.subnet_addresses();
    let least = held.min(beside.mix.in_use() + u64::from(beside.mix.nodes()));
    let others = running.and_then(|running| Others::of(running, asked, held, least));
    // the model, and every view that is led to, asks what would be free without these nodes
    let without = running.map(|running| match &others {
        Some(others) if others.is_certain => Running::unknown(asked),
        _ => running.without(asked, held),
    });
    let Some(now) = Now::of(catalog, without.as_ref().unwrap_or(asked), asked.mode) else { return none() };
    html! {
        (in_short(&now))
        (subnets::section(&now, asked, running, others.as_ref()))
        @if now.takes_addresses() { (changes::section(&now)) }
        @if running.is_some() { (subnets::led_to(&now, asked)) }
    }
}

/// Why there are none, and the form: a type that was entered there may be the reason.
fn no_figures(catalog: &Catalog, asked: &Scenario, running: Option<Running>) -> Markup {
    let chosen = asked.chosen.as_deref().and_then(|name| Some((name, catalog.find(name)?)));
    let refused =
        chosen.and_then(|(name, index)| Some((name, judge_in_mode(catalog, asked, asked.mode, index).err()?)));
    html! {
        p.problems role="note" {
            @match refused {
                Some((name, reason)) => { b { (name) " cannot be used: " } (reason.in_scenario(asked)) "." }
                None => (NO_TYPE_CARRIES),
            }
            " So there are no figures to show."
        }
        (subnets::form_alone(asked, running))
    }
}

/// What the scenario's nodes hold.
fn in_short(now: &Now) -> Markup {
    let (scenario, mix) = (now.scenario, &now.mix);
    let (held, in_use) = now.of_a_node();
    let all = mix.subnet_addresses();
    html! {
        section aria-labelledby="here" {
            h2 id="here" { "In figures, for this scenario" }
            p {
                (counted(scenario.pods(), "pod")) " on " (counted(mix.nodes(), "node")) " of " (now.type_name()) ", "
                (scenario.mode.name_on(scenario.node.owner)) ". "
                @if now.takes_addresses() {
                    "A node with " (grouped(in_use.into())) " addresses in use " (by("held-addresses", &format!("holds {} of its subnets", grouped(held.into()))))
                    ", the warm pool and its own included; all nodes hold " b { (grouped(all)) } ", of which pods use " (grouped(mix.in_use())) ". "
                    (cites(&["vcni-ipamd", "vcni-pool"]))
                } @else {
                    "Pods take no IPv4 addresses of the VPC\u{2019}s subnets here, so a full subnet stops new nodes, not pods."
                }
            }
            p.help {
                "These are not your pods? Enter below how many there are and which nodes run, what they ask for in the " a href=(View::Nodes.address(scenario)) { "plan" } " or "
                a href=(with_query("/import", scenario)) { "paste what kubectl prints" } ", then come back through the foot of the page. Which targets are best, and whether pods wait while something is deployed: "
                a href=(with_query("/addresses", scenario)) { "the addresses over time" } "."
            }
        }
    }
}

#[cfg(test)]
mod tests;
