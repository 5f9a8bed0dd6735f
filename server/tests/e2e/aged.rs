//! A scenario that was saved before a newer catalogue came: m5.large costs twice as much in it.

use crate::support::Site;
use crate::support::http::send_form;
use crate::support::store::import_newer;
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

/// A running site whose catalogue is newer than the one of a scenario that it keeps.
pub struct Aged {
    /// The whole link of the scenario.
    pub link: String,
    _site: Site,
    _directory: TempDir,
}

impl Aged {
    /// Saves with the carried catalogue, stops, imports the newer one, and starts again.
    pub fn make() -> Aged {
        let directory = TempDir::new().expect("a temporary directory");
        let store = directory.path().join("berth.db");
        let path = save(&Site::start_on(&store).url);
        import_newer(directory.path(), &store);
        let site = Site::start_on(&store);
        Aged { link: format!("{}{path}", site.url), _site: site, _directory: directory }
    }
}

/// `/s/<id>` of what the form saves.
fn save(url: &str) -> String {
    let saved = send_form(url, "/s", &FORM);
    assert_eq!(saved.status, 303, "{}", saved.body);
    saved.header("location").to_owned()
}
