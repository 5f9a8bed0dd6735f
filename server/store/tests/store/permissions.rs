//! Stores that may not be written, or not even read.
//!
//! Permissions do not bind the superuser. Where the tests run as root, a copy of this program goes on as
//! an ordinary user, who meets them as they are.

use crate::support::{FIGURES, connect, current, edition, figures_of, filled, given_store, load, one_test, place, run};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use store::saved::{Content, Opened, SaveError, Settings};
use store::sqlite::{SqliteSaves, SqliteStore};
use store::{Loaded, StoreError};
use tempfile::TempDir;

const NOBODY: u32 = 65_534;

/// Runs one of the ignored tests below as an ordinary user, on a store in a directory of this mode.
fn as_ordinary_user(test: &str, directory: &TempDir, mode: u32, store: &Path) {
    let programs = TempDir::new().expect("a temporary directory");
    let program = programs.path().join("tests");
    copy_apart(&std::env::current_exe().expect("this program"), &program);
    set_mode(programs.path(), 0o755);
    set_mode(&program, 0o755);
    set_mode(directory.path(), mode);
    let mut command = one_test(&program, &format!("permissions::{test}"), store);
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.current_dir("/").output().expect("a child process");
    set_mode(directory.path(), 0o755);
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// Copies a program without ever holding the copy open for writing here. A test beside this one may start a child at that
/// moment, which would take the open file along until it runs its own program, and until then Linux refuses to start the
/// copy ("Text file busy").
fn copy_apart(from: &Path, to: &Path) {
    let status = Command::new("cp").arg(from).arg(to).status().expect("cp");
    assert!(status.success(), "cp {} {}: {status}", from.display(), to.display());
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("permissions");
}

#[tokio::test]
async fn a_store_that_may_only_be_read_is_read() {
    for (directory_mode, file_mode) in [(0o555, 0o444), (0o755, 0o444), (0o777, 0o444)] {
        let (directory, path) = place();
        filled(&path).await;
        set_mode(&path, file_mode);
        as_ordinary_user("reads_but_does_not_write", &directory, directory_mode, &path);
    }
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn reads_but_does_not_write() {
    let Some(path) = given_store() else { return };
    let store = SqliteStore::open(&path).await.expect("a store to read");
    assert!(store.is_read_only());
    assert_eq!(load(&store, &FIGURES).await.expect("nothing to load"), Loaded::Current);
    assert!(current(&store).await == FIGURES.catalogs());
    assert_eq!(store.summary().await.expect("a summary").totals, FIGURES.counts());

    let error = load(&store, &figures_of("2027-01-01.1")).await.expect_err("a newer catalogue");
    assert!(matches!(&error, StoreError::NeedsImport { stored: Some(version), .. } if *version == FIGURES.version));
    assert!(error.to_string().contains("older catalogue 2026-11-28.4"), "{error}");
    assert!(error.to_string().contains("berth catalog import"), "{error}");
}

#[tokio::test]
async fn a_store_that_may_only_be_read_saves_nothing_and_can_be_copied() {
    let (directory, path) = place();
    filled(&path).await;
    set_mode(&path, 0o444);
    as_ordinary_user("saves_nothing", &directory, 0o555, &path);
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn saves_nothing() {
    let Some(path) = given_store() else { return };
    let store = SqliteStore::open(&path).await.expect("a store to read");
    let saves = SqliteSaves::start(&store, Settings::default());
    let content = Content {
        query: "region=eu-west-1".into(),
        title: String::new(),
        note: String::new(),
        parent: None,
        room: None,
        edition: edition(&FIGURES, "eu-west-1"),
        model_version: 1,
        decided: String::new(),
    };
    let id = content.id();
    let error = saves.save(content).await.expect_err("a store to read");
    assert!(matches!(error, SaveError::ReadOnly), "{error:?}");
    assert!(error.to_string().contains("is read-only"), "{error}");
    assert_eq!(store.saved(id).await.expect("an answer"), Opened::NotFound);
    saves.stop().await;

    let elsewhere = TempDir::new().expect("a directory");
    let copy = elsewhere.path().join("copy.db");
    store.backup(&copy).await.expect("a backup");
    let copied = SqliteStore::open(&copy).await.expect("an open copy");
    assert!(current(&copied).await == FIGURES.catalogs());
}

#[tokio::test]
async fn an_older_schema_that_may_only_be_read_is_said() {
    let (directory, path) = place();
    filled(&path).await;
    run(&mut connect(&path).await, "DELETE FROM _sqlx_migrations WHERE version > 1; PRAGMA journal_mode = DELETE")
        .await;
    set_mode(&path, 0o444);
    as_ordinary_user("finds_an_older_schema", &directory, 0o555, &path);
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn finds_an_older_schema() {
    let Some(path) = given_store() else { return };
    let error = SqliteStore::open(&path).await.expect_err("an older schema");
    assert!(matches!(error, StoreError::OlderSchema { found: 1, .. }), "{error:?}");
    assert!(error.to_string().contains("Make it writable"), "{error}");
}

/// The write-ahead log of a writer holds all there is: the reader must see it, or nothing.
#[tokio::test]
async fn changes_in_the_log_are_not_overlooked() {
    let (directory, path) = place();
    let store = SqliteStore::open(&path).await.expect("an open store");
    load(&store, &FIGURES).await.expect("a load");
    let mut beside = connect(&path).await;
    run(&mut beside, "CREATE TABLE note (text TEXT)").await;
    for file in ["berth.db", "berth.db-wal", "berth.db-shm"] {
        set_mode(&directory.path().join(file), 0o444);
    }
    as_ordinary_user("reads_beside_a_writer", &directory, 0o555, &path);
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn reads_beside_a_writer() {
    let Some(path) = given_store() else { return };
    let store = SqliteStore::open(&path).await.expect("a store to read");
    assert!(store.is_read_only());
    assert!(current(&store).await == FIGURES.catalogs());
}

#[tokio::test]
async fn an_empty_store_that_may_only_be_read_needs_an_import() {
    let (directory, path) = place();
    fs::write(&path, "").expect("an empty file");
    set_mode(&path, 0o444);
    as_ordinary_user("needs_an_import", &directory, 0o555, &path);
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn needs_an_import() {
    let Some(path) = given_store() else { return };
    let error = SqliteStore::open(&path).await.expect_err("an empty store");
    assert!(matches!(error, StoreError::NeedsImport { stored: None, .. }), "{error:?}");
    assert!(error.to_string().contains("no catalogue"), "{error}");
}

#[tokio::test]
async fn what_may_not_be_read_or_made_is_said() {
    let (directory, path) = place();
    as_ordinary_user("has_no_permission", &directory, 0o555, &path);
    assert!(!path.exists());

    let (directory, path) = place();
    filled(&path).await;
    set_mode(&path, 0o000);
    as_ordinary_user("has_no_permission", &directory, 0o755, &path);

    let (directory, path) = place();
    filled(&path).await;
    as_ordinary_user("has_no_permission", &directory, 0o000, &path);
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn has_no_permission() {
    let Some(path) = given_store() else { return };
    let error = SqliteStore::open(&path).await.expect_err("no permission");
    assert!(matches!(error, StoreError::NoPermission { .. }), "{error:?}");
    assert!(error.to_string().contains("--store"), "{error}");
}
