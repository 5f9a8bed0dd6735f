//! `berth export`: a scenario in, every file of it out into a directory, without a store.

use crate::cli::fleet::planned;
use crate::cli::options::Export as Options;
use crate::cli::scenario::from_file;
use crate::clock::now;
use crate::files::{File, Wanted};
use crate::wrong_input::WrongInput;
use anyhow::{Context, Result};
use app::date::date;
use app::view::page_view::View;
use export::{Kept, PlannedFleet};
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Reads, plans, writes.
pub fn export(options: Options) -> Result<()> {
    let (catalog, scenario) = from_file(&options.file)?;
    let link = link(&options, &scenario);
    let evaluation = Evaluation::of(catalog.into(), scenario);
    let today = date(now());
    let kept = Kept { date: &today, ..Kept::default() };
    let held_to = options.held_to.options(evaluation.scenario());
    let found = match options.fleet {
        true => Some(planned(evaluation.catalog(), evaluation.scenario(), &options.held_to)?),
        false => None,
    };
    let fleet = found.as_ref().map(|fleet| PlannedFleet { fleet, options: &held_to });
    let files = Wanted { evaluation: &evaluation, seen: evaluation.plan(), link: &link, kept, fleet }.all()?;
    let replaced = check(&options, &files)?;
    fs::create_dir_all(&options.out).with_context(|| format!("{} could not be created.", options.out.display()))?;
    for file in &files {
        let path = options.out.join(file.name);
        fs::write(&path, &file.text).with_context(|| format!("{} could not be written.", path.display()))?;
        let what = if replaced.contains(&file.name) { "replaced" } else { "wrote" };
        writeln!(std::io::stdout(), "{what} {}", path.display())?;
    }
    Ok(())
}

/// Where the scenario can be seen again. A command line knows no site: without its address the link says how to give one.
fn link(options: &Options, scenario: &Scenario) -> String {
    let path = View::Nodes.address(scenario);
    match &options.public_url {
        Some(site) => format!("{site}{path}"),
        None => format!("{path} at the address of your Berth, which --public-url puts in front"),
    }
}

/// The files that are there already and may be replaced; wrong input where they may not, or where there is no directory.
fn check(options: &Options, files: &[File]) -> Result<Vec<&'static str>, WrongInput> {
    let out: &Path = &options.out;
    if out.exists() && !out.is_dir() {
        return Err(WrongInput(vec![format!("--out {}: this is no directory. Give the path of one.", out.display())]));
    }
    let there: Vec<_> = files.iter().map(|file| file.name).filter(|name| out.join(name).exists()).collect();
    if there.is_empty() || options.overwrite {
        return Ok(there);
    }
    let sentence = |name: &&str| {
        format!("{} exists. Give another directory, or --overwrite to replace it.", out.join(name).display())
    };
    Err(WrongInput(there.iter().map(sentence).collect()))
}
