//! Who is let in: first come, first served, up to a limit in all and for each client.

use crate::counted::{Counted, Counting};
use crate::rate_limiter::Network;
use prometheus::IntCounter;
use std::sync::Arc;
use std::time::Duration;

/// Places aside, at which only health can be asked for; all others hear there that there is no room.
pub const ASIDE: u32 = 32;
/// Those of one client: whoever floods the site does not take them all.
const ASIDE_A_CLIENT: u32 = 4;

/// How many connections there may be, and how long one may be silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// In all, apart from those aside.
    pub most: u32,
    /// Of one client.
    pub most_a_client: u32,
    /// How long a client may take for a request's head, do nothing between two requests, and take or give no byte.
    pub idle: Duration,
}

/// Where a connection goes.
pub enum Entry {
    /// In.
    In(Counting),
    /// There is no room: it is told so, unless it asks for health.
    Aside(Counting),
    /// Not even there.
    Shut,
}

/// Counts who is in, and who found no place.
pub struct Doors {
    no_place: IntCounter,
    inside: Arc<Counted>,
    aside: Arc<Counted>,
}

impl Doors {
    /// Nobody is in yet. Whoever finds no place is counted there.
    pub fn new(limits: Limits, no_place: IntCounter) -> Doors {
        Doors {
            no_place,
            inside: Arc::new(Counted::new(limits.most, limits.most_a_client)),
            aside: Arc::new(Counted::new(ASIDE, ASIDE_A_CLIENT)),
        }
    }

    /// How many are in.
    pub fn inside(&self) -> u32 {
        self.inside.open()
    }

    /// Where a client's next connection goes.
    pub fn entry(&self, client: Network) -> Entry {
        if let Ok(place) = self.inside.one_more(client) {
            return Entry::In(place);
        }
        self.no_place.inc();
        self.aside.one_more(client).map_or(Entry::Shut, Entry::Aside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    #[test]
    fn a_flood_from_one_client_leaves_places_for_others_and_for_health() {
        let limits = Limits { most: 10, most_a_client: 6, idle: Duration::from_secs(1) };
        let doors = Doors::new(limits, IntCounter::new("no_place", "of this test").expect("a counter"));
        let client = |last: u8| Network::from(IpAddr::from([192, 0, 2, last]));
        let flood: Vec<Entry> = (0..20).map(|_| doors.entry(client(1))).collect();
        let count = |entries: &[Entry], is: fn(&Entry) -> bool| entries.iter().filter(|entry| is(entry)).count();
        assert_eq!(count(&flood, |entry| matches!(entry, Entry::In(_))), 6);
        assert_eq!(count(&flood, |entry| matches!(entry, Entry::Aside(_))), 4);
        let others: Vec<Entry> = (2..8).map(|last| doors.entry(client(last))).collect();
        assert_eq!(count(&others, |entry| matches!(entry, Entry::In(_))), 4);
        assert_eq!(count(&others, |entry| matches!(entry, Entry::Aside(_))), 2);
        assert_eq!((doors.inside(), doors.no_place.get()), (10, 16));
        drop(flood);
        assert!(matches!(doors.entry(client(1)), Entry::In(_)));
    }
}
