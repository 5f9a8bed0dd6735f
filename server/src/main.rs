//! `berth`: serves the site, plans and advises on the command line, shows and imports the catalogue.
//!
//! Exit codes: 0 done, 1 it could not be done (the store, the network), 2 the input was wrong.

// A Leptos page is one deep type; erasing it would cost the browser half its size again.
#![recursion_limit = "256"]

mod advise_command;
mod advise_json;
mod advise_table;
mod advise_words;
mod api;
mod assets;
mod backup_command;
mod bare_page;
mod catalog_command;
mod catalog_json;
mod cli;
#[cfg(debug_assertions)]
mod design;
mod embed;
mod long_address;
mod modes_json;
mod open_store;
mod plan_command;
mod plan_json;
mod plan_table;
mod preview;
mod refusal;
mod routes;
mod safety;
mod saved_json;
mod saving;
mod scenario_asked;
mod scenario_file;
mod scenario_json;
mod serve;
mod take_away;

use clap::Parser;
use cli::{CatalogCommand, Cli, Command};
use std::process::ExitCode;

/// Exit code for input that cannot be used.
const WRONG_INPUT: u8 = 2;

/// Input that cannot be used: every problem with it, a sentence each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct WrongInput(pub Vec<String>);

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BERTH_LOG").unwrap_or_else(|_| "info,sqlx=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // The reader gets the sentences; causes follow for the operator.
            eprintln!("{error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::from(if error.is::<WrongInput>() { WRONG_INPUT } else { 1 })
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command() {
            Command::Serve(options) => serve::serve(options).await,
            Command::Plan(options) => plan_command::plan(options),
            Command::Advise(options) => advise_command::advise(options),
            Command::Backup(options) => backup_command::backup(options).await,
            Command::Catalog(CatalogCommand::Show(options)) => catalog_command::show(options).await,
            Command::Catalog(CatalogCommand::Import(options)) => catalog_command::import(options).await,
        }
    })
}

/// `berth plan ... | head` closes our output early, which is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
