//! Why nothing was written to a room, as sentences for whoever tried.

use crate::error::StoreError;
use crate::saved::SaveError;
use std::sync::Arc;

/// Nothing was written.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RoomError {
    /// There is no such room, or it is closed.
    #[error("There is no such open room.")]
    NotFound,
    /// The room has other events than the writer believed: read them and decide again.
    #[error("The room has {events} events by now.")]
    Moved {
        /// How many it has.
        events: u64,
    },
    /// A new room's id or code is another's: draw others.
    #[error("The room\u{2019}s link or code is taken. Try again.")]
    Taken,
    /// An event over its limit.
    #[error("This has {found} bytes; at most {most} can be kept. Shorten it.")]
    TooLong {
        /// Its length.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// The most rooms that the settings allow.
    #[error("This site holds {most} open rooms, its limit. Close one, or try again another day.")]
    Full {
        /// The limit.
        most: u64,
    },
    /// The record that a room should become was refused.
    #[error(transparent)]
    Record(SaveError),
    /// The store's file may not be written.
    #[error("This site\u{2019}s store is read-only: there are no rooms.")]
    ReadOnly,
    /// More is waiting than the writer can hold, or another process keeps the store to itself.
    #[error("Berth has more to write than it can at the moment. Try again in a few seconds.")]
    Busy,
    /// No room on the disk, or in the size that the settings allow.
    #[error("There is no space left on this site\u{2019}s disk, and nothing was kept. Tell its operator.")]
    NoSpace(#[source] Arc<StoreError>),
    /// The writer died of a fault while it had this; another has taken its place.
    #[error("Berth failed while it wrote this. Try again.")]
    Interrupted,
    /// The writer has stopped.
    #[error("Berth is stopping. Try again when it is back.")]
    Stopping,
    /// Anything else that the database reports.
    #[error("The store failed, and nothing was kept. Try again; if that fails, tell the operator of this site.")]
    Store(#[source] Arc<StoreError>),
}

/// Errors of the queue and of the database, which saves and rooms share.
impl From<SaveError> for RoomError {
    fn from(error: SaveError) -> RoomError {
        match error {
            SaveError::ReadOnly => RoomError::ReadOnly,
            SaveError::Busy => RoomError::Busy,
            SaveError::NoRoom(cause) => RoomError::NoSpace(cause),
            SaveError::Interrupted => RoomError::Interrupted,
            SaveError::Stopping => RoomError::Stopping,
            SaveError::Store(cause) => RoomError::Store(cause),
            other => RoomError::Record(other),
        }
    }
}
