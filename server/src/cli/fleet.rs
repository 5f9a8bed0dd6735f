//! `berth fleet`: a scenario in, the cheapest mix of nodes that is found out, with a bound; without a store.

use crate::cli::imported::{Understood, read, understood};
use crate::cli::options::{Fleet as Options, Format, HeldTo};
use crate::cli::scenario::from_file;
use crate::wrong_input::WrongInput;
use crate::{json, table};
use anyhow::Result;
use fleet::fleet::Fleet;
use fleet::plan::{NoFleet, plan};
use import::{report, scenario};
use model::catalog::Catalog;
use model::scenario::Scenario;
use std::io::Write;
use std::sync::Arc;

/// The fleet of a scenario, or why there is none.
pub fn planned(catalog: &Arc<Catalog>, scenario: &Scenario, held_to: &HeldTo) -> Result<Fleet, WrongInput> {
    plan(catalog, scenario, &held_to.options(scenario), held_to.work).map_err(|none| match none {
        NoFleet::Options(problems) => WrongInput(problems),
        none => WrongInput(vec![none.to_string()]),
    })
}

/// Reads, searches, prints.
pub fn fleet(options: Options) -> Result<()> {
    let (catalog, scenario) = if options.cluster { from_cluster(&options)? } else { from_file(&options.file)? };
    let (catalog, held_to) = (Arc::new(catalog), options.held_to.options(&scenario));
    let fleet = planned(&catalog, &scenario, &options.held_to)?;
    let text = match options.format {
        Format::Json => json::fleet::text(&catalog, &scenario, &held_to, &fleet)?,
        Format::Table => table::fleet::text(&catalog, &scenario, &held_to, &fleet),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// The workloads of a dump. What was understood, and the present nodes with their price, go to standard error.
fn from_cluster(options: &Options) -> Result<(Catalog, Scenario)> {
    let imported = read(std::slice::from_ref(&options.file))?;
    let Understood { converted, priced, catalog } = understood(&imported, &scenario::Options::default())?;
    std::io::stderr().write_all(report::text(&imported, &converted.notes, priced.as_ref()).as_bytes())?;
    Ok((catalog, converted.scenario))
}
