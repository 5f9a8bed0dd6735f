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
pub mod regions;

use crate::catalog::{Catalog, TypeIndex, TypeRef};
use crate::node::capacity::{Capacity, Demand, Limit, capacity};
use crate::order::sort_short_by_key;
use crate::plan::cost::{Fleet, Need, NodePrice, Stranded, fleet, node_price, stranded};
use crate::plan::eligibility::{Reason, reason_in_mode};
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
    /// What lifting the binding limit would bring, `None` where no other limit follows.
    pub relaxed: Option<Relaxed>,
}

/// The fleet if every binding limit were lifted up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relaxed {
    /// The limit that would bind instead.
    pub next: Limit,
    /// Pods per node then.
    pub pods: u32,
    /// Nodes then.
    pub nodes: u32,
    /// Saved each month.
    pub saves: MicroUsd,
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
    judge_for(catalog, &Demand::in_mode(scenario, mode), index)
}

fn plan_today(catalog: &Catalog, scenario: &Scenario) -> Plan {
    let demand = Demand::of(scenario);
    let mut candidates = Vec::with_capacity(catalog.types.len());
    let mut rejected = Vec::new();
    for index in catalog.indices() {
        match judge_for(catalog, &demand, index) {
            Ok(candidate) => candidates.push(candidate.into()),
            Err(reason) => rejected.push(Rejected { index: TypeRef::Today(index), reason }),
        }
    }
    let keys = candidates.iter().map(|c: &Candidate| (c.fleet.monthly, c.fleet.per_slot)).collect();
    Plan { era: Era::Today, candidates: ranked(catalog, candidates, keys), rejected: by_name(catalog, rejected) }
}

fn judge_for(catalog: &Catalog, demand: &Demand, index: TypeIndex) -> Result<Candidate<TypeIndex>, Reason> {
    let (t, offer, scenario) = (catalog.instance_type(index), catalog.offer(index), demand.scenario());
    if let Some(reason) = reason_in_mode(t, offer, scenario, demand.mode()) {
        return Err(reason);
    }
    let price = node_price(offer, scenario).ok_or(Reason::NoPrice)?;
    let capacity = capacity(t, demand);
    if capacity.pods == 0 {
        return Err(Reason::NoRoom(capacity.binding()));
    }
    let need = need(demand, capacity.pods);
    let fleet = fleet(need, price.hourly, scenario.hours_per_month);
    let stranded = stranded(&capacity, demand.daemonsets(), demand.pod(), fleet.nodes);
    let relaxed = relaxed(&capacity, &fleet, need);
    Ok(Candidate { index, price, capacity, fleet, stranded, relaxed })
}

/// What nodes of so many pods each have to carry.
pub(crate) fn need(demand: &Demand, per_node: u32) -> Need {
    Need { pods: demand.pod().pods, per_node, min_nodes: demand.scenario().min_nodes }
}

/// What lifting the binding limits up to the next one saves.
pub(crate) fn relaxed(capacity: &Capacity, now: &Fleet, need: Need) -> Option<Relaxed> {
    let (next, pods) = capacity.by_limit.next()?;
    let nodes = Need { per_node: pods, ..need }.nodes();
    // All nodes cost the same, so the cost falls with their number.
    let one_node = now.monthly.0 / u64::from(now.nodes);
    Some(Relaxed { next, pods, nodes, saves: MicroUsd(one_node * u64::from(now.nodes - nodes)) })
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
        let Candidate { index: _, price, capacity, fleet, stranded, relaxed } = *self;
        Candidate { index, price, capacity, fleet, stranded, relaxed }
    }
}

impl From<Candidate<TypeIndex>> for Candidate {
    fn from(candidate: Candidate<TypeIndex>) -> Candidate {
        candidate.with_index(TypeRef::Today(candidate.index))
    }
}
