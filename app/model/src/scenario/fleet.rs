//! What a fleet is held to: nodes of several types for all workloads together.

use crate::units::counted;

/// What may be lost without a pod being left without room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Survive {
    /// Nothing: there is room for the pods and no more.
    #[default]
    Nothing,
    /// Any one node: its pods find room on the others.
    Node,
    /// Any one zone: all pods find room in the others.
    Zone,
}

/// What a fleet is held to. How many types it has is its own; the rest holds for nodes of one type too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FleetSettings {
    /// The most types, 1 to [`MOST_TYPES`].
    pub types: u32,
    /// Availability zones over which pods are spread evenly, except those of a fleet that may be in any, 1 to [`MOST_ZONES`];
    /// 1: zones are not looked at.
    pub zones: u32,
    /// What may be lost.
    pub survive: Survive,
    /// Per cent of what daemonsets leave of each node's CPU and memory that stay free, 0 to [`MOST_HEADROOM`].
    pub headroom: u32,
    /// The least nodes in each zone, 0 to [`MOST_ZONE_NODES`]. Counts where zones are looked at.
    pub zone_nodes: u32,
}

/// The most types that can be asked for.
pub const MOST_TYPES: u32 = 12;
/// The most zones.
pub const MOST_ZONES: u32 = 6;
/// The most headroom, per cent.
pub const MOST_HEADROOM: u32 = 80;
/// The most that can be asked for as the least nodes in each zone.
pub const MOST_ZONE_NODES: u32 = 100;

/// Zones that are taken where one may be lost and none were looked at.
const ZONES_TO_LOSE_ONE: u32 = 3;

impl FleetSettings {
    /// The same where something else may be lost. To lose a zone takes some: three, unless zones are looked at already. The
    /// way back takes them away again where they were `brought` so; zones that somebody set stay.
    pub fn surviving(self, survive: Survive, brought: bool) -> FleetSettings {
        let zones = match (self.survive, survive, self.zones) {
            _ if self.brings_zones(survive) => ZONES_TO_LOSE_ONE,
            (Survive::Zone, after, ZONES_TO_LOSE_ONE) if brought && after != Survive::Zone => 1,
            (.., zones) => zones,
        };
        FleetSettings { zones, survive, ..self }
    }

    /// The zones that are planned for: one can be lost only where there are two.
    pub fn planned_zones(&self) -> u32 {
        if self.survive == Survive::Zone { self.zones.max(2) } else { self.zones }
    }

    /// Whether zones that are not looked at yet come with what may be lost.
    pub fn brings_zones(&self, survive: Survive) -> bool {
        survive == Survive::Zone && self.survive != Survive::Zone && self.zones == 1
    }

    /// What it asks of nodes, beyond room for the pods, in words; none where it asks nothing.
    pub fn held_to(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.zones > 1 && self.survive != Survive::Zone {
            all.push(format!("pods are spread evenly over {} zones", self.zones));
        }
        match self.survive {
            Survive::Nothing => {}
            Survive::Node => all.push("any one node may be lost".into()),
            Survive::Zone => all.push(format!("any one of {} zones may be lost", self.planned_zones())),
        }
        if self.headroom > 0 {
            all.push(format!("{} % of CPU and memory stay free", self.headroom));
        }
        if self.zone_nodes > 0 && (self.zones > 1 || self.survive == Survive::Zone) {
            all.push(format!("each zone has {} or more", counted(self.zone_nodes, "node")));
        }
        all
    }
}

impl Default for FleetSettings {
    fn default() -> FleetSettings {
        FleetSettings { types: 3, zones: 1, survive: Survive::Nothing, headroom: 0, zone_nodes: 0 }
    }
}
