//! What is exported, with all that was worked out of it.

use model::advice::Advice;
use model::catalog::Catalog;
use model::plan::{Candidate, Plan};
use model::scenario::Scenario;

/// What is exported: a scenario with all that was worked out of it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The region's catalogue.
    pub catalog: &'a Catalog,
    /// What was asked.
    pub scenario: &'a Scenario,
    /// Every type, ranked.
    pub plan: &'a Plan,
    /// The pod networks, ranked.
    pub advice: &'a Advice,
    /// Where the scenario can be seen again.
    pub link: &'a str,
}

impl<'a> Subject<'a> {
    /// The candidate that the page shows: the chosen type if it is one, else the best.
    pub fn shown(&self) -> Option<&'a Candidate> {
        self.chosen().or_else(|| self.plan.best())
    }

    /// The chosen type, if it is a candidate. Then the fleet is pinned to it.
    pub fn chosen(&self) -> Option<&'a Candidate> {
        let name = self.scenario.chosen.as_deref()?;
        self.plan.candidate(self.catalog, name)
    }
}
