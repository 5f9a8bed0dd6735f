//! Opening the store and filling it, with progress for whoever watches.

use anyhow::{Context, bail};
use catalog_files::{Figures, Files, parse};
use refresh::edition::{is_refreshed, with_facts};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use store::{Loaded, Location, Progress, Store, StoreError};

/// The catalogue that this binary carries.
pub fn embedded() -> anyhow::Result<Figures> {
    parse(&Files::embedded()).context("The catalogue inside this binary is damaged; build or download it again.")
}

/// Opens the store and loads the catalogue that this binary carries where it is not there yet.
pub async fn open_filled(file: &Location) -> anyhow::Result<Arc<dyn Store>> {
    let store = store::open(file).await?;
    if store.current_name().await.is_ok_and(|name| name.content_hash == Files::embedded().hash()) {
        // reading the files takes longer than all the rest of a start
        tracing::info!("store {file}: its catalogue is the one that this binary carries");
    } else {
        let carried = embedded()?;
        let figures = match refreshed_before(&*store, &carried).await {
            Some(stored) => refreshed_with(stored, &carried),
            None => carried,
        };
        fill(&*store, file, &figures).await?;
    }
    if store.is_read_only() {
        tracing::warn!("store {file} is read-only");
    }
    Ok(store)
}

/// The store's figures, where a refresh has brought them up to date and this binary's catalogue is newer all the same. What cannot be
/// read is replaced as if there were none.
async fn refreshed_before(store: &dyn Store, carried: &Figures) -> Option<Figures> {
    let is_older = store.version().await.ok()??.lt(&carried.version);
    let (current, summary) = (store.current().await.ok().filter(|_| is_older)?, store.summary().await.ok()?);
    Some(current.figures(&summary, &carried.corrections)).filter(is_refreshed)
}

/// What a newer binary brings, with the prices that were newer than its own.
fn refreshed_with(stored: Figures, carried: &Figures) -> Figures {
    let mut figures = with_facts(stored, carried);
    figures.version = carried.version.after(carried.version.date());
    figures.content_hash = figures.hash_of_content();
    figures
}

/// Opens a store that is there already: opening would create it. `purpose` ends the sentence where there is none.
pub async fn open_existing(location: &Location, purpose: &str) -> anyhow::Result<Arc<dyn Store>> {
    must_exist(location, purpose)?;
    Ok(store::open(location).await?)
}

/// Says what to do where there is no store.
pub fn must_exist(location: &Location, purpose: &str) -> anyhow::Result<()> {
    if !location.exists() {
        bail!("There is no store {location} {purpose}. Give the store\u{2019}s file with --store.");
    }
    Ok(())
}

/// Puts the catalogue that this binary carries in the place of one whose editions are damaged.
pub async fn fall_back(store: &dyn Store, damage: &StoreError) -> anyhow::Result<()> {
    let figures = embedded()?;
    store.load_again(&figures, &mut |_| ()).await?;
    tracing::error!("{damage} Until then Berth serves the catalogue {} that it carries.", figures.version);
    Ok(())
}

async fn fill(store: &dyn Store, file: &Location, figures: &Figures) -> Result<(), StoreError> {
    let loaded = load(store, figures).await?;
    match loaded {
        Loaded::Current => tracing::info!("store {file}: catalogue {}", figures.version),
        Loaded::First => tracing::info!("store {file}: created, catalogue {} loaded", figures.version),
        Loaded::Replaced { older } => {
            tracing::info!("store {file}: catalogue {older} replaced by {}", figures.version);
        }
        Loaded::Corrected => {
            tracing::info!("store {file}: catalogue {} loaded again, its content changed", figures.version)
        }
        Loaded::KeptNewer { stored } => {
            tracing::info!("store {file}: keeps its catalogue {stored}, newer than this binary's {}", figures.version);
        }
    }
    Ok(())
}

/// Loads a catalogue: one rewritten line on a terminal, plain lines elsewhere.
pub async fn load(store: &dyn Store, figures: &Figures) -> Result<Loaded, StoreError> {
    let is_terminal = std::io::stderr().is_terminal();
    let mut seen = false;
    let loaded = store
        .load(figures, &mut |progress: Progress| {
            seen = true;
            let mut err = std::io::stderr().lock();
            // Progress is a courtesy: if nobody can read it, the load goes on.
            let _ = match is_terminal {
                true => write!(err, "\r\x1b[Kloading the catalogue: {progress}").and_then(|()| err.flush()),
                false => writeln!(err, "loading the catalogue: {progress}"),
            };
        })
        .await;
    if is_terminal && seen {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    loaded
}
