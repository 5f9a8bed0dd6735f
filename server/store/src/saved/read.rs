//! Opening a saved scenario, beside the writer.

use super::{Content, Id, now};
use crate::sqlite::{CatalogRef, Store, StoreError};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// A scenario as it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The end of its link.
    pub id: Id,
    /// What was saved.
    pub content: Content,
    /// When it was saved first, in seconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it goes, in the same seconds; `None`: never.
    pub expires_at: Option<i64>,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A saved scenario.
    Found(Box<Saved>),
    /// One that is past its day; a sweep removes it, and then it is not found.
    Expired {
        /// Its day, in seconds since 1970-01-01 UTC.
        at: i64,
    },
    /// Nothing.
    NotFound,
}

impl Store {
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
}

impl Saved {
    pub(super) fn has_expired(&self, now: i64) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }
}

/// The row of an id, expired or not.
pub(super) async fn find(connection: &mut SqliteConnection, id: Id) -> Result<Option<Saved>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT query, title, note, parent, version, content_hash, model_version, decided, created_at, expires_at
         FROM saved JOIN catalog ON catalog.id = catalog_id WHERE saved.id = ?1",
    )
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    row.map(|row| saved(id, &row)).transpose()
}

fn saved(id: Id, row: &SqliteRow) -> Result<Saved, sqlx::Error> {
    let parent: Option<&str> = row.try_get(3)?;
    let version: &str = row.try_get(4)?;
    Ok(Saved {
        id,
        content: Content {
            query: row.try_get(0)?,
            title: row.try_get(1)?,
            note: row.try_get(2)?,
            parent: parent.map(str::parse).transpose().map_err(sqlx::Error::decode)?,
            catalog: CatalogRef {
                version: version.parse().map_err(sqlx::Error::decode)?,
                content_hash: row.try_get(5)?,
            },
            model_version: row.try_get(6)?,
            decided: row.try_get(7)?,
        },
        created_at: row.try_get(8)?,
        expires_at: row.try_get(9)?,
    })
}
