//! What is exported: a scenario with all that follows from it, and where it can be seen again.

use fleet::fleet::Fleet;
use fleet::options::Options;
use model::advice::Advice;
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::node::equal_work::WHOLE;
use model::node::workload::Workload;
use model::plan::{Candidate, Plan};
use model::scenario::{PodProfile, Scenario};

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The scenario and what it comes to.
    pub evaluation: &'a Evaluation,
    /// Where the scenario can be seen again.
    pub link: &'a str,
    /// A fleet of several types, where the files are for one instead of for the one type of the plan.
    pub fleet: Option<PlannedFleet<'a>>,
}

/// A fleet, and what it was held to.
#[derive(Clone, Copy, Debug)]
pub struct PlannedFleet<'a> {
    /// The fleet.
    pub fleet: &'a Fleet,
    /// What it was held to.
    pub options: &'a Options,
}

impl<'a> Subject<'a> {
    /// A scenario with the one type of its plan.
    pub fn of(evaluation: &'a Evaluation, link: &'a str) -> Subject<'a> {
        Subject { evaluation, link, fleet: None }
    }

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

    /// What pods must request on the planned type to do equal work there, a sentence a workload; none where nobody said on
    /// which family the requests were sized.
    pub(crate) fn requests_for_equal_work(&self) -> Vec<String> {
        let (scenario, Some(c)) = (self.scenario(), self.shown()) else { return Vec::new() };
        let (Some(family), Some(index)) = (&scenario.sized_on, c.today().map(|c| c.index)) else { return Vec::new() };
        let t = self.catalog().instance_type(index);
        let workload = Workload::of(scenario).sized(self.catalog());
        let Some(ratio) = workload.ratio(t).filter(|ratio| ratio.least != WHOLE) else { return Vec::new() };
        let sentence = |p: &PodProfile| {
            let (name, need) = (&p.name, ratio.need(p.cpu));
            format!(
                "Planned for equal work: on {} a pod of {name} requests {need} of CPU, not the {} sized on {family}; set that in its manifest.",
                t.name, p.cpu
            )
        };
        scenario.profiles.iter().map(sentence).collect()
    }

    /// The chosen type, if it is a candidate. Then the nodes are pinned to it.
    pub fn chosen(&self) -> Option<&'a Candidate> {
        self.evaluation.chosen()
    }
}
