//! What a page's address says: the scenario, how its tables are looked at, and what could not be used.
//!
//! The server reads it once a request, in the shell, and every part of the page takes what was read from the context.

use crate::factor;
use crate::surroundings;
use crate::view::state::{KEYS, ViewState};
use leptos::prelude::use_context;
use model::catalog::not_priced;
use model::node::equal_work;
use model::scenario::Scenario;
use model::scenario::link::{self, Decoded, Problem};
use std::sync::Arc;

/// An address, read.
#[derive(Clone, Debug, Default)]
pub struct Address {
    /// The query string, without `?`.
    pub query: String,
    /// What was asked; where something could not be used, the nearest valid scenario.
    pub scenario: Scenario,
    /// What could not be used.
    pub problems: Vec<Problem>,
    /// How the tables are looked at.
    pub view: ViewState,
}

impl Address {
    /// Of a query string.
    pub fn of(query: &str) -> Address {
        let (decoded, view) = read_pairs(link::query_pairs(query).collect());
        Address { query: query.to_string(), scenario: decoded.scenario, problems: decoded.problems, view }
    }

    /// Of the page. What the shell read, where there is a shell; else what is in the address bar.
    pub fn here() -> Arc<Address> {
        use_context().unwrap_or_else(|| Arc::new(Address::of(&surroundings::search())))
    }
}

/// What the pairs of a query string or of the form hold.
pub fn read_pairs(pairs: Vec<(String, String)>) -> (Decoded, ViewState) {
    let view = ViewState::from_pairs(pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let wrong_factor =
        pairs.iter().find_map(|(key, value)| (key == factor::KEY).then(|| factor::problem(value)).flatten());
    let of_scenario = pairs.into_iter().filter(|(key, _)| !KEYS.contains(&key.as_str()));
    let mut decoded = link::decode(of_scenario);
    // Keys that others add to links (campaign marks and the like) are none of the reader's business.
    decoded.problems.retain(|p| !p.unknown_key);
    decoded.problems.extend(wrong_factor);
    check_names(&mut decoded);
    (decoded, view)
}

/// Region and type must be known ones; which are, only the catalogue can tell.
fn check_names(decoded: &mut Decoded) {
    let code = decoded.scenario.region.clone();
    if !surroundings::knows_region(&code) {
        let default = Scenario::default().region;
        let unpriced = surroundings::regions().into_iter().find(|region| region.code == code);
        let allowed = unpriced.map_or("one of the regions listed".into(), |region| not_priced(&region.location));
        decoded.problems.push(Problem::new("region", &code, format!("{allowed}; shown is {default}")));
        decoded.scenario.region = default;
    }
    let Some(catalog) = surroundings::catalog(&decoded.scenario.region) else { return };
    if let Some(problem) = equal_work::problem(&catalog, &decoded.scenario) {
        decoded.problems.push(problem);
        decoded.scenario.sized_on = None;
    }
    if let Some(chosen) = &decoded.scenario.chosen
        && catalog.find(chosen).is_none()
        && catalog.find_2018(chosen).is_none()
    {
        decoded.problems.push(Problem::new("type", chosen, "the name of one of the instance types listed"));
        decoded.scenario.chosen = None;
    }
}
