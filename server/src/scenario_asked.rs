//! The scenario that a command is asked about, with the catalogue of its region.

use crate::open_store::embedded;
use crate::{WrongInput, scenario_file};
use anyhow::Result;
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::{Decoded, Problem};
use std::path::Path;

/// The scenario in a file, or on standard input for `-`, or everything that is wrong with it at once.
pub fn from_file(file: &Path) -> Result<(Catalog, Scenario)> {
    asked(&read(file)?)
}

fn read(file: &Path) -> Result<String, WrongInput> {
    let read = match file == Path::new("-") {
        true => std::io::read_to_string(std::io::stdin()),
        false => std::fs::read_to_string(file),
    };
    read.map_err(|e| WrongInput(vec![format!("{}: {e}. Name a JSON file, or - for standard input.", file.display())]))
}

fn asked(text: &str) -> Result<(Catalog, Scenario)> {
    let Decoded { scenario, mut problems } = scenario_file::from_json(text)?;
    let catalogs = embedded()?.catalogs();
    problems.extend(unknown_names(&scenario, catalogs.iter()));
    match catalogs.into_iter().find(|c| c.region.code == scenario.region) {
        Some(catalog) if problems.is_empty() => Ok((catalog, scenario)),
        _ => Err(WrongInput(problems.iter().map(ToString::to_string).collect()).into()),
    }
}

/// Names of regions and types that no catalogue knows.
pub fn unknown_names<'a>(scenario: &Scenario, catalogs: impl Iterator<Item = &'a Catalog> + Clone) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !catalogs.clone().any(|c| c.region.code == scenario.region) {
        let codes: Vec<_> = catalogs.clone().map(|c| c.region.code.as_str()).collect();
        problems.push(Problem::new("region", &scenario.region, format!("one of {}", codes.join(", "))));
    }
    // types are the same in every region
    let first = catalogs.into_iter().next();
    let knows = |name: &str| first.is_some_and(|c| c.find(name).is_some() || c.history.iter().any(|t| t.name == name));
    if let Some(chosen) = scenario.chosen.as_deref().filter(|name| !knows(name)) {
        problems.push(Problem::new("type", chosen, "the name of an EC2 instance type"));
    }
    problems
}
