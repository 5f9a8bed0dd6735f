//! The real binary: run once, or on a free port with a store of its own for as long as a test needs it.

#![allow(dead_code)] // each test uses its own part of this module

#[path = "../../store/tests/campaign/mod.rs"]
pub mod campaign;
pub mod http;
#[path = "../../store/tests/postgres_server/mod.rs"]
pub mod postgres_server;
pub mod price_files;
#[path = "../../store/tests/saved/random.rs"]
pub mod random;
pub mod room;
pub mod schema;
pub mod sse;
pub mod store;
pub mod web;

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

/// The `berth` that cargo has just built. What it logs, nobody reads, unless a test says so; it has time for all that many
/// tests ask at once, built as it is without optimisations, and it knows itself as `berth.example`.
pub fn berth() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_berth"));
    command.stderr(Stdio::null()).env("BERTH_QUEUE_MILLIS", "600000").env("BERTH_HOSTS", "berth.example");
    command
}

fn on_one_core() -> Command {
    let mut command = Command::new("taskset");
    command
        .args(["-c", "0", env!("CARGO_BIN_EXE_berth")])
        .env("TOKIO_WORKER_THREADS", "1")
        .env("BERTH_SAVES_PER_MINUTE", "0")
        .stderr(Stdio::null());
    command
}

/// What a run of `berth` said, and its exit code.
#[derive(Debug)]
pub struct Said {
    /// The exit code; none if it was killed.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs `berth` with these arguments and this on standard input, apart from the environment's store.
pub fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>, input: &[u8]) -> Said {
    let mut command = berth();
    command.args(arguments).env("BERTH_LOG", "warn").env_remove("BERTH_STORE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().expect("berth starts");
    // It may refuse its arguments before it reads anything.
    let _ = process.stdin.take().expect("its input is piped").write_all(input);
    let output = process.wait_with_output().expect("berth ends");
    let text = |bytes| String::from_utf8(bytes).expect("berth writes UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A running site; stops when dropped.
pub struct Site {
    process: Child,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// From the start of the process until it was ready.
    pub ready_after: Duration,
    _directory: Option<tempfile::TempDir>,
}

impl Site {
    /// Starts one and waits until it says that it is ready.
    pub fn start() -> Site {
        Site::start_by(berth())
    }

    /// Starts one that may use a single core and sets clients no pace, where the machine has `taskset`.
    pub fn start_on_one_core() -> Site {
        Site::start_by(on_one_core())
    }

    /// Starts one like that on a store of the caller's.
    pub fn start_on_one_core_on(store: &Path) -> Site {
        Site::start_with(on_one_core(), store, None, &[])
    }

    /// Starts one on a store that is there already, or will be.
    pub fn start_on(store: &Path) -> Site {
        Site::start_with(berth(), store, None, &[])
    }

    /// Starts one as it is run for the public, with these options.
    pub fn start_under_load(options: &[&str]) -> Site {
        let mut command = berth();
        command.env_remove("BERTH_QUEUE_MILLIS");
        let directory = tempfile::tempdir().expect("a temporary directory");
        let store = directory.path().join("berth.db");
        let options: Vec<String> = options.iter().map(ToString::to_string).collect();
        Site::start_with(command, &store, Some(directory), &options)
    }

    /// Starts one by this command on a store, with these options.
    pub fn start_by_on(command: Command, store: &Path, options: &[&str]) -> Site {
        let options: Vec<String> = options.iter().map(ToString::to_string).collect();
        Site::start_with(command, store, None, &options)
    }

    fn start_by(command: Command) -> Site {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let store = directory.path().join("berth.db");
        Site::start_with(command, &store, Some(directory), &[])
    }

    fn start_with(
        mut command: Command,
        store: &Path,
        directory: Option<tempfile::TempDir>,
        options: &[String],
    ) -> Site {
        command.args(["serve", "--store"]).arg(store).args(options);
        if !options.iter().any(|option| option == "--listen") {
            command.args(["--listen", "127.0.0.1:0"]);
        }
        if !command.get_envs().any(|(name, _)| name == "BERTH_LOG") {
            command.env("BERTH_LOG", "warn");
        }
        command.stdout(Stdio::piped());
        let started = Instant::now();
        let mut process = command.spawn().expect("berth starts");
        let stdout = process.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("it says that it is ready");
        let ready_after = started.elapsed();
        let url = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap_or_default().to_string();
        assert!(!url.is_empty(), "berth said {line:?} instead of its address");
        Site { process, url, ready_after, _directory: directory }
    }
}

impl Site {
    /// Its standard error, where that is piped.
    pub fn take_log(&mut self) -> Option<ChildStderr> {
        self.process.stderr.take()
    }

    /// The number of its process.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
