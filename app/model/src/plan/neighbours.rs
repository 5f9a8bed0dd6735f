//! Types that hold as many pods as another and cost less.

use crate::catalog::TypeIndex;
use crate::plan::{Candidate, Plan};

/// Candidates of today whose node takes at least as many pods for a lower price, the cheapest fleet first, ties by the
/// plan's order. A type is no neighbour of its own.
pub fn cheaper_neighbours(plan: &Plan, of: &Candidate<TypeIndex>, most: usize) -> Vec<Candidate<TypeIndex>> {
    let is_better = |c: &Candidate<TypeIndex>| {
        c.capacity.pods >= of.capacity.pods && c.price.month < of.price.month && c.index != of.index
    };
    let mut found: Vec<_> = plan.candidates.iter().filter_map(Candidate::today).filter(is_better).collect();
    found.sort_by_key(|c| c.fleet.monthly);
    found.truncate(most);
    found
}
