//! The pages of the planner, already answering: one a view of the scenario.

use super::{og, readable};
use crate::address::Address;
use crate::assets::AssetUrls;
use crate::head::{Head, rendered, text};
use crate::planner::form::form;
use crate::planner::state::State;
use crate::planner::{Planner, with_answer};
use crate::saved::PARENT;
use crate::site::site;
use crate::surroundings::{search, view_here};
use crate::view::page_view::View;
use leptos::prelude::*;
use maud::html;
use model::scenario::link::query_pairs;
use model::words;

/// Types, ranked.
#[component]
pub fn Nodes() -> AnyView {
    let view = page(
        View::Nodes,
        "Berth: pod network and nodes for Kubernetes on AWS",
        "Which pod network and which EC2 nodes a Kubernetes cluster on AWS should use: every limit, every price, every formula shown.",
        "Which nodes for your pods on AWS, and what does a pod cost?",
    );
    (view, text(readable::script())).into_any()
}

/// Nodes of several types.
#[component]
pub fn Fleet() -> AnyView {
    let view = page(
        View::Fleet,
        "The cheapest mix of nodes for all your workloads: Berth",
        "A fleet of several instance types that carries every workload, who sits where, what it costs, and a proof of how far above the cheapest possible it can be.",
        "The cheapest mix of nodes for your workloads on AWS",
    );
    of_a_worker(view)
}

/// Whether the addresses last.
#[component]
pub fn Addresses() -> AnyView {
    let view = page(
        View::Addresses,
        "Do the addresses last? Berth",
        "Which subnet runs out first and at how many pods, what happens to VPC CNI\u{2019}s addresses over time, and what to set.",
        "Do your subnets\u{2019} addresses last?",
    );
    of_a_worker(view)
}

/// With the style sheet and the scripts of views that a worker works out.
fn of_a_worker(view: AnyView) -> AnyView {
    // there are none where the routes are listed
    let style = use_context::<AssetUrls>().map(|assets| assets.cluster);
    let above = text(html! { @if let Some(style) = style { link rel="stylesheet" href=(style); } });
    (above, view, text(super::in_worker::scripts())).into_any()
}

/// Which pod network.
#[component]
pub fn NetworkAdvice() -> AnyView {
    page(
        View::Advice,
        "Which pod network for Kubernetes on AWS: Berth",
        "VPC CNI, Cilium, Calico or another pod network: by the rules of the 2018 article and of today, each with its source, applied to your own figures.",
        "Which pod network for your cluster on AWS?",
    )
}

/// Every networking mode.
#[component]
pub fn NetworkingModes() -> AnyView {
    let view = page(
        View::Modes,
        "Every networking mode side by side: Berth",
        "The same pods under every networking mode on AWS: pods per node, nodes, cost, VPC addresses held, encryption and policy.",
        "The same pods under every networking mode",
    );
    (view, text(readable::script())).into_any()
}

fn page(view: View, title: &str, description: &str, heading: &str) -> AnyView {
    let here = Address::here();
    let form = form(view, &here.scenario, &here.problems, &parent()).into_string();
    let state = State::from_surroundings();
    if let Some(state) = state {
        provide_context(state);
    }
    let tags = state.map(|state| {
        untrack(|| match view {
            View::Fleet | View::Addresses => {
                state.scenario.with(|scenario| og::of_view(view, title, &view_here(), scenario))
            }
            _ => with_answer(state, |answer| og::of_answer(view, title, answer)),
        })
    });
    let head = Head::titled(title).described(description).tagged(tags.into_iter().flatten());
    let planner = rendered(view! {
        <Planner>
            <div inner_html=form></div>
        </Planner>
    });
    head.page(html! {
        @if site().regions().is_empty() { p.error { (words::NOTHING_TO_PLAN_WITH) } }
        h1.vh { (heading) }
        (planner)
    })
}

/// The saved scenario that this one is made from, as the address names it.
fn parent() -> String {
    let named = query_pairs(&search()).find(|(key, _)| key == PARENT).map(|(_, value)| value).unwrap_or_default();
    let is_id = (1..=32).contains(&named.len()) && named.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_id { named } else { String::new() }
}
