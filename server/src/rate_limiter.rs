//! How often somebody may do something: so many times in a while, some of them at once.
//!
//! It is the generic cell rate algorithm (GCRA): one moment is kept for each of them, when they will have used up
//! nothing. Each time moves it on by one share of the while, and whoever's moment lies too far ahead waits. The memory
//! is bounded.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Most of them that are remembered: a few hundred kilobytes.
const MOST_REMEMBERED: usize = 10_000;

/// So many times in a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// So many; 0 sets no limit.
    pub times: u32,
    /// In this while.
    pub within: Duration,
    /// So many of them at once.
    pub at_once: u32,
}

impl Pace {
    /// So many times a minute, a third of them at once; 0 sets no limit.
    pub fn a_minute(times: u32) -> Pace {
        Pace { times, within: Duration::from_secs(60), at_once: (times / 3).max(1) }
    }
}

/// Clients are kept apart by their networks: in IPv6 one customer has a whole /64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Network {
        Network(match address.to_canonical() {
            IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) >> 64 << 64).into(),
            v4 => v4,
        })
    }
}

/// Keeps each to the pace.
pub struct Limiter<Who> {
    pace: Pace,
    /// When each has used up nothing.
    clear_at: Mutex<HashMap<Who, Instant>>,
}

impl<Who: Copy + Eq + Hash> Limiter<Who> {
    /// This pace for each.
    pub fn new(pace: Pace) -> Limiter<Who> {
        Limiter { pace, clear_at: Mutex::default() }
    }

    /// The pace.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// Lets somebody go on, or says how long they have to wait.
    pub fn admit(&self, who: Who, now: Instant) -> Result<(), Duration> {
        if self.pace.times == 0 {
            return Ok(());
        }
        let share = self.pace.within / self.pace.times;
        let ahead = share * (self.pace.at_once - 1);
        let mut clear_at = self.clear_at.lock().unwrap_or_else(PoisonError::into_inner);
        let clear = clear_at.get(&who).copied().unwrap_or(now).max(now);
        let early = clear.duration_since(now).saturating_sub(ahead);
        if !early.is_zero() {
            return Err(early);
        }
        if clear_at.len() >= MOST_REMEMBERED && !clear_at.contains_key(&who) {
            forget(&mut clear_at, now);
        }
        clear_at.insert(who, clear + share);
        Ok(())
    }
}

/// Forgets whoever has used up nothing, or else whoever is nearest to that.
fn forget<Who: Copy + Eq + Hash>(clear_at: &mut HashMap<Who, Instant>, now: Instant) {
    clear_at.retain(|_, clear| *clear > now);
    if clear_at.len() >= MOST_REMEMBERED
        && let Some(first) = clear_at.iter().min_by_key(|(_, clear)| **clear).map(|(who, _)| *who)
    {
        clear_at.remove(&first);
    }
}

/// A wait as a sentence has it.
pub fn seconds(wait: Duration) -> String {
    match wait.as_millis().div_ceil(1_000).max(1) {
        1 => "1 second".into(),
        n => format!("{n} seconds"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Network {
        text.parse::<IpAddr>().expect("an address").into()
    }

    fn a_minute(times: u32) -> Limiter<Network> {
        Limiter::new(Pace::a_minute(times))
    }

    #[test]
    fn ten_at_once_then_one_every_two_seconds() {
        let (limiter, now) = (a_minute(30), Instant::now());
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
        let (limiter, now) = (a_minute(3), Instant::now());
        assert!(limiter.admit(address("2001:db8::1"), now).is_ok());
        assert!(limiter.admit(address("2001:db8::ffff:2"), now).is_err());
        assert!(limiter.admit(address("2001:db8:0:1::1"), now).is_ok());
        assert!(limiter.admit(address("192.0.2.1"), now).is_ok());
        assert!(limiter.admit(address("::ffff:192.0.2.1"), now).is_err(), "the same address written differently");
    }

    #[test]
    fn memory_is_bounded_and_no_limit_takes_none() {
        let (limiter, now) = (a_minute(30), Instant::now());
        for client in 0..MOST_REMEMBERED as u32 + 500 {
            assert!(limiter.admit(IpAddr::from(std::net::Ipv4Addr::from(client)).into(), now).is_ok());
        }
        assert_eq!(limiter.clear_at.lock().expect("a lock").len(), MOST_REMEMBERED);
        let free = a_minute(0);
        assert!((0..1_000).all(|_| free.admit(address("192.0.2.1"), now).is_ok()));
        assert!(free.clear_at.lock().expect("a lock").is_empty());
    }
}
