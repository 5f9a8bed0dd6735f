//! One site for many tests, a client that shows pages as people read them, and what the command line says.

use crate::support::{Site, berth};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// Longest wait for anything; far beyond what a loaded machine needs.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// One site for all tests that run at the same time; stops with the last of them.
pub fn site() -> Arc<Site> {
    static SHARED: Mutex<Weak<Site>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let site = Arc::new(Site::start());
        *shared = Arc::downgrade(&site);
        site
    })
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Sends these bytes and reads to the end. What the server does not take is its own affair; an answer that
/// is reset on its way is an error.
pub fn exchange(site: &Site, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(&site.url);
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

pub fn connect(url: &str) -> TcpStream {
    let address = url.strip_prefix("http://").expect("an http address");
    let stream = TcpStream::connect(address).expect("the site listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

/// The answer to a request for this path and query.
#[track_caller]
pub fn get(site: &Site, target: &str) -> Answer {
    let request = format!("GET {target} HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n");
    read_answer(&exchange(site, request.as_bytes()).expect("the answer comes whole"))
}

#[track_caller]
pub fn read_answer(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head and a body");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head of text");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status line");
    let body = &bytes[end + 4..];
    let body =
        if head.to_ascii_lowercase().contains("transfer-encoding: chunked") { joined(body) } else { body.to_vec() };
    Answer { status, head, body: String::from_utf8(body).expect("a body of text") }
}

/// The chunks of a body as one.
#[track_caller]
pub fn joined(mut chunks: &[u8]) -> Vec<u8> {
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

impl Answer {
    /// What a person reads: no scripts, no tags, entities resolved, white space in one.
    pub fn text(&self) -> String {
        let mut rest = self.body.as_str();
        let mut bare = String::new();
        while let Some(start) = rest.find('<') {
            bare.push_str(&rest[..start]);
            bare.push(' ');
            let tag = &rest[start..];
            let closing = ["script", "style"].iter().find(|name| tag[1..].starts_with(**name));
            let end = match closing {
                Some(name) => tag.find(&format!("</{name}>")).map(|at| at + name.len() + 3),
                None => tag.find('>').map(|at| at + 1),
            };
            rest = &tag[end.unwrap_or(tag.len())..];
        }
        bare.push_str(rest);
        for (entity, character) in
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        {
            bare = bare.replace(entity, character);
        }
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What the command line answers for a scenario: the first row of its table.
pub struct Best {
    pub name: String,
    pub pods_per_node: String,
    pub nodes: String,
    pub monthly: String,
}

pub fn best(scenario: &str) -> Best {
    let mut command = berth();
    command.args(["plan", "-", "--rows", "1"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().expect("berth starts");
    process.stdin.take().expect("its input is piped").write_all(scenario.as_bytes()).expect("it reads");
    let output = process.wait_with_output().expect("berth ends");
    let table = String::from_utf8(output.stdout).expect("a table of text");
    let mut lines = table.lines().skip_while(|line| !line.trim_start().starts_with("rank "));
    let row = lines.nth(1).expect("a first row");
    // Rank, type, pods per node, the limit in one or two words, nodes, and three prices.
    let words: Vec<&str> = row.split_whitespace().collect();
    let word = |at: usize| words[at].to_string();
    Best { name: word(1), pods_per_node: word(2), nodes: word(words.len() - 4), monthly: word(words.len() - 3) }
}

/// The page is well and shows these figures on its card.
#[track_caller]
pub fn check_figures(site: &Site, target: &str, best: &Best) -> Answer {
    let answer = get(site, target);
    let shown = &target[..target.len().min(200)];
    assert_eq!(answer.status, 200, "{shown}");
    let text = answer.text();
    let card = text.split_once("Best of ").map(|(_, after)| after).unwrap_or_default();
    let card = card.split_once("What fills a node").map(|(before, _)| before).unwrap_or_default();
    let Best { name, pods_per_node, nodes, monthly } = best;
    let figures = [
        format!(" {name} "),
        format!(" Pods per node {pods_per_node} "),
        format!(" Nodes {nodes} "),
        format!(" {monthly} "),
    ];
    for figure in figures {
        assert!(card.contains(&figure), "{shown}: no {figure:?} in {card:?}");
    }
    answer
}
