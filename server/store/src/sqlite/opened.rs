//! Opening a saved scenario, while the writer goes on.

use super::editions::hash;
use super::file::SqliteStore;
use crate::edition::EditionRef;
use crate::error::StoreError;
use crate::saved::{Content, Id, Opened, Saved, anywhere, now};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// Whole scenarios, those for which a condition holds.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT query, title, note, parent, version, hash, model_version, decided, created_at, expires_at,
                 room.id, EXISTS (SELECT 1 FROM superseded WHERE earlier = saved.id OR later = saved.id), saved.id
             FROM saved JOIN edition ON edition.id = edition_id LEFT JOIN room ON saved_id = saved.id ",
            $which
        )
    };
}

impl SqliteStore {
    /// Opens a saved scenario.
    pub async fn saved(&self, id: Id) -> Result<Opened, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let found = find(&mut connection, id).await.map_err(|error| self.failed(error))?;
        Ok(match found {
            None => Opened::NotFound,
            Some(saved) => match saved.expires_at {
                Some(at) if saved.has_expired(now()) => Opened::Expired { at },
                _ => Opened::Found(Box::new(saved)),
            },
        })
    }

    /// The newest that hold a text in title or note. Rows lie in the order in which they came.
    pub async fn newest(&self, text: &str, most: u32) -> Result<Vec<Saved>, StoreError> {
        let rows = sqlx::query(select!(
            "WHERE title LIKE ?1 ESCAPE '\\' OR note LIKE ?1 ESCAPE '\\' ORDER BY saved.rowid DESC LIMIT ?2"
        ))
        .bind(anywhere(text))
        .bind(most)
        .fetch_all(&self.pool)
        .await;
        rows.and_then(|rows| rows.iter().map(saved).collect()).map_err(|error| self.failed(error))
    }
}

/// The row of an id, expired or not.
pub(super) async fn find(connection: &mut SqliteConnection, id: Id) -> Result<Option<Saved>, sqlx::Error> {
    let row = sqlx::query(select!("WHERE saved.id = ?1")).bind(id.to_string()).fetch_optional(connection).await?;
    row.map(|row| saved(&row)).transpose()
}

fn saved(row: &SqliteRow) -> Result<Saved, sqlx::Error> {
    let parent: Option<&str> = row.try_get(3)?;
    let version: &str = row.try_get(4)?;
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
            model_version: row.try_get(6)?,
            decided: row.try_get(7)?,
        },
        created_at: row.try_get(8)?,
        expires_at: row.try_get(9)?,
        is_linked: row.try_get(11)?,
    })
}
