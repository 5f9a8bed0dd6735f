//! Editions in their table: found by hash, deleted when nothing refers to them.

use super::database::PostgresStore;
use crate::catalog::{CatalogRef, CurrentCatalog};
use crate::edition::{Edition, EditionRef};
use crate::error::StoreError;
use crate::packed::{Packed, all_unpacked, unpacked};
use model::catalog::UnpricedRegion;
use model::catalog::edition::EditionHash;
use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};

/// Most editions that one step of a sweep deletes.
const STEP: i64 = 100;

/// Puts an edition of the current catalogue into the table, over the same one if that is there.
pub(super) async fn put_current(connection: &mut PgConnection, edition: &Packed) -> Result<(), sqlx::Error> {
    sqlx::query(
        "WITH put AS (INSERT INTO edition (hash, version, region, content) VALUES ($1, $2, $3, $4)
             ON CONFLICT (hash) DO UPDATE SET content = excluded.content RETURNING id)
         INSERT INTO catalog_edition (edition_id) SELECT id FROM put",
    )
    .bind(&edition.name.hash.0[..])
    .bind(edition.name.version.to_string())
    .bind(&edition.region)
    .bind(&edition.content)
    .execute(connection)
    .await?;
    Ok(())
}

impl PostgresStore {
    /// The name of the current catalogue.
    pub async fn current_name(&self) -> Result<CatalogRef, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        self.name(&mut connection).await
    }

    /// The current catalogue: name and editions of the same one.
    pub async fn current(&self) -> Result<CurrentCatalog, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let name = self.name(&mut snapshot).await?;
        let editions = sqlx::query(
            "SELECT hash, version, content FROM catalog_edition JOIN edition ON edition.id = edition_id ORDER BY region",
        )
        .fetch_all(&mut *snapshot)
        .await
        .map_err(|error| self.failed(error))?;
        let unpriced_regions = unpriced_regions(&mut snapshot).await.map_err(|error| self.failed(error))?;
        let editions: Vec<_> = editions.iter().map(|row| self.packed(row)).collect::<Result<_, _>>()?;
        Ok(CurrentCatalog { name, editions: all_unpacked(&self.location, &editions)?, unpriced_regions })
    }

    async fn name(&self, connection: &mut PgConnection) -> Result<CatalogRef, StoreError> {
        let stored = stored(connection).await.map_err(|error| self.failed(error))?;
        let (version, content_hash) = stored.ok_or_else(|| self.no_catalog())?;
        Ok(CatalogRef { version: self.read_version(&version)?, content_hash })
    }

    pub(super) fn no_catalog(&self) -> StoreError {
        StoreError::NoCatalog { store: self.location.clone() }
    }

    /// An edition, current or kept; `None` where the store does not hold it.
    pub async fn edition(&self, hash: EditionHash) -> Result<Option<Edition>, StoreError> {
        let sql = "SELECT hash, version, content FROM edition WHERE hash = $1";
        let row = sqlx::query(sql).bind(&hash.0[..]).fetch_optional(&self.pool).await;
        row.map_err(|error| self.failed(error))?.map(|row| self.unpacked(&row)).transpose()
    }

    /// The edition of a row, if its bytes are those that were stored.
    pub(super) fn unpacked(&self, row: &PgRow) -> Result<Edition, StoreError> {
        let (name, content) = self.packed(row)?;
        unpacked(&self.location, &name, content)
    }

    /// Name and bytes of a row.
    fn packed<'r>(&self, row: &'r PgRow) -> Result<(EditionRef, &'r [u8]), StoreError> {
        let hash = hash(row, 0).map_err(|error| self.failed(error))?;
        let version = self.read_version(row.try_get(1).map_err(|error| self.failed(error))?)?;
        Ok((EditionRef { version, hash }, row.try_get(2).map_err(|error| self.failed(error))?))
    }
}

/// Version and content of the current catalogue, if there is one.
pub(super) async fn stored(connection: &mut PgConnection) -> Result<Option<(String, String)>, sqlx::Error> {
    sqlx::query_as("SELECT version, content_hash FROM catalog").fetch_optional(connection).await
}

/// Regions of which no price is known, in code order.
pub(super) async fn unpriced_regions(connection: &mut PgConnection) -> Result<Vec<UnpricedRegion>, sqlx::Error> {
    let sql = "SELECT code, location FROM unpriced_region ORDER BY code";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(connection).await?;
    Ok(rows.into_iter().map(|(code, location)| UnpricedRegion { code, location }).collect())
}

/// A column that names an edition.
pub(super) fn hash(row: &PgRow, at: usize) -> Result<EditionHash, sqlx::Error> {
    let bytes: &[u8] = row.try_get(at)?;
    Ok(EditionHash(bytes.try_into().map_err(sqlx::Error::decode)?))
}

/// Deletes the editions that are not needed: of an earlier catalogue, and no saved scenario refers to them.
pub(super) async fn delete_unused(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    while delete_some_unused(connection).await? > 0 {}
    Ok(())
}

/// Deletes some of them, and says how many.
///
/// What another server is saving with at this moment is locked and passed over. What is locked here can gain no reference
/// any more, so that the second statement sees all there are.
pub(super) async fn delete_some_unused(connection: &mut PgConnection) -> Result<u64, sqlx::Error> {
    let locked: Vec<i64> = sqlx::query_scalar(
        "SELECT id FROM edition WHERE NOT EXISTS (SELECT FROM catalog_edition WHERE edition_id = edition.id)
             AND NOT EXISTS (SELECT FROM saved WHERE edition_id = edition.id)
         LIMIT $1 FOR UPDATE SKIP LOCKED",
    )
    .bind(STEP)
    .fetch_all(&mut *connection)
    .await?;
    if locked.is_empty() {
        return Ok(0);
    }
    let deleted = sqlx::query(
        "DELETE FROM edition WHERE id = ANY($1)
             AND NOT EXISTS (SELECT FROM catalog_edition WHERE edition_id = edition.id)
             AND NOT EXISTS (SELECT FROM saved WHERE edition_id = edition.id)",
    )
    .bind(locked)
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
