//! Facts with their sources, as small marks that lead to the list of sources.
//!
//! The list itself stays on the server: it would be a tenth of the browser half.

use super::page_view::kept;
use maud::{Markup, html};
use model::advice::knowledge::fact::Fact;

/// Links to sources by id.
pub fn cites(ids: &[&str]) -> Markup {
    html! { @for id in ids { a.cite href=(kept(&format!("/sources#{id}"))) { "[" (id) "]" } " " } }
}

/// A fact with its mark and sources.
pub fn told(fact: &Fact) -> Markup {
    html! { (fact.text) @if let Some(mark) = fact.basis.mark() { " (" (mark) ")" } " " (cites(fact.basis.sources())) }
}
