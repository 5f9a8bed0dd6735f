//! `berth backup` as an operator runs it: beside a site that serves and saves, and where it cannot be done.

use crate::support::http::{get, post};
use crate::support::store::Kept;
use crate::support::{Said, run};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

pub fn backup(store: &Path, to: &Path) -> Said {
    run([Path::new("backup"), to, Path::new("--store"), store], b"")
}

/// Saves under a title, and gives the id.
#[track_caller]
pub fn save(url: &str, title: &str) -> String {
    let answer = post(url, "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": title }));
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["id"].as_str().expect("an id").to_owned()
}

/// The title that an id has.
pub fn title(url: &str, id: &str) -> Value {
    get(url, &format!("/api/v1/scenarios/{id}")).json()["title"].clone()
}

#[test]
fn a_backup_beside_a_site_that_saves_holds_all_that_was_answered_before() {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let storm = |worker: usize| {
            let (site, done) = (&site, &done);
            scope.spawn(move || {
                let mut n = 0;
                while !done.load(Ordering::Relaxed) {
                    save(site.url(), &format!("storm {worker} {n}"));
                    n += 1;
                }
                n
            })
        };
        let workers = [storm(0), storm(1)];
        for round in 0..3 {
            let ids: Vec<String> = (0..5).map(|n| save(site.url(), &format!("before {round} {n}"))).collect();
            let mut copy = Kept::start(&["--saves-per-minute", "0"]);
            copy.site = None;
            fs::remove_file(copy.store()).expect("the store that the backup replaces");
            for rest in ["berth.db-wal", "berth.db-shm"] {
                let _ = fs::remove_file(copy.directory.path().join(rest));
            }
            let said = backup(&site.store(), &copy.store());
            assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
            assert!(said.out.contains("berth.db copied to") && said.out.contains(" KB."), "{}", said.out);
            copy.start_again();
            for (n, id) in ids.iter().enumerate() {
                assert_eq!(title(copy.url(), id), format!("before {round} {n}"));
            }
            save(copy.url(), "the copy is a store like any other");
        }
        done.store(true, Ordering::Relaxed);
        for worker in workers {
            assert!(worker.join().expect("a worker") > 3, "the site went on saving");
        }
    });
}

/// It was not done, for this reason, and nothing was left behind.
#[track_caller]
fn check_refused(said: &Said, directory: &Path, words: &[&str]) {
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{}", said.err);
    for word in words {
        assert!(said.err.contains(word), "no {word:?} in {}", said.err);
    }
    let left = fs::read_dir(directory).expect("a directory").flatten().map(|e| e.file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("backup-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_stands_in_the_way_of_a_backup_is_told_of() {
    let site = Kept::start(&[]);
    let directory = site.directory.path();
    let taken = directory.join("taken");
    fs::write(&taken, "mine").expect("a file");
    check_refused(&backup(&site.store(), &taken), directory, &["taken already exists", "overwrites nothing"]);
    assert_eq!(fs::read_to_string(&taken).expect("a file"), "mine");
    let nowhere = directory.join("missing/copy.db");
    check_refused(&backup(&site.store(), &nowhere), directory, &["no directory", "missing"]);
    let store = directory.join("other.db");
    check_refused(&backup(&store, &directory.join("copy.db")), directory, &["no store", "other.db", "--store"]);
    assert!(!store.exists() && !directory.join("copy.db").exists(), "nothing was created");
    fs::write(&store, "not a database, ".repeat(1_000)).expect("a file");
    check_refused(&backup(&store, &directory.join("copy.db")), directory, &["not a SQLite database"]);
}
