//! The database in use: its connections, and its errors as sentences.

use super::error::failed;
use crate::error::StoreError;
use crate::location::Location;
use catalog_files::Version;
use sqlx::postgres::PgConnectOptions;
use sqlx::{PgPool, Postgres, Transaction};

/// A store in a Postgres database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct PostgresStore {
    pub(super) pool: PgPool,
    /// For connections of their own: the writer's.
    pub(super) options: PgConnectOptions,
    pub(super) location: Location,
}

impl PostgresStore {
    /// Closes its connections. Who saves stops that first.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Several statements that read the same moment.
    pub(super) async fn snapshot(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.pool.begin_with(begin).await.map_err(|error| self.failed(error))
    }

    /// An error of the database as a sentence about this store.
    pub(super) fn failed(&self, error: sqlx::Error) -> StoreError {
        failed(&self.location, error)
    }

    /// A version as the store holds it.
    pub(super) fn read_version(&self, text: &str) -> Result<Version, StoreError> {
        let unknown = |_| StoreError::UnknownValue {
            store: self.location.clone(),
            what: "catalogue version",
            value: text.to_owned(),
        };
        text.parse().map_err(unknown)
    }
}
