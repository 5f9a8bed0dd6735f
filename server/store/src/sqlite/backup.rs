//! A copy of the store while it is in use.

use super::file::SqliteStore;
use super::leftovers::sweep;
use crate::error::{BackupError, StoreError};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, PersistError};

/// How the name of a backup begins until it is whole.
const PREFIX: &str = ".berth-backup-";

impl SqliteStore {
    /// Writes a copy of the store as it is now to a file that is not there yet, while others go on reading
    /// and saving. Only a whole copy that is safe on the disk gets the name. It is for its owner's eyes
    /// only, as temporary files are.
    pub async fn backup(&self, path: &Path) -> Result<(), BackupError> {
        let file = beside(path)?;
        let Some(name) = file.path().to_str() else { return Err(BackupError::NotUnicode { path: path.to_owned() }) };
        // fills the empty file; one snapshot, whatever is saved meanwhile
        let copied = sqlx::query("VACUUM INTO ?1").bind(name.to_owned()).execute(&self.pool).await;
        copied.map_err(|error| not_copied(path, self.failed(error)))?;
        let path = path.to_owned();
        // waits for the disk
        let named = tokio::task::spawn_blocking(move || name_when_safe(file, path));
        named.await.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
    }
}

/// An empty file in the directory of the backup. Goes away by itself unless it gets the name.
fn beside(path: &Path) -> Result<NamedTempFile, BackupError> {
    // a link that leads nowhere is in the way as well
    if path.symlink_metadata().is_ok() {
        return Err(BackupError::Exists { path: path.to_owned() });
    }
    let directory = directory(path);
    if matches!(directory.try_exists(), Ok(false)) {
        return Err(BackupError::DirectoryMissing { directory: directory.to_owned() });
    }
    sweep(directory, PREFIX);
    let file = tempfile::Builder::new().prefix(PREFIX).tempfile_in(directory);
    file.map_err(|error| unwritable(path, error))
}

fn name_when_safe(file: NamedTempFile, path: PathBuf) -> Result<(), BackupError> {
    file.as_file().sync_all().map_err(|error| unwritable(&path, error))?;
    match file.persist_noclobber(&path) {
        Ok(_) => {}
        Err(PersistError { error, .. }) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(BackupError::Exists { path });
        }
        Err(PersistError { error, .. }) => return Err(unwritable(&path, error)),
    }
    // the name is safe only with its directory
    let synced = std::fs::File::open(directory(&path)).and_then(|directory| directory.sync_all());
    synced.map_err(|error| unwritable(&path, error))
}

/// The directory of a file.
pub(super) fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn not_copied(path: &Path, error: StoreError) -> BackupError {
    let path = path.to_owned();
    match error {
        StoreError::Full { .. } => BackupError::NoRoom { path },
        source => BackupError::Store { path, source },
    }
}

fn unwritable(path: &Path, source: io::Error) -> BackupError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => BackupError::NoRoom { path },
        _ => BackupError::Unwritable { path, source },
    }
}
