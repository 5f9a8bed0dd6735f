//! The pages, one file each. Server only: what lives in the browser is an island inside them.

pub mod api;
pub mod article;
pub mod compare;
pub mod glossary;
pub mod growth;
pub mod instance;
pub mod instances;
pub mod links;
pub mod method;
pub mod not_found;
pub mod og;
pub mod planner;
mod readable;
pub mod record;
pub mod regions;
pub mod saved;
pub mod sources;
pub mod take_away;
pub mod taken;

use crate::planner::state::read_query;
use crate::site::site;
use crate::surroundings::Search;
use leptos::prelude::*;
use model::catalog::Catalog;
use model::link::Problem;
use model::scenario::Scenario;
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
        let query = use_context::<Search>().unwrap_or_default().0;
        let (decoded, _) = read_query(&query);
        let catalog = site().region(&decoded.scenario.region)?.catalog.clone();
        let is_given = !query.is_empty();
        Some(Asked { scenario: decoded.scenario, problems: decoded.problems, catalog, is_given })
    }
}

/// What was wrong with the page's address, a sentence each.
pub(crate) fn problem_list(problems: &[Problem]) -> Option<AnyView> {
    let lines = problems.iter().map(|p| view! { <li>{p.to_string()}</li> }).collect_view();
    let list = || view! { <div class="problems" role="alert"><p>"Not everything in this link could be used."</p><ul>{lines}</ul></div> };
    (!problems.is_empty()).then(|| list().into_any())
}
