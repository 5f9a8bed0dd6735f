//! The store on real files.

#[path = "../../../catalog/tests/common/mod.rs"]
mod common;

mod load;
mod open;
mod permissions;
mod read;
mod support;
