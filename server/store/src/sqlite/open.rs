//! Opening the store: to write where that is allowed, else to read; and bringing its schema up to date.

use super::{Store, StoreError};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqliteConnection, SqlitePool};
use std::path::{Path, PathBuf};
use std::time::Duration;

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations/sqlite");

/// How long a statement waits for another process before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// SQLite has one writer; more connections only serve readers beside it.
const CONNECTIONS: u32 = 4;

impl Store {
    /// Opens the store, creates it where it is not there, and runs the migrations that it lacks.
    ///
    /// Where the file or its directory cannot be written, a store of this very schema is opened to read;
    /// see [`Store::is_read_only`].
    pub async fn open(path: &Path) -> Result<Store, StoreError> {
        check_place(path)?;
        match open_to_write(path).await {
            Ok(pool) => Ok(Store { pool, path: path.to_owned(), read_only: false }),
            Err(StoreError::NoPermission { .. }) if path.is_file() => open_to_read(path).await,
            Err(error) => Err(error),
        }
    }
}

fn check_place(path: &Path) -> Result<(), StoreError> {
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
    let failed = |error| StoreError::from_sql(path, error);
    let pool = connect(write_options(path)).await.map_err(failed)?;
    // the write lock keeps a second process from migrating at the same time
    let mut lock = pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    if is_foreign(&mut lock).await.map_err(failed)? {
        return Err(StoreError::OtherProgram { path: path.to_owned() });
    }
    MIGRATOR.run_direct(None, &mut *lock, false).await.map_err(|error| migration_failed(path, error))?;
    // SQLite opens a write-protected file to read without a word; a statement that would write tells
    sqlx::query("DELETE FROM catalog WHERE false").execute(&mut *lock).await.map_err(failed)?;
    lock.commit().await.map_err(failed)?;
    Ok(pool)
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

async fn open_to_read(path: &Path) -> Result<Store, StoreError> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY_TIMEOUT);
    let pool = match connect_to_read(options.clone()).await {
        // without write access to the directory SQLite cannot share the file with a writer; where
        // none has left anything behind, it may take the file as unchanging
        Err(_) if !has_unmerged_log(path) => connect_to_read(options.immutable(true)).await,
        result => result,
    };
    let store = Store {
        pool: pool.map_err(|error| StoreError::from_sql(path, error))?,
        path: path.to_owned(),
        read_only: true,
    };
    store.check_schema().await?;
    Ok(store)
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

/// Whether a writer has left changes in the write-ahead log beside the file.
fn has_unmerged_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log).metadata().is_ok_and(|log| log.len() > 0)
}

/// Whether the database has tables, but none that Berth's migrations have left.
async fn is_foreign(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    const SQL: &str =
        "SELECT count(*) > 0 AND sum(name = '_sqlx_migrations') = 0 FROM sqlite_schema WHERE type = 'table'";
    Ok(sqlx::query_scalar::<_, Option<bool>>(SQL).fetch_one(connection).await?.unwrap_or(false))
}

impl Store {
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
            return Err(StoreError::NeedsImport { path: self.path.clone(), stored: None });
        }
        let found: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success")
            .fetch_one(&mut *connection)
            .await
            .map_err(|error| self.failed(error))?;
        let (found, known) = (found.unwrap_or(0), newest_schema());
        match found.cmp(&known) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Less => Err(StoreError::OlderSchema { path: self.path.clone(), found, known }),
            std::cmp::Ordering::Greater => Err(StoreError::NewerSchema { path: self.path.clone(), found, known }),
        }
    }
}

fn newest_schema() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn migration_failed(path: &Path, error: MigrateError) -> StoreError {
    let path = path.to_owned();
    match error {
        MigrateError::VersionMissing(found) if found > newest_schema() => {
            StoreError::NewerSchema { path, found, known: newest_schema() }
        }
        MigrateError::VersionMissing(version)
        | MigrateError::VersionMismatch(version)
        | MigrateError::Dirty(version) => StoreError::OtherSchema { path, version },
        MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => {
            StoreError::from_sql(&path, source)
        }
        other => StoreError::Sql { path, source: sqlx::Error::Migrate(Box::new(other)) },
    }
}
