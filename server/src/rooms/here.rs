//! Who is in a room: whoever has a stream open. Never stored.

use super::clock::now;
use super::limits::{STREAMS_A_ROOM, STREAMS_A_SEAT};
use room::{Moment, Presence, SeatId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Seconds after its last stream has ended in which a seat is still there: a page that is loaded again, a phone between
/// two cells.
const GRACE: u64 = 3;

/// The seats of a room that somebody looks at.
pub struct Here {
    since: Moment,
    seats: Mutex<Seats>,
    changed: Notify,
}

#[derive(Default)]
struct Seats {
    /// Streams of all seats and of screens.
    streams: u32,
    seen: BTreeMap<SeatId, Seen>,
}

#[derive(Default)]
struct Seen {
    streams: u32,
    last: Moment,
}

/// A seat is there, or a screen, as long as this is.
pub struct Present {
    here: Arc<Here>,
    seat: Option<SeatId>,
}

impl Here {
    /// Nobody yet.
    pub fn new() -> Here {
        Here { since: now(), seats: Mutex::default(), changed: Notify::new() }
    }

    /// A stream of a seat or of a screen has begun; `None` where the room or the seat has too many.
    pub fn enter(self: &Arc<Here>, seat: Option<SeatId>) -> Option<Present> {
        let mut seats = self.seats();
        if seats.streams >= STREAMS_A_ROOM {
            return None;
        }
        if let Some(seat) = seat {
            let seen = seats.seen.entry(seat).or_default();
            if seen.streams >= STREAMS_A_SEAT {
                return None;
            }
            seen.streams += 1;
        }
        seats.streams += 1;
        drop(seats);
        self.changed.notify_one();
        Some(Present { here: self.clone(), seat })
    }

    /// A seat has asked for something, without a stream.
    pub fn seen(&self, seat: SeatId) {
        self.seats().seen.entry(seat).or_default().last = now();
    }

    /// Waits until somebody comes or goes.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Who is there at this moment.
    pub fn presence(&self, now: Moment) -> Presence {
        let mut presence = Presence { since: self.since, ..Presence::default() };
        for (seat, seen) in &self.seats().seen {
            if seen.streams > 0 || now.since(seen.last) < GRACE {
                presence.here.insert(*seat);
            } else {
                presence.last_seen.insert(*seat, seen.last);
            }
        }
        presence
    }

    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        let mut seats = self.here.seats();
        seats.streams = seats.streams.saturating_sub(1);
        if let Some(seen) = self.seat.and_then(|seat| seats.seen.get_mut(&seat)) {
            seen.streams = seen.streams.saturating_sub(1);
            seen.last = now();
        }
        drop(seats);
        self.here.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_there_while_a_stream_is_and_a_little_longer() {
        let here = Arc::new(Here::new());
        let seat = SeatId(3);
        let at = |moment: Moment| here.presence(moment).is_here(seat);
        assert!(!at(now()));
        let mut streams: Vec<Present> =
            (0..STREAMS_A_SEAT).map(|_| here.enter(Some(seat)).expect("a stream")).collect();
        assert!(here.enter(Some(seat)).is_none() && at(now().plus(1_000)));
        streams.truncate(1);
        assert!(at(now().plus(1_000)), "one is still open");
        drop(streams);
        assert!(at(now()) && !at(now().plus(GRACE + 1)));
        assert!(here.presence(now().plus(100)).away(seat, now().plus(100)) >= 99);
    }

    #[test]
    fn a_room_takes_so_many_streams() {
        let here = Arc::new(Here::new());
        let screens: Vec<_> = (0..STREAMS_A_ROOM).map(|_| here.enter(None).expect("a stream")).collect();
        assert!(here.enter(None).is_none() && here.enter(Some(SeatId(0))).is_none());
        drop(screens);
        assert!(here.enter(Some(SeatId(0))).is_some());
    }
}
