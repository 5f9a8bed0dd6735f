//! Opening a saved scenario, while the writer goes on.

use super::database::PostgresStore;
use super::editions::hash;
use super::error::may_pass;
use crate::edition::EditionRef;
use crate::error::StoreError;
use crate::saved::{Content, Id, Opened, Saved, anywhere, now};
use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};

/// Whole scenarios, those for which a condition holds.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT query, title, note, parent, version, hash, model_version, decided, created_at, expires_at, room.id,
                 EXISTS (SELECT FROM superseded WHERE earlier = saved.id OR later = saved.id), saved.id
             FROM saved JOIN edition ON edition.id = edition_id LEFT JOIN room ON saved_id = saved.id ",
            $which
        )
    };
}

/// One, which nobody else can change until the transaction ends.
pub(super) const FIND_AND_LOCK: &str = select!("WHERE saved.id = $1 FOR UPDATE OF saved");

impl PostgresStore {
    /// Opens a saved scenario.
    pub async fn saved(&self, id: Id) -> Result<Opened, StoreError> {
        let found = self.find(id).await.map_err(|error| self.failed(error))?;
        Ok(match found {
            None => Opened::NotFound,
            Some(saved) => match saved.expires_at {
                Some(at) if saved.has_expired(now()) => Opened::Expired { at },
                _ => Opened::Found(Box::new(saved)),
            },
        })
    }

    /// A scenario, expired or not. To ask a connection first whether it is alive would take as long as the question itself; where
    /// it is dead, one is asked that is alive.
    async fn find(&self, id: Id) -> Result<Option<Saved>, sqlx::Error> {
        let mut untested = self.untested.acquire().await?;
        match find(&mut untested, id).await {
            Err(error) if may_pass(&error) => find(&mut *self.pool.acquire().await?, id).await,
            found => found,
        }
    }

    /// The newest that hold a text in title or note.
    pub async fn newest(&self, text: &str, most: u32) -> Result<Vec<Saved>, StoreError> {
        let rows = sqlx::query(select!(
            "WHERE title ILIKE $1 ESCAPE '\\' OR note ILIKE $1 ESCAPE '\\' ORDER BY saved.number DESC LIMIT $2"
        ))
        .bind(anywhere(text))
        .bind(i64::from(most))
        .fetch_all(&self.pool)
        .await;
        rows.and_then(|rows| rows.iter().map(saved).collect()).map_err(|error| self.failed(error))
    }
}

async fn find(connection: &mut PgConnection, id: Id) -> Result<Option<Saved>, sqlx::Error> {
    let query = sqlx::query(select!("WHERE saved.id = $1")).bind(id.to_string());
    query.fetch_optional(connection).await?.as_ref().map(saved).transpose()
}

/// A row as it is selected here.
pub(super) fn saved(row: &PgRow) -> Result<Saved, sqlx::Error> {
    let parent: Option<&str> = row.try_get(3)?;
    let version: &str = row.try_get(4)?;
    let model_version: i64 = row.try_get(6)?;
    let room: Option<&str> = row.try_get(10)?;
    let id: &str = row.try_get(12)?;
    Ok(Saved {
        id: id.parse().map_err(sqlx::Error::decode)?,
        content: Content {
            query: row.try_get(0)?,
            title: row.try_get(1)?,
            note: row.try_get(2)?,
            parent: parent.map(str::parse).transpose().map_err(sqlx::Error::decode)?,
            room: room.map(str::parse).transpose().map_err(sqlx::Error::decode)?,
            edition: EditionRef { version: version.parse().map_err(sqlx::Error::decode)?, hash: hash(row, 5)? },
            model_version: u32::try_from(model_version).map_err(sqlx::Error::decode)?,
            decided: row.try_get(7)?,
        },
        created_at: row.try_get(8)?,
        expires_at: row.try_get(9)?,
        is_linked: row.try_get(11)?,
    })
}
