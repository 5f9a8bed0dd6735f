//! The writer: takes what is waiting, has it written in one transaction, answers.
//!
//! A commit waits for the disk. While it does, more requests gather, and the next commit carries them all:
//! the busier the store, the more each wait is worth.

use super::task::{Answer, Message, Request, Task};
use crate::saved::SaveError;
use async_trait::async_trait;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

/// Most requests in one transaction: bounds how long each of them waits.
const GROUP: usize = 256;

/// A database as its writer sees it.
#[async_trait]
pub(crate) trait Database: Send + 'static {
    /// Does tasks in one transaction, and gives an answer for each, in their order. What is refused for reasons of its own
    /// is among the answers; an error has changed nothing, and whatever state it has left behind is given up.
    async fn write(&mut self, tasks: &[Task]) -> Result<Vec<Answer>, SaveError>;

    /// Lets go of the database. Everything answered is on the disk; closing only tidies up.
    async fn close(&mut self);
}

/// Writes until nobody asks any more, whatever happens to a writer: where one dies of a fault, the next takes its place.
/// What the dead one had in its hands is answered by nobody, and rolled back.
pub(super) async fn write_for_ever<D: Database>(database: impl Fn() -> D, messages: mpsc::Receiver<Message>) {
    let messages = Arc::new(Mutex::new(messages));
    loop {
        let (writer, messages) = (Writer { database: database(), is_failing: false }, messages.clone());
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
struct Writer<D> {
    database: D,
    is_failing: bool,
}

impl<D: Database> Writer<D> {
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
        self.database.close().await;
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
        let written = self.database.write(&tasks).await;
        self.tell_operator(written.as_ref().err());
        match written {
            // whoever has gone away has its answer in the store
            Ok(done) => answers.into_iter().zip(done).for_each(|(answer, done)| drop(answer.send(done))),
            Err(error) => answers.into_iter().for_each(|answer| drop(answer.send(Err(error.clone())))),
        }
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
