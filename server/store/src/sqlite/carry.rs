//! Carries a store of an earlier release forward: the current catalogue gets its editions, and each saved scenario
//! the edition of its region, made from the rows of the catalogue that it referred to.
//!
//! Runs between the migrations 0003 and 0004, in the transaction of both.

use super::editions::{put, put_current};
use super::error::failed;
use super::read::{CatalogRow, RowError, by_id, catalog_without, catalogs, current};
use crate::error::StoreError;
use crate::packed::{packed, packed_one};
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
    let catalogs = catalogs(connection, &row).await?;
    Ok(put_current(connection, row.id, &packed(&catalogs)?).await?)
}

async fn copy_saved(connection: &mut SqliteConnection) -> Result<(), RowError> {
    let mut maker = Maker::default();
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
            let region = from_query(row.try_get(2)?).scenario.region;
            editions.push((last, maker.edition(connection, row.try_get(1)?, region).await?));
        }
        if editions.is_empty() {
            return Ok(());
        }
        copy(connection, &editions).await?;
    }
}

/// Makes each edition once.
#[derive(Default)]
struct Maker {
    /// The row of the edition of a catalogue's region.
    made: HashMap<(i64, String), i64>,
    /// The catalogue that was read last: scenarios that were saved one after the other mostly refer to one.
    read: Option<(CatalogRow, Vec<Catalog>)>,
}

impl Maker {
    /// The row of the edition of a catalogue's region.
    async fn edition(
        &mut self,
        connection: &mut SqliteConnection,
        catalog: i64,
        region: String,
    ) -> Result<i64, RowError> {
        let key = (catalog, region);
        if let Some(edition) = self.made.get(&key) {
            return Ok(*edition);
        }
        let (row, all) = match self.read.take().filter(|(row, _)| row.id == catalog) {
            Some(read) => read,
            None => {
                let row = by_id(connection, catalog).await?;
                let all = catalogs(connection, &row).await?;
                (row, all)
            }
        };
        let found = all.iter().find(|catalog| catalog.region.code == key.1);
        let edition = match found {
            Some(catalog) => packed_one(catalog)?,
            None => packed_one(&catalog_without(connection, &row, &key.1).await?)?,
        };
        let edition = put(connection, &edition).await?;
        self.read = Some((row, all));
        self.made.insert(key, edition);
        Ok(edition)
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
