//! More to do than can be done: refused early and in so many words, while health is answered and what was let in is served.

use super::saving::check_refused;
use crate::support::berth;
use crate::support::http::{Answer, ask, get, try_ask};
use crate::support::store::Kept;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::scope;

/// Asked for at the same time, none of them twice.
const AT_ONCE: u32 = 60;
const PAGE: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

/// A site with one thread to read and write, and one to work, with these options.
pub fn on_one_thread(options: &[&str]) -> Kept {
    let mut command = berth();
    command.env("TOKIO_WORKER_THREADS", "1");
    Kept::start_by(command, &[&["--queue-millis", "50"], options].concat())
}

/// What is answered to many who ask at the same moment.
fn rush(url: &str, target: impl Fn(u32) -> String + Sync, headers: &[(&str, &str)]) -> Vec<Answer> {
    let ask_for = |n| try_ask(url, "GET", &target(n), headers, b"").expect("everybody is answered");
    let ask_for = &ask_for;
    scope(|scope| {
        let asking: Vec<_> = (0..AT_ONCE).map(|n| scope.spawn(move || ask_for(n))).collect();
        asking.into_iter().map(|asking| asking.join().expect("an answer")).collect()
    })
}

#[test]
fn pages_that_there_is_no_time_for_are_refused_and_health_is_answered() {
    let site = on_one_thread(&[]);
    let is_over = AtomicBool::new(false);
    let answers = scope(|scope| {
        let health = scope.spawn(|| {
            let mut times = 0;
            while !is_over.load(Ordering::Relaxed) || times == 0 {
                for target in ["/healthz", "/readyz", "/favicon.svg"] {
                    assert_eq!(get(site.url(), target).status, 200, "{target}");
                }
                times += 1;
            }
        });
        let answers = rush(site.url(), |n| format!("/instances?pods={}", 100 + n), &[PAGE]);
        is_over.store(true, Ordering::Relaxed);
        health.join().expect("health is answered");
        answers
    });
    let (served, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert!(!served.is_empty() && !refused.is_empty(), "{} served, {} refused", served.len(), refused.len());
    for answer in served {
        assert!(answer.body.contains("</html>"), "not whole");
    }
    for answer in refused {
        let said = ["retry-after", "cache-control"].map(|name| answer.header(name));
        assert_eq!((answer.status, said), (503, ["5", "no-store"]), "{}", answer.body);
        assert!(answer.body.contains("Try again in a few seconds") && answer.body.len() < 1_500, "{}", answer.body);
        assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    }
    assert_eq!(ask(site.url(), "GET", "/instances?pods=7", &[PAGE], b"").status, 200, "it is over at once");
}

#[test]
fn programs_hear_it_as_they_hear_everything() {
    let site = on_one_thread(&[]);
    let answers = rush(site.url(), |n| format!("/api/v1/plan?pods={}", 100 + n), &[]);
    let refused = answers.iter().find(|answer| answer.status != 200).expect("one is refused");
    assert_eq!(refused.header("retry-after"), "5");
    check_refused(refused, 503, &[("", "more to do at the moment than it can")]);
    let answers = rush(site.url(), |n| format!("/take-away/decision.md?pods={}", 500 + n), &[]);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!((answer.status, answer.header("content-type")), (503, "text/plain; charset=utf-8"));
    }
}
