//! A scenario that was saved before a newer catalogue came: m5.large costs twice as much in it.

use crate::support::{Site, run};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use tempfile::TempDir;

/// 400 small pods on m5.large with prefixes: $840.96 a month by the carried catalogue.
const FORM: &str = "v=1&pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation&type=m5.large&title=Before";

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
        let id = save(&Site::start_on(&store).url);
        let newer = directory.path().join("catalog");
        newer_catalog(&newer);
        let said = run(
            ["catalog", "import", "--dir"].map(Path::new).into_iter().chain([
                newer.as_path(),
                Path::new("--store"),
                &store,
            ]),
            b"",
        );
        assert_eq!(said.code, Some(0), "{}", said.err);
        let site = Site::start_on(&store);
        Aged { link: format!("{}{id}", site.url), _site: site, _directory: directory }
    }
}

/// `/s/<id>` of what the form saves, as the page that follows names it.
fn save(url: &str) -> String {
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("the site listens");
    write!(
        stream,
        "POST /s HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{FORM}",
        FORM.len()
    )
    .expect("the site reads");
    let mut page = String::new();
    stream.read_to_string(&mut page).expect("the site answers in text");
    let start = page.find("/s/").unwrap_or_else(|| panic!("no link in {page}"));
    page[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect()
}

/// The carried catalogue a year later, with m5.large at twice its price in us-east-1.
fn newer_catalog(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("backend/catalog");
    fs::create_dir_all(to.join("prices")).expect("a directory");
    for folder in ["", "prices"] {
        for entry in fs::read_dir(from.join(folder)).expect("the catalogue").flatten().filter(|e| e.path().is_file()) {
            fs::copy(entry.path(), to.join(folder).join(entry.file_name())).expect("a copy");
        }
    }
    change(&to.join("manifest.csv"), "version,2026-11-23.1", "version,2027-11-23.1");
    change(&to.join("prices/us-east-1.csv"), "\nm5.large,0.096,", "\nm5.large,0.192,");
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a text file");
    assert!(text.contains(from), "{} has no {from:?}", file.display());
    fs::write(file, text.replace(from, to)).expect("a written file");
}
