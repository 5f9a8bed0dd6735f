//! What is exported: a scenario with all that follows from it, and where it can be seen again.

use model::advice::Advice;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::plan::{Candidate, Plan};
use model::scenario::Scenario;

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The scenario and what it comes to.
    pub evaluation: &'a Evaluation,
    /// Where the scenario can be seen again.
    pub link: &'a str,
}

impl<'a> Subject<'a> {
    pub(crate) fn catalog(&self) -> &'a Catalog {
        self.evaluation.catalog()
    }

    pub(crate) fn scenario(&self) -> &'a Scenario {
        self.evaluation.scenario()
    }

    pub(crate) fn plan(&self) -> &'a Plan {
        self.evaluation.plan()
    }

    pub(crate) fn advice(&self) -> &'a Advice {
        self.evaluation.advice()
    }

    /// The candidate that the page shows: the chosen type if it is one, else the best.
    pub fn shown(&self) -> Option<&'a Candidate> {
        self.evaluation.shown().map(|(_, candidate)| candidate)
    }

    /// The chosen type, if it is a candidate. Then the nodes are pinned to it.
    pub fn chosen(&self) -> Option<&'a Candidate> {
        self.evaluation.chosen()
    }
}
