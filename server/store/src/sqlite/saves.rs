//! Saving in a file: the queue to its writer, and reading beside it.

use super::file::SqliteStore;
use super::writer::Writing;
use crate::error::StoreError;
use crate::saved::{Content, Deletion, Id, Opened, SaveError, Saving, Settings, Swept, Token};
use crate::writer::Queue;

/// Saves and deletes. Clones share the one writer.
#[derive(Clone, Debug)]
pub struct SqliteSaves {
    pub(super) store: SqliteStore,
    /// the file that the store was opened in
    pub(super) file: Option<(u64, u64)>,
    pub(super) queue: Queue,
}

impl SqliteSaves {
    /// Starts the writer for a store. A store takes one: several would only wait for each other. One that can only be read
    /// takes none, and saving says so.
    pub fn start(store: &SqliteStore, settings: Settings) -> SqliteSaves {
        let store = store.clone();
        let file = store.identity();
        let path = store.path().to_owned();
        let queue = match store.is_read_only() {
            true => Queue::of_read_only(),
            false => Queue::start(settings.queue, move || Writing::to(&path, &settings)),
        };
        SqliteSaves { store, file, queue }
    }

    /// How many writes wait for the writer; `None`: there is none.
    pub fn waiting(&self) -> Option<usize> {
        self.queue.waiting()
    }

    /// Opens a saved scenario, without the writer.
    pub async fn open(&self, id: Id) -> Result<Opened, StoreError> {
        self.store.saved(id).await
    }

    /// Saves a scenario. When this returns, it survives a crash and a loss of power.
    ///
    /// The same content again is no second row: it keeps its id, its first date and its token.
    pub async fn save(&self, content: Content) -> Result<Saving, SaveError> {
        self.queue.save(content).await
    }

    /// Deletes a scenario for whoever has its token.
    pub async fn delete(&self, id: Id, token: Token) -> Result<Deletion, SaveError> {
        self.queue.delete(id, token).await
    }

    /// Deletes a scenario without its token. Whether there was one.
    pub async fn remove(&self, id: Id) -> Result<bool, SaveError> {
        self.queue.remove(id).await
    }

    /// Removes what has expired, then rooms in which nothing has happened for too long, then editions that nothing refers
    /// to any more. Goes in small steps through the queue, so that saves come in between; to be called now and then.
    pub async fn sweep(&self) -> Result<Swept, SaveError> {
        self.queue.sweep().await
    }

    /// Takes no more, writes what is waiting, and lets go of the file.
    pub async fn stop(&self) {
        self.queue.stop().await;
    }
}
