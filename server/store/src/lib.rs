//! Berth's store: the current catalogue, and saved scenarios with the figures that they were saved with.
//!
//! Knows neither axum nor Leptos: the server and the command line call it, it calls [`model`] and takes the
//! figures of [`catalog_files`].
//!
//! # Map
//!
//! - [`sqlite`] keeps a catalogue's figures in SQLite, and gives them back as the [`model::catalog::Catalog`]s
//!   that plans read. It knows no files but its own.
//! - [`saved`] keeps saved scenarios in the same file, each with the catalogue that its figures come from.
//!
//! A start in three lines: `parse(&Files::embedded())`, `Store::open(path)`, `store.load(&figures)`.

pub mod saved;
mod sqlite;

pub use sqlite::{BackupError, CatalogRef, Loaded, Progress, RegionSummary, Store, StoreError, Summary};
