//! A planning room on two servers at once.

use super::{filled, site};
use crate::support::http::{get, send_form};
use crate::support::room::{Person, TWO_QUESTIONS, open};
use crate::support::{Site, berth};
use std::path::Path;

/// The same person, through another server.
fn through(url: &str, person: &Person) -> Person {
    Person { url: url.to_owned(), ..person.clone() }
}

#[test]
fn what_happens_on_one_is_seen_on_the_other_as_it_happens() {
    let Some(database) = filled() else { return };
    let (one, other) = (site(&database), site(&database));
    let ana = open(&one.url, &TWO_QUESTIONS);
    let mut there = through(&other.url, &ana).screen();
    let mut here = ana.screen();
    there.view();
    ana.join("Bo", "answer");
    there.view_where(|view| view.contains("Bo"));
    let cy = through(&other.url, &ana).join("Cyrillus", "answer");
    here.view_where(|view| view.contains("Cyrillus"));
    // a seat that was taken on one answers on the other, and both show the same
    through(&one.url, &cy).answers("q_vpc", "yes", "we trust it");
    let (a, b) = (through(&one.url, &cy).page().body, through(&other.url, &cy).page().body);
    assert!(a.contains("we trust it") && b.contains("we trust it"));
}

#[test]
fn who_is_on_one_is_here_on_the_other_until_they_leave() {
    let Some(database) = filled() else { return };
    let (one, other) = (site(&database), site(&database));
    let ana = open(&one.url, &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    let mut screen = through(&other.url, &ana).screen();
    let away = screen.view_where(|view| view.contains("Bo")).data;
    let stream = bo.stream();
    let here = screen.view_where(|view| view != away).data;
    drop(stream);
    let gone = screen.view_where(|view| view != here).data;
    assert_eq!(gone, away);
}

#[test]
fn a_room_goes_on_where_a_server_is_killed() {
    let Some(database) = filled() else { return };
    let (one, other) = (site(&database), site(&database));
    let ana = open(&one.url, &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    bo.answers("q_vpc", "yes", "acknowledged on the first");
    drop(one); // SIGKILL
    let (ana, bo) = (through(&other.url, &ana), through(&other.url, &bo));
    assert!(bo.page().body.contains("acknowledged on the first"));
    bo.answers("q_vpc", "no", "and changed on the second");
    let mut stream = ana.stream();
    stream.view_where(|view| view.contains("Bo"));
    let third = site(&database);
    assert!(through(&third.url, &bo).page().body.contains("and changed on the second"));
}

#[test]
fn what_was_acknowledged_on_one_is_on_the_next_page_of_the_other() {
    let Some(database) = filled() else { return };
    let (one, other) = (site(&database), site(&database));
    let ana = open(&one.url, &TWO_QUESTIONS);
    let bo = ana.join("Bo", "answer");
    for n in 0..20 {
        // as a proxy would that takes the servers in turn
        let (write, read) = if n % 2 == 0 { (&one.url, &other.url) } else { (&other.url, &one.url) };
        let why = format!("acknowledged {n}");
        through(write, &bo).answers("q_vpc", ["yes", "no"][n / 2 % 2], &why);
        assert!(through(read, &bo).page().body.contains(&why), "{why} is not there yet");
    }
}

#[test]
fn a_client_opens_rooms_and_tries_codes_at_one_pace_on_both() {
    let Some(database) = filled() else { return };
    let start = || Site::start_by_on(berth(), Path::new(&database.url), &["--rooms-per-hour", "4"]);
    let (one, other) = (start(), start());
    for url in [&one.url, &other.url] {
        assert_eq!(send_form(url, "/r", &TWO_QUESTIONS).status, 303);
    }
    for url in [&one.url, &other.url] {
        let refused = send_form(url, "/r", &TWO_QUESTIONS);
        assert!(refused.status == 429 && refused.body.contains("rooms can be opened 4 times an hour"), "{refused:?}");
    }
    // of the ten at once each server would give ten
    let tried = |n: usize| get(if n % 2 == 0 { &one.url } else { &other.url }, "/r?code=AAAAAA").status;
    let statuses: Vec<u16> = (0..20).map(tried).collect();
    assert!(statuses[..10].iter().all(|status| *status == 404), "{statuses:?}");
    assert!(statuses[10..].contains(&429), "{statuses:?}");
}
