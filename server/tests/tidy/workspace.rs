//! What is in the workspace: its packages, the roots of their crates, its files.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's directory.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace exists")
}

/// What cargo says of the workspace's packages.
pub fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("it lists packages").clone()
}

/// Names of a package's dependencies, those for tests left out.
pub fn uses(package: &Value) -> BTreeSet<String> {
    let dependencies = package["dependencies"].as_array().expect("a list");
    let normal = dependencies.iter().filter(|d| d["kind"].is_null());
    normal.filter_map(|d| d["name"].as_str().map(str::to_string)).collect()
}

/// The first file of every crate: libraries, programs, tests, benches, build scripts.
pub fn roots() -> Vec<PathBuf> {
    let packages = packages();
    let targets = packages.iter().flat_map(|package| package["targets"].as_array().expect("a list").clone());
    targets.map(|target| target["src_path"].as_str().expect("a path").into()).collect()
}

/// A file's name within the workspace.
pub fn name(file: &Path) -> String {
    file.strip_prefix(workspace()).expect("it is inside").display().to_string()
}

/// Rust files of the workspace, relative to it.
pub fn sources() -> Vec<(String, String)> {
    let root = workspace();
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["app", "server"].iter().map(|f| root.join(f)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push((name(&path), std::fs::read_to_string(&path).expect("it is text")));
            }
        }
    }
    found.sort();
    assert!(found.len() > 40, "only {} files found", found.len());
    found
}
