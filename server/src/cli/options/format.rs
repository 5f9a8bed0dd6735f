//! How answers are printed.

use clap::ValueEnum;

#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// Everything, for programs.
    Json,
    /// Text and tables, for people.
    Table,
}
