//! The API: what the pages and the command line say, for programs.
//!
//! - [`operations`] lists what there is: the table behind the OpenAPI document and the page `/api`.
//! - [`routes`] leads to the handlers: [`planning`], [`catalog`], [`charts`], [`export`], `fleet`, `addresses`, `import`, [`scenarios`].
//! - [`asked`] reads what is asked, [`answer`] and [`problem`] write what is answered.

mod addresses;
mod answer;
pub mod asked;
pub mod catalog;
pub mod charts;
pub mod document;
pub mod export;
mod fleet;
mod import;
pub mod operations;
pub mod page;
pub mod planning;
pub mod problem;
pub mod routes;
pub mod scenarios;
