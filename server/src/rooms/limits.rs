//! How much of rooms there may be.

use std::time::Duration;

use crate::rate_limiter::Pace;

/// Limits that the operator sets, and those that follow from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Days after its last event after which an open room goes.
    pub days: u32,
    /// Rooms that one client may open in an hour; 0 sets no limit.
    pub per_hour: u32,
    /// Rooms that the clients of one block may open in a day, where a client has a limit at all; 0 sets none.
    pub per_day: u32,
    /// Open streams of the whole site.
    pub streams: u32,
}

/// Open streams of one room: every seat twice, and some screens.
pub const STREAMS_A_ROOM: u32 = 500;
/// Open streams of one seat: some tabs, a phone.
pub const STREAMS_A_SEAT: u32 = 8;
/// Most commands that wait for one room.
pub const WAITING: usize = 512;

impl Limits {
    /// Open streams of one client: a company of several hundred behind one address, and never all there are.
    pub fn streams_a_client(&self) -> u32 {
        self.streams.div_ceil(2)
    }

    /// How often a client may open rooms.
    pub fn opening(&self) -> Pace {
        Pace { times: self.per_hour, within: Duration::from_secs(3_600), at_once: self.per_hour.div_ceil(2).max(1) }
    }

    /// How often all the clients of a block may open rooms.
    pub fn opening_of_block(&self) -> Pace {
        Pace::a_day(if self.per_hour == 0 { 0 } else { self.per_day })
    }

    /// How often a client may try codes.
    pub fn codes() -> Pace {
        Pace { times: 20, within: Duration::from_secs(60), at_once: 10 }
    }

    /// How often a client without a seat may write to a room: a class that joins at once is behind one address.
    pub fn joining() -> Pace {
        Pace { times: 600, within: Duration::from_secs(60), at_once: 250 }
    }

    /// How often a seat may write: a slider that is moved is several times a second.
    pub fn writing() -> Pace {
        Pace { times: 180, within: Duration::from_secs(60), at_once: 60 }
    }
}
