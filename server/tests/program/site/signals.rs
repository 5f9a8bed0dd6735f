//! SIGHUP: a site looks for a newer catalogue at once, and goes on.

use super::running::Running;
use crate::support::http::get;
use crate::support::run;
use crate::support::store::import_newer;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn told_by_sighup_a_site_serves_the_newer_catalogue_and_goes_on() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let store = directory.path().join("berth.db");
    let (running, url) = Running::start(directory.path());
    let before = get(&url, "/");
    assert!(before.body.contains(">2026-11-28.4<"), "{}", before.body);
    import_newer(directory.path(), &store);
    running.signal("HUP");
    let since = Instant::now();
    while !get(&url, "/").body.contains(">2027-11-23.1<") {
        assert!(since.elapsed() < Duration::from_secs(60), "it still serves the old one");
        std::thread::sleep(Duration::from_millis(20)); // between looks
    }
    let after = get(&url, "/");
    assert_ne!(before.header("etag"), after.header("etag"));
    let shown = run([Path::new("catalog"), Path::new("show"), Path::new("--store"), &store], b"").out;
    assert!(shown.contains("2027-11-23.1"), "{shown}");
}
