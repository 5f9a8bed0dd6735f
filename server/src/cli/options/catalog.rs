//! The catalogue of types and prices.

use super::store::StoreOptions;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum CatalogCommand {
    /// Print what the store holds: counts by region, dates, sources.
    Show(StoreOptions),
    /// Load a catalogue into the store: the built-in one, or the files of a directory.
    Import(Import),
    /// Bring the prices up to date from AWS's price files. A running site shows them within a minute; saved links keep theirs.
    Refresh(Box<Refresh>),
}

#[derive(Args)]
pub struct Import {
    /// A directory laid out like server/catalog/data.
    #[arg(long)]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct Refresh {
    /// Where AWS's files are: a server that has what AWS's has, the address of one file, a directory, or a file.
    #[arg(
        long,
        env = "BERTH_PRICES_FROM",
        value_name = "URL|DIRECTORY",
        default_value = "https://pricing.us-east-1.amazonaws.com"
    )]
    pub from: String,
    /// A region to refresh, such as eu-west-1; can be repeated. Without this all that Berth knows.
    #[arg(long, value_name = "REGION")]
    pub region: Vec<String>,
    /// A directory for what was read of each address, some MB in all: what has not changed is not downloaded again.
    #[arg(long, env = "BERTH_PRICES_READ", value_name = "DIRECTORY", default_value = "berth-prices")]
    pub read: PathBuf,
    /// A file of certificates in PEM that are trusted instead of Mozilla's, such as that of a proxy that opens connections.
    #[arg(long, env = "SSL_CERT_FILE", value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// Also get what is only compared with Berth's figures: rates of Savings Plans.
    #[arg(long)]
    pub compare: bool,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Take changes that are so large that they are refused otherwise.
    #[arg(long)]
    pub accept_large_changes: bool,
    /// Do it now and then again and again. What fails is tried again after an hour.
    #[arg(long, env = "BERTH_PRICES_WATCH", value_enum, ignore_case = true)]
    pub watch: Option<Every>,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Every {
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
}
