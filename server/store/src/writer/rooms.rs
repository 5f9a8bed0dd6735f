//! What the requests of rooms come to.

use super::group::{DAY, Group};
use super::statements::Statements;
use crate::rooms::{Append, Closing, NewRoom, RoomError};
use crate::saved::{Id, Saving};

/// Most rooms that one step of a sweep removes, events and all.
const SWEEP_STEP: u32 = 20;

impl<S: Statements> Group<'_, S> {
    /// Opens a room. The inner error refuses this one and leaves the rest of the group alone; so it is with the others.
    pub(super) async fn open_room(&mut self, room: &NewRoom) -> Result<Result<(), RoomError>, sqlx::Error> {
        let most = self.settings.most_rooms;
        if self.statements.open_rooms().await? >= most {
            return Ok(Err(RoomError::Full { most }));
        }
        let Some(number) = self.statements.insert_room(room, self.now).await? else {
            return Ok(Err(RoomError::Taken));
        };
        self.statements.put_events(number, 0, &room.events).await?;
        Ok(Ok(()))
    }

    /// Adds events to an open room, if it has as many as expected.
    pub(super) async fn append(&mut self, append: &Append) -> Result<Result<(), RoomError>, sqlx::Error> {
        self.add(append, None).await
    }

    /// Saves the record of a room and closes it.
    pub(super) async fn close_room(
        &mut self,
        id: Id,
        closing: &Closing,
    ) -> Result<Result<Saving, RoomError>, sqlx::Error> {
        let append = &closing.append;
        if let Some(refused) = self.refusal(append).await? {
            return Ok(Err(refused));
        }
        // what is refused here leaves the room as it is
        let saving = match self.save(id, &closing.record).await? {
            Ok(saving) => saving,
            Err(refused) => return Ok(Err(RoomError::Record(refused))),
        };
        if let Err(refused) = self.add(append, Some(id)).await? {
            return Ok(Err(refused));
        }
        if let Some(earlier) = closing.supersedes.filter(|earlier| *earlier != id) {
            self.statements.supersede(earlier, id).await?;
        }
        Ok(Ok(saving))
    }

    /// Removes some of the open rooms in which nothing has happened for too long.
    pub(super) async fn sweep_rooms(&mut self) -> Result<u64, sqlx::Error> {
        let last_at = self.now - i64::from(self.settings.room_days) * DAY;
        self.statements.remove_resting_rooms(last_at, SWEEP_STEP).await
    }

    /// Adds events, and closes the room where there is a record.
    async fn add(&mut self, append: &Append, record: Option<Id>) -> Result<Result<(), RoomError>, sqlx::Error> {
        let Some(number) = self.statements.move_on(append, self.now, record).await? else {
            return Ok(Err(self.refusal(append).await?.unwrap_or(RoomError::NotFound)));
        };
        self.statements.put_events(number, append.expected, &append.events).await?;
        Ok(Ok(()))
    }

    /// Why nothing can be added: the room has other events than expected, or is not open.
    async fn refusal(&mut self, append: &Append) -> Result<Option<RoomError>, sqlx::Error> {
        Ok(match self.statements.events_of(append.room).await? {
            Some(events) if events == append.expected => None,
            Some(events) => Some(RoomError::Moved { events }),
            None => Some(RoomError::NotFound),
        })
    }
}
