//! `berth plan`: a scenario in, the result of the page out, without a store.

use crate::cli::options::{Format, Plan as Options};
use crate::cli::scenario::from_file;
use crate::{json, table};
use anyhow::Result;
use model::evaluation::Evaluation;
use std::io::Write;

/// Reads, plans, prints.
pub fn plan(options: Options) -> Result<()> {
    let (catalog, scenario) = from_file(&options.file)?;
    let evaluation = Evaluation::of(catalog.into(), scenario);
    let text = match options.format {
        Format::Json => json::plan::text(&evaluation, evaluation.plan())?,
        Format::Table => table::plan::text(&evaluation, options.rows),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
