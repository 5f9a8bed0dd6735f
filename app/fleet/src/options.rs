//! What a fleet is held to: how many types, zones, what it must survive. The scenario sets it; a caller may override it.

pub use model::scenario::fleet::{MOST_HEADROOM, MOST_TYPES, MOST_ZONE_NODES, MOST_ZONES, Survive};
use model::scenario::{PodProfile, Scenario, ZoneSpread};
use model::units::counted;
use model::words::listed;
use serde::{Deserialize, Serialize};

/// What a fleet is held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The most types, 1 to [`MOST_TYPES`]; one that is bought in two ways, or is in two node pools, counts as two. Never fewer than
    /// there are pools.
    pub types: u32,
    /// The largest node in vCPUs, besides the scenario's own filter.
    pub largest_vcpu: Option<u32>,
    /// Whether burstable types are allowed where the scenario's filters let them in.
    pub burstable: bool,
    /// Availability zones over which pods are spread evenly, except those that may be in any, 1 to [`MOST_ZONES`]; 1: zones
    /// are not looked at.
    pub zones: u32,
    /// What may be lost.
    pub survive: Survive,
    /// Per cent of what daemonsets leave of each node's CPU and memory that stay free, 0 to [`MOST_HEADROOM`].
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

    /// How pods are spread over zones: `pods evenly over 3 zones, except those of job, which may be in any`. `None` where zones
    /// are not looked at. Of pods that may be in any zone, too, all zones but one have room for all where one may be lost.
    pub fn over_zones(&self, scenario: &Scenario) -> Option<String> {
        let is_any = |profile: &&PodProfile| profile.zones == ZoneSpread::Any && self.survive != Survive::Zone;
        let any: Vec<String> = scenario.profiles.iter().filter(is_any).map(|profile| profile.name.clone()).collect();
        let zones = counted(self.zones, "zone");
        let said = match any.len() {
            0 => format!("pods evenly over {zones}"),
            all if all == scenario.profiles.len() => format!("pods in any of {zones}"),
            1..=3 => format!("pods evenly over {zones}, except those of {}, which may be in any", listed(&any)),
            many => format!("pods evenly over {zones}, except those of {many} workloads, which may be in any"),
        };
        (self.zones > 1).then_some(said)
    }

    /// What a reader of the fleet should know of these: what is planned otherwise than the scenario says, and why; how types are
    /// counted, where that matters.
    pub fn notes(&self, scenario: &Scenario) -> Vec<String> {
        let zones = self.why_two_zones(scenario).map(String::from);
        let is_in_pools = scenario.pools().len() > 1;
        let counted =
            is_in_pools.then(|| "Among the types allowed, one that is in two node pools counts twice.".to_string());
        zones.into_iter().chain(self.why_more_types(scenario).or(counted)).collect()
    }

    /// That two zones are planned though the scenario looks at none, where that is so.
    fn why_two_zones(&self, scenario: &Scenario) -> Option<&'static str> {
        let is_raised = self.survive == Survive::Zone && self.zones == 2 && scenario.fleet.zones < 2;
        is_raised.then_some(
            "Two zones are planned, though the scenario says one: the loss of a zone is survived only where there is another.",
        )
    }

    /// The same with as many types as a scenario has node pools, where fewer are allowed: each pool has nodes of its own.
    pub(crate) fn with_room_for_pools(self, scenario: &Scenario) -> Options {
        Options { types: self.types.max(scenario.pools().len() as u32), ..self }
    }

    /// That more types are planned than are allowed, where each node pool needs one.
    fn why_more_types(&self, scenario: &Scenario) -> Option<String> {
        let pools = scenario.pools().len();
        (pools > self.types as usize).then(|| {
            format!(
                "Each of {} has one type, though only {} may be used: nodes of a pool hold no pods of another.",
                counted(pools as u64, "node pool"),
                counted(u64::from(self.types), "type")
            )
        })
    }

    /// What is wrong with them: field, value, what is allowed.
    pub fn problems(&self) -> Vec<String> {
        let lowest_zones = if self.survive == Survive::Zone { 2 } else { 1 };
        let mut problems = Vec::new();
        for (field, value, low, high) in [
            ("types", self.types, 1, MOST_TYPES),
            ("zones", self.zones, lowest_zones, MOST_ZONES),
            ("headroom", self.headroom, 0, MOST_HEADROOM),
            ("zone_nodes", self.zone_nodes, 0, MOST_ZONE_NODES),
            ("largest_vcpu", self.largest_vcpu.unwrap_or(1), 1, 1_000),
        ] {
            if !(low..=high).contains(&value) {
                problems.push(format!("{field} is {value}; allowed is {low} to {high}"));
            }
        }
        problems
    }
}
