//! The pages, one file each. Server only: what lives in the browser is an island inside them.

pub mod addresses;
pub mod api;
pub mod article;
pub mod compare;
pub mod design;
pub mod fleet;
pub mod glossary;
pub mod growth;
pub mod import;
mod in_worker;
pub mod instance;
pub mod instances;
pub mod links;
pub mod method;
pub mod no_address;
pub mod not_found;
pub mod og;
pub mod planner;
pub(crate) mod readable;
pub mod record;
pub mod regions;
pub mod saved;
pub mod sources;
pub mod take_away;
pub mod taken;
mod worked_out;

use crate::address::Address;
use crate::head::text;
use crate::site::site;
use crate::view::page_view::kept;
use leptos::prelude::AnyView;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::Problem;
use model::sources::SourceRow;
use model::words;
use std::sync::Arc;

/// The scenario in the page's address and the catalogue of its region.
pub(crate) struct Asked {
    pub scenario: Scenario,
    pub problems: Vec<Problem>,
    pub catalog: Arc<Catalog>,
    /// Whether the address says anything of it.
    pub is_given: bool,
}

impl Asked {
    /// `None` before a catalogue is loaded.
    pub(crate) fn from_address() -> Option<Asked> {
        Asked::of(&Address::here())
    }

    /// The same of another address.
    pub(crate) fn of(here: &Address) -> Option<Asked> {
        let catalog = site().region(&here.scenario.region)?.catalog.clone();
        let is_given = !here.query.is_empty();
        Some(Asked { scenario: here.scenario.clone(), problems: here.problems.clone(), catalog, is_given })
    }
}

/// A link to a source, if it has one. One of our own pages keeps the reader's scenario.
pub(crate) fn address_of(source: &SourceRow) -> Option<String> {
    source.url().map(|url| if url.starts_with('/') { kept(&url) } else { url })
}

/// What was wrong with the page's address, a sentence each.
pub(crate) fn problem_list(problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div {
                div.problems role="alert" {
                    p { (words::NOT_ALL_USED) }
                    ul { @for problem in problems { li { (problem) } } }
                }
            }
        }
    }
}

/// What a page shows before a catalogue is loaded.
fn no_catalogue() -> AnyView {
    text(html! { p.error { "There is no catalogue." } })
}

#[cfg(test)]
mod tests;
