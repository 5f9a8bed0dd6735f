//! The current catalogue in figures: what `berth catalog show` prints.

use super::file::SqliteStore;
use super::read::unpriced_regions;
use crate::catalog::{RegionSummary, Summary};
use crate::error::StoreError;
use catalog_files::{Counts, Source};
use model::catalog::Region;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

impl SqliteStore {
    /// The current catalogue in figures.
    pub async fn summary(&self) -> Result<Summary, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        let current = self.current_row(&mut transaction).await?;
        let regions = regions(&mut transaction, current.id).await.map_err(|error| self.failed(error))?;
        let sources = sources(&mut transaction, current.id).await.map_err(|error| self.failed(error))?;
        let unpriced = unpriced_regions(&mut transaction, current.id).await.map_err(|error| self.failed(error))?;
        let totals = totals(&mut transaction, current.id, &regions).await.map_err(|error| self.failed(error))?;
        Ok(Summary {
            version: self.read_version(&current.version)?,
            content_hash: current.content_hash,
            loaded_at: current.loaded_at,
            spot_as_of: current.spot_as_of,
            totals: Counts { unpriced_regions: unpriced.len(), sources: sources.len(), ..totals },
            regions,
            unpriced_regions: unpriced,
            sources,
        })
    }
}

async fn regions(connection: &mut SqliteConnection, catalog: i64) -> Result<Vec<RegionSummary>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT code, location, on_demand_as_of, availability_known,
             coalesce(published, 0), coalesce(estimated, 0), coalesce(unpriced, 0), coalesce(spot, 0),
             coalesce(reserved, 0)
         FROM region
         LEFT JOIN (SELECT region AS code, sum(kind = 'published') AS published, sum(kind = 'estimated') AS estimated
             FROM price_on_demand WHERE catalog_id = ?1 GROUP BY region) USING (code)
         LEFT JOIN (SELECT region AS code, count(*) AS unpriced
             FROM offer_unpriced WHERE catalog_id = ?1 GROUP BY region) USING (code)
         LEFT JOIN (SELECT region AS code, count(*) AS spot
             FROM price_spot WHERE catalog_id = ?1 GROUP BY region) USING (code)
         LEFT JOIN (SELECT region AS code, count(*) AS reserved
             FROM price_reserved WHERE catalog_id = ?1 GROUP BY region) USING (code)
         WHERE catalog_id = ?1 ORDER BY code",
    )
    .bind(catalog)
    .fetch_all(connection)
    .await?;
    rows.iter().map(region).collect()
}

fn region(row: &SqliteRow) -> Result<RegionSummary, sqlx::Error> {
    let region = Region {
        code: row.try_get(0)?,
        location: row.try_get(1)?,
        on_demand_as_of: row.try_get(2)?,
        availability_known: row.try_get(3)?,
    };
    Ok(RegionSummary {
        region,
        published: count(row, 4)?,
        estimated: count(row, 5)?,
        unpriced: count(row, 6)?,
        spot: count(row, 7)?,
        reserved: count(row, 8)?,
    })
}

async fn sources(connection: &mut SqliteConnection, catalog: i64) -> Result<Vec<Source>, sqlx::Error> {
    let rows =
        sqlx::query("SELECT id, source, used_for, date, licence FROM source WHERE catalog_id = ?1 ORDER BY position")
            .bind(catalog)
            .fetch_all(connection)
            .await?;
    let source = |row: &SqliteRow| {
        Ok(Source {
            id: row.try_get(0)?,
            source: row.try_get(1)?,
            used_for: row.try_get(2)?,
            date: row.try_get(3)?,
            licence: row.try_get(4)?,
        })
    };
    rows.iter().map(source).collect()
}

/// Without what is counted elsewhere.
async fn totals(
    connection: &mut SqliteConnection,
    catalog: i64,
    regions: &[RegionSummary],
) -> Result<Counts, sqlx::Error> {
    let row = sqlx::query(
        "SELECT (SELECT count(*) FROM instance_type WHERE catalog_id = ?1),
             (SELECT count(*) FROM history_2018 WHERE catalog_id = ?1),
             (SELECT count(*) FROM correction WHERE catalog_id = ?1)",
    )
    .bind(catalog)
    .fetch_one(connection)
    .await?;
    let total = |of: fn(&RegionSummary) -> usize| regions.iter().map(of).sum();
    Ok(Counts {
        instance_types: count(&row, 0)?,
        regions: regions.len(),
        on_demand_published: total(|region| region.published),
        on_demand_estimated: total(|region| region.estimated),
        unpriced: total(|region| region.unpriced),
        spot: total(|region| region.spot),
        reserved: total(|region| region.reserved),
        history_2018: count(&row, 1)?,
        corrections: count(&row, 2)?,
        ..Counts::default()
    })
}

fn count(row: &SqliteRow, at: usize) -> Result<usize, sqlx::Error> {
    let count: i64 = row.try_get(at)?;
    usize::try_from(count).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
