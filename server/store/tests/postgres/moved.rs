//! `migrate`: all of a store in a file, over to a database.

#[path = "../saved/random.rs"]
#[allow(dead_code)] // the tests of the file use the rest of it
mod random;

use crate::postgres_server::{database, server};
use crate::small::location;
use catalog_files::{Files, parse};
use random::Random;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::path::Path;
use store::rooms::{Append, Closing, Code, NewRoom, RecordOf};
use store::saved::{Content, Id, Opened, Saved, Saving, Settings, Token};
use store::{Copied, Edition, EditionRef, Location, MigrateError, RoomId, SavedStore, Store, migrate};
use tempfile::TempDir;

/// Saved scenarios: more than go over in one statement.
const MANY: u64 = 1_203;

/// What there is to find again.
struct Filled {
    directory: TempDir,
    saved: Vec<(Id, Token)>,
    open: (RoomId, Code),
    closed: RoomId,
    records: Vec<Id>,
}

impl Filled {
    fn file(&self) -> Location {
        Location::from(self.directory.path().join("berth.db").as_path())
    }
}

fn content(number: u64, edition: &EditionRef) -> Content {
    let mut random = Random(number);
    Content {
        query: format!("n={number}&{}", random.query(150)),
        title: if number.is_multiple_of(2) { random.unicode(60) } else { String::new() },
        note: if number.is_multiple_of(5) { format!("\n\t{}\n", random.unicode(200)) } else { String::new() },
        parent: number.is_multiple_of(3).then(|| "0Kd6bEUlL2x".parse().expect("an id")),
        room: None,
        edition: edition.clone(),
        model_version: if number.is_multiple_of(7) { u32::MAX } else { 1 },
        decided: format!("{{\"n\":{number}}}"),
    }
}

/// A file with the carried catalogue, scenarios, rooms open and closed, and records that follow each other.
async fn filled() -> Filled {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("berth.db");
    let store = store::open(&Location::from(path.as_path())).await.expect("an open store");
    let figures = parse(&Files::embedded()).expect("the carried catalogue");
    store.load(&figures, &mut |_| ()).await.expect("a load");
    let editions: Vec<EditionRef> =
        figures.catalogs().into_iter().take(3).map(|catalog| Edition::of(catalog).expect("an edition").name).collect();
    let for_ever = store.start_saving(Settings::default());
    let mut saved = Vec::new();
    for number in 0..MANY {
        match for_ever.save(content(number, &editions[number as usize % 3])).await.expect("saved") {
            Saving::Saved { id, token } => saved.push((id, token)),
            again @ Saving::AlreadySaved { .. } => unreachable!("{again:?}"),
        }
    }
    for_ever.stop().await;
    let saves = store.start_saving(Settings { keep_days: Some(90), ..Settings::default() });
    saves.save(content(MANY, &editions[0])).await.expect("one that expires");
    let rooms = saves.rooms();
    let mut opened = Vec::new();
    for _ in 0..3 {
        let (id, code) = (RoomId::random().expect("randomness"), Code::random().expect("randomness"));
        let events = vec!["opened".into(), "{\"why\":\"\u{1f680} 'quoted'\"}".into()];
        rooms.open(NewRoom { id, code, events }).await.expect("a room");
        opened.push((id, code));
    }
    let mut records: Vec<Id> = Vec::new();
    for (id, _) in &opened[1..] {
        let record = Content { room: Some(*id), ..content(1, &editions[0]) };
        let append = Append { room: *id, expected: 2, events: vec!["closed".into()] };
        let closed = rooms.close(Closing { append, record, supersedes: records.last().copied() }).await;
        records.push(closed.expect("closed").id());
    }
    saves.stop().await;
    store.close().await;
    Filled { directory, saved, open: opened[0], closed: opened[2].0, records }
}

async fn all(saves: &dyn SavedStore, ids: &[Id]) -> Vec<Saved> {
    let mut all = Vec::new();
    for id in ids {
        match saves.open(*id).await.expect("an answer") {
            Opened::Found(saved) => all.push(*saved),
            other => unreachable!("{id}: {other:?}"),
        }
    }
    all
}

/// All that can be asked of a store.
async fn seen(store: &dyn Store, saves: &dyn SavedStore, filled: &Filled) -> impl PartialEq + use<> {
    let ids: Vec<Id> = filled.saved.iter().map(|(id, _)| *id).chain(filled.records.iter().copied()).collect();
    let rooms = saves.rooms();
    let mut of_rooms: Vec<RecordOf> = Vec::new();
    for record in &filled.records {
        of_rooms.push(rooms.record_of(*record, Some(filled.closed)).await.expect("an answer"));
    }
    (
        store.current().await.expect("a catalogue"),
        store.summary().await.expect("a summary"),
        all(saves, &ids).await,
        rooms.read(filled.open.0, 0).await.expect("an answer"),
        rooms.by_code(filled.open.1).await.expect("an answer"),
        of_rooms,
    )
}

async fn execute(path: &Path, sql: &str) {
    let url = format!("sqlite://{}", path.display());
    let mut file = SqliteConnection::connect(&url).await.expect("the file");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut file).await.expect("it is done");
}

fn rows(copied: &[Copied], what: &str) -> u64 {
    copied.iter().find(|copied| copied.what == what).map_or(0, |copied| copied.rows)
}

#[tokio::test]
async fn all_of_a_store_goes_over_once_and_whole() {
    let Some(database) = database() else { return };
    let filled = filled().await;
    let (from, to) = (filled.file(), location(&database));

    // one row that the database refuses, in the last batch but one: nothing is copied
    let path = filled.directory.path().join("berth.db");
    let hole = "INSERT INTO saved SELECT 'zzzzzzzzzzz', query, 'a' || char(0), note, parent, edition_id, model_version, decided,
        token_hash, created_at, expires_at FROM saved LIMIT 1";
    execute(&path, hole).await;
    let refused = migrate(&from, &to, &mut |_| ()).await.expect_err("a row that is refused");
    assert!(matches!(refused, MigrateError::Refused { what: "saved scenarios", .. }), "{refused:?}");
    assert_eq!(store::check(&to).await.expect("it is looked through").holds, store::Holds::default());
    execute(&path, "DELETE FROM saved WHERE id = 'zzzzzzzzzzz'").await;

    let mut told = Vec::new();
    let copied = migrate(&from, &to, &mut |copied| told.push(copied.clone())).await.expect("it goes over");
    assert_eq!(told, copied);
    assert_eq!((rows(&copied, "saved scenarios"), rows(&copied, "rooms")), (MANY + 3, 3));
    assert_eq!((rows(&copied, "events of rooms"), rows(&copied, "records that follow others")), (8, 1));
    assert_eq!((rows(&copied, "editions"), rows(&copied, "catalogues")), (34, 1));

    let (one, other) = (store::open(&from).await.expect("the file"), store::open(&to).await.expect("the database"));
    let (in_file, in_database) = (one.start_saving(Settings::default()), other.start_saving(Settings::default()));
    assert!(seen(&*one, &*in_file, &filled).await == seen(&*other, &*in_database, &filled).await);
    assert_eq!(store::check(&from).await.expect("the file"), store::check(&to).await.expect("the database"));
    // it goes on as a store like any other: limits are counted, tokens delete
    let total = server().expect("it runs").run(&database.name, "SELECT sum(total) FROM saved_total");
    assert_eq!(total, (MANY + 3).to_string());
    let (id, token) = filled.saved[17].clone();
    assert_eq!(in_database.delete(id, token).await.expect("an answer"), store::saved::Deletion::Deleted);

    let again = migrate(&from, &to, &mut |_| ()).await.expect_err("it is not empty");
    assert!(matches!(again, MigrateError::NotEmpty { .. }), "{again:?}");
    assert!(again.to_string().contains("1205 saved scenarios"), "{again}");
}

#[tokio::test]
async fn only_from_a_file_that_is_there_to_a_database() {
    let Some(database) = database() else { return };
    let directory = TempDir::new().expect("a directory");
    let file = Location::from(directory.path().join("nothing.db").as_path());
    let missing = migrate(&file, &location(&database), &mut |_| ()).await.expect_err("there is no file");
    assert!(matches!(missing, MigrateError::NoSource { .. }) && !file.exists(), "{missing:?}");
    let back = migrate(&location(&database), &file, &mut |_| ()).await.expect_err("the other way");
    assert!(matches!(back, MigrateError::OtherDirection { .. }), "{back:?}");
    assert!(!back.to_string().contains(crate::postgres_server::PASSWORD), "{back}");
}
