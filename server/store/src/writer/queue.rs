//! The way in for all that is saved or deleted, and for all that is written to rooms.

use super::run::{Database, write_for_ever};
use super::task::{Done, Message, Request, Task};
use crate::rooms::{Append, Closing, NewRoom, RoomError, check};
use crate::saved::{Content, Deletion, Id, SaveError, Saving, Swept, Token};
use tokio::runtime::Builder;
use tokio::sync::{mpsc, oneshot};
use tracing::dispatcher::{get_default, with_default};

/// Leads to the one writer. Clones lead to the same.
#[derive(Clone, Debug)]
pub(crate) struct Queue(
    /// `None`: the store can only be read
    Option<mpsc::Sender<Message>>,
);

impl Queue {
    /// Starts a writer, for which so many requests can wait. `database` is called again where a writer has died of a fault.
    pub(crate) fn start<D: Database>(length: usize, database: impl Fn() -> D + Send + 'static) -> Queue {
        let (queue, messages) = mpsc::channel(length.max(1));
        on_own_thread(write_for_ever(database, messages));
        Queue(Some(queue))
    }

    /// The queue of a store that can only be read: saving says so.
    pub(crate) fn of_read_only() -> Queue {
        Queue(None)
    }

    /// Saves a scenario. When this returns, it survives a crash and a loss of power; so it is with the others here.
    pub(crate) async fn save(&self, content: Content) -> Result<Saving, SaveError> {
        content.check()?;
        match self.ask(Task::Save { id: content.id(), content: Box::new(content) }).await? {
            Done::Save(saving) => Ok(saving),
            _ => Err(SaveError::Stopping),
        }
    }

    /// Deletes a scenario for whoever has its token.
    pub(crate) async fn delete(&self, id: Id, token: Token) -> Result<Deletion, SaveError> {
        match self.ask(Task::Delete { id, token }).await? {
            Done::Delete(deletion) => Ok(deletion),
            _ => Err(SaveError::Stopping),
        }
    }

    /// Deletes a scenario without its token. Whether there was one.
    pub(crate) async fn remove(&self, id: Id) -> Result<bool, SaveError> {
        match self.ask(Task::Remove { id }).await? {
            Done::Remove(was_there) => Ok(was_there),
            _ => Err(SaveError::Stopping),
        }
    }

    /// Sweeps in small steps, so that saves come in between.
    pub(crate) async fn sweep(&self) -> Result<Swept, SaveError> {
        let mut all = Swept::default();
        loop {
            let Done::Sweep(step) = self.ask_patiently(Task::Sweep).await? else { return Err(SaveError::Stopping) };
            if step == Swept::default() {
                return Ok(all);
            }
            all.scenarios += step.scenarios;
            all.editions += step.editions;
            all.rooms += step.rooms;
        }
    }

    /// Opens a room.
    pub(crate) async fn open_room(&self, room: NewRoom) -> Result<(), RoomError> {
        check(&room.events)?;
        self.write_room(Task::OpenRoom(Box::new(room))).await.map(|_| ())
    }

    /// Adds events to a room.
    pub(crate) async fn append(&self, append: Append) -> Result<(), RoomError> {
        check(&append.events)?;
        self.write_room(Task::Append(append)).await.map(|_| ())
    }

    /// Closes a room with its record.
    pub(crate) async fn close_room(&self, closing: Closing) -> Result<Saving, RoomError> {
        check(&closing.append.events)?;
        closing.record.check().map_err(RoomError::Record)?;
        let id = closing.record.id();
        self.write_room(Task::CloseRoom { id, closing: Box::new(closing) }).await?.ok_or(RoomError::Stopping)
    }

    async fn write_room(&self, task: Task) -> Result<Option<Saving>, RoomError> {
        match self.ask(task).await? {
            Done::Room(done) => done,
            _ => Err(RoomError::Stopping),
        }
    }

    /// How many writes wait for the writer; `None`: there is none.
    pub fn waiting(&self) -> Option<usize> {
        self.0.as_ref().map(|queue| queue.max_capacity() - queue.capacity())
    }

    /// Whether the writer writes. With a full queue it is busy, not dead.
    pub(crate) async fn is_written(&self) -> bool {
        matches!(self.ask(Task::Nothing).await, Ok(_) | Err(SaveError::Busy))
    }

    /// Takes no more, writes what is waiting, and lets go of the database.
    pub(crate) async fn stop(&self) {
        let Some(queue) = &self.0 else { return };
        let (stopped, has_stopped) = oneshot::channel();
        // an error on either side means that the writer has stopped before
        if queue.send(Message::Stop(stopped)).await.is_ok() {
            let _ = has_stopped.await;
        }
    }

    /// Asks the writer, unless too many others do.
    async fn ask(&self, task: Task) -> Result<Done, SaveError> {
        let (request, answered) = Request::new(task);
        self.queue()?.try_send(Message::Write(request)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => SaveError::Busy,
            mpsc::error::TrySendError::Closed(_) => SaveError::Stopping,
        })?;
        answered.await.unwrap_or_else(|_| Err(self.unanswered()))
    }

    /// Asks the writer, however long that takes.
    async fn ask_patiently(&self, task: Task) -> Result<Done, SaveError> {
        let (request, answered) = Request::new(task);
        self.queue()?.send(Message::Write(request)).await.map_err(|_| SaveError::Stopping)?;
        answered.await.unwrap_or_else(|_| Err(self.unanswered()))
    }

    /// Why there is no answer: the writer has stopped, or has died of a fault.
    fn unanswered(&self) -> SaveError {
        match self.0.as_ref().is_none_or(mpsc::Sender::is_closed) {
            true => SaveError::Stopping,
            false => SaveError::Interrupted,
        }
    }

    fn queue(&self) -> Result<&mpsc::Sender<Message>, SaveError> {
        self.0.as_ref().ok_or(SaveError::ReadOnly)
    }
}

/// Runs the writer where nothing else runs: whatever there is to work out elsewhere, what waits is written. Who listens to the
/// log here listens to the writer's too.
fn on_own_thread(writing: impl Future<Output = ()> + Send + 'static) {
    let log = get_default(Clone::clone);
    let started = Builder::new_current_thread().enable_all().build().and_then(|runtime| {
        let write = move || with_default(&log, || runtime.block_on(writing));
        std::thread::Builder::new().name("berth-writer".into()).spawn(write)
    });
    if let Err(error) = started {
        tracing::error!("nothing can be saved: the system gives no thread to write on: {error}");
    }
}
