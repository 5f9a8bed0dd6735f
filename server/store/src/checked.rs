//! What looking a store through has found.

use crate::edition::EditionError;
use model::catalog::edition::EditionHash;
use std::fmt;

/// A store that was looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What is wrong with it, a sentence each; empty: it is sound.
    pub problems: Vec<String>,
    /// What it holds.
    pub holds: Holds,
}

/// What a store holds, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// The version of its catalogue; `None`: it has none, or an earlier release has written it.
    pub catalog: Option<String>,
    /// Editions, whose bytes have been compared with their hashes.
    pub editions: usize,
    /// Saved scenarios.
    pub saved: u64,
    /// Planning rooms, open and closed.
    pub rooms: u64,
}

impl Holds {
    /// Whether that is nothing.
    pub(crate) fn is_nothing(&self) -> bool {
        *self == Holds::default()
    }
}

impl Checked {
    /// An edition whose bytes are not what was stored, and how many saved scenarios have their prices from it.
    pub(crate) fn damaged_edition(hash: EditionHash, region: &str, why: EditionError, saved: i64) -> String {
        format!("The edition {hash} of {region} is damaged: {why}. {saved} saved scenarios have their prices from it.")
    }
}

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.catalog {
            Some(version) => write!(f, "catalogue {version}, ")?,
            None => f.write_str("no catalogue, ")?,
        }
        let s = |n: u64| if n == 1 { "" } else { "s" };
        let (editions, saved, rooms) = (self.editions as u64, self.saved, self.rooms);
        write!(f, "{editions} edition{}, {saved} saved scenario{}, {rooms} room{}", s(editions), s(saved), s(rooms))
    }
}
