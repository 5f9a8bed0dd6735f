//! The entry point: a catalogue and a scenario in, every type ranked or refused out.
//!
//! Planning is synchronous and only proposes. It cannot fail: a scenario that nothing fits gives a
//! plan without candidates whose rejections say why.

pub mod article_2018;
pub mod cliff;
pub mod cost;
pub mod eligibility;
pub mod growth;
pub mod modes;
pub mod neighbours;
pub mod packing;
pub mod regions;
pub mod relaxed;

use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex, TypeRef};
use crate::node::capacity::{Capacity, capacity};
use crate::node::workload::Workload;
use crate::order::sort_short_by_key;
use crate::plan::cost::{Bill, Fleet, NodePrice, Stranded, node_price, nodes_for, stranded};
use crate::plan::eligibility::{Reason, reason_in_mode};
use crate::plan::packing::Packer;
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::{Era, Scenario};
use crate::units::MicroUsd;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A type that can carry the pods: of either era in a plan, of today (`Candidate<TypeIndex>`) wherever only today's
/// figures will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<T = TypeRef> {
    /// Which type.
    pub index: T,
    /// Price of a node.
    pub price: NodePrice,
    /// Pods per node and every limit.
    pub capacity: Capacity,
    /// Nodes and cost for all pods.
    pub fleet: Fleet,
    /// What is paid for and not used; unknown in the article's era.
    pub stranded: Option<Stranded>,
}

/// A type that cannot, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Which type.
    pub index: TypeRef,
    /// Why.
    pub reason: Reason,
}

/// Every type of the catalogue, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which rules were applied.
    pub era: Era,
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// By name.
    pub rejected: Vec<Rejected>,
}

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

/// One type on its own, whatever its rank: what a type's page shows.
pub fn judge(catalog: &Catalog, scenario: &Scenario, index: TypeIndex) -> Result<Candidate<TypeIndex>, Reason> {
    judge_in_mode(catalog, scenario, scenario.mode, index)
}

/// One type in another networking mode than the scenario's.
pub fn judge_in_mode(
    catalog: &Catalog,
    scenario: &Scenario,
    mode: NetworkMode,
    index: TypeIndex,
) -> Result<Candidate<TypeIndex>, Reason> {
    Judge::of(catalog, &Workload::in_mode(scenario, mode)).candidate(index)
}

fn plan_today(catalog: &Catalog, scenario: &Scenario) -> Plan {
    let workload = Workload::of(scenario);
    let mut judge = Judge::of(catalog, &workload);
    let mut candidates = Vec::with_capacity(catalog.types.len());
    let mut rejected = Vec::new();
    for index in catalog.indices() {
        match judge.candidate(index) {
            Ok(candidate) => candidates.push(candidate.into()),
            Err(reason) => rejected.push(Rejected { index: TypeRef::Today(index), reason }),
        }
    }
    let keys = candidates.iter().map(|c: &Candidate| (c.fleet.monthly, c.fleet.per_slot)).collect();
    Plan { era: Era::Today, candidates: ranked(catalog, candidates, keys), rejected: by_name(catalog, rejected) }
}

/// Judges one type after the other for the same workload.
pub(crate) struct Judge<'a> {
    catalog: &'a Catalog,
    workload: &'a Workload<'a>,
    /// For several profiles; one needs no packing.
    packer: Option<Packer<'a>>,
}

impl<'a> Judge<'a> {
    pub(crate) fn of(catalog: &'a Catalog, workload: &'a Workload<'a>) -> Judge<'a> {
        let packer = workload.only().is_none().then(|| Packer::of(workload));
        Judge { catalog, workload, packer }
    }

    pub(crate) fn workload(&self) -> &'a Workload<'a> {
        self.workload
    }

    /// What a type comes to, or why it cannot carry the pods.
    pub(crate) fn candidate(&mut self, index: TypeIndex) -> Result<Candidate<TypeIndex>, Reason> {
        let (t, offer) = (self.catalog.instance_type(index), self.catalog.offer(index));
        let scenario = self.workload.scenario();
        if let Some(reason) = reason_in_mode(t, offer, scenario, self.workload.mode()) {
            return Err(reason);
        }
        let price = node_price(offer, scenario).ok_or(Reason::NoPrice)?;
        let capacity = capacity(t, self.workload);
        let nodes = self.nodes(t, &capacity).ok_or(Reason::NoRoom(capacity.binding()))?;
        let bill = Bill {
            nodes,
            pods: self.workload.pods(),
            per_node: capacity.pods,
            hourly: price.hourly,
            hours: scenario.hours_per_month,
        };
        let stranded = stranded(&capacity, self.workload, nodes);
        Ok(Candidate { index, price, capacity, fleet: bill.fleet(), stranded })
    }

    /// Nodes of a type that carry all pods; `None` where one of them fits on none.
    pub(crate) fn nodes(&mut self, t: &InstanceType, capacity: &Capacity) -> Option<u32> {
        let least = self.workload.scenario().min_nodes;
        if capacity.pods == 0 {
            return None;
        }
        match &mut self.packer {
            None => Some(nodes_for(self.workload.pods(), capacity.pods, least)),
            Some(packer) => Some(packer.nodes(t)).filter(|nodes| *nodes > 0).map(|nodes| nodes.max(least)),
        }
    }
}

/// Candidates in the order of their keys, ties by name.
pub(crate) fn ranked(catalog: &Catalog, candidates: Vec<Candidate>, keys: Vec<(MicroUsd, MicroUsd)>) -> Vec<Candidate> {
    let name = |place: usize| candidates[place].index.name(catalog);
    // Sorting small keys and moving each candidate once is cheaper than sorting candidates.
    let mut order: Vec<_> = keys.into_iter().zip(0..candidates.len()).collect();
    order.sort_unstable_by(|(a, i), (b, j)| match a.cmp(b) {
        Ordering::Equal => name(*i).cmp(name(*j)),
        decided => decided,
    });
    order.into_iter().map(|(_, place)| candidates[place]).collect()
}

/// Rejections in the order of the types' names. Catalogues are in that order as a rule; for one that is not, a
/// heap puts them in order with a tenth of the code of the standard sort.
pub(crate) fn by_name(catalog: &Catalog, rejected: Vec<Rejected>) -> Vec<Rejected> {
    let name = |r: &Rejected| r.index.name(catalog);
    if rejected.is_sorted_by_key(name) {
        return rejected;
    }
    let by_name: BinaryHeap<_> = rejected.iter().enumerate().map(|(place, r)| (name(r), place)).collect();
    by_name.into_sorted_vec().into_iter().map(|(_, place)| rejected[place]).collect()
}

impl Plan {
    /// What a pod costs each month by this plan's rules: today all nodes over all pods, in the article's
    /// era a node over the pods it can hold.
    pub fn per_pod(&self, candidate: &Candidate) -> MicroUsd {
        match self.era {
            Era::Today => candidate.fleet.per_pod,
            Era::Article => candidate.fleet.per_slot,
        }
    }

    /// The best candidate.
    pub fn best(&self) -> Option<&Candidate> {
        self.candidates.first()
    }

    /// How many types each reason excludes, most first, then in the order of the reasons' text.
    pub fn reasons(&self) -> Vec<(Reason, usize)> {
        let mut counts: Vec<(Reason, usize)> = Vec::new();
        for r in &self.rejected {
            match counts.iter_mut().find(|(reason, _)| *reason == r.reason) {
                Some((_, n)) => *n += 1,
                None => counts.push((r.reason, 1)),
            }
        }
        sort_short_by_key(&mut counts, |(reason, n)| (Reverse(*n), reason.text()));
        counts
    }

    /// The candidate of that name.
    pub fn candidate(&self, catalog: &Catalog, name: &str) -> Option<&Candidate> {
        self.candidates.iter().find(|c| c.name(catalog) == name)
    }
}

impl Candidate {
    /// The name of its type.
    pub fn name<'a>(&self, catalog: &'a Catalog) -> &'a str {
        self.index.name(catalog)
    }

    /// The same where it is a type of today, `None` for one of 2018.
    pub fn today(&self) -> Option<Candidate<TypeIndex>> {
        match self.index {
            TypeRef::Today(index) => Some(self.with_index(index)),
            TypeRef::Of2018(_) => None,
        }
    }
}

impl Candidate<TypeIndex> {
    /// The name of its type.
    pub fn name<'a>(&self, catalog: &'a Catalog) -> &'a str {
        &catalog.instance_type(self.index).name
    }
}

impl<T> Candidate<T> {
    fn with_index<U>(&self, index: U) -> Candidate<U> {
        let Candidate { index: _, price, capacity, fleet, stranded } = *self;
        Candidate { index, price, capacity, fleet, stranded }
    }
}

impl From<Candidate<TypeIndex>> for Candidate {
    fn from(candidate: Candidate<TypeIndex>) -> Candidate {
        candidate.with_index(TypeRef::Today(candidate.index))
    }
}
