//! Editions in their table: found by hash, deleted when nothing refers to them.

use super::file::SqliteStore;
use super::read::unpriced_regions;
use crate::catalog::{CatalogRef, CurrentCatalog};
use crate::edition::{Edition, EditionRef};
use crate::error::StoreError;
use crate::packed::{Packed, all_unpacked, unpacked};
use catalog_files::Version;
use model::catalog::edition::EditionHash;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// Most editions that one step of a sweep deletes.
const STEP: u32 = 100;

/// Puts an edition into the table, over the same one if that is there, and gives its row.
pub(super) async fn put(connection: &mut SqliteConnection, edition: &Packed) -> Result<i64, sqlx::Error> {
    sqlx::query(
        "INSERT INTO edition (hash, version, region, content) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO UPDATE SET content = excluded.content",
    )
    .bind(&edition.name.hash.0[..])
    .bind(edition.name.version.to_string())
    .bind(&edition.region)
    .bind(&edition.content)
    .execute(&mut *connection)
    .await?;
    sqlx::query_scalar("SELECT id FROM edition WHERE hash = ?1")
        .bind(&edition.name.hash.0[..])
        .fetch_one(connection)
        .await
}

/// Puts the editions of the current catalogue into the table.
pub(super) async fn put_current(
    connection: &mut SqliteConnection,
    catalog: i64,
    editions: &[Packed],
) -> Result<(), sqlx::Error> {
    for edition in editions {
        let id = put(connection, edition).await?;
        sqlx::query("INSERT INTO catalog_edition (catalog_id, edition_id) VALUES (?1, ?2)")
            .bind(catalog)
            .bind(id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

impl SqliteStore {
    /// The name of the current catalogue.
    pub async fn current_name(&self) -> Result<CatalogRef, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let row = self.current_row(&mut connection).await?;
        Ok(CatalogRef { version: self.read_version(&row.version)?, content_hash: row.content_hash })
    }

    /// The current catalogue: name and editions of the same one.
    pub async fn current(&self) -> Result<CurrentCatalog, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        let row = self.current_row(&mut transaction).await?;
        let editions = sqlx::query(
            "SELECT hash, version, content
             FROM catalog_edition JOIN edition ON edition.id = edition_id WHERE catalog_id = ?1 ORDER BY region",
        )
        .bind(row.id)
        .fetch_all(&mut *transaction)
        .await
        .map_err(|error| self.failed(error))?;
        let unpriced = unpriced_regions(&mut transaction, row.id).await.map_err(|error| self.failed(error))?;
        let name = CatalogRef { version: self.read_version(&row.version)?, content_hash: row.content_hash };
        let editions: Vec<_> = editions.iter().map(|row| self.packed(row)).collect::<Result<_, _>>()?;
        let editions = all_unpacked(&self.path.as_path().into(), &editions)?;
        Ok(CurrentCatalog { name, editions, unpriced_regions: unpriced })
    }

    /// An edition, current or kept; `None` where the store does not hold it.
    pub async fn edition(&self, hash: EditionHash) -> Result<Option<Edition>, StoreError> {
        let sql = "SELECT hash, version, content FROM edition WHERE hash = ?1";
        let row = sqlx::query(sql).bind(&hash.0[..]).fetch_optional(&self.pool).await;
        row.map_err(|error| self.failed(error))?.map(|row| self.unpacked(&row)).transpose()
    }

    /// The edition of a row, if its bytes are those that were stored.
    pub(super) fn unpacked(&self, row: &SqliteRow) -> Result<Edition, StoreError> {
        let (name, content) = self.packed(row)?;
        unpacked(&self.path.as_path().into(), &name, content)
    }

    /// Name and bytes of a row.
    fn packed<'r>(&self, row: &'r SqliteRow) -> Result<(EditionRef, &'r [u8]), StoreError> {
        let hash = hash(row, 0).map_err(|error| self.failed(error))?;
        let version = self.read_version(row.try_get(1).map_err(|error| self.failed(error))?)?;
        Ok((EditionRef { version, hash }, row.try_get(2).map_err(|error| self.failed(error))?))
    }

    /// A version as the store holds it.
    pub(super) fn read_version(&self, text: &str) -> Result<Version, StoreError> {
        text.parse().map_err(|_| self.unknown("catalogue version", text))
    }
}

/// A column that names an edition.
pub(super) fn hash(row: &SqliteRow, at: usize) -> Result<EditionHash, sqlx::Error> {
    let bytes: &[u8] = row.try_get(at)?;
    Ok(EditionHash(bytes.try_into().map_err(sqlx::Error::decode)?))
}

/// Deletes the editions that are not needed: of an earlier catalogue, and no saved scenario refers to them.
pub(super) async fn delete_unused(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    while delete_some_unused(connection).await? > 0 {}
    Ok(())
}

/// Deletes some of them, and says how many.
pub(super) async fn delete_some_unused(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let deleted = sqlx::query(
        "DELETE FROM edition WHERE id IN (SELECT id FROM edition
             WHERE id NOT IN (SELECT edition_id FROM catalog_edition)
             AND NOT EXISTS (SELECT 1 FROM saved WHERE edition_id = edition.id) LIMIT ?1)",
    )
    .bind(STEP)
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
