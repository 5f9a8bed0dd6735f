//! The figures that a refresh begins with: the store's, with what this binary knows more.

use crate::cli::open_store::embedded;
use crate::wrong_input::WrongInput;
use ::refresh::edition::with_facts;
use anyhow::{Result, anyhow};
use catalog_files::Figures;
use store::Store;

/// The store's figures as they are, and as a newer catalogue begins with them.
pub async fn of(store: &dyn Store) -> Result<(Figures, Figures)> {
    let carried = embedded()?;
    let current = store.current().await?;
    let summary = store.summary().await?;
    if summary.version != current.name.version {
        // another process has loaded one between the two
        return Err(anyhow!("Another process has just loaded another catalogue. Run the command again."));
    }
    let stored = current.figures(&summary, &carried.corrections);
    let base = with_facts(stored.clone(), &carried);
    Ok((stored, base))
}

/// Refuses regions that the catalogue does not know.
pub fn check(regions: &[String], figures: &Figures) -> Result<(), WrongInput> {
    let known = codes(figures);
    let unknown = regions.iter().filter(|region| !known.contains(region));
    let wrong: Vec<String> = unknown
        .map(|region| format!("--region \"{region}\" is not a region that Berth knows: {}", known.join(", ")))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(WrongInput(wrong)) }
}

/// Every region of the catalogue, priced or not.
pub fn codes(figures: &Figures) -> Vec<String> {
    let priced = figures.regions.iter().map(|region| region.region.code.clone());
    priced.chain(figures.unpriced_regions.iter().map(|region| region.code.clone())).collect()
}
