//! Looking a store through: SQLite's own checks, and the hash of every edition.

use super::file::SqliteStore;
use super::open::{check_place, is_foreign, newest_schema, read_pool, schema};
use crate::checked::{Checked, Holds};
use crate::error::StoreError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection};
use std::path::Path;

/// Most problems of one kind that are told of: a damaged file can have a million.
const MOST_TOLD: u32 = 20;

impl SqliteStore {
    /// Looks a whole store through without changing it, also while it is served. A file that cannot be read as a
    /// store at all is an error.
    pub async fn check(path: &Path) -> Result<Checked, StoreError> {
        check_place(path)?;
        let pool = read_pool(path).await?;
        let store = SqliteStore { pool, path: path.to_owned(), read_only: true };
        let checked = store.look_through().await;
        store.close().await;
        checked
    }

    async fn look_through(&self) -> Result<Checked, StoreError> {
        let failed = |error| self.failed(error);
        // one transaction: all of it at the same moment
        let mut snapshot = self.pool.begin().await.map_err(failed)?;
        if is_foreign(&mut snapshot).await.map_err(failed)? {
            return Err(StoreError::OtherProgram { path: self.path.clone() });
        }
        let (found, known) = (schema(&mut snapshot).await.map_err(failed)?, newest_schema());
        if found > known {
            return Err(StoreError::NewerSchema { store: self.path.as_path().into(), found, known });
        }
        let mut problems = pages(&mut snapshot).await.map_err(failed)?;
        problems.extend(statements(&mut snapshot).await.map_err(failed)?);
        let mut holds = Holds::default();
        // in a broken file nothing else can be relied on, and an earlier release has other tables
        if problems.is_empty() && found == known {
            holds = counted(&mut snapshot).await.map_err(failed)?;
            problems.extend(orphans(&mut snapshot).await.map_err(failed)?);
            let damaged = self.damaged_editions(&mut snapshot, &mut holds).await?;
            problems.extend(damaged);
        }
        Ok(Checked { problems, holds })
    }

    /// The editions whose bytes are not what was stored, and who needs them.
    async fn damaged_editions(
        &self,
        connection: &mut SqliteConnection,
        holds: &mut Holds,
    ) -> Result<Vec<String>, StoreError> {
        let failed = |error| self.failed(error);
        let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM edition ORDER BY id")
            .fetch_all(&mut *connection)
            .await
            .map_err(failed)?;
        holds.editions = ids.len();
        let mut problems = Vec::new();
        for id in ids {
            // one at a time: a store can keep thousands
            let row = sqlx::query(
                "SELECT hash, version, content, region, (SELECT count(*) FROM saved WHERE edition_id = edition.id)
                 FROM edition WHERE id = ?1",
            )
            .bind(id)
            .fetch_one(&mut *connection)
            .await
            .map_err(failed)?;
            match self.unpacked(&row) {
                Ok(_) => {}
                Err(StoreError::DamagedEdition { hash, why, .. }) => {
                    let region: &str = row.try_get(3).map_err(failed)?;
                    let saved: i64 = row.try_get(4).map_err(failed)?;
                    problems.push(Checked::damaged_edition(hash, region, why, saved));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(problems)
    }
}

/// What SQLite finds wrong with the pages of the file.
async fn pages(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(20)").fetch_all(connection).await?;
    let told = found.into_iter().filter(|line| line != "ok");
    Ok(told.map(|line| format!("The file is damaged: {}.", line.trim().replace('\n', "; "))).collect())
}

/// What is wrong with the statements that made the tables, found by making them once more. A connection that only reads does not look
/// into all of them, and one that writes refuses a store in which one is damaged.
async fn statements(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let sql = "SELECT name, CAST(sql AS BLOB) FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid";
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    let mut empty = SqliteConnectOptions::new().in_memory(true).connect().await?;
    let mut problems = Vec::new();
    for row in rows {
        let (name, statement): (&[u8], &[u8]) = (row.try_get(0)?, row.try_get(1)?);
        let made = match std::str::from_utf8(statement) {
            Ok(statement) => {
                sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut empty).await.err().map(|e| e.to_string())
            }
            Err(error) => Some(error.to_string()),
        };
        let name = String::from_utf8_lossy(name);
        problems.extend(made.map(|why| format!("The statement that made {name} is damaged: {why}.")));
    }
    Ok(problems)
}

/// Rows that refer to others which are not there.
async fn orphans(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let sql = "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT ?1";
    let rows = sqlx::query(sql).bind(MOST_TOLD).fetch_all(connection).await?;
    let told = rows.iter().map(|row| {
        let (table, parent, count): (&str, &str, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        Ok(format!("{count} rows of the table {table} refer to rows of {parent} that are not there."))
    });
    told.collect()
}

async fn counted(connection: &mut SqliteConnection) -> Result<Holds, sqlx::Error> {
    let row = sqlx::query(
        "SELECT (SELECT version FROM catalog WHERE is_current = 1), (SELECT count(*) FROM saved), (SELECT count(*) FROM room)",
    )
    .fetch_one(connection)
    .await?;
    let count = |at: usize| row.try_get::<i64, _>(at).map(i64::unsigned_abs);
    Ok(Holds { catalog: row.try_get(0)?, editions: 0, saved: count(1)?, rooms: count(2)? })
}
