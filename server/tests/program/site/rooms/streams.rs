//! Streams: what they begin with, how they go on after a break, and their end.

use super::SITE;
use crate::site::running::Running;
use crate::support::room::{TWO_QUESTIONS, open};
use crate::support::store::Kept;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a client takes at most until it is where it was, after a restart.
const BACK: Duration = Duration::from_secs(8);

#[test]
fn a_stream_begins_with_the_view_and_brings_every_later_one() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let mut screen = ana.screen();
    let head = screen.head.to_ascii_lowercase();
    for line in
        ["content-type: text/event-stream", "cache-control: no-store", "x-robots-tag: noindex", "x-accel-buffering: no"]
    {
        assert!(head.contains(line), "{line}: {head}");
    }
    assert!(!head.contains("content-encoding"), "a stream is never compressed: {head}");
    let first = screen.next(BACK).expect("an event");
    assert_eq!(first.raw, "retry:1000\n\n".replace(':', ": "));
    let view = screen.view();
    assert!(view.data.starts_with("<div") && !view.id.is_empty(), "{view:?}");
    let started = Instant::now();
    ana.join("Bo", "answer");
    screen.view_where(|view| view.contains("Bo"));
    assert!(started.elapsed() < BACK, "{:?}", started.elapsed());
}

#[test]
fn who_has_seen_the_newest_gets_nothing_twice() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let mut stream = ana.stream();
    // until all see that she is here
    let mut last = stream.view().id;
    while let Some(view) = stream.view_within(Duration::from_millis(900)) {
        last = view.id;
    }
    let mut again = ana.try_stream(&last).expect("a stream");
    assert_eq!(again.view_within(Duration::from_millis(900)), None);
    ana.join("Bo", "answer");
    assert!(again.view().data.contains("Bo"));
    let mut older = ana.try_stream(&last).expect("a stream");
    assert!(older.view().data.contains("Bo"));
}

#[test]
fn presence_comes_and_goes_with_the_stream() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    let mut screen = ana.screen();
    while screen.view_within(Duration::from_millis(900)).is_some() {}
    let stream = bo.stream();
    let here = screen.view().data;
    drop(stream);
    // a few seconds later, so that a reload is no leaving
    let gone = screen.view().data;
    assert_ne!(here, gone);
}

#[test]
fn strangers_get_no_stream_of_a_seat() {
    let site = SITE.get();
    let ana = open(site.url(), &TWO_QUESTIONS);
    assert_eq!(ana.stranger().try_stream("").expect("an answer").status(), 204);
    let elsewhere = open(site.url(), &TWO_QUESTIONS);
    let foreign = crate::support::room::Person { room: elsewhere.room, ..ana };
    assert_eq!(foreign.try_stream("").expect("an answer").status(), 204);
}

#[test]
fn after_a_restart_everybody_is_where_they_were() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let ana = open(site.url(), &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    bo.answers("q_vpc", "yes", "kept over a crash");
    let mut streams = [ana.stream(), bo.stream()];
    let mut last = streams.each_mut().map(|stream| {
        let mut last = stream.view();
        while let Some(view) = stream.view_within(Duration::from_millis(900)) {
            last = view;
        }
        last
    });
    site.start_again();
    let url = site.url().to_owned();
    let started = Instant::now();
    for (person, last) in [&ana, &bo].into_iter().zip(&mut last) {
        let person = crate::support::room::Person { url: url.clone(), ..person.clone() };
        let mut stream = person.try_stream(&last.id).expect("a stream");
        // alone at first, then with all the others
        while let Some(view) = stream.view_within(Duration::from_millis(400)) {
            *last = view;
        }
        std::mem::forget(stream);
    }
    assert!(started.elapsed() < BACK, "{:?}", started.elapsed());
    assert!(last[1].data.contains("kept over a crash") && !last[0].data.contains("kept over a crash"));
}

#[test]
fn a_site_that_stops_ends_its_streams() {
    let directory = TempDir::new().expect("a temporary directory");
    let (mut running, url) = Running::start(directory.path());
    let ana = open(&url, &TWO_QUESTIONS);
    let (mut stream, mut screen) = (ana.stream(), ana.screen());
    stream.view();
    screen.view();
    let started = Instant::now();
    running.signal("TERM");
    assert!(stream.ends_within(BACK) && screen.ends_within(BACK));
    running.check_stops("TERM with open streams");
    assert!(started.elapsed() < BACK, "streams end at once: {:?}", started.elapsed());
}
