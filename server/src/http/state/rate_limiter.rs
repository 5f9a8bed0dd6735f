//! How often a client may write: so many a minute, a third of them at once.
//!
//! It is the generic cell rate algorithm (GCRA): one moment is kept for each client, when it will have used up
//! nothing. Each write moves it on by one minute's share, and a client whose moment lies too far ahead waits. The
//! memory is bounded.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Most clients that are remembered: a few hundred kilobytes.
const MOST_CLIENTS: usize = 10_000;

/// Lets clients write at a pace.
pub struct Limiter {
    per_minute: u32,
    /// When each client has used up nothing.
    clear_at: Mutex<HashMap<IpAddr, Instant>>,
}

impl Limiter {
    /// So many writes a minute for each client; 0 sets no limit.
    pub fn new(per_minute: u32) -> Limiter {
        Limiter { per_minute, clear_at: Mutex::default() }
    }

    /// So many writes a minute.
    pub fn per_minute(&self) -> u32 {
        self.per_minute
    }

    /// So many writes at once.
    pub fn at_once(&self) -> u32 {
        (self.per_minute / 3).max(1)
    }

    /// Lets a client write, or says how long it has to wait.
    pub fn admit(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let share = Duration::from_secs(60) / self.per_minute;
        let ahead = share * (self.at_once() - 1);
        let client = network(client);
        let mut clear_at = self.clear_at.lock().unwrap_or_else(PoisonError::into_inner);
        let clear = clear_at.get(&client).copied().unwrap_or(now).max(now);
        let early = clear.duration_since(now).saturating_sub(ahead);
        if !early.is_zero() {
            return Err(early);
        }
        if clear_at.len() >= MOST_CLIENTS && !clear_at.contains_key(&client) {
            forget(&mut clear_at, now);
        }
        clear_at.insert(client, clear + share);
        Ok(())
    }
}

/// Forgets whoever has used up nothing, or else whoever is nearest to that.
fn forget(clear_at: &mut HashMap<IpAddr, Instant>, now: Instant) {
    clear_at.retain(|_, clear| *clear > now);
    if clear_at.len() >= MOST_CLIENTS
        && let Some(first) = clear_at.iter().min_by_key(|(_, clear)| **clear).map(|(client, _)| *client)
    {
        clear_at.remove(&first);
    }
}

/// The client behind an address: in IPv6 one customer has a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) >> 64 << 64).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn ten_at_once_then_one_every_two_seconds() {
        let (limiter, now) = (Limiter::new(30), Instant::now());
        let client = address("192.0.2.1");
        let at = |seconds: f64| limiter.admit(client, now + Duration::from_secs_f64(seconds));
        assert!((0..10).all(|_| at(0.0).is_ok()));
        assert_eq!(at(0.0), Err(Duration::from_secs(2)));
        assert_eq!(at(1.5), Err(Duration::from_millis(500)));
        assert_eq!((at(2.0), at(2.0).is_err()), (Ok(()), true));
        assert_eq!(limiter.admit(address("192.0.2.2"), now), Ok(()), "another client is not held up");
        assert!((0..10).all(|_| at(100.0).is_ok()), "after a rest all are there again");
        assert!(at(100.0).is_err());
    }

    #[test]
    fn a_customer_of_ipv6_is_one_client() {
        let (limiter, now) = (Limiter::new(3), Instant::now());
        assert!(limiter.admit(address("2001:db8::1"), now).is_ok());
        assert!(limiter.admit(address("2001:db8::ffff:2"), now).is_err());
        assert!(limiter.admit(address("2001:db8:0:1::1"), now).is_ok());
        assert!(limiter.admit(address("192.0.2.1"), now).is_ok());
        assert!(limiter.admit(address("::ffff:192.0.2.1"), now).is_err(), "the same address written differently");
    }

    #[test]
    fn memory_is_bounded_and_no_limit_takes_none() {
        let (limiter, now) = (Limiter::new(30), Instant::now());
        for client in 0..MOST_CLIENTS as u32 + 500 {
            assert!(limiter.admit(std::net::Ipv4Addr::from(client).into(), now).is_ok());
        }
        assert_eq!(limiter.clear_at.lock().expect("a lock").len(), MOST_CLIENTS);
        let free = Limiter::new(0);
        assert!((0..1_000).all(|_| free.admit(address("192.0.2.1"), now).is_ok()));
        assert!(free.clear_at.lock().expect("a lock").is_empty());
    }
}
