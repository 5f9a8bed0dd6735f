//! The one writer: takes what is waiting, writes it in one transaction, commits, answers.
//!
//! A commit waits for the disk. While it does, more requests gather, and the next commit carries them all:
//! the busier the store, the more each wait is worth.

use super::error::not_saved;
use super::open::write_options;
use super::rows::Group;
use crate::rooms::{Append, Closing, NewRoom, RoomError};
use crate::saved::{Content, Deletion, Id, SaveError, Saving, Settings, Swept, Token};
use sqlx::sqlite::{SqliteConnection, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, oneshot};

/// Most requests in one transaction: bounds how long each of them waits.
const GROUP: usize = 256;
/// SQLite's page, which Berth leaves as it is.
const PAGE_BYTES: u64 = 4_096;
/// Pages in the log before the commit that wrote the last of them moves them into the file. With SQLite's
/// own 1,000 that commit takes 7 to 12 ms, with these 3 to 5, and as many saves fit in a second.
const LOG_PAGES: &str = "250";

/// What goes through the queue.
pub(super) enum Message {
    /// Something to write.
    Write(Request),
    /// No more to come; told when all is done.
    Stop(oneshot::Sender<()>),
}

/// A task, and who waits for it.
pub(super) struct Request {
    task: Task,
    answer: oneshot::Sender<Answer>,
}

type Answer = Result<Done, SaveError>;

/// What to do.
pub(super) enum Task {
    /// Save a content, which has been checked.
    Save { id: Id, content: Box<Content> },
    /// Delete for whoever has the token.
    Delete { id: Id, token: Token },
    /// Delete for the operator.
    Remove { id: Id },
    /// One step of a sweep.
    Sweep,
    /// Nothing, in a transaction that could write: to see that it can.
    Nothing,
    /// Open a room.
    OpenRoom(Box<NewRoom>),
    /// Add events to a room.
    Append(Append),
    /// Close a room with its record, which has been checked and has this id.
    CloseRoom { id: Id, closing: Box<Closing> },
}

/// What was done.
pub(super) enum Done {
    Save(Saving),
    Delete(Deletion),
    Remove(bool),
    Sweep(Swept),
    Nothing,
    /// Written for a room; with what saving its record came to, where it was closed.
    Room(Result<Option<Saving>, RoomError>),
}

impl Request {
    pub(super) fn new(task: Task) -> (Request, oneshot::Receiver<Answer>) {
        let (answer, answered) = oneshot::channel();
        (Request { task, answer }, answered)
    }
}

/// Writes until nobody asks any more, whatever happens to a writer: where one dies of a fault, the next takes its place.
/// What the dead one had in its hands is answered by nobody, and rolled back.
pub(super) async fn write_for_ever(path: PathBuf, settings: Settings, messages: mpsc::Receiver<Message>) {
    let messages = Arc::new(Mutex::new(messages));
    loop {
        let (writer, messages) = (Writer::new(&path, settings.clone()), messages.clone());
        let written = tokio::spawn(async move { writer.run(&mut *messages.lock().await).await });
        match written.await {
            Err(error) if error.is_panic() => {
                // whatever has brought down the writer may be the log itself
                let told = || tracing::error!("the writer of the store died of a fault; another takes its place");
                let _ = std::panic::catch_unwind(told);
            }
            _ => return,
        }
    }
}

/// Writes to one store.
struct Writer {
    path: PathBuf,
    settings: Settings,
    /// Made at need, and given up after an error: whatever state that has left behind goes with it.
    connection: Option<SqliteConnection>,
    is_failing: bool,
}

impl Writer {
    fn new(path: &Path, settings: Settings) -> Writer {
        Writer { path: path.to_owned(), settings, connection: None, is_failing: false }
    }

    /// Writes until nobody asks any more, or until told to stop and all that was waiting is done.
    async fn run(mut self, messages: &mut mpsc::Receiver<Message>) {
        let mut waiting = Vec::with_capacity(GROUP);
        let mut stops = Vec::new();
        while messages.recv_many(&mut waiting, GROUP).await > 0 {
            let mut requests = Vec::with_capacity(waiting.len());
            for message in waiting.drain(..) {
                match message {
                    Message::Write(request) => requests.push(request),
                    Message::Stop(stop) => {
                        messages.close();
                        stops.push(stop);
                    }
                }
            }
            self.answer(requests).await;
        }
        if let Some(connection) = self.connection.take() {
            // every answered save is on the disk; closing only tidies up
            let _ = connection.close().await;
        }
        for stop in stops {
            let _ = stop.send(());
        }
    }

    /// Writes a group and answers each request. An error of the database fails them all.
    async fn answer(&mut self, requests: Vec<Request>) {
        let (tasks, answers): (Vec<Task>, Vec<_>) = requests.into_iter().map(|r| (r.task, r.answer)).unzip();
        if tasks.is_empty() {
            return;
        }
        let written = self.write(tasks).await.map_err(|error| not_saved(&self.path, error));
        self.tell_operator(written.as_ref().err());
        match written {
            // whoever has gone away has its answer in the store
            Ok(done) => answers.into_iter().zip(done).for_each(|(answer, done)| drop(answer.send(done))),
            Err(error) => {
                self.connection = None;
                answers.into_iter().for_each(|answer| drop(answer.send(Err(error.clone()))));
            }
        }
    }

    /// One transaction. What is refused for reasons of its own is among the answers.
    async fn write(&mut self, tasks: Vec<Task>) -> Result<Vec<Answer>, sqlx::Error> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            empty => empty.insert(connect(&self.path, &self.settings).await?),
        };
        // the write lock at once: what is read here must still hold when it is written
        let transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let mut group = Group::begin(transaction, &self.settings).await?;
        let mut done = Vec::with_capacity(tasks.len());
        for task in tasks {
            done.push(match task {
                Task::Save { id, content } => group.save(id, &content).await?.map(Done::Save),
                Task::Delete { id, token } => Ok(Done::Delete(group.delete(id, &token).await?)),
                Task::Remove { id } => Ok(Done::Remove(group.remove(id).await?)),
                Task::Sweep => Ok(Done::Sweep(group.sweep().await?)),
                Task::Nothing => Ok(Done::Nothing),
                Task::OpenRoom(room) => Ok(Done::Room(group.open_room(&room).await?.map(|()| None))),
                Task::Append(append) => Ok(Done::Room(group.append(&append).await?.map(|()| None))),
                Task::CloseRoom { id, closing } => Ok(Done::Room(group.close_room(id, &closing).await?.map(Some))),
            });
        }
        group.commit().await?;
        Ok(done)
    }

    /// Logs the first of a row of errors, and the end of the row.
    fn tell_operator(&mut self, error: Option<&SaveError>) {
        match error {
            Some(SaveError::NoRoom(error) | SaveError::Store(error)) if !self.is_failing => {
                tracing::error!("nothing can be saved: {error}");
            }
            None if self.is_failing => tracing::info!("scenarios can be saved again"),
            _ => {}
        }
        self.is_failing = error.is_some();
    }
}

/// A connection whose commits survive a loss of power.
async fn connect(path: &Path, settings: &Settings) -> Result<SqliteConnection, sqlx::Error> {
    let mut options = write_options(path)
        .create_if_missing(false)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", LOG_PAGES);
    if let Some(bytes) = settings.most_bytes {
        options = options.pragma("max_page_count", (bytes / PAGE_BYTES).clamp(1, 4_294_967_294).to_string());
    }
    options.connect().await
}
