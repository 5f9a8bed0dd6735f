//! Keeps the workspace in order: the arrows between crates, the purity of the model, module docs, files and
//! folders that import each other, and the few places where the server's and the browser's code may differ.

mod circles;
mod imports;
mod workspace;

use std::collections::BTreeSet;
use workspace::{packages, sources, uses};

/// Which workspace crates each may use. Nothing runs back.
const ARROWS: [(&str, &[&str]); 19] = [
    ("model", &[]),
    ("addresses", &["model"]),
    ("charts", &["model"]),
    ("markup", &[]),
    ("room", &["model"]),
    ("export", &["addresses", "fleet", "model", "room"]),
    ("fleet", &["model", "solver"]),
    ("solver", &["model"]),
    ("import", &["model"]),
    ("catalog_files", &["model"]),
    ("cluster", &["addresses", "charts", "fleet", "import", "model"]),
    ("worker_addresses", &["addresses", "cluster", "model"]),
    ("worker_fleet", &["addresses", "cluster", "fleet", "model"]),
    ("worker_import", &["cluster", "import", "model"]),
    ("refresh", &["catalog_files", "model"]),
    ("download", &["refresh"]),
    ("store", &["catalog_files", "model", "room"]),
    ("app", &["addresses", "charts", "cluster", "export", "fleet", "markup", "model", "room"]),
    (
        "server",
        &[
            "addresses",
            "app",
            "catalog_files",
            "charts",
            "cluster",
            "download",
            "export",
            "fleet",
            "import",
            "model",
            "refresh",
            "room",
            "store",
        ],
    ),
];

/// The crates that are pure, where they are, and all that each may use: no I/O, no async, no UI. A planning room gets time
/// and presence from outside.
const PURE: [(&str, &str, &[&str]); 7] = [
    ("model", "app/model/src", &["form_urlencoded", "libm", "postcard", "serde"]),
    ("addresses", "app/addresses/src", &["model"]),
    ("fleet", "app/fleet/src", &["model", "serde", "solver"]),
    ("solver", "app/solver/src", &["model"]),
    ("import", "app/import/src", &["csv", "model", "yaml-rust2"]),
    ("refresh", "server/refresh/src", &["catalog_files", "csv", "flate2", "model", "serde", "serde_json", "thiserror"]),
    ("room", "app/room/src", &["model", "serde"]),
];

/// Files in which `cfg(feature = ...)` may stand.
const MAY_DIFFER: [&str; 3] = ["app/src/lib.rs", "app/src/surroundings.rs", "app/src/planner/mod.rs"];

#[test]
fn the_arrows_between_crates_hold() {
    let packages = packages();
    let crates: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(packages.iter().filter_map(|p| p["name"].as_str()).collect::<BTreeSet<_>>(), crates);
    for package in &packages {
        let name = package["name"].as_str().expect("a name");
        let allowed = ARROWS.iter().find(|(n, _)| *n == name).expect("known").1;
        for used in uses(package).iter().filter(|u| crates.contains(u.as_str())) {
            assert!(allowed.contains(&used.as_str()), "{name} must not use {used}");
        }
    }
}

#[test]
fn the_pure_crates_are_pure() {
    let (packages, sources) = (packages(), sources());
    for (name, folder, allowed) in PURE {
        let package = packages.iter().find(|p| p["name"] == name).expect("it is there");
        assert_eq!(uses(package), allowed.iter().map(ToString::to_string).collect());
        for (file, text) in sources.iter().filter(|(file, _)| file.starts_with(folder)) {
            for forbidden in ["std::fs", "std::net", "std::time", "std::env", "std::thread", "println!", "async fn"] {
                assert!(!text.contains(forbidden), "{file} uses {forbidden}");
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!"), "{file} has no module doc");
    }
}

#[test]
fn server_and_browser_differ_in_few_places() {
    let differing: BTreeSet<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.contains("cfg(feature") || text.contains("cfg(not(feature"))
        .map(|(file, _)| file)
        .collect();
    let allowed: BTreeSet<String> = MAY_DIFFER.iter().map(ToString::to_string).collect();
    // This file names the attribute, too.
    let found: BTreeSet<String> = differing.into_iter().filter(|f| f != "server/tests/tidy/main.rs").collect();
    assert_eq!(found, allowed);
}
