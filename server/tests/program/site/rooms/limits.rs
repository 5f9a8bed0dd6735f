//! How much of rooms one client gets.

use crate::support::http::{ask, get, send_form, send_form_with};
use crate::support::room::{TWO_QUESTIONS, open};
use crate::support::sse::Stream;
use crate::support::store::Kept;
use std::time::{Duration, Instant};

#[test]
fn a_client_opens_so_many_rooms_an_hour() {
    let site = Kept::start(&["--rooms-per-hour", "4", "--behind-proxy"]);
    let opened = |client: &str| send_form_with(site.url(), "/r", &[("x-forwarded-for", client)], &TWO_QUESTIONS);
    assert_eq!(opened("192.0.2.1").status, 303);
    assert_eq!(opened("192.0.2.1").status, 303);
    let refused = opened("192.0.2.1");
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((800..=900).contains(&wait), "{wait}");
    assert!(refused.body.contains("rooms can be opened 4 times an hour") && refused.body.contains("Which network?"));
    assert_eq!(opened("192.0.2.2").status, 303, "another client is not held up");
}

#[test]
fn whoever_has_a_block_of_addresses_opens_no_more_rooms_and_tries_no_more_codes() {
    let site = Kept::start(&["--rooms-per-day", "8", "--behind-proxy"]);
    let opened = |n: u32| {
        send_form_with(site.url(), "/r", &[("x-forwarded-for", &format!("2001:db8:7:{n:x}::1"))], &TWO_QUESTIONS)
    };
    assert_eq!((opened(1).status, opened(2).status), (303, 303), "a quarter of the day at once");
    let refused = opened(3);
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("(its /48), rooms can be opened 8 times a day"), "{}", refused.body);
    let tried = |n: u32| {
        let client = format!("2001:db8:7:{n:x}::1");
        ask(site.url(), "GET", "/r?code=AAAAAA", &[("x-forwarded-for", &client)], b"")
    };
    let answers: Vec<u16> = (0..150).map(|n| tried(n).status).collect();
    assert_eq!(answers[0], 404);
    assert!(answers[100..].contains(&429), "{answers:?}");
}

#[test]
fn codes_cannot_be_tried_one_after_the_other() {
    let site = Kept::start(&[]);
    let tried = |n: usize| get(site.url(), &format!("/r?code=AAAAA{}", char::from(b'A' + n as u8 % 8)));
    let refused = (0..30).map(tried).find(|answer| answer.status != 404).expect("a refusal");
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("20 times a minute"), "{}", refused.body);
    assert!(refused.header("retry-after").parse::<u64>().is_ok());
}

#[test]
fn a_flood_of_one_seat_leaves_the_others_alone() {
    let site = Kept::start(&[]);
    let ana = open(site.url(), &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    let refused = (0..200)
        .map(|n| bo.script("rename", &[("name", &format!("Bo {n}"))]))
        .find(|answer| answer.status != 200)
        .expect("a refusal");
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u64>().is_ok());
    assert!(refused.body.contains("180 times a minute"), "{}", refused.body);
    ana.answers("q_vpc", "yes", "undisturbed");
}

#[test]
fn streams_are_capped_for_a_seat_and_for_a_client() {
    let site = Kept::start(&["--rooms-streams", "24", "--behind-proxy"]);
    let ana = open(site.url(), &TWO_QUESTIONS);
    let target = format!("/r/{}/stream", ana.room);
    let from = |client: &str, target: &str| {
        let headers = [("cookie", ana.cookie.as_str()), ("x-forwarded-for", client)];
        Stream::try_open(site.url(), target, &headers).expect("an answer")
    };
    let streams: Vec<Stream> = (0..8).map(|_| from("192.0.2.1", &target)).collect();
    assert!(streams.iter().all(|stream| stream.status() == 200));
    assert_eq!(from("192.0.2.1", &target).status(), 429, "of one seat");
    let screen = format!("/r/{}/screen/stream", ana.room);
    let screens: Vec<Stream> = (0..4).map(|_| from("192.0.2.1", &screen)).collect();
    assert!(screens.iter().all(|stream| stream.status() == 200));
    assert_eq!(from("192.0.2.1", &screen).status(), 429, "of one client");
    let others: Vec<Stream> = (0..12).map(|n| from(&format!("192.0.2.{}", 2 + n / 6), &screen)).collect();
    assert!(others.iter().all(|stream| stream.status() == 200));
    assert_eq!(from("192.0.2.9", &screen).status(), 503, "of the whole site");
    // a place that is given up is free, as soon as the site has noticed
    drop(screens);
    let started = Instant::now();
    while from("192.0.2.1", &screen).status() != 200 && started.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(50)); // between looks
    }
    assert_eq!(from("192.0.2.1", &screen).status(), 200);
}

#[test]
fn a_room_has_two_hundred_seats() {
    let site = Kept::start(&[]);
    let ana = open(site.url(), &TWO_QUESTIONS);
    for n in 1..200 {
        ana.join(&format!("P{n}"), "answer");
    }
    let full = ana.stranger().form("join", &[("name", "one more"), ("role", "answer")]);
    assert!(full.status == 422 && full.body.contains("200"), "{}", full.body);
    assert!(send_form(site.url(), &format!("/r/{}/join", ana.room), &[("name", "x")]).header("set-cookie").is_empty());
}
