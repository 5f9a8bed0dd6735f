//! The links that this browser saved: kept in its local storage, never sent.

use crate::address::Address;
use crate::head::Head;
use crate::planner::presets::presets;
use crate::view::page_view::{View, kept};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use maud::{PreEscaped, html};

/// Fills the list.
const SCRIPT: &str = concat!(include_str!("links_kept.js"), include_str!("links.js"));

/// The list; a script of this page fills it.
#[component]
pub fn Links() -> AnyView {
    let head =
        Head::titled("My links: Berth").described("Scenarios saved from this browser: find, open and remove them.");
    head.unlisted().page(html! {
        article.page {
            h1 { "My links" }
            p.help { "Scenarios saved from this browser. The list lives in its local storage only: removing a line here does not delete the link." }
            noscript { p { "The list needs JavaScript. Links that you kept yourself work without it." } }
            p.js { label for="find-link" { "Find " } input id="find-link" type="search" autocomplete="off"; }
            p id="links-count" role="status" {}
            form id="compare-links" method="get" action="/compare" {
                ul.links id="links" {}
                p.js { button id="compare-ticked" hidden aria-describedby="compare-says" { "Compare the ticked" } " " span id="compare-says" role="status" {} }
            }
            section id="no-links" hidden aria-labelledby="no-links-title" {
                h2 id="no-links-title" { "How a link gets here" }
                p { "Plan a cluster, press Save, and its short link is kept here, with a title and the figures of that day." }
                (presets(View::Nodes, &Address::here().scenario))
                p { "A link that somebody sent you opens without this list; two of them are compared on " a href=(kept("/compare")) { "the page that compares" } "." }
            }
            script nonce=[use_nonce()] { (PreEscaped(SCRIPT)) }
        }
    })
}
