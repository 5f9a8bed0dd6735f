//! SQLite's errors as the store's own.

use crate::error::StoreError;
use crate::saved::SaveError;
use std::path::Path;
use std::sync::Arc;

/// Primary result codes that have a sentence of their own.
mod code {
    pub const PERM: i32 = 3;
    pub const BUSY: i32 = 5;
    pub const LOCKED: i32 = 6;
    pub const READONLY: i32 = 8;
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const CANTOPEN: i32 = 14;
    pub const NOTADB: i32 = 26;
}

/// The sentence for an error of the database.
pub(super) fn failed(path: &Path, error: sqlx::Error) -> StoreError {
    let (store, code, source) = (path.into(), primary_code(&error), Box::new(error));
    match code {
        Some(code::NOTADB) => StoreError::NotADatabase { path: path.to_owned() },
        Some(code::CORRUPT) => StoreError::Damaged { store, source },
        Some(code::PERM | code::READONLY | code::CANTOPEN) => StoreError::NoPermission { store, source },
        Some(code::BUSY | code::LOCKED) => StoreError::Busy { store, source },
        Some(code::FULL) => StoreError::Full { store, source },
        _ => StoreError::Failed { store, source },
    }
}

/// The sentence for whoever tried to save.
pub(super) fn not_saved(path: &Path, error: sqlx::Error) -> SaveError {
    match failed(path, error) {
        StoreError::Busy { .. } => SaveError::Busy,
        error @ StoreError::Full { .. } => SaveError::NoRoom(Arc::new(error)),
        error => SaveError::Store(Arc::new(error)),
    }
}

fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
