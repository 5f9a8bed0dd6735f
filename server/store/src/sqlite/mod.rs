//! Berth's store: one SQLite file.
//!
//! [`Store::open`] makes it ready, [`Store::load`] fills in a catalogue, [`Store::catalogs`] gives it
//! back as the model reads it, [`Store::backup`] copies it. Scenarios are saved in it by [`crate::saved`].
//! The schema and what every column means stand in `migrations/sqlite/`.

mod backup;
mod error;
mod insert;
mod keep;
mod load;
mod names;
mod open;
mod progress;
mod read;
mod summary;

pub use backup::BackupError;
pub use error::StoreError;
pub use keep::CatalogRef;
pub use load::Loaded;
pub use progress::Progress;
pub use summary::{RegionSummary, Summary};

pub(crate) use keep::delete_one_unused;
pub(crate) use open::write_options;

use sqlx::SqlitePool;
use std::path::{Path, PathBuf};

/// An open store. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pool: SqlitePool,
    path: PathBuf,
    read_only: bool,
}

impl Store {
    /// Whether the file or its directory could not be written to. Such a store can be read all the same.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until everything is in the one file and closes it. Who saves stops [`crate::saved::Saves`] first.
    pub async fn close(self) {
        self.pool.close().await;
    }

    /// An error of the database as a sentence about this store.
    pub(crate) fn failed(&self, error: sqlx::Error) -> StoreError {
        StoreError::from_sql(&self.path, error)
    }
}
