//! What the one writer writes with: a connection whose commits survive a loss of power.

use super::error::not_saved;
use super::open::write_options;
use super::rows::Rows;
use crate::saved::{SaveError, Settings};
use crate::writer::{Answer, Database, Task, perform};
use async_trait::async_trait;
use sqlx::sqlite::{SqliteConnection, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::path::{Path, PathBuf};

/// SQLite's page, which Berth leaves as it is.
const PAGE_BYTES: u64 = 4_096;
/// Pages in the log before the commit that wrote the last of them moves them into the file. With SQLite's
/// own 1,000 that commit takes 7 to 12 ms, with these 3 to 5, and as many saves fit in a second.
const LOG_PAGES: &str = "250";

/// A store's file, to write to.
pub(super) struct Writing {
    path: PathBuf,
    settings: Settings,
    /// Made at need, and given up after an error: whatever state that has left behind goes with it.
    connection: Option<SqliteConnection>,
}

impl Writing {
    pub(super) fn to(path: &Path, settings: &Settings) -> Writing {
        Writing { path: path.to_owned(), settings: settings.clone(), connection: None }
    }

    async fn try_write(&mut self, tasks: &[Task]) -> Result<Vec<Answer>, sqlx::Error> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            empty => empty.insert(connect(&self.path, &self.settings).await?),
        };
        // the write lock at once: what is read here must still hold when it is written
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let answers = perform(&mut Rows(&mut transaction), &self.settings, tasks).await?;
        transaction.commit().await?;
        Ok(answers)
    }
}

#[async_trait]
impl Database for Writing {
    async fn write(&mut self, tasks: &[Task]) -> Result<Vec<Answer>, SaveError> {
        match self.try_write(tasks).await {
            Ok(answers) => Ok(answers),
            Err(error) => {
                self.connection = None;
                Err(not_saved(&self.path, error))
            }
        }
    }

    async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close().await;
        }
    }
}

async fn connect(path: &Path, settings: &Settings) -> Result<SqliteConnection, sqlx::Error> {
    let mut options = write_options(path)
        .create_if_missing(false)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", LOG_PAGES);
    if let Some(bytes) = settings.most_bytes {
        options = options.pragma("max_page_count", (bytes / PAGE_BYTES).clamp(1, 4_294_967_294).to_string());
    }
    options.connect().await
}
