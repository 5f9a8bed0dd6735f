//! `berth`: serves the site, plans and advises on the command line, shows and imports the catalogue.
//!
//! Exit codes: 0 done, 1 it could not be done (the store, the network), 2 the input was wrong.

// A Leptos page is one deep type; erasing it would cost the browser half its size again.
#![recursion_limit = "256"]

mod advised;
mod cli;
mod clock;
mod counted;
mod draw;
mod files;
mod fleets;
mod fnv1a;
mod http;
mod json;
mod log;
mod metrics;
mod overload;
mod rate_limiter;
mod rooms;
mod scrape;
mod serving;
mod table;
mod version;
mod wrong_input;

use clap::Parser;
use cli::options::Cli;
use std::io::Write;
use std::process::ExitCode;
use wrong_input::WrongInput;

/// Exit code for input that cannot be used.
const WRONG_INPUT: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let log = cli.log();
    let done = cli::run(cli);
    if let Some(log) = log {
        log.finish();
    }
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // The reader gets the sentences; causes follow for the operator.
            let mut err = std::io::stderr().lock();
            let _ = writeln!(err, "{error}");
            for cause in error.chain().skip(1) {
                let _ = writeln!(err, "  because: {cause}");
            }
            ExitCode::from(if error.is::<WrongInput>() { WRONG_INPUT } else { 1 })
        }
    }
}

/// `berth plan ... | head` closes our output early, which is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
