//! How often somebody may do something: so many times in a while, some of them at once.

mod accounts;
mod network;
mod pace;
mod too_often;

pub use network::Network;
pub use pace::Pace;
pub use too_often::TooOften;

use accounts::Accounts;
use network::Block;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use too_often::Whose;

/// Keeps each to the pace.
pub struct Limiter<Who>(Mutex<Accounts<Who>>);

impl<Who: Copy + Eq + Hash> Limiter<Who> {
    /// This pace for each.
    pub fn new(pace: Pace) -> Limiter<Who> {
        Limiter(Mutex::new(Accounts::new(pace)))
    }

    /// Lets somebody go on, or says how long they have to wait.
    pub fn admit(&self, who: Who, now: Instant) -> Result<(), TooOften> {
        let mut accounts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        accounts
            .wait(who, now)
            .map_or(Ok(()), |wait| Err(TooOften { wait, pace: accounts.pace, whose: Whose::Own }))?;
        accounts.charge(who, now);
        Ok(())
    }
}

/// Keeps each client to one pace, and all the clients of a block together to another: whoever has many addresses gets
/// not much more than whoever has one.
pub struct ClientLimiter {
    /// What is limited, in one word.
    what: &'static str,
    accounts: Mutex<(Accounts<Network>, Accounts<Block>)>,
}

impl ClientLimiter {
    /// These paces for each. `what` tells the limiter's accounts from those of others.
    pub fn new(what: &'static str, client: Pace, block: Pace) -> ClientLimiter {
        ClientLimiter { what, accounts: Mutex::new((Accounts::new(client), Accounts::new(block))) }
    }

    /// Lets a client go on, or says how long it has to wait. Whoever is refused is charged nothing, and neither are its
    /// neighbours.
    pub fn admit(&self, client: IpAddr, now: Instant) -> Result<(), TooOften> {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        let (clients, blocks) = &mut *accounts;
        if let Some(wait) = clients.wait(client.into(), now) {
            return Err(TooOften { wait, pace: clients.pace, whose: Whose::Address });
        }
        if let Some(wait) = blocks.wait(client.into(), now) {
            return Err(TooOften { wait, pace: blocks.pace, whose: Whose::block_of(client) });
        }
        clients.charge(client.into(), now);
        blocks.charge(client.into(), now);
        Ok(())
    }

    /// The accounts of a client that have a limit: its own, then that of its block.
    pub fn accounts(&self, client: IpAddr) -> Vec<Account> {
        let (of_clients, of_blocks) = {
            let accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
            (accounts.0.pace, accounts.1.pace)
        };
        let what = self.what;
        let own = format!("{what} of client {}", Network::from(client));
        let own = Account { name: own, pace: of_clients, whose: Whose::Address };
        let block = format!("{what} of block {}", Block::from(client));
        let block = Account { name: block, pace: of_blocks, whose: Whose::block_of(client) };
        [own, block].into_iter().filter(|account| account.pace.times > 0).collect()
    }
}

/// Somebody's account, as servers can keep it together.
pub struct Account {
    /// Tells it from all others.
    pub name: String,
    /// Its pace.
    pub pace: Pace,
    whose: Whose,
}

impl Account {
    /// That it has to wait.
    pub fn too_often(&self, wait: Duration) -> TooOften {
        TooOften { wait, pace: self.pace, whose: self.whose }
    }
}

#[cfg(test)]
mod tests {
    use super::accounts::MOST_REMEMBERED;
    use super::*;
    use std::net::Ipv4Addr;

    const NO_LIMIT: Pace = Pace { times: 0, within: Duration::from_secs(60), at_once: 1 };

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn a_minute(times: u32) -> ClientLimiter {
        ClientLimiter::new("saves", Pace::a_minute(times), NO_LIMIT)
    }

    fn waits(limiter: &ClientLimiter, client: IpAddr, now: Instant) -> Option<Duration> {
        limiter.admit(client, now).err().map(|too_often| too_often.wait)
    }

    #[test]
    fn ten_at_once_then_one_every_two_seconds() {
        let (limiter, now) = (a_minute(30), Instant::now());
        let client = address("192.0.2.1");
        let at = |seconds: f64| waits(&limiter, client, now + Duration::from_secs_f64(seconds));
        assert!((0..10).all(|_| at(0.0).is_none()));
        assert_eq!(at(0.0), Some(Duration::from_secs(2)));
        assert_eq!(at(1.5), Some(Duration::from_millis(500)));
        assert_eq!((at(2.0), at(2.0).is_some()), (None, true));
        assert_eq!(waits(&limiter, address("192.0.2.2"), now), None, "another client is not held up");
        assert!((0..10).all(|_| at(100.0).is_none()), "after a rest all are there again");
        assert!(at(100.0).is_some());
    }

    #[test]
    fn a_customer_of_ipv6_is_one_client() {
        let (limiter, now) = (a_minute(3), Instant::now());
        let is_admitted = |client: &str| waits(&limiter, address(client), now).is_none();
        assert!(is_admitted("2001:db8::1"));
        assert!(!is_admitted("2001:db8::ffff:2"));
        assert!(is_admitted("2001:db8:0:1::1"));
        assert!(is_admitted("192.0.2.1"));
        assert!(!is_admitted("::ffff:192.0.2.1"), "the same address written differently");
    }

    #[test]
    fn whoever_has_many_addresses_shares_what_their_block_gets() {
        let limiter = ClientLimiter::new("saves", Pace::a_minute(30), Pace::a_day(40));
        let now = Instant::now();
        let admitted = |client: String, now: Instant| waits(&limiter, address(&client), now).is_none();
        let of_v6 = (0..100).filter(|n| admitted(format!("2001:db8:7:{n:x}::1"), now)).count();
        let of_v4 = (0..100).filter(|n| admitted(format!("192.0.2.{n}"), now)).count();
        assert_eq!((of_v6, of_v4), (10, 10), "a quarter of the day at once");
        assert!(admitted("2001:db8:8::1".into(), now) && admitted("192.0.3.1".into(), now), "other blocks go on");
        // 86,400 seconds / 40
        let refused = limiter.admit(address("192.0.2.200"), now).expect_err("a refusal");
        assert_eq!(refused.wait, Duration::from_secs(2_160));
        assert_eq!(
            refused.sentence("scenarios can be saved"),
            "From the network of your address (its /24), scenarios can be saved 40 times a day, up to 10 at once. \
             Try again in 36 minutes."
        );
        assert!(admitted("192.0.2.200".into(), now + Duration::from_secs(2_160)), "refused, it was charged nothing");
    }

    #[test]
    fn a_client_that_is_refused_takes_nothing_from_its_neighbours() {
        let limiter = ClientLimiter::new("saves", Pace::a_minute(3), Pace::a_day(8));
        let now = Instant::now();
        let admitted = |client: &str| waits(&limiter, address(client), now).is_none();
        assert!(admitted("192.0.2.1"));
        assert!((0..100).all(|_| !admitted("192.0.2.1")), "its own pace");
        assert!(admitted("192.0.2.2"), "of the two that the block has at once one is left");
        assert!(!admitted("192.0.2.3"));
    }

    #[test]
    fn a_refusal_says_whose_pace_it_is() {
        let now = Instant::now();
        let of_seat = Limiter::new(Pace { times: 180, within: Duration::from_secs(60), at_once: 1 });
        assert_eq!(of_seat.admit(1, now), Ok(()));
        let sentence = of_seat.admit(1, now).expect_err("a refusal").sentence("something can be changed");
        assert_eq!(sentence, "Something can be changed 180 times a minute, up to 1 at once. Try again in 1 second.");
        let of_client = a_minute(3);
        assert_eq!(of_client.admit(address("::1"), now), Ok(()));
        let sentence = of_client.admit(address("::1"), now).expect_err("a refusal").sentence("codes can be tried");
        assert!(sentence.starts_with("From your address, codes can be tried 3 times a minute,"), "{sentence}");
    }

    #[test]
    fn accounts_of_one_client_differ_by_what_they_are_of() {
        let client = address("192.0.2.1");
        let names = |what| {
            let limiter = ClientLimiter::new(what, Pace::a_minute(3), Pace::a_day(8));
            limiter.accounts(client).into_iter().map(|account| account.name).collect::<Vec<_>>()
        };
        assert_eq!(names("rooms"), ["rooms of client 192.0.2.1", "rooms of block 192.0.2.0"]);
        assert!(names("saves").iter().all(|name| !names("rooms").contains(name)));
        assert!(ClientLimiter::new("saves", NO_LIMIT, NO_LIMIT).accounts(client).is_empty());
    }

    #[test]
    fn memory_is_bounded_and_no_limit_takes_none() {
        let remembered = |limiter: &ClientLimiter| limiter.accounts.lock().expect("a lock").0.remembered();
        let (limiter, now) = (a_minute(30), Instant::now());
        for client in 0..MOST_REMEMBERED as u32 + 500 {
            assert_eq!(limiter.admit(Ipv4Addr::from(client).into(), now), Ok(()));
        }
        assert_eq!(remembered(&limiter), MOST_REMEMBERED);
        let free = a_minute(0);
        assert!((0..1_000).all(|_| free.admit(address("192.0.2.1"), now).is_ok()));
        assert_eq!(remembered(&free), 0);
    }
}
