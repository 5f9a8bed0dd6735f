//! The open streams of the site: counted, capped, and ended when it stops.

use super::limits::Limits;
use crate::rate_limiter::Network;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Counts streams.
pub struct Streams {
    most: u32,
    most_a_client: u32,
    open: Mutex<Counts>,
    stopping: watch::Sender<bool>,
}

#[derive(Default)]
struct Counts {
    all: u32,
    of_client: HashMap<Network, u32>,
}

/// Why a stream is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMany {
    /// The site has as many as it takes.
    Here,
    /// The client has as many as it may.
    OfClient,
}

/// A stream counts as long as this is.
pub struct Open {
    streams: Arc<Streams>,
    client: Network,
    stopping: watch::Receiver<bool>,
}

impl Streams {
    /// None yet.
    pub fn new(limits: &Limits) -> Streams {
        let (most, most_a_client) = (limits.streams, limits.streams_a_client());
        Streams { most, most_a_client, open: Mutex::default(), stopping: watch::Sender::new(false) }
    }

    /// Opens one, unless there are too many.
    pub fn open(self: &Arc<Streams>, client: Network) -> Result<Open, TooMany> {
        let mut counts = self.counts();
        if counts.all >= self.most {
            return Err(TooMany::Here);
        }
        let of_client = counts.of_client.entry(client).or_default();
        if *of_client >= self.most_a_client {
            return Err(TooMany::OfClient);
        }
        *of_client += 1;
        counts.all += 1;
        Ok(Open { streams: self.clone(), client, stopping: self.stopping.subscribe() })
    }

    /// Ends them all, and those to come.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Waits until the site stops.
    pub async fn stopped(&mut self) {
        // an error means that the counter is gone, and the site with it
        let _ = self.stopping.wait_for(|stopping| *stopping).await;
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut counts = self.streams.counts();
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

    #[tokio::test]
    async fn streams_are_counted_by_client_and_in_all() {
        let streams = Arc::new(Streams::new(&Limits { days: 30, per_hour: 0, streams: 4 }));
        let client = |last: u8| Network::from(IpAddr::from([192, 0, 2, last]));
        let first = streams.open(client(1)).expect("a stream");
        let _second = streams.open(client(1)).expect("a stream");
        assert_eq!(streams.open(client(1)).err(), Some(TooMany::OfClient));
        let (_third, _fourth) = (streams.open(client(2)), streams.open(client(3)));
        assert_eq!(streams.open(client(4)).err(), Some(TooMany::Here));
        drop(first);
        let mut again = streams.open(client(1)).expect("a place is free");
        streams.stop();
        again.stopped().await;
        assert_eq!(streams.counts().of_client.len(), 3);
    }
}
