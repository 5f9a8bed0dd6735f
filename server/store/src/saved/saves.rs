//! The way in for all that is saved or deleted: a queue to the one writer.

use super::writer::{Done, Message, Request, Task, Writer};
use super::{Content, Id, SaveError, Token};
use crate::sqlite::Store;
use tokio::sync::{mpsc, oneshot};

/// How saving is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Days after which a saved scenario goes; `None`: it stays.
    pub keep_days: Option<u32>,
    /// Most scenarios in the store.
    pub most: u64,
    /// Most bytes that saving may let the store's file grow to; `None`: what the disk has.
    pub most_bytes: Option<u64>,
    /// Most requests that wait for the writer.
    pub queue: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { keep_days: None, most: 1_000_000, most_bytes: None, queue: 1_024 }
    }
}

/// What saving has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// The scenario is in the store now.
    Saved {
        /// Its id.
        id: Id,
        /// Deletes it. Given this once: the store keeps a hash.
        token: Token,
    },
    /// The very same was in the store.
    AlreadySaved {
        /// Its id.
        id: Id,
        /// When it was saved first.
        created_at: i64,
    },
}

impl Saving {
    /// The id, new or not.
    pub fn id(&self) -> Id {
        match self {
            Saving::Saved { id, .. } | Saving::AlreadySaved { id, .. } => *id,
        }
    }
}

/// What deleting has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The scenario is gone. Those made from it stay.
    Deleted,
    /// The token is another scenario's, or nobody's; nothing was deleted.
    WrongToken,
    /// There is no such scenario.
    NotFound,
}

/// What a sweep has removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Scenarios past their day.
    pub scenarios: u64,
    /// Old catalogues that no scenario refers to any more.
    pub catalogs: u64,
}

/// Saves and deletes. Clones share the one writer.
#[derive(Clone, Debug)]
pub struct Saves {
    /// `None`: the store can only be read
    queue: Option<mpsc::Sender<Message>>,
}

impl Saves {
    /// Starts the writer for a store, on the Tokio runtime that this is called in. A store takes one:
    /// several would only wait for each other. One that can only be read takes none, and saving says so.
    pub fn start(store: &Store, settings: Settings) -> Saves {
        if store.is_read_only() {
            return Saves { queue: None };
        }
        let (queue, messages) = mpsc::channel(settings.queue.max(1));
        tokio::spawn(Writer::new(store.path(), settings).run(messages));
        Saves { queue: Some(queue) }
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

    /// Removes what has expired, then old catalogues that nothing refers to any more. Goes in small steps
    /// through the queue, so that saves come in between; to be called now and then.
    pub async fn sweep(&self) -> Result<Swept, SaveError> {
        let mut all = Swept::default();
        loop {
            let Done::Sweep(step) = self.ask_patiently(Task::Sweep).await? else { return Err(SaveError::Stopping) };
            if step == Swept::default() {
                return Ok(all);
            }
            all.scenarios += step.scenarios;
            all.catalogs += step.catalogs;
        }
    }

    /// Takes no more, writes what is waiting, and lets go of the file.
    pub async fn stop(self) {
        let Some(queue) = &self.queue else { return };
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
        answered.await.unwrap_or(Err(SaveError::Stopping))
    }

    /// Asks the writer, however long that takes.
    async fn ask_patiently(&self, task: Task) -> Result<Done, SaveError> {
        let (request, answered) = Request::new(task);
        self.queue()?.send(Message::Write(request)).await.map_err(|_| SaveError::Stopping)?;
        answered.await.unwrap_or(Err(SaveError::Stopping))
    }

    fn queue(&self) -> Result<&mpsc::Sender<Message>, SaveError> {
        self.queue.as_ref().ok_or(SaveError::ReadOnly)
    }
}
