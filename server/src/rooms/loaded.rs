//! A room out of the store: its state after all its events.

use room::{Event, State};
use std::sync::Arc;
use store::rooms::Code;
use store::{RoomId, RoomStore, StoreError};

/// A room out of the store.
pub struct Loaded {
    /// The end of its link.
    pub id: RoomId,
    /// What people type.
    pub code: Option<Code>,
    /// Where it is from.
    pub store: Arc<dyn RoomStore>,
    /// After all its events.
    pub state: State,
    /// How many those are.
    pub events: u64,
    /// Days after its last event after which it goes.
    pub days: u32,
}

/// Why a room is not read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A later release has written it. What is not understood must not be passed over: answers would be shown wrong.
    #[error("event {number} of the room {id} is not understood by this version of Berth")]
    NotUnderstood {
        /// The room.
        id: RoomId,
        /// The event's number.
        number: u64,
        /// Why not.
        source: serde_json::Error,
    },
}

/// A room after all its events; `None` where there is none.
pub async fn load(store: &Arc<dyn RoomStore>, id: RoomId, days: u32) -> Result<Option<Loaded>, Unread> {
    let Some(stored) = store.read(id, 0).await? else { return Ok(None) };
    let state = fold(id, &stored.events)?;
    let events = stored.events.len() as u64;
    Ok(Some(Loaded { id, code: stored.code, store: store.clone(), state, events, days }))
}

/// The state after events as they are stored.
pub fn fold(id: RoomId, events: &[String]) -> Result<State, Unread> {
    let mut state = State::default();
    for event in read(id, 0, events)? {
        state.apply(&event);
    }
    Ok(state)
}

/// Events as they are stored, from a number on.
pub fn read(id: RoomId, first: u64, events: &[String]) -> Result<Vec<Event>, Unread> {
    let read = |(number, text): (u64, &String)| {
        serde_json::from_str(text).map_err(|source| Unread::NotUnderstood { id, number, source })
    };
    (first..).zip(events).map(read).collect()
}
