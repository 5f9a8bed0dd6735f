//! The file that is copied.

use super::digest::{Digest, Row};
use super::error::MigrateError;
use super::tables::Table;
use super::target::Target;
use crate::error::StoreError;
use crate::sqlite::SqliteStore;
use futures_util::TryStreamExt;
use sqlx::{Row as _, Sqlite, Transaction};
use std::path::Path;

/// Most rows that are written in one statement, and most bytes.
const ROWS: usize = 1_000;
const BYTES: usize = 4 << 20;

/// A store's file, which nobody can write to as long as this is.
pub(super) struct Source {
    store: SqliteStore,
    transaction: Transaction<'static, Sqlite>,
}

impl Source {
    /// Opens it, and brings its schema up to date where an earlier release has written it.
    pub(super) async fn open(path: &Path) -> Result<Source, StoreError> {
        let store = SqliteStore::open(path).await?;
        let transaction = store.begin_copy().await?;
        Ok(Source { store, transaction })
    }

    /// Copies a table.
    pub(super) async fn copy(&mut self, table: &Table, target: &mut Target) -> Result<Digest, MigrateError> {
        let failed = |error| self.store.failed(error);
        let mut digest = Digest::default();
        let (mut batch, mut bytes) = (Vec::with_capacity(ROWS), 0);
        let mut rows = sqlx::query(table.read).fetch(&mut *self.transaction);
        while let Some(row) = rows.try_next().await.map_err(failed)? {
            let row: Row = (0..table.columns).map(|at| row.try_get(at)).collect::<Result<_, _>>().map_err(failed)?;
            digest.add(&row);
            bytes += row.iter().flatten().map(String::len).sum::<usize>();
            batch.push(row);
            if batch.len() == ROWS || bytes > BYTES {
                target.write(table, &batch).await?;
                batch.clear();
                bytes = 0;
            }
        }
        if !batch.is_empty() {
            target.write(table, &batch).await?;
        }
        Ok(digest)
    }

    pub(super) async fn close(self) {
        let Source { store, transaction } = self;
        drop(transaction);
        store.close().await;
    }
}
