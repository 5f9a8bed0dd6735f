//! A store in one SQLite file.
//!
//! [`SqliteStore::open`] makes it ready and brings files of earlier releases up to date (`open`, `carry`),
//! [`SqliteStore::load`] takes a catalogue (`load`, `insert`, `names`) and makes its editions (`editions`);
//! `saves` starts the one writer of saved scenarios and rooms, `writer` and `rows` are what it writes with; `opened` reads
//! the first and `rooms` the second. `read` turns the catalogue's rows back into figures, for stores from before there were editions; `summary` counts them.
//! `backup` copies a store, `restore` puts a copy in its place, `check` looks one through.
//! The schema and what every column means are in `migrations/sqlite/`.

mod backup;
mod carry;
mod check;
mod editions;
mod error;
mod file;
mod implemented;
mod insert;
mod leftovers;
mod load;
mod migrations;
mod names;
mod open;
mod opened;
mod read;
mod ready;
mod restore;
mod rooms;
mod rows;
mod saves;
mod summary;
mod writer;

pub use file::SqliteStore;
pub use saves::SqliteSaves;
