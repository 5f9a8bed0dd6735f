//! The first page: the planner, already answering.

use crate::planner::Planner;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// The planner.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <Title text="Berth: pod network and nodes for Kubernetes on AWS" />
        <Meta name="description" content="Which pod network and which EC2 nodes a Kubernetes cluster on AWS should use: every limit, every price, every formula shown." />
        <h1 class="vh">"Which nodes for your pods on AWS, and what does a pod cost?"</h1>
        <Planner />
    }
}
