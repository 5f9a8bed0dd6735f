//! `berth`: serves the site, plans and advises on the command line, shows and imports the catalogue.
//!
//! Exit codes: 0 done, 1 it could not be done (the store, the network), 2 the input was wrong.

// A Leptos page is one deep type; erasing it would cost the browser half its size again.
#![recursion_limit = "256"]

mod advised;
mod cli;
mod counted;
mod draw;
mod files;
mod fleets;
mod fnv1a;
mod http;
mod json;
mod overload;
mod rate_limiter;
mod rooms;
mod serving;
mod table;
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
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BERTH_LOG").unwrap_or_else(|_| "info,sqlx=warn".into()),
        )
        .with_writer(std::io::stderr)
        // where a line cannot be written, it would print that to the same place and panic, in whoever logs
        .log_internal_errors(false)
        .init();
    match cli::run(cli) {
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
