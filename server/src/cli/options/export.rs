//! Every file of a scenario.

use super::fleet::HeldTo;
use crate::http::state;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Export {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// The directory to write to, created where it is missing.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Replace files that are there already.
    #[arg(long)]
    pub overwrite: bool,
    /// The address of your Berth, such as https://berth.example, for the link in the files; without it that begins with /.
    #[arg(long, env = "BERTH_PUBLIC_URL", value_name = "URL", value_parser = state::public_url)]
    pub public_url: Option<String>,
    /// Write the files for the cheapest mix of types, instead of for one type; the options below are for it.
    #[arg(long)]
    pub fleet: bool,
    #[command(flatten)]
    pub held_to: HeldTo,
}
