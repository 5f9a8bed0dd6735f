//! A site that is told to stop does so in good order, whoever is connected.

use super::client::*;
use super::running::Running;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use tempfile::TempDir;

#[test]
fn signals_stop_the_site_and_its_store_opens_again() {
    let directory = TempDir::new().expect("a temporary directory");
    for name in ["TERM", "INT"] {
        let (mut running, url) = Running::start(directory.path());
        // Somebody is connected and idle, somebody has just had an answer and keeps the connection.
        let _idle = connect(&url);
        let mut kept = connect(&url);
        kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: berth\r\n\r\n").expect("it listens");
        let mut answer = [0; 15];
        kept.read_exact(&mut answer).expect("an answer");
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        running.signal(name);
        running.check_stops(name);
        let gone = TcpStream::connect(url.strip_prefix("http://").expect("an http address"));
        assert_eq!(gone.map(|_| ()).map_err(|e| e.kind()), Err(ErrorKind::ConnectionRefused), "{name}");
    }
    let leftover = ["berth.db-wal", "berth.db-shm"].map(|name| directory.path().join(name).exists());
    assert_eq!(leftover, [false, false], "all of the store is in its one file");
}

/// Neither a request that never ends nor a reader that never reads may keep the site from stopping.
#[test]
fn clients_that_hang_do_not_keep_the_site_from_stopping() {
    let directory = TempDir::new().expect("a temporary directory");
    let half: fn(&mut TcpStream) = |stream| stream.write_all(b"GET / HTTP/1.1\r\nHost: be").expect("it listens");
    let deaf: fn(&mut TcpStream) = |stream| {
        // Far more answers than the sockets' buffers hold.
        stream.write_all(&b"GET /instances HTTP/1.1\r\nHost: berth\r\n\r\n".repeat(40)).expect("it listens");
        let mut first = [0; 15];
        stream.read_exact(&mut first).expect("the first answer begins");
    };
    for (what, hang) in [("half a request", half), ("answers that nobody reads", deaf)] {
        let (mut running, url) = Running::start(directory.path());
        let mut stream = connect(&url);
        hang(&mut stream);
        // Its turn has come once a later visitor has an answer.
        let mut later = connect(&url);
        later.write_all(b"GET /healthz HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n").expect("it listens");
        later.read_to_end(&mut Vec::new()).expect("an answer");
        running.signal("TERM");
        running.check_stops(what);
    }
}

/// Requests that were sent before the signal are answered: on connections that nobody has looked at yet, on new ones, and
/// on those that had an answer before.
#[test]
fn what_was_sent_before_the_signal_is_answered() {
    let directory = TempDir::new().expect("a temporary directory");
    let (mut running, url) = Running::start(directory.path());
    let mut used: Vec<TcpStream> = (0..20).map(|_| connect(&url)).collect();
    for stream in &mut used {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: berth\r\n\r\n").expect("it listens");
        let mut answer = Vec::new();
        while !answer.ends_with(b"ok\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("an answer");
            answer.extend(byte);
        }
    }
    let new: Vec<TcpStream> = (0..300).map(|_| connect(&url)).collect();
    let mut all: Vec<TcpStream> = used.into_iter().chain(new).collect();
    for (n, stream) in all.iter_mut().enumerate() {
        let target = if n.is_multiple_of(40) { "/article" } else { "/healthz" };
        stream.write_all(format!("GET {target} HTTP/1.1\r\nHost: berth\r\n\r\n").as_bytes()).expect("it listens");
    }
    running.signal("TERM");
    let mut answered = 0;
    for stream in &mut all {
        let mut answer = Vec::new();
        let is_whole = stream.read_to_end(&mut answer).is_ok() && answer.starts_with(b"HTTP/1.1 200");
        answered += u32::from(is_whole && read_answer(&answer).status == 200);
    }
    assert_eq!(answered, 320, "of 320 that were sent before");
    running.check_stops("TERM");
}
