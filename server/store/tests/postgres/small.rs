//! Small stores: a catalogue without figures, so that a test can have many.

use crate::postgres_server::{Database, database, server};
use model::catalog::edition::EditionHash;
use std::ffi::OsString;
use std::sync::Arc;
use store::saved::{Content, Id, Opened, Saving, Settings};
use store::{EditionRef, Location, SavedStore, Store};

/// The name of the only edition.
pub fn edition() -> EditionRef {
    EditionRef { version: "2026-11-23.1".parse().expect("a version"), hash: EditionHash([0xaa; 32]) }
}

pub fn location(database: &Database) -> Location {
    OsString::from(&database.url).into()
}

/// A database with a small store; `None` where there is no Postgres.
pub async fn small() -> Option<Database> {
    let database = database()?;
    store::open(&location(&database)).await.expect("an open store").close().await;
    let hash = edition().hash;
    server()?.run(
        &database.name,
        &format!(
            "INSERT INTO catalog VALUES (true, '2026-11-23.1', '{hash}', '2026-11-20', '2026-11-23T05:18:00Z', 0, 0, 0);
             INSERT INTO edition (hash, version, region, content) VALUES ('\\x{hash}', '2026-11-23.1', 'us-east-1', '\\x00');
             INSERT INTO catalog_edition SELECT id FROM edition"
        ),
    );
    Some(database)
}

/// One of the servers of a database, with its saving side.
pub async fn server_of(database: &Database, settings: Settings) -> (Arc<dyn Store>, Arc<dyn SavedStore>) {
    let store = store::open(&location(database)).await.expect("an open store");
    let saves = store.start_saving(settings);
    (store, saves)
}

pub fn content(number: u64) -> Content {
    Content {
        query: format!("region=us-east-1&pods={number}"),
        title: format!("Title {number}"),
        note: String::new(),
        parent: None,
        room: None,
        edition: edition(),
        model_version: 5,
        decided: format!("figures of {number}"),
    }
}

pub async fn save(saves: &dyn SavedStore, content: Content) -> Saving {
    saves.save(content).await.expect("an answer")
}

/// Whether a link leads to a scenario.
pub async fn is_there(saves: &dyn SavedStore, id: Id) -> bool {
    matches!(saves.open(id).await.expect("an answer"), Opened::Found(_))
}
