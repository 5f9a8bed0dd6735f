//! `berth plan`: a scenario in, the result of the page out, without a store.

use crate::cli::{Format, Plan as Options};
use crate::{plan_json, plan_table, scenario_asked};
use anyhow::Result;
use model::plan::plan as plan_types;
use std::io::Write;

/// Reads, plans, prints.
pub fn plan(options: Options) -> Result<()> {
    let (catalog, scenario) = scenario_asked::from_file(&options.file)?;
    let planned = plan_types(&catalog, &scenario);
    let text = match options.format {
        Format::Json => plan_json::text(&catalog, &scenario, &planned)?,
        Format::Table => plan_table::text(&catalog, &scenario, &planned, options.rows),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
