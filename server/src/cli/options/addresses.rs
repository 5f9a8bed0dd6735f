//! Whether addresses last.

use super::format::Format;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Addresses {
    /// The scenario as JSON, `-` for standard input. Its subnets count, or those under the key `vpc` as AWS lists them.
    pub file: PathBuf,
    /// The file is what `kubectl get nodes,pods -A -o json` prints: take its own nodes, each with the pods that are on it.
    #[arg(long, conflicts_with = "fleet")]
    pub cluster: bool,
    /// What `aws ec2 describe-subnets` prints, `-` for standard input: the subnets of one VPC.
    #[arg(long, value_name = "FILE")]
    pub subnets: Option<PathBuf>,
    /// Which nodes: one-type (the best single type), fleet (the cheapest mix), present (the scenario's nodes of today, with its
    /// pods spread over them).
    #[arg(long, default_value = "one-type", conflicts_with_all = ["cluster", "fleet"])]
    pub nodes: String,
    /// The same as --nodes fleet.
    #[arg(long)]
    pub fleet: bool,
    /// What happens in the simulation: rolling, upgrade, zone-lost, burst, from-zero or nothing.
    #[arg(long, default_value = "rolling")]
    pub event: String,
    /// How long it goes on, minutes from 1 to 120.
    #[arg(long, default_value = "30")]
    pub minutes: String,
    /// Pods that may come to a node at once and must not wait, from 0 to 250; the settings are tuned for that.
    #[arg(long, value_name = "PODS", default_value = "3")]
    pub burst: String,
    /// Where chance starts from: the same seed gives the same answer.
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub seed: String,
    /// Calls of an action that EC2 takes from the account at once, from 0 to 10000; 0 for all.
    #[arg(long, value_name = "CALLS", default_value = "0")]
    pub tokens: String,
    /// Calls of an action that it takes each second in the long run, from 1 to 10000; counts with --tokens.
    #[arg(long, value_name = "CALLS", default_value = "20")]
    pub refill: String,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}
