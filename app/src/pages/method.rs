//! How Berth counts: every formula with its symbols, sources and a worked example, the data's dates,
//! what is judgement, how Berth reads what sources leave open, and what it does not know.

mod aws;
mod cases;
mod data;
mod formulas;
mod launch;
mod limits;
mod lines;
mod readings;

use super::no_catalogue;
use crate::head::Head;
use crate::site::site;
use leptos::prelude::*;
use maud::{Markup, html};
use model::catalog::Catalog;

/// Parts of the page: anchor and heading.
const PARTS: [(&str, &str); 8] = [
    ("steps", "In five steps"),
    ("formulas", "Every formula"),
    ("data", "The data and its dates"),
    ("start", "What can be started"),
    ("judgement", "What is judgement"),
    ("readings", "What sources leave open"),
    ("aws", "AWS’s network and EKS"),
    ("unknown", "What Berth does not know"),
];

/// What happens between the scenario and the answer.
const STEPS: [&str; 5] = [
    "Types that do not fit are left out: not startable by the owner and the operating system of the nodes, wrong architecture, not offered in the region, or ruled out by you.",
    "For each remaining type, every limit is calculated: addresses, max-pods, CPU, memory, disk, volumes, branch ENIs, bandwidth.",
    "The lowest is the number of pods a node carries. That limit binds; the others have room to spare.",
    "Nodes are pods divided by pods per node, rounded up; cost is nodes × price × hours, for a commitment all hours of the month, with disks and agents.",
    "Types are ranked by the cost of all nodes, then by the cost of a pod on a full node, then by name.",
];

/// The page.
#[component]
pub fn Method() -> AnyView {
    let site = site();
    let Some(region) = site.region("us-east-1").or_else(|| site.regions().first()) else { return no_catalogue() };
    let head = Head::titled("Method: Berth").described(
        "How Berth counts pods, nodes and cost: every formula with symbols, sources and a worked example, the dates of the data, what is judgement and what is not known.",
    );
    head.page(html! { article.page.method { (page(&region.catalog)) } })
}

fn page(catalog: &Catalog) -> Markup {
    html! {
        h1 { "How Berth counts" }
        p.lead { "Nothing here is measured on your cluster. Berth works from published limits and prices, with the formulas below." }
        nav aria-label="On this page" { ul.contents { @for (id, heading) in PARTS { li { a href={ "#" (id) } { (heading) } } } } }
        (part(0, html! { ol.steps { @for step in STEPS { li { (step) } } } }))
        (part(1, formulas::part(catalog)))
        (part(2, data::part()))
        (part(3, launch::part()))
        (part(4, limits::judgement()))
        (part(5, readings::part()))
        (part(6, aws::part()))
        (part(7, limits::unknown()))
    }
}

/// A part under its heading.
fn part(index: usize, body: Markup) -> Markup {
    let (id, heading) = PARTS[index];
    html! { section aria-labelledby=(id) { h2 id=(id) { (heading) } (body) } }
}
