//! Scenarios that were saved before a newer catalogue came: m5.large costs twice as much in it.

use crate::support::Site;
use crate::support::http::send_form;
use crate::support::store::import_newer;
use std::path::Path;
use tempfile::TempDir;

/// 400 small pods on m5.large with prefixes: $840.96 a month by the carried catalogue.
const FORM: [(&str, &str); 7] = [
    ("v", "1"),
    ("pods", "400"),
    ("cpu_m", "50"),
    ("mem_mib", "64"),
    ("mode", "prefix-delegation"),
    ("type", "m5.large"),
    ("title", "Before"),
];

/// Three workloads on m5.large alone, so that its price is the fleet's.
const FLEET: [(&str, &str); 16] = [
    ("v", "2"),
    ("families", "m5"),
    ("max_vcpu", "2"),
    ("profile", "web"),
    ("pods", "40"),
    ("cpu_m", "200"),
    ("mem_mib", "300"),
    ("profile", "cache"),
    ("pods", "6"),
    ("cpu_m", "300"),
    ("mem_mib", "3000"),
    ("profile", "job"),
    ("pods", "20"),
    ("cpu_m", "600"),
    ("mem_mib", "500"),
    ("title", "Before, as a fleet"),
];

/// A running site whose catalogue is newer than the one of the scenarios that it keeps.
pub struct Aged {
    /// The whole link of the scenario.
    pub link: String,
    /// The same of the one with a fleet.
    pub fleet_link: String,
    _site: Site,
}

impl Aged {
    /// Saves in a store with the carried catalogue, stops, imports the newer one, and starts again.
    pub fn make(store: &Path) -> Aged {
        let [path, fleet] = {
            let before = Site::start_on(store);
            [save(&before.url, &FORM), save(&before.url, &FLEET)]
        };
        let files = TempDir::new().expect("a temporary directory");
        import_newer(files.path(), store);
        let site = Site::start_on(store);
        let [link, fleet_link] = [path, fleet].map(|path| format!("{}{path}", site.url));
        Aged { link, fleet_link, _site: site }
    }
}

/// `/s/<id>` of what a form saves.
fn save(url: &str, form: &[(&str, &str)]) -> String {
    let saved = send_form(url, "/s", form);
    assert_eq!(saved.status, 303, "{}", saved.body);
    saved.header("location").to_owned()
}
