//! Whether the addresses of a scenario last, in the browser's worker: step by step, so that a newer question can end it.
//!
//! `worker.js` beside this crate is the other half: it fetches the catalogue, takes messages from the page and calls what is
//! exported here. Subnets that somebody pastes are read here and leave the browser by no way.

use addresses::asked::Asked;
use addresses::described::from_text;
use addresses::nodes::Nodes;
use addresses::placed::{self, FleetIn};
use addresses::standing::{self, PODS_ON};
use addresses::subnets::Subnets;
use addresses::which::Which;
use addresses::work::{Question, Work};
use cluster::addresses::{Given as Shown, Missing, Shown as View};
use model::catalog::{Catalog, wire};
use model::scenario::Scenario;
use model::scenario::link::{self, Problem, query_pairs};
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

/// Subnets that were pasted, or what is wrong with them; nothing where nothing was.
#[wasm_bindgen]
pub struct Given(Arc<Option<Result<Subnets, Vec<Problem>>>>);

#[wasm_bindgen]
impl Given {
    /// Reads a text.
    pub fn of(text: &str) -> Given {
        Given(Arc::new(from_text(text)))
    }
}

/// The fleets of all modes, or why there are none.
#[wasm_bindgen]
pub struct Fleets(Result<Vec<FleetIn>, Missing>);

#[wasm_bindgen]
impl Fleets {
    /// Being looked for.
    pub fn sought() -> Fleets {
        Fleets(Err(Missing::Searching))
    }

    /// As the fleet's worker hands them over.
    pub fn of(text: &str) -> Fleets {
        Fleets(Ok(placed::from_text(text)))
    }

    /// There are none, for this reason.
    pub fn none(why: &str) -> Fleets {
        Fleets(Err(Missing::Fleet(why.into())))
    }
}

/// An answer under way.
#[wasm_bindgen]
pub struct Working {
    catalog: Arc<Catalog>,
    scenario: Scenario,
    /// The same as a link's query, in which the page gave it.
    query: String,
    given: Arc<Option<Result<Subnets, Vec<Problem>>>>,
    work: Result<Work, Missing>,
}

#[wasm_bindgen]
impl Working {
    /// Begins with a region's catalogue, a scenario as a link's query, what is asked besides as another, subnets that were
    /// pasted, and the fleets, as far as somebody has looked for them.
    pub fn of(region: &Region, query: &str, more: &str, given: &Given, fleets: &Fleets) -> Working {
        let (catalog, scenario) = (region.0.clone(), link::scenario_of(query));
        let mut asked = Asked::default();
        let mut standing = Vec::new();
        // what cannot be used has its default, as the controls say
        for (key, value) in query_pairs(more) {
            asked.set(&key, &value, &mut Vec::new());
            if key == PODS_ON {
                standing = standing::from_text(&value).unwrap_or_default();
            }
        }
        let subnets = match given.0.as_ref() {
            Some(Ok(subnets)) => subnets.clone(),
            _ => Subnets::of(&scenario),
        };
        let nodes = match asked.nodes {
            Which::OneType => Ok(Nodes::OfOneType),
            Which::Fleet => fleets.0.clone().map(Nodes::Fleets),
            Which::Present => Nodes::present(standing, &scenario).ok_or(Missing::Present),
        };
        let work = nodes.and_then(|nodes| {
            let question = Question { scenario: scenario.clone(), subnets, asked, nodes };
            Work::of(&catalog, question).ok_or(Missing::Type)
        });
        Working { catalog, scenario, query: query.into(), given: given.0.clone(), work }
    }

    /// Goes on for some tens of milliseconds. Whether there was anything left to do.
    pub fn step(&mut self) -> bool {
        self.work.as_mut().is_ok_and(|work| work.step(&self.catalog))
    }

    /// A number that grows whenever there is more to see.
    pub fn stage(&self) -> u32 {
        self.work.as_ref().map_or(0, |work| work.stage())
    }

    /// The view as it is now: headline, summary, how far it is, then the HTML of each part.
    pub fn view(&self) -> Vec<String> {
        let answer = match &self.work {
            Ok(work) => work.answer(&self.catalog).ok_or(&Missing::Type),
            Err(missing) => Err(missing),
        };
        let given = match self.given.as_ref() {
            None => Shown::Nothing,
            Some(Ok(_)) => Shown::Read,
            Some(Err(problems)) => Shown::Wrong(problems),
        };
        let view = View {
            scenario: &self.scenario,
            query: &self.query,
            answer: answer.as_ref().map_err(|missing| *missing),
            given,
        };
        let parts = view.parts();
        let said = [parts.headline, parts.summary, parts.progress.to_string()];
        said.into_iter().chain(parts.html).collect()
    }
}
