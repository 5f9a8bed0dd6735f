//! Carries a store of an earlier release forward: the current catalogue gets its editions, and each saved scenario
//! the edition of its region, made from the rows of the catalogue that it referred to.
//!
//! Runs between the migrations 0003 and 0004, in the transaction of both.

use super::editions::{packed, put, put_current};
use super::error::failed;
use super::read::{CatalogRow, RowError, by_id, catalog_without, catalogs, current};
use crate::error::StoreError;
use model::catalog::Catalog;
use model::scenario::link::from_query;
use sqlx::{Row, SqliteConnection};
use std::collections::HashMap;
use std::path::Path;

/// Saved scenarios that are copied in one statement.
const BATCH: u32 = 1_000;

/// Fills the tables of migration 0003.
pub(super) async fn carry_forward(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let carried = async {
        make_current(connection).await?;
        copy_saved(connection).await
    };
    carried.await.map_err(|error| match error {
        RowError::Sql(error) => failed(path, error),
        RowError::Unknown { what, value } => StoreError::UnknownValue { store: path.into(), what, value },
    })
}

async fn make_current(connection: &mut SqliteConnection) -> Result<(), RowError> {
    let Some(row) = current(connection).await? else { return Ok(()) };
    let catalogs = catalogs(connection, &row, None).await?;
    Ok(put_current(connection, row.id, &packed(&catalogs)?).await?)
}

async fn copy_saved(connection: &mut SqliteConnection) -> Result<(), RowError> {
    let mut made = HashMap::new();
    let mut last = 0;
    loop {
        let rows = sqlx::query("SELECT rowid, catalog_id, query FROM saved WHERE rowid > ?1 ORDER BY rowid LIMIT ?2")
            .bind(last)
            .bind(BATCH)
            .fetch_all(&mut *connection)
            .await?;
        let mut editions: Vec<(i64, i64)> = Vec::with_capacity(rows.len());
        for row in &rows {
            last = row.try_get(0)?;
            let key = (row.try_get::<i64, _>(1)?, from_query(row.try_get(2)?).scenario.region);
            let edition = match made.get(&key) {
                Some(edition) => *edition,
                None => {
                    let edition = make(connection, key.0, &key.1).await?;
                    made.insert(key, edition);
                    edition
                }
            };
            editions.push((last, edition));
        }
        if editions.is_empty() {
            return Ok(());
        }
        copy(connection, &editions).await?;
    }
}

/// Makes the edition of a catalogue's region, and gives its row.
async fn make(connection: &mut SqliteConnection, catalog: i64, region: &str) -> Result<i64, RowError> {
    let row: CatalogRow = by_id(connection, catalog).await?;
    let found: Option<Catalog> = catalogs(connection, &row, Some(region)).await?.pop();
    let catalog = match found {
        Some(catalog) => catalog,
        None => catalog_without(connection, &row, region).await?,
    };
    match packed(&[catalog])?.first() {
        Some(edition) => Ok(put(connection, edition).await?),
        None => Err(RowError::Sql(sqlx::Error::RowNotFound)),
    }
}

/// Copies saved scenarios, each a row and its edition, in the order in which they were saved.
async fn copy(connection: &mut SqliteConnection, editions: &[(i64, i64)]) -> Result<(), RowError> {
    let rows = serde_json::to_string(editions).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    sqlx::query(
        "INSERT INTO saved_by_edition (id, query, title, note, parent, edition_id, model_version, decided, token_hash,
             created_at, expires_at)
         SELECT saved.id, query, title, note, saved.parent, given.value->>1, model_version, decided, token_hash,
             created_at, expires_at
         FROM json_each(?1) AS given JOIN saved ON saved.rowid = given.value->>0 ORDER BY saved.rowid",
    )
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}
