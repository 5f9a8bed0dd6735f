//! What a fleet is held to: nodes of several types for all workloads together.

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

/// What a fleet is held to. One type for all pods, as in the other views, knows none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FleetSettings {
    /// The most types, 1 to [`MOST_TYPES`].
    pub types: u32,
    /// Availability zones over which pods are spread evenly, 1 to [`MOST_ZONES`]; 1: zones are not looked at.
    pub zones: u32,
    /// What may be lost.
    pub survive: Survive,
    /// Per cent of the CPU and memory that each node has for pods which stay free, 0 to [`MOST_HEADROOM`].
    pub headroom: u32,
}

/// The most types that can be asked for.
pub const MOST_TYPES: u32 = 12;
/// The most zones.
pub const MOST_ZONES: u32 = 6;
/// The most headroom, per cent.
pub const MOST_HEADROOM: u32 = 80;

impl Default for FleetSettings {
    fn default() -> FleetSettings {
        FleetSettings { types: 3, zones: 1, survive: Survive::Nothing, headroom: 0 }
    }
}
