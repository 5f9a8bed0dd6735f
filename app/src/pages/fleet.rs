//! The fleet of a scenario as its page shows it: worked out before the page is rendered, off the threads that serve others.

use super::in_worker::search_of;
use crate::surroundings::{BUSY, ViewHere};
use cluster::fleet::{Curves, PARTS, Parts, Progress, Shown, description, frame, planned};
use export::PlannedFleet;
use fleet::fleet::Fleet;
use fleet::options::Options;
use fleet::plan::{NoFleet, Planner, plan};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::summary::decided::DecidedFleet;
use model::units::MicroUsd;
use std::sync::Arc;

/// Work beyond the first answer. The browser's worker goes on from there; without it, this is what there is.
pub const WORK: u64 = 200_000;
/// The key that asks for the charts.
pub const CHARTS: &str = "charts";

/// What a page of a fleet is made of.
#[derive(Clone, Debug)]
pub struct FleetAsked {
    /// Of the scenario's region.
    pub catalog: Arc<Catalog>,
    /// What was asked.
    pub scenario: Scenario,
    /// Whether the charts are asked for.
    pub with_charts: bool,
    /// The address of the worker's script.
    pub worker: &'static str,
}

/// The fleet of a scenario. Takes some tenths of a second, with the charts some seconds.
pub fn work_out(asked: &FleetAsked) -> ViewHere {
    let FleetAsked { catalog, scenario, .. } = asked;
    let options = Options::of(scenario);
    let mut planner = Planner::of(catalog.clone(), planned(scenario), &options);
    let curves = planner.as_mut().ok().and_then(|planner| {
        planner.run(WORK);
        (asked.with_charts && planner.best().is_some()).then(|| Curves::worked_out(planner))
    });
    let outcome = planner.and_then(|planner| planner.fleet());
    let shown = Shown {
        catalog,
        scenario,
        query: &to_query(scenario),
        options: &options,
        outcome: outcome.as_ref(),
        progress: Progress::Quick,
        curves: curves.as_ref(),
    };
    let parts = shown.parts();
    ViewHere {
        description: outcome.as_ref().map_or_else(ToString::to_string, |fleet| description(fleet, &options)),
        html: page(&parts, asked.worker).into_string(),
        headline: parts.headline,
        summary: parts.summary,
    }
}

/// The fleet of a scenario, or why there is none.
#[derive(Clone, Debug)]
pub struct FleetFound {
    /// The fleet; nothing where it was not searched for.
    pub outcome: Option<Result<Fleet, NoFleet>>,
    /// What it is held to.
    pub options: Options,
}

/// Not searched for: too many others are.
impl Default for FleetFound {
    fn default() -> FleetFound {
        FleetFound { outcome: None, options: Options::default() }
    }
}

/// Searches for the fleet of a scenario with about so much work.
pub fn search(catalog: &Arc<Catalog>, scenario: &Scenario, work: u64) -> FleetFound {
    let options = Options::of(scenario);
    FleetFound { outcome: Some(plan(catalog, &planned(scenario), &options, work)), options }
}

impl FleetFound {
    /// The fleet, if there is one.
    pub fn fleet(&self) -> Option<&Fleet> {
        self.outcome.as_ref()?.as_ref().ok()
    }

    /// As files are made for it; none where there is none.
    pub fn planned(&self) -> Option<PlannedFleet<'_>> {
        self.fleet().map(|fleet| PlannedFleet { fleet, options: &self.options })
    }

    /// Why there is none, in a sentence.
    pub fn why_none(&self) -> Option<String> {
        match &self.outcome {
            None => Some(BUSY.into()),
            Some(Err(none)) => Some(none.to_string()),
            Some(Ok(_)) => None,
        }
    }

    /// As a decision keeps it; none where there is none.
    pub fn decided(&self) -> Option<DecidedFleet> {
        let fleet = self.fleet()?;
        let types = fleet.types().into_iter().map(|(name, nodes, _)| (name.to_string(), nodes)).collect();
        let (monthly, bound) = (MicroUsd(fleet.cost.total), MicroUsd(fleet.bound));
        Some(DecidedFleet { nodes: fleet.nodes, monthly, bound, types })
    }
}

/// The parts, under a line that says how far the search is. The button is for those whose browser searches on.
fn page(parts: &Parts, worker: &str) -> Markup {
    html! {
        (search_of("fleet", worker, &PARTS, parts.progress, "", html! { button id="fleet-stop" type="button" hidden { "Stop" } }))
        (frame(parts))
    }
}
