//! The links that this browser saved: kept in its local storage, never sent.

use crate::head::Head;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use maud::{PreEscaped, html};

/// Fills the list.
const SCRIPT: &str = include_str!("links.js");

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
            ul.links id="links" {}
            script nonce=[use_nonce()] { (PreEscaped(SCRIPT)) }
        }
    })
}
