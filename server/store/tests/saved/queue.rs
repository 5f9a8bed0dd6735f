//! The queue to the writer: bounded, drained at the end, and none for a store that can only be read.

use crate::scenarios::{content, found, save_new, small, start};
use crate::support::{connect, number, place, run};
use std::path::Path;
use store::saved::{SaveError, Saving, Settings, Swept};
use store::sqlite::SqliteSaves;
use tokio::task::JoinSet;

/// SqliteSaves this many contents from as many tasks.
fn storm(saves: &SqliteSaves, numbers: std::ops::Range<u64>) -> JoinSet<Result<Saving, SaveError>> {
    let mut tasks = JoinSet::new();
    for number in numbers {
        let saves = saves.clone();
        tasks.spawn(async move { saves.save(content(number)).await });
    }
    tasks
}

#[tokio::test]
async fn a_full_queue_answers_at_once() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = SqliteSaves::start(&store, Settings { queue: 4, ..Settings::default() });
    // another process writes; the writer has to wait
    let mut beside = connect(&path).await;
    run(&mut beside, "BEGIN IMMEDIATE").await;
    let mut tasks = storm(&saves, 0..20);
    for _ in 0..11 {
        // 20 less 4 in the queue, and at most 5 more that the writer has taken out in the meantime
        let error = tasks.join_next().await.expect("an answer").expect("a task").expect_err("no room in the queue");
        assert!(matches!(error, SaveError::Busy), "{error:?}");
        assert!(error.to_string().contains("Try again"), "{error}");
    }
    run(&mut beside, "ROLLBACK").await;
    let rest = tasks.join_all().await;
    let saved: Vec<_> = rest.iter().flatten().map(Saving::id).collect();
    assert!(saved.len() >= 4, "{rest:?}");
    for id in &saved {
        assert_eq!(found(&store, *id).await.content.id(), *id);
    }
    assert_eq!(number(&mut beside, "SELECT count(*) FROM saved").await, saved.len() as i64);
    save_new(&saves, content(100)).await;
}

#[tokio::test]
async fn many_at_once_share_commits() {
    let (_directory, path) = place();
    let saves = start(&small(&path).await);
    save_new(&saves, content(1_000)).await;
    let before = commits(&path);
    let answers = storm(&saves, 0..30).join_all().await;
    assert!(answers.iter().all(Result::is_ok));
    let shared = commits(&path) - before;
    assert!((1..=5).contains(&shared), "{shared} commits for 30 scenarios");
}

/// Transactions in the write-ahead log: pages that carry, as the last of one, the size of the file.
fn commits(path: &Path) -> usize {
    let log = std::fs::read(path.with_file_name("berth.db-wal")).expect("the log");
    let (head, pages) = log.split_at(32);
    // what an earlier turn of the log has left behind bears another salt
    let is_of_this_turn = |page: &&[u8]| page[8..16] == head[16..24];
    let is_last = |page: &&[u8]| page[4..8] != [0; 4];
    pages.chunks_exact(24 + 4_096).take_while(is_of_this_turn).filter(is_last).count()
}

#[tokio::test]
async fn stopping_writes_what_is_waiting() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let tasks = storm(&saves, 0..300);
    // the runtime of a test lets 61 tasks begin before it comes back here: after so many rounds all are in the queue
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    let late = saves.clone();
    saves.stop().await;
    for answer in tasks.join_all().await {
        let id = answer.expect("saved before the stop").id();
        assert_eq!(found(&store, id).await.id, id);
    }
    let error = late.save(content(1_000)).await.expect_err("after the stop");
    assert!(matches!(error, SaveError::Stopping), "{error:?}");
    late.stop().await;
    store.close().await;
    // the writer has let go of the file: all is in it, no log beside it
    assert!(!path.with_file_name("berth.db-wal").exists());
}

#[tokio::test]
async fn an_old_reader_is_not_in_the_way() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    save_new(&saves, content(1)).await;
    let mut beside = connect(&path).await;
    run(&mut beside, "BEGIN; SELECT count(*) FROM saved").await;
    save_new(&saves, content(2)).await;
    assert_eq!(number(&mut beside, "SELECT count(*) FROM saved").await, 1);
    run(&mut beside, "COMMIT").await;
    assert_eq!(number(&mut beside, "SELECT count(*) FROM saved").await, 2);
}

#[tokio::test]
async fn nothing_to_sweep_is_no_error_after_a_restart() {
    let (_directory, path) = place();
    let store = small(&path).await;
    let saves = start(&store);
    let (id, token) = save_new(&saves, content(1)).await;
    saves.stop().await;
    store.close().await;

    let store = small(&path).await;
    let saves = start(&store);
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept::default());
    assert_eq!(found(&store, id).await.content, content(1));
    saves.delete(id, token).await.expect("a token from before the restart");
    assert_eq!(number(&mut connect(&path).await, "SELECT count(*) FROM saved").await, 0);
}
