//! What people have saved.

use super::format::Format;
use super::store::StoreOptions;
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub enum SavedCommand {
    /// Print the newest saved scenarios, or those in whose title or note a text stands.
    List(ListSaved),
    /// Print all that is kept of saved scenarios.
    Show(ShowSaved),
    /// Delete saved scenarios, with the meetings that they are the records of. Without --yes it only says which.
    Delete(DeleteSaved),
}

#[derive(Args)]
pub struct ListSaved {
    /// Only those in whose title or note this stands, A to Z in either case.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub find: String,
    /// Rows, the newest first.
    #[arg(long, value_name = "COUNT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub rows: u32,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct ShowSaved {
    /// Ids, or links such as https://berth.example/s/0Kd6bEUlL2x.
    #[arg(required = true, value_name = "ID|LINK")]
    pub ids: Vec<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    #[command(flatten)]
    pub store: StoreOptions,
}

#[derive(Args)]
pub struct DeleteSaved {
    /// Ids, or links such as https://berth.example/s/0Kd6bEUlL2x.
    #[arg(required = true, value_name = "ID|LINK")]
    pub ids: Vec<String>,
    /// Delete them.
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub store: StoreOptions,
}
