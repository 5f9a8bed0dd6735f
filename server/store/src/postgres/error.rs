//! Postgres's errors as the store's own.

use crate::error::StoreError;
use crate::location::Location;
use crate::saved::SaveError;
use std::sync::Arc;

/// Codes that have a sentence of their own, by their names in the manual's appendix A.
mod code {
    pub const INVALID_AUTHORIZATION_SPECIFICATION: &str = "28000";
    pub const INVALID_PASSWORD: &str = "28P01";
    pub const INVALID_CATALOG_NAME: &str = "3D000";
    pub const INSUFFICIENT_PRIVILEGE: &str = "42501";
    pub const READ_ONLY_SQL_TRANSACTION: &str = "25006";
    pub const DISK_FULL: &str = "53100";
    pub const TOO_MANY_CONNECTIONS: &str = "53300";
    pub const LOCK_NOT_AVAILABLE: &str = "55P03";
    pub const SERIALIZATION_FAILURE: &str = "40001";
    pub const DEADLOCK_DETECTED: &str = "40P01";
    pub const DATA_CORRUPTED: &str = "XX001";
    pub const INDEX_CORRUPTED: &str = "XX002";
    /// The server stops, or has just been started.
    pub const OPERATOR_INTERVENTION: &str = "57P";
    pub const CONNECTION_EXCEPTION: &str = "08";
}

/// The sentence for an error of the database.
pub(super) fn failed(store: &Location, error: sqlx::Error) -> StoreError {
    let store = store.clone();
    if is_away(&error) {
        return StoreError::Unreachable { store, source: Box::new(error) };
    }
    if matches!(error, sqlx::Error::Configuration(_)) {
        return StoreError::NotAnAddress { source: Box::new(error) };
    }
    let (code, source) = (code_of(&error).unwrap_or_default(), Box::new(error));
    match code.as_str() {
        code::INVALID_AUTHORIZATION_SPECIFICATION | code::INVALID_PASSWORD => StoreError::NotLetIn { store, source },
        code::INVALID_CATALOG_NAME => StoreError::DatabaseMissing { store, source },
        code::INSUFFICIENT_PRIVILEGE | code::READ_ONLY_SQL_TRANSACTION => StoreError::NotAllowed { store, source },
        code::DISK_FULL => StoreError::Full { store, source },
        code::TOO_MANY_CONNECTIONS
        | code::LOCK_NOT_AVAILABLE
        | code::SERIALIZATION_FAILURE
        | code::DEADLOCK_DETECTED => StoreError::Busy { store, source },
        code::DATA_CORRUPTED | code::INDEX_CORRUPTED => StoreError::Damaged { store, source },
        _ => StoreError::Failed { store, source },
    }
}

/// The sentence for whoever tried to save.
pub(super) fn not_saved(store: &Location, error: sqlx::Error) -> SaveError {
    match failed(store, error) {
        StoreError::Busy { .. } => SaveError::Busy,
        error @ StoreError::Full { .. } => SaveError::NoRoom(Arc::new(error)),
        error => SaveError::Store(Arc::new(error)),
    }
}

/// Whether the same may go well at the next try: the connection was lost, or two servers have waited for each other.
pub(super) fn may_pass(error: &sqlx::Error) -> bool {
    let code = code_of(error).unwrap_or_default();
    is_away(error) || matches!(code.as_str(), code::SERIALIZATION_FAILURE | code::DEADLOCK_DETECTED)
}

/// Whether the database is not to be reached.
fn is_away(error: &sqlx::Error) -> bool {
    let code = code_of(error).unwrap_or_default();
    matches!(error, sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolTimedOut)
        || [code::OPERATOR_INTERVENTION, code::CONNECTION_EXCEPTION].iter().any(|class| code.starts_with(class))
}

fn code_of(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(|code| code.into_owned())
}
