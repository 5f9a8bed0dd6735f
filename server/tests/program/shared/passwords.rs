//! The password of an address is in nothing that Berth says.

use super::{filled, to_run};
use crate::support::http::{get, post};
use crate::support::postgres_server::{Database, PASSWORD, server};
use crate::support::{Site, berth};
use serde_json::json;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

/// All that a command says, with everything logged that can be.
fn said(arguments: &[&str], database: &Database) -> String {
    let output = to_run(arguments, database).stderr(Stdio::piped()).env("BERTH_LOG", "trace").output();
    let output = output.expect("berth runs");
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn commands_say_everything_but_the_password() {
    let Some(database) = filled() else { return };
    let lost = |url: String| Database { url, name: String::new() };
    for (of, arguments) in [
        (database.url.clone(), &["catalog", "show"][..]),
        (database.url.clone(), &["check"]),
        (database.url.clone(), &["backup", "/nowhere/dump"]),
        (database.url.clone(), &["restore", "/nowhere/dump"]),
        (database.url.replace("berth:", "stranger:"), &["check"]),
        (database.url.replace(&database.name, "nowhere"), &["catalog", "show"]),
        (format!("postgres://berth:{PASSWORD}@127.0.0.1:1/berth"), &["check"]),
        (format!("postgres://berth:{PASSWORD}@db:port/berth"), &["check"]),
    ] {
        let said = said(arguments, &lost(of));
        assert!(!said.is_empty() && !said.contains(PASSWORD), "{arguments:?}: {said}");
    }
    let help = berth().args(["serve", "--help"]).env("BERTH_STORE", &database.url).output().expect("berth runs");
    assert!(!String::from_utf8_lossy(&help.stdout).contains(PASSWORD));
}

#[test]
fn a_site_that_is_cut_off_and_comes_back_logs_all_of_it_without_the_password() {
    let Some(database) = filled() else { return };
    let mut command = berth();
    command.stderr(Stdio::piped()).env("BERTH_LOG", "trace");
    let mut site = Site::start_by_on(command, Path::new(&database.url), &[]);
    let mut log = site.take_log().expect("a log");
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = log.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    for round in 0..3 {
        let wanted = json!({ "scenario": { "v": 1 }, "title": format!("round {round}") });
        assert_eq!(post(&site.url, "/api/v1/scenarios", &wanted).status, 201);
        server().expect("it runs").cut(&database.name);
        assert_eq!(get(&site.url, "/").status, 200);
    }
    drop(site);
    let log = reader.join().expect("the log");
    assert!(log.contains("berth"), "it logs something");
    assert!(!log.contains(PASSWORD));
}
