//! Stores in a real Postgres: what several servers on one do to each other, and what the operator is told.
//!
//! What every store does is in the contract test.

#[path = "../postgres_server/mod.rs"]
mod postgres_server;

mod encrypted;
mod errors;
mod moved;
mod servers;
mod small;
mod told;
mod tools;
