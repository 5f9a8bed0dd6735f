//! Every address of the site, as its source has them: a route that is added is attacked without a word here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The addresses, with their parameters as the routers write them: `/s/{id}`, `/instances/:name`.
pub fn addresses() -> Vec<String> {
    let server = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![server.join("../app/src/shell.rs")];
    below(&server.join("src/http"), &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).expect("source");
        found.extend(text.split('"').filter(|word| is_address(word)).map(str::to_owned));
    }
    found.into_iter().collect()
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        match entry.path().is_dir() {
            true => below(&entry.path(), files),
            false => files.push(entry.path()),
        }
    }
}

fn is_address(word: &str) -> bool {
    word.starts_with('/') && word.chars().all(|c| c.is_ascii_alphanumeric() || "/{}:._-".contains(c))
}

#[test]
fn the_addresses_of_the_source_are_those_of_the_site() {
    let found = addresses();
    for known in [
        "/",
        "/instances/:name",
        "/s/{id}/preview.png",
        "/api/v1/plan",
        "/r/{id}/{command}",
        "/take-away/{file}",
        "/readyz",
    ] {
        assert!(found.iter().any(|address| address == known), "no {known} in {found:?}");
    }
}
