//! What operators see: metrics that a collector can read, with labels that no visitor can add to; the log as text and as JSON; and
//! which Berth it is.

use super::running::Running;
use super::saving::save;
use crate::support::http::{ask, get};
use crate::support::store::Kept;
use crate::support::{berth, run};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::Instant;

const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// A site with a listener for metrics, and where that is.
fn watched() -> (Kept, String) {
    // free a moment ago
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let site = Kept::start(&["--metrics", &free.to_string(), "--saves-per-minute", "0"]);
    (site, format!("http://{free}"))
}

/// Samples by series, read as strictly as the format is written down
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details>): every family has its help and its type before its
/// samples and stands together, no series comes twice, every value is a number.
fn samples(text: &str) -> BTreeMap<String, f64> {
    let (mut samples, mut families, mut family) = (BTreeMap::new(), BTreeSet::new(), ("", ""));
    assert!(text.ends_with('\n'));
    let mut helped = "";
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            helped = help.split_once(' ').expect("a name and what it is").0;
        } else if let Some(of_type) = line.strip_prefix("# TYPE ") {
            family = of_type.split_once(' ').expect("a name and a type");
            assert_eq!(family.0, helped, "help comes with the type");
            assert!(["counter", "gauge", "histogram"].contains(&family.1), "{line}");
            assert!(families.insert(family.0), "{} stands together", family.0);
        } else {
            let (series, value) = line.rsplit_once(' ').expect("a series and a value");
            let name = series.split('{').next().expect("a name");
            let ends: &[&str] = if family.1 == "histogram" { &["_bucket", "_sum", "_count"] } else { &[""] };
            assert!(ends.iter().any(|end| name == format!("{}{end}", family.0)), "{line} in {}", family.0);
            assert!(family.1 != "counter" || name.ends_with("_total"), "{line}");
            assert!(samples.insert(series.to_owned(), value.parse().expect("a number")).is_none(), "{series} twice");
        }
    }
    samples
}

#[test]
fn requests_saves_and_the_store_are_counted() {
    let (site, metrics) = watched();
    let before = samples(&get(&metrics, "/metrics").body);
    assert_eq!(before["berth_shed_total{reason=\"work\"}"], 0.0);
    save(site.url(), "counted");
    for _ in 0..3 {
        assert_eq!(get(site.url(), "/?pods=4711").status, 200);
    }
    for n in 0..50 {
        assert_eq!(get(site.url(), &format!("/made-up-{n}?visitor={n}")).status, 404);
    }
    let answer = get(&metrics, "/metrics");
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4");
    let after = samples(&answer.body);
    assert_eq!(after["berth_requests_total{route=\"save\",status=\"201\"}"], 1.0);
    assert_eq!(after["berth_requests_total{route=\"planner\",status=\"200\"}"], 3.0);
    assert_eq!(after["berth_requests_total{route=\"page\",status=\"404\"}"], 50.0);
    assert_eq!(after["berth_request_seconds_count{route=\"planner\"}"], 3.0);
    assert_eq!(after["berth_request_seconds_bucket{route=\"planner\",le=\"+Inf\"}"], 3.0);
    for (gauge, least) in [
        ("berth_ready", 1.0),
        ("berth_work_waiting", 0.0),
        ("berth_connections_open", 0.0),
        ("berth_saves_under_way", 0.0),
        ("berth_writer_queue", 0.0),
        ("berth_store_bytes", 1_000_000.0),
        ("berth_catalog_age_seconds", -86_400.0),
        ("berth_rooms_open", 0.0),
        ("berth_streams_open", 0.0),
    ] {
        assert!(after[gauge] >= least, "{gauge} {}", after[gauge]);
    }
    let made_up = answer.body.contains("made-up") || answer.body.contains("4711") || answer.body.contains("visitor");
    assert!(!made_up, "labels are Berth\u{2019}s own: {}", answer.body);
    // series that were added by 50 addresses and 50 queries: one of requests, and the buckets of one class
    assert!(after.len() - before.len() < 80, "{} series, then {}", before.len(), after.len());
    assert_eq!(get(&metrics, "/").status, 404, "nothing else is there");
    assert_eq!(get(site.url(), "/metrics").status, 404, "and no visitor sees it");
    checked_by_promtool(&answer.body);
}

/// By Prometheus' own tool, where this machine has it.
fn checked_by_promtool(text: &str) {
    let started =
        Command::new("promtool").args(["check", "metrics"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut promtool) = started else {
        eprintln!("not tested: this machine has no promtool");
        return;
    };
    promtool.stdin.take().expect("its input").write_all(text.as_bytes()).expect("it reads");
    let output = promtool.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_site_says_which_berth_it_is_and_the_program_says_the_same() {
    let site = Kept::start(&[]);
    let said = run(["--version"], b"").out;
    let version = said.trim().strip_prefix("berth ").expect("its name").to_owned();
    assert!(version.starts_with(concat!(env!("CARGO_PKG_VERSION"), " (")) && version.ends_with(')'), "{version}");
    assert_eq!(get(site.url(), "/readyz").body, format!("ready\nberth {version}\n"));
    for target in ["/", "/nope", "/healthz", "/api/v1/plan?pods=0"] {
        assert_eq!(get(site.url(), target).header("x-berth-version"), version, "{target}");
    }
}

/// What a site logs in this format when visitors ask, something fails, and it is told to look for a catalogue.
fn logged(format: &str) -> String {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let file = directory.path().join("log");
    let mut command = berth();
    command.stderr(File::create(&file).expect("a log"));
    let mut site = Kept::start(&["--behind-proxy", "--saves-per-minute", "0", "--log", format]);
    site.site = None;
    let mut process = command;
    process.args(["serve", "--listen", "127.0.0.1:0", "--behind-proxy", "--log", format, "--store"]).arg(site.store());
    process.env("BERTH_LOG", "trace").stdout(Stdio::piped());
    let (mut running, url) = Running::of(process);
    let visitor =
        [("user-agent", "secret-agent/1.0"), ("x-forwarded-for", "203.0.113.77"), ("referer", "http://from.example/")];
    let id = save(&url, "secret-title")["id"].as_str().expect("an id").to_owned();
    for target in
        ["/?profile=secret4713", "/nope?q=secret4714", "/api/v1/plan?pods=x&name=secret4715", &format!("/s/{id}")]
    {
        ask(&url, "GET", target, &visitor, b"");
    }
    site.execute("ALTER TABLE saved RENAME TO away");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let failed = ask(&url, "POST", "/s", &[&visitor[..], &form].concat(), b"profile=secret4716&title=secret4717");
    assert_eq!(failed.status, 503, "{}", failed.body);
    assert_eq!(ask(&url, "GET", &format!("/s/{id}"), &visitor, b"").status, 503);
    running.signal("HUP");
    let (since, said) = (Instant::now(), || std::fs::read_to_string(&file).expect("the log"));
    while !said().contains("told to look for a newer catalogue") {
        assert!(since.elapsed() < PATIENCE, "{}", said());
        std::thread::sleep(std::time::Duration::from_millis(20)); // between looks
    }
    running.signal("TERM");
    running.check_stops("SIGTERM");
    let said = said();
    for hidden in ["203.0.113", "secret", "from.example", &id] {
        assert!(!said.contains(hidden), "{hidden} in the log: {said}");
    }
    assert!(said.contains("nothing can be saved") && said.contains("could not be read"), "{said}");
    said
}

#[test]
fn the_log_says_what_failed_and_never_who_asked_for_what() {
    let said = logged("text");
    assert!(said.lines().any(|line| line.contains(" INFO ")), "{said}");
}

#[test]
fn the_log_is_an_object_a_line_where_programs_read_it() {
    let said = logged("json");
    for line in said.lines() {
        let object: Value = serde_json::from_str(line).unwrap_or_else(|error| unreachable!("{error}: {line}"));
        for key in ["timestamp", "level", "target"] {
            assert!(object[key].is_string(), "{key}: {line}");
        }
    }
    assert!(said.lines().count() > 3);
}
