//! The current catalogue in figures: what `berth catalog show` prints.

use super::database::PostgresStore;
use super::editions::unpriced_regions;
use crate::catalog::{RegionSummary, Summary};
use crate::error::StoreError;
use catalog_files::{Counts, Source};
use model::catalog::{Region, UnpricedRegion};
use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};

impl PostgresStore {
    /// The current catalogue in figures.
    pub async fn summary(&self) -> Result<Summary, StoreError> {
        let failed = |error| self.failed(error);
        let mut snapshot = self.snapshot().await?;
        let catalog = sqlx::query(
            "SELECT version, content_hash, loaded_at, spot_as_of, instance_types, history_2018, corrections FROM catalog",
        )
        .fetch_optional(&mut *snapshot)
        .await
        .map_err(failed)?
        .ok_or_else(|| self.no_catalog())?;
        let version = self.read_version(catalog.try_get(0).map_err(failed)?)?;
        let regions = regions(&mut snapshot).await.map_err(failed)?;
        let sources = sources(&mut snapshot).await.map_err(failed)?;
        let unpriced_regions = unpriced_regions(&mut snapshot).await.map_err(failed)?;
        let read = || {
            Ok(Summary {
                version,
                content_hash: catalog.try_get(1)?,
                loaded_at: catalog.try_get(2)?,
                spot_as_of: catalog.try_get(3)?,
                totals: totals(&catalog, &regions, &unpriced_regions, &sources)?,
                regions,
                unpriced_regions,
                sources,
            })
        };
        read().map_err(failed)
    }
}

async fn regions(connection: &mut PgConnection) -> Result<Vec<RegionSummary>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT code, location, on_demand_as_of, availability_known, published, estimated, unpriced, spot, reserved
         FROM region ORDER BY code",
    )
    .fetch_all(connection)
    .await?;
    let region = |row: &PgRow| {
        Ok(RegionSummary {
            region: Region {
                code: row.try_get(0)?,
                location: row.try_get(1)?,
                on_demand_as_of: row.try_get(2)?,
                availability_known: row.try_get(3)?,
            },
            published: count(row, 4)?,
            estimated: count(row, 5)?,
            unpriced: count(row, 6)?,
            spot: count(row, 7)?,
            reserved: count(row, 8)?,
        })
    };
    rows.iter().map(region).collect()
}

async fn sources(connection: &mut PgConnection) -> Result<Vec<Source>, sqlx::Error> {
    let rows = sqlx::query("SELECT id, source, used_for, date, licence FROM source ORDER BY position")
        .fetch_all(connection)
        .await?;
    let source = |row: &PgRow| {
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

fn totals(
    catalog: &PgRow,
    regions: &[RegionSummary],
    unpriced_regions: &[UnpricedRegion],
    sources: &[Source],
) -> Result<Counts, sqlx::Error> {
    let total = |of: fn(&RegionSummary) -> usize| regions.iter().map(of).sum();
    Ok(Counts {
        instance_types: count(catalog, 4)?,
        regions: regions.len(),
        unpriced_regions: unpriced_regions.len(),
        on_demand_published: total(|region| region.published),
        on_demand_estimated: total(|region| region.estimated),
        unpriced: total(|region| region.unpriced),
        spot: total(|region| region.spot),
        reserved: total(|region| region.reserved),
        history_2018: count(catalog, 5)?,
        corrections: count(catalog, 6)?,
        sources: sources.len(),
    })
}

fn count(row: &PgRow, at: usize) -> Result<usize, sqlx::Error> {
    let count: i32 = row.try_get(at)?;
    usize::try_from(count).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
