//! Catalogues that are kept: the current one, and each that a saved scenario refers to.

use super::read::{CatalogRow, catalogs};
use super::{Store, StoreError};
use catalog_files::Version;
use model::catalog::Catalog;
use sqlx::SqliteConnection;

/// Names a catalogue for ever: the version may be given twice, to two contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CatalogRef {
    /// Date with a serial.
    pub version: Version,
    /// SHA-256 of its files, in hex.
    pub content_hash: String,
}

impl Store {
    /// The name of the current catalogue. Another process may import one at any moment: who needs name and
    /// figures of the same one asks [`Store::catalogs_of`] for the name got here.
    pub async fn catalog_ref(&self) -> Result<CatalogRef, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let current = self.current(&mut connection).await?;
        Ok(CatalogRef { version: self.read_version(&current.version)?, content_hash: current.content_hash })
    }

    /// One region of a catalogue, current or kept, just as it was when it was loaded. `None` where the
    /// store does not hold the catalogue, or the catalogue not the region.
    pub async fn catalog_of(&self, wanted: &CatalogRef, region: &str) -> Result<Option<Catalog>, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        let Some(row) = self.kept(&mut transaction, wanted).await? else { return Ok(None) };
        let found = catalogs(&mut transaction, &row, Some(region)).await;
        Ok(found.map_err(|error| self.unreadable(error))?.pop())
    }

    /// Every region of a catalogue, current or kept, in code order. `None` where the store does not hold it.
    pub async fn catalogs_of(&self, wanted: &CatalogRef) -> Result<Option<Vec<Catalog>>, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        let Some(row) = self.kept(&mut transaction, wanted).await? else { return Ok(None) };
        let found = catalogs(&mut transaction, &row, None).await;
        found.map(Some).map_err(|error| self.unreadable(error))
    }

    async fn kept(
        &self,
        connection: &mut SqliteConnection,
        wanted: &CatalogRef,
    ) -> Result<Option<CatalogRow>, StoreError> {
        let sql = "SELECT id, version, content_hash, spot_as_of, loaded_at
            FROM catalog WHERE version = ?1 AND content_hash = ?2";
        let query = sqlx::query(sql).bind(wanted.version.to_string()).bind(&wanted.content_hash);
        let row = query.fetch_optional(connection).await.map_err(|error| self.failed(error))?;
        row.map(|row| CatalogRow::new(&row)).transpose().map_err(|error| self.failed(error))
    }
}

/// Deletes the catalogues that are not needed: neither current nor referred to by a saved scenario.
pub(super) async fn delete_unused(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    while delete_one_unused(connection).await? > 0 {}
    Ok(())
}

/// Deletes one such catalogue, and says how many that were: each takes its 37,000 rows along.
pub(crate) async fn delete_one_unused(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let deleted = sqlx::query(
        "DELETE FROM catalog WHERE id = (SELECT id FROM catalog WHERE is_current = 0
             AND NOT EXISTS (SELECT 1 FROM saved WHERE catalog_id = catalog.id) LIMIT 1)",
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
