//! A client for server-sent events that sees every byte.

use super::http::PATIENCE;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A stream of events.
pub struct Stream {
    reader: BufReader<TcpStream>,
    /// Status line and headers.
    pub head: String,
    /// What came and is no whole event yet.
    waiting: Vec<u8>,
    /// Whether the last chunk has come.
    is_over: bool,
}

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// `view`, `beat`, or empty.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Its data.
    pub data: String,
    /// All bytes of it.
    pub raw: String,
}

impl Stream {
    /// Opens one; `None` where the site does not answer.
    pub fn try_open(url: &str, target: &str, headers: &[(&str, &str)]) -> Option<Stream> {
        let address = url.strip_prefix("http://").expect("an http address");
        let mut stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let mut request = format!(
            "GET {target} HTTP/1.1\r\nhost: {address}\r\naccept: text/event-stream\r\naccept-encoding: gzip, br\r\n"
        );
        headers.iter().for_each(|(name, value)| request += &format!("{name}: {value}\r\n"));
        stream.write_all((request + "\r\n").as_bytes()).ok()?;
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if line == "\r\n" {
                break;
            }
            head += &line;
        }
        let is_over = !head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Some(Stream { reader, head, waiting: Vec::new(), is_over })
    }

    /// Opens one, which must be there.
    #[track_caller]
    pub fn open(url: &str, target: &str, headers: &[(&str, &str)]) -> Stream {
        let stream = Stream::try_open(url, target, headers).expect("an answer");
        assert_eq!(stream.status(), 200, "{}", stream.head);
        stream
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
    }

    /// The next event; `None` where the stream has ended, or none comes in this while.
    pub fn next(&mut self, patience: Duration) -> Option<Event> {
        let until = Instant::now() + patience;
        loop {
            if let Some(event) = self.whole() {
                return Some(event);
            }
            if self.is_over {
                return None;
            }
            let left = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())?;
            self.reader.get_ref().set_read_timeout(Some(left)).expect("a timeout");
            self.chunk()?;
        }
    }

    /// The next view.
    #[track_caller]
    pub fn view(&mut self) -> Event {
        self.view_within(PATIENCE).expect("a view")
    }

    /// The next view, if one comes in this while.
    pub fn view_within(&mut self, patience: Duration) -> Option<Event> {
        let until = Instant::now() + patience;
        loop {
            let event = self.next(until.checked_duration_since(Instant::now())?)?;
            if event.name == "view" {
                return Some(event);
            }
        }
    }

    /// The first view for which this holds.
    #[track_caller]
    pub fn view_where(&mut self, holds: impl Fn(&str) -> bool) -> Event {
        loop {
            let view = self.view();
            if holds(&view.data) {
                return view;
            }
        }
    }

    /// Whether the stream ends in this while.
    pub fn ends_within(&mut self, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        while !self.is_over {
            let Some(left) = until.checked_duration_since(Instant::now()) else { return false };
            if self.next(left).is_none() && !self.is_over && Instant::now() >= until {
                return false;
            }
        }
        true
    }

    /// Reads one chunk; `None` where none has come in time.
    fn chunk(&mut self) -> Option<()> {
        let mut line = String::new();
        match self.reader.read_line(&mut line) {
            Ok(0) => self.is_over = true,
            Ok(_) => {
                let length = usize::from_str_radix(line.trim(), 16).expect("a length in hex");
                let mut chunk = vec![0; length + 2];
                self.reader.get_ref().set_read_timeout(Some(PATIENCE)).expect("a timeout");
                if self.reader.read_exact(&mut chunk).is_err() || length == 0 {
                    self.is_over = true;
                } else {
                    self.waiting.extend_from_slice(&chunk[..length]);
                }
            }
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                return None;
            }
            Err(_) => self.is_over = true,
        }
        Some(())
    }

    /// The first whole event of what has come.
    fn whole(&mut self) -> Option<Event> {
        let end = self.waiting.windows(2).position(|w| w == b"\n\n")?;
        let raw: Vec<u8> = self.waiting.drain(..end + 2).collect();
        let raw = String::from_utf8(raw).expect("text");
        let mut event = Event { raw: raw.clone(), ..Event::default() };
        for line in raw.lines() {
            match line.split_once(": ") {
                Some(("event", name)) => event.name = name.into(),
                Some(("id", id)) => event.id = id.into(),
                Some(("data", data)) => event.data += data,
                _ => {}
            }
        }
        Some(event)
    }
}
