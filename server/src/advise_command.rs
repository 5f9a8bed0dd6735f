//! `berth advise`: a scenario in, the advice on the pod network out, without a store.

use crate::cli::{Advise as Options, Format, RulesOf};
use crate::{advise_json, advise_table, scenario_asked};
use anyhow::Result;
use model::advice::Advice;
use model::catalog::Catalog;
use model::scenario::{Era, Scenario};
use std::io::Write;

/// What is printed: a scenario and today's advice on it. By the article's rules only the scenario counts.
#[derive(Clone, Copy)]
pub struct Advised<'a> {
    /// The region's catalogue.
    pub catalog: &'a Catalog,
    /// What was asked.
    pub scenario: &'a Scenario,
    /// Today's advice.
    pub advice: &'a Advice,
}

/// Reads, advises, prints.
pub fn advise(options: Options) -> Result<()> {
    let (catalog, mut scenario) = scenario_asked::from_file(&options.file)?;
    match options.era {
        Some(RulesOf::Article) => scenario.era = Era::Article,
        Some(RulesOf::Today) => scenario.era = Era::Today,
        None => {}
    }
    let advice = model::advice::advise(&catalog, &scenario);
    let advised = Advised { catalog: &catalog, scenario: &scenario, advice: &advice };
    let text = match options.format {
        Format::Json => advise_json::text(advised)?,
        Format::Table => advise_table::text(advised),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
