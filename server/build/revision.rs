//! The revision of the source that is built.
//!
//! `BERTH_REVISION` says it, for builds without a repository; else git does, in a release build. A build for development does not ask git:
//! it would be compiled anew after each commit.

use std::path::Path;
use std::process::Command;

/// Tells the compiler, as `BERTH_BUILT_FROM`.
pub fn tell() {
    println!("cargo::rerun-if-env-changed=BERTH_REVISION");
    let named = std::env::var("BERTH_REVISION").ok().filter(|name| is_plain(name));
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let revision = named.or_else(|| is_release.then(of_git).flatten()).unwrap_or_else(|| "unknown".into());
    println!("cargo::rustc-env=BERTH_BUILT_FROM={revision}");
}

/// It stands in headers.
fn is_plain(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
}

/// Its commit; with `-dirty` where there is more than that.
fn of_git() -> Option<String> {
    for name in ["HEAD", "index", "logs/HEAD"] {
        let watched = git(&["rev-parse", "--path-format=absolute", "--git-path", name])?;
        // one that is not there would be news at each build
        if Path::new(&watched).exists() {
            println!("cargo::rerun-if-changed={watched}");
        }
    }
    git(&["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]).filter(|name| is_plain(name))
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}
