//! `berth import`: a dump, manifests or a table in, a scenario out; what was understood goes to standard error.

use crate::cli::imported::{Understood, read, understood};
use crate::cli::options::{Format, ImportCluster as Options, Names};
use crate::json::{self, scenario_file::to_json};
use anyhow::Result;
use import::format::FILTER;
use import::{report, scenario};
use model::units::{Mib, MilliCpu};
use std::io::Write;

/// Reads, concludes, prints.
pub fn import(options: Options) -> Result<()> {
    if options.print_filter {
        writeln!(std::io::stdout(), "{FILTER}")?;
        return Ok(());
    }
    let imported = read(&options.files)?;
    let imported = if options.names == Names::Hide { imported.without_names() } else { imported };
    let asked = scenario::Options {
        jobs: options.jobs,
        cpu: MilliCpu(options.cpu_default),
        memory: Mib(options.memory_default),
        ..scenario::Options::default()
    };
    let Understood { converted, priced, .. } = understood(&imported, &asked)?;
    let report = || report::text(&imported, &converted.notes, priced.as_ref());
    if options.report {
        let text = match options.format {
            Format::Table => report(),
            Format::Json => {
                let understood = json::import::imported(&imported, &converted, priced.as_ref());
                serde_json::to_string_pretty(&understood)? + "\n"
            }
        };
        std::io::stdout().write_all(text.as_bytes())?;
        return Ok(());
    }
    std::io::stderr().write_all(report().as_bytes())?;
    let mut scenario = serde_json::to_string_pretty(&to_json(&converted.scenario))?;
    scenario.push('\n');
    std::io::stdout().write_all(scenario.as_bytes())?;
    Ok(())
}
