//! What goes through the queue, and what comes back.

use crate::rooms::{Append, Closing, NewRoom, RoomError};
use crate::saved::{Content, Deletion, Id, SaveError, Saving, Swept, Token};
use tokio::sync::oneshot;

/// What goes through the queue.
pub(super) enum Message {
    /// Something to write.
    Write(Request),
    /// No more to come; told when all is done.
    Stop(oneshot::Sender<()>),
}

/// A task, and who waits for it.
pub(super) struct Request {
    pub(super) task: Task,
    pub(super) answer: oneshot::Sender<Answer>,
}

/// What has come of a task.
pub(crate) type Answer = Result<Done, SaveError>;

/// What to do.
pub(crate) enum Task {
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
pub(crate) enum Done {
    /// Saved, now or before.
    Save(Saving),
    /// Deleted, or not.
    Delete(Deletion),
    /// Whether there was one to remove.
    Remove(bool),
    /// Swept.
    Sweep(Swept),
    /// Nothing, as asked.
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
