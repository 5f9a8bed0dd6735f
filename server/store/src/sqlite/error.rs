//! What can go wrong with the store, as sentences for the operator that say what to do next.

use catalog_files::Version;
use std::path::{Path, PathBuf};

/// The store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The directory that should hold the store is not there.
    #[error("There is no directory {} for the store. Create it, or name another file with --store.", .directory.display())]
    DirectoryMissing {
        /// The missing directory.
        directory: PathBuf,
    },
    /// A directory where the store's file should be.
    #[error("{} is a directory, the store is a file. Name a file with --store, such as {}.", .path.display(), .path.join("berth.db").display())]
    IsDirectory {
        /// The directory.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a SQLite database. Move it away, or name another file with --store.", .path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is a database, but not Berth's.
    #[error("{} is a database of another program. Name another file with --store.", .path.display())]
    OtherProgram {
        /// The file.
        path: PathBuf,
    },
    /// Damaged pages.
    #[error("The store {} is damaged. Move it away: Berth makes a new one with the catalogue it carries.", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
    /// The file cannot be read, or not be created.
    #[error("Berth may not open the store {}. Give its user access to the file and the directory, or name another file with --store.", .path.display())]
    NoPermission {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
    /// A later release has written the file.
    #[error("The store {} was written by a newer Berth (schema {found}, this one knows {known}). Run that one, or name another file with --store.", .path.display())]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// The newest schema version in it.
        found: i64,
        /// The newest that this binary knows.
        known: i64,
    },
    /// An earlier release has written the file, which cannot be brought up to date.
    #[error("The store {} was written by an older Berth (schema {found}, this one needs {known}) and can only be read. Make it writable and start Berth once.", .path.display())]
    OlderSchema {
        /// The file.
        path: PathBuf,
        /// The newest schema version in it.
        found: i64,
        /// The version that this binary needs.
        known: i64,
    },
    /// A build with other migrations has written the file.
    #[error("The store {} was written by another build of Berth (schema {version} differs). Move it away: Berth makes a new one with the catalogue it carries.", .path.display())]
    OtherSchema {
        /// The file.
        path: PathBuf,
        /// The schema version that differs.
        version: i64,
    },
    /// The store can only be read and does not hold what is needed.
    #[error("The store {} needs an import but can only be read: it holds {}. Make it writable, or run `berth catalog import` where it is.", .path.display(), held(.stored.as_ref()))]
    NeedsImport {
        /// The file.
        path: PathBuf,
        /// The version it holds, if any.
        stored: Option<Version>,
    },
    /// Nothing was loaded yet.
    #[error("The store {} holds no catalogue. Run `berth catalog import`.", .path.display())]
    NoCatalog {
        /// The file.
        path: PathBuf,
    },
    /// Another process holds the file.
    #[error("The store {} is in use by another process. Try again when it is done.", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
    /// No space left.
    #[error("The disk of the store {} is full. Make room; the store is as it was before.", .path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
    /// A row that this binary cannot read.
    #[error("The store {} holds the {what} \"{value}\", which this Berth does not know. Run `berth catalog import`.", .path.display())]
    UnknownValue {
        /// The file.
        path: PathBuf,
        /// What the value should be.
        what: &'static str,
        /// The value.
        value: String,
    },
    /// Anything else that SQLite reports.
    #[error("The store {} failed.", .path.display())]
    Sql {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
}

/// SQLite's primary result codes that have a sentence of their own.
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

impl StoreError {
    /// The sentence for an error of the database.
    pub(crate) fn from_sql(path: &Path, source: sqlx::Error) -> StoreError {
        let path = path.to_owned();
        match primary_code(&source) {
            Some(code::NOTADB) => StoreError::NotADatabase { path },
            Some(code::CORRUPT) => StoreError::Damaged { path, source },
            Some(code::PERM | code::READONLY | code::CANTOPEN) => StoreError::NoPermission { path, source },
            Some(code::BUSY | code::LOCKED) => StoreError::Busy { path, source },
            Some(code::FULL) => StoreError::Full { path, source },
            _ => StoreError::Sql { path, source },
        }
    }
}

fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

fn held(stored: Option<&Version>) -> String {
    stored.map_or_else(|| "no catalogue".to_owned(), |version| format!("the older catalogue {version}"))
}
