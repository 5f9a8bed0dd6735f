//! Berth's store: the current catalogue, and saved scenarios with the editions that their figures come from.
//!
//! Knows neither axum nor Leptos: the server and the command line call it, it calls [`model`] and takes the
//! figures of [`catalog_files`].
//!
//! # Map
//!
//! - `traits` is what a store can do: [`EditionStore`], [`SavedStore`], [`RoomStore`], and [`Store`] which brings them together.
//!   Nothing outside this crate knows which database is behind them.
//! - [`Edition`] is one region of a catalogue as bytes, named by their hash. [`saved`] is what people save,
//!   [`rooms`] what happens when a team decides together.
//! - [`sqlite`] is the store in one file, [`postgres`] the one that several servers share. `writer` is what both have in
//!   common: the queue, and what a request comes to. Another database is another such module, a line in [`open`], and a line
//!   in the contract test.
//!
//! A start in three lines: `parse(&Files::embedded())`, `open(&location)`, `store.load(&figures)`.

mod base62;
mod catalog;
mod change;
mod checked;
mod edition;
mod error;
mod figures;
mod location;
mod migrate;
mod migrations;
mod packed;
pub mod postgres;
mod ready;
mod restored;
mod room_id;
pub mod rooms;
pub mod saved;
pub mod sqlite;
mod traits;
mod writer;

pub use catalog::{CatalogRef, CurrentCatalog, Loaded, Progress, RegionSummary, Summary};
pub use change::Change;
pub use checked::{Checked, Holds};
pub use edition::{Edition, EditionError, EditionRef};
pub use error::{BackupError, Cause, RestoreError, StoreError};
pub use location::{Location, PostgresUrl};
pub use migrate::{Copied, MigrateError, migrate};
pub use ready::NotReady;
pub use restored::Restored;
pub use room_id::{RoomId, RoomIdError};
pub use traits::{Backup, Changes, EditionStore, RoomStore, SavedStore, Store};

use std::path::Path;
use std::sync::Arc;

/// Opens the store at a location, whatever it is, and brings it up to date.
pub async fn open(location: &Location) -> Result<Arc<dyn Store>, StoreError> {
    Ok(match location {
        Location::File(path) => Arc::new(sqlite::SqliteStore::open(path).await?),
        Location::Postgres(url) => Arc::new(postgres::PostgresStore::open(url).await?),
    })
}

/// Looks the store at a location through without changing it, also while it is served.
pub async fn check(location: &Location) -> Result<Checked, StoreError> {
    match location {
        Location::File(path) => sqlite::SqliteStore::check(path).await,
        Location::Postgres(url) => postgres::PostgresStore::check(url).await,
    }
}

/// Puts a backup in the place of the store at a location, which nobody may have open, and keeps what was there.
pub async fn restore(backup: &Path, location: &Location) -> Result<Restored, RestoreError> {
    match location {
        Location::File(path) => sqlite::SqliteStore::restore(backup, path).await,
        Location::Postgres(_) => Err(RestoreError::OwnTools { path: backup.to_owned(), store: location.clone() }),
    }
}
