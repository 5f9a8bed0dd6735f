//! What can go wrong with the store, as sentences for the operator that say what to do next.

use crate::edition::EditionError;
use crate::location::Location;
use catalog_files::Version;
use model::catalog::edition::EditionHash;
use std::io;
use std::path::PathBuf;

/// The database's own error: for the operator's log, not for code to match on.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The directory that should hold the store is not there.
    #[error("There is no directory {} for the store. Create it, or choose another file with --store.", .directory.display())]
    DirectoryMissing {
        /// The missing directory.
        directory: PathBuf,
    },
    /// A directory where the store's file should be.
    #[error("{} is a directory, but the store is a file. Choose a file with --store, such as {}.", .path.display(), .path.join("berth.db").display())]
    IsDirectory {
        /// The directory.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a SQLite database. Move it away, or choose another file with --store.", .path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is a database, but not Berth's.
    #[error("{} is a database of another program. Choose another file with --store.", .path.display())]
    OtherProgram {
        /// The file.
        path: PathBuf,
    },
    /// Damaged pages.
    #[error("The store {} is damaged. {}", .store, restore(.store))]
    Damaged {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
    /// The file cannot be read, or not be created.
    #[error("Berth has no permission to open the store {}. Give its user access to the file and the directory, or choose another file with --store.", .store)]
    NoPermission {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
    /// No address of a database. What was given may hold a password, and is not repeated.
    #[error(
        "What --store gives is not the address of a Postgres database. Write it as postgres://user@host:5432/database, with % and two digits for special characters."
    )]
    NotAnAddress {
        /// What the driver says.
        source: Cause,
    },
    /// Nobody answers where the database should be, or not in time.
    #[error("The database of the store {} cannot be reached. Start it, or correct host and port in --store.", .store)]
    Unreachable {
        /// The store.
        store: Location,
        /// What the driver says.
        source: Cause,
    },
    /// The database server does not know the user, or the password is another.
    #[error("The database server does not let Berth in to the store {}. Correct user and password in --store, or give the password in $PGPASSWORD or in a file that $PGPASSFILE names.", .store)]
    NotLetIn {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
    /// The server has no such database.
    #[error("There is no database for the store {}. Create it with createdb, or correct its name in --store.", .store)]
    DatabaseMissing {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
    /// The user may not do this in the database.
    #[error("Berth's user may not write to the database of the store {}. Make it the database's owner.", .store)]
    NotAllowed {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
    /// The database has tables, but not Berth's.
    #[error("The database of the store {} holds tables of another program. Create one for Berth alone, and name that with --store.", .store)]
    OtherTables {
        /// The store.
        store: Location,
    },
    /// A later release has written the file.
    #[error("The store {} was written by a newer version of Berth (schema {found}; this one knows {known}). Run that version, or choose another {} with --store.", .store, kind(.store))]
    NewerSchema {
        /// The store.
        store: Location,
        /// The newest schema version in it.
        found: i64,
        /// The newest that this binary knows.
        known: i64,
    },
    /// An earlier release has written the file, which cannot be brought up to date.
    #[error("The store {} was written by an older version of Berth (schema {found}; this one needs {known}) and is read-only. Make it writable and start Berth once.", .store)]
    OlderSchema {
        /// The store.
        store: Location,
        /// The newest schema version in it.
        found: i64,
        /// The version that this binary needs.
        known: i64,
    },
    /// A build with other migrations has written the file.
    #[error("The store {} was written by another build of Berth (schema {version} differs). {}: Berth then creates a new one with its built-in catalogue.", .store, begin_anew(.store))]
    OtherSchema {
        /// The store.
        store: Location,
        /// The schema version that differs.
        version: i64,
    },
    /// The store can only be read and does not hold what is needed.
    #[error("The store {} needs an import but is read-only: it holds {}. Make it writable, or run `berth catalog import` where it is writable.", .store, held(.stored.as_ref()))]
    NeedsImport {
        /// The store.
        store: Location,
        /// The version it holds, if any.
        stored: Option<Version>,
    },
    /// Nothing was loaded yet.
    #[error("The store {} holds no catalogue. Run `berth catalog import`.", .store)]
    NoCatalog {
        /// The store.
        store: Location,
    },
    /// Another process holds the file.
    #[error("The store {} is in use by another process. Try again when that has finished.", .store)]
    Busy {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
    /// No space left.
    #[error("The disk of the store {} is full. Free some space; the store is unchanged.", .store)]
    Full {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
    /// A row that this binary cannot read.
    #[error("The store {} holds the {what} \"{value}\", which this version of Berth does not know. Run `berth catalog import`.", .store)]
    UnknownValue {
        /// The store.
        store: Location,
        /// What the value should be.
        what: &'static str,
        /// The value.
        value: String,
    },
    /// An edition that is not what was stored.
    #[error("The store {store} holds a damaged edition {hash}: {why}. {} `berth check` names all that is damaged.", restore(.store))]
    DamagedEdition {
        /// The store.
        store: Location,
        /// The edition.
        hash: EditionHash,
        /// What is wrong with it.
        why: EditionError,
    },
    /// Anything else that the database reports.
    #[error("The store {} failed.", .store)]
    Failed {
        /// The store.
        store: Location,
        /// What the database says.
        source: Cause,
    },
}

/// There is no backup.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// Something is there already.
    #[error("{} already exists, and a backup overwrites nothing. Choose a new file.", .path.display())]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// The directory that should hold the backup is not there.
    #[error("There is no directory {} for the backup. Create it, or choose another file.", .directory.display())]
    DirectoryMissing {
        /// The missing directory.
        directory: PathBuf,
    },
    /// A path that SQLite cannot take.
    #[error("{} is not a Unicode name. Choose another file for the backup.", .path.display())]
    NotUnicode {
        /// The path.
        path: PathBuf,
    },
    /// The backup's file cannot be written.
    #[error("Berth cannot write the backup {}. Give its user access to the directory, or choose another file.", .path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// No space left.
    #[error("There is no room for the backup {}. Free some space, or choose a file on another disk; no part of it was left behind.", .path.display())]
    NoRoom {
        /// The file.
        path: PathBuf,
    },
    /// The store cannot be read.
    #[error("The backup {} was not made, because the store could not be copied. No part of it was left behind.", .path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What the store says.
        source: StoreError,
    },
}

/// No backup was put in the place of the store, and the store is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// There is no such backup.
    #[error("There is no backup {}.", .path.display())]
    Missing {
        /// What was named.
        path: PathBuf,
    },
    /// The backup is the store.
    #[error("{} is the store itself. Name a backup of it.", .path.display())]
    Itself {
        /// The store.
        path: PathBuf,
    },
    /// A copied store whose last changes are in its -wal file.
    #[error("{} is no backup but a store in use, or one that was left in a crash: part of it is in {}-wal. Copy it with `berth backup`, and restore that.", .path.display(), .path.display())]
    HasLog {
        /// What was named.
        path: PathBuf,
    },
    /// The backup is no store that this Berth could open.
    #[error("{} cannot be restored. Choose another backup.", .path.display())]
    Unusable {
        /// The backup.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// The backup is not what was stored.
    #[error("The backup {} is damaged, so the store was left as it is. Choose another backup. {}", .path.display(), .problems.join(" "))]
    Damaged {
        /// The backup.
        path: PathBuf,
        /// What is wrong with it.
        problems: Vec<String>,
    },
    /// The store's database has tools of its own.
    #[error("The store {store} is a Postgres database. Put a dump of it into an empty one with `pg_restore --no-owner --dbname=ADDRESS {}`, and name that with --store.", .path.display())]
    OwnTools {
        /// The backup.
        path: PathBuf,
        /// The store.
        store: Location,
    },
    /// Another process has the store open.
    #[error("The store {store} is in use. Stop Berth, and whatever else has it open, and restore again.")]
    InUse {
        /// The store.
        store: Location,
    },
    /// The directory that should hold the store is not there.
    #[error("There is no directory {} for the store. Create it, or choose another file with --store.", .directory.display())]
    DirectoryMissing {
        /// The missing directory.
        directory: PathBuf,
    },
    /// Files cannot be read or written.
    #[error("Berth cannot put {} in the place of the store {store}. Give its user access to both, and room on the disk; the store is as it was.", .path.display())]
    Files {
        /// The backup.
        path: PathBuf,
        /// The store.
        store: Location,
        /// What the operating system says.
        source: io::Error,
    },
}

/// What a location names.
fn kind(store: &Location) -> &'static str {
    match store {
        Location::File(_) => "file",
        Location::Postgres(_) => "database",
    }
}

/// How to put a backup in the place of a store.
fn restore(store: &Location) -> String {
    match store {
        Location::File(_) => {
            format!("`berth restore BACKUP --store {store}` puts a backup in its place and keeps the damaged file.")
        }
        Location::Postgres(_) => {
            "Put a backup into an empty database with pg_restore, and name that with --store.".into()
        }
    }
}

/// How to begin anew in the place of a store.
fn begin_anew(store: &Location) -> String {
    match store {
        Location::File(_) => format!("Move it away, together with {store}-wal and {store}-shm"),
        Location::Postgres(_) => "Choose an empty database with --store".into(),
    }
}

fn held(stored: Option<&Version>) -> String {
    stored.map_or_else(|| "no catalogue".to_owned(), |version| format!("the older catalogue {version}"))
}
