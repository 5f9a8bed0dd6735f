//! How saving is set up, and what came of saving, opening, deleting and sweeping.

use super::content::Content;
use super::id::Id;
use super::token::Token;

/// How saving is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Days after which a saved scenario goes; `None`: it stays.
    pub keep_days: Option<u32>,
    /// Most scenarios in the store.
    pub most: u64,
    /// Most bytes that saving may let the store's file grow to; `None`: what the disk has.
    pub most_bytes: Option<u64>,
    /// Most open rooms in the store.
    pub most_rooms: u64,
    /// Days after its last event after which an open room goes.
    pub room_days: u32,
    /// Most requests that wait for the writer.
    pub queue: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { keep_days: None, most: 1_000_000, most_bytes: None, most_rooms: 10_000, room_days: 30, queue: 1_024 }
    }
}

/// What saving has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// The scenario is in the store now.
    Saved {
        /// Its id.
        id: Id,
        /// Deletes it. Given this once: the store keeps a hash.
        token: Token,
    },
    /// This content was in the store.
    AlreadySaved {
        /// Its id.
        id: Id,
        /// When it was saved first.
        created_at: i64,
    },
}

impl Saving {
    /// The id, new or not.
    pub fn id(&self) -> Id {
        match self {
            Saving::Saved { id, .. } | Saving::AlreadySaved { id, .. } => *id,
        }
    }
}

/// What deleting has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The scenario is gone. Those made from it stay.
    Deleted,
    /// The token is another scenario's, or nobody's; nothing was deleted.
    WrongToken,
    /// There is no such scenario.
    NotFound,
}

/// What a sweep has removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Scenarios past their day.
    pub scenarios: u64,
    /// Editions of earlier catalogues that no scenario refers to any more.
    pub editions: u64,
    /// Open rooms in which nothing has happened for too long.
    pub rooms: u64,
}

/// A scenario as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The end of its link.
    pub id: Id,
    /// What was saved.
    pub content: Content,
    /// When it was saved first, in seconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it goes, in the same seconds; `None`: never.
    pub expires_at: Option<i64>,
    /// Whether it takes the place of another, or another its own.
    pub is_linked: bool,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A saved scenario.
    Found(Box<Saved>),
    /// One that is past its day; a sweep removes it, and then it is not found.
    Expired {
        /// Its day, in seconds since 1970-01-01 UTC.
        at: i64,
    },
    /// Nothing.
    NotFound,
}

impl Saved {
    /// Whether its day is over.
    pub(crate) fn has_expired(&self, now: i64) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}
