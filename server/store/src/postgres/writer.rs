//! What the one writer of a server writes with: a connection of its own, whose commits survive a loss of power.

use super::database::PostgresStore;
use super::error::{may_pass, not_saved};
use super::open::connect;
use super::rows::Rows;
use crate::saved::{SaveError, Settings};
use crate::writer::{Answer, Database, Task, perform};
use async_trait::async_trait;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

/// How often a transaction is tried.
const TRIES: u32 = 3;

/// A database, to write to.
pub(super) struct Writing {
    store: PostgresStore,
    settings: Settings,
    /// Made at need, and given up after an error: whatever state that has left behind goes with it.
    connection: Option<PgConnection>,
}

/// Why nothing is known to have been written.
enum NotWritten {
    /// Nothing was.
    Before(sqlx::Error),
    /// The answer to the commit has not come.
    AtCommit(sqlx::Error),
}

impl Writing {
    pub(super) fn to(store: &PostgresStore, settings: &Settings) -> Writing {
        Writing { store: store.clone(), settings: settings.clone(), connection: None }
    }

    async fn try_write(&mut self, tasks: &[Task]) -> Result<Vec<Answer>, NotWritten> {
        let before = NotWritten::Before;
        let connection = match &mut self.connection {
            Some(connection) => connection,
            empty => empty.insert(durable(&self.store).await.map_err(before)?),
        };
        let mut transaction = connection.begin().await.map_err(before)?;
        let answers = perform(&mut Rows(&mut transaction), &self.settings, tasks).await.map_err(before)?;
        transaction.commit().await.map_err(NotWritten::AtCommit)?;
        Ok(answers)
    }
}

#[async_trait]
impl Database for Writing {
    async fn write(&mut self, tasks: &[Task]) -> Result<Vec<Answer>, SaveError> {
        let mut tries = 0;
        loop {
            tries += 1;
            let error = match self.try_write(tasks).await {
                Ok(answers) => return Ok(answers),
                Err(NotWritten::Before(error)) if tries < TRIES && may_pass(&error) => {
                    self.connection = None;
                    continue;
                }
                Err(NotWritten::Before(error) | NotWritten::AtCommit(error)) => error,
            };
            self.connection = None;
            return Err(not_saved(&self.store.location, error));
        }
    }

    async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close().await;
        }
    }
}

/// A connection whose commits wait for the disk, whatever the server's setting is; more than that, such as waiting for a
/// second server's disk, stays as it is set.
async fn durable(store: &PostgresStore) -> Result<PgConnection, sqlx::Error> {
    let mut connection = connect(&store.options).await?;
    sqlx::query(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
    )
    .execute(&mut connection)
    .await?;
    Ok(connection)
}
