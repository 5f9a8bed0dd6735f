//! A small HTTP client for tests that look at headers and bytes.

#![allow(dead_code)] // each test uses its own part of this module

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longest wait for anything; far beyond what a loaded machine needs.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body of text")
    }
}

/// The answer to a GET for a path and query of the site at `url`.
#[track_caller]
pub fn get(url: &str, target: &str) -> Answer {
    ask(url, "GET", target, &[("Host", "berth.example")], "")
}

/// The answer to any request. Host is among the headers.
#[track_caller]
pub fn ask(url: &str, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("the site listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    // What the server does not take is its own affair.
    let _ = stream.write_all(request.as_bytes());
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("the answer comes whole");
    read(&bytes)
}

#[track_caller]
fn read(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head and a body");
    let head = std::str::from_utf8(&bytes[..end]).expect("a head of text");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status line");
    let pair = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_string()));
    let headers: Vec<_> = head.lines().skip(1).filter_map(pair).collect();
    let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if chunked { joined(&bytes[end + 4..]) } else { bytes[end + 4..].to_vec() };
    Answer { status, headers, body }
}

#[track_caller]
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = chunks.windows(2).position(|w| w == b"\r\n").expect("a chunk's length");
        let length = std::str::from_utf8(&chunks[..line]).ok().and_then(|hex| usize::from_str_radix(hex, 16).ok());
        let length = length.expect("a length in hex");
        chunks = &chunks[line + 2..];
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[..length]);
        chunks = &chunks[length + 2..];
    }
}

/// Saves a scenario by the planner's form; gives the end of its link.
#[track_caller]
pub fn save(url: &str, form: &str) -> String {
    let headers = [("Host", "berth.example"), ("Content-Type", "application/x-www-form-urlencoded")];
    let answer = ask(url, "POST", "/s", &headers, form);
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").strip_prefix("/s/").expect("on to the link").to_owned()
}
