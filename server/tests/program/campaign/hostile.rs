//! Hostile requests at random: none of them fails the site, nor leaves a word of a fault in its log.

use super::requests::World;
use crate::commands::backup::save;
use crate::support::berth;
use crate::support::campaign::{rounds, seed};
use crate::support::http::get;
use crate::support::random::Random;
use crate::support::store::Kept;
use std::io::Read;
use std::process::Stdio;

/// Requests of each of the two clients in a round.
const REQUESTS: u64 = 300;

#[test]
fn hostile_requests_at_every_address_fail_nothing() {
    let mut command = berth();
    command.stderr(Stdio::piped());
    let mut site = Kept::start_by(command, &["--saves-per-minute", "0", "--rooms-per-hour", "0"]);
    let mut log = site.site.as_mut().expect("a site").take_log().expect("it is piped");
    let logged = std::thread::spawn(move || {
        let mut text = Vec::new();
        log.read_to_end(&mut text).expect("the log");
        String::from_utf8_lossy(&text).into_owned()
    });
    let id = save(site.url(), "kept through it all");
    let world = World::of(site.url(), &id);
    let before = get(site.url(), "/api/v1/plan").body;
    let mut statuses = std::collections::BTreeMap::new();
    for round in 0..rounds(1) {
        std::thread::scope(|scope| {
            let asked = |client: u64| {
                let (site, world) = (&site, &world);
                scope.spawn(move || {
                    let mut random = Random((seed() + round) * 2 + client);
                    (0..REQUESTS).map(|_| world.request(&mut random).check(site.url()).status).collect::<Vec<_>>()
                })
            };
            for client in [asked(0), asked(1)] {
                for status in client.join().expect("every request is answered") {
                    *statuses.entry(status).or_insert(0) += 1;
                }
            }
        });
        assert_eq!(get(site.url(), "/readyz").status, 200, "after round {round}");
    }
    println!("{statuses:?}");
    // the campaign can tell: much of it is taken, and much is refused
    assert!([200, 404, 405, 422].iter().all(|status| statuses.contains_key(status)), "{statuses:?}");
    assert_eq!(get(site.url(), "/api/v1/plan").body, before, "the same question has the same answer");
    assert_eq!(crate::commands::backup::title(site.url(), &id), "kept through it all");
    site.site = None;
    let log = logged.join().expect("the log");
    assert!(!log.contains("panicked") && !log.contains("fault"), "{log}");
}
