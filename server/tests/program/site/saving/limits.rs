//! How often a client may save.

use super::*;
use crate::support::http::{get, post, send_form, send_form_with};
use crate::support::store::Kept;
use serde_json::json;
use std::time::{Duration, Instant};

/// Longest wait for room; two seconds would do where nothing else runs.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn a_client_saves_at_a_pace() {
    let site = Kept::start(&["--saves-per-minute", "30"]);
    let save = |n: usize| send_form(site.url(), "/s", &[("title", &n.to_string())]);
    for n in 0..10 {
        assert_eq!(save(n).status, 303, "{n}");
    }
    // more room may come while this runs: a place every two seconds
    let refused = (10..30).map(save).find(|answer| answer.status != 303).expect("a refusal");
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=2).contains(&wait), "{wait}");
    assert!(refused.body.contains("30 times a minute") && refused.body.contains("Try again in"), "{}", refused.body);
    let problem = post(site.url(), "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": "x" }));
    if problem.status != 201 {
        check_refused(&problem, 429, &[("", "30 times a minute")]);
        assert_eq!(problem.json()["retry_after"].to_string(), problem.header("retry-after"));
    }
    // what is wrong costs nothing, and reading is free
    assert_eq!(send_form(site.url(), "/s", &[("pods", "0")]).status, 422);
    assert_eq!(get(site.url(), "/").status, 200);
    // whoever waits may go on; asking in vain meanwhile costs nothing
    let started = Instant::now();
    let mut later = save(1_000);
    while later.status == 429 && started.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(50)); // between looks
        later = save(1_000);
    }
    assert_eq!(later.status, 303, "{:?} later", started.elapsed());
}

#[test]
fn where_nothing_is_saved_no_page_offers_it_and_whoever_tries_is_told_why() {
    let (off, on) = (Kept::start(&["--max-saved", "0"]), SITE.get());
    for target in ["/", "/fleet?pods=7", "/advice", "/modes"] {
        let offers = |site: &Kept| get(site.url(), target).body.contains("formaction=\"/s\"");
        assert_eq!((offers(&off), offers(&on)), (false, true), "{target}");
    }
    let refused = send_form(off.url(), "/s", &[("title", "kept")]);
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(
        refused.body.contains("its operator has switched that off") && refused.body.contains("kept"),
        "{}",
        refused.body
    );
    let answer = post(off.url(), "/api/v1/scenarios", &json!({ "scenario": { "v": 1 } }));
    check_refused(&answer, 503, &[("", "This site saves nothing")]);
}

#[test]
fn only_behind_a_proxy_its_word_counts() {
    let save = |site: &Kept, client: &str, title: &str| {
        send_form_with(site.url(), "/s", &[("x-forwarded-for", client)], &[("title", title)]).status
    };
    let alone = Kept::start(&["--saves-per-minute", "3"]);
    assert_eq!(save(&alone, "192.0.2.1", "a"), 303);
    assert_eq!(save(&alone, "192.0.2.2", "b"), 429, "anybody can write such a header");
    let proxied = Kept::start(&["--saves-per-minute", "3", "--behind-proxy"]);
    assert_eq!(save(&proxied, "192.0.2.1", "a"), 303);
    assert_eq!(save(&proxied, "198.51.100.9, 192.0.2.1", "b"), 429, "only the last entry is the proxy\u{2019}s");
    assert_eq!(save(&proxied, "192.0.2.1, 192.0.2.2", "c"), 303);
}

#[test]
fn whoever_has_a_block_of_addresses_saves_no_more() {
    let site = Kept::start(&["--saves-per-day", "12", "--behind-proxy"]);
    let save = |client: &str, title: &str| {
        send_form_with(site.url(), "/s", &[("x-forwarded-for", client)], &[("title", title)])
    };
    for n in 0..3 {
        assert_eq!(save(&format!("192.0.2.{n}"), &n.to_string()).status, 303, "a quarter of the day at once");
    }
    let refused = save("192.0.2.77", "one more");
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((7_000..=7_200).contains(&wait), "a twelfth of a day, less what has passed: {wait}");
    assert!(refused.body.contains("(its /24), scenarios can be saved and deleted 12 times a day"), "{}", refused.body);
    assert_eq!(save("192.0.3.1", "another block").status, 303);
}
