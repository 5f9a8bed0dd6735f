//! The log: lines on standard error, as text or as JSON, for whoever runs Berth.
//!
//! It never says who asked or for what: no client's address, no query, no user agent, and no address of a saved scenario or a room,
//! which whoever knows it can open.

mod lines;

pub use lines::Lines;

use clap::ValueEnum;
use std::io::stderr;
use tracing_subscriber::EnvFilter;

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// An object a line, for programs.
    Json,
}

/// Begins a log of a command that ends by itself: a line is written when it is said.
pub fn of_command() {
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(stderr)
        // where a line cannot be written, it would print that to the same place and panic, in whoever logs
        .log_internal_errors(false)
        .init();
}

/// Begins the log of a site: nobody who says something waits for whoever reads it. What is waiting is written when this is dropped.
pub fn of_site(format: Format) -> Lines {
    let lines = Lines::to(stderr());
    let log = tracing_subscriber::fmt().with_env_filter(filter()).with_writer(lines.clone()).log_internal_errors(false);
    match format {
        Format::Text => log.init(),
        Format::Json => log.json().flatten_event(true).init(),
    }
    std::panic::set_hook(Box::new(|fault| tracing::error!("{fault}")));
    lines
}

fn filter() -> EnvFilter {
    EnvFilter::try_from_env("BERTH_LOG").unwrap_or_else(|_| "info,sqlx=warn".into())
}
