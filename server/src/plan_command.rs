//! `berth plan`: a scenario in, the result of the page out, without a store.

use crate::cli::{Format, Plan as Options};
use crate::store::embedded;
use crate::{WrongInput, plan_json, plan_table, scenario_file};
use anyhow::{Context, Result};
use model::catalog::Catalog;
use model::link::Problem;
use model::plan::plan as plan_types;
use model::scenario::Scenario;
use std::io::{Read, Write};
use std::path::Path;

/// Reads, plans, prints.
pub fn plan(options: Options) -> Result<()> {
    let scenario = scenario_file::from_json(&read(&options.file)?)?;
    let catalog = catalog_of(&scenario)?;
    let planned = plan_types(&catalog, &scenario);
    let text = match options.format {
        Format::Json => plan_json::text(&catalog, &scenario, &planned)?,
        Format::Table => plan_table::text(&catalog, &scenario, &planned, options.rows),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("Standard input could not be read.")?;
        return Ok(text);
    }
    let no_file = |e: std::io::Error| {
        WrongInput(vec![format!("{}: {e}. Name a JSON file, or - for standard input.", file.display())])
    };
    Ok(std::fs::read_to_string(file).map_err(no_file)?)
}

/// The catalogue of the scenario's region; its type, if one is chosen, must be in it.
fn catalog_of(scenario: &Scenario) -> Result<Catalog> {
    let catalogs = embedded()?.catalogs();
    let codes: Vec<_> = catalogs.iter().map(|c| c.region.code.clone()).collect();
    let mut problems = Vec::new();
    let found = catalogs.into_iter().find(|c| c.region.code == scenario.region);
    if found.is_none() {
        problems.push(Problem::new("region", &scenario.region, format!("one of {}", codes.join(", "))).to_string());
    }
    if let (Some(catalog), Some(chosen)) = (&found, &scenario.chosen)
        && catalog.find(chosen).is_none()
    {
        problems.push(Problem::new("type", chosen, "the name of an EC2 instance type").to_string());
    }
    match found {
        Some(catalog) if problems.is_empty() => Ok(catalog),
        _ => Err(WrongInput(problems).into()),
    }
}
