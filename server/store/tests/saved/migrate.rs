//! A store from before scenarios could be saved.

use crate::scenarios::{assert_sound, content, found, save_new, start};
use crate::support::{FIGURES, connect, filled, open, place, run};
use sqlx::migrate::Migrator;
use std::path::Path;
use store::saved::Content;

const TABLES: [&str; 9] = [
    "catalog",
    "source",
    "region",
    "instance_type",
    "correction",
    "price_on_demand",
    "offer_unpriced",
    "price_spot",
    "history_2018",
];

/// A store with the first schema only, filled with the catalogue of the binary.
pub async fn first_schema(path: &Path) {
    let (directory, full) = place();
    filled(&full).await;
    let first = "0001_catalog.sql";
    let migrations = directory.path().join("migrations");
    std::fs::create_dir(&migrations).expect("a directory");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite").join(first);
    std::fs::copy(source, migrations.join(first)).expect("a copy");

    std::fs::write(path, "").expect("an empty file");
    let mut old = connect(path).await;
    let migrator = Migrator::new(migrations.as_path()).await.expect("the first migration");
    migrator.run(&mut old).await.expect("the first schema");
    run(&mut old, &format!("ATTACH '{}' AS full", full.display())).await;
    for table in TABLES {
        run(&mut old, &format!("INSERT INTO main.{table} SELECT * FROM full.{table}")).await;
    }
}

#[tokio::test]
async fn it_gains_saved_scenarios_and_loses_nothing() {
    let (_directory, path) = place();
    first_schema(&path).await;
    let error = sqlx::query("SELECT * FROM saved").execute(&mut connect(&path).await).await.expect_err("no table yet");
    assert!(error.to_string().contains("no such table"), "{error}");

    let store = open(&path).await;
    assert!(store.catalogs().await.expect("catalogues") == FIGURES.catalogs());
    let content = Content { catalog: store.catalog_ref().await.expect("a name"), ..content(1) };
    let (id, _) = save_new(&start(&store), content.clone()).await;
    assert_eq!(found(&store, id).await.content, content);
    assert_sound(&path).await;
}
