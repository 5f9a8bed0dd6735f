//! The same seed gives the same run natively and as WebAssembly.
//!
//! `expected.in` holds what the runs came to natively; where a change moves it, `ADDRESSES_RECORD=1 cargo test -p addresses
//! --test everywhere` writes it again.

mod figures;

use figures::{CASES, Figures, figures};
use std::path::{Path, PathBuf};
use std::process::Command;

const EXPECTED: [Figures; CASES] = include!("expected.in");

#[test]
fn natively_it_is_as_recorded() {
    let found: Vec<Figures> = (0..CASES as u64).map(figures).collect();
    if std::env::var_os("ADDRESSES_RECORD").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/everywhere/expected.in");
        let lines: Vec<String> = found.iter().map(|figures| format!("    {figures:?},\n")).collect();
        std::fs::write(path, format!("[\n{}]\n", lines.concat())).expect("it can be written");
        return;
    }
    assert_eq!(found, EXPECTED);
}

/// Runs the example in Node: its `main` gives how many runs came out otherwise.
#[test]
fn as_web_assembly_it_is_the_same() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("everywhere");
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--package", "addresses", "--example", "everywhere", "--quiet"])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&folder)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo runs");
    assert!(built.success());
    let wasm = folder.join("wasm32-unknown-unknown/debug/examples/everywhere.wasm");
    let script = "const bytes = require('fs').readFileSync(process.argv[1]);\
        WebAssembly.instantiate(bytes, {}).then(({ instance }) => console.log(instance.exports.main(0, 0)));";
    let run = Command::new("node").args(["-e", script]).arg(wasm).output().expect("Node runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert_eq!(said.trim(), "0", "{}", String::from_utf8_lossy(&run.stderr));
}
