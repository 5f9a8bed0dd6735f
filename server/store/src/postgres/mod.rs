//! A store in a Postgres database, which several servers share.
//!
//! [`PostgresStore::open`] makes it ready (`open`), [`PostgresStore::load`] takes a catalogue (`load`) whose editions
//! `editions` reads back; `saves` starts the one writer that this server has, `writer` and `rows` are what it writes with;
//! `opened` reads saved scenarios and `rooms` planning rooms. `summary` and `check` say what is there, `changes` what other
//! servers do, `pace` how often a client may save on all of them. The schema and what every column means are in `migrations/postgres/`.
//!
//! Servers wait for each other at single rows only. Where two wait for each other's, Postgres ends one of the transactions,
//! and the writer does it again.

mod changes;
mod check;
mod database;
mod editions;
mod error;
mod implemented;
mod load;
mod migrations;
mod open;
mod opened;
mod pace;
mod ready;
mod rooms;
mod rows;
mod saves;
mod summary;
mod writer;

pub use database::PostgresStore;
pub use saves::PostgresSaves;
