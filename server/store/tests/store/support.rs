//! Stores in temporary directories, and tests that go on in a process of their own.

use crate::common::Copy;
use catalog_files::{Figures, Files, parse};
use model::catalog::Catalog;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use store::sqlite::SqliteStore;
use store::{Edition, EditionRef, Loaded, StoreError};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// What the binary carries.
pub static FIGURES: LazyLock<Figures> = LazyLock::new(|| parse(&Files::embedded()).expect("the embedded catalogue"));

/// A path for a store that is not there yet.
pub fn place() -> (TempDir, PathBuf) {
    let directory = TempDir::new().expect("a temporary directory");
    let path = directory.path().join("berth.db");
    (directory, path)
}

/// Opens a store that must open.
pub async fn open(path: &Path) -> SqliteStore {
    SqliteStore::open(path).await.expect("an open store")
}

/// Loads without looking at the progress.
pub async fn load(store: &SqliteStore, figures: &Figures) -> Result<Loaded, StoreError> {
    store.load(figures, &mut |_| ()).await
}

/// A closed store with the catalogue of the binary: a copy of one that is loaded once for all tests.
pub async fn filled(path: &Path) {
    static FILLED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let load_once = || async {
        let (_directory, path) = place();
        let store = open(&path).await;
        assert_eq!(load(&store, &FIGURES).await.expect("a loaded store"), Loaded::First);
        store.close().await;
        std::fs::read(&path).expect("the store's file")
    };
    std::fs::write(path, FILLED.get_or_init(load_once).await).expect("a copied store");
}

/// An open store with the catalogue of the binary.
pub async fn open_filled(path: &Path) -> SqliteStore {
    filled(path).await;
    open(path).await
}

/// The catalogue under another version, with one price changed.
pub fn figures_of(version: &str) -> Figures {
    let copy = Copy::new();
    copy.replace("manifest.csv", "2026-11-28.4", version);
    copy.replace("prices/us-east-1.csv", "m5.large,0.096", "m5.large,0.097");
    copy.parse().expect("changed files")
}

/// The current catalogue, as the model reads it.
pub async fn current(store: &SqliteStore) -> Vec<Catalog> {
    let current = store.current().await.expect("a catalogue");
    current.editions.into_iter().map(|edition| edition.catalog).collect()
}

/// The name of a region's edition.
pub fn edition(figures: &Figures, region: &str) -> EditionRef {
    let catalog = figures.catalogs().into_iter().find(|catalog| catalog.region.code == region).expect("a region");
    Edition::of(catalog).expect("an edition").name
}

/// A connection beside the store's own.
pub async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path)).await.expect("a connection")
}

/// Runs statements on a connection.
pub async fn run(connection: &mut SqliteConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.expect("a statement");
}

/// A single number from the database.
pub async fn number(connection: &mut SqliteConnection, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await.expect("a number")
}

/// The store that a test in a process of its own is to look at.
pub const STORE_VARIABLE: &str = "BERTH_TEST_STORE";

/// This test program, set to run one of its ignored tests on a store. `program` is a copy of it.
pub fn one_test(program: &Path, test: &str, store: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--exact", test, "--ignored", "--nocapture"]).env(STORE_VARIABLE, store);
    command
}

/// The store to look at; `None` where the test was started by hand.
pub fn given_store() -> Option<PathBuf> {
    std::env::var_os(STORE_VARIABLE).map(PathBuf::from)
}
