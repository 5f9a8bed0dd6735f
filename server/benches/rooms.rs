//! Prints the figures of planning rooms: `cargo bench -p server --bench rooms`.
//!
//! The site and all its clients share the machine, so the figures hold for whatever else that does. Nothing here fails
//! for being slow.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::{Arc, RwLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use support::room::{Person, hidden, open};
use support::store::Kept;

const SEATS: usize = 200;
const EVENTS: usize = 40;
const ROOMS: usize = 50;
const STREAMS_A_ROOM: usize = 40;
const QUESTIONS: [&str; 5] = ["q_vpc", "q_perf", "q_density", "q_addresses", "q_encryption"];
/// Longest wait for a view.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() {
    println!("{:<64}{:>14}{:>14}", "what", "measured", "reach");
    full_room();
    many_rooms();
}

fn print(what: &str, measured: &str, reach: &str) {
    println!("{what:<64}{measured:>14}{reach:>14}");
}

fn site() -> Kept {
    Kept::start(&["--behind-proxy", "--rooms-per-hour", "0", "--rooms-streams", "10000"])
}

fn form() -> Vec<(&'static str, &'static str)> {
    let questions = QUESTIONS.map(|question| ("question", question));
    [[("scenario", "v=2&pods=400"), ("title", "Which network?"), ("name", "Lead")].to_vec(), questions.to_vec()]
        .concat()
}

/// What all streams of a room look for, and when each has found it.
struct Watched {
    marker: Arc<RwLock<String>>,
    found: mpsc::Receiver<Instant>,
    streams: usize,
}

impl Watched {
    /// Follows the room from every seat.
    fn of(people: &[Person]) -> Watched {
        let marker = Arc::new(RwLock::new(String::new()));
        let (tell, found) = mpsc::channel();
        for person in people {
            let (mut stream, marker, tell) = (person.stream(), marker.clone(), tell.clone());
            thread::spawn(move || {
                let mut last = String::new();
                while let Some(view) = stream.view_within(PATIENCE * 10) {
                    let now = Instant::now();
                    let wanted = marker.read().expect("a lock").clone();
                    if wanted != last && view.data.contains(&wanted) {
                        last = wanted;
                        // the bench may be over
                        let _ = tell.send(now);
                    }
                }
            });
        }
        Watched { marker, found, streams: people.len() }
    }

    /// How long after `act` began each stream showed the marker.
    fn times(&self, marker: &str, act: impl FnOnce()) -> Vec<Duration> {
        *self.marker.write().expect("a lock") = marker.to_owned();
        let started = Instant::now();
        act();
        let found = (0..self.streams).filter_map(|_| self.found.recv_timeout(PATIENCE).ok());
        found.map(|at| at.duration_since(started)).collect()
    }
}

fn full_room() {
    let site = site();
    let lead = open(site.url(), &form());
    let mut people = vec![lead.clone()];
    people.extend((1..SEATS).map(|n| lead.join(&format!("P{n}"), "answer")));
    let watched = Watched::of(&people);
    // until all have seen that all are here
    thread::sleep(Duration::from_secs(3));

    let mut times = Vec::new();
    for n in 0..EVENTS {
        let (person, name) = (&people[1 + n * 4], format!("Renamed{n}x"));
        let all = watched.times(&name, || drop(person.script("rename", &[("name", &name)])));
        assert_eq!(all.len(), SEATS, "event {n} reached {} streams", all.len());
        times.extend(all);
    }
    times.sort();
    let millis = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
    print(&format!("an event on the screens of {SEATS} seats, p50"), &millis(times[times.len() / 2]), "");
    print(&format!("an event on the screens of {SEATS} seats, p95"), &millis(times[times.len() * 95 / 100]), "100 ms");

    let mut slowest = Vec::new();
    for question in QUESTIONS {
        let why = format!("because-of-{question}-x");
        let started = Instant::now();
        for (n, person) in people.iter().enumerate() {
            let value = ["yes", "no", "unsure"][n % 3];
            let why = if n == 7 { why.clone() } else { String::new() };
            let pairs = [("question", question), ("round", "1"), ("against", "0"), ("value", value), ("why", &why)];
            let answer = person.script("answer", &pairs);
            if n == 0 {
                assert!(!hidden(&answer.body, &format!("answer-{question}"), "against").is_empty());
            }
        }
        let answers = started.elapsed();
        let all = watched.times(&why, || drop(lead.script("reveal", &[("question", question), ("round", "1")])));
        assert!(all.len() >= SEATS - 1, "the reveal reached {} streams", all.len());
        slowest.push(all.into_iter().max().unwrap_or_default());
        if question == QUESTIONS[0] {
            let each = answers / SEATS as u32;
            print(&format!("{SEATS} answers one after the other, each with {SEATS} streams open"), &millis(each), "");
        }
    }
    slowest.sort();
    print(&format!("reveal with {SEATS} seats, to the last of them, median of 5"), &millis(slowest[2]), "150 ms");
    print(&format!("reveal with {SEATS} seats, to the last of them, slowest of 5"), &millis(slowest[4]), "150 ms");
}

fn many_rooms() {
    let site = site();
    let process = site.site.as_ref().expect("a site").process_id();
    let before = resident(process);
    let mut streams = Vec::new();
    for room in 0..ROOMS {
        let lead = open(site.url(), &form());
        streams.push(lead.stream());
        for n in 1..STREAMS_A_ROOM {
            let client = format!("10.0.{room}.{n}");
            let person = lead.join_from(&client, &format!("P{n}"));
            streams.push(person.stream());
        }
    }
    let mut views = 0;
    for stream in &mut streams {
        views += usize::from(stream.view_within(PATIENCE).is_some());
    }
    let after = resident(process);
    let what = format!("memory with {views} open streams in {ROOMS} rooms (before: {before} MB)");
    print(&what, &format!("{after} MB"), "300 MB");
}

/// Resident memory of a process in MB.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    let kb: u64 = line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0);
    kb / 1_024
}
