//! Scenarios to save, and small stores to save them in.

use crate::random::Random;
use crate::support::{connect, number, open, run};
use model::catalog::edition::EditionHash;
use std::path::Path;
use store::EditionRef;
use store::saved::{Content, Id, Opened, Saved, Saving, Settings, Token};
use store::sqlite::{SqliteSaves, SqliteStore};

/// The name of the edition in [`small`] stores.
pub fn small_edition() -> EditionRef {
    EditionRef { version: "2026-11-23.1".parse().expect("a version"), hash: EditionHash([0xaa; 32]) }
}

/// A store whose catalogue is empty, so that a test can look at all of it many times.
pub async fn small(path: &Path) -> SqliteStore {
    let store = open(path).await;
    let mut beside = connect(path).await;
    if number(&mut beside, "SELECT count(*) FROM edition").await == 0 {
        let hash = small_edition().hash;
        let rows = format!(
            "INSERT INTO catalog VALUES (1, '2026-11-23.1', '{hash}', '2026-11-20', '2026-11-23T05:18:00Z', 1);
             INSERT INTO edition VALUES (1, x'{hash}', '2026-11-23.1', 'us-east-1', x'00');
             INSERT INTO catalog_edition VALUES (1, 1)"
        );
        run(&mut beside, &rows).await;
    }
    store
}

/// A content of the size that people save, told apart by its number.
pub fn content(number: u64) -> Content {
    let mut random = Random(number);
    let length = 150 + random.below(150);
    Content {
        query: format!("v=1&n={number}&{}", random.query(length)),
        title: format!("Scenario {number}"),
        note: if number.is_multiple_of(5) { random.unicode(80) } else { String::new() },
        parent: number.is_multiple_of(3).then(|| "0Kd6bEUlL2x".parse().expect("an id")),
        room: None,
        edition: small_edition(),
        model_version: 1,
        decided: format!("{{\"n\":{number},\"x\":\"{}\"}}", random.query(180)),
    }
}

/// Starts to save with the ordinary settings.
pub fn start(store: &SqliteStore) -> SqliteSaves {
    SqliteSaves::start(store, Settings::default())
}

/// SqliteSaves what is not in the store yet.
pub async fn save_new(saves: &SqliteSaves, content: Content) -> (Id, Token) {
    match saves.save(content).await.expect("an answer") {
        Saving::Saved { id, token } => (id, token),
        again @ Saving::AlreadySaved { .. } => unreachable!("{again:?}"),
    }
}

/// Opens a scenario that must be there.
pub async fn found(store: &SqliteStore, id: Id) -> Saved {
    match store.saved(id).await.expect("an answer") {
        Opened::Found(saved) => *saved,
        other => unreachable!("{id}: {other:?}"),
    }
}

/// SQLite's own checks, which must find nothing.
pub async fn assert_sound(path: &Path) {
    let mut beside = connect(path).await;
    let integrity: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut beside).await.expect("a check");
    assert_eq!(integrity, "ok");
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut beside).await.expect("a check");
    assert_eq!(orphans.len(), 0);
    let rows = number(&mut beside, "SELECT count(*) FROM saved").await;
    assert_eq!(number(&mut beside, "SELECT total FROM saved_total").await, rows);
}
