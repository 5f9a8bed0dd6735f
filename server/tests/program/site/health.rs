//! Health: alive as long as the process answers, ready while its store can be read and written.

use super::saving::{save, text};
use crate::support::http::{Answer, get};
use crate::support::store::Kept;
use crate::support::{Said, berth, run};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

fn healthcheck(site: &Kept, options: &[&str]) -> Said {
    let address = site.url().strip_prefix("http://").expect("an http address");
    run(["healthcheck", "--listen", address].iter().chain(options), b"")
}

/// Ready, or not, within a while: an answer holds for a second.
#[track_caller]
fn becomes(site: &Kept, status: u16) -> Answer {
    let since = Instant::now();
    loop {
        let answer = get(site.url(), "/readyz");
        if answer.status == status {
            return answer;
        }
        assert!(since.elapsed() < PATIENCE, "{} {}", answer.status, answer.body);
        std::thread::sleep(Duration::from_millis(50)); // between looks
    }
}

#[track_caller]
fn check_not_ready(site: &Kept, words: &str) {
    let answer = becomes(site, 503);
    assert!(answer.body.contains(words), "no {words:?} in {}", answer.body);
    assert!(!answer.body.contains(&site.directory.path().display().to_string()), "no paths: {}", answer.body);
    assert_eq!(get(site.url(), "/healthz").body, "ok\n", "alive all the same");
    let said = healthcheck(site, &[]);
    assert!(said.code == Some(1) && said.err.contains(words), "{said:?}");
    assert_eq!(healthcheck(site, &["--alive"]).code, Some(0));
}

#[test]
fn a_site_that_is_well_is_alive_and_ready() {
    let mut site = Kept::start(&[]);
    let ready = get(site.url(), "/readyz");
    assert_eq!((ready.status, ready.header("cache-control")), (200, "no-store"));
    assert!(ready.body.starts_with("ready\n"), "{}", ready.body);
    assert_eq!(healthcheck(&site, &[]).out, ready.body);
    assert_eq!(healthcheck(&site, &["--alive"]).out, "ok\n");
    let address = site.url().strip_prefix("http://").expect("an http address").to_owned();
    site.site = None;
    let said = run(["healthcheck", "--listen", &address], b"");
    assert!(said.code == Some(1) && said.err.contains("does not answer"), "{said:?}");
}

#[test]
fn a_deleted_store_is_told_of() {
    let site = Kept::start(&[]);
    fs::remove_file(site.store()).expect("the store");
    check_not_ready(&site, "deleted or replaced");
}

#[test]
fn a_damaged_store_is_told_of() {
    let site = Kept::start(&[]);
    let length = site.store().metadata().expect("the store").len() as usize;
    // in the same file, as a disk does it
    let file = fs::OpenOptions::new().write(true).open(site.store()).expect("the store");
    std::os::unix::fs::FileExt::write_all_at(&file, &vec![0x5a; length], 0).expect("it is damaged");
    check_not_ready(&site, "cannot be read");
}

#[test]
fn a_writer_that_cannot_write_is_told_of_and_ready_again_when_it_can() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    save(site.url(), "before");
    site.while_locked(|| check_not_ready(&site, "nothing can be written"));
    becomes(&site, 200);
    save(site.url(), "after");
}

#[test]
fn a_damaged_edition_of_today_gives_way_to_the_carried_catalogue() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let saved = save(site.url(), "before the damage");
    let target = format!("/api/v1/scenarios/{}", text(&saved, "id"));
    let before = get(site.url(), &target).json()["decided"].clone();
    site.site = None;
    site.execute("UPDATE edition SET content = zeroblob(100) WHERE region IN ('us-east-1', 'eu-west-1')");
    let mut command = berth();
    command.stderr(Stdio::piped());
    site.site = Some(site.run_by(command));
    assert_eq!(get(site.url(), "/").status, 200);
    assert_eq!(get(site.url(), &target).json()["decided"], before, "whole again");
    let log = site.site.take().and_then(|mut site| site.take_log()).expect("its log");
    let said = std::io::read_to_string(log).expect("a log");
    assert!(said.contains("damaged edition") && said.contains("catalogue 2026-11-28.4 that it carries"), "{said}");
    let check = run([Path::new("check"), Path::new("--store"), &site.store()], b"");
    assert_eq!((check.code, check.err.as_str()), (Some(0), ""));
}

#[test]
fn crawlers_are_told_what_is_for_programs() {
    let site = Kept::start(&[]);
    let robots = get(site.url(), "/robots.txt");
    assert!(robots.status == 200 && robots.header("content-type").starts_with("text/plain"), "{robots:?}");
    assert!(robots.body.contains("User-agent: *\nDisallow: /api/v1/\n"), "{}", robots.body);
}
