//! What other servers do, as the database tells it.

use super::database::PostgresStore;
use super::open::pool_of;
use crate::change::Change;
use crate::traits::Changes;
use async_trait::async_trait;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Where all is told; the triggers of the schema name it too.
const CHANNEL: &str = "berth";
/// How long to wait before the database is tried again.
const PAUSE: Duration = Duration::from_secs(1);
/// After this long in silence, whether the connection is still alive is asked.
const SILENCE: Duration = Duration::from_secs(30);
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Listens, with a connection of its own.
pub(super) struct Listening {
    pool: PgPool,
    /// `None`: not yet, or no more.
    listener: Option<PgListener>,
    is_failing: bool,
}

impl PostgresStore {
    /// Listens from the first question on.
    pub(super) fn listen(&self) -> Listening {
        Listening { pool: pool_of(&self.options, 1), listener: None, is_failing: false }
    }

    /// Tells all servers something, this one too, that is kept nowhere.
    pub(super) async fn notify(&self, payload: &str) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(payload).execute(&self.pool).await.map(|_| ())
    }
}

#[async_trait]
impl Changes for Listening {
    async fn next(&mut self) -> Change {
        loop {
            let Some(listener) = &mut self.listener else {
                match self.connect().await {
                    // what was told until now, nobody has heard
                    Ok(()) => return Change::Missed,
                    Err(error) => {
                        self.tell_operator(&error);
                        sleep(PAUSE).await;
                        continue;
                    }
                }
            };
            match timeout(SILENCE, listener.try_recv()).await {
                Ok(Ok(Some(told))) => {
                    if let Some(change) = Change::of(told.payload()) {
                        return change;
                    }
                }
                Ok(Ok(None) | Err(_)) => self.listener = None,
                Err(_) => {
                    let asked = timeout(PATIENCE, sqlx::query("SELECT 1").execute(&mut *listener)).await;
                    if !matches!(asked, Ok(Ok(_))) {
                        self.listener = None;
                    }
                }
            }
        }
    }
}

impl Listening {
    async fn connect(&mut self) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(CHANNEL).await?;
        self.listener = Some(listener);
        if std::mem::take(&mut self.is_failing) {
            tracing::info!("other servers are heard again");
        }
        Ok(())
    }

    /// Logs the first of a row of errors.
    fn tell_operator(&mut self, error: &sqlx::Error) {
        if !std::mem::replace(&mut self.is_failing, true) {
            tracing::error!("what other servers do is not heard until the database answers: {error}");
        }
    }
}
