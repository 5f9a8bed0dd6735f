//! A site that cannot start says why, and what to do.

use super::client::*;
use super::running::Running;
use crate::support::berth;
use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Output, Stdio};
use tempfile::TempDir;

/// Runs `berth serve`, which must not come up.
fn refused(store: &Path, listen: &str) -> Output {
    let mut command = berth();
    command.args(["serve", "--listen", listen, "--store"]).arg(store).env("BERTH_LOG", "warn");
    let mut process = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("berth starts"));
    let code = process.wait_for(PATIENCE);
    let mut output = Output { status: code.expect("it gives up"), stdout: Vec::new(), stderr: Vec::new() };
    process.0.stdout.take().expect("piped").read_to_end(&mut output.stdout).expect("its output");
    process.0.stderr.take().expect("piped").read_to_end(&mut output.stderr).expect("its complaint");
    output
}

#[track_caller]
fn check_refused(output: &Output, words: &[&str]) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{err}");
    for word in words {
        assert!(err.contains(word), "no {word:?} in {err}");
    }
    assert!(!err.contains("panicked") && !err.contains("Error {"), "{err}");
}

#[test]
fn a_store_that_cannot_be_is_told_of_with_what_to_do() {
    let directory = TempDir::new().expect("a temporary directory");
    let path = |name: &str| directory.path().join(name);
    let any = "127.0.0.1:0";
    check_refused(&refused(&path("missing/berth.db"), any), &["missing", "no directory", "Create it", "--store"]);
    check_refused(&refused(directory.path(), any), &["is a directory", "Choose a file with --store"]);
    let garbage = "not a database, ".repeat(1_000);
    fs::write(path("garbage.db"), &garbage).expect("a written file");
    check_refused(&refused(&path("garbage.db"), any), &["garbage.db", "not a SQLite database", "--store"]);
    assert_eq!(fs::read_to_string(path("garbage.db")).expect("a file"), garbage, "left as it was");
}

#[test]
fn a_port_in_use_is_told_of_with_what_to_do() {
    let directory = TempDir::new().expect("a temporary directory");
    let other = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = other.local_addr().expect("an address").to_string();
    let store = directory.path().join("berth.db");
    let output = refused(&store, &address);
    assert!(!store.exists(), "a second one by mistake touches no store");
    check_refused(&output, &["cannot listen on", &address, "--listen"]);
}
