//! The search for a fleet in the browser's worker: step by step, so that a newer question can end it.
//!
//! `worker.js` beside this crate is the other half: it fetches the catalogue, takes messages from the page and calls what
//! is exported here.

use addresses::placed::to_text;
use cluster::fleet::{Curves, Progress, Shown, planned};
use cluster::mixes::Mixes;
use fleet::curves::Curve;
use fleet::fleet::Fleet;
use fleet::options::Options;
use fleet::plan::{NoFleet, Planner};
use model::catalog::{Catalog, wire};
use model::scenario::Scenario;
use model::scenario::link;
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// A region's catalogue, read once.
#[wasm_bindgen]
pub struct Region(Arc<Catalog>);

#[wasm_bindgen]
impl Region {
    /// Of the bytes on the wire.
    pub fn of(wire: &[u8]) -> Result<Region, String> {
        wire::decode(wire).map(|catalog| Region(Arc::new(catalog))).map_err(|not| not.to_string())
    }
}

/// A search under way.
#[wasm_bindgen]
pub struct Search {
    catalog: Arc<Catalog>,
    scenario: Scenario,
    /// The same as a link's query, in which the page gave it.
    query: String,
    options: Options,
    planner: Result<Planner, NoFleet>,
    found: Result<Fleet, NoFleet>,
    curves: Option<[Curve; 2]>,
}

#[wasm_bindgen]
impl Search {
    /// Begins with a region's catalogue and a scenario as a link's query, and goes on to the first fleet.
    pub fn of(region: &Region, query: &str) -> Search {
        let catalog = region.0.clone();
        let scenario = link::scenario_of(query);
        let options = Options::of(&scenario);
        let mut planner = Planner::of(catalog.clone(), planned(&scenario), &options);
        if let Ok(planner) = &mut planner {
            planner.run(0);
        }
        let found = found(&planner);
        Search { catalog, scenario, query: query.into(), options, planner, found, curves: None }
    }

    /// Goes on until so much work is done in all. Whether a cheaper fleet or a higher bound was found.
    pub fn run(&mut self, work: f64) -> bool {
        if let Ok(planner) = &mut self.planner {
            planner.run(work as u64);
        }
        let found = found(&self.planner);
        let figures = |of: &Result<Fleet, NoFleet>| of.as_ref().ok().map(|fleet| (fleet.cost.total, fleet.bound));
        let is_better = figures(&found) != figures(&self.found);
        self.found = found;
        is_better
    }

    /// Whether nothing is left to do, or the rest is not worth it.
    pub fn is_over(&self) -> bool {
        let is_enough = |fleet: &Fleet| fleet.gap_bp <= self.options.enough_bp.into();
        match (&self.planner, &self.found) {
            (Ok(planner), Ok(fleet)) => planner.is_over() || is_enough(fleet),
            _ => true,
        }
    }

    /// Works out one point more of the charts. Whether there was one left.
    pub fn draw(&mut self) -> bool {
        let (Ok(planner), Ok(_)) = (&mut self.planner, &self.found) else { return false };
        let curves = self.curves.get_or_insert_with(|| Curves::to_do(planner));
        if curves.iter_mut().any(Curve::step) {
            return true;
        }
        Curves::offer(curves, planner);
        self.found = planner.fleet();
        false
    }

    /// The view as it is now: headline, summary, how far the search is, then the HTML of each part.
    pub fn view(&self, was_stopped: bool, is_over: bool) -> Vec<String> {
        let curves = self.curves.as_ref().map(Curves::of);
        let shown = Shown {
            catalog: &self.catalog,
            scenario: &self.scenario,
            query: &self.query,
            options: &self.options,
            outcome: self.found.as_ref(),
            progress: match (was_stopped, is_over) {
                (true, _) => Progress::Stopped,
                (false, true) => Progress::Over,
                (false, false) => Progress::GoesOn,
            },
            curves: curves.as_ref(),
        };
        let parts = shown.parts();
        let said = [parts.headline, parts.summary, parts.progress.to_string()];
        said.into_iter().chain(parts.html).collect()
    }
}

/// The fleets of all networking modes, for whoever looks at their addresses.
#[wasm_bindgen]
pub struct Fleets(Mixes);

#[wasm_bindgen]
impl Fleets {
    /// Begins with a region's catalogue and a scenario as a link's query.
    pub fn of(region: &Region, query: &str) -> Fleets {
        Fleets(Mixes::of(region.0.clone(), &link::scenario_of(query)))
    }

    /// Goes on for about so much work; false once all is found.
    pub fn step(&mut self, work: f64) -> bool {
        self.0.step(work as u64)
    }

    /// The fleets as text, and why there are none: one of the two is empty.
    pub fn found(&self) -> Vec<String> {
        match self.0.found() {
            Ok(fleets) => vec![to_text(fleets), String::new()],
            Err(none) => vec![String::new(), none.to_string()],
        }
    }
}

fn found(planner: &Result<Planner, NoFleet>) -> Result<Fleet, NoFleet> {
    planner.as_ref().map_err(Clone::clone).and_then(Planner::fleet)
}
