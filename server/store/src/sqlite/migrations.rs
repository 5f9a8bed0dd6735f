//! The schema's migrations.

use crate::migrations::{File, migrator};
use sqlx::migrate::Migrator;
use std::sync::LazyLock;

/// Each with its file.
const FILES: [File; 8] = [
    (1, "catalog", include_str!("../../../../migrations/sqlite/0001_catalog.sql")),
    (2, "saved", include_str!("../../../../migrations/sqlite/0002_saved.sql")),
    (3, "editions", include_str!("../../../../migrations/sqlite/0003_editions.sql")),
    (4, "saved by edition", include_str!("../../../../migrations/sqlite/0004_saved_by_edition.sql")),
    (5, "commitments", include_str!("../../../../migrations/sqlite/0005_commitments.sql")),
    (6, "rooms", include_str!("../../../../migrations/sqlite/0006_rooms.sql")),
    (7, "corrected fields", include_str!("../../../../migrations/sqlite/0007_corrected_fields.sql")),
    (8, "corrections of any figure", include_str!("../../../../migrations/sqlite/0008_corrections_of_any_figure.sql")),
];

/// Runs them.
pub(super) static MIGRATOR: LazyLock<Migrator> = LazyLock::new(|| migrator(&FILES));

#[test]
fn the_list_is_what_the_directory_has() {
    crate::migrations::check_list("sqlite", &FILES);
}
