//! What a database does for the writer, within one transaction.

use crate::room_id::RoomId;
use crate::rooms::{Append, NewRoom};
use crate::saved::{Content, Id, Saved, TokenHash};
use async_trait::async_trait;

/// A scenario on its way in.
pub(crate) struct NewRow<'a> {
    /// Its id.
    pub id: Id,
    /// What is saved.
    pub content: &'a Content,
    /// Of the secret that deletes it.
    pub token_hash: TokenHash,
    /// In seconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// In the same seconds; `None`: never.
    pub expires_at: Option<i64>,
}

/// The statements of one transaction. An error of any of them is the end of it. What is read of a scenario or a room here
/// stays so until then, whoever else writes to the database.
#[async_trait]
pub(crate) trait Statements: Send {
    /// How many scenarios are saved.
    async fn total(&mut self) -> Result<u64, sqlx::Error>;

    /// Saves scenarios, no two of one id, and says of each whether it is in now. It is not where its id is taken or its
    /// edition is gone.
    async fn insert(&mut self, rows: &[NewRow<'_>]) -> Result<Vec<bool>, sqlx::Error>;

    /// A saved scenario, expired or not.
    async fn find(&mut self, id: Id) -> Result<Option<Saved>, sqlx::Error>;

    /// The hash of the secret that deletes a scenario.
    async fn token_hash(&mut self, id: Id) -> Result<Option<Vec<u8>>, sqlx::Error>;

    /// Puts a scenario's last day off to this one, for ever with `None`; never takes days back.
    async fn keep_longer(&mut self, id: Id, expires_at: Option<i64>) -> Result<(), sqlx::Error>;

    /// Removes a scenario; how many that were.
    async fn remove(&mut self, id: Id) -> Result<u64, sqlx::Error>;

    /// Removes at most so many scenarios whose day is over; how many that were. So it is with the others that sweep.
    async fn remove_expired(&mut self, now: i64, most: u32) -> Result<u64, sqlx::Error>;

    /// Removes some of the editions that nothing refers to.
    async fn remove_unused_editions(&mut self) -> Result<u64, sqlx::Error>;

    /// Removes at most so many open rooms whose last event came at this time or before.
    async fn remove_resting_rooms(&mut self, last_at: i64, most: u32) -> Result<u64, sqlx::Error>;

    /// How many rooms are open.
    async fn open_rooms(&mut self) -> Result<u64, sqlx::Error>;

    /// Opens a room without its events and gives its row; `None` where id or code is taken.
    async fn insert_room(&mut self, room: &NewRoom, now: i64) -> Result<Option<i64>, sqlx::Error>;

    /// Counts events before they are there, where the room is open and has as many as expected, and closes it where there
    /// is a record; gives the room's row.
    async fn move_on(&mut self, append: &Append, now: i64, record: Option<Id>) -> Result<Option<i64>, sqlx::Error>;

    /// How many events an open room has.
    async fn events_of(&mut self, room: RoomId) -> Result<Option<u64>, sqlx::Error>;

    /// Adds events to the room of a row, from this number on.
    async fn put_events(&mut self, room: i64, first: u64, events: &[String]) -> Result<(), sqlx::Error>;

    /// Notes that a record takes the place of an earlier one, if that was decided in a room too: nobody else's saved
    /// scenario gets a link that a stranger chose.
    async fn supersede(&mut self, earlier: Id, later: Id) -> Result<(), sqlx::Error>;
}
