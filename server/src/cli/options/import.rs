//! A scenario of a cluster.

use super::format::Format;
use clap::{Args, ValueEnum};
use model::scenario::fields::Amount;
use model::units::grouped;
use std::path::PathBuf;

#[derive(Args)]
pub struct ImportCluster {
    /// Dumps, manifests, folders of them, a CSV, what `kubectl top pods` prints; `-` for standard input. All are one cluster.
    #[arg(required_unless_present = "print_filter")]
    pub files: Vec<PathBuf>,
    /// Print a program for jq that leaves of a dump what is read, and no values of environment variables.
    #[arg(long)]
    pub print_filter: bool,
    /// Keep the names of workloads, or give them numbers.
    #[arg(long, value_enum, default_value_t = Names::Keep)]
    pub names: Names,
    /// Print what was understood, with the present nodes and their price, instead of the scenario.
    #[arg(long)]
    pub report: bool,
    /// How to print the report.
    #[arg(long, value_enum, default_value_t = Format::Table, requires = "report")]
    pub format: Format,
    /// Count Jobs as if they always ran.
    #[arg(long)]
    pub jobs: bool,
    /// CPU of pods that request none, millicores, or with a unit: 250m.
    #[arg(long, value_name = "MILLICORES", default_value_t = 0, value_parser = cpu)]
    pub cpu_default: u32,
    /// Memory of pods that request none, MiB, or with a unit: 1Gi.
    #[arg(long, value_name = "MIB", default_value_t = 0, value_parser = memory)]
    pub memory_default: u32,
}

fn cpu(typed: &str) -> Result<u32, String> {
    read(Amount::millicores(256_000), typed)
}

fn memory(typed: &str) -> Result<u32, String> {
    read(Amount::mib(4_194_304), typed)
}

/// clap names the option and what was given.
fn read(amount: Amount, typed: &str) -> Result<u32, String> {
    let read = amount.read(typed).filter(|n| *n <= amount.max);
    read.ok_or_else(|| format!("it takes a whole number from 0 to {}{}", grouped(amount.max.into()), amount.also()))
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Names {
    /// As they are.
    Keep,
    /// `workload 1`, `daemonset 1`.
    Hide,
}
