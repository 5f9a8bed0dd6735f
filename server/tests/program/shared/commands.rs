//! The commands on a store in a database, and `berth migrate` to one.

use super::{command, filled, site};
use crate::support::http::{get, post};
use crate::support::postgres_server::{Database, server};
use crate::support::run;
use crate::support::store::Kept;
use serde_json::json;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn show_and_check_say_what_is_there() {
    let Some(database) = filled() else { return };
    let shown = command(&["catalog", "show"], &database);
    assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""));
    let directory = TempDir::new().expect("a temporary directory");
    let file = directory.path().join("berth.db");
    assert_eq!(run([Path::new("catalog"), Path::new("import"), Path::new("--store"), &file], b"").code, Some(0));
    let of_file = run([Path::new("catalog"), Path::new("show"), Path::new("--store"), &file], b"");
    let after_time = |text: &str| text.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(after_time(&shown.out), after_time(&of_file.out), "the same as of a file");
    let checked = command(&["check"], &database);
    assert!(checked.code == Some(0) && checked.out.contains("is sound: catalogue"), "{checked:?}");
    server().expect("it runs").run(&database.name, "UPDATE edition SET content = '\\x00' WHERE region = 'eu-west-1'");
    let damaged = command(&["check"], &database);
    assert!(damaged.code == Some(1) && damaged.err.contains("eu-west-1 is damaged"), "{damaged:?}");
    assert!(damaged.err.contains("pg_restore"), "{damaged:?}");
}

#[test]
fn a_backup_is_made_as_the_command_says() {
    let Some(database) = filled() else { return };
    let directory = TempDir::new().expect("a temporary directory");
    let dump = directory.path().join("dump");
    let said = command(&["backup", dump.to_str().expect("a path")], &database);
    assert_eq!(said.code, Some(1), "{said:?}");
    // the commands between the backticks, word for word but for the address of the copy
    let commands: Vec<&str> = said.err.split('`').skip(1).step_by(2).collect();
    let copy = server().expect("it runs").database();
    for line in &commands {
        let shown = copy.url.replace(&format!(":{}", crate::support::postgres_server::PASSWORD), "");
        let line = line.replace("ADDRESS", &shown);
        let mut words = line.split(' ');
        let mut program = server().expect("it runs").program(words.next().expect("a program"));
        let status = program.args(words).status().expect("it runs");
        assert!(status.success(), "{line}");
    }
    assert_eq!(commands.len(), 2, "{said:?}");
    let checked = command(&["check"], &copy);
    assert!(checked.code == Some(0) && checked.out.contains("34 editions"), "{checked:?}");
    let refused = command(&["restore", dump.to_str().expect("a path")], &copy);
    assert!(refused.code == Some(1) && refused.err.contains("pg_restore --no-owner"), "{refused:?}");
}

#[test]
fn links_and_rooms_of_a_file_are_there_after_the_move() {
    let Some(server) = server() else { return };
    let mut file = Kept::start(&["--saves-per-minute", "0"]);
    let saved = post(file.url(), "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": "Moved" })).json();
    let target = format!("/api/v1/scenarios/{}", saved["id"].as_str().expect("an id"));
    let before = get(file.url(), &target).json();
    let ana = crate::support::room::open(file.url(), &crate::support::room::TWO_QUESTIONS);
    file.site = None; // SIGKILL: what is in the log of the file goes over too

    let database = server.database();
    let migrate = |to: &Database| {
        let from = format!("sqlite:{}", file.store().display());
        run(["migrate", "--from", &from, "--to", &to.url], b"")
    };
    let said = migrate(&database);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("counts and hashes are the same"), "{said:?}");
    assert!(said.err.contains("1 saved scenarios, SHA-256"), "{said:?}");
    let again = migrate(&database);
    assert!(again.code == Some(1) && again.err.contains("is not empty"), "{again:?}");

    let site = site(&database);
    let mut after = get(&site.url, &target).json();
    after["url"] = before["url"].clone();
    assert_eq!(after, before);
    let ana = crate::support::room::Person { url: site.url.clone(), ..ana };
    assert!(ana.page().body.contains("Which network?"));
    ana.join("Bo", "answer");
}
