//! Opening what cannot be opened: every error says what to do.

use crate::support::{FIGURES, connect, filled, load, number, open, place, run};
use std::path::Path;
use store::sqlite::SqliteStore;
use store::{Loaded, StoreError};

#[tokio::test]
async fn a_missing_directory_is_named() {
    let (directory, _) = place();
    let missing = directory.path().join("not/there");
    let error = SqliteStore::open(&missing.join("berth.db")).await.expect_err("no directory");
    assert!(matches!(&error, StoreError::DirectoryMissing { directory } if *directory == missing));
    let text = error.to_string();
    assert!(
        text.contains(&missing.display().to_string()) && text.contains("Create it") && text.contains("--store"),
        "{text}"
    );
    assert!(!missing.exists());
}

#[tokio::test]
async fn a_directory_is_no_store() {
    let (directory, _) = place();
    let error = SqliteStore::open(directory.path()).await.expect_err("a directory");
    assert!(matches!(error, StoreError::IsDirectory { .. }), "{error:?}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let (_directory, path) = place();
    for text in ["hello".to_owned(), "These are my notes of last year.\n".repeat(100)] {
        std::fs::write(&path, &text).expect("a written file");
        let error = SqliteStore::open(&path).await.expect_err("no database");
        assert!(matches!(error, StoreError::NotADatabase { .. }), "{error:?}");
        assert!(error.to_string().contains("--store"));
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), text);
    }
}

#[tokio::test]
async fn another_programs_database_is_left_alone() {
    let (_directory, path) = place();
    std::fs::write(&path, "").expect("a written file");
    let mut theirs = connect(&path).await;
    run(&mut theirs, "CREATE TABLE bookmark (url TEXT)").await;
    let error = SqliteStore::open(&path).await.expect_err("another program's database");
    assert!(matches!(error, StoreError::OtherProgram { .. }), "{error:?}");
    assert_eq!(number(&mut theirs, "SELECT count(*) FROM sqlite_schema").await, 1);
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let (_directory, path) = place();
    filled(&path).await;
    let mut beside = connect(&path).await;
    run(&mut beside, "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)").await;
    let error = SqliteStore::open(&path).await.expect_err("a newer schema");
    assert!(matches!(error, StoreError::NewerSchema { found: 9999, .. }), "{error:?}");
    assert!(error.to_string().contains("newer version of Berth"));
}

#[tokio::test]
async fn another_builds_schema_is_refused() {
    let (_directory, path) = place();
    filled(&path).await;
    run(&mut connect(&path).await, "UPDATE _sqlx_migrations SET checksum = x'00'").await;
    let error = SqliteStore::open(&path).await.expect_err("another schema");
    assert!(matches!(error, StoreError::OtherSchema { version: 1, .. }), "{error:?}");
}

#[tokio::test]
async fn a_damaged_file_is_called_damaged() {
    let (_directory, path) = place();
    filled(&path).await;
    let mut bytes = std::fs::read(&path).expect("the file");
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&path, bytes).expect("a written file");
    let error = match SqliteStore::open(&path).await {
        Ok(store) => store.current().await.expect_err("half a file"),
        Err(error) => error,
    };
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
}

#[tokio::test]
async fn a_store_is_writable_and_survives_a_restart() {
    let (_directory, path) = place();
    filled(&path).await;
    let store = open(&path).await;
    assert!(!store.is_read_only());
    assert_eq!(store.path(), path);
    assert_eq!(load(&store, &FIGURES).await.expect("a load"), Loaded::Current);
    let mut beside = connect(&path).await;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut beside).await.expect("a mode");
    assert_eq!(mode, "wal");
}

#[tokio::test]
async fn a_new_store_is_for_its_owner_alone_and_an_old_one_keeps_its_rights() {
    use std::os::unix::fs::PermissionsExt;
    let (_directory, path) = place();
    let mode = |path: &Path| path.metadata().expect("a file").permissions().mode() & 0o777;
    let store = open(&path).await;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&path.with_file_name("berth.db-wal")), 0o600, "what is beside it");
    store.close().await;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    open(&path).await.close().await;
    assert_eq!(mode(&path), 0o640);
}
