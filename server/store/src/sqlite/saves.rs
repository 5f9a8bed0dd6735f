//! The way in for all that is saved or deleted: a queue to the one writer.

use super::file::SqliteStore;
use super::writer::{Done, Message, Request, Task, write_for_ever};
use crate::error::StoreError;
use crate::saved::{Content, Deletion, Id, Opened, SaveError, Saving, Settings, Swept, Token};
use tokio::runtime::Builder;
use tokio::sync::{mpsc, oneshot};
use tracing::dispatcher::{get_default, with_default};

/// Saves and deletes. Clones share the one writer.
#[derive(Clone, Debug)]
pub struct SqliteSaves {
    pub(super) store: SqliteStore,
    /// the file that the store was opened in
    pub(super) file: Option<(u64, u64)>,
    /// `None`: the store can only be read
    queue: Option<mpsc::Sender<Message>>,
}

impl SqliteSaves {
    /// Starts the writer for a store. A store takes one: several would only wait for each other. One that can only be read
    /// takes none, and saving says so.
    pub fn start(store: &SqliteStore, settings: Settings) -> SqliteSaves {
        let store = store.clone();
        let file = store.identity();
        if store.is_read_only() {
            return SqliteSaves { store, file, queue: None };
        }
        let (queue, messages) = mpsc::channel(settings.queue.max(1));
        on_own_thread(write_for_ever(store.path().to_owned(), settings, messages));
        SqliteSaves { store, file, queue: Some(queue) }
    }

    /// Opens a saved scenario, without the writer.
    pub async fn open(&self, id: Id) -> Result<Opened, StoreError> {
        self.store.saved(id).await
    }

    /// Saves a scenario. When this returns, it survives a crash and a loss of power.
    ///
    /// The same content again is no second row: it keeps its id, its first date and its token.
    pub async fn save(&self, content: Content) -> Result<Saving, SaveError> {
        content.check()?;
        match self.ask(Task::Save { id: content.id(), content: Box::new(content) }).await? {
            Done::Save(saving) => Ok(saving),
            _ => Err(SaveError::Stopping),
        }
    }

    /// Deletes a scenario for whoever has its token.
    pub async fn delete(&self, id: Id, token: Token) -> Result<Deletion, SaveError> {
        match self.ask(Task::Delete { id, token }).await? {
            Done::Delete(deletion) => Ok(deletion),
            _ => Err(SaveError::Stopping),
        }
    }

    /// Deletes a scenario without its token. Whether there was one.
    pub async fn remove(&self, id: Id) -> Result<bool, SaveError> {
        match self.ask(Task::Remove { id }).await? {
            Done::Remove(was_there) => Ok(was_there),
            _ => Err(SaveError::Stopping),
        }
    }

    /// Removes what has expired, then rooms in which nothing has happened for too long, then editions that nothing refers to any more. Goes in small steps
    /// through the queue, so that saves come in between; to be called now and then.
    pub async fn sweep(&self) -> Result<Swept, SaveError> {
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

    /// Takes no more, writes what is waiting, and lets go of the file.
    pub async fn stop(&self) {
        let Some(queue) = &self.queue else { return };
        let (stopped, has_stopped) = oneshot::channel();
        // an error on either side means that the writer has stopped before
        if queue.send(Message::Stop(stopped)).await.is_ok() {
            let _ = has_stopped.await;
        }
    }

    /// Asks the writer, unless too many others do.
    pub(super) async fn ask(&self, task: Task) -> Result<Done, SaveError> {
        let (request, answered) = Request::new(task);
        self.queue()?.try_send(Message::Write(request)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => SaveError::Busy,
            mpsc::error::TrySendError::Closed(_) => SaveError::Stopping,
        })?;
        answered.await.unwrap_or_else(|_| Err(self.unanswered()))
    }

    /// Why there is no answer: the writer has stopped, or has died of a fault.
    fn unanswered(&self) -> SaveError {
        match self.queue.as_ref().is_none_or(mpsc::Sender::is_closed) {
            true => SaveError::Stopping,
            false => SaveError::Interrupted,
        }
    }

    /// Asks the writer, however long that takes.
    async fn ask_patiently(&self, task: Task) -> Result<Done, SaveError> {
        let (request, answered) = Request::new(task);
        self.queue()?.send(Message::Write(request)).await.map_err(|_| SaveError::Stopping)?;
        answered.await.unwrap_or_else(|_| Err(self.unanswered()))
    }

    fn queue(&self) -> Result<&mpsc::Sender<Message>, SaveError> {
        self.queue.as_ref().ok_or(SaveError::ReadOnly)
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
