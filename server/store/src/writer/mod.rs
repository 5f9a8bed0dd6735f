//! The one writer of a store, whatever its database: a [`Queue`] to it, and what it does with what is waiting.
//!
//! `run` takes what is waiting, has it written in one transaction, and answers. `group` decides what a request comes to,
//! `rooms` does for those of rooms; the statements that this takes are a database's own ([`Statements`]).

mod group;
mod queue;
mod rooms;
mod run;
mod statements;
mod task;

pub(crate) use group::perform;
pub(crate) use queue::Queue;
pub(crate) use run::Database;
pub(crate) use statements::{NewRow, Statements};
pub(crate) use task::{Answer, Task};
