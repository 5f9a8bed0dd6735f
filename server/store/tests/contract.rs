//! The contract of a store: what every implementation of its traits does. Another database is another [`Place`]
//! and a line at the end.

#[allow(dead_code)] // shared with the tests of the import; each uses its own part
#[path = "../../catalog/tests/common/mod.rs"]
mod common;

use catalog_files::{Figures, Files, parse};
use common::Copy;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use store::saved::{Content, Deletion, Id, Opened, SaveError, Saving, Settings, Swept, Token};
use store::{CatalogRef, Edition, EditionRef, Loaded, Location, SavedStore, Store, StoreError};
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

static FIGURES: LazyLock<Figures> = LazyLock::new(|| parse(&Files::embedded()).expect("the embedded catalogue"));

/// The catalogue under another version, with one price changed.
fn figures_of(version: &str) -> Figures {
    let copy = Copy::new();
    copy.replace("manifest.csv", "2026-11-28.2", version);
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
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { scenarios: 0, editions: 1 });
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
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { scenarios: 1, editions: 0 });
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
    tokio::task::yield_now().await;
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
            what_is_saved_opens_after_a_restart its_edition_stays_as_long_as_it_does only_its_token_deletes limits_hold
            what_expires_says_its_day stopping_writes_what_is_waiting
            of_many_that_save_the_same_at_once_one_gets_the_token a_copy_is_a_store);
    };
    ($name:ident, $place:expr, $($part:ident)*) => {
        mod $name {
            $(#[tokio::test]
            async fn $part() {
                super::$part($place).await;
            })*
        }
    };
}

contract!(sqlite, super::SqliteFile(tempfile::TempDir::new().expect("a temporary directory")));
