//! Files of a cluster, read and understood: for `berth import` and `berth fleet --cluster`.

use crate::cli::open_store::embedded;
use crate::wrong_input::WrongInput;
use anyhow::Result;
use import::conclude::{self, Concluded, conclude};
use import::price::Priced;
use import::scenario::{Converted, Options};
use import::{Imported, Reader};
use model::catalog::Catalog;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What follows from a cluster's files.
pub struct Understood {
    /// The workloads as a scenario.
    pub converted: Converted,
    /// The present nodes with their price.
    pub priced: Option<Priced>,
    /// The catalogue of the scenario's region.
    pub catalog: Catalog,
}

/// What follows from what was read, or why there is nothing to plan.
pub fn understood(imported: &Imported, options: &Options) -> Result<Understood> {
    let catalogs = embedded()?.catalogs();
    let catalog_of = |region: &str| catalogs.iter().find(|catalog| catalog.region.code == region);
    let Concluded { converted, priced } = conclude(imported, options, &catalog_of);
    let converted = converted.ok_or_else(|| nothing(imported))?;
    match catalogs.into_iter().find(|catalog| catalog.region.code == converted.scenario.region) {
        Some(catalog) => Ok(Understood { converted, priced, catalog }),
        None => Err(WrongInput(vec!["The catalogue has no region to plan in.".into()]).into()),
    }
}

/// Why there is nothing to plan, and what to try.
fn nothing(imported: &Imported) -> WrongInput {
    let mut sentences = conclude::nothing(imported);
    if !imported.jobs.is_empty() {
        sentences.push("It has Jobs: --jobs counts them.".into());
    }
    WrongInput(sentences)
}

/// Reads files and the manifests of folders as one cluster; `-` is standard input.
pub fn read(files: &[PathBuf]) -> Result<Imported, WrongInput> {
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
