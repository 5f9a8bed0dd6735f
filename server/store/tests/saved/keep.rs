//! The edition of a saved scenario stays as long as the scenario does; catalogues do not.

use crate::scenarios::{assert_sound, content, found, save_new, start};
use crate::support::{FIGURES, connect, current, edition, figures_of, load, number, open_filled, place, run};
use catalog_files::Figures;
use std::path::Path;
use store::saved::{Content, Id, Swept, Token};
use store::sqlite::{SqliteSaves, SqliteStore};
use store::{CatalogRef, EditionError, Loaded, StoreError};

const REGION: &str = "eu-west-1";

async fn save_with(saves: &SqliteSaves, number: u64, figures: &Figures) -> (Id, Token) {
    save_new(saves, Content { edition: edition(figures, REGION), ..content(number) }).await
}

/// Whether the store gives back a region of the catalogue as the files have it.
async fn holds(store: &SqliteStore, figures: &Figures, region: &str) -> bool {
    let name = edition(figures, region);
    match store.edition(name.hash).await.expect("an answer") {
        Some(found) => {
            let expected = figures.catalogs().into_iter().find(|catalog| catalog.region.code == region);
            assert!(found.name == name && Some(found.catalog) == expected, "{region}");
            true
        }
        None => false,
    }
}

async fn count(path: &Path, table: &str) -> i64 {
    number(&mut connect(path).await, &format!("SELECT count(*) FROM {table}")).await
}

#[tokio::test]
async fn the_current_catalogue_has_a_name_and_an_edition_for_each_region() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let name = CatalogRef { version: FIGURES.version.clone(), content_hash: FIGURES.content_hash.clone() };
    assert_eq!(store.current_name().await.expect("a name"), name);
    let whole = store.current().await.expect("a catalogue");
    assert_eq!((whole.name, whole.editions.len()), (name, 34));
    for found in whole.editions {
        assert_eq!(found.name, edition(&FIGURES, &found.catalog.region.code));
    }
    assert!(store.edition(content(1).edition.hash).await.expect("an answer").is_none());
}

#[tokio::test]
async fn an_edition_that_is_referred_to_outlives_newer_catalogues() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    let (id, token) = save_with(&saves, 1, &FIGURES).await;

    let second = figures_of("2027-01-01.1");
    assert_eq!(load(&store, &second).await.expect("a load"), Loaded::Replaced { older: FIGURES.version.clone() });
    assert!(current(&store).await == second.catalogs());
    assert_eq!(store.version().await.expect("a version"), Some(second.version.clone()));
    assert!(holds(&store, &FIGURES, REGION).await && holds(&store, &second, REGION).await);
    assert!(!holds(&store, &FIGURES, "us-east-1").await, "nobody has saved anything there");
    assert_eq!(found(&store, id).await.content.edition, edition(&FIGURES, REGION));
    assert_eq!((count(&path, "catalog").await, count(&path, "edition").await), (1, 35));

    // nobody has saved anything with the second
    let third = figures_of("2027-02-01.1");
    load(&store, &third).await.expect("a load");
    assert!(holds(&store, &FIGURES, REGION).await && !holds(&store, &second, REGION).await);
    assert_eq!((count(&path, "catalog").await, count(&path, "edition").await), (1, 35));

    // two refer to it; it goes after the second of them
    let (other, others) = save_with(&saves, 2, &FIGURES).await;
    saves.delete(id, token).await.expect("an answer");
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept::default());
    assert!(holds(&store, &FIGURES, REGION).await);
    saves.delete(other, others).await.expect("an answer");
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { editions: 1, ..Swept::default() });
    assert!(!holds(&store, &FIGURES, REGION).await);
    assert!(current(&store).await == third.catalogs());
    assert_sound(&path).await;
}

#[tokio::test]
async fn two_contents_of_one_version_are_told_apart() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    let save = async |number, figures: &Figures| {
        save_new(&saves, Content { edition: edition(figures, "us-east-1"), ..content(number) }).await
    };
    save(1, &FIGURES).await;
    let corrected = figures_of("2026-11-28.4");
    assert_eq!(load(&store, &corrected).await.expect("a load"), Loaded::Corrected);
    save(2, &corrected).await;
    assert!(holds(&store, &FIGURES, "us-east-1").await && holds(&store, &corrected, "us-east-1").await);
    // one price differs, of one region: the others' editions are the same ones
    assert_eq!(count(&path, "edition").await, 35);

    assert_eq!(load(&store, &FIGURES).await.expect("a load"), Loaded::Corrected);
    assert!(current(&store).await == FIGURES.catalogs());
    assert_eq!(load(&store, &FIGURES).await.expect("a load"), Loaded::Current);
    assert!(holds(&store, &corrected, "us-east-1").await);
    assert_eq!(count(&path, "edition").await, 35);
}

#[tokio::test]
async fn not_even_by_hand_can_a_needed_edition_be_deleted() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    save_with(&start(&store), 1, &FIGURES).await;
    let error = sqlx::query("DELETE FROM edition").execute(&mut connect(&path).await).await.expect_err("a deletion");
    assert!(error.to_string().contains("FOREIGN KEY"), "{error}");
    assert!(holds(&store, &FIGURES, REGION).await);
}

/// Whole pages, whole rows, but other bytes: SQLite sees nothing, the hash does.
#[tokio::test]
async fn other_bytes_under_a_name_are_an_error_and_never_prices() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let (here, there) = (edition(&FIGURES, REGION).hash, edition(&FIGURES, "us-east-1").hash);
    let spoil = async |sql: String| {
        run(&mut connect(&path).await, &sql).await;
        match store.edition(here).await.expect_err("other bytes") {
            StoreError::DamagedEdition { hash, why, .. } if hash == here => why,
            other => unreachable!("{other:?}"),
        }
    };
    let column = format!("UPDATE edition SET content = #  WHERE hash = x'{here}'");
    let other = format!("(SELECT content FROM edition WHERE hash = x'{there}')");
    assert_eq!(spoil(column.replace('#', &other)).await, EditionError::OtherHash);
    assert_eq!(spoil(column.replace('#', "substr(content, 1, 9000)")).await, EditionError::Packed);
    assert_eq!(spoil(column.replace('#', "x'ffffff'")).await, EditionError::Packed);
    let error = store.current().await.expect_err("other bytes").to_string();
    assert!(error.contains(&here.to_string()) && error.contains("backup"), "{error}");

    // the same catalogue again puts the bytes right
    load(&store, &figures_of("2026-11-28.4")).await.expect("a load");
    assert!(holds(&store, &FIGURES, REGION).await);
}

/// Saving and importing at once: whichever comes first, a saved scenario has its edition.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_import_beside_saves_breaks_none() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    let saving = tokio::spawn(async move {
        let mut saved = Vec::new();
        for number in 0..200 {
            let content = Content { edition: edition(&FIGURES, REGION), ..content(number) };
            saved.extend(saves.save(content).await.map(|saving| saving.id()));
        }
        saved
    });
    for version in ["2027-01-01.1", "2027-02-01.1"] {
        load(&store, &figures_of(version)).await.expect("a load");
    }
    let saved = saving.await.expect("a task");
    assert!(saved.is_empty() || holds(&store, &FIGURES, REGION).await);
    for id in saved {
        assert_eq!(found(&store, id).await.content.edition, edition(&FIGURES, REGION));
    }
    assert_sound(&path).await;
}

/// Bytes in use: pages that are free are used again.
async fn bytes(path: &Path) -> i64 {
    let mut beside = connect(path).await;
    let pages = number(&mut beside, "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count");
    pages.await * 4_096
}

#[tokio::test]
async fn a_saved_link_takes_less_than_a_kilobyte_and_its_edition_once() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    let (before, mut editions) = (bytes(&path).await, 0);
    for number in 0..1_000 {
        save_with(&saves, number, &FIGURES).await;
    }
    let each = (bytes(&path).await - before) / 1_000;
    println!("{each} bytes for each saved scenario");
    assert!(each < 1_000, "{each} bytes");

    // five imports, and each time somebody saves: what stays of the catalogue before is one edition
    let before = bytes(&path).await;
    for month in 1..=5 {
        let figures = figures_of(&format!("2027-0{month}-01.1"));
        load(&store, &figures).await.expect("a load");
        save_with(&saves, 2_000 + month, &figures).await;
        editions += 1;
    }
    let each = (bytes(&path).await - before) / editions;
    println!("{each} bytes for each catalogue that somebody has saved with");
    assert!((1_000..32_000).contains(&each), "{each} bytes");
    assert_eq!(count(&path, "edition").await, 34 + editions);
}
