//! The planning room: a team answers alone, reveals together, and is told whether the disagreement matters.
//!
//! Pure: no I/O, no clock, no randomness. Time and presence are given by the caller. Everything that lasts is an
//! [`Event`]; [`State::fold`] makes the state of the events, [`State::decide`] makes events of a command and changes
//! nothing, [`State::for_seat`] and [`State::for_screen`] say what one person may see and nothing else.
//!
//! # Reading order
//!
//! [`event`], [`command`] and [`state`]; then `decide`, which checks commands, and [`view`], which is what leaves.
//! [`verdict`] evaluates every combination of the answers that were revealed, [`preselect`] which questions are worth
//! asking at all, [`meeting`] is what the record says of a room that is closed.
//!
//! # Glossary
//!
//! - **Seat**: a person in a room, from joining on. The one who opened it has seat 0.
//! - **Facilitator**: the seat that reveals, settles and closes; another may take over.
//! - **Round**: a question is answered in rounds; asking again begins the next.
//! - **Blind**: until a round is revealed nobody sees of another's answer more than that there is one.
//! - **Late**: given or changed after the reveal.
//! - **Against**: the revision of the one thing that a command changes, as its sender saw it.

mod advised;
pub mod command;
mod decide;
pub mod event;
pub mod limits;
pub mod meeting;
pub mod preselect;
mod presence;
pub mod question;
pub mod state;
mod text;
pub mod verdict;
pub mod view;

pub use advised::as_advised;
pub use command::{Command, Opening, Refusal, open};
pub use event::{Event, Given, KeyHash, Moment, RevealRule, RevealedBy, Role, SeatId, What, WhoMay};
pub use meeting::Meeting;
pub use preselect::{Preselected, questions_that_matter};
pub use presence::Presence;
pub use question::{Question, named_for};
pub use state::{ActedOn, OnScreen, State};
pub use verdict::{Basis, Verdicts, weigh};
pub use view::{Around, View};
