//! Berth's store and catalogue import.
//!
//! Knows neither axum nor Leptos: the server and the command line call it, it calls [`model`].
//!
//! # Map
//!
//! - [`catalog`] turns the catalogue's files, embedded or on disk, into checked [`catalog::Figures`].
//!   It knows no database.
//! - [`store`] keeps those figures in SQLite, and gives them back as the [`model::catalog::Catalog`]s
//!   that plans read. It knows no files but its own.
//! - [`saved`] keeps saved scenarios in the same file, each with the catalogue that its figures come from.
//!
//! A start in three lines: `parse(&Files::embedded())`, `Store::open(path)`, `store.load(&figures)`.

pub mod catalog;
pub mod saved;
pub mod store;
