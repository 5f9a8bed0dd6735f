//! `berth advise`: a scenario in, the advice on the pod network out, without a store.

use crate::cli::options::{Advise as Options, Format, RulesOf};
use crate::cli::scenario::from_file;
use crate::{json, table};
use anyhow::Result;
use model::evaluation::Evaluation;
use model::scenario::Era;
use std::io::Write;

/// Reads, advises, prints.
pub fn advise(options: Options) -> Result<()> {
    let (catalog, mut scenario) = from_file(&options.file)?;
    match options.era {
        Some(RulesOf::Article) => scenario.era = Era::Article,
        Some(RulesOf::Today) => scenario.era = Era::Today,
        None => {}
    }
    let evaluation = Evaluation::of(catalog.into(), scenario);
    let text = match options.format {
        Format::Json => json::advice::text(&evaluation)?,
        Format::Table => table::advice::text(&evaluation),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
