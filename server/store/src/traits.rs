//! What a store can do, whatever database is behind it. A database is an implementation of these in a module of
//! its own, and passes the contract test.
//!
//! The traits name no database: their errors are sentences for the operator, with the database's own error as
//! the source.

use crate::catalog::{CatalogRef, CurrentCatalog, Loaded, Progress, Summary};
use crate::change::Change;
use crate::edition::Edition;
use crate::error::{BackupError, StoreError};
use crate::ready::NotReady;
use crate::room_id::RoomId;
use crate::rooms::{Append, Closing, Code, NewRoom, RecordOf, RoomError, StoredRoom};
use crate::saved::{Content, Deletion, Id, Opened, SaveError, Saved, Saving, Settings, Swept, Token};
use async_trait::async_trait;
use catalog_files::{Figures, Version};
use model::catalog::edition::EditionHash;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Keeps the current catalogue, and the editions of others as long as something refers to them.
#[async_trait]
pub trait EditionStore: Send + Sync {
    /// Loads a catalogue unless the store holds it or a newer one: all of it, or nothing. The editions of the one
    /// before go, unless a saved scenario refers to them.
    async fn load(&self, figures: &Figures, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Loaded, StoreError>;

    /// Loads a catalogue over whatever the store holds, for one whose editions are damaged.
    async fn load_again(
        &self,
        figures: &Figures,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), StoreError>;

    /// The version of the current catalogue, `None` where the store holds none.
    async fn version(&self) -> Result<Option<Version>, StoreError>;

    /// The name of the current catalogue. Another process may load one at any moment.
    async fn current_name(&self) -> Result<CatalogRef, StoreError>;

    /// The current catalogue: name and editions of the same one.
    async fn current(&self) -> Result<CurrentCatalog, StoreError>;

    /// An edition, current or kept; `None` where the store does not hold it. Bytes that do not have this hash are
    /// an error.
    async fn edition(&self, hash: EditionHash) -> Result<Option<Edition>, StoreError>;

    /// The current catalogue in figures.
    async fn summary(&self) -> Result<Summary, StoreError>;
}

/// Keeps saved scenarios. What was answered with success survives a crash and a loss of power.
#[async_trait]
pub trait SavedStore: Send + Sync {
    /// Saves a scenario, whose edition the store must hold. The same content again keeps its id, its first date
    /// and its token.
    async fn save(&self, content: Content) -> Result<Saving, SaveError>;

    /// Opens a saved scenario.
    async fn open(&self, id: Id) -> Result<Opened, StoreError>;

    /// Deletes a scenario for whoever has its token.
    async fn delete(&self, id: Id, token: Token) -> Result<Deletion, SaveError>;

    /// The newest scenarios that hold a text in title or note, A to Z in either case, at most so many, the newest first. Those past
    /// their day are among them until they are swept out. An empty text is in all.
    async fn newest(&self, text: &str, most: u32) -> Result<Vec<Saved>, StoreError>;

    /// Deletes a scenario without its token, for the operator. Whether there was one.
    async fn remove(&self, id: Id) -> Result<bool, SaveError>;

    /// Removes what has expired, then open rooms in which nothing has happened for too long, then editions that nothing refers to any more, in small steps between which
    /// others can save. To be called now and then.
    async fn sweep(&self) -> Result<Swept, SaveError>;

    /// Whether somebody may do something on all servers that share the store, once in each `share` and so far `ahead` of
    /// that: `None`, or how long to wait. Where none can share it, a server's own memory decides alone, and this lets go on.
    async fn admit(&self, who: &str, share: Duration, ahead: Duration) -> Result<Option<Duration>, StoreError>;

    /// The rooms of the same store, written by the same writer.
    fn rooms(&self) -> Arc<dyn RoomStore>;

    /// How many writes wait for the writer; `None`: that is not known.
    fn waiting(&self) -> Option<usize>;

    /// All that keeps the store from being read and written right now; nothing: it is ready.
    async fn not_ready(&self) -> Vec<NotReady>;

    /// Takes no more, and returns when all that was waiting is written.
    async fn stop(&self);
}

/// Keeps planning rooms. What was answered with success survives a crash and a loss of power.
#[async_trait]
pub trait RoomStore: Send + Sync {
    /// Opens a room, whose id and code must be nobody else's.
    async fn open(&self, room: NewRoom) -> Result<(), RoomError>;

    /// Adds events to a room, all or none: none where it has other events than the writer knows, and none where it is
    /// closed.
    async fn append(&self, append: Append) -> Result<(), RoomError>;

    /// Adds a room's last events, saves its record and ties both together: all of it, or nothing.
    async fn close(&self, closing: Closing) -> Result<Saving, RoomError>;

    /// A room with its events from a number on, open or closed; `None` where there is none.
    async fn read(&self, room: RoomId, from: u64) -> Result<Option<StoredRoom>, StoreError>;

    /// The open room with a code.
    async fn by_code(&self, code: Code) -> Result<Option<RoomId>, StoreError>;

    /// What a saved scenario has to do with rooms; `room` is the one that its content names.
    async fn record_of(&self, record: Id, room: Option<RoomId>) -> Result<RecordOf, StoreError>;

    /// How many rooms are open.
    async fn count(&self) -> Result<u64, StoreError>;

    /// Tells all servers that share the store something of a room that is kept nowhere, this one too: a few kilobytes at
    /// most. Nothing where none can share it.
    async fn say(&self, room: RoomId, note: &str) -> Result<(), StoreError>;
}

/// What happens in a store, as it happens.
#[async_trait]
pub trait Changes: Send {
    /// Waits for the next.
    async fn next(&mut self) -> Change;
}

/// Copies a store into a file while it is in use.
#[async_trait]
pub trait Backup: Send + Sync {
    /// Writes a copy to a file that is not there yet.
    async fn backup(&self, path: &Path) -> Result<(), BackupError>;
}

/// An open store.
#[async_trait]
pub trait Store: EditionStore {
    /// Whether it can only be read.
    fn is_read_only(&self) -> bool;

    /// The bytes that it takes on the disk; `None`: that is not known.
    async fn bytes(&self) -> Option<u64>;

    /// Starts to save in it, on the Tokio runtime that this is called in. Once for each store.
    fn start_saving(&self, settings: Settings) -> Arc<dyn SavedStore>;

    /// What copies it; `None` where its database has tools for that.
    fn backup(&self) -> Option<&dyn Backup>;

    /// What servers do that share it, this one too; `None` where nobody tells that: then look now and then.
    fn changes(&self) -> Option<Box<dyn Changes>>;

    /// Closes it. Who saves stops saving first.
    async fn close(&self);
}
