//! The open file: its connections, and its errors as sentences.

use super::error::failed;
use crate::error::StoreError;
use sqlx::{Sqlite, SqlitePool, Transaction};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A store in one SQLite file. Clones share its connections.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    pub(super) pool: SqlitePool,
    pub(super) path: PathBuf,
    pub(super) read_only: bool,
}

impl SqliteStore {
    /// Whether the file or its directory could not be written to. Such a store can be read all the same.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Tells the file at the store's address from another that may come to be there; `None`: there is none.
    pub(super) fn identity(&self) -> Option<(u64, u64)> {
        self.path.metadata().ok().map(|file| (file.dev(), file.ino()))
    }

    /// Waits until everything is in the one file and closes it. Who saves stops that first.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// A transaction that sees one moment, and in which nobody else writes.
    pub(crate) async fn begin_copy(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        // in one that can only be read, nobody writes anyhow
        let begin = if self.read_only { "BEGIN" } else { "BEGIN IMMEDIATE" };
        self.pool.begin_with(begin).await.map_err(|error| self.failed(error))
    }

    /// An error of the database as a sentence about this store.
    pub(crate) fn failed(&self, error: sqlx::Error) -> StoreError {
        failed(&self.path, error)
    }

    /// A word that this binary does not know.
    pub(super) fn unknown(&self, what: &'static str, value: &str) -> StoreError {
        StoreError::UnknownValue { store: self.path.as_path().into(), what, value: value.to_owned() }
    }
}
