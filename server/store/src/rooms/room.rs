//! What goes into the store and what comes out of it.

use super::code::Code;
use super::error::RoomError;
use crate::room_id::RoomId;
use crate::saved::{Content, Id};

/// Most bytes of one event.
pub const MAX_EVENT_BYTES: usize = 64 * 1024;

/// A room to open.
#[derive(Clone, Debug)]
pub struct NewRoom {
    /// The end of its link.
    pub id: RoomId,
    /// What people type to join.
    pub code: Code,
    /// Its first events.
    pub events: Vec<String>,
}

/// Events to add to a room.
#[derive(Clone, Debug)]
pub struct Append {
    /// The room.
    pub room: RoomId,
    /// How many events it has, by what the writer knows: with others, nothing is added.
    pub expected: u64,
    /// The events, in their order.
    pub events: Vec<String>,
}

/// The last events of a room, and the record that it becomes: all of it, or nothing.
#[derive(Clone, Debug)]
pub struct Closing {
    /// The events.
    pub append: Append,
    /// The record; its `room` is the room.
    pub record: Content,
    /// An earlier saved scenario that the record takes the place of, if that is still there.
    pub supersedes: Option<Id>,
}

/// A room as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRoom {
    /// The end of its link.
    pub id: RoomId,
    /// What people type to join; `None` where it is closed.
    pub code: Option<Code>,
    /// When it was opened, in seconds since 1970-01-01 UTC.
    pub opened_at: i64,
    /// When its last event came, in the same seconds.
    pub last_at: i64,
    /// The number of the first event here.
    pub from: u64,
    /// The events from that number on.
    pub events: Vec<String>,
    /// The record that it was closed with.
    pub record: Option<Id>,
}

/// What a saved scenario has to do with rooms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordOf {
    /// The events of the room that it is the record of.
    pub room: Option<StoredRoom>,
    /// Earlier saved scenarios that it takes the place of.
    pub supersedes: Vec<Id>,
    /// Later ones that take its place.
    pub superseded_by: Vec<Id>,
}

/// Whether each event may be stored.
pub(crate) fn check(events: &[String]) -> Result<(), RoomError> {
    match events.iter().find(|event| event.len() > MAX_EVENT_BYTES) {
        Some(long) => Err(RoomError::TooLong { found: long.len(), most: MAX_EVENT_BYTES }),
        None => Ok(()),
    }
}
