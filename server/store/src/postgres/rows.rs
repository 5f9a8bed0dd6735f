//! The statements of the writer, within one transaction, beside those of other servers.

use super::editions::delete_some_unused;
use super::opened::{FIND_AND_LOCK, saved};
use crate::room_id::RoomId;
use crate::rooms::{Append, NewRoom};
use crate::saved::{Id, Saved};
use crate::writer::{NewRow, Statements};
use async_trait::async_trait;
use sqlx::postgres::PgConnection;
use std::collections::HashSet;

/// One transaction.
pub(super) struct Rows<'a>(pub(super) &'a mut PgConnection);

#[async_trait]
impl Statements for Rows<'_> {
    async fn total(&mut self) -> Result<u64, sqlx::Error> {
        let sql = "SELECT sum(total)::bigint FROM saved_total";
        let total: i64 = sqlx::query_scalar(sql).fetch_one(&mut *self.0).await?;
        Ok(u64::try_from(total).unwrap_or(0))
    }

    /// One statement for all of them. It locks their editions, so that none can go before the transaction is over.
    async fn insert(&mut self, rows: &[NewRow<'_>]) -> Result<Vec<bool>, sqlx::Error> {
        let column = |of: fn(&NewRow<'_>) -> String| rows.iter().map(of).collect::<Vec<_>>();
        let ids = column(|row| row.id.to_string());
        let inserted: Vec<String> = sqlx::query_scalar(
            "INSERT INTO saved (id, query, title, note, parent, edition_id, model_version, decided, token_hash, created_at,
                 expires_at)
             SELECT new.id, new.query, new.title, new.note, new.parent, edition.id, new.model_version, new.decided,
                 new.token_hash, new.created_at, new.expires_at
             FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::bytea[],
                 $9::bigint[], $10::bigint[], $11::bytea[], $12::text[]) AS new (id, query, title, note, parent,
                 model_version, decided, token_hash, created_at, expires_at, hash, version)
             JOIN edition ON edition.hash = new.hash AND edition.version = new.version
             ORDER BY new.id COLLATE \"C\" FOR KEY SHARE OF edition
             ON CONFLICT (id) DO NOTHING RETURNING id",
        )
        .bind(&ids)
        .bind(rows.iter().map(|row| row.content.query.as_str()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.content.title.as_str()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.content.note.as_str()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.content.parent.map(|parent| parent.to_string())).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| i64::from(row.content.model_version)).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.content.decided.as_str()).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| &row.token_hash[..]).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.created_at).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| row.expires_at).collect::<Vec<_>>())
        .bind(rows.iter().map(|row| &row.content.edition.hash.0[..]).collect::<Vec<_>>())
        .bind(column(|row| row.content.edition.version.to_string()))
        .fetch_all(&mut *self.0)
        .await?;
        let inserted: HashSet<String> = inserted.into_iter().collect();
        Ok(ids.iter().map(|id| inserted.contains(id)).collect())
    }

    async fn find(&mut self, id: Id) -> Result<Option<Saved>, sqlx::Error> {
        let row = sqlx::query(FIND_AND_LOCK).bind(id.to_string()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(saved).transpose()
    }

    async fn token_hash(&mut self, id: Id) -> Result<Option<Vec<u8>>, sqlx::Error> {
        let sql = "SELECT token_hash FROM saved WHERE id = $1 FOR UPDATE";
        sqlx::query_scalar(sql).bind(id.to_string()).fetch_optional(&mut *self.0).await
    }

    async fn keep_longer(&mut self, id: Id, expires_at: Option<i64>) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE saved SET expires_at = $2 WHERE id = $1 AND (expires_at < $2 OR $2 IS NULL)")
            .bind(id.to_string())
            .bind(expires_at)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    async fn remove(&mut self, id: Id) -> Result<u64, sqlx::Error> {
        let removed = sqlx::query("DELETE FROM saved WHERE id = $1").bind(id.to_string()).execute(&mut *self.0).await?;
        Ok(removed.rows_affected())
    }

    /// What another server is sweeping is left to it; so it is with the others that sweep.
    async fn remove_expired(&mut self, now: i64, most: u32) -> Result<u64, sqlx::Error> {
        let removed = sqlx::query(
            "DELETE FROM saved WHERE id = ANY(ARRAY(
                 SELECT id FROM saved WHERE expires_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED))",
        )
        .bind(now)
        .bind(i64::from(most))
        .execute(&mut *self.0)
        .await?;
        Ok(removed.rows_affected())
    }

    async fn remove_unused_editions(&mut self) -> Result<u64, sqlx::Error> {
        delete_some_unused(self.0).await
    }

    async fn remove_resting_rooms(&mut self, last_at: i64, most: u32) -> Result<u64, sqlx::Error> {
        let removed = sqlx::query(
            "DELETE FROM room WHERE number = ANY(ARRAY(
                 SELECT number FROM room WHERE saved_id IS NULL AND last_at <= $1
                 ORDER BY last_at LIMIT $2 FOR UPDATE SKIP LOCKED))",
        )
        .bind(last_at)
        .bind(i64::from(most))
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
        sqlx::query_scalar(
            "INSERT INTO room (id, code, opened_at, last_at, events) VALUES ($1, $2, $3, $3, $4)
             ON CONFLICT DO NOTHING RETURNING number",
        )
        .bind(room.id.to_string())
        .bind(room.code.plain())
        .bind(now)
        .bind(room.events.len() as i64)
        .fetch_optional(&mut *self.0)
        .await
    }

    async fn move_on(&mut self, append: &Append, now: i64, record: Option<Id>) -> Result<Option<i64>, sqlx::Error> {
        sqlx::query_scalar(
            "UPDATE room SET events = events + $3, last_at = greatest(last_at, $4), saved_id = $5,
                 code = CASE WHEN $5 IS NULL THEN code END
             WHERE id = $1 AND events = $2 AND saved_id IS NULL RETURNING number",
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
        let sql = "SELECT events FROM room WHERE id = $1 AND saved_id IS NULL FOR UPDATE";
        let events: Option<i64> = sqlx::query_scalar(sql).bind(room.to_string()).fetch_optional(&mut *self.0).await?;
        Ok(events.map(i64::unsigned_abs))
    }

    async fn put_events(&mut self, room: i64, first: u64, events: &[String]) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO room_event (room, number, content)
             SELECT $1, $2 + place - 1, content FROM unnest($3::text[]) WITH ORDINALITY AS new (content, place)",
        )
        .bind(room)
        .bind(first as i64)
        .bind(events)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    async fn supersede(&mut self, earlier: Id, later: Id) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO superseded (earlier, later) SELECT saved_id, $2 FROM room WHERE saved_id = $1
             FOR KEY SHARE ON CONFLICT DO NOTHING",
        )
        .bind(earlier.to_string())
        .bind(later.to_string())
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }
}
