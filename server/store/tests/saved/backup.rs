//! Copies of a store in use.

use crate::scenarios::{assert_sound, content, found, small, start};
use crate::support::{open, place};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::BackupError;
use store::saved::Id;
use store::sqlite::SqliteSaves;
use tempfile::TempDir;
use tokio::task::JoinHandle;

/// SqliteSaves one after the other until aborted, and notes each that was answered.
fn storm(saves: &SqliteSaves, from: u64, answered: &Arc<Mutex<Vec<(Id, u64)>>>) -> JoinHandle<()> {
    let (saves, answered) = (saves.clone(), answered.clone());
    tokio::spawn(async move {
        for number in from.. {
            let id = saves.save(content(number)).await.expect("an answer").id();
            answered.lock().expect("the list").push((id, number));
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_copy_in_a_storm_of_saves_holds_all_that_was_answered() {
    let (directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let answered = Arc::default();
    let storms: Vec<_> = (0..8).map(|task| storm(&saves, task * 1_000_000, &answered)).collect();
    let mut before = 0;
    for round in 0..5 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let must_hold = answered.lock().expect("the list").clone();
        assert!(must_hold.len() > before, "no storm");
        before = must_hold.len();

        let copy = directory.path().join(format!("copy-{round}.db"));
        store.backup(&copy).await.expect("a backup");
        let copied = open(&copy).await;
        for (id, number) in must_hold {
            assert_eq!(found(&copied, id).await.content, content(number));
        }
        assert_sound(&copy).await;
        // a copy is a store like any other
        start(&copied).save(content(999)).await.expect("an answer");
    }
    for storm in storms {
        storm.abort();
        assert!(storm.await.expect_err("an aborted task").is_cancelled());
    }
}

fn names(directory: &TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(directory.path()).expect("a directory");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn nothing_is_overwritten() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let target = TempDir::new().expect("a directory");
    let file = target.path().join("there");
    std::fs::write(&file, "mine").expect("a file");
    let link = target.path().join("link");
    std::os::unix::fs::symlink("nowhere", &link).expect("a link");
    for there in [&file, &link, &target.path().to_owned(), &path] {
        let error = store.backup(there).await.expect_err("something is there");
        assert!(matches!(&error, BackupError::Exists { path } if path == there), "{error:?}");
        assert!(error.to_string().contains("overwrites nothing"), "{error}");
    }
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "mine");
    assert_eq!(names(&target).len(), 2);
}

#[tokio::test]
async fn a_place_that_cannot_hold_it_is_named() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let target = TempDir::new().expect("a directory");
    let error = store.backup(&target.path().join("not/there.db")).await.expect_err("no directory");
    assert!(matches!(&error, BackupError::DirectoryMissing { directory } if *directory == target.path().join("not")));
    assert!(error.to_string().contains("Create it"), "{error}");

    std::fs::write(target.path().join("file"), "").expect("a file");
    let error = store.backup(&target.path().join("file/copy.db")).await.expect_err("no directory");
    assert!(error.to_string().contains("choose another file"), "{error}");
    assert_eq!(names(&target), ["file"]);
}

#[tokio::test]
async fn a_store_that_fails_leaves_no_copy() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let target = TempDir::new().expect("a directory");
    store.clone().close().await;
    let error = store.backup(&target.path().join("copy.db")).await.expect_err("a closed store");
    assert!(matches!(error, BackupError::Store { .. }), "{error:?}");
    assert!(names(&target).is_empty());
}

#[tokio::test]
async fn what_killed_backups_have_left_is_swept_and_what_is_being_written_stays() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let target = TempDir::new().expect("a directory");
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 60 * 60);
    for (name, is_old) in [(".berth-backup-a", true), (".berth-backup-b", false), ("mine", true)] {
        let file = std::fs::File::create(target.path().join(name)).expect("a file");
        if is_old {
            file.set_modified(long_ago).expect("a date");
        }
    }
    store.backup(&target.path().join("copy.db")).await.expect("a backup");
    let mut left = names(&target);
    left.sort();
    assert_eq!(left, [".berth-backup-b", "copy.db", "mine"]);
}
