//! Who is there now. Known to the server only, given to every question about it, never stored.

use crate::event::{Moment, SeatId};
use std::collections::{BTreeMap, BTreeSet};

/// Seats with an open stream, and when the others were last seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// When this server began to look, or one that has told it: before, nobody can have been missed.
    pub since: Moment,
    /// Seats with an open stream.
    pub here: BTreeSet<SeatId>,
    /// When a seat's last stream ended, or its last request came.
    pub last_seen: BTreeMap<SeatId, Moment>,
}

impl Presence {
    /// Whether a seat has an open stream.
    pub fn is_here(&self, seat: SeatId) -> bool {
        self.here.contains(&seat)
    }

    /// Seconds that a seat has been away; 0 while it is here.
    pub fn away(&self, seat: SeatId, now: Moment) -> u64 {
        match self.is_here(seat) {
            true => 0,
            false => now.since(self.last_seen.get(&seat).copied().unwrap_or(self.since)),
        }
    }
}
