//! Why nothing was copied, as sentences for the operator.

use crate::checked::Holds;
use crate::error::{Cause, StoreError};
use crate::location::Location;

/// Nothing was copied: the database is as empty as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrateError {
    /// Something else than from a file to a database.
    #[error(
        "{from} cannot be copied to {to}: a store is copied from a SQLite file to a Postgres database, with --from sqlite:FILE --to postgres://user@host/database."
    )]
    OtherDirection {
        /// From where.
        from: Location,
        /// To where.
        to: Location,
    },
    /// There is no such file.
    #[error("There is no store {store} to copy. Give its file with --from.")]
    NoSource {
        /// The store.
        store: Location,
    },
    /// The database has a store that somebody has used.
    #[error(
        "The store {store} is not empty: {holds}. Create an empty database, and start no site on it before the copy is made."
    )]
    NotEmpty {
        /// The store.
        store: Location,
        /// What it holds.
        holds: Holds,
    },
    /// What is read back is not what was written.
    #[error(
        "The {what} read back from the database are not those of the file: {read} were read, {written} are there. The database was left empty; try again."
    )]
    Differs {
        /// Of which table.
        what: &'static str,
        /// Rows of the file.
        read: u64,
        /// Rows of the database.
        written: u64,
    },
    /// A row that the database does not take.
    #[error(
        "The database does not take the {what} of the file. It was left empty; correct what it says, and try again."
    )]
    Refused {
        /// Of which table.
        what: &'static str,
        /// What the database says.
        source: Cause,
    },
    /// One of the stores cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}
