//! A process of `berth serve` that is ended when the test is.

use crate::support::berth;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest wait for the end after a signal.
const STOP: Duration = Duration::from_secs(30);

/// A process that is ended when the test is.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Starts a site on a free port with a store in this directory; gives its address too.
    pub fn start(directory: &Path) -> (Running, String) {
        let mut command = berth();
        command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(directory.join("berth.db"));
        command.env("BERTH_LOG", "warn").stdout(Stdio::piped()).stderr(Stdio::null());
        Running::of(command)
    }

    /// Starts one by this command, whose standard output is piped.
    pub fn of(mut command: Command) -> (Running, String) {
        let mut running = Running(command.spawn().expect("berth starts"));
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let url = line.split_whitespace().find(|word| word.starts_with("http://")).expect("its address").to_string();
        (running, url)
    }

    pub fn signal(&self, name: &str) {
        let status = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.0.id())]).status();
        assert!(status.expect("a shell").success());
    }

    /// Its status once it has ended, `None` if it has not by then.
    pub fn wait_for(&mut self, patience: Duration) -> Option<std::process::ExitStatus> {
        let started = Instant::now();
        while started.elapsed() < patience {
            if let Some(status) = self.0.try_wait().expect("a child") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(10)); // between looks
        }
        None
    }

    #[track_caller]
    pub fn check_stops(&mut self, after: &str) {
        let status = self.wait_for(STOP);
        assert_eq!(status.map(|s| s.code()), Some(Some(0)), "after {after}; None: still running {STOP:?} later");
    }
}
