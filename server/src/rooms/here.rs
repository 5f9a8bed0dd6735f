//! Who is in a room: whoever has a stream open, on this server or another of the same store. Never stored.

use super::clock::now;
use super::elsewhere::{AwayOf, SeatsOf};
use super::limits::{STREAMS_A_ROOM, STREAMS_A_SEAT};
use room::{Moment, Presence, SeatId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Seconds after its last stream has ended in which a seat is still there: a page that is loaded again, a phone between
/// two cells.
const GRACE: u64 = 3;
/// Seconds after which another server that says nothing is no more, and nobody is there by its word.
const SILENT: u64 = 30;

/// The seats of a room that somebody looks at.
pub struct Here {
    seats: Mutex<Seats>,
    changed: Notify,
}

#[derive(Default)]
struct Seats {
    /// When this server began to look, or one that has told it who has left.
    since: Moment,
    /// Streams of all seats and of screens.
    streams: u32,
    seen: BTreeMap<SeatId, Seen>,
    /// What other servers have said last, and when.
    elsewhere: BTreeMap<String, (Moment, BTreeSet<SeatId>)>,
    /// When others have said of seats for the last time that they are there.
    left: BTreeMap<SeatId, Moment>,
    /// Whether a server has spoken that did not before: it does not know who is here.
    has_new_listener: bool,
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
        let seats = Seats { since: now(), ..Seats::default() };
        Here { seats: Mutex::new(seats), changed: Notify::new() }
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

    /// Another server says who is there.
    pub fn heard(&self, said: SeatsOf) {
        let mut seats = self.seats();
        let before = seats.elsewhere.insert(said.server, (now(), said.seats.clone()));
        seats.has_new_listener |= before.is_none();
        let gone = before.map(|(_, before)| before).unwrap_or_default();
        seats.left.extend(gone.difference(&said.seats).map(|seat| (*seat, now())));
        drop(seats);
        self.changed.notify_one();
    }

    /// A server that has looked for longer says who has left.
    pub fn heard_away(&self, said: &AwayOf) {
        let (mut seats, now) = (self.seats(), now());
        let before = |seconds: u64| Moment(now.0.saturating_sub(seconds));
        seats.since = seats.since.min(before(said.looked));
        for (seat, seconds) in &said.away {
            let left = seats.left.entry(*seat).or_default();
            *left = before(*seconds).max(*left);
        }
        drop(seats);
        self.changed.notify_one();
    }

    /// What a server that has just come is told of who has left.
    pub fn away(&self, server: &str, now: Moment) -> AwayOf {
        let Presence { since, last_seen, .. } = self.presence(now);
        let away = last_seen.into_iter().map(|(seat, seen)| (seat, now.since(seen))).collect();
        AwayOf { server: server.to_owned(), looked: now.since(since), away }
    }

    /// Who is there on this server.
    pub fn on_this_server(&self, now: Moment) -> BTreeSet<SeatId> {
        let seats = self.seats();
        seats.seen.iter().filter(|(_, seen)| seen.is_here(now)).map(|(seat, _)| *seat).collect()
    }

    /// Whether a server has spoken for the first time since this was asked last.
    pub fn has_new_listener(&self) -> bool {
        std::mem::take(&mut self.seats().has_new_listener)
    }

    /// Waits until somebody comes or goes.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Who is there at this moment.
    pub fn presence(&self, now: Moment) -> Presence {
        let mut seats = self.seats();
        seats.forget_silent(now);
        let here = seats.seen.iter().filter(|(_, seen)| seen.is_here(now)).map(|(seat, _)| *seat);
        let here: BTreeSet<SeatId> =
            here.chain(seats.elsewhere.values().flat_map(|(_, seats)| seats.iter().copied())).collect();
        let mut last_seen = seats.left.clone();
        for (seat, seen) in &seats.seen {
            let last = last_seen.entry(*seat).or_default();
            *last = seen.last.max(*last);
        }
        last_seen.retain(|seat, _| !here.contains(seat));
        Presence { since: seats.since, here, last_seen }
    }

    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    /// Whether a stream is open, or was a moment ago.
    fn is_here(&self, now: Moment) -> bool {
        self.streams > 0 || now.since(self.last) < GRACE
    }
}

impl Seats {
    /// Forgets servers that say nothing any more; who was there by their word was last seen when they last spoke.
    fn forget_silent(&mut self, now: Moment) {
        let silent = self.elsewhere.extract_if(.., |_, (heard, _)| now.since(*heard) >= SILENT);
        for (_, (heard, seats)) in silent {
            self.left.extend(seats.into_iter().map(|seat| (seat, heard)));
        }
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
    fn who_is_on_another_server_is_there_until_that_says_otherwise_or_nothing_any_more() {
        let here = Arc::new(Here::new());
        let said = |seats: &[u16]| SeatsOf { server: "a".into(), seats: seats.iter().copied().map(SeatId).collect() };
        here.heard(said(&[1, 2]));
        assert!(here.has_new_listener() && !here.has_new_listener());
        let own = here.enter(Some(SeatId(3))).expect("a stream");
        assert_eq!(here.presence(now()).here, [1, 2, 3].map(SeatId).into());
        assert_eq!(here.on_this_server(now()), [SeatId(3)].into(), "of the others, their own server tells");
        here.heard(said(&[2]));
        let presence = here.presence(now());
        assert_eq!(presence.here, [2, 3].map(SeatId).into());
        assert!(now().since(presence.last_seen[&SeatId(1)]) < 10 && !here.has_new_listener());
        // a seat that has a stream on both is there as long as one is
        here.heard(said(&[2, 3]));
        drop(own);
        assert!(here.presence(now().plus(GRACE + 1)).is_here(SeatId(3)));
        let later = here.presence(now().plus(SILENT));
        assert_eq!(later.here, BTreeSet::new());
        assert_eq!(later.last_seen.keys().copied().collect::<Vec<_>>(), [1, 2, 3].map(SeatId));
    }

    #[test]
    fn a_server_that_has_just_come_hears_how_long_a_seat_has_been_away() {
        let (older, newer) = (Here::new(), Here::new());
        let later = now().plus(600);
        older.seen(SeatId(1));
        let mut said = older.away("a", later);
        assert!(said.looked >= 600 && said.away[&SeatId(1)] >= 599, "{said:?}");
        said.away.insert(SeatId(1), 300);
        newer.heard_away(&said);
        let presence = newer.presence(now());
        assert!((300..310).contains(&presence.away(SeatId(1), now())), "{presence:?}");
        assert!(presence.away(SeatId(0), now()) >= 600, "nobody has seen that since the older one looks");
        // one that has looked for less long, and has seen less, takes nothing of it back
        newer.heard_away(&AwayOf { server: "b".into(), looked: 5, away: BTreeMap::new() });
        assert!(newer.presence(now()).away(SeatId(0), now()) >= 600);
        // and whoever comes is there
        newer.seen(SeatId(1));
        assert_eq!(newer.presence(now()).away(SeatId(1), now()), 0);
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
