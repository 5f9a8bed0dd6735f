//! So many at the same time, in all and for each client.

use crate::rate_limiter::Network;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Counts what is open.
pub struct Counted {
    most: u32,
    most_a_client: u32,
    open: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    all: u32,
    of_client: HashMap<Network, u32>,
}

/// Why nothing more is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMany {
    /// The site has as many as it takes.
    Here,
    /// The client has as many as it may.
    OfClient,
}

/// Counts as long as this is.
pub struct Counting {
    counted: Arc<Counted>,
    client: Network,
}

impl Counted {
    /// So many, and so many of one client.
    pub fn new(most: u32, most_a_client: u32) -> Counted {
        Counted { most, most_a_client, open: Mutex::default() }
    }

    /// One more, unless there are too many.
    pub fn one_more(self: &Arc<Counted>, client: Network) -> Result<Counting, TooMany> {
        let mut counts = self.counts();
        if counts.all >= self.most {
            return Err(TooMany::Here);
        }
        // whoever has none yet is not remembered for being refused
        if counts.of_client.get(&client).copied().unwrap_or(0) >= self.most_a_client {
            return Err(TooMany::OfClient);
        }
        *counts.of_client.entry(client).or_default() += 1;
        counts.all += 1;
        Ok(Counting { counted: self.clone(), client })
    }

    /// How many are open.
    pub fn open(&self) -> u32 {
        self.counts().all
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        let mut counts = self.counted.counts();
        counts.all = counts.all.saturating_sub(1);
        if let Some(of_client) = counts.of_client.get_mut(&self.client) {
            *of_client -= 1;
            if *of_client == 0 {
                counts.of_client.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    #[test]
    fn they_are_counted_by_client_and_in_all() {
        let counted = Arc::new(Counted::new(4, 2));
        let client = |last: u8| Network::from(IpAddr::from([192, 0, 2, last]));
        let first = counted.one_more(client(1)).expect("the first");
        let _second = counted.one_more(client(1)).expect("the second");
        assert_eq!(counted.one_more(client(1)).err(), Some(TooMany::OfClient));
        let (_third, _fourth) = (counted.one_more(client(2)), counted.one_more(client(3)));
        assert_eq!(counted.one_more(client(4)).err(), Some(TooMany::Here));
        drop(first);
        let _again = counted.one_more(client(1)).expect("there is room again");
        assert_eq!(counted.counts().of_client.len(), 3);
    }
}
