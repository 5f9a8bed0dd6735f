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
use model::summary::decided::is_for_a_fleet;
use model::units::{counted, grouped};

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

    /// Whether the scenario has files for one type and files for a fleet, so that each has to say which it is.
    pub(crate) fn is_one_of_two(&self) -> bool {
        self.fleet.is_some() || is_for_a_fleet(self.scenario())
    }

    /// Which nodes the files are for, of one type throughout or of a fleet, in a sentence.
    pub fn is_for(&self) -> String {
        match (self.fleet, self.shown()) {
            (Some(PlannedFleet { fleet, .. }), _) => format!(
                "For a fleet of several types: {} of {}. One type throughout has files of its own.",
                counted(fleet.nodes, "node"),
                counted(fleet.types().len() as u64, "type")
            ),
            (None, Some(c)) => format!(
                "For nodes of one type throughout: {} × {}. A fleet of several types has files of its own.",
                grouped(c.fleet.nodes.into()),
                c.name(self.catalog())
            ),
            (None, None) => "For nodes of one type throughout, of which none carries these pods. A fleet of several types has files of its own.".into(),
        }
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
