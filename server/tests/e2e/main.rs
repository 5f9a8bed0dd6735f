//! The site in a real browser: the real binary, a store of its own, the system's Chromium, Playwright.
//!
//! Installs what is missing (npm packages, and Chromium with apt when run as root) and says so.

mod aged;
mod browser;
mod proxied;
#[path = "../support/mod.rs"]
mod support;

use aged::Aged;
use proxied::Proxied;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use support::campaign::rounds;
use support::{Site, berth};
use tempfile::TempDir;

/// What two servers on one store may do otherwise than one: saved links, the scenario that stays, rooms, a fleet's link.
const SHARED: [&str; 4] = ["saving.spec", "kept.spec", "room.spec", "fleet.spec"];

/// A browser takes all cores: one test after the other.
static TURN: Mutex<()> = Mutex::new(());

#[test]
fn the_site_works_in_a_browser() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let directory = TempDir::new().expect("a temporary directory");
    let aged = Aged::make(&directory.path().join("berth.db"));
    let site = Site::start_by_on(berth(), &directory.path().join("site.db"), &browser::NO_PACE);
    let status = browser::run(&[], &site.url, &aged);
    assert!(status.success(), "the browser tests failed; their report is above");
}

/// A few of the same tests, and with `$CAMPAIGN` all of them.
#[test]
fn two_servers_behind_a_proxy_work_as_one_does() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(store) = support::postgres_server::database() else { return };
    let Some(aged) = support::postgres_server::database() else { return };
    let aged = Aged::make(Path::new(&aged.url));
    let site = Proxied::start(&store);
    let specs: &[&str] = if rounds(1) > 1 { &[] } else { &SHARED };
    let status = browser::run(specs, &site.url, &aged);
    assert!(status.success(), "the browser tests failed; their report is above");
    assert!(site.every_server_was_asked(), "the proxy gave one server all there was to do");
}
