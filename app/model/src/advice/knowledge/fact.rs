//! A fact of the pod-network options: a sentence, how far it can be trusted, and as of when.

use crate::sources::{SourceRow, source};

/// What a fact rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Sources by id.
    Cited(&'static [&'static str]),
    /// Our own rating, of these sources if any.
    Judgement(&'static [&'static str]),
    /// No primary source seen; what was seen, if anything.
    Unverified(&'static [&'static str]),
}

impl Basis {
    /// Ids of the sources.
    pub fn sources(self) -> &'static [&'static str] {
        match self {
            Basis::Cited(ids) | Basis::Judgement(ids) | Basis::Unverified(ids) => ids,
        }
    }

    /// The mark on a fact that is not simply cited.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Basis::Cited(_) => None,
            Basis::Judgement(_) => Some("judgement"),
            Basis::Unverified(_) => Some("unverified"),
        }
    }

    /// The sources' rows.
    pub fn rows(self) -> impl Iterator<Item = &'static SourceRow> {
        self.sources().iter().filter_map(|id| source(id))
    }
}

/// A fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The sentence, or the part of one that is shown in a table.
    pub text: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// As of when, ISO 8601 to the precision known.
    pub date: &'static str,
}

/// A fact with sources.
pub const fn cited(text: &'static str, sources: &'static [&'static str], date: &'static str) -> Fact {
    Fact { text, basis: Basis::Cited(sources), date }
}

/// Our own rating.
pub const fn judged(text: &'static str, sources: &'static [&'static str], date: &'static str) -> Fact {
    Fact { text, basis: Basis::Judgement(sources), date }
}

/// A fact without a primary source.
pub const fn unverified(text: &'static str, sources: &'static [&'static str], date: &'static str) -> Fact {
    Fact { text, basis: Basis::Unverified(sources), date }
}
