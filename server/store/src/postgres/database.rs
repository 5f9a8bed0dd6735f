//! The database in use: its connections, and its errors as sentences.

use super::error::failed;
use crate::checked::Holds;
use crate::error::StoreError;
use crate::location::Location;
use catalog_files::Version;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{PgPool, Postgres, Row, Transaction};

/// A store in a Postgres database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct PostgresStore {
    pub(super) pool: PgPool,
    /// Connections that open saved scenarios, each used as it is: whoever does must be ready for one that is dead.
    pub(super) untested: PgPool,
    /// For connections of their own: the writer's.
    pub(super) options: PgConnectOptions,
    pub(super) location: Location,
}

impl PostgresStore {
    /// Closes its connections. Who saves stops that first.
    pub async fn close(&self) {
        self.pool.close().await;
        self.untested.close().await;
    }

    /// Several statements that read the same moment.
    pub(super) async fn snapshot(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.pool.begin_with(begin).await.map_err(|error| self.failed(error))
    }

    /// A transaction in which nobody else writes, and what the store holds then.
    pub(crate) async fn begin_copy(&self) -> Result<(Transaction<'static, Postgres>, Holds), StoreError> {
        let begun = async {
            let mut transaction = self.pool.begin().await?;
            let lock = "LOCK TABLE catalog, edition, saved, room IN EXCLUSIVE MODE";
            sqlx::query(lock).execute(&mut *transaction).await?;
            let holds = counted(&mut transaction).await?;
            Ok((transaction, holds))
        };
        begun.await.map_err(|error| self.failed(error))
    }

    /// An error of the database as a sentence about this store.
    pub(crate) fn failed(&self, error: sqlx::Error) -> StoreError {
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

/// What is there.
pub(super) async fn counted(connection: &mut PgConnection) -> Result<Holds, sqlx::Error> {
    let row = sqlx::query(
        "SELECT (SELECT version FROM catalog), (SELECT count(*) FROM edition), (SELECT count(*) FROM saved),
             (SELECT count(*) FROM room)",
    )
    .fetch_one(connection)
    .await?;
    let count = |at: usize| row.try_get::<i64, _>(at).map(i64::unsigned_abs);
    Ok(Holds {
        catalog: row.try_get(0)?,
        editions: usize::try_from(count(1)?).unwrap_or(usize::MAX),
        saved: count(2)?,
        rooms: count(3)?,
    })
}
