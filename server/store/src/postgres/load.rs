//! Loading a catalogue into the store: all of it in one transaction, or nothing.

use super::database::PostgresStore;
use super::editions::{delete_unused, put_current, stored};
use crate::catalog::{Loaded, Progress};
use crate::error::StoreError;
use crate::packed::packed;
use catalog_files::{Counts, Figures, Version};
use sqlx::postgres::PgConnection;

impl PostgresStore {
    /// Loads a catalogue unless the store holds it or a newer one. What was kept of the one before goes; its editions stay
    /// where saved scenarios refer to them.
    ///
    /// An error, or a process that ends half-way, leaves the store as it was.
    pub async fn load(
        &self,
        figures: &Figures,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Loaded, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let to_do = self.compare(figures, &mut connection).await?;
        drop(connection);
        if to_do.is_needless() { Ok(to_do) } else { self.load_unless(figures, progress, Loaded::is_needless).await }
    }

    /// Loads a catalogue over whatever the store holds, for one whose editions are damaged: those that both have are
    /// whole again.
    pub async fn load_again(
        &self,
        figures: &Figures,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), StoreError> {
        self.load_unless(figures, progress, |_| false).await.map(|_| ())
    }

    async fn load_unless(
        &self,
        figures: &Figures,
        progress: &mut (dyn FnMut(Progress) + Send),
        is_needless: impl Fn(&Loaded) -> bool,
    ) -> Result<Loaded, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        // another server may have loaded in the meantime: look again while no other can
        let lock = sqlx::query("LOCK TABLE catalog IN EXCLUSIVE MODE");
        lock.execute(&mut *transaction).await.map_err(|error| self.failed(error))?;
        let to_do = self.compare(figures, &mut transaction).await?;
        if !is_needless(&to_do) {
            replace(&mut transaction, figures, progress).await.map_err(|error| self.failed(error))?;
        }
        transaction.commit().await.map_err(|error| self.failed(error))?;
        Ok(to_do)
    }

    /// The version of the catalogue in the store, `None` where there is none.
    pub async fn version(&self) -> Result<Option<Version>, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let stored = stored(&mut connection).await.map_err(|error| self.failed(error))?;
        stored.map(|(version, _)| self.read_version(&version)).transpose()
    }

    async fn compare(&self, figures: &Figures, connection: &mut PgConnection) -> Result<Loaded, StoreError> {
        let stored = stored(connection).await.map_err(|error| self.failed(error))?;
        let stored = stored.map(|(version, hash)| Ok((self.read_version(&version)?, hash))).transpose()?;
        Ok(Loaded::by(figures, stored))
    }
}

async fn replace(
    connection: &mut PgConnection,
    figures: &Figures,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), sqlx::Error> {
    for table in ["catalog_edition", "region", "unpriced_region", "source", "catalog"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut *connection).await?;
    }
    let catalogs = figures.catalogs();
    let packing = tokio::task::spawn_blocking(move || packed(&catalogs));
    insert_catalog(connection, figures).await?;
    insert_sources(connection, figures).await?;
    insert_regions(connection, figures).await?;
    progress(Progress::Types { types: figures.types.len() });
    let packed = packing.await.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?;
    for (done, edition) in packed.iter().enumerate() {
        put_current(connection, edition).await?;
        progress(Progress::Region { code: edition.region.clone(), done: done + 1, of: packed.len() });
    }
    delete_unused(connection).await
}

async fn insert_catalog(connection: &mut PgConnection, figures: &Figures) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO catalog (version, content_hash, spot_as_of, loaded_at, instance_types, history_2018, corrections)
         VALUES ($1, $2, $3, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), $4, $5, $6)",
    )
    .bind(figures.version.to_string())
    .bind(&figures.content_hash)
    .bind(&figures.spot_as_of)
    .bind(count(figures.types.len()))
    .bind(count(figures.history.len()))
    .bind(count(figures.corrections.len()))
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_sources(connection: &mut PgConnection, figures: &Figures) -> Result<(), sqlx::Error> {
    for (position, source) in figures.sources.iter().enumerate() {
        sqlx::query(
            "INSERT INTO source (id, position, source, used_for, date, licence) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&source.id)
        .bind(count(position))
        .bind(&source.source)
        .bind(&source.used_for)
        .bind(&source.date)
        .bind(&source.licence)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// The regions, those without a price among them.
async fn insert_regions(connection: &mut PgConnection, figures: &Figures) -> Result<(), sqlx::Error> {
    for region in &figures.regions {
        let mut counts = Counts::default();
        region.offers.iter().for_each(|offer| counts.add(offer));
        sqlx::query(
            "INSERT INTO region (code, location, on_demand_as_of, on_demand_source, availability_known, published,
                 estimated, unpriced, spot, reserved)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&region.region.code)
        .bind(&region.region.location)
        .bind(&region.region.on_demand_as_of)
        .bind(&region.on_demand_source)
        .bind(region.region.availability_known)
        .bind(count(counts.on_demand_published))
        .bind(count(counts.on_demand_estimated))
        .bind(count(counts.unpriced))
        .bind(count(counts.spot))
        .bind(count(counts.reserved))
        .execute(&mut *connection)
        .await?;
    }
    for region in &figures.unpriced_regions {
        sqlx::query("INSERT INTO unpriced_region (code, location) VALUES ($1, $2)")
            .bind(&region.code)
            .bind(&region.location)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// A count as a column holds it; one that it cannot hold is refused by the column's check.
fn count(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(-1)
}
