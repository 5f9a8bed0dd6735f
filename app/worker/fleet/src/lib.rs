//! The search for a fleet in the browser's worker: step by step, so that a newer question can end it.
//!
//! `worker.js` beside this crate is the other half: it fetches the catalogue, takes messages from the page and calls what
//! is exported here.

use cluster::fleet::headline;
use fleet::options::Options;
use fleet::plan::Planner;
use model::catalog::wire;
use model::scenario::link;
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;

/// A search under way.
#[wasm_bindgen]
pub struct Search {
    planner: Planner,
}

#[wasm_bindgen]
impl Search {
    /// Begins with a region's catalogue as bytes and a scenario as a link's query; a sentence where there is nothing to
    /// search.
    pub fn of(wire: &[u8], query: &str) -> Result<Search, String> {
        let catalog = wire::decode(wire).map_err(|not| not.to_string())?;
        let scenario = link::from_query(query).scenario;
        let planner = Planner::of(Arc::new(catalog), scenario, &Options::default()).map_err(|none| none.to_string())?;
        Ok(Search { planner })
    }

    /// Goes on until so much work is done in all. Whether nothing is left to do.
    pub fn run(&mut self, work: f64) -> bool {
        self.planner.run(work as u64);
        self.planner.is_over()
    }

    /// What is found so far, as HTML.
    pub fn html(&self) -> Result<String, String> {
        self.planner.fleet().map(|fleet| headline(&fleet).into_string()).map_err(|none| none.to_string())
    }
}
