//! A schema's migrations, carried in the binary.
//!
//! Lists and not sqlx's macro: with it a first build compiles all of SQLite and sqlx twice, once for the compiler's own use.
//! A test holds for each list that it is what its directory has.

use crate::error::StoreError;
use crate::location::Location;
use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

/// Version, name and text of a migration, as the name of its file says.
pub(crate) type File = (i64, &'static str, &'static str);

/// Runs them.
pub(crate) fn migrator(files: &[File]) -> Migrator {
    let migration = |(version, name, sql): &File| {
        let (name, sql): (&'static str, &'static str) = (name, sql);
        Migration::new(*version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(files.iter().map(migration).collect())
}

/// The newest version among them.
pub(crate) fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// The sentence for migrations that did not run; `failed` has those for the database's errors.
pub(crate) fn not_run(
    store: Location,
    migrator: &Migrator,
    error: MigrateError,
    failed: impl FnOnce(sqlx::Error) -> StoreError,
) -> StoreError {
    let known = newest(migrator);
    match error {
        MigrateError::VersionMissing(found) if found > known => StoreError::NewerSchema { store, found, known },
        MigrateError::VersionMissing(version)
        | MigrateError::VersionMismatch(version)
        | MigrateError::Dirty(version) => StoreError::OtherSchema { store, version },
        MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => failed(source),
        other => StoreError::Failed { store, source: Box::new(other) },
    }
}

/// Holds that a list is what its directory below `migrations/` has.
#[cfg(test)]
pub(crate) fn check_list(directory: &str, files: &[File]) {
    use std::fs;
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(directory);
    let entries = fs::read_dir(directory).expect("the migrations").map(|entry| entry.expect("an entry").path());
    let mut there: Vec<(String, String)> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a migration"))
        })
        .collect();
    there.sort();
    let listed: Vec<(String, String)> = files
        .iter()
        .map(|(version, name, sql)| (format!("{version:04}_{}.sql", name.replace(' ', "_")), (*sql).to_owned()))
        .collect();
    assert_eq!(there, listed);
    assert!(
        files.iter().all(|(_, _, sql)| !sql.contains("-- no-transaction")),
        "each runs in the transaction of the start"
    );
}
