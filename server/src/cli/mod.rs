//! The command line: a file for each command, [`options`] as clap reads them.

mod addresses;
mod advise;
mod backup;
mod catalog;
mod connections;
mod export;
mod fleet;
mod healthcheck;
mod import;
mod imported;
mod listen;
mod migrate;
mod open_store;
pub mod options;
mod plan;
mod refresh;
mod restore;
mod saved;
mod scenario;
mod serve;
mod service_manager;

use options::{CatalogCommand, Cli, Command, SavedCommand};

/// Runs the command.
pub fn run(cli: Cli) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command() {
            Command::Serve(options) => serve::serve(options).await,
            Command::Plan(options) => plan::plan(options),
            Command::Fleet(options) => fleet::fleet(options),
            Command::Addresses(options) => addresses::addresses(options),
            Command::Advise(options) => advise::advise(options),
            Command::Export(options) => export::export(options),
            Command::Import(options) => import::import(options),
            Command::Backup(options) => backup::backup(options).await,
            Command::Restore(options) => restore::restore(options).await,
            Command::Migrate(options) => migrate::migrate(options).await,
            Command::Check(options) => restore::check(options).await,
            Command::Healthcheck(options) => healthcheck::healthcheck(&options),
            Command::Catalog(CatalogCommand::Show(options)) => catalog::show(options).await,
            Command::Catalog(CatalogCommand::Import(options)) => catalog::import(options).await,
            Command::Catalog(CatalogCommand::Refresh(options)) => refresh::refresh(&options).await,
            Command::Saved(SavedCommand::List(options)) => saved::list(options).await,
            Command::Saved(SavedCommand::Show(options)) => saved::show(options).await,
            Command::Saved(SavedCommand::Delete(options)) => saved::delete(options).await,
        }
    })
}
