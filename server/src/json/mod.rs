//! What Berth says as JSON: one set of shapes for the command line, the API and the files to take away.
//!
//! [`scenario_file`] reads a scenario, [`scenario`] writes one, [`scenario_schema`] describes it; the others write
//! a plan, advice, networking modes, a fleet, whether addresses last, what was imported, a saved scenario and the catalogue. Nothing here knows HTTP.

pub mod addresses;
pub mod addresses_asked;
pub mod advice;
pub mod catalog;
pub mod fleet;
pub mod import;
pub mod meeting;
pub mod modes;
pub mod moment;
pub mod plan;
pub mod saved;
pub mod saved_rows;
pub mod scenario;
pub mod scenario_file;
pub mod scenario_schema;
pub mod unknown_names;
