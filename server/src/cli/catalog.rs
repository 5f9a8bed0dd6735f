//! `berth catalog show` and `berth catalog import`.

use crate::cli::open_store::{embedded, load};
use crate::cli::options::{Import, StoreOptions};
use crate::wrong_input::WrongInput;
use anyhow::Result;
use catalog_files::{Files, parse};
use model::units::grouped;
use std::fmt::Write as _;
use std::io::Write as _;
use store::{Loaded, Summary};

/// Prints what the store holds.
pub async fn show(options: StoreOptions) -> Result<()> {
    let store = store::open(&options.store).await?;
    let summary = store.summary().await?;
    store.close().await;
    std::io::stdout().write_all(page(&summary).as_bytes())?;
    Ok(())
}

/// Loads a catalogue into the store.
pub async fn import(options: Import) -> Result<()> {
    let figures = match &options.dir {
        None => embedded()?,
        Some(dir) => {
            let files = Files::from_dir(dir).map_err(|e| WrongInput(vec![e.to_string()]))?;
            parse(&files).map_err(|e| WrongInput(vec![e.to_string()]))?
        }
    };
    let store = store::open(&options.store.store).await?;
    let loaded = load(&*store, &figures).await?;
    store.close().await;
    let version = &figures.version;
    let said = match loaded {
        Loaded::Current => format!("Catalogue {version} is already in the store; nothing to do."),
        Loaded::First => format!("Catalogue {version} loaded."),
        Loaded::Replaced { older } => format!("Catalogue {version} loaded; it replaces {older}."),
        Loaded::Corrected => format!("Catalogue {version} loaded again: same version, different content."),
        Loaded::KeptNewer { stored } => {
            format!("The store keeps its catalogue {stored}, which is newer than {version}.")
        }
    };
    writeln!(std::io::stdout(), "{said}")?;
    Ok(())
}

fn page(s: &Summary) -> String {
    let mut out = String::new();
    let n = |count: usize| grouped(count as u64);
    let _ = writeln!(out, "catalogue {}, loaded {}, spot averages of {}\n", s.version, s.loaded_at, s.spot_as_of);
    let _ = writeln!(
        out,
        "{:<16}{:<30}{:>12}{:>11}{:>11}{:>10}{:>8}{:>10}",
        "region", "location", "on demand of", "published", "estimated", "unpriced", "spot", "reserved"
    );
    for r in &s.regions {
        let _ = writeln!(
            out,
            "{:<16}{:<30}{:>12}{:>11}{:>11}{:>10}{:>8}{:>10}",
            r.region.code,
            r.region.location,
            r.region.on_demand_as_of,
            n(r.published),
            n(r.estimated),
            n(r.unpriced),
            n(r.spot),
            n(r.reserved)
        );
    }
    let t = &s.totals;
    let _ = writeln!(
        out,
        "{:<16}{:<30}{:>12}{:>11}{:>11}{:>10}{:>8}{:>10}\n",
        format!("{} regions", t.regions),
        "",
        "",
        n(t.on_demand_published),
        n(t.on_demand_estimated),
        n(t.unpriced),
        n(t.spot),
        n(t.reserved)
    );
    for region in &s.unpriced_regions {
        let _ = writeln!(out, "{:<16}{}: no price is known", region.code, region.location);
    }
    let _ = writeln!(
        out,
        "{} instance types, {} of 2018, {} corrected figures\n",
        n(t.instance_types),
        n(t.history_2018),
        n(t.corrections)
    );
    for source in &s.sources {
        let _ = writeln!(
            out,
            "{}: {} ({}), for {}; {}",
            source.id, source.source, source.date, source.used_for, source.licence
        );
    }
    out
}
