//! What a page of results is about: the scenario of the address, or a saved one with its own catalogue.

use super::Asked;
use super::fleet::FleetFound;
use crate::date::{Now, date};
use crate::saved::{BaseUrl, SavedOutcome, SavedPage};
use crate::view::page_view::{View, with_query};
use export::{Kept, Subject};
use leptos::prelude::use_context;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::Problem;
use std::sync::Arc;

/// A scenario to take away.
pub struct Taken {
    /// The scenario and what it comes to, by the catalogue of its figures.
    pub evaluation: Evaluation,
    /// Where it can be seen again.
    pub link: String,
    /// What was wrong with the address.
    pub problems: Vec<Problem>,
    /// Its saved self, if it is one.
    pub saved: Option<SavedPage>,
    /// The fleet, or why there is none, where the page is about one instead of about one type throughout.
    pub fleet: Option<Arc<FleetFound>>,
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
        Taken { evaluation: Evaluation::of(catalog, scenario), link, problems, saved: None, fleet: use_context() }
    }

    /// For the exports.
    pub fn subject(&self) -> Subject<'_> {
        let fleet = self.fleet.as_ref().and_then(|found| found.planned());
        Subject { fleet, ..Subject::of(&self.evaluation, &self.link) }
    }

    /// The address of a file, or of another page, of the same nodes: of one type throughout, or of the fleet.
    pub fn of_same_nodes(&self, page: &str, file: &str) -> String {
        let folder = if self.fleet.is_some() { "/fleet" } else { "" };
        let file = if file.is_empty() { String::new() } else { format!("/{file}") };
        self.address(&format!("{page}{folder}{file}"))
    }

    /// The address of the page of files of another scenario, of one type throughout or of the fleet as here.
    pub fn of_same_nodes_as(&self, scenario: &Scenario) -> String {
        with_query(if self.fleet.is_some() { "/take-away/fleet" } else { "/take-away" }, scenario)
    }

    /// The day of the decision: when it was saved, else today.
    pub fn day(&self) -> String {
        date(match &self.saved {
            Some(saved) => saved.created_at,
            None => use_context::<Now>().unwrap_or_default().0,
        })
    }

    /// What people say of it.
    pub fn kept<'a>(&'a self, day: &'a str) -> Kept<'a> {
        match &self.saved {
            None => Kept { date: day, ..Kept::default() },
            Some(saved) => Kept {
                title: &saved.title,
                note: &saved.note,
                date: day,
                meeting: saved.meeting.as_deref(),
                supersedes: &saved.supersedes,
                superseded_by: &saved.superseded_by,
                fleet: Some(saved.decided.fleet.as_ref()),
            },
        }
    }

    /// The address of a page about this scenario: below a saved one's own, else with the scenario's query.
    pub fn address(&self, of: &str) -> String {
        match &self.saved {
            Some(saved) => format!("/s/{}/{of}", saved.id),
            None => with_query(&format!("/{of}"), self.evaluation.scenario()),
        }
    }

    /// The scenario in the planner, to go on from.
    pub fn to_planner(&self) -> String {
        let parent = self.saved.as_ref().map(|saved| format!("&parent={}", saved.id)).unwrap_or_default();
        let view = self.saved.as_ref().map_or(View::Nodes, SavedPage::view);
        view.address(self.evaluation.scenario()) + &parent
    }
}
