//! The example clusters find nodes in the catalogue that Berth carries.

use app::planner::presets::PRESETS;
use catalog_files::{Files, parse};
use model::plan::plan;

#[test]
fn every_preset_finds_nodes_in_every_region() {
    let figures = parse(&Files::embedded()).expect("the carried catalogue is sound");
    for catalog in figures.catalogs() {
        for preset in &PRESETS {
            let planned = plan(&catalog, &preset.scenario(&catalog.region.code));
            assert!(!planned.candidates.is_empty(), "{} in {}", preset.name, catalog.region.code);
        }
    }
}
