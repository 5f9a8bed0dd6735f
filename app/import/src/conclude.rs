//! All that follows from what was read: the scenario, fitted to what the catalogue knows of the nodes, and their price.

use crate::evidence;
use crate::imported::Imported;
use crate::notes::{Note, What};
use crate::own_nodes;
use crate::price::{Priced, priced};
use crate::scenario::{self, Converted, Options, scenario};
use model::catalog::Catalog;
use model::scenario::Scenario;

/// What follows from what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concluded {
    /// The scenario; `None` where nothing was found that could be planned.
    pub converted: Option<Converted>,
    /// The present EC2 nodes, where the input has any and a catalogue is there.
    pub priced: Option<Priced>,
}

/// With the catalogue of a region, as `catalog_of` gives it by code. A region without prices is said.
pub fn conclude<'c>(
    imported: &Imported,
    options: &Options,
    catalog_of: &dyn Fn(&str) -> Option<&'c Catalog>,
) -> Concluded {
    let Some(mut converted) = scenario(imported, options) else { return Concluded { converted: None, priced: None } };
    if catalog_of(&converted.scenario.region).is_none() {
        let usual = Scenario::default().region;
        let text = format!("No price is known of the region {}: {usual} is planned", converted.scenario.region);
        converted.notes.push(Note { what: What::NotTakenOver, text, count: 1, examples: Vec::new() });
        converted.scenario.region = usual;
    }
    let found = catalog_of(&converted.scenario.region).zip(imported.present.as_ref());
    let priced = found.map(|(catalog, present)| {
        converted.notes.extend(evidence::fit(present, catalog, &mut converted.scenario));
        let priced = priced(present, catalog, &converted.scenario);
        converted.notes.extend(own_nodes::set(imported, options, &priced, &mut converted.scenario));
        priced
    });
    Concluded { converted: Some(converted), priced }
}

/// The region whose prices are asked for: that of most nodes, else the one that workloads are held to, else the usual one.
pub fn region(imported: &Imported) -> String {
    scenario::region(imported)
}

/// Why there is nothing to plan, a sentence each.
pub fn nothing(imported: &Imported) -> Vec<String> {
    let wrong = imported.notes.iter().filter(|note| note.what == What::Wrong);
    let mut sentences: Vec<String> = wrong.map(|note| format!("{}.", note.words())).collect();
    if sentences.is_empty() {
        sentences.push("The input has no workload: no pods that stay, and nothing that makes any.".into());
    }
    sentences
}
