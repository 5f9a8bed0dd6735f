//! What the operator is told where a database cannot be used; never the password.

use crate::postgres_server::{Database, PASSWORD, database, server};
use crate::small::{location, small};
use std::error::Error;
use store::StoreError;

/// All that a log or a terminal could show of an error.
fn all_of(error: &StoreError) -> String {
    let mut text = format!("{error}\n{error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!("\n{error}\n{error:?}");
        cause = error.source();
    }
    text
}

async fn refused(url: String) -> StoreError {
    let database = Database { url, name: String::new() };
    let error = match store::open(&location(&database)).await {
        Ok(_) => unreachable!("{} is no store", location(&database)),
        Err(error) => error,
    };
    assert!(!all_of(&error).contains(PASSWORD), "it shows the password: {error}");
    error
}

#[tokio::test]
async fn each_fault_of_an_address_has_its_sentence() {
    let Some(database) = database() else { return };
    let url = &database.url;
    let wrong = refused(url.replace(PASSWORD, "another")).await;
    assert!(matches!(wrong, StoreError::NotLetIn { .. }) && wrong.to_string().contains("PGPASSWORD"), "{wrong:?}");
    let stranger = refused(url.replace("berth:", "stranger:")).await;
    assert!(matches!(stranger, StoreError::NotLetIn { .. }), "{stranger:?}");
    let missing = refused(url.replace(&database.name, "nowhere")).await;
    assert!(matches!(missing, StoreError::DatabaseMissing { .. }), "{missing:?}");
    assert!(missing.to_string().contains("berth@") && missing.to_string().contains("/nowhere"), "{missing}");
    let away = refused(format!("postgres://berth:{PASSWORD}@127.0.0.1:1/berth")).await;
    assert!(matches!(away, StoreError::Unreachable { .. }), "{away:?}");
    for odd in [format!("postgres://berth:{PASSWORD}@db:port/berth"), format!("postgres://berth:{PASSWORD}@[/x")] {
        let odd = refused(odd).await;
        assert!(matches!(odd, StoreError::NotAnAddress { .. }), "{odd:?}");
    }
}

#[tokio::test]
async fn other_tables_are_left_alone() {
    let Some(database) = database() else { return };
    let run = |sql: &str| server().expect("it runs").run(&database.name, sql);
    run("CREATE TABLE invoice (id integer)");
    let error = refused(database.url.clone()).await;
    assert!(matches!(error, StoreError::OtherTables { .. }), "{error:?}");
    assert_eq!(run("SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'"), "invoice");
}

#[tokio::test]
async fn a_user_without_rights_is_told_so() {
    let Some(database) = database() else { return };
    let run = |sql: &str| server().expect("it runs").run(&database.name, sql);
    run(&format!("CREATE ROLE reader_of_{} LOGIN PASSWORD '{PASSWORD}'", database.name));
    let error = refused(database.url.replace("berth:", &format!("reader_of_{}:", database.name))).await;
    assert!(matches!(error, StoreError::NotAllowed { .. }), "{error:?}");
}

#[tokio::test]
async fn a_later_schema_and_another_build_are_told() {
    let Some(database) = small().await else { return };
    let run = |sql: &str| server().expect("it runs").run(&database.name, sql);
    run(
        "INSERT INTO _sqlx_migrations SELECT 99, 'later', installed_on, true, checksum, 0 FROM _sqlx_migrations LIMIT 1",
    );
    let error = refused(database.url.clone()).await;
    assert!(matches!(error, StoreError::NewerSchema { found: 99, .. }), "{error:?}");
    assert!(error.to_string().contains("another database with --store"), "{error}");
    run(
        "DELETE FROM _sqlx_migrations WHERE version = 99; UPDATE _sqlx_migrations SET checksum = '\\x00' WHERE version = 1",
    );
    let error = refused(database.url.clone()).await;
    assert!(matches!(error, StoreError::OtherSchema { version: 1, .. }), "{error:?}");
    assert!(error.to_string().contains("an empty database"), "{error}");
}
