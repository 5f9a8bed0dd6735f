//! Reading rooms while the writer goes on.

use super::file::SqliteStore;
use crate::error::StoreError;
use crate::room_id::RoomId;
use crate::rooms::{Code, RecordOf, StoredRoom};
use crate::saved::Id;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

impl SqliteStore {
    /// A room with its events from a number on; `None` where there is none.
    pub async fn room(&self, id: RoomId, from: u64) -> Result<Option<StoredRoom>, StoreError> {
        // one transaction: count and events of the same moment
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        room(&mut transaction, id, from).await.map_err(|error| self.failed(error))
    }

    /// The open room with a code.
    pub async fn room_by_code(&self, code: Code) -> Result<Option<RoomId>, StoreError> {
        let id: Result<Option<String>, _> = sqlx::query_scalar("SELECT id FROM room WHERE code = ?1")
            .bind(code.plain())
            .fetch_optional(&self.pool)
            .await;
        id.and_then(|id| id.map(|id| id.parse().map_err(sqlx::Error::decode)).transpose())
            .map_err(|error| self.failed(error))
    }

    /// How many rooms are open.
    pub async fn open_rooms(&self) -> Result<u64, StoreError> {
        let count: Result<i64, _> =
            sqlx::query_scalar("SELECT count(*) FROM room WHERE saved_id IS NULL").fetch_one(&self.pool).await;
        count.map(i64::unsigned_abs).map_err(|error| self.failed(error))
    }

    /// What a saved scenario has to do with rooms.
    pub async fn record_of(&self, id: Id, of: Option<RoomId>) -> Result<RecordOf, StoreError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        let read = async {
            let sql = "SELECT earlier, later FROM superseded WHERE earlier = ?1 OR later = ?1";
            let rows = sqlx::query(sql).bind(id.to_string()).fetch_all(&mut *transaction).await?;
            let mut record = RecordOf::default();
            for row in rows {
                let (earlier, later) = (saved_id(&row, 0)?, saved_id(&row, 1)?);
                match later == id {
                    true => record.supersedes.push(earlier),
                    false => record.superseded_by.push(later),
                }
            }
            if let Some(of) = of {
                record.room = room(&mut transaction, of, 0).await?;
            }
            Ok(record)
        };
        read.await.map_err(|error| self.failed(error))
    }
}

async fn room(connection: &mut SqliteConnection, id: RoomId, from: u64) -> Result<Option<StoredRoom>, sqlx::Error> {
    let row = sqlx::query("SELECT number, code, opened_at, last_at, saved_id FROM room WHERE id = ?1")
        .bind(id.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let number: i64 = row.try_get(0)?;
    let code: Option<&str> = row.try_get(1)?;
    let record: Option<&str> = row.try_get(4)?;
    let events = sqlx::query_scalar("SELECT content FROM room_event WHERE room = ?1 AND number >= ?2 ORDER BY number")
        .bind(number)
        .bind(i64::try_from(from).unwrap_or(i64::MAX))
        .fetch_all(connection)
        .await?;
    Ok(Some(StoredRoom {
        id,
        code: code.map(str::parse).transpose().map_err(sqlx::Error::decode)?,
        opened_at: row.try_get(2)?,
        last_at: row.try_get(3)?,
        from,
        events,
        record: record.map(str::parse).transpose().map_err(sqlx::Error::decode)?,
    }))
}

fn saved_id(row: &SqliteRow, at: usize) -> Result<Id, sqlx::Error> {
    row.try_get::<&str, _>(at)?.parse().map_err(sqlx::Error::decode)
}
