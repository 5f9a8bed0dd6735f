//! What the writer does for rooms, within its transaction.

use super::rows::{DAY, Group};
use crate::room_id::RoomId;
use crate::rooms::{Append, Closing, NewRoom, RoomError};
use crate::saved::{Id, Saving};

/// Most rooms that one step of a sweep removes, events and all.
const SWEEP_STEP: u32 = 20;

impl Group<'_> {
    /// Opens a room. The inner error refuses this one and leaves the rest of the group alone.
    pub(super) async fn open_room(&mut self, room: &NewRoom) -> Result<Result<(), RoomError>, sqlx::Error> {
        let most = self.settings.most_rooms;
        let open: i64 = sqlx::query_scalar("SELECT count(*) FROM room WHERE saved_id IS NULL")
            .fetch_one(&mut *self.transaction)
            .await?;
        if open.unsigned_abs() >= most {
            return Ok(Err(RoomError::Full { most }));
        }
        let inserted = sqlx::query(
            "INSERT INTO room (id, code, opened_at, last_at, events) VALUES (?1, ?2, ?3, ?3, ?4) ON CONFLICT DO NOTHING",
        )
        .bind(room.id.to_string())
        .bind(room.code.plain())
        .bind(self.now)
        .bind(room.events.len() as i64)
        .execute(&mut *self.transaction)
        .await?;
        if inserted.rows_affected() == 0 {
            return Ok(Err(RoomError::Taken));
        }
        let number = inserted.last_insert_rowid();
        self.put_events(number, 0, &room.events).await?;
        Ok(Ok(()))
    }

    /// Adds events to an open room, if it has as many as expected.
    pub(super) async fn append(&mut self, append: &Append) -> Result<Result<(), RoomError>, sqlx::Error> {
        let number = match self.move_on(append, None).await? {
            Ok(number) => number,
            Err(refused) => return Ok(Err(refused)),
        };
        self.put_events(number, append.expected, &append.events).await?;
        Ok(Ok(()))
    }

    /// Saves the record of a room and closes it.
    pub(super) async fn close_room(
        &mut self,
        id: Id,
        closing: &Closing,
    ) -> Result<Result<Saving, RoomError>, sqlx::Error> {
        let append = &closing.append;
        if let Err(refused) = self.look(append).await? {
            return Ok(Err(refused));
        }
        // what is refused here leaves the room as it is
        let saving = match self.save(id, &closing.record).await? {
            Ok(saving) => saving,
            Err(refused) => return Ok(Err(RoomError::Record(refused))),
        };
        let number = match self.move_on(append, Some(id)).await? {
            Ok(number) => number,
            Err(refused) => return Ok(Err(refused)),
        };
        self.put_events(number, append.expected, &append.events).await?;
        if let Some(earlier) = closing.supersedes.filter(|earlier| *earlier != id) {
            self.supersede(earlier, id).await?;
        }
        Ok(Ok(saving))
    }

    /// Removes some of the open rooms in which nothing has happened for too long.
    pub(super) async fn sweep_rooms(&mut self) -> Result<u64, sqlx::Error> {
        let swept = sqlx::query(
            "DELETE FROM room WHERE number IN
                 (SELECT number FROM room WHERE saved_id IS NULL AND last_at <= ?1 ORDER BY last_at LIMIT ?2)",
        )
        .bind(self.now - i64::from(self.settings.room_days) * DAY)
        .bind(SWEEP_STEP)
        .execute(&mut *self.transaction)
        .await?;
        Ok(swept.rows_affected())
    }

    /// Counts the events before they are there; gives the room's row.
    async fn move_on(&mut self, append: &Append, record: Option<Id>) -> Result<Result<i64, RoomError>, sqlx::Error> {
        let moved: Option<i64> = sqlx::query_scalar(
            "UPDATE room SET events = events + ?3, last_at = max(last_at, ?4), saved_id = ?5,
                 code = CASE WHEN ?5 IS NULL THEN code END
             WHERE id = ?1 AND events = ?2 AND saved_id IS NULL RETURNING number",
        )
        .bind(append.room.to_string())
        .bind(append.expected as i64)
        .bind(append.events.len() as i64)
        .bind(self.now)
        .bind(record.map(|id| id.to_string()))
        .fetch_optional(&mut *self.transaction)
        .await?;
        match moved {
            Some(number) => Ok(Ok(number)),
            None => Ok(Err(self.look(append).await?.err().unwrap_or(RoomError::NotFound))),
        }
    }

    /// Whether a room is open and has as many events as expected.
    async fn look(&mut self, append: &Append) -> Result<Result<(), RoomError>, sqlx::Error> {
        match self.events_of(append.room).await? {
            Some(events) if events == append.expected => Ok(Ok(())),
            Some(events) => Ok(Err(RoomError::Moved { events })),
            None => Ok(Err(RoomError::NotFound)),
        }
    }

    /// How many events an open room has.
    async fn events_of(&mut self, room: RoomId) -> Result<Option<u64>, sqlx::Error> {
        let events: Option<i64> = sqlx::query_scalar("SELECT events FROM room WHERE id = ?1 AND saved_id IS NULL")
            .bind(room.to_string())
            .fetch_optional(&mut *self.transaction)
            .await?;
        Ok(events.map(i64::unsigned_abs))
    }

    async fn put_events(&mut self, room: i64, first: u64, events: &[String]) -> Result<(), sqlx::Error> {
        for (number, event) in (first..).zip(events) {
            sqlx::query("INSERT INTO room_event (room, number, content) VALUES (?1, ?2, ?3)")
                .bind(room)
                .bind(number as i64)
                .bind(event)
                .execute(&mut *self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Notes that a record takes the place of an earlier one, if that was decided in a room too: nobody else's saved
    /// scenario gets a link that a stranger chose.
    async fn supersede(&mut self, earlier: Id, later: Id) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO superseded (earlier, later) SELECT saved_id, ?2 FROM room WHERE saved_id = ?1 ON CONFLICT DO NOTHING",
        )
        .bind(earlier.to_string())
        .bind(later.to_string())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
