//! Loading: once, again, over an older one, and not at all.

use crate::common::Copy;
use crate::support::{
    FIGURES, connect, current, figures_of, given_store, load, number, one_test, open, open_filled, place, run,
};
use std::path::Path;
use std::sync::{Arc, Mutex};
use store::sqlite::SqliteStore;
use store::{Loaded, Progress};
use tokio::task::AbortHandle;

#[tokio::test]
async fn progress_names_every_region() {
    let (_directory, path) = place();
    let store = open(&path).await;
    let mut steps = Vec::new();
    let loaded = store.load(&FIGURES, &mut |step| steps.push(step)).await.expect("a loaded store");
    assert_eq!(loaded, Loaded::First);
    assert_eq!(steps.len(), 35);
    assert_eq!(steps[0].to_string(), "1395 instance types");
    assert_eq!(steps[34].to_string(), "us-west-2: region 34 of 34");
}

#[tokio::test]
async fn a_second_load_writes_nothing() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    // data_version changes with every commit of another connection
    let mut beside = connect(&path).await;
    let before = number(&mut beside, "PRAGMA data_version").await;
    let mut steps = 0;
    assert_eq!(store.load(&FIGURES, &mut |_| steps += 1).await.expect("a second load"), Loaded::Current);
    assert_eq!(number(&mut beside, "PRAGMA data_version").await, before);
    assert_eq!(steps, 0);

    // nor does opening the store anew
    store.close().await;
    let store = open(&path).await;
    assert_eq!(load(&store, &FIGURES).await.expect("a third load"), Loaded::Current);
    assert_eq!(number(&mut beside, "PRAGMA data_version").await, before);

    load(&store, &figures_of("2027-01-01.1")).await.expect("another catalogue");
    assert_ne!(number(&mut beside, "PRAGMA data_version").await, before);
}

#[tokio::test]
async fn a_newer_catalogue_replaces_the_older_and_touches_nothing_else() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let mut beside = connect(&path).await;
    run(&mut beside, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO note VALUES (7, 'kept')")
        .await;

    let newer = figures_of("2026-11-28.5");
    let loaded = load(&store, &newer).await.expect("a second load");
    assert_eq!(loaded, Loaded::Replaced { older: FIGURES.version.clone() });
    assert!(current(&store).await == newer.catalogs());
    assert_eq!(number(&mut beside, "SELECT id FROM note WHERE text = 'kept'").await, 7);
    assert_eq!(number(&mut beside, "SELECT count(*) FROM catalog").await, 1);
    for table in [
        "source",
        "region",
        "instance_type",
        "correction",
        "price_on_demand",
        "offer_unpriced",
        "price_spot",
        "history_2018",
    ] {
        let orphans = format!("SELECT count(*) FROM {table} WHERE catalog_id NOT IN (SELECT id FROM catalog)");
        assert_eq!(number(&mut beside, &orphans).await, 0, "{table}");
    }
}

#[tokio::test]
async fn an_older_catalogue_is_not_taken() {
    let (_directory, path) = place();
    let store = open(&path).await;
    let newer = figures_of("2027-01-01.1");
    load(&store, &newer).await.expect("a first load");
    let loaded = load(&store, &FIGURES).await.expect("a second load");
    assert_eq!(loaded, Loaded::KeptNewer { stored: newer.version.clone() });
    assert_eq!(store.version().await.expect("a version"), Some(newer.version.clone()));
}

#[tokio::test]
async fn other_content_under_the_same_version_is_taken_and_said() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let corrected = figures_of("2026-11-28.4");
    assert_eq!(load(&store, &corrected).await.expect("a second load"), Loaded::Corrected);
    assert!(current(&store).await == corrected.catalogs());
    assert_eq!(load(&store, &corrected).await.expect("a third load"), Loaded::Current);
}

#[tokio::test]
async fn files_that_do_not_parse_leave_the_store_alone() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let copy = Copy::new();
    copy.replace("manifest.csv", "2026-11-28.4", "2027-01-01.1");
    let text = copy.text("prices/us-east-1.csv");
    copy.write("prices/us-east-1.csv", &text[..text.len() / 2]);
    copy.parse().expect_err("a truncated file");
    assert!(current(&store).await == FIGURES.catalogs());
}

/// Figures that break a rule of the schema half-way: all that went before is taken back.
#[tokio::test]
async fn a_load_that_fails_half_way_changes_nothing() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let mut wrong = figures_of("2027-01-01.1");
    wrong.regions[20].on_demand_source = "nowhere".into();
    load(&store, &wrong).await.expect_err("a source that is not there");
    assert!(current(&store).await == FIGURES.catalogs());
}

#[tokio::test]
async fn a_load_that_is_dropped_half_way_changes_nothing() {
    let (_directory, path) = place();
    let store = open(&path).await;
    let handle: Arc<Mutex<Option<AbortHandle>>> = Arc::default();
    let (loading, its_handle) = (store.clone(), handle.clone());
    let (start, started) = tokio::sync::oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        started.await.expect("the start");
        let mut stop = |step| {
            if matches!(step, Progress::Region { done: 10, .. }) {
                its_handle.lock().expect("the handle").as_ref().expect("a handle").abort();
            }
        };
        loading.load(&FIGURES, &mut stop).await
    });
    *handle.lock().expect("the handle") = Some(task.abort_handle());
    start.send(()).expect("a started task");
    assert!(task.await.expect_err("an aborted task").is_cancelled());
    assert_eq!(store.version().await.expect("no version"), None);
    assert_eq!(load(&store, &FIGURES).await.expect("a load"), Loaded::First);
}

#[tokio::test]
async fn a_process_that_dies_half_way_leaves_the_store_as_it_was() {
    let (_directory, path) = place();
    let program = std::env::current_exe().expect("this program");
    let child = one_test(&program, "load::dies_half_way", &path).output().expect("a child process");
    assert!(!child.status.success());
    assert!(path.is_file());
    let store = open(&path).await;
    assert_eq!(store.version().await.expect("no version"), None);
    assert_eq!(load(&store, &FIGURES).await.expect("a load"), Loaded::First);
    assert!(current(&store).await == FIGURES.catalogs());
}

#[tokio::test]
#[ignore = "the process above that dies"]
async fn dies_half_way() {
    let Some(path) = given_store() else { return };
    let store = open(&path).await;
    let mut die = |step| {
        if matches!(step, Progress::Region { done: 20, .. }) {
            std::process::abort();
        }
    };
    store.load(&FIGURES, &mut die).await.expect("never");
}

async fn open_and_load(path: &Path) -> Loaded {
    let store = SqliteStore::open(path).await.expect("an open store");
    load(&store, &FIGURES).await.expect("a load")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_that_start_at_once_one_loads() {
    let (_directory, path) = place();
    let start = || {
        let path = path.clone();
        tokio::spawn(async move { open_and_load(&path).await })
    };
    let mut loaded = Vec::new();
    for task in [start(), start(), start(), start()] {
        loaded.push(task.await.expect("a finished task"));
    }
    assert_eq!(loaded.iter().filter(|loaded| **loaded == Loaded::First).count(), 1, "{loaded:?}");
    assert_eq!(loaded.iter().filter(|loaded| **loaded == Loaded::Current).count(), 3, "{loaded:?}");
}
