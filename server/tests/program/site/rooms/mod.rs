//! Planning rooms over HTTP: the meeting, what may be seen of it, what is refused, and what a crash leaves.

mod blind;
mod closing;
mod fleets;
mod kill;
mod limits;
mod meeting;
mod off;
mod refused;
mod simulated;
mod streams;
mod time;

use crate::support::store::Shared;

/// One site for the tests that need nothing of their own.
pub static SITE: Shared = Shared::new();
