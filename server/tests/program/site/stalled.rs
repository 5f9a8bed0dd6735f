//! Clients that stall, and more of them than there is room for: each lets go of its connection, and health is answered.

use super::client::{PATIENCE, connect, read_answer};
use super::saving::{save, text};
use crate::support::http::{ask, get, post};
use crate::support::store::Kept;
use serde_json::json;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// What comes until the site closes the connection, and how long that takes.
#[track_caller]
fn closed_after(stream: &mut TcpStream, since: Instant) -> (Vec<u8>, Duration) {
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        // it is closed while bytes of ours are unread
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => unreachable!("still open after {PATIENCE:?}: {error}"),
    }
    (bytes, since.elapsed())
}

fn one_second() -> Kept {
    Kept::start(&["--idle-seconds", "1", "--saves-per-minute", "0"])
}

#[test]
fn silence_and_half_a_head_end_a_connection() {
    let site = one_second();
    let whole = b"GET /healthz HTTP/1.1\r\nHost: berth\r\n\r\n";
    for (what, sent) in [
        ("nothing", &b""[..]),
        ("half a head", b"GET / HTTP/1.1\r\nHost: be"),
        ("a request, and then silence", whole),
        ("a request, and then half of one", b"GET /healthz HTTP/1.1\r\nHost: berth\r\n\r\nGET / HTTP/1.1\r\nHo"),
    ] {
        let since = Instant::now();
        let mut stream = connect(site.url());
        stream.write_all(sent).expect("it listens");
        let (said, after) = closed_after(&mut stream, since);
        assert!(after >= Duration::from_millis(900), "{what}: closed after {after:?}");
        let is_answered = sent.starts_with(whole);
        assert_eq!(said.starts_with(b"HTTP/1.1 200"), is_answered, "{what}");
    }
}

#[test]
fn a_body_that_comes_drop_by_drop_is_given_up() {
    let site = one_second();
    let before = save(site.url(), "before");
    for target in ["/s", "/api/v1/scenarios", "/api/v1/import"] {
        let since = Instant::now();
        let mut stream = connect(site.url());
        let kind = if target == "/s" { "application/x-www-form-urlencoded" } else { "application/json" };
        let head =
            format!("POST {target} HTTP/1.1\r\nHost: berth\r\nContent-Type: {kind}\r\nContent-Length: 60000\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("it listens");
        let mut other = stream.try_clone().expect("the same connection");
        // a byte now and then, until the site has had enough: what it answers is looked at below
        let drops = std::thread::spawn(move || {
            while other.write_all(b" ").is_ok() {
                std::thread::sleep(Duration::from_millis(50)); // the speed of the client
            }
        });
        let (said, after) = closed_after(&mut stream, since);
        drops.join().expect("the drops");
        assert!(after >= Duration::from_millis(900), "{target}: closed after {after:?}");
        if !said.is_empty() {
            assert_eq!(read_answer(&said).status, 400, "{target}");
        }
    }
    // a large body that comes at once has no such limit
    let note = "n".repeat(2_000);
    let body = json!({ "scenario": { "v": 1 }, "note": note });
    assert_eq!(post(site.url(), "/api/v1/scenarios", &body).status, 201);
    assert_eq!(get(site.url(), &format!("/s/{}", text(&before, "id"))).status, 200);
}

#[test]
fn a_reader_that_does_not_read_is_let_go() {
    let site = Kept::start(&["--idle-seconds", "1", "--connections", "2", "--connections-per-client", "1"]);
    let mut deaf = connect(site.url());
    // far more answers than the sockets' buffers hold
    deaf.write_all(&b"GET /instances HTTP/1.1\r\nHost: berth\r\n\r\n".repeat(40)).expect("it listens");
    let mut first = [0; 15];
    deaf.read_exact(&mut first).expect("the first answer begins");
    assert_eq!(get(site.url(), "/api").status, 503, "its place is taken");
    let since = Instant::now();
    while get(site.url(), "/api").status != 200 {
        assert!(since.elapsed() < PATIENCE, "the deaf reader keeps its place");
        std::thread::sleep(Duration::from_millis(50)); // between looks
    }
}

#[test]
fn more_connections_than_there_is_room_for_leave_health_and_first_come_stays() {
    let site = Kept::start(&["--connections", "6", "--connections-per-client", "4", "--idle-seconds", "600"]);
    let whole = b"GET /healthz HTTP/1.1\r\nHost: berth\r\n\r\n";
    let mut kept: Vec<TcpStream> = (0..4).map(|_| connect(site.url())).collect();
    let mut answer = [0; 15];
    let mut still_served = |stream: &mut TcpStream| {
        stream.write_all(whole).expect("it listens");
        stream.read_exact(&mut answer).expect("an answer");
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
    };
    kept.iter_mut().for_each(&mut still_served);
    let refused = get(site.url(), "/");
    assert_eq!((refused.status, refused.header("retry-after"), refused.header("connection")), (503, "5", "close"));
    assert!(refused.body.contains("Try again"), "{}", refused.body);
    for target in ["/healthz", "/readyz"] {
        assert_eq!(get(site.url(), target).status, 200, "{target}");
    }
    // places aside are few too: beyond them a connection is closed without a word
    let aside: Vec<TcpStream> = (0..4).map(|_| connect(site.url())).collect();
    let mut beyond = connect(site.url());
    beyond.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let _ = beyond.write_all(whole);
    assert_eq!(closed_after(&mut beyond, Instant::now()).0, b"");
    drop((aside, kept));
    let since = Instant::now();
    while ask(site.url(), "GET", "/api", &[], b"").status != 200 {
        assert!(since.elapsed() < PATIENCE, "there is room again");
        std::thread::sleep(Duration::from_millis(20)); // between looks
    }
}
