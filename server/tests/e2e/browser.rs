//! Playwright's tests, in the system's Chromium.

use crate::aged::Aged;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// The specs open more rooms from one address than one team does in an hour.
pub const NO_PACE: [&str; 2] = ["--rooms-per-hour", "0"];

/// The folder of all that runs in Node.js.
pub fn end2end() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end")
}

/// Runs the specs whose files these words name, all of them where there are none.
pub fn run(specs: &[&str], url: &str, aged: &Aged) -> ExitStatus {
    let end2end = end2end();
    install_packages(&end2end);
    Command::new("npx")
        .args(["playwright", "test"])
        .args(specs)
        .current_dir(&end2end)
        .env("BASE_URL", url)
        .env("AGED_LINK", &aged.link)
        .env("AGED_FLEET_LINK", &aged.fleet_link)
        .env("CHROMIUM", chromium())
        .status()
        .expect("npx runs; install Node.js 20 or later if it is not there")
}

fn install_packages(end2end: &Path) {
    if end2end.join("node_modules/.package-lock.json").exists() {
        return;
    }
    println!("installing the npm packages of end2end");
    let status = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(end2end)
        .status()
        .expect("npm runs; install Node.js 20 or later if it is not there");
    assert!(status.success(), "npm ci failed in end2end");
}

/// $CHROMIUM, else the system's, else Debian's, installed when we may.
fn chromium() -> PathBuf {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return named.into();
    }
    let candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let found = || candidates.iter().map(PathBuf::from).find(|path| path.exists());
    if let Some(found) = found() {
        return found;
    }
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout == b"0\n");
    assert!(
        is_root,
        "The browser tests need Chromium: install it (apt-get install chromium) or name one in $CHROMIUM."
    );
    println!("installing Debian's chromium");
    for arguments in [&["update"][..], &["install", "-y", "--no-install-recommends", "chromium"][..]] {
        let status = Command::new("apt-get").args(arguments).status().expect("apt-get runs");
        assert!(status.success(), "apt-get {arguments:?} failed; install Chromium and name it in $CHROMIUM");
    }
    found().expect("apt-get installed Chromium")
}
