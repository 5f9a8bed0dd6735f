//! A server on loopback that has files as S3 has them, with validators and ranges, and fails as it is told to.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A file, and how it is served.
#[derive(Clone, Default)]
pub struct File {
    pub bytes: Vec<u8>,
    pub etag: Option<String>,
    pub modified: Option<String>,
    /// More lines of the head.
    pub head: Vec<String>,
    /// Whether parts are given.
    pub ranges: bool,
    /// What the first requests are answered with instead.
    pub first: Vec<Fault>,
    /// What is in its place after these.
    pub then: Option<Box<File>>,
}

/// What goes wrong.
#[derive(Clone)]
pub enum Fault {
    /// A status, with lines of the head and a body.
    Status(u16, Vec<String>, &'static str),
    /// The connection ends after so many bytes of the body.
    CutAfter(usize),
    /// The connection stays open and says no more after so many bytes.
    SilentAfter(usize),
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    pub head: HashMap<String, String>,
}

#[derive(Default)]
struct State {
    files: HashMap<String, File>,
    requests: Vec<Request>,
}

/// The running server; ends with the test's process.
pub struct Server {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub fn start() -> Server {
        Server::start_with("http", Some)
    }

    /// One whose connections are opened by a function, which may fail.
    pub fn start_with<S: Read + Write>(
        scheme: &str,
        open: impl Fn(std::net::TcpStream) -> Option<S> + Clone + Send + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("{scheme}://localhost:{}", listener.local_addr().expect("its address").port());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, open) = (shared.clone(), open.clone());
                std::thread::spawn(move || serve(open(stream)?, &state));
            }
        });
        Server { url, state }
    }

    /// Puts a file there, or another in its place.
    pub fn put(&self, path: &str, file: File) {
        lock(&self.state).files.insert(path.to_owned(), file);
    }

    /// The requests for a path so far.
    pub fn requests(&self, path: &str) -> Vec<Request> {
        lock(&self.state).requests.iter().filter(|request| request.path == path).cloned().collect()
    }
}

impl File {
    /// A file with a strong tag, in parts where they are asked for.
    pub fn new(bytes: impl Into<Vec<u8>>) -> File {
        let bytes = bytes.into();
        let etag = Some(format!("\"{}-{}\"", bytes.len(), bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>()));
        File { bytes, etag, ranges: true, ..File::default() }
    }

    pub fn failing(self, first: impl Into<Vec<Fault>>) -> File {
        File { first: first.into(), ..self }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One request a connection, as the answers say.
fn serve(stream: impl Read + Write, state: &Mutex<State>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut head = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        head.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let request = Request { path, head };
    let (file, fault) = {
        let mut state = lock(state);
        state.requests.push(request.clone());
        let file = state.files.get_mut(&request.path);
        let fault = file.and_then(|file| (!file.first.is_empty()).then(|| file.first.remove(0)));
        let file = state.files.get(&request.path).cloned();
        if let Some(then) = file.as_ref().filter(|file| file.first.is_empty()).and_then(|file| file.then.clone()) {
            state.files.insert(request.path.clone(), *then);
        }
        (file, fault)
    };
    let out = reader.get_mut();
    let Some(file) = file else {
        let body = "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>";
        return say(out, "404 Not Found", &["Content-Type: application/xml".into()], body.as_bytes(), body.len());
    };
    match fault {
        Some(Fault::Status(status, head, body)) => {
            say(out, &format!("{status} As Told"), &head, body.as_bytes(), body.len())
        }
        Some(Fault::CutAfter(bytes)) => answer(out, &request, &file, bytes),
        Some(Fault::SilentAfter(bytes)) => {
            answer(out, &request, &file, bytes);
            std::thread::sleep(Duration::from_secs(60));
            None
        }
        None => answer(out, &request, &file, usize::MAX),
    }
}

fn answer(out: &mut impl Write, request: &Request, file: &File, most: usize) -> Option<()> {
    let asked = |name: &str| request.head.get(name).map(String::as_str);
    let mut head = file.head.clone();
    head.extend(file.etag.iter().map(|etag| format!("ETag: {etag}")));
    head.extend(file.modified.iter().map(|modified| format!("Last-Modified: {modified}")));
    let is_known = match asked("if-none-match") {
        Some(tag) => Some(tag) == file.etag.as_deref(),
        None => asked("if-modified-since").is_some_and(|since| Some(since) == file.modified.as_deref()),
    };
    if is_known {
        return say(out, "304 Not Modified", &head, b"", 0);
    }
    let is_same =
        asked("if-range").is_none_or(|tag| [&file.etag, &file.modified].iter().any(|v| v.as_deref() == Some(tag)));
    let from = asked("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
    match from.filter(|from| file.ranges && is_same && *from < file.bytes.len()) {
        None => say(out, "200 OK", &head, &file.bytes, most),
        Some(from) => {
            let all = file.bytes.len();
            head.push(format!("Content-Range: bytes {from}-{}/{all}", all - 1));
            say(out, "206 Partial Content", &head, &file.bytes[from..], most)
        }
    }
}

fn say(out: &mut impl Write, status: &str, head: &[String], body: &[u8], most: usize) -> Option<()> {
    let mut text = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for line in head {
        text += line;
        text += "\r\n";
    }
    out.write_all(format!("{text}\r\n").as_bytes()).ok()?;
    out.write_all(&body[..most.min(body.len())]).ok()?;
    out.flush().ok()
}
