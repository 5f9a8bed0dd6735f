//! The catalogue of a saved scenario stays as long as the scenario does.

use crate::scenarios::{assert_sound, content, found, save_new, start};
use crate::support::{FIGURES, connect, figures_of, load, number, open_filled, place};
use catalog_files::Figures;
use std::path::Path;
use store::saved::{Content, Id, Saves, Swept, Token};
use store::{CatalogRef, Loaded, Store};

fn name(figures: &Figures) -> CatalogRef {
    CatalogRef { version: figures.version.clone(), content_hash: figures.content_hash.clone() }
}

async fn save_with(saves: &Saves, number: u64, figures: &Figures) -> (Id, Token) {
    save_new(saves, Content { catalog: name(figures), ..content(number) }).await
}

/// Whether the store gives back every region of the catalogue as the files have it.
async fn holds(store: &Store, figures: &Figures) -> bool {
    let mut all = store.catalogs_of(&name(figures)).await.expect("an answer") == Some(figures.catalogs());
    for catalog in figures.catalogs() {
        let stored = store.catalog_of(&name(figures), &catalog.region.code).await.expect("an answer");
        all &= stored.is_some_and(|stored| stored == catalog && format!("{stored:?}") == format!("{catalog:?}"));
    }
    all
}

async fn catalogs(path: &Path) -> i64 {
    number(&mut connect(path).await, "SELECT count(*) FROM catalog").await
}

#[tokio::test]
async fn the_current_catalogue_has_a_name() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    assert_eq!(store.catalog_ref().await.expect("a name"), name(&FIGURES));
    assert!(holds(&store, &FIGURES).await);
    assert!(store.catalog_of(&name(&FIGURES), "mars-north-1").await.expect("an answer").is_none());
    let other = CatalogRef { content_hash: "b".repeat(64), ..name(&FIGURES) };
    assert!(store.catalog_of(&other, "us-east-1").await.expect("an answer").is_none());
}

#[tokio::test]
async fn a_catalogue_that_is_referred_to_outlives_newer_ones() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    let (id, token) = save_with(&saves, 1, &FIGURES).await;

    let second = figures_of("2027-01-01.1");
    assert_eq!(load(&store, &second).await.expect("a load"), Loaded::Replaced { older: FIGURES.version.clone() });
    assert!(store.catalogs().await.expect("catalogues") == second.catalogs());
    assert_eq!(store.version().await.expect("a version"), Some(second.version.clone()));
    assert!(holds(&store, &FIGURES).await && holds(&store, &second).await);
    assert_eq!(found(&store, id).await.content.catalog, name(&FIGURES));

    // nobody has saved anything with the second
    let third = figures_of("2027-02-01.1");
    load(&store, &third).await.expect("a load");
    assert!(holds(&store, &FIGURES).await && !holds(&store, &second).await);
    assert_eq!(catalogs(&path).await, 2);
    assert_sound(&path).await;

    // two refer to it; it goes with the second of them
    let (other, others) = save_with(&saves, 2, &FIGURES).await;
    saves.delete(id, token).await.expect("an answer");
    let fourth = figures_of("2027-03-01.1");
    load(&store, &fourth).await.expect("a load");
    assert!(holds(&store, &FIGURES).await);
    saves.delete(other, others).await.expect("an answer");
    load(&store, &figures_of("2027-04-01.1")).await.expect("a load");
    assert!(!holds(&store, &FIGURES).await);
    assert_eq!(catalogs(&path).await, 1);
    assert_sound(&path).await;
}

#[tokio::test]
async fn a_sweep_removes_catalogues_that_nothing_needs_and_their_rows() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    let (id, token) = save_with(&saves, 1, &FIGURES).await;
    let second = figures_of("2027-01-01.1");
    load(&store, &second).await.expect("a load");
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept::default());
    assert!(holds(&store, &FIGURES).await);

    saves.delete(id, token).await.expect("an answer");
    assert_eq!(saves.sweep().await.expect("a sweep"), Swept { scenarios: 0, catalogs: 1 });
    assert!(!holds(&store, &FIGURES).await && holds(&store, &second).await);
    let mut beside = connect(&path).await;
    let old = "SELECT count(*) FROM price_on_demand WHERE catalog_id NOT IN (SELECT id FROM catalog)";
    assert_eq!(number(&mut beside, old).await, 0);
}

#[tokio::test]
async fn two_contents_of_one_version_are_both_kept() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    save_with(&saves, 1, &FIGURES).await;
    let corrected = figures_of("2026-11-23.1");
    assert_eq!(load(&store, &corrected).await.expect("a load"), Loaded::Corrected);
    save_with(&saves, 2, &corrected).await;
    assert!(holds(&store, &FIGURES).await && holds(&store, &corrected).await);

    // back again: the first is in the store still, and becomes current
    assert_eq!(load(&store, &FIGURES).await.expect("a load"), Loaded::Corrected);
    assert!(store.catalogs().await.expect("catalogues") == FIGURES.catalogs());
    assert_eq!(load(&store, &FIGURES).await.expect("a load"), Loaded::Current);
    assert!(holds(&store, &corrected).await);
    assert_eq!(catalogs(&path).await, 2);
}

#[tokio::test]
async fn not_even_by_hand_can_a_needed_catalogue_be_deleted() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    save_with(&start(&store), 1, &FIGURES).await;
    let error = sqlx::query("DELETE FROM catalog").execute(&mut connect(&path).await).await.expect_err("a deletion");
    assert!(error.to_string().contains("FOREIGN KEY"), "{error}");
    assert!(holds(&store, &FIGURES).await);
}

/// Saving and importing at once: whichever comes first, a saved scenario has its catalogue.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_import_beside_saves_breaks_none() {
    let (_directory, path) = place();
    let store = open_filled(&path).await;
    let saves = start(&store);
    let saving = tokio::spawn(async move {
        let mut saved = Vec::new();
        for number in 0..200 {
            let content = Content { catalog: name(&FIGURES), ..content(number) };
            saved.extend(saves.save(content).await.map(|saving| saving.id()));
        }
        saved
    });
    for version in ["2027-01-01.1", "2027-02-01.1"] {
        load(&store, &figures_of(version)).await.expect("a load");
    }
    let saved = saving.await.expect("a task");
    assert!(saved.is_empty() || holds(&store, &FIGURES).await);
    for id in saved {
        assert_eq!(found(&store, id).await.content.catalog, name(&FIGURES));
    }
    assert_sound(&path).await;
}
