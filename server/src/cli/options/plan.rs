//! A plan of a scenario.

use super::format::Format;
use clap::Args;
use std::path::PathBuf;

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
