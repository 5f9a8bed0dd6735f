//! A log that cannot be written ends nothing: what fails to be logged is still answered, and later saves work.

use super::saving::{check_refused, save, small_pods};
use crate::support::berth;
use crate::support::http::{get, post};
use crate::support::store::Kept;
use serde_json::json;
use std::fs::OpenOptions;
use std::process::Stdio;

fn logging_to(log: Stdio) -> Kept {
    let mut command = berth();
    command.stderr(log);
    Kept::start_by(command, &["--saves-per-minute", "0"])
}

/// A site that has something to log, twice, and goes on.
#[track_caller]
fn check_goes_on(site: &Kept) {
    save(site.url(), "before");
    for round in 0..2 {
        // the writer fails, which it logs, and saves again, which it logs too
        site.execute("ALTER TABLE saved RENAME TO away");
        let wanted = json!({ "scenario": small_pods(), "title": format!("in vain {round}") });
        check_refused(&post(site.url(), "/api/v1/scenarios", &wanted), 503, &[("", "The store failed")]);
        site.execute("ALTER TABLE away RENAME TO saved");
        save(site.url(), &format!("after {round}"));
    }
    assert_eq!(get(site.url(), "/").status, 200);
}

#[test]
fn a_log_whose_reader_has_gone_ends_nothing() {
    let mut site = logging_to(Stdio::piped());
    drop(site.site.as_mut().expect("a site").take_log());
    check_goes_on(&site);
}

#[test]
fn a_log_whose_reader_reads_no_more_holds_nobody_up() {
    // a reader with the least room there is, and far more to say than it takes
    let mut command = berth();
    command.stderr(Stdio::piped());
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    site.site = None;
    site.site = Some(site.run_by_at("trace", command));
    let _unread = site.site.as_mut().expect("a site").take_log();
    for round in 0..400 {
        assert_eq!(get(site.url(), &format!("/api/v1/scenarios/0000000000{}", round % 10)).status, 404);
        assert_eq!(get(site.url(), "/healthz").status, 200);
    }
    check_goes_on(&site);
}

#[test]
fn a_log_on_a_full_disk_ends_nothing() {
    let full = OpenOptions::new().write(true).open("/dev/full").expect("a disk that is always full");
    check_goes_on(&logging_to(full.into()));
}
