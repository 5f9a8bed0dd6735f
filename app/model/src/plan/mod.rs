//! The entry point: a catalogue and a scenario in, every type ranked or refused out.
//!
//! Planning is synchronous and only proposes. It cannot fail: a scenario that nothing fits gives a
//! plan without candidates whose rejections say why.

pub mod article_2018;
pub mod best;
pub mod candidate;
pub mod cliff;
pub mod cost;
pub mod eligibility;
pub mod encryption;
pub mod growth;
pub mod judge;
pub mod neighbours;
pub mod node_count;
pub mod packing;
pub mod relaxed;
pub mod until_seen;
pub mod ways;

pub use candidate::{Candidate, Plan, Rejected};
pub use judge::{judge, judge_in_mode};

use crate::catalog::{Catalog, TypeRef};
use crate::node::workload::Workload;
use crate::scenario::{Era, Scenario};
use candidate::{by_name, ranked};
use judge::Judge;

/// Ranks every type of the catalogue for the scenario.
///
/// Today: by monthly cost of all nodes, then by price per pod slot, then by name. In the article's
/// era by price per pod slot first, as its sheet does. Neither depends on the catalogue's order.
pub fn plan(catalog: &Catalog, scenario: &Scenario) -> Plan {
    match scenario.era {
        Era::Today => plan_today(catalog, scenario),
        Era::Article => article_2018::plan(catalog, scenario),
    }
}

fn plan_today(catalog: &Catalog, scenario: &Scenario) -> Plan {
    let workload = Workload::of(scenario).sized(catalog);
    let mut judge = Judge::of(catalog, &workload);
    let mut candidates = Vec::with_capacity(catalog.types.len());
    let mut rejected = Vec::new();
    for index in catalog.indices() {
        match judge.candidate(index) {
            Ok(candidate) => candidates.push(candidate),
            Err(reason) => rejected.push(Rejected { index: TypeRef::Today(index), reason }),
        }
    }
    let keys = candidates.iter().map(|c: &Candidate| (c.fleet.monthly, c.fleet.per_slot)).collect();
    Plan { era: Era::Today, candidates: ranked(catalog, candidates, keys), rejected: by_name(catalog, rejected) }
}
