//! Advice on the pod network.

use super::format::Format;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub struct Advise {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// Whose rules to apply, instead of the scenario's era.
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
