//! Planning rooms while they are in use: who is there, what they see, and the one task of each room that decides.
//!
//! - [`Hub`] has the rooms that are loaded, opens new ones and finds them by their codes.
//! - `live` is a room's task: commands are decided one after the other, their events go to the store together, and only
//!   then are they answered and shown. `shown` is what everybody's view is made from.
//! - Where servers share a store, each hears of the others' events and catches up; `elsewhere` is how they say who is there.
//! - `here` says who is there, [`Streams`] counts the open streams and ends them when the site stops.
//!
//! What may happen in a room and who may see it, the crate `room` decides; addresses and pages are in `http::rooms`.

mod clock;
mod elsewhere;
mod here;
mod hub;
mod limits;
mod live;
mod loaded;
mod shown;
mod streams;
mod work;

pub use crate::counted::TooMany;
pub use clock::now;
pub use hub::{Hub, NoRoom, Room};
pub use limits::Limits;
pub use live::{Record, Refused};
pub use loaded::fold;
pub use shown::Shown;
pub use streams::Open;
