//! How far it is, on standard error: one rewritten line on a terminal, a line for each file elsewhere.

use download::Progress;
use std::io::{IsTerminal, Write};

/// Shows progress.
pub struct Shown {
    is_terminal: bool,
}

impl Shown {
    /// Nothing yet.
    pub fn new() -> Shown {
        Shown { is_terminal: std::io::stderr().is_terminal() }
    }

    /// Shows how far it is. A courtesy: if nobody can read it, the work goes on.
    pub fn show(&mut self, progress: Progress) {
        let mut err = std::io::stderr().lock();
        let _ = match (said(progress), self.is_terminal) {
            ((line, true), true) => write!(err, "\r\x1b[K{line}").and_then(|()| err.flush()),
            ((_, true), false) => Ok(()),
            ((line, false), true) => writeln!(err, "\r\x1b[K{line}"),
            ((line, false), false) => writeln!(err, "{line}"),
        };
    }
}

/// A line, and whether the next one takes its place.
fn said(progress: Progress) -> (String, bool) {
    let mb = |bytes: u64| bytes.div_ceil(1_000_000);
    match progress {
        Progress::Reading { name, done, of: Some(of) } => {
            (format!("reading {name}: {} of {} MB", mb(done), mb(of)), true)
        }
        Progress::Reading { name, done, of: None } => (format!("reading {name}: {} MB", mb(done)), true),
        Progress::Read { name, bytes } => (format!("read {name}: {} MB", mb(bytes)), false),
        Progress::Unchanged { name } => (format!("{name} has not changed"), false),
        Progress::Failed { name } => (format!("{name} could not be read"), false),
    }
}
