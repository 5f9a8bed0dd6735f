//! Putting a backup in the place of a store.
//!
//! A file copied over a store meets the log that a crash has left beside it, and SQLite writes the one into the other.
//! So the store is taken alone, its log is merged into it, it gets another name, and only then the backup gets its own.
//! At every moment there is a whole store under the name, and what was there before is not lost.

use super::backup::directory;
use super::error::failed;
use super::file::SqliteStore;
use super::leftovers::sweep;
use super::open::{beside, has_unmerged_log};
use crate::error::{RestoreError, StoreError};
use crate::restored::Restored;
use rustix::fs::{FlockOperation, fcntl_lock};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteLockingMode};
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// What SQLite may have left beside a store.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];
/// How the name of the copy begins until it is the store.
const PREFIX: &str = ".berth-restore-";
/// How long another process is waited for: one that only looks at the store is done by then.
const PATIENCE: Duration = Duration::from_secs(1);

impl SqliteStore {
    /// Puts a backup in the place of a store, which nobody may have open. What was there is kept under another name.
    pub async fn restore(backup: &Path, store: &Path) -> Result<Restored, RestoreError> {
        check_files(backup, store)?;
        let files = |source| RestoreError::Files { path: backup.to_owned(), store: store.into(), source };
        let copy = copied(backup, store).map_err(files)?;
        let unusable = |source| RestoreError::Unusable { path: backup.to_owned(), source };
        let checked = SqliteStore::check(copy.path()).await.map_err(unusable)?;
        if !checked.problems.is_empty() {
            return Err(RestoreError::Damaged { path: backup.to_owned(), problems: checked.problems });
        }
        let alone = Alone::take(store).await?;
        let kept = swapped(copy, store).map_err(files);
        alone.let_go().await;
        Ok(Restored { holds: checked.holds, kept: kept? })
    }
}

fn check_files(backup: &Path, store: &Path) -> Result<(), RestoreError> {
    let Ok(named) = backup.metadata() else { return Err(RestoreError::Missing { path: backup.to_owned() }) };
    if store.metadata().is_ok_and(|there| (there.dev(), there.ino()) == (named.dev(), named.ino())) {
        return Err(RestoreError::Itself { path: store.to_owned() });
    }
    if has_unmerged_log(backup) {
        return Err(RestoreError::HasLog { path: backup.to_owned() });
    }
    if store.is_dir() {
        let source = StoreError::IsDirectory { path: store.to_owned() };
        return Err(RestoreError::Unusable { path: backup.to_owned(), source });
    }
    match directory(store) {
        there if there.is_dir() => Ok(()),
        missing => Err(RestoreError::DirectoryMissing { directory: missing.to_owned() }),
    }
}

/// A copy of the backup on the disk of the store, with the owner and the rights of what it is to replace.
fn copied(backup: &Path, store: &Path) -> io::Result<NamedTempFile> {
    sweep(directory(store), PREFIX);
    let mut copy = tempfile::Builder::new().prefix(PREFIX).tempfile_in(directory(store))?;
    io::copy(&mut File::open(backup)?, copy.as_file_mut())?;
    if let Ok(there) = store.metadata() {
        let mine = copy.as_file().metadata()?;
        if (there.uid(), there.gid()) != (mine.uid(), mine.gid()) {
            chown(copy.path(), Some(there.uid()), Some(there.gid()))?;
        }
        copy.as_file().set_permissions(fs::Permissions::from_mode(there.mode() & 0o777))?;
    }
    copy.as_file().sync_all()?;
    Ok(copy)
}

/// Nobody else has the store open, and nobody else gets it.
enum Alone {
    /// There is none.
    Nothing,
    /// By SQLite, which has merged the log.
    Merged(SqliteConnection),
    /// By the lock that SQLite takes too, where SQLite cannot read the file.
    Locked { _file: File },
}

impl Alone {
    async fn take(store: &Path) -> Result<Alone, RestoreError> {
        let in_use = || RestoreError::InUse { store: store.into() };
        if store.symlink_metadata().is_err() {
            return Ok(Alone::Nothing);
        }
        match merged(store).await.map_err(|error| failed(store, error)) {
            Ok(connection) => return Ok(Alone::Merged(connection)),
            Err(StoreError::Busy { .. }) => return Err(in_use()),
            Err(_) => {}
        }
        // damaged: all of it is kept as it is
        let file = OpenOptions::new().read(true).write(true).open(store);
        let file =
            file.map_err(|source| RestoreError::Files { path: store.to_owned(), store: store.into(), source })?;
        fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive).map_err(|_| in_use())?;
        Ok(Alone::Locked { _file: file })
    }

    async fn let_go(self) {
        if let Alone::Merged(connection) = self {
            // nothing was written by it
            let _ = connection.close().await;
        }
    }
}

/// Takes a store alone, with all that the log holds merged into the file.
async fn merged(store: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(store)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .locking_mode(SqliteLockingMode::Exclusive);
    let mut connection = options.connect().await?;
    // does so only where no other connection is open, however idle
    sqlx::query("PRAGMA journal_mode = DELETE").execute(&mut connection).await?;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await?;
    Ok(connection)
}

/// Gives the store another name, and the copy its own.
fn swapped(copy: NamedTempFile, store: &Path) -> io::Result<Option<PathBuf>> {
    let left: Vec<&str> = [""].into_iter().chain(BESIDE).filter(|end| exists(&beside(store, end))).collect();
    let kept = (!left.is_empty()).then(|| free_name(store));
    if let Some(kept) = &kept {
        for end in &left {
            unless_gone(second_name(&beside(store, end), &beside(kept, end)))?;
        }
        sync(store)?;
        for end in BESIDE.iter().filter(|end| left.contains(end)) {
            unless_gone(fs::remove_file(beside(store, end)))?;
        }
    }
    copy.persist(store).map_err(|error| error.error)?;
    sync(store)?;
    Ok(kept)
}

/// A name beside the store that nothing has.
fn free_name(store: &Path) -> PathBuf {
    let is_free = |name: &PathBuf| ![""].into_iter().chain(BESIDE).any(|end| exists(&beside(name, end)));
    let mut number = 1_u64;
    loop {
        let name = beside(store, &format!(".before-restore-{number}"));
        if is_free(&name) {
            return name;
        }
        number += 1;
    }
}

/// What SQLite puts beside a store goes when the last connection lets go of it, in its own time: that is no failure.
fn unless_gone(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// A second name for a file; a copy where the file system has no second names.
fn second_name(file: &Path, name: &Path) -> io::Result<()> {
    if fs::hard_link(file, name).is_ok() {
        return Ok(());
    }
    fs::copy(file, name)?;
    File::open(name)?.sync_all()
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Names are safe on the disk only with their directory.
fn sync(store: &Path) -> io::Result<()> {
    File::open(directory(store))?.sync_all()
}
