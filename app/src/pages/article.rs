//! The article of 2018: its claims, what became of them, and what has been measured since.

mod benchmarks;
mod claims;
mod formula;
mod rules;
mod timeline;

use super::{Asked, address_of, problem_list};
use crate::together;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use model::advice::knowledge::fact::{Basis, Fact};
use model::scenario::link::to_query;
use model::scenario::{Era, Scenario};
use model::sources::source;

/// Parts of the page: anchor and heading.
const PARTS: [(&str, &str); 6] = [
    ("formula", "Its formula and worked example"),
    ("questions", "Its five questions"),
    ("lists", "What it weighs"),
    ("claims", "Its claims, checked"),
    ("timeline", "What changed since"),
    ("benchmarks", "What was measured"),
];

/// The page.
#[component]
pub fn Article() -> impl IntoView {
    let Some(asked) = Asked::from_address() else {
        return view! { <p class="error">"There is no catalogue."</p> }.into_any();
    };
    let to = |era| format!("/?{}", to_query(&Scenario { era, chosen: None, ..asked.scenario.clone() }));
    let contents = PARTS.map(|(id, heading)| view! { <li><a href=format!("#{id}")>{heading}</a></li> }).collect_view();
    view! {
        <Title text="The article of 2018, checked: Berth" />
        <Meta name="description" content="What the article behind Berth said in 2018 about pod networks on AWS: its formula recomputed, its nineteen claims checked, what changed since, and published benchmarks." />
        <article class="page article">
            <h1>"The article of 2018, checked"</h1>
            {problem_list(&asked.problems)}
            {summary()}
            <p>
                "Try it: "<a href=to(Era::Article)>"your scenario by the article\u{2019}s count"</a>", or "
                <a href=to(Era::Today)>"by today\u{2019}s"</a>"."
            </p>
            <div inner_html=together::article_room(&asked.scenario).into_string()></div>
            <nav aria-label="On this page"><ul class="contents">{contents}</ul></nav>
            {part(0, formula::part(&asked.catalog))}
            {part(1, rules::questions())}
            {part(2, rules::lists())}
            {part(3, claims::part(&asked.catalog))}
            {part(4, timeline::part())}
            {part(5, benchmarks::part())}
        </article>
    }
    .into_any()
}

/// The article in a few sentences of ours.
fn summary() -> impl IntoView {
    view! {
        <p class="lead">
            "Berth grew out of "<cite>"AWS and Kubernetes Networking Options and Trade-offs, Part 3"</cite>
            " by Mark Ramm, Weaveworks blog, 29 November 2018. Its publisher closed in February 2024."
        </p>
        <p>
            "In short: EKS comes with a network that gives every pod an address of the VPC. It is fast, and AWS\u{2019}s own tools \
            see the pods; but the network interfaces of a node limit how many pods it takes, nothing is encrypted, and there is \
            no multicast. It sends readers who need more to an overlay; for encryption and multicast, to Weave Net, the publisher\u{2019}s own. \
            A formula, a sheet of instance types with a price per pod, and five questions lead to the choice."
        </p>
        <p>"Everything below is in our words. Next to the figures that the article prints are those that Berth computes."</p>
    }
}

/// A part under its heading.
fn part(index: usize, body: impl IntoView + 'static) -> AnyView {
    let (id, heading) = PARTS[index];
    view! { <section class="part-of-article" aria-labelledby=id><h2 id=id>{heading}</h2>{body}</section> }.into_any()
}

/// Sources by id, as links where they have an address.
fn source_links(ids: &[&'static str]) -> AnyView {
    let line = |id: &&'static str| {
        let row = source(id)?;
        let text = format!("{} ({})", row.title, row.date);
        Some(match address_of(row) {
            Some(url) => view! { <li><a href=url rel="noreferrer">{text}</a></li> }.into_any(),
            None => view! { <li>{text}</li> }.into_any(),
        })
    };
    view! { <ul class="sources" aria-label="Sources">{ids.iter().filter_map(line).collect_view()}</ul> }.into_any()
}

/// The mark of what is not simply cited.
fn mark(basis: Basis) -> Option<AnyView> {
    basis.mark().map(|word| view! { " "<span class="mark">{word}</span> }.into_any())
}

/// Facts as a list, each with its mark and sources.
fn fact_list(facts: &'static [(&'static str, Fact)]) -> AnyView {
    let line = |(_, fact): &'static (&'static str, Fact)| view! { <li>{fact.text}{mark(fact.basis)}{source_links(fact.basis.sources())}</li> };
    view! { <ul class="plain facts-list">{facts.iter().map(line).collect_view()}</ul> }.into_any()
}

/// A table that scrolls in itself where the page is narrow.
fn scrolling(label: &'static str, table: impl IntoView + 'static) -> AnyView {
    view! { <div class="scroll all" tabindex="0" role="region" aria-label=label>{table}</div> }.into_any()
}

/// Heads of columns.
fn heads(heads: &[&'static str]) -> AnyView {
    let cells = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
    view! { <thead><tr>{cells}</tr></thead> }.into_any()
}
