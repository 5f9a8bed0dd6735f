//! Whether a store in use can be read and written, and how large it is: asked of the disk, not of what connections have in memory.

use super::error::failed;
use super::file::SqliteStore;
use super::open::beside;
use super::saves::SqliteSaves;
use crate::error::StoreError;
use crate::ready::NotReady;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::time::Duration;

/// How long the writer may take to say that it writes.
const PATIENCE: Duration = Duration::from_secs(2);
/// With less left on the disk, saves are about to fail.
const LEAST_ROOM: u64 = 4 << 20;

impl SqliteSaves {
    /// All that the store lacks; nothing: it is ready.
    pub async fn not_ready(&self) -> Vec<NotReady> {
        let mut lacks = Vec::new();
        let path = self.store.path();
        if self.store.identity() != self.file {
            lacks.push(NotReady::Moved);
        } else if let Err(error) = self.store.read_anew().await {
            lacks.push(NotReady::Unreadable(error));
        }
        if !self.store.is_read_only() {
            if tokio::time::timeout(PATIENCE, self.queue.is_written()).await != Ok(true) {
                lacks.push(NotReady::Unwritable);
            }
            if let Some(megabytes) = too_little_room(path) {
                lacks.push(NotReady::NoRoom { megabytes });
            }
        }
        lacks
    }
}

impl SqliteStore {
    /// The bytes of the file, and of what is not merged into it yet.
    pub fn bytes(&self) -> Option<u64> {
        let log = beside(&self.path, "-wal").metadata().map_or(0, |log| log.len());
        self.path.metadata().ok().map(|file| file.len() + log)
    }

    /// Reads a little by a connection of its own, which has nothing in memory.
    async fn read_anew(&self) -> Result<(), StoreError> {
        // one that can only be read may be open in a way of its own
        if self.read_only {
            return self.current_name().await.map(|_| ());
        }
        let read = async {
            let mut connection = SqliteConnectOptions::new().filename(&self.path).read_only(true).connect().await?;
            let sql = "SELECT hash FROM catalog_edition JOIN edition ON edition.id = edition_id";
            let read = sqlx::query(sql).fetch_all(&mut connection).await;
            connection.close().await?;
            read
        };
        read.await.map(|_| ()).map_err(|error| failed(&self.path, error))
    }
}

/// Megabytes left on the disk, where they are too few.
fn too_little_room(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    let left = disk.f_bavail.saturating_mul(disk.f_frsize);
    (left < LEAST_ROOM).then_some(left >> 20)
}
