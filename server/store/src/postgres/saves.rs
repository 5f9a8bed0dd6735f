//! Saving in a database: the queue to this server's writer, and reading beside it.

use super::database::PostgresStore;
use super::writer::Writing;
use crate::saved::Settings;
use crate::writer::Queue;

/// Saves and deletes. Clones share the one writer.
#[derive(Clone, Debug)]
pub struct PostgresSaves {
    pub(super) store: PostgresStore,
    pub(super) queue: Queue,
}

impl PostgresSaves {
    /// Starts the writer of this server for a store, on the Tokio runtime that this is called in. The store's size on the
    /// disk is the database's to limit.
    pub fn start(store: &PostgresStore, settings: Settings) -> PostgresSaves {
        let (store, to) = (store.clone(), store.clone());
        PostgresSaves { store, queue: Queue::start(settings.queue, move || Writing::to(&to, &settings)) }
    }
}
