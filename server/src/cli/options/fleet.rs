//! A fleet, and what it is held to.

use super::format::Format;
use clap::{Args, ValueEnum};
use model::scenario::Scenario;
use std::path::PathBuf;

#[derive(Args)]
pub struct Fleet {
    /// The scenario as JSON, `-` for standard input.
    pub file: PathBuf,
    /// The file is a dump, manifests or a CSV, as `berth import` takes them; its present nodes are put beside the fleet.
    #[arg(long)]
    pub cluster: bool,
    #[command(flatten)]
    pub held_to: HeldTo,
    /// How to print the fleet.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// What a fleet is held to, and how long it is looked for.
#[derive(Args)]
pub struct HeldTo {
    /// The most instance types in the fleet, instead of the scenario's.
    #[arg(long, value_name = "COUNT")]
    pub types: Option<u32>,
    /// The largest node in vCPUs, besides the scenario's filter.
    #[arg(long, value_name = "VCPUS")]
    pub largest_vcpu: Option<u32>,
    /// Zones over which pods are spread evenly, except workloads that may be in any, instead of the scenario's; 1 does not
    /// look at zones.
    #[arg(long, value_name = "COUNT")]
    pub zones: Option<u32>,
    /// What may be lost while all pods keep room, instead of the scenario's.
    #[arg(long, value_enum)]
    pub survive: Option<Survive>,
    /// Per cent of what daemonsets leave of each node's CPU and memory that stay free, instead of the scenario's.
    #[arg(long, value_name = "PERCENT")]
    pub headroom: Option<u32>,
    /// The least nodes in each zone, instead of the scenario's; counts with two zones or more.
    #[arg(long, value_name = "COUNT")]
    pub zone_nodes: Option<u32>,
    /// How much work to do; a million takes a fraction of a second. The search ends earlier where it cannot gain more.
    #[arg(long, value_name = "UNITS", default_value_t = 20_000_000)]
    pub work: u64,
    /// Where the random numbers of the search begin; the same seed gives the same fleet.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

impl HeldTo {
    /// What the fleet is held to: what the scenario sets, unless it is given here.
    pub fn options(&self, scenario: &Scenario) -> fleet::options::Options {
        let set = fleet::options::Options::of(scenario);
        let survive = self.survive.map(|survive| match survive {
            Survive::Nothing => fleet::options::Survive::Nothing,
            Survive::Node => fleet::options::Survive::Node,
            Survive::Zone => fleet::options::Survive::Zone,
        });
        fleet::options::Options {
            types: self.types.unwrap_or(set.types),
            largest_vcpu: self.largest_vcpu,
            zones: self.zones.unwrap_or(set.zones),
            survive: survive.unwrap_or(set.survive),
            headroom: self.headroom.unwrap_or(set.headroom),
            zone_nodes: self.zone_nodes.unwrap_or(set.zone_nodes),
            seed: self.seed,
            ..set
        }
    }
}

/// What may be lost.
#[derive(Clone, Copy, ValueEnum)]
pub enum Survive {
    /// Nothing: there is room for the pods and no more.
    Nothing,
    /// Any one node.
    Node,
    /// Any one zone.
    Zone,
}
