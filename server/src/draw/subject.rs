//! What a picture is of.

use app::pages::fleet::FleetFound;
use app::saved::SavedPage;
use app::site::SiteRegion;
use model::evaluation::Evaluation;
use model::scenario::Scenario;
use model::scenario::link::to_query;
use model::summary::decided::{Decided, DecidedFleet, MODEL_VERSION};
use std::sync::Arc;

/// A scenario, with all that its picture depends on.
#[derive(Clone, Debug)]
pub struct Pictured {
    /// The scenario and what it comes to; for a saved scenario by the catalogue of its day.
    pub evaluation: Arc<Evaluation>,
    /// The title it was saved under, may be empty.
    pub title: String,
    /// The figures it was saved with; `None`: those of now.
    pub decided: Option<Decided>,
    /// Whether the figures were computed by the rules of this program: only then can more be computed
    /// with them.
    pub same_rules: bool,
    /// Tells this subject from every other one.
    pub key: String,
}

/// A scenario whose picture is that of its fleet.
#[derive(Clone, Debug)]
pub struct PicturedFleet {
    /// The scenario.
    pub pictured: Pictured,
    /// The fleet that was found, or why there is none.
    pub found: Arc<FleetFound>,
    /// The fleet that it was saved with.
    pub decided: Option<DecidedFleet>,
}

impl Pictured {
    /// A scenario that nobody has saved.
    pub fn of_link(region: &SiteRegion, scenario: Scenario) -> Pictured {
        // The address of a region's catalogue carries its content's hash.
        let key = format!("{}?{}", region.download.url, to_query(&scenario));
        let evaluation = Arc::new(Evaluation::of(region.catalog.clone(), scenario));
        Pictured { evaluation, title: String::new(), decided: None, same_rules: true, key }
    }

    /// A saved scenario: its ID is computed from all of its content.
    pub fn of_saved(page: SavedPage) -> Pictured {
        Pictured {
            key: format!("/s/{}", page.id),
            evaluation: Arc::new(Evaluation::of(page.catalog_then, page.scenario)),
            title: page.title,
            decided: Some(page.decided),
            same_rules: page.model_then == MODEL_VERSION,
        }
    }
}
