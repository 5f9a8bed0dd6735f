//! Loading a catalogue into the store: all of it in one transaction, or nothing.
//!
//! Decides whether there is anything to do; `insert` writes the catalogue's rows, `editions` its editions.

use super::editions::{delete_unused, put_current};
use super::file::SqliteStore;
use super::insert::replace;
use crate::catalog::{Loaded, Progress};
use crate::error::StoreError;
use crate::packed::packed;
use catalog_files::{Figures, Version};
use sqlx::{Row, SqliteConnection};

impl SqliteStore {
    /// Loads a catalogue unless the store holds it or a newer one. The rows of the one before go; its editions
    /// stay where saved scenarios refer to them.
    ///
    /// An error, or a process that ends half-way, leaves the store as it was.
    pub async fn load(
        &self,
        figures: &Figures,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Loaded, StoreError> {
        match self.to_do(figures).await? {
            nothing if nothing.is_needless() => Ok(nothing),
            _ => self.load_unless(figures, progress, Loaded::is_needless).await,
        }
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
        if self.read_only {
            return Err(StoreError::NeedsImport { store: self.path.as_path().into(), stored: self.version().await? });
        }
        // packing takes as long as writing the rows: both at once
        let catalogs = figures.catalogs();
        let packing = tokio::task::spawn_blocking(move || packed(&catalogs));
        // another process may have loaded in the meantime: look again under the write lock
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(|error| self.failed(error))?;
        let to_do = self.compare(figures, stored(&mut transaction).await.map_err(|error| self.failed(error))?)?;
        if !is_needless(&to_do) {
            let written = async {
                let catalog = replace(&mut transaction, figures, progress).await?;
                let packed = packing.await.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()));
                put_current(&mut transaction, catalog, &packed?).await?;
                delete_unused(&mut transaction).await
            };
            written.await.map_err(|error| self.failed(error))?;
        }
        transaction.commit().await.map_err(|error| self.failed(error))?;
        Ok(to_do)
    }

    /// The version of the catalogue in the store, `None` where there is none.
    pub async fn version(&self) -> Result<Option<Version>, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let stored = stored(&mut connection).await.map_err(|error| self.failed(error))?;
        stored.map(|stored| self.read_version(&stored.version)).transpose()
    }

    async fn to_do(&self, figures: &Figures) -> Result<Loaded, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        self.compare(figures, stored(&mut connection).await.map_err(|error| self.failed(error))?)
    }

    fn compare(&self, figures: &Figures, stored: Option<Stored>) -> Result<Loaded, StoreError> {
        let stored = stored.map(|stored| Ok((self.read_version(&stored.version)?, stored.content_hash))).transpose()?;
        Ok(Loaded::by(figures, stored))
    }
}

/// What tells one catalogue from another.
struct Stored {
    version: String,
    content_hash: String,
}

async fn stored(connection: &mut SqliteConnection) -> Result<Option<Stored>, sqlx::Error> {
    let row = sqlx::query("SELECT version, content_hash FROM catalog WHERE is_current = 1")
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok(Stored { version: row.try_get(0)?, content_hash: row.try_get(1)? })).transpose()
}
