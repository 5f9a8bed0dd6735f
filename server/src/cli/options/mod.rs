//! The command line, as clap reads it: a file a command, or a few that belong together.

mod addresses;
mod advise;
mod catalog;
mod export;
mod fleet;
mod format;
mod import;
mod plan;
mod saved;
mod serve;
mod store;

pub use addresses::Addresses;
pub use advise::{Advise, RulesOf};
pub use catalog::{CatalogCommand, Every, Import, Refresh};
pub use export::Export;
pub use fleet::{Fleet, HeldTo};
pub use format::Format;
pub use import::{ImportCluster, Names};
pub use plan::Plan;
pub use saved::{DeleteSaved, ListSaved, SavedCommand, ShowSaved};
pub use serve::{Healthcheck, Serve};
pub use store::{Backup, Migrate, Restore, StoreOptions};

use crate::log::{self, Lines};
use crate::version::VERSION;
use clap::{Parser, Subcommand};

/// Which pod network and which EC2 nodes a Kubernetes cluster on AWS should use. Serves the site by default.
#[derive(Parser)]
#[command(name = "berth", version = VERSION, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub serve: Serve,
}

impl Cli {
    /// Begins the log; of a site it has an end.
    pub fn log(&self) -> Option<Lines> {
        match &self.command {
            None => Some(log::of_site(self.serve.log)),
            Some(Command::Serve(serve)) => Some(log::of_site(serve.log)),
            Some(_) => {
                log::of_command();
                None
            }
        }
    }

    /// The command; serve by default.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the site. The store is created and filled at the first start.
    Serve(Serve),
    /// Plan a scenario from a JSON file and print every type, ranked.
    Plan(Plan),
    /// Find the cheapest mix of node types for a scenario from a JSON file, with a bound that shows how good it is.
    Fleet(Fleet),
    /// Advise on the pod network for a scenario from a JSON file: what fits best, why, and what would change it.
    Advise(Advise),
    /// Say whether the subnets' addresses last for a scenario from a JSON file: zone by zone and over time, and what to set.
    Addresses(Addresses),
    /// Write every file of a scenario from a JSON file to a directory: the steps, the record, configuration, tables.
    Export(Export),
    /// Make a scenario of a cluster: of what `kubectl get nodes,pods -A -o json` prints, of manifests or of a CSV.
    Import(ImportCluster),
    /// Copy the store, saved scenarios included, to a file; the site may keep running.
    Backup(Backup),
    /// Put a backup in the place of the store, while Berth is stopped; what was there is kept under another name.
    Restore(Restore),
    /// Copy a store from a SQLite file to an empty Postgres database: all of it, or nothing. Stop Berth first.
    Migrate(Migrate),
    /// Look the store through, also while it is served: damaged pages, rows, prices. Exit code 1 where something is wrong.
    Check(StoreOptions),
    /// Ask a site on this machine whether it is ready; exit code 1 where it is not. For the health check of an image.
    Healthcheck(Healthcheck),
    /// Show or import the catalogue of types and prices.
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// List, show or delete what people have saved, also while the site is served.
    #[command(subcommand)]
    Saved(SavedCommand),
}
