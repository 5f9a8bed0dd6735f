//! Saved scenarios in real stores on real files.

#[allow(dead_code)] // shared with the tests of the site; each uses its own part
#[path = "../campaign/mod.rs"]
mod campaign;
#[path = "../../../catalog/tests/common/mod.rs"]
mod common;
#[allow(dead_code)] // shared with the tests of the store; each uses its own part
#[path = "../store/support.rs"]
mod support;

mod backup;
mod delete;
mod expire;
mod full;
mod ids;
mod keep;
mod kill;
mod queue;
mod random;
mod save;
mod scenarios;
mod upgrade;
mod writer;
