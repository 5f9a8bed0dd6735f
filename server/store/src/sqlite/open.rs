//! Opening the store: to write where that is allowed, else to read; and bringing its schema up to date.

use super::carry::carry_forward;
use super::error::failed;
use super::file::SqliteStore;
use super::migrations::MIGRATOR;
use crate::error::StoreError;
use crate::migrations::{newest, not_run};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection, SqlitePool};
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The schema version after which the editions of earlier catalogues are made.
const EDITIONS: i64 = 3;
/// How long a statement waits for another process before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a start waits for another process: that may be loading a catalogue, which takes seconds on a busy machine.
const START_TIMEOUT: Duration = Duration::from_secs(60);
/// SQLite has one writer; more connections only serve readers.
const CONNECTIONS: u32 = 4;

impl SqliteStore {
    /// Opens the store, creates it where it is not there, and runs the migrations that it lacks.
    ///
    /// Where the file or its directory cannot be written, a store of this very schema is opened to read;
    /// see [`Store::is_read_only`].
    pub async fn open(path: &Path) -> Result<SqliteStore, StoreError> {
        check_place(path)?;
        match open_to_write(path).await {
            Ok(pool) => Ok(SqliteStore { pool, path: path.to_owned(), read_only: false }),
            Err(StoreError::NoPermission { .. }) if path.is_file() => open_to_read(path).await,
            Err(error) => Err(error),
        }
    }
}

pub(super) fn check_place(path: &Path) -> Result<(), StoreError> {
    let directory = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(StoreError::IsDirectory { path: path.to_owned() });
    }
    // a directory that cannot be looked into is for SQLite to refuse
    if matches!(directory.try_exists(), Ok(false)) {
        return Err(StoreError::DirectoryMissing { directory: directory.to_owned() });
    }
    Ok(())
}

async fn open_to_write(path: &Path) -> Result<SqlitePool, StoreError> {
    let failed = |error| failed(path, error);
    keep_to_oneself(path);
    let pool = connect(write_options(path).busy_timeout(START_TIMEOUT)).await.map_err(failed)?;
    // the write lock keeps a second process from migrating at the same time
    let mut lock = pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    if is_foreign(&mut lock).await.map_err(failed)? {
        return Err(StoreError::OtherProgram { path: path.to_owned() });
    }
    migrate(path, &mut lock).await?;
    // SQLite opens a write-protected file to read without a word; a statement that would write tells
    sqlx::query("DELETE FROM catalog WHERE false").execute(&mut *lock).await.map_err(failed)?;
    lock.commit().await.map_err(failed)?;
    Ok(pool)
}

/// Creates a store that is not there yet for its owner's eyes only, as SQLite would not. What stands in the way, SQLite
/// meets too, and says.
fn keep_to_oneself(path: &Path) {
    let _ = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
}

/// Brings the schema up to date, within the transaction of the connection: a process that ends half-way leaves
/// the store at the version that it had.
async fn migrate(path: &Path, lock: &mut SqliteConnection) -> Result<(), StoreError> {
    let not_migrated = |error| not_run(path.into(), &MIGRATOR, error, |error| failed(path, error));
    MIGRATOR.run_direct(Some(EDITIONS), lock, false).await.map_err(not_migrated)?;
    let schema = schema(lock).await.map_err(|error| failed(path, error))?;
    if schema == EDITIONS {
        carry_forward(path, lock).await?;
    }
    MIGRATOR.run_direct(None, lock, false).await.map_err(not_migrated)
}

/// The newest schema version in the file; 0 where there is none.
pub(super) async fn schema(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    const SQL: &str = "SELECT max(version) FROM _sqlx_migrations WHERE success";
    Ok(sqlx::query_scalar::<_, Option<i64>>(SQL).fetch_one(connection).await?.unwrap_or(0))
}

/// How a file is opened to write. A commit may be lost with the power, which a catalogue survives: it is
/// loaded again at the next start.
pub(crate) fn write_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
}

async fn open_to_read(path: &Path) -> Result<SqliteStore, StoreError> {
    let store = SqliteStore { pool: read_pool(path).await?, path: path.to_owned(), read_only: true };
    store.check_schema().await?;
    Ok(store)
}

/// Connections that change nothing, whatever schema the file has.
pub(super) async fn read_pool(path: &Path) -> Result<SqlitePool, StoreError> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY_TIMEOUT);
    // looking a large store through takes seconds, which is no news
    let options = options.disable_statement_logging();
    let pool = match connect_to_read(options.clone()).await {
        // without write access to the directory SQLite cannot share the file with a writer; where
        // none has left anything behind, it may take the file as unchanging
        Err(_) if !has_unmerged_log(path) => connect_to_read(options.immutable(true)).await,
        result => result,
    };
    pool.map_err(|error| failed(path, error))
}

async fn connect(options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await
}

async fn connect_to_read(options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    let pool = connect(options).await?;
    // opening reads nothing yet
    sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&pool).await?;
    Ok(pool)
}

/// Whether a writer has left changes in the write-ahead log.
pub(super) fn has_unmerged_log(path: &Path) -> bool {
    beside(path, "-wal").metadata().is_ok_and(|log| log.len() > 0)
}

/// A file that SQLite keeps beside a store.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Whether the database has tables, but none that Berth's migrations have left.
pub(super) async fn is_foreign(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    const SQL: &str =
        "SELECT count(*) > 0 AND sum(name = '_sqlx_migrations') = 0 FROM sqlite_schema WHERE type = 'table'";
    Ok(sqlx::query_scalar::<_, Option<bool>>(SQL).fetch_one(connection).await?.unwrap_or(false))
}

impl SqliteStore {
    /// A store that can only be read must have the schema of this binary: it cannot be migrated.
    async fn check_schema(&self) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        if is_foreign(&mut connection).await.map_err(|error| self.failed(error))? {
            return Err(StoreError::OtherProgram { path: self.path.clone() });
        }
        let has_schema: bool = sqlx::query_scalar("SELECT count(*) > 0 FROM sqlite_schema")
            .fetch_one(&mut *connection)
            .await
            .map_err(|error| self.failed(error))?;
        if !has_schema {
            return Err(StoreError::NeedsImport { store: self.path.as_path().into(), stored: None });
        }
        let found = schema(&mut connection).await.map_err(|error| self.failed(error))?;
        let known = newest_schema();
        match found.cmp(&known) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Less => {
                Err(StoreError::OlderSchema { store: self.path.as_path().into(), found, known })
            }
            std::cmp::Ordering::Greater => {
                Err(StoreError::NewerSchema { store: self.path.as_path().into(), found, known })
            }
        }
    }
}

pub(super) fn newest_schema() -> i64 {
    newest(&MIGRATOR)
}
