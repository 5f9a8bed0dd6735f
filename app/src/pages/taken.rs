//! What a page of results is about: the scenario of the address, or a saved one with its own catalogue.

use super::Asked;
use crate::planner::page_view::{View, with_query};
use crate::saved::{BaseUrl, SavedOutcome, SavedPage};
use export::Subject;
use leptos::prelude::use_context;
use model::advice::{Advice, advise};
use model::catalog::Catalog;
use model::plan::{Plan, plan};
use model::scenario::Scenario;
use model::scenario::link::{Problem, to_query};
use std::sync::Arc;

/// A scenario to take away, and all that was worked out of it.
pub struct Taken {
    /// The catalogue of its figures.
    pub catalog: Arc<Catalog>,
    /// What was asked.
    pub scenario: Scenario,
    /// Every type, ranked.
    pub plan: Plan,
    /// Which pod network.
    pub advice: Advice,
    /// Where it can be seen again.
    pub link: String,
    /// What was wrong with the address.
    pub problems: Vec<Problem>,
    /// Its saved self, if it is one.
    pub saved: Option<SavedPage>,
}

impl Taken {
    /// The saved scenario in the context, else that of the address; `None` before a catalogue is loaded, or where
    /// nothing was found.
    pub fn from_context() -> Option<Taken> {
        match use_context::<SavedOutcome>() {
            Some(SavedOutcome::Found(page) | SavedOutcome::JustSaved { page, .. }) => Some(Taken::saved(page)),
            Some(_) => None,
            None => Taken::asked(Asked::from_address()?),
        }
    }

    fn saved(page: SavedPage) -> Taken {
        let (catalog, scenario) = (page.catalog_then.clone(), page.scenario.clone());
        Taken { link: page.url.clone(), saved: Some(page), ..Taken::of(catalog, scenario, Vec::new()) }
    }

    fn asked(asked: Asked) -> Option<Taken> {
        Some(Taken::of(asked.catalog, asked.scenario, asked.problems))
    }

    fn of(catalog: Arc<Catalog>, scenario: Scenario, problems: Vec<Problem>) -> Taken {
        let base = use_context::<BaseUrl>().map(|b| b.0).unwrap_or_default();
        let link = base + &View::Nodes.address(&scenario);
        let (plan, advice) = (plan(&catalog, &scenario), advise(&catalog, &scenario));
        Taken { catalog, scenario, plan, advice, link, problems, saved: None }
    }

    /// For the exports.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            catalog: &self.catalog,
            scenario: &self.scenario,
            plan: &self.plan,
            advice: &self.advice,
            link: &self.link,
        }
    }

    /// The address of a page about this scenario: below a saved one's own, else with the scenario's query.
    pub fn address(&self, of: &str) -> String {
        match &self.saved {
            Some(saved) => format!("/s/{}/{of}", saved.id),
            None => with_query(&format!("/{of}"), &self.scenario),
        }
    }

    /// The scenario in the planner, to go on from.
    pub fn to_planner(&self) -> String {
        let parent = self.saved.as_ref().map(|saved| format!("&parent={}", saved.id)).unwrap_or_default();
        format!("/?{}{parent}", to_query(&self.scenario))
    }
}
