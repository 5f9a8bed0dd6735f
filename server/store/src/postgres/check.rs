//! Looking a store through: the hash of every edition. Rows that refer to others Postgres keeps in order itself, and its
//! pages are for pg_amcheck.

use super::database::{PostgresStore, counted};
use super::migrations::MIGRATOR;
use super::open::{is_foreign, options};
use crate::checked::{Checked, Holds};
use crate::error::StoreError;
use crate::location::{Location, PostgresUrl};
use crate::migrations::newest;
use sqlx::Row;
use sqlx::postgres::PgConnection;

impl PostgresStore {
    /// Looks a whole store through without changing it, also while it is served. A database without a store is an error.
    pub async fn check(url: &PostgresUrl) -> Result<Checked, StoreError> {
        let store = PostgresStore::of(options(url)?, Location::Postgres(url.clone()));
        let checked = store.look_through().await;
        store.close().await;
        checked
    }

    async fn look_through(&self) -> Result<Checked, StoreError> {
        let failed = |error| self.failed(error);
        // one transaction: all of it at the same moment
        let mut snapshot = self.snapshot().await?;
        if is_foreign(&mut snapshot).await.map_err(failed)? {
            return Err(StoreError::OtherTables { store: self.location.clone() });
        }
        let (found, known) = (schema(&mut snapshot).await.map_err(failed)?, newest(&MIGRATOR));
        if found > known {
            return Err(StoreError::NewerSchema { store: self.location.clone(), found, known });
        }
        let mut checked = Checked { problems: Vec::new(), holds: Holds::default() };
        // an earlier release has other tables
        if found == known {
            checked.holds = counted(&mut snapshot).await.map_err(failed)?;
            checked.problems = self.damaged_editions(&mut snapshot).await?;
        }
        Ok(checked)
    }

    /// The editions whose bytes are not what was stored, and who needs them.
    async fn damaged_editions(&self, connection: &mut PgConnection) -> Result<Vec<String>, StoreError> {
        let failed = |error| self.failed(error);
        let ids = sqlx::query_scalar("SELECT id FROM edition ORDER BY id").fetch_all(&mut *connection).await;
        let ids: Vec<i64> = ids.map_err(failed)?;
        let mut problems = Vec::new();
        for id in ids {
            // one at a time: a store can keep thousands
            let row = sqlx::query(
                "SELECT hash, version, content, region, (SELECT count(*) FROM saved WHERE edition_id = edition.id)
                 FROM edition WHERE id = $1",
            )
            .bind(id)
            .fetch_one(&mut *connection)
            .await
            .map_err(failed)?;
            match self.unpacked(&row) {
                Ok(_) => {}
                Err(StoreError::DamagedEdition { hash, why, .. }) => {
                    let (region, saved): (&str, i64) =
                        (row.try_get(3).map_err(failed)?, row.try_get(4).map_err(failed)?);
                    problems.push(Checked::damaged_edition(hash, region, why, saved));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(problems)
    }
}

/// The newest schema version in the database; 0 where there is none.
async fn schema(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    let is_there: bool =
        sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(&mut *connection).await?;
    if !is_there {
        return Ok(0);
    }
    let sql = "SELECT max(version) FROM _sqlx_migrations WHERE success";
    Ok(sqlx::query_scalar::<_, Option<i64>>(sql).fetch_one(connection).await?.unwrap_or(0))
}
