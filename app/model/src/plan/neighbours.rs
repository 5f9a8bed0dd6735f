//! Types that hold as many pods as another and cost less.

use crate::catalog::Catalog;
use crate::plan::{Candidate, Plan};

/// Candidates whose node takes at least as many pods for a lower price, the cheapest fleet first, ties by the
/// plan's order. A type is no neighbour of its own.
pub fn cheaper_neighbours(catalog: &Catalog, plan: &Plan, of: &Candidate, most: usize) -> Vec<Candidate> {
    let name = plan.name(catalog, of.index);
    let is_better = |c: &&Candidate| {
        c.capacity.pods >= of.capacity.pods && c.price.hourly < of.price.hourly && plan.name(catalog, c.index) != name
    };
    let mut found: Vec<Candidate> = plan.candidates.iter().filter(is_better).copied().collect();
    found.sort_by_key(|c| c.fleet.monthly);
    found.truncate(most);
    found
}
