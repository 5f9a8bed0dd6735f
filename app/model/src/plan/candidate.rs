//! What a plan is made of: types that carry the pods, best first, and types that do not, each with its reason.

use crate::catalog::{Catalog, TypeIndex, TypeRef};
use crate::node::capacity::Capacity;
use crate::order::{indices_by_number, sort_indices, sort_short_by_key};
use crate::plan::cost::{Fleet, NodePrice, Stranded};
use crate::plan::eligibility::Reason;
use crate::scenario::Era;
use crate::units::MicroUsd;
use std::cmp::Reverse;
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

/// Candidates in the order of their keys, ties by name.
pub(crate) fn ranked(catalog: &Catalog, candidates: Vec<Candidate>, keys: Vec<(MicroUsd, MicroUsd)>) -> Vec<Candidate> {
    let name = |i: usize| candidates[i].index.name(catalog);
    // Sorting indices and moving each candidate once is cheaper than sorting candidates. Few have the same first key.
    let first: Vec<u64> = keys.iter().map(|key| key.0.0).collect();
    let mut order = indices_by_number(&first);
    for tied in order.chunk_by_mut(|i, j| first[*i] == first[*j]).filter(|tied| tied.len() > 1) {
        sort_indices(tied, &|i, j| keys[i].1.cmp(&keys[j].1).then_with(|| name(i).cmp(name(j))));
    }
    order.into_iter().map(|i| candidates[i]).collect()
}

/// Rejections in the order of the types' names. Catalogues are in that order as a rule; for one that is not, a
/// heap puts them in order with a tenth of the code of the standard sort.
pub(crate) fn by_name(catalog: &Catalog, rejected: Vec<Rejected>) -> Vec<Rejected> {
    let name = |r: &Rejected| r.index.name(catalog);
    if rejected.is_sorted_by_key(name) {
        return rejected;
    }
    let by_name: BinaryHeap<_> = rejected.iter().enumerate().map(|(i, r)| (name(r), i)).collect();
    by_name.into_sorted_vec().into_iter().map(|(_, i)| rejected[i]).collect()
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
