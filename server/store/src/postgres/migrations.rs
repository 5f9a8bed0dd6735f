//! The schema's migrations.

use crate::migrations::{File, migrator};
use sqlx::migrate::Migrator;
use std::sync::LazyLock;

/// Each with its file.
const FILES: [File; 4] = [
    (1, "catalog", include_str!("../../../../migrations/postgres/0001_catalog.sql")),
    (2, "saved", include_str!("../../../../migrations/postgres/0002_saved.sql")),
    (3, "rooms", include_str!("../../../../migrations/postgres/0003_rooms.sql")),
    (4, "pace", include_str!("../../../../migrations/postgres/0004_pace.sql")),
];

/// Runs them.
pub(super) static MIGRATOR: LazyLock<Migrator> = LazyLock::new(|| migrator(&FILES));

#[test]
fn the_list_is_what_the_directory_has() {
    crate::migrations::check_list("postgres", &FILES);
}
