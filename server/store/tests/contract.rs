//! The contract of a store: what every implementation of its traits does. Another database is another [`Place`]
//! and a line at the end.

#[allow(dead_code)] // shared with the tests of the import; each uses its own part
#[path = "../../catalog/tests/common/mod.rs"]
mod common;
mod postgres_server;

use catalog_files::{Figures, Files, parse};
use common::Copy;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use store::rooms::{Append, Closing, Code, NewRoom, RecordOf, RoomError, StoredRoom};
use store::saved::{Content, Deletion, Id, Opened, SaveError, Saving, Settings, Swept, Token};
use store::{CatalogRef, Edition, EditionRef, Loaded, Location, RoomId, RoomStore, SavedStore, Store, StoreError};
use tempfile::TempDir;

/// Where a store of one kind is, gone with all that is in it when this is dropped.
trait Place {
    /// Opens it: empty at first, later as it was left.
    async fn open(&self) -> Arc<dyn Store>;
}

/// In a SQLite file.
struct SqliteFile(TempDir);

impl Place for SqliteFile {
    async fn open(&self) -> Arc<dyn Store> {
        let location = Location::from(self.0.path().join("berth.db").as_path());
        store::open(&location).await.expect("an open store")
    }
}

/// In a Postgres database.
struct PostgresDatabase(postgres_server::Database);

impl Place for PostgresDatabase {
    async fn open(&self) -> Arc<dyn Store> {
        let location = Location::from(OsString::from(&self.0.url));
        store::open(&location).await.expect("an open store")
    }
}

static FIGURES: LazyLock<Figures> = LazyLock::new(|| parse(&Files::embedded()).expect("the embedded catalogue"));

/// The catalogue under another version, with one price changed.
fn figures_of(version: &str) -> Figures {
    let copy = Copy::new();
    copy.replace("manifest.csv", "2026-11-28.4", version);
    copy.replace("prices/us-east-1.csv", "m5.large,0.096", "m5.large,0.097");
    copy.parse().expect("changed files")
}

fn edition(figures: &Figures, region: &str) -> EditionRef {
    let catalog = figures.catalogs().into_iter().find(|catalog| catalog.region.code == region).expect("a region");
    Edition::of(catalog).expect("an edition").name
}

fn content(number: u64) -> Content {
    Content {
        query: format!("region=eu-west-1&pods={number}"),
        title: format!("Title {number}"),
        note: "two\nlines \u{1f680}".into(),
        parent: None,
        room: None,
        edition: edition(&FIGURES, "eu-west-1"),
        model_version: 5,
        decided: format!("figures of {number}"),
    }
}

async fn load(store: &dyn Store, figures: &Figures) -> Loaded {
    store.load(figures, &mut |_| ()).await.expect("a load")
}

async fn save_new(saves: &dyn SavedStore, content: Content) -> (Id, Token) {
    match saves.save(content).await.expect("an answer") {
        Saving::Saved { id, token } => (id, token),
        again @ Saving::AlreadySaved { .. } => unreachable!("{again:?}"),
    }
}

async fn found(saves: &dyn SavedStore, id: Id) -> Content {
    match saves.open(id).await.expect("an answer") {
        Opened::Found(saved) => saved.content,
        other => unreachable!("{id}: {other:?}"),
    }
}

async fn holds(store: &dyn Store, name: &EditionRef) -> bool {
    store.edition(name.hash).await.expect("an answer").is_some()
}

/// A store with the carried catalogue, and its saving side.
async fn filled(place: &impl Place) -> (Arc<dyn Store>, Arc<dyn SavedStore>) {
    let store = place.open().await;
    load(&*store, &FIGURES).await;
    let saves = store.start_saving(Settings::default());
    (store, saves)
}

async fn an_empty_store_has_no_catalogue(place: impl Place) {
    let store = place.open().await;
    assert!(!store.is_read_only());
    assert_eq!(store.version().await.expect("no version"), None);
    assert!(matches!(store.current().await, Err(StoreError::NoCatalog { .. })));
    assert!(matches!(store.current_name().await, Err(StoreError::NoCatalog { .. })));
    assert!(matches!(store.summary().await, Err(StoreError::NoCatalog { .. })));
    assert!(!holds(&*store, &edition(&FIGURES, "eu-west-1")).await);
}

async fn what_is_loaded_is_current_after_a_restart(place: impl Place) {
    let store = place.open().await;
    let mut steps = 0;
    let loaded = store.load(&FIGURES, &mut |_| steps += 1).await.expect("a load");
    assert_eq!((loaded, steps), (Loaded::First, 35));
    store.close().await;

    let store = place.open().await;
    assert_eq!(load(&*store, &FIGURES).await, Loaded::Current);
    let current = store.current().await.expect("a catalogue");
    let name = CatalogRef { version: FIGURES.version.clone(), content_hash: FIGURES.content_hash.clone() };
    assert_eq!((&current.name, store.current_name().await.expect("a name")), (&name, name.clone()));
    let read: Vec<_> = current.editions.into_iter().map(|edition| edition.catalog).collect();
    assert!(read == FIGURES.catalogs());
    assert_eq!(store.summary().await.expect("a summary").totals, FIGURES.counts());
}

async fn a_newer_catalogue_replaces_and_an_older_one_does_not(place: impl Place) {
    let (store, _) = filled(&place).await;
    let newer = figures_of("2027-01-01.1");
    let (old, new) = (edition(&FIGURES, "us-east-1"), edition(&newer, "us-east-1"));
    assert_eq!(load(&*store, &newer).await, Loaded::Replaced { older: FIGURES.version.clone() });
    assert!(holds(&*store, &new).await && !holds(&*store, &old).await);
    assert_eq!(load(&*store, &FIGURES).await, Loaded::KeptNewer { stored: newer.version.clone() });
    assert_eq!(store.version().await.expect("a version"), Some(newer.version.clone()));
}

async fn a_load_that_fails_changes_nothing(place: impl Place) {
    let (store, _) = filled(&place).await;
    let mut wrong = figures_of("2027-01-01.1");
    wrong.regions[20].on_demand_source = "nowhere".into();
    store.load(&wrong, &mut |_| ()).await.expect_err("a source that is not there");
    assert_eq!(store.version().await.expect("a version"), Some(FIGURES.version.clone()));
    assert!(holds(&*store, &edition(&FIGURES, "us-east-1")).await);
    assert!(!holds(&*store, &edition(&wrong, "us-east-1")).await);
}

async fn what_is_saved_opens_after_a_restart(place: impl Place) {
    let (store, saves) = filled(&place).await;
    let (id, _) = save_new(&*saves, content(1)).await;
    assert_eq!(id, content(1).id());
    assert_eq!(found(&*saves, id).await, content(1));
    assert_eq!(saves.open(content(2).id()).await.expect("an answer"), Opened::NotFound);
    saves.stop().await;
    store.close().await;

    let (_store, saves) = filled(&place).await;
    assert_eq!(found(&*saves, id).await, content(1));
    assert!(matches!(saves.save(content(1)).await, Ok(Saving::AlreadySaved { id: again, .. }) if again == id));
}

async fn its_edition_stays_as_long_as_it_does(place: impl Place) {
    let (store, saves) = filled(&place).await;
    let (id, token) = save_new(&*saves, content(1)).await;
    load(&*store, &figures_of("2027-01-01.1")).await;
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept::default());
    let kept = found(&*saves, id).await.edition;
    let edition = store.edition(kept.hash).await.expect("an answer").expect("the edition");
    let expected = FIGURES.catalogs().into_iter().find(|catalog| catalog.region.code == "eu-west-1");
    assert!(edition.name == kept && Some(edition.catalog) == expected);
    // what nobody has saved with is no longer there to save with
    let other = Content { edition: self::edition(&FIGURES, "us-east-1"), ..content(2) };
    assert!(matches!(saves.save(other).await, Err(SaveError::UnknownEdition { .. })));

    assert_eq!(saves.delete(id, token).await.expect("an answer"), Deletion::Deleted);
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { editions: 1, ..Swept::default() });
    assert!(!holds(&*store, &kept).await);
}

async fn only_its_token_deletes(place: impl Place) {
    let (_store, saves) = filled(&place).await;
    let (id, token) = save_new(&*saves, content(1)).await;
    let (_, other) = save_new(&*saves, content(2)).await;
    assert_eq!(saves.delete(id, other).await.expect("an answer"), Deletion::WrongToken);
    assert_eq!(found(&*saves, id).await, content(1));
    assert_eq!(saves.delete(id, token.clone()).await.expect("an answer"), Deletion::Deleted);
    assert_eq!(saves.open(id).await.expect("an answer"), Opened::NotFound);
    assert_eq!(saves.delete(id, token).await.expect("an answer"), Deletion::NotFound);
}

async fn an_operator_finds_and_removes_without_a_token(place: impl Place) {
    let (store, saves) = filled(&place).await;
    for number in 1..=4 {
        save_new(&*saves, content(number)).await;
    }
    let of = |title: &str, note: &str| Content { title: title.into(), note: note.into(), ..content(9) };
    save_new(&*saves, of("100 % Spam", "")).await;
    save_new(&*saves, of("other", "buy SPAM_here\\now")).await;
    let ids = async |text: &str, most: u32| -> Vec<Id> {
        saves.newest(text, most).await.expect("an answer").iter().map(|saved| saved.id).collect()
    };
    let (first, second) = (of("100 % Spam", "").id(), of("other", "buy SPAM_here\\now").id());
    assert_eq!(ids("", 3).await, [second, first, content(4).id()], "the newest first");
    assert_eq!(ids("spam", 10).await, [second, first]);
    assert_eq!((ids("0 % s", 10).await, ids("M_h", 10).await), (vec![first], vec![second]), "signs are only text");
    assert_eq!((ids("e\\n", 10).await, ids("a%m", 10).await, ids("", 0).await), (vec![second], vec![], vec![]));
    let newest = saves.newest("spam", 10).await.expect("an answer");
    assert_eq!(newest[1].content, of("100 % Spam", ""), "all of it is there");

    assert!(saves.remove(first).await.expect("an answer"));
    assert!(!saves.remove(first).await.expect("an answer"), "it is gone");
    assert_eq!(saves.open(first).await.expect("an answer"), Opened::NotFound);
    assert_eq!(ids("spam", 10).await, [second]);
    saves.stop().await;
    store.close().await;
    let (_store, saves) = filled(&place).await;
    assert_eq!(saves.newest("", 10).await.expect("an answer").len(), 5, "after a restart");
}

async fn limits_hold(place: impl Place) {
    let (store, first) = filled(&place).await;
    first.stop().await;
    let saves = store.start_saving(Settings { most: 2, ..Settings::default() });
    let (_, token) = save_new(&*saves, content(1)).await;
    save_new(&*saves, content(2)).await;
    assert!(matches!(saves.save(content(3)).await, Err(SaveError::Full { most: 2 })));
    assert!(matches!(saves.save(content(2)).await, Ok(Saving::AlreadySaved { .. })));
    let long = Content { title: "t".repeat(101), ..content(3) };
    assert!(matches!(saves.save(long).await, Err(SaveError::TooLong { what: "title", .. })));
    saves.delete(content(1).id(), token).await.expect("an answer");
    save_new(&*saves, content(3)).await;
}

async fn what_expires_says_its_day(place: impl Place) {
    let (store, first) = filled(&place).await;
    first.stop().await;
    let saves = store.start_saving(Settings { keep_days: Some(90), ..Settings::default() });
    let (id, _) = save_new(&*saves, content(1)).await;
    match saves.open(id).await.expect("an answer") {
        Opened::Found(saved) => assert_eq!(saved.expires_at, Some(saved.created_at + 90 * 86_400)),
        other => unreachable!("{other:?}"),
    }
    saves.stop().await;
    // of no days, it is over at once; saved again it is new
    let saves = store.start_saving(Settings { keep_days: Some(0), ..Settings::default() });
    let (gone, _) = save_new(&*saves, content(2)).await;
    assert!(matches!(saves.open(gone).await, Ok(Opened::Expired { .. })));
    save_new(&*saves, content(2)).await;
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { scenarios: 1, ..Swept::default() });
    assert_eq!(saves.open(gone).await.expect("an answer"), Opened::NotFound);
    assert_eq!(found(&*saves, id).await, content(1));
}

async fn stopping_writes_what_is_waiting(place: impl Place) {
    let (_store, saves) = filled(&place).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..100 {
        let saves = saves.clone();
        tasks.spawn(async move { saves.save(content(number)).await });
    }
    // the runtime of a test lets 61 tasks begin before it comes back here: after so many rounds all are in the queue
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    saves.stop().await;
    for answer in tasks.join_all().await {
        let id = answer.expect("saved before the stop").id();
        assert_eq!(found(&*saves, id).await.id(), id);
    }
    assert!(matches!(saves.save(content(1_000)).await, Err(SaveError::Stopping)));
}

async fn of_many_that_save_the_same_at_once_one_gets_the_token(place: impl Place) {
    let (_store, saves) = filled(&place).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let saves = saves.clone();
        tasks.spawn(async move { saves.save(content(1)).await.expect("an answer") });
    }
    let answers = tasks.join_all().await;
    assert!(answers.iter().all(|answer| answer.id() == content(1).id()));
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Saving::Saved { .. })).count(), 1);
}

fn new_room() -> NewRoom {
    let (id, code) = (RoomId::random().expect("randomness"), Code::random().expect("randomness"));
    NewRoom { id, code, events: vec!["opened".into(), "joined 0".into()] }
}

/// Opens a room with two events.
async fn open_room(rooms: &dyn RoomStore) -> NewRoom {
    let room = new_room();
    rooms.open(room.clone()).await.expect("a room");
    room
}

fn one(room: RoomId, expected: u64, event: &str) -> Append {
    Append { room, expected, events: vec![event.into()] }
}

async fn stored(rooms: &dyn RoomStore, id: RoomId) -> StoredRoom {
    rooms.read(id, 0).await.expect("an answer").expect("the room")
}

fn record(room: RoomId, number: u64) -> Content {
    Content { room: Some(room), ..content(number) }
}

fn closing(room: RoomId, expected: u64, record: Content) -> Closing {
    Closing { append: one(room, expected, "closed"), record, supersedes: None }
}

async fn a_room_is_as_it_was_after_a_restart(place: impl Place) {
    let (store, saves) = filled(&place).await;
    let rooms = saves.rooms();
    let NewRoom { id, code, .. } = open_room(&*rooms).await;
    rooms.append(one(id, 2, "joined 1")).await.expect("it is added");
    rooms.append(one(id, 3, "\u{1f680} \"quoted\"")).await.expect("it is added");
    saves.stop().await;
    store.close().await;

    let (_store, saves) = filled(&place).await;
    let rooms = saves.rooms();
    let room = stored(&*rooms, id).await;
    assert_eq!(room.events, ["opened", "joined 0", "joined 1", "\u{1f680} \"quoted\""]);
    assert_eq!((room.code, room.from, room.record), (Some(code), 0, None));
    assert!(room.opened_at > 1_700_000_000 && room.last_at >= room.opened_at);
    let later = rooms.read(id, 3).await.expect("an answer").expect("the room");
    assert_eq!((later.from, later.events.len()), (3, 1));
    assert_eq!(rooms.by_code(code).await.expect("an answer"), Some(id));
    assert_eq!(rooms.read(RoomId::random().expect("randomness"), 0).await.expect("an answer"), None);
    assert_eq!(rooms.by_code(Code::random().expect("randomness")).await.expect("an answer"), None);
    assert_eq!(rooms.count().await.expect("a count"), 1);
}

async fn an_event_comes_only_after_those_that_its_writer_knows(place: impl Place) {
    let (_store, saves) = filled(&place).await;
    let rooms = saves.rooms();
    let id = open_room(&*rooms).await.id;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..20 {
        let rooms = rooms.clone();
        tasks.spawn(async move { rooms.append(one(id, 2, &format!("event {number}"))).await });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let mut others = answers.into_iter().filter_map(Result::err);
    assert!(others.all(|error| matches!(error, RoomError::Moved { events: 3 })));
    assert_eq!(stored(&*rooms, id).await.events.len(), 3);
    let nowhere = one(RoomId::random().expect("randomness"), 0, "event");
    assert!(matches!(rooms.append(nowhere).await, Err(RoomError::NotFound)));
}

async fn what_a_room_refuses_leaves_it_as_it_is(place: impl Place) {
    let (store, first) = filled(&place).await;
    first.stop().await;
    let saves = store.start_saving(Settings { most_rooms: 2, ..Settings::default() });
    let rooms = saves.rooms();
    let NewRoom { id, code, .. } = open_room(&*rooms).await;
    let before = stored(&*rooms, id).await;
    let same_id = NewRoom { id, ..new_room() };
    assert!(matches!(rooms.open(same_id).await, Err(RoomError::Taken)));
    assert!(matches!(rooms.open(NewRoom { code, ..new_room() }).await, Err(RoomError::Taken)));
    let long = one(id, 2, &"x".repeat(64 * 1024 + 1));
    assert!(matches!(rooms.append(long).await, Err(RoomError::TooLong { found: 65_537, most: 65_536 })));
    let unsaved = Content { title: "t".repeat(101), ..record(id, 1) };
    let refused = rooms.close(closing(id, 2, unsaved)).await;
    assert!(matches!(refused, Err(RoomError::Record(SaveError::TooLong { what: "title", .. }))));
    let unknown = Content { edition: edition(&figures_of("2027-01-01.1"), "us-east-1"), ..record(id, 1) };
    let refused = rooms.close(closing(id, 2, unknown)).await;
    assert!(matches!(refused, Err(RoomError::Record(SaveError::UnknownEdition { .. }))));
    assert!(matches!(rooms.close(closing(id, 1, record(id, 1))).await, Err(RoomError::Moved { events: 2 })));
    assert_eq!(saves.open(record(id, 1).id()).await.expect("an answer"), Opened::NotFound);
    assert_eq!(stored(&*rooms, id).await, before);
    open_room(&*rooms).await;
    assert!(matches!(rooms.open(new_room()).await, Err(RoomError::Full { most: 2 })));
    rooms.append(one(id, 2, "next")).await.expect("it goes on");
}

async fn a_closed_room_is_its_record(place: impl Place) {
    let (_store, saves) = filled(&place).await;
    let rooms = saves.rooms();
    let (plain, _) = save_new(&*saves, content(1)).await;
    let first = open_room(&*rooms).await.id;
    let close = Closing { supersedes: Some(plain), ..closing(first, 2, record(first, 1)) };
    let Saving::Saved { id: earlier, .. } = rooms.close(close).await.expect("closed") else {
        unreachable!("nothing like it is saved")
    };
    let of = rooms.record_of(plain, None).await.expect("an answer");
    assert_eq!(of, RecordOf::default(), "what no room decided gets no link from one");
    let NewRoom { id, code, .. } = open_room(&*rooms).await;
    let close = Closing { supersedes: Some(earlier), ..closing(id, 2, record(id, 1)) };
    let Saving::Saved { id: record_id, token } = rooms.close(close).await.expect("closed") else {
        unreachable!("another meeting is another record")
    };
    assert_ne!(record_id, plain, "the same scenario without a room is another");
    assert_eq!(found(&*saves, record_id).await, record(id, 1));
    let room = stored(&*rooms, id).await;
    assert_eq!((room.record, room.code, room.events.len()), (Some(record_id), None, 3));
    // nothing is added any more, nobody finds it by its code, and its place is free
    assert!(matches!(rooms.append(one(id, 3, "late")).await, Err(RoomError::NotFound)));
    assert!(matches!(rooms.close(closing(id, 3, record(id, 2))).await, Err(RoomError::NotFound)));
    assert_eq!(rooms.by_code(code).await.expect("an answer"), None);
    assert_eq!(rooms.count().await.expect("a count"), 0);

    let of = rooms.record_of(record_id, Some(id)).await.expect("an answer");
    assert_eq!(of, RecordOf { room: Some(room), supersedes: vec![earlier], superseded_by: Vec::new() });
    let of = rooms.record_of(earlier, None).await.expect("an answer");
    assert_eq!(of, RecordOf { superseded_by: vec![record_id], ..RecordOf::default() });
    // it goes with its record
    assert_eq!(saves.delete(record_id, token).await.expect("an answer"), Deletion::Deleted);
    assert_eq!(rooms.read(id, 0).await.expect("an answer"), None);
    assert_eq!(rooms.record_of(earlier, None).await.expect("an answer"), RecordOf::default());
}

async fn a_room_that_rests_too_long_goes_and_a_closed_one_stays(place: impl Place) {
    let (store, first) = filled(&place).await;
    first.stop().await;
    // of no days, each rests too long at once
    let saves = store.start_saving(Settings { room_days: 0, ..Settings::default() });
    let rooms = saves.rooms();
    let resting = open_room(&*rooms).await.id;
    let closed = open_room(&*rooms).await.id;
    rooms.close(closing(closed, 2, record(closed, 1))).await.expect("closed");
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { rooms: 1, ..Swept::default() });
    assert_eq!(rooms.read(resting, 0).await.expect("an answer"), None);
    assert_eq!(stored(&*rooms, closed).await.events.len(), 3);
    saves.stop().await;
    let saves = store.start_saving(Settings::default());
    open_room(&*saves.rooms()).await;
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept::default());
}

async fn a_copy_is_a_store(place: impl Place) {
    let (store, saves) = filled(&place).await;
    let (id, _) = save_new(&*saves, content(1)).await;
    // a database with tools of its own has nothing to show here
    let Some(copies) = store.backup() else { return };
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("copy");
    copies.backup(&path).await.expect("a backup");
    assert_copy(&path, id).await;
}

async fn assert_copy(path: &Path, id: Id) {
    let copy = store::open(&Location::from(path)).await.expect("an open copy");
    assert_eq!(copy.version().await.expect("a version"), Some(FIGURES.version.clone()));
    assert_eq!(found(&*copy.start_saving(Settings::default()), id).await, content(1));
}

/// A module for each implementation, with a test for each part of the contract.
macro_rules! contract {
    ($name:ident, $place:expr) => {
        contract!($name, $place,
            an_empty_store_has_no_catalogue what_is_loaded_is_current_after_a_restart
            a_newer_catalogue_replaces_and_an_older_one_does_not a_load_that_fails_changes_nothing
            what_is_saved_opens_after_a_restart its_edition_stays_as_long_as_it_does only_its_token_deletes
            an_operator_finds_and_removes_without_a_token limits_hold
            what_expires_says_its_day stopping_writes_what_is_waiting
            of_many_that_save_the_same_at_once_one_gets_the_token a_room_is_as_it_was_after_a_restart
            an_event_comes_only_after_those_that_its_writer_knows what_a_room_refuses_leaves_it_as_it_is
            a_closed_room_is_its_record a_room_that_rests_too_long_goes_and_a_closed_one_stays a_copy_is_a_store);
    };
    ($name:ident, $place:expr, $($part:ident)*) => {
        mod $name {
            $(#[tokio::test]
            async fn $part() {
                // where a database cannot be had, that has been said
                if let Some(place) = $place {
                    super::$part(place).await;
                }
            })*
        }
    };
}

contract!(sqlite, Some(super::SqliteFile(tempfile::TempDir::new().expect("a temporary directory"))));
contract!(postgres, super::postgres_server::database().map(super::PostgresDatabase));
