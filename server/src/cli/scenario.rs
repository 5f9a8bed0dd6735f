//! The scenario that a command is asked about, with the catalogue of its region.

use crate::cli::open_store::embedded;
use crate::json::scenario_file;
use crate::json::unknown_names::unknown_names;
use crate::wrong_input::WrongInput;
use anyhow::Result;
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::Decoded;
use serde_json::Value;
use std::path::Path;

/// The scenario in a file, or on standard input for `-`, or everything that is wrong with it at once.
pub fn from_file(file: &Path) -> Result<(Catalog, Scenario)> {
    asked(&read(file)?)
}

/// The text of a file, or of standard input for `-`.
pub fn read(file: &Path) -> Result<String, WrongInput> {
    let read = match file == Path::new("-") {
        true => std::io::read_to_string(std::io::stdin()),
        false => std::fs::read_to_string(file),
    };
    read.map_err(|e| WrongInput(vec![format!("{}: {e}. Give a JSON file, or - for standard input.", file.display())]))
}

/// The scenario in a JSON text.
pub fn asked(text: &str) -> Result<(Catalog, Scenario)> {
    with_catalog(scenario_file::from_json(text)?)
}

/// The scenario in a JSON value.
pub fn from_value(value: &Value) -> Result<(Catalog, Scenario)> {
    with_catalog(scenario_file::from_value(value)?)
}

fn with_catalog(decoded: Decoded) -> Result<(Catalog, Scenario)> {
    let Decoded { scenario, mut problems } = decoded;
    let figures = embedded()?;
    let catalogs = figures.catalogs();
    problems.extend(unknown_names(&scenario, catalogs.iter(), &figures.unpriced_regions));
    match catalogs.into_iter().find(|c| c.region.code == scenario.region) {
        Some(catalog) if problems.is_empty() => Ok((catalog, scenario)),
        _ => Err(WrongInput(problems.iter().map(ToString::to_string).collect()).into()),
    }
}
