//! Regions by the location that files name: those from before 2021 have no region code.

use catalog_files::Figures;
use std::collections::HashMap;

/// Codes of regions by their location.
#[derive(Clone, Debug, Default)]
pub struct Places(HashMap<String, String>);

impl Places {
    /// Of a catalogue's regions, priced or not.
    pub fn of(figures: &Figures) -> Places {
        let priced = figures.regions.iter().map(|figures| (&figures.region.location, &figures.region.code));
        let unpriced = figures.unpriced_regions.iter().map(|region| (&region.location, &region.code));
        Places(priced.chain(unpriced).map(|(location, code)| (one_spelling(location), code.clone())).collect())
    }

    /// The region of a location, however that is spelt; `None` for local zones and for regions that are not known.
    pub fn code(&self, location: &str) -> Option<&str> {
        self.0.get(&one_spelling(location)).map(String::as_str)
    }
}

/// AWS writes `EU (Ireland)` and `Europe (Ireland)`, and `AWS GovCloud (US)` and `AWS GovCloud (US-West)`.
fn one_spelling(location: &str) -> String {
    match (location.strip_prefix("Europe ("), location) {
        (Some(city), _) => format!("EU ({city}"),
        (_, "AWS GovCloud (US-West)") => "AWS GovCloud (US)".to_owned(),
        _ => location.to_owned(),
    }
}
