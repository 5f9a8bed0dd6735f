//! The open streams of the site: counted, capped, and ended when it stops.

use super::limits::Limits;
use crate::counted::{Counted, Counting, TooMany};
use crate::rate_limiter::Network;
use std::sync::Arc;
use tokio::sync::watch;

/// Counts streams.
pub struct Streams {
    counted: Arc<Counted>,
    stopping: watch::Sender<bool>,
}

/// A stream counts as long as this is.
pub struct Open {
    _counting: Counting,
    stopping: watch::Receiver<bool>,
}

impl Streams {
    /// None yet.
    pub fn new(limits: &Limits) -> Streams {
        let counted = Arc::new(Counted::new(limits.streams, limits.streams_a_client()));
        Streams { counted, stopping: watch::Sender::new(false) }
    }

    /// Opens one, unless there are too many.
    pub fn open(&self, client: Network) -> Result<Open, TooMany> {
        Ok(Open { _counting: self.counted.one_more(client)?, stopping: self.stopping.subscribe() })
    }

    /// How many are open.
    pub fn count(&self) -> u32 {
        self.counted.open()
    }

    /// Ends them all, and those to come.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }
}

impl Open {
    /// Waits until the site stops.
    pub async fn stopped(&mut self) {
        // an error means that the counter is gone, and the site with it
        let _ = self.stopping.wait_for(|stopping| *stopping).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    #[tokio::test]
    async fn a_stream_ends_when_the_site_stops() {
        let streams = Streams::new(&Limits { days: 30, per_hour: 0, per_day: 0, streams: 4 });
        let client = Network::from(IpAddr::from([192, 0, 2, 1]));
        let mut before = streams.open(client).expect("a stream");
        let mut other = streams.open(client).expect("a stream");
        assert_eq!(streams.open(client).err(), Some(TooMany::OfClient));
        streams.stop();
        before.stopped().await;
        other.stopped().await;
    }
}
