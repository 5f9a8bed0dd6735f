//! The command line, as clap reads it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Which pod network and which EC2 nodes a Kubernetes cluster on AWS should use. Serves the site unless
/// told otherwise.
#[derive(Parser)]
#[command(name = "berth", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub serve: Serve,
}

impl Cli {
    /// What to do: serve, unless something else is asked for.
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
    /// Advise on the pod network for a scenario from a JSON file: what fits, why, and what else would.
    Advise(Advise),
    /// Show or import the catalogue of types and prices.
    #[command(subcommand)]
    Catalog(CatalogCommand),
}

#[derive(Subcommand)]
pub enum CatalogCommand {
    /// Print what the store holds: counts by region, dates, sources.
    Show(StoreOptions),
    /// Load a catalogue into the store: the one this binary carries, or the files of a directory.
    Import(Import),
}

/// Where the store is.
#[derive(Args, Clone)]
pub struct StoreOptions {
    /// The SQLite file. Created if missing; its directory must exist.
    #[arg(long, env = "BERTH_STORE", default_value = "berth.db")]
    pub store: PathBuf,
}

#[derive(Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes any free one.
    #[arg(long, env = "BERTH_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Import {
    /// A directory laid out like server/backend/catalog.
    #[arg(long)]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Plan {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Rows of the table; 0 prints all.
    #[arg(long, default_value_t = 20)]
    pub rows: usize,
}

#[derive(Args)]
pub struct Advise {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// By whose rules, whatever the scenario says.
    #[arg(long, value_enum)]
    pub era: Option<RulesOf>,
    /// How to print the advice.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RulesOf {
    /// The article's, of November 2018.
    Article,
    /// Today's.
    Today,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// Everything, for programs.
    Json,
    /// Text and tables, for people.
    Table,
}
