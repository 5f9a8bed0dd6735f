//! `berth import`: a dump, manifests or a table in, a scenario out; what was understood goes to standard error.

use crate::cli::open_store::embedded;
use crate::cli::options::{ImportCluster as Options, Names};
use crate::json::scenario_file::to_json;
use crate::wrong_input::WrongInput;
use anyhow::Result;
use import::format::FILTER;
use import::notes::{Note, What};
use import::price::{Priced, priced};
use import::scenario::Converted;
use import::{Imported, Reader, evidence, report, scenario};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::units::{Mib, MilliCpu};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

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
    };
    let Some(mut converted) = scenario::scenario(&imported, &asked) else { return Err(nothing(&imported).into()) };
    let priced = with_catalogue(&imported, &mut converted)?;
    let report = report::text(&imported, &converted.notes, priced.as_ref());
    if options.report {
        std::io::stdout().write_all(report.as_bytes())?;
        return Ok(());
    }
    std::io::stderr().write_all(report.as_bytes())?;
    let mut scenario = serde_json::to_string_pretty(&to_json(&converted.scenario))?;
    scenario.push('\n');
    std::io::stdout().write_all(scenario.as_bytes())?;
    Ok(())
}

/// Why there is nothing to plan.
fn nothing(imported: &Imported) -> WrongInput {
    let wrong = imported.notes.iter().filter(|note| note.what == What::Wrong);
    let mut sentences: Vec<String> = wrong.map(|note| format!("{}.", note.text)).collect();
    if sentences.is_empty() {
        let jobs = if imported.jobs.is_empty() { "" } else { " It has Jobs: --jobs counts them." };
        sentences.push(format!("The input has no workload: no pods that stay, and nothing that makes any.{jobs}"));
    }
    WrongInput(sentences)
}

/// Fits the scenario to what the catalogue knows of the nodes, and prices them. A region without prices is said.
fn with_catalogue(imported: &Imported, converted: &mut Converted) -> Result<Option<Priced>> {
    let catalogs = embedded()?.catalogs();
    let of = |region: &str| catalogs.iter().find(|catalog| catalog.region.code == region);
    if of(&converted.scenario.region).is_none() {
        let usual = Scenario::default().region;
        let text = format!("No price is known of the nodes' region {}: {usual} is planned", converted.scenario.region);
        converted.notes.push(Note { what: What::NotTakenOver, text, count: 1, examples: Vec::new() });
        converted.scenario.region = usual;
    }
    let (Some(catalog), Some(present)) = (of(&converted.scenario.region), &imported.present) else { return Ok(None) };
    let catalog: &Catalog = catalog;
    converted.notes.extend(evidence::fit(present, catalog, &mut converted.scenario));
    Ok(Some(priced(present, catalog, &converted.scenario)))
}

fn read(files: &[PathBuf]) -> Result<Imported, WrongInput> {
    let (mut reader, mut wrong) = (Reader::default(), Vec::new());
    for file in files {
        for file in inside(file, &mut wrong) {
            match bytes(&file) {
                Ok(bytes) => reader.add(&bytes, &mut |_| {}),
                Err(error) => {
                    wrong.push(format!("{}: {error}. Give a file, a folder, or - for standard input.", file.display()))
                }
            }
        }
    }
    if wrong.is_empty() { Ok(reader.finish()) } else { Err(WrongInput(wrong)) }
}

fn bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The manifests of a folder and of those inside it, by name; a file itself.
fn inside(path: &Path, wrong: &mut Vec<String>) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_path_buf()];
    }
    let (mut found, mut folders) = (Vec::new(), vec![path.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                wrong.push(format!("{}: {error}", folder.display()));
                continue;
            }
        };
        for entry in entries.flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let path = entry.path();
            let is_manifest = path.extension().is_some_and(|e| ["yaml", "yml", "json"].iter().any(|known| e == *known));
            if is_folder {
                folders.push(path);
            } else if is_manifest {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        wrong.push(format!("{}: no .yaml, .yml or .json is in it", path.display()));
    }
    found
}
