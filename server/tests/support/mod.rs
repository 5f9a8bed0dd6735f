//! The real binary on a free port, with a store of its own, for as long as a test needs it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The `berth` that cargo has just built.
pub fn berth() -> Command {
    Command::new(env!("CARGO_BIN_EXE_berth"))
}

/// A running site; stops when dropped.
pub struct Site {
    process: Child,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    _directory: tempfile::TempDir,
}

impl Site {
    /// Starts one and waits until it says that it is ready.
    pub fn start() -> Site {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut process = Site::command(&directory.path().join("berth.db")).spawn().expect("berth starts");
        let stdout = process.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("it says that it is ready");
        let url = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap_or_default().to_string();
        assert!(!url.is_empty(), "berth said {line:?} instead of its address");
        Site { process, url, _directory: directory }
    }

    fn command(store: &Path) -> Command {
        let mut command = berth();
        command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(store);
        command.env("BERTH_LOG", "warn").stdout(Stdio::piped());
        command
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
