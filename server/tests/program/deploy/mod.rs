//! What ships Berth and how it is run: the guide for operators, and the files for systemd, Docker, compose and Kubernetes.

mod files;
mod image;
mod kubernetes;
mod operating;
mod systemd;

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the repository.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").join(name)
}

/// Its text.
fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| unreachable!("{name}: {error}"))
}

/// Whether this machine has a program; where it has not, the test says what it leaves out.
fn has(program: &str, leaves_out: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().expect("a shell");
    if !found.status.success() {
        eprintln!("not tested: {leaves_out}, because this machine has no {program}");
    }
    found.status.success()
}
