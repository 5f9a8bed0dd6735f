//! The article of 2018: its claims, what became of them, and what has been measured since.

mod benchmarks;
mod claims;
mod formula;
mod rules;
mod timeline;

use super::{Asked, address_of, no_catalogue, problem_list};
use crate::head::Head;
use crate::together;
use crate::view::page_view::View;
use leptos::prelude::*;
use maud::{Markup, html};
use model::advice::knowledge::fact::{Basis, Fact};
use model::catalog::Catalog;
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
pub fn Article() -> AnyView {
    let Some(asked) = Asked::from_address() else { return no_catalogue() };
    let head = Head::titled("The article of 2018, checked: Berth").described(
        "What the article behind Berth said in 2018 about pod networks on AWS: its formula recomputed, its nineteen claims checked, what changed since, and published benchmarks.",
    );
    head.page(page(&asked))
}

fn page(asked: &Asked) -> Markup {
    let to = |era| View::Nodes.address(&Scenario { era, chosen: None, ..asked.scenario.clone() });
    html! {
        article.page.article {
            h1 { "The article of 2018, checked" }
            (problem_list(&asked.problems))
            (summary())
            p {
                "Try it: " a href=(to(Era::Article)) { "your scenario by the article\u{2019}s count" } ", or "
                a href=(to(Era::Today)) { "by today\u{2019}s" } "."
            }
            div { (together::article_room(&asked.scenario)) }
            nav aria-label="On this page" { ul.contents { @for (id, heading) in PARTS { li { a href={ "#" (id) } { (heading) } } } } }
            @for ((id, heading), body) in PARTS.into_iter().zip(bodies(&asked.catalog)) {
                section.part-of-article aria-labelledby=(id) { h2 id=(id) { (heading) } (body) }
            }
        }
    }
}

/// What is below each heading.
fn bodies(catalog: &Catalog) -> [Markup; PARTS.len()] {
    [
        formula::part(catalog),
        rules::questions(),
        rules::lists(),
        claims::part(catalog),
        timeline::part(),
        benchmarks::part(),
    ]
}

/// The article in a few sentences of ours.
fn summary() -> Markup {
    html! {
        p.lead {
            "Berth grew out of " cite { "AWS and Kubernetes Networking Options and Trade-offs, Part 3" }
            " by Mark Ramm, Weaveworks blog, 29 November 2018. Its publisher closed in February 2024."
        }
        p {
            "In short: EKS comes with a network that gives every pod an address of the VPC. It is fast, and AWS\u{2019}s own tools \
            see the pods; but the network interfaces of a node limit how many pods it takes, nothing is encrypted, and there is \
            no multicast. It sends readers who need more to an overlay; for encryption and multicast, to Weave Net, the publisher\u{2019}s own. \
            A formula, a sheet of instance types with a price per pod, and five questions lead to the choice."
        }
        p { "Everything below is in our words. Next to the figures that the article prints are those that Berth computes." }
    }
}

/// Sources by id, as links where they have an address.
fn source_links(ids: &[&str]) -> Markup {
    html! {
        ul.sources aria-label="Sources" {
            @for row in ids.iter().filter_map(|id| source(id)) {
                li {
                    @match address_of(row) {
                        Some(url) => a href=(url) rel="noreferrer" { (row.title) " (" (row.date) ")" },
                        None => { (row.title) " (" (row.date) ")" }
                    }
                }
            }
        }
    }
}

/// The mark of what is not simply cited.
fn mark(basis: Basis) -> Markup {
    html! { @if let Some(word) = basis.mark() { " " span.mark { (word) } } }
}

/// Facts as a list, each with its mark and sources.
fn fact_list(facts: &[(&str, Fact)]) -> Markup {
    html! {
        ul.plain.facts-list {
            @for (_, fact) in facts { li { (fact.text) (mark(fact.basis)) (source_links(fact.basis.sources())) } }
        }
    }
}

/// A table that scrolls in itself where the page is narrow.
fn scrolling(label: &str, table: Markup) -> Markup {
    html! { div.scroll.all tabindex="0" role="region" aria-label=(label) { (table) } }
}

/// Heads of columns.
fn heads(heads: &[&str]) -> Markup {
    html! { thead { tr { @for head in heads { th scope="col" { (head) } } } } }
}
