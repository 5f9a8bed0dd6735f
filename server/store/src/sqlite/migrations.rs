//! The schema's migrations, carried in the binary.
//!
//! A list and not sqlx's macro: with it a first build compiles all of SQLite and sqlx twice, once for the compiler's
//! own use. A test holds that the list is what the directory has.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use std::sync::LazyLock;

/// Version, name and file of each, as the name of the file says.
const FILES: [(i64, &str, &str); 7] = [
    (1, "catalog", include_str!("../../../../migrations/sqlite/0001_catalog.sql")),
    (2, "saved", include_str!("../../../../migrations/sqlite/0002_saved.sql")),
    (3, "editions", include_str!("../../../../migrations/sqlite/0003_editions.sql")),
    (4, "saved by edition", include_str!("../../../../migrations/sqlite/0004_saved_by_edition.sql")),
    (5, "commitments", include_str!("../../../../migrations/sqlite/0005_commitments.sql")),
    (6, "rooms", include_str!("../../../../migrations/sqlite/0006_rooms.sql")),
    (7, "corrected fields", include_str!("../../../../migrations/sqlite/0007_corrected_fields.sql")),
];

/// Runs them.
pub(super) static MIGRATOR: LazyLock<Migrator> = LazyLock::new(|| {
    let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(FILES.map(migration).into())
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_list_is_what_the_directory_has() {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
        let entries = fs::read_dir(directory).expect("the migrations").map(|entry| entry.expect("an entry").path());
        let mut there: Vec<(String, String)> = entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
            .map(|path| {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                (name, fs::read_to_string(&path).expect("a migration"))
            })
            .collect();
        there.sort();
        let listed =
            FILES.map(|(version, name, sql)| (format!("{version:04}_{}.sql", name.replace(' ', "_")), sql.into()));
        assert_eq!(there, listed);
        assert!(
            FILES.iter().all(|(_, _, sql)| !sql.contains("-- no-transaction")),
            "each runs in the transaction of the start"
        );
    }
}
