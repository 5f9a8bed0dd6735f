//! Which types can share a group or pool of nodes with the one planned with.
//!
//! Sources: Karpenter's disruption guide (spot-to-spot consolidation wants 15 types to choose from); eksctl
//! pkg/apis/eksctl.io/v1alpha5/validation.go (at most 20 types in a group of mixed types).

use crate::subject::Subject;
use model::catalog::TypeIndex;
use model::node::max_pods::HOST_PODS;
use model::plan::{Candidate, judge};
use model::scenario::{NodeSettings, Scenario};
use model::units::MicroUsd;

/// Most types in a list of on-demand nodes. Judgement: enough to find capacity, few enough to read.
const MOST: usize = 5;
/// Most types in a list of spot nodes: eksctl takes no more, and Karpenter wants at least 15.
const MOST_SPOT: usize = 20;
/// Most alternatives named as left out.
const MOST_LEFT_OUT: usize = 2;
/// An alternative on demand may cost a quarter more. Judgement.
const QUARTER: u64 = 4;

/// How the tool launches nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Launch {
    /// Several types are of use.
    pub several: bool,
    /// Spot nodes: whatever is free is launched.
    pub spot: bool,
    /// One image for all of them, so one architecture.
    pub one_image: bool,
    /// A number of max-pods in the file holds for all of them.
    pub states_max_pods: bool,
    /// Each node gets a max-pods of its own.
    pub own_max_pods: bool,
    /// Nodes of any size, as pods wait for them.
    pub any_size: bool,
}

/// Types of today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Together {
    /// The type planned with, then the next best that the pods fit on with the same max-pods.
    pub types: Vec<TypeIndex>,
    /// Next best that carry as many pods on their own, but not with the same max-pods.
    pub left_out: Vec<TypeIndex>,
}

impl Together {
    /// Around the candidate shown. Alone where the scenario is pinned to it.
    pub fn of(subject: &Subject, shown: &Candidate<TypeIndex>, launch: Launch) -> Together {
        let mut together = Together { types: vec![shown.index], left_out: Vec::new() };
        if subject.chosen().is_some() || !launch.several {
            return together;
        }
        let around = Around { subject, shown, launch };
        let most = if launch.spot { MOST_SPOT } else { MOST };
        // Pools of any size take smaller nodes, too, once those that carry as many pods are in the list.
        let mut smaller = Vec::new();
        for candidate in subject.plan().candidates.iter().filter_map(Candidate::today) {
            match around.place(&candidate) {
                Place::Listed => together.types.push(candidate.index),
                Place::Smaller => smaller.push(candidate.index),
                Place::LeftOut if together.left_out.len() < MOST_LEFT_OUT => together.left_out.push(candidate.index),
                Place::LeftOut | Place::Elsewhere => {}
            }
        }
        together.types.extend(smaller);
        together.types.truncate(most);
        together
    }
}

/// Where a candidate goes.
enum Place {
    Listed,
    Smaller,
    LeftOut,
    Elsewhere,
}

struct Around<'a> {
    subject: &'a Subject<'a>,
    shown: &'a Candidate<TypeIndex>,
    launch: Launch,
}

impl Around<'_> {
    fn place(&self, c: &Candidate<TypeIndex>) -> Place {
        if c.index == self.shown.index || !self.is_alike(c.index) || !self.costs_alike(c) {
            return Place::Elsewhere;
        }
        let carries = c.capacity.pods >= self.shown.capacity.pods;
        match self.in_group(c) {
            Some(grouped) if !self.costs_alike(&grouped) => {
                if carries {
                    Place::LeftOut
                } else {
                    Place::Elsewhere
                }
            }
            Some(grouped) if grouped.capacity.pods >= self.shown.capacity.pods => Place::Listed,
            Some(_) if self.launch.any_size && self.launch.spot => Place::Smaller,
            Some(_) => Place::Elsewhere,
            None if carries => Place::LeftOut,
            None => Place::Elsewhere,
        }
    }

    /// An image is for one architecture, and GPUs have images of their own.
    fn is_alike(&self, index: TypeIndex) -> bool {
        let (a, b) =
            (self.subject.catalog().instance_type(index), self.subject.catalog().instance_type(self.shown.index));
        (a.arch == b.arch || !self.launch.one_image) && a.accelerator == b.accelerator
    }

    /// On demand, nobody wants a list that leads to much more expensive nodes. Spot nodes are bought where they are.
    fn costs_alike(&self, c: &Candidate<TypeIndex>) -> bool {
        let shown = self.shown.fleet.monthly.0;
        self.launch.spot || c.fleet.monthly <= MicroUsd(shown + shown / QUARTER)
    }

    /// The candidate with the group's max-pods; `None` where that is another one, or more than its addresses serve.
    fn in_group(&self, c: &Candidate<TypeIndex>) -> Option<Candidate<TypeIndex>> {
        if self.launch.own_max_pods {
            return Some(*c);
        }
        let group = self.shown.capacity.max_pods;
        if c.capacity.max_pods < group || (c.capacity.max_pods > group && !self.launch.states_max_pods) {
            return None;
        }
        let serves = |addresses: u32| addresses + HOST_PODS >= group;
        let fewer = match (c.capacity.addresses, self.shown.capacity.addresses) {
            (Some(own), Some(shown)) => own < shown && !serves(own),
            (Some(own), None) => !serves(own),
            (None, _) => false,
        };
        if fewer {
            return None;
        }
        if c.capacity.max_pods == group {
            return Some(*c);
        }
        let scenario = self.subject.scenario();
        let node = NodeSettings { max_pods: Some(group), ..scenario.node };
        judge(self.subject.catalog(), &Scenario { node, ..scenario.clone() }, c.index).ok()
    }
}
