//! What a fleet is held to: how many types, zones, what it must survive. The scenario sets it; a caller may override it.

use model::scenario::Scenario;
pub use model::scenario::fleet::{MOST_HEADROOM, MOST_TYPES, MOST_ZONE_NODES, MOST_ZONES, Survive};
use serde::{Deserialize, Serialize};

/// What a fleet is held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The most types, 1 to [`MOST_TYPES`]; one that is bought in two ways counts as two.
    pub types: u32,
    /// The largest node in vCPUs, besides the scenario's own filter.
    pub largest_vcpu: Option<u32>,
    /// Whether burstable types are allowed where the scenario's filters let them in.
    pub burstable: bool,
    /// Availability zones over which pods are spread evenly, 1 to [`MOST_ZONES`]; 1: zones are not looked at.
    pub zones: u32,
    /// What may be lost.
    pub survive: Survive,
    /// Per cent of the CPU and memory that each node has for pods which stay free, 0 to [`MOST_HEADROOM`].
    pub headroom: u32,
    /// The least nodes in each zone, 0 to [`MOST_ZONE_NODES`]; counts where zones are looked at.
    pub zone_nodes: u32,
    /// A gap in hundredths of a per cent that is good enough to stop at.
    pub enough_bp: u32,
    /// Where the random numbers of the search begin.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            types: 3,
            largest_vcpu: None,
            burstable: false,
            zones: 1,
            survive: Survive::Nothing,
            headroom: 0,
            zone_nodes: 0,
            enough_bp: 10,
            seed: 1,
        }
    }
}

impl Options {
    /// As a scenario sets them, in range. Whether burstable types are allowed, and how large a node may be, its filters say.
    pub fn of(scenario: &Scenario) -> Options {
        let set = &scenario.fleet;
        let options = Options {
            types: set.types,
            burstable: scenario.filters.burstable,
            zones: set.zones,
            survive: set.survive,
            headroom: set.headroom,
            zone_nodes: set.zone_nodes,
            ..Options::default()
        };
        options.in_range()
    }

    /// The same with every value brought into its range.
    pub fn in_range(&self) -> Options {
        let zones = self.zones.clamp(1, MOST_ZONES);
        Options {
            types: self.types.clamp(1, MOST_TYPES),
            zones: if self.survive == Survive::Zone { zones.max(2) } else { zones },
            headroom: self.headroom.min(MOST_HEADROOM),
            zone_nodes: self.zone_nodes.min(MOST_ZONE_NODES),
            ..self.clone()
        }
    }

    /// The least nodes in each zone, where zones are looked at.
    pub fn least_in_zone(&self) -> u32 {
        if self.zones > 1 { self.zone_nodes } else { 0 }
    }

    /// What is wrong with them: field, value, what is allowed.
    pub fn problems(&self) -> Vec<String> {
        let within = |field: &str, value: u32, low: u32, high: u32| {
            (value < low || value > high).then(|| format!("{field} is {value}; allowed is {low} to {high}"))
        };
        let lowest_zones = if self.survive == Survive::Zone { 2 } else { 1 };
        [
            within("types", self.types, 1, MOST_TYPES),
            within("zones", self.zones, lowest_zones, MOST_ZONES),
            within("headroom", self.headroom, 0, MOST_HEADROOM),
            within("zone_nodes", self.zone_nodes, 0, MOST_ZONE_NODES),
            within("largest_vcpu", self.largest_vcpu.unwrap_or(1), 1, 1_000),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
