//! More than can be done, again and again: whatever is let in is done, all else hears at once when to come back, health is answered
//! all along, and what was acknowledged is there.

use crate::commands::backup::title;
use crate::site::overload::on_one_thread;
use crate::support::campaign::rounds;
use crate::support::http::{Answer, get, post, try_ask};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::scope;

/// Clients at the same time, each with so many questions in a round.
const CLIENTS: u64 = 40;
const QUESTIONS: u64 = 3;

#[test]
fn what_is_let_in_is_done_and_all_else_hears_when_to_come_back() {
    let site = on_one_thread(&["--saves-per-minute", "0"]);
    let (mut statuses, mut kept) = (BTreeMap::new(), Vec::new());
    for round in 0..rounds(1) {
        let is_over = AtomicBool::new(false);
        scope(|scope| {
            let health = scope.spawn(|| {
                let mut times = 0;
                while !is_over.load(Ordering::Relaxed) || times == 0 {
                    for target in ["/healthz", "/readyz"] {
                        assert_eq!(get(site.url(), target).status, 200, "{target}");
                    }
                    times += 1;
                }
            });
            let url = site.url();
            let clients: Vec<_> = (0..CLIENTS).map(|client| scope.spawn(move || asked(url, round, client))).collect();
            for client in clients {
                for (answer, saved) in client.join().expect("everybody is answered") {
                    *statuses.entry(answer.status).or_insert(0) += 1;
                    kept.extend(saved.filter(|_| answer.status == 201).map(|as_title| (answer, as_title)));
                }
            }
            is_over.store(true, Ordering::Relaxed);
            health.join().expect("health is answered");
        });
        assert_eq!(get(site.url(), &format!("/instances?pods={}", 7 + round)).status, 200, "it is over at once");
    }
    println!("{statuses:?}, {} saves acknowledged", kept.len());
    assert!(statuses.contains_key(&200) && statuses.contains_key(&503), "some in, some not: {statuses:?}");
    assert!(statuses.keys().all(|status| [200, 201, 503].contains(status)), "{statuses:?}");
    for (answer, as_title) in kept {
        assert_eq!(title(site.url(), answer.json()["id"].as_str().expect("an id")), as_title);
    }
}

/// What one client is answered: pages and plans that nobody has asked for before, and saves with their titles.
fn asked(url: &str, round: u64, client: u64) -> Vec<(Answer, Option<String>)> {
    let ask = |question: u64| {
        let n = (round * CLIENTS + client) * QUESTIONS + question;
        let page = [("accept", "text/html")];
        let get = |target: String| try_ask(url, "GET", &target, &page, b"").expect("an answer");
        let (answer, saved) = match n % 3 {
            0 => (get(format!("/instances?pods={}", 100 + n)), None),
            1 => (get(format!("/api/v1/plan?pods={}", 100 + n)), None),
            _ => {
                let saved = format!("number {n}");
                (post(url, "/api/v1/scenarios", &json!({ "scenario": { "v": 2 }, "title": saved })), Some(saved))
            }
        };
        let is_told = answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0);
        assert!(answer.status != 503 || is_told, "{answer:?}");
        (answer, saved)
    };
    (0..QUESTIONS).map(ask).collect()
}
