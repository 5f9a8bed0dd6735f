//! Reading rooms while the writer goes on.

use super::database::PostgresStore;
use crate::error::StoreError;
use crate::room_id::RoomId;
use crate::rooms::{Code, RecordOf, StoredRoom};
use crate::saved::Id;
use sqlx::Row;
use sqlx::postgres::PgConnection;

impl PostgresStore {
    /// A room with its events from a number on; `None` where there is none.
    pub async fn room(&self, id: RoomId, from: u64) -> Result<Option<StoredRoom>, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        room(&mut connection, id, from).await.map_err(|error| self.failed(error))
    }

    /// The open room with a code.
    pub async fn room_by_code(&self, code: Code) -> Result<Option<RoomId>, StoreError> {
        let id: Result<Option<String>, _> = sqlx::query_scalar("SELECT id FROM room WHERE code = $1")
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
        let mut snapshot = self.snapshot().await?;
        let read = async {
            let sql = "SELECT earlier, later FROM superseded WHERE earlier = $1 OR later = $1";
            let rows: Vec<(String, String)> =
                sqlx::query_as(sql).bind(id.to_string()).fetch_all(&mut *snapshot).await?;
            let mut record = RecordOf::default();
            for (earlier, later) in rows {
                let (earlier, later) = (saved_id(&earlier)?, saved_id(&later)?);
                match later == id {
                    true => record.supersedes.push(earlier),
                    false => record.superseded_by.push(later),
                }
            }
            if let Some(of) = of {
                record.room = room(&mut snapshot, of, 0).await?;
            }
            Ok(record)
        };
        read.await.map_err(|error| self.failed(error))
    }
}

/// One statement: count and events of the same moment.
async fn room(connection: &mut PgConnection, id: RoomId, from: u64) -> Result<Option<StoredRoom>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT code, opened_at, last_at, saved_id, ARRAY(
             SELECT content FROM room_event WHERE room_event.room = room.number AND room_event.number >= $2 ORDER BY room_event.number)
         FROM room WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(i64::try_from(from).unwrap_or(i64::MAX))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let code: Option<&str> = row.try_get(0)?;
    let record: Option<&str> = row.try_get(3)?;
    Ok(Some(StoredRoom {
        id,
        code: code.map(str::parse).transpose().map_err(sqlx::Error::decode)?,
        opened_at: row.try_get(1)?,
        last_at: row.try_get(2)?,
        from,
        events: row.try_get(4)?,
        record: record.map(saved_id).transpose()?,
    }))
}

fn saved_id(text: &str) -> Result<Id, sqlx::Error> {
    text.parse().map_err(sqlx::Error::decode)
}
