//! Editions in their table: packed, found by hash, deleted when nothing refers to them.

use super::file::SqliteStore;
use super::read::unpriced_regions;
use crate::catalog::{CatalogRef, CurrentCatalog};
use crate::edition::{Edition, EditionError, EditionRef, name_and_bytes};
use crate::error::StoreError;
use catalog_files::Version;
use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use std::io::{Read, Write};

/// Brotli's quality: 34 regions in 51 ms and 394 KB. At 11 they would take 3.2 s and 349 KB.
const QUALITY: u32 = 5;
/// Brotli's window and buffer: an edition has 64 KB.
const WINDOW: u32 = 18;
const BUFFER: usize = 1 << 16;
/// Most bytes that an edition is unpacked to: 250 times what one has.
const MOST_BYTES: u64 = 16 << 20;
/// Most editions that one step of a sweep deletes.
const STEP: u32 = 100;

/// An edition as the table holds it.
pub(super) struct Packed {
    name: EditionRef,
    region: String,
    content: Vec<u8>,
}

/// The editions of catalogues.
pub(super) fn packed(catalogs: &[Catalog]) -> Result<Vec<Packed>, sqlx::Error> {
    catalogs.iter().map(packed_one).collect()
}

/// The edition of a catalogue.
pub(super) fn packed_one(catalog: &Catalog) -> Result<Packed, sqlx::Error> {
    let (name, bytes) = name_and_bytes(catalog).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    let mut content = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut content, BUFFER, QUALITY, WINDOW);
    writer.write_all(&bytes)?;
    drop(writer);
    Ok(Packed { name, region: catalog.region.code.clone(), content })
}

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
        Ok(CurrentCatalog { name, editions: self.all_unpacked(&editions)?, unpriced_regions: unpriced })
    }

    /// The editions of rows, worked on by all processors: it is what a start waits for.
    fn all_unpacked(&self, rows: &[SqliteRow]) -> Result<Vec<Edition>, StoreError> {
        let Some((first, rest)) = rows.split_first() else { return Ok(Vec::new()) };
        let first = self.unpacked(first)?;
        let part = |rows: &[SqliteRow]| -> Result<Vec<Edition>, StoreError> {
            let mut part = Vec::with_capacity(rows.len());
            for row in rows {
                let mut edition = self.unpacked(row)?;
                // at once, so that there are never 34 tables of types
                edition.catalog.share(&first.catalog);
                part.push(edition);
            }
            Ok(part)
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let parts: Vec<_> = std::thread::scope(|scope| {
            let part = &part;
            let chunks = rest.chunks(rest.len().div_ceil(threads).max(1));
            let threads: Vec<_> = chunks.map(|rows| scope.spawn(move || part(rows))).collect();
            threads.into_iter().map(|thread| thread.join()).collect()
        });
        let mut editions = Vec::with_capacity(rows.len());
        for part in parts {
            editions.extend(part.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        editions.insert(0, first);
        Ok(editions)
    }

    /// An edition, current or kept; `None` where the store does not hold it.
    pub async fn edition(&self, hash: EditionHash) -> Result<Option<Edition>, StoreError> {
        let sql = "SELECT hash, version, content FROM edition WHERE hash = ?1";
        let row = sqlx::query(sql).bind(&hash.0[..]).fetch_optional(&self.pool).await;
        row.map_err(|error| self.failed(error))?.map(|row| self.unpacked(&row)).transpose()
    }

    /// The edition of a row, if its bytes are those that were stored.
    pub(super) fn unpacked(&self, row: &SqliteRow) -> Result<Edition, StoreError> {
        let name = EditionRef {
            hash: hash(row, 0).map_err(|error| self.failed(error))?,
            version: self.read_version(row.try_get(1).map_err(|error| self.failed(error))?)?,
        };
        let content: &[u8] = row.try_get(2).map_err(|error| self.failed(error))?;
        let hash = name.hash;
        let edition = unpack(content).and_then(|bytes| Edition::checked(name, bytes));
        edition.map_err(|why| StoreError::DamagedEdition { store: self.path.as_path().into(), hash, why })
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

fn unpack(content: &[u8]) -> Result<Vec<u8>, EditionError> {
    let mut bytes = Vec::new();
    let mut reader = brotli::Decompressor::new(content, BUFFER).take(MOST_BYTES);
    reader.read_to_end(&mut bytes).map_err(|_| EditionError::Packed)?;
    Ok(bytes)
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
