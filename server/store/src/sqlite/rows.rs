//! The statements of the writer, within one transaction, which keeps all others from writing.

use super::editions::delete_some_unused;
use super::opened::find;
use crate::room_id::RoomId;
use crate::rooms::{Append, NewRoom};
use crate::saved::{Id, Saved};
use crate::writer::{NewRow, Statements};
use async_trait::async_trait;
use sqlx::sqlite::SqliteConnection;

/// One transaction.
pub(super) struct Rows<'a>(pub(super) &'a mut SqliteConnection);

#[async_trait]
impl Statements for Rows<'_> {
    async fn total(&mut self) -> Result<u64, sqlx::Error> {
        let total: i64 = sqlx::query_scalar("SELECT total FROM saved_total").fetch_one(&mut *self.0).await?;
        Ok(total.unsigned_abs())
    }

    async fn insert(&mut self, rows: &[NewRow<'_>]) -> Result<Vec<bool>, sqlx::Error> {
        let mut are_in = Vec::with_capacity(rows.len());
        for row in rows {
            are_in.push(self.insert_one(row).await?);
        }
        Ok(are_in)
    }

    async fn find(&mut self, id: Id) -> Result<Option<Saved>, sqlx::Error> {
        find(self.0, id).await
    }

    async fn token_hash(&mut self, id: Id) -> Result<Option<Vec<u8>>, sqlx::Error> {
        let sql = "SELECT token_hash FROM saved WHERE id = ?1";
        sqlx::query_scalar(sql).bind(id.to_string()).fetch_optional(&mut *self.0).await
    }

    async fn keep_longer(&mut self, id: Id, expires_at: Option<i64>) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE saved SET expires_at = ?2 WHERE id = ?1 AND (expires_at < ?2 OR ?2 IS NULL)")
            .bind(id.to_string())
            .bind(expires_at)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    async fn remove(&mut self, id: Id) -> Result<u64, sqlx::Error> {
        let removed = sqlx::query("DELETE FROM saved WHERE id = ?1").bind(id.to_string()).execute(&mut *self.0).await?;
        Ok(removed.rows_affected())
    }

    async fn remove_expired(&mut self, now: i64, most: u32) -> Result<u64, sqlx::Error> {
        let removed =
            sqlx::query("DELETE FROM saved WHERE rowid IN (SELECT rowid FROM saved WHERE expires_at <= ?1 LIMIT ?2)")
                .bind(now)
                .bind(most)
                .execute(&mut *self.0)
                .await?;
        Ok(removed.rows_affected())
    }

    async fn remove_unused_editions(&mut self) -> Result<u64, sqlx::Error> {
        delete_some_unused(self.0).await
    }

    async fn remove_resting_rooms(&mut self, last_at: i64, most: u32) -> Result<u64, sqlx::Error> {
        let removed = sqlx::query(
            "DELETE FROM room WHERE number IN
                 (SELECT number FROM room WHERE saved_id IS NULL AND last_at <= ?1 ORDER BY last_at LIMIT ?2)",
        )
        .bind(last_at)
        .bind(most)
        .execute(&mut *self.0)
        .await?;
        Ok(removed.rows_affected())
    }

    async fn open_rooms(&mut self) -> Result<u64, sqlx::Error> {
        let sql = "SELECT count(*) FROM room WHERE saved_id IS NULL";
        let open: i64 = sqlx::query_scalar(sql).fetch_one(&mut *self.0).await?;
        Ok(open.unsigned_abs())
    }

    async fn insert_room(&mut self, room: &NewRoom, now: i64) -> Result<Option<i64>, sqlx::Error> {
        let inserted = sqlx::query(
            "INSERT INTO room (id, code, opened_at, last_at, events) VALUES (?1, ?2, ?3, ?3, ?4) ON CONFLICT DO NOTHING",
        )
        .bind(room.id.to_string())
        .bind(room.code.plain())
        .bind(now)
        .bind(room.events.len() as i64)
        .execute(&mut *self.0)
        .await?;
        Ok((inserted.rows_affected() > 0).then(|| inserted.last_insert_rowid()))
    }

    async fn move_on(&mut self, append: &Append, now: i64, record: Option<Id>) -> Result<Option<i64>, sqlx::Error> {
        sqlx::query_scalar(
            "UPDATE room SET events = events + ?3, last_at = max(last_at, ?4), saved_id = ?5,
                 code = CASE WHEN ?5 IS NULL THEN code END
             WHERE id = ?1 AND events = ?2 AND saved_id IS NULL RETURNING number",
        )
        .bind(append.room.to_string())
        .bind(append.expected as i64)
        .bind(append.events.len() as i64)
        .bind(now)
        .bind(record.map(|id| id.to_string()))
        .fetch_optional(&mut *self.0)
        .await
    }

    async fn events_of(&mut self, room: RoomId) -> Result<Option<u64>, sqlx::Error> {
        let events: Option<i64> = sqlx::query_scalar("SELECT events FROM room WHERE id = ?1 AND saved_id IS NULL")
            .bind(room.to_string())
            .fetch_optional(&mut *self.0)
            .await?;
        Ok(events.map(i64::unsigned_abs))
    }

    async fn put_events(&mut self, room: i64, first: u64, events: &[String]) -> Result<(), sqlx::Error> {
        for (number, event) in (first..).zip(events) {
            sqlx::query("INSERT INTO room_event (room, number, content) VALUES (?1, ?2, ?3)")
                .bind(room)
                .bind(number as i64)
                .bind(event)
                .execute(&mut *self.0)
                .await?;
        }
        Ok(())
    }

    async fn supersede(&mut self, earlier: Id, later: Id) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO superseded (earlier, later) SELECT saved_id, ?2 FROM room WHERE saved_id = ?1 ON CONFLICT DO NOTHING",
        )
        .bind(earlier.to_string())
        .bind(later.to_string())
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }
}

impl Rows<'_> {
    async fn insert_one(&mut self, row: &NewRow<'_>) -> Result<bool, sqlx::Error> {
        let inserted = sqlx::query(
            "INSERT INTO saved (id, query, title, note, parent, edition_id, model_version, decided, token_hash,
                 created_at, expires_at)
             SELECT ?1, ?2, ?3, ?4, ?5, id, ?6, ?7, ?8, ?9, ?10
             FROM edition WHERE hash = ?11 AND version = ?12
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(row.id.to_string())
        .bind(&row.content.query)
        .bind(&row.content.title)
        .bind(&row.content.note)
        .bind(row.content.parent.map(|parent| parent.to_string()))
        .bind(row.content.model_version)
        .bind(&row.content.decided)
        .bind(&row.token_hash[..])
        .bind(row.created_at)
        .bind(row.expires_at)
        .bind(&row.content.edition.hash.0[..])
        .bind(row.content.edition.version.to_string())
        .execute(&mut *self.0)
        .await?;
        Ok(inserted.rows_affected() == 1)
    }
}
