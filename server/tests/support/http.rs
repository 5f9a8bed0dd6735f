//! A small HTTP client: one request a connection, read to its end.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longest wait for anything; far beyond what a loaded machine needs.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: String,
}

impl Answer {
    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| unreachable!("{error}: {}", self.body))
    }
}

/// Asks; `None` where the connection breaks before the answer is whole.
pub fn try_ask(url: &str, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<Answer> {
    let address = url.strip_prefix("http://").expect("an http address");
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let mut head = format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        head += &format!("host: {address}\r\n");
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() || method == "POST" {
        head += &format!("content-length: {}\r\n", body.len());
    }
    // what the server does not take is its own affair
    let _ = stream.write_all((head + "\r\n").as_bytes()).and_then(|()| stream.write_all(body));
    let mut bytes = Vec::new();
    let whole = stream.read_to_end(&mut bytes).is_ok();
    read(&bytes).filter(|_| whole)
}

/// Asks; the answer must come whole.
#[track_caller]
pub fn ask(url: &str, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let shown = &target[..target.len().min(200)];
    try_ask(url, method, target, headers, body).unwrap_or_else(|| unreachable!("no whole answer to {method} {shown}"))
}

/// Reads.
#[track_caller]
pub fn get(url: &str, target: &str) -> Answer {
    ask(url, "GET", target, &[], b"")
}

/// Sends JSON.
#[track_caller]
pub fn post(url: &str, target: &str, body: &Value) -> Answer {
    ask(url, "POST", target, &[("content-type", "application/json")], body.to_string().as_bytes())
}

/// Sends a form.
#[track_caller]
pub fn send_form(url: &str, target: &str, pairs: &[(&str, &str)]) -> Answer {
    send_form_with(url, target, &[], pairs)
}

/// Sends a form with more headers.
#[track_caller]
pub fn send_form_with(url: &str, target: &str, headers: &[(&str, &str)], pairs: &[(&str, &str)]) -> Answer {
    try_send_form(url, target, headers, pairs).unwrap_or_else(|| unreachable!("no whole answer to POST {target}"))
}

/// The same; `None` where the connection breaks before the answer is whole.
pub fn try_send_form(url: &str, target: &str, headers: &[(&str, &str)], pairs: &[(&str, &str)]) -> Option<Answer> {
    let byte = |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02x}") };
    let escape = |text: &str| text.bytes().map(byte).collect::<String>();
    let body: Vec<String> = pairs.iter().map(|(key, value)| format!("{}={}", escape(key), escape(value))).collect();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    try_ask(url, "POST", target, &[&form, headers].concat(), body.join("&").as_bytes())
}

fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &bytes[end + 4..];
    let is_chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if is_chunked { joined(body)? } else { body.to_vec() };
    // Archives and pictures are looked at elsewhere; everything else must be text.
    let is_binary = headers.iter().any(|(name, value)| match name.as_str() {
        "content-type" => {
            ["application/zip", "application/wasm", "application/octet-stream", "image/png"].contains(&value.as_str())
        }
        "content-encoding" => true,
        _ => false,
    });
    let body = if is_binary { String::from_utf8_lossy(&body).into_owned() } else { String::from_utf8(body).ok()? };
    Some(Answer { status, headers, body })
}

/// The chunks of a body as one; `None` without the last.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = chunks.windows(2).position(|w| w == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..line]).ok()?, 16).ok()?;
        chunks = &chunks[line + 2..];
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunks.get(..length)?);
        chunks = chunks.get(length + 2..)?;
    }
}
