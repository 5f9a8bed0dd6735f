//! Whether a store in use can be read and written, and how large it is.

use super::database::PostgresStore;
use super::saves::PostgresSaves;
use crate::ready::NotReady;
use std::time::Duration;
use tokio::time::timeout;

/// How long reading may take, and the writer to say that it writes.
const PATIENCE: Duration = Duration::from_secs(2);

impl PostgresStore {
    /// The bytes of the whole database, whoever else has something in it.
    pub(super) async fn bytes(&self) -> Option<u64> {
        let size = sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(&self.pool).await;
        size.ok().map(i64::unsigned_abs)
    }
}

impl PostgresSaves {
    /// All that the store lacks; nothing: it is ready. How full the database's disk is, its own operator watches.
    pub(super) async fn not_ready(&self) -> Vec<NotReady> {
        let (read, written) =
            tokio::join!(timeout(PATIENCE, self.store.current_name()), timeout(PATIENCE, self.queue.is_written()));
        let mut lacks = Vec::new();
        match read {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => lacks.push(NotReady::Unreadable(error)),
            Err(late) => lacks.push(NotReady::Unreadable(self.store.failed(sqlx::Error::Io(late.into())))),
        }
        if written != Ok(true) {
            lacks.push(NotReady::Unwritable);
        }
        lacks
    }
}
