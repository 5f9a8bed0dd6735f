//! Planning rooms as the store keeps them: events in their order.
//!
//! The store does not look into an event: the crate `room` decides which come, and what they mean. It numbers them
//! and takes new ones only from whoever knows all that are there. A room that is closed names its record, a saved
//! scenario, and goes with it.

mod code;
mod error;
mod room;

pub use code::{Code, CodeError};
pub use error::RoomError;
pub(crate) use room::check;
pub use room::{Append, Closing, MAX_EVENT_BYTES, NewRoom, RecordOf, StoredRoom};
