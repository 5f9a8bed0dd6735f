//! The database that is copied to.

use super::digest::{Digest, Row};
use super::error::MigrateError;
use super::tables::Table;
use crate::error::StoreError;
use crate::location::{Location, PostgresUrl};
use crate::postgres::PostgresStore;
use futures_util::TryStreamExt;
use sqlx::{Postgres, Row as _, Transaction};

/// An empty store in a database, whose transaction keeps all others from writing to it.
pub(super) struct Target {
    store: PostgresStore,
    transaction: Transaction<'static, Postgres>,
}

impl Target {
    /// Opens it, makes the schema where there is none, and refuses one that holds something.
    pub(super) async fn open(url: &PostgresUrl) -> Result<Target, MigrateError> {
        let store = PostgresStore::open(url).await?;
        let (transaction, holds) = store.begin_copy().await?;
        if !holds.is_nothing() {
            return Err(MigrateError::NotEmpty { store: Location::Postgres(url.clone()), holds });
        }
        Ok(Target { store, transaction })
    }

    /// Writes rows of a table.
    pub(super) async fn write(&mut self, table: &Table, rows: &[Row]) -> Result<(), MigrateError> {
        let column = |at: usize| rows.iter().map(|row| row[at].as_deref()).collect::<Vec<_>>();
        let mut query = sqlx::query(table.write);
        for at in 0..table.columns {
            query = query.bind(column(at));
        }
        match query.execute(&mut *self.transaction).await {
            Ok(_) => Ok(()),
            Err(error @ sqlx::Error::Database(_)) => {
                Err(MigrateError::Refused { what: table.what, source: Box::new(error) })
            }
            Err(error) => Err(self.store.failed(error).into()),
        }
    }

    /// All rows of a table as they are in the database.
    pub(super) async fn read_back(&mut self, table: &Table) -> Result<Digest, MigrateError> {
        let failed = |error| self.store.failed(error);
        let mut digest = Digest::default();
        let mut rows = sqlx::query(table.read_back).fetch(&mut *self.transaction);
        while let Some(row) = rows.try_next().await.map_err(failed)? {
            let row: Row = (0..table.columns).map(|at| row.try_get(at)).collect::<Result<_, _>>().map_err(failed)?;
            digest.add(&row);
        }
        Ok(digest)
    }

    /// Makes it the store that it is.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        let Target { store, transaction } = self;
        transaction.commit().await.map_err(|error| store.failed(error))?;
        store.close().await;
        Ok(())
    }
}
