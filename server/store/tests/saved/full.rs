//! No room left: saving says so, reading goes on, and with room again saving does.

use crate::campaign::rounds;
use crate::scenarios::{assert_sound, content, found, save_new, small, start};
use crate::support::{STORE_VARIABLE, given_store, place};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;
use store::BackupError;
use store::saved::{Deletion, Id, SaveError, Saving, Settings, Token};
use store::sqlite::{SqliteSaves, SqliteStore};

/// SqliteSaves until there is no room; what was saved before must still open.
async fn save_until_full(store: &SqliteStore, saves: &SqliteSaves, from: u64) -> Vec<(Id, Token)> {
    let mut saved = Vec::new();
    for number in from..from + 20_000 {
        match saves.save(content(number)).await {
            Ok(Saving::Saved { id, token }) => saved.push((id, token)),
            Ok(again) => unreachable!("{again:?}"),
            Err(error) => {
                assert!(matches!(error, SaveError::NoRoom(_)), "{error:?}");
                assert!(error.to_string().contains("free disk space"), "{error}");
                assert_all(store, &saved, from).await;
                return saved;
            }
        }
    }
    unreachable!("20,000 scenarios fit");
}

async fn assert_all(store: &SqliteStore, saved: &[(Id, Token)], from: u64) {
    for ((id, _), number) in saved.iter().zip(from..) {
        assert_eq!(found(store, *id).await.content, content(number));
    }
}

#[tokio::test]
async fn a_store_that_may_not_grow_says_so_until_something_goes() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = SqliteSaves::start(&store, Settings { most_bytes: Some(500_000), ..Settings::default() });
    let saved = save_until_full(&store, &saves, 0).await;
    assert!(saved.len() > 200, "{} fit", saved.len());
    saves.save(content(50_000)).await.expect_err("no room");
    saves.save(content(1)).await.expect("it is in the store already");
    for (id, token) in &saved[..100] {
        saves.delete(*id, token.clone()).await.expect("an answer");
    }
    for number in 60_000..60_050 {
        save_new(&saves, content(number)).await;
    }
    assert_all(&store, &saved[100..], 100).await;
    assert_sound(&path).await;
    saves.stop().await;
    store.close().await;
    assert!(fs::metadata(&path).expect("the file").len() <= 500_000);
}

/// In a file system of 3 MiB, which needs a mount namespace of one's own.
#[tokio::test]
async fn a_full_disk_stops_saving_and_nothing_else() {
    let (directory, path) = place();
    if !Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success()) {
        eprintln!("not tested: this machine lets nobody mount a small file system");
        return;
    }
    let script =
        "mount -t tmpfs -o size=3m none \"$1\" && exec \"$2\" --exact full::fills_the_disk --ignored --nocapture";
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", script, "sh"]).arg(directory.path());
    command.arg(std::env::current_exe().expect("this program")).env(STORE_VARIABLE, &path);
    let output = command.output().expect("a child process");
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[tokio::test]
#[ignore = "started by the test above"]
async fn fills_the_disk() {
    let Some(path) = given_store() else { return };
    let [ballast, filling, copy] = ["ballast", "filling", "copy.db"].map(|name| path.with_file_name(name));
    fs::write(&ballast, [0; 1_000_000]).expect("ballast");
    let store = small(&path).await;
    let saves = start(&store);
    let saved = save_until_full(&store, &saves, 0).await;
    fill(&filling);
    saves.save(content(30_000)).await.expect_err("no room");
    let error = store.backup(&copy).await.expect_err("no room");
    assert!(matches!(error, BackupError::NoRoom { .. }), "{error:?}");
    // a start on a full disk reads as well
    let again = SqliteStore::open(&path).await.expect("an open store");
    assert_all(&again, &saved[..10], 0).await;
    again.close().await;

    // it fills up and is made room in, again and again
    let mut passing = Vec::new();
    for round in 0..rounds(2) {
        fs::remove_file(&ballast).expect("no ballast");
        for (id, token) in passing.drain(..) {
            assert_eq!(saves.delete(id, token).await.expect("an answer"), Deletion::Deleted);
        }
        for number in 0..20 {
            passing.push(save_new(&saves, content(40_000 + round * 100 + number)).await);
        }
        fill(&ballast);
        // pages that are free in the file may still take it
        match saves.save(content(100_000 + round)).await {
            Ok(Saving::Saved { id, token }) => passing.push((id, token)),
            refused => assert!(matches!(refused, Err(SaveError::NoRoom(_))), "{refused:?}"),
        }
        for (id, _) in &passing {
            found(&store, *id).await;
        }
    }
    assert_all(&store, &saved, 0).await;
    assert_sound(&path).await;
}

/// Takes all the room that is left.
fn fill(path: &Path) {
    let mut file = fs::File::create(path).expect("a file");
    loop {
        match file.write(&[0; 512]) {
            Ok(written) => assert!(written > 0),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::StorageFull);
                return;
            }
        }
    }
}
