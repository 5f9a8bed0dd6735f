//! The first page: the planner, already answering.

use crate::planner::Planner;
use crate::planner::form::form;
use crate::planner::state::read_query;
use crate::site::site;
use crate::surroundings::search;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// The planner.
#[component]
pub fn Home() -> impl IntoView {
    let (decoded, _) = read_query(&search());
    let form = form(&decoded.scenario, &decoded.problems).into_string();
    view! {
        <Title text="Berth: pod network and nodes for Kubernetes on AWS" />
        <Meta name="description" content="Which pod network and which EC2 nodes a Kubernetes cluster on AWS should use: every limit, every price, every formula shown." />
        {site().regions().is_empty().then(|| view! { <p class="error">"There is no catalogue to plan with."</p> })}
        <h1 class="vh">"Which nodes for your pods on AWS, and what does a pod cost?"</h1>
        <Planner>
            <div inner_html=form></div>
        </Planner>
    }
}
