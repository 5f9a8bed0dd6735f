//! `berth plan`: a scenario in, the result of the page out, without a store.

use crate::cli::{Format, Plan as Options};
use crate::store::embedded;
use crate::{WrongInput, plan_json, plan_table, scenario_file};
use anyhow::Result;
use model::catalog::Catalog;
use model::link::{Decoded, Problem};
use model::plan::plan as plan_types;
use model::scenario::Scenario;
use std::io::Write;
use std::path::Path;

/// Reads, plans, prints.
pub fn plan(options: Options) -> Result<()> {
    let (catalog, scenario) = asked(&read(&options.file)?)?;
    let planned = plan_types(&catalog, &scenario);
    let text = match options.format {
        Format::Json => plan_json::text(&catalog, &scenario, &planned)?,
        Format::Table => plan_table::text(&catalog, &scenario, &planned, options.rows),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

fn read(file: &Path) -> Result<String, WrongInput> {
    let read = match file == Path::new("-") {
        true => std::io::read_to_string(std::io::stdin()),
        false => std::fs::read_to_string(file),
    };
    read.map_err(|e| WrongInput(vec![format!("{}: {e}. Name a JSON file, or - for standard input.", file.display())]))
}

/// The scenario of a file and the catalogue of its region, or everything that is wrong at once.
fn asked(text: &str) -> Result<(Catalog, Scenario)> {
    let Decoded { scenario, mut problems } = scenario_file::from_json(text)?;
    let catalogs = embedded()?.catalogs();
    if !catalogs.iter().any(|c| c.region.code == scenario.region) {
        let codes: Vec<_> = catalogs.iter().map(|c| c.region.code.as_str()).collect();
        problems.push(Problem::new("region", &scenario.region, format!("one of {}", codes.join(", "))));
    }
    // Types are the same in every region.
    let knows = |name: &str| {
        catalogs.first().is_some_and(|c| c.find(name).is_some() || c.history.iter().any(|t| t.name == name))
    };
    if let Some(chosen) = scenario.chosen.as_deref().filter(|name| !knows(name)) {
        problems.push(Problem::new("type", chosen, "the name of an EC2 instance type"));
    }
    match catalogs.into_iter().find(|c| c.region.code == scenario.region) {
        Some(catalog) if problems.is_empty() => Ok((catalog, scenario)),
        _ => Err(WrongInput(problems.iter().map(ToString::to_string).collect()).into()),
    }
}
