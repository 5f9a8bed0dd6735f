//! `berth catalog refresh`: what it takes, reports, refuses and keeps.

#[path = "../../../download/tests/download/server.rs"]
#[allow(dead_code, reason = "the download's own tests take more of it")]
mod aws_server;

use super::store::Store;
use crate::support::price_files::aws::{Product, ec2, linux};
use crate::support::price_files::{products, reprice};
use crate::support::{Said, berth};
use aws_server::{Fault, File, Server};
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

const REGIONS: [(&str, &str); 3] =
    [("eu-west-1", "EU (Ireland)"), ("us-east-1", "US East (N. Virginia)"), ("us-east-2", "US East (Ohio)")];

/// A filled store, and a directory for files beside it.
fn place() -> (Store, TempDir) {
    let store = Store::new();
    assert_eq!(store.import().code, Some(0));
    (store, TempDir::new().expect("a temporary directory"))
}

/// The command, with what was read of addresses kept beside the store.
fn refresh(store: &Store, from: &str, options: &[&str]) -> Said {
    let read = store.path().with_file_name("read");
    let mut all = vec![OsStr::new("--from"), OsStr::new(from), OsStr::new("--read"), read.as_os_str()];
    all.extend(options.iter().map(OsStr::new));
    store.catalog("refresh", &all)
}

fn from(directory: &Path) -> &str {
    directory.to_str().expect("a path")
}

/// A region with m7i.large 4 % down.
fn cheaper_in(code: &'static str, location: &'static str) -> Vec<Product> {
    let mut products = products(code, location);
    reprice(&mut products, "m7i.large", if code == "eu-west-1" { "0.107856" } else { "0.096768" });
    products
}

/// The three regions like that.
fn cheaper() -> Vec<Product> {
    let mut all: Vec<Product> = REGIONS.iter().flat_map(|(code, location)| cheaper_in(code, location)).collect();
    all.push(linux("NEW", "m99z.large", "0.1"));
    all
}

fn has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no {word:?} in {text}");
    }
}

#[test]
fn a_directory_of_files_makes_a_newer_catalogue_and_a_report() {
    let (store, dir) = place();
    fs::write(dir.path().join("index.json"), ec2(&cheaper())).expect("a file");
    let before = store.shown();
    let dry = refresh(&store, from(dir.path()), &["--dry-run"]);
    assert_eq!(dry.code, Some(0), "{}", dry.err);
    has(&dry.out, &["m7i.large -4 % in 3 regions", "Nothing was changed."]);
    assert_eq!(store.shown(), before);

    let said = refresh(&store, from(dir.path()), &[]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    has(
        &said.out,
        &[
            "us-east-1: prices of 2026-11-20 (2026-07-20 before): ",
            " 1 moved, 0 new, 0 gone",
            "m7i.large -4 % in 3 regions\n",
            "note: priced, but not described, and left out: m99z.large.",
            "loaded; it replaces 2026-11-28.4. A running site shows it within a minute",
        ],
    );
    has(&said.err, &["read index.json: "]);
    let shown = store.shown();
    has(&shown, &["aws-price-list-2026-11-20: AWS Price List", "Reserved Instances, No Upfront"]);
    let ireland = shown.lines().find(|line| line.starts_with("eu-west-1 ")).expect("its line");
    assert!(ireland.contains("2026-11-20"), "{ireland}");

    let again = refresh(&store, from(dir.path()), &[]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    has(&again.out, &["nothing has changed\n", "The store keeps its catalogue"]);
    assert_eq!(store.shown(), shown);
    // a single region, from the only file that there is
    let file = dir.path().join("index.json");
    let one = refresh(&store, from(&file), &["--region", "us-east-1"]);
    assert_eq!(one.code, Some(0), "{}", one.err);
}

#[test]
fn what_cannot_be_right_is_refused_unless_it_is_insisted_on() {
    let (store, dir) = place();
    let half: Vec<Product> = products("us-east-1", "US East (N. Virginia)").into_iter().step_by(2).collect();
    fs::write(dir.path().join("index.json"), ec2(&half)).expect("a file");
    let before = store.shown();
    let said = refresh(&store, from(dir.path()), &[]);
    assert_eq!(said.code, Some(2), "{}", said.out);
    has(
        &said.err,
        &[
            "Refused, and nothing was changed: more than 20 %",
            "us-east-1: of ",
            "on-demand prices",
            "are gone (",
            "--accept-large-changes",
        ],
    );
    assert_eq!(store.shown(), before);
    // what the message advises
    let insisted = refresh(&store, from(dir.path()), &["--accept-large-changes"]);
    assert_eq!(insisted.code, Some(0), "{}", insisted.err);
    assert_ne!(store.shown(), before);
}

#[test]
fn everything_wrong_is_said_and_the_store_stays_as_it_was() {
    let (store, dir) = place();
    fs::write(dir.path().join("a.json"), &ec2(&cheaper())[..5_000]).expect("a file");
    fs::write(dir.path().join("b.json"), ec2(&[linux("SKU1", "m5.large", "cheap")])).expect("a file");
    let before = store.shown();
    let said = refresh(&store, from(dir.path()), &[]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{}", said.err);
    has(&said.err, &["a.json line ", "truncated", "b.json: terms.OnDemand.SKU1.", "\"cheap\"", "from 0 to 10000"]);
    let said = refresh(&store, from(dir.path()), &["--region", "mars-1", "--region", "us-east-1"]);
    assert_eq!(said.code, Some(2));
    has(&said.err, &["--region \"mars-1\" is not a region that Berth knows: af-south-1, "]);
    let said = refresh(&store, "/no/such/directory", &[]);
    assert_eq!(said.code, Some(2));
    has(&said.err, &["/no/such/directory cannot be read"]);
    let said = refresh(&store, "ftp://example.com", &[]);
    assert_eq!(said.code, Some(1));
    has(&said.err, &["\"ftp://example.com", "http:// or https://"]);
    assert_eq!(store.shown(), before);
}

/// A server that has an index of three regions, and none of their lists.
fn server() -> Server {
    let server = Server::start();
    let entries = REGIONS.map(|(code, _)| {
        format!("\"{code}\": {{\"regionCode\": \"{code}\", \"currentVersionUrl\": \"/offers/v1.0/aws/AmazonEC2/1/{code}/index.json\"}}")
    });
    let index = format!("{{\"formatVersion\": \"v1.0\", \"regions\": {{{}}}}}", entries.join(","));
    server.put("/offers/v1.0/aws/AmazonEC2/current/region_index.json", File::new(index));
    server
}

/// A server that has all three lists, with m7i.large 4 % down.
pub fn cheaper_server() -> Server {
    let server = server();
    for (code, location) in &REGIONS {
        server.put(&list(code), File::new(ec2(&cheaper_in(code, location))));
    }
    server
}

/// Where a region's list is.
fn list(code: &str) -> String {
    format!("/offers/v1.0/aws/AmazonEC2/1/{code}/index.json")
}

#[test]
fn a_server_is_asked_for_every_region_and_one_that_fails_stays_as_it_was() {
    let (store, _dir) = place();
    let server = server();
    for (code, location) in &REGIONS[1..] {
        let text = ec2(&products(code, location));
        let cut = [Fault::CutAfter(text.len() / 2)];
        server.put(&list(code), File::new(text).failing(cut));
    }
    let said = refresh(&store, &server.url, &[]);
    assert_eq!(said.code, Some(1), "{}", said.out);
    has(&said.out, &["us-east-1: prices of 2026-11-20", "us-east-2: prices of 2026-11-20", "loaded; it replaces"]);
    has(
        &said.err,
        &["AmazonEC2-eu-west-1 could not be read", "eu-west-1/index.json was answered with 404", "stays as it was"],
    );
    let shown = store.shown();
    let ireland = shown.lines().find(|line| line.starts_with("eu-west-1 ")).expect("its line");
    assert!(ireland.contains("2026-02-17"), "{ireland}");
    // the region that failed is there now; the others are not sent again
    server.put(&list("eu-west-1"), File::new(ec2(&products("eu-west-1", "EU (Ireland)"))));
    let said = refresh(&store, &server.url, &[]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    has(&said.err, &["AmazonEC2-us-east-1 has not changed", "read AmazonEC2-eu-west-1"]);
    has(&said.out, &["eu-west-1: prices of 2026-11-20 (2026-02-17 before)"]);
    assert!(!said.out.contains("us-east-1:"), "{}", said.out);
}

#[test]
fn a_watch_refreshes_at_once_and_stays() {
    let (store, dir) = place();
    fs::write(dir.path().join("index.json"), ec2(&cheaper())).expect("a file");
    let mut process = berth()
        .args(["catalog", "refresh", "--watch", "DAILY", "--from", from(dir.path()), "--store"])
        .arg(store.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let out = BufReader::new(process.stdout.take().expect("its output"));
    let loaded = out.lines().map_while(Result::ok).find(|line| line.contains("loaded; it replaces 2026-11-28.4"));
    assert!(loaded.is_some());
    assert!(process.try_wait().expect("its state").is_none(), "it waits for the next day");
    process.kill().and_then(|()| process.wait().map(drop)).expect("it ends");
    has(&store.shown(), &["aws-price-list-2026-11-20"]);
}
