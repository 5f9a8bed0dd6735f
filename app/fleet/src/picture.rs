//! The figures of the picture: nodes as boxes, pods as cells in them, nodes that are alike drawn once.

use crate::fleet::Fleet;
use model::catalog::Catalog;
pub use model::node::filled::Cell;
use model::node::filled::{Filled, filled};
use model::node::workload::Workload;
use model::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// A box: nodes that hold the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeBox {
    /// The type's name.
    pub instance_type: String,
    /// How many nodes it stands for.
    pub nodes: u32,
    /// Index of the zone.
    pub zone: Option<u32>,
    /// vCPUs: what its size may be drawn by.
    pub vcpu: u32,
    /// The resource that is fullest on it: what the shares below are of.
    pub fullest: String,
    /// What of the whole node is for the system and the daemonsets, in parts of 10,000.
    pub reserved: u32,
    /// The cells, by profile.
    pub cells: Vec<Cell>,
    /// What is left of its room for pods, in parts of 10,000.
    pub free: u32,
}

/// The boxes of a fleet, in the order of its groups.
pub fn picture(catalog: &Catalog, scenario: &Scenario, fleet: &Fleet) -> Vec<NodeBox> {
    let workload = Workload::of(scenario).sized(catalog);
    let of = |group: &crate::fleet::NodeGroup| {
        let t = catalog.instance_type(catalog.find(&group.instance_type)?);
        let Filled { fullest, reserved, cells, free } = filled(t, &workload, &group.pods)?;
        Some(NodeBox {
            instance_type: group.instance_type.clone(),
            nodes: group.nodes,
            zone: group.zone,
            vcpu: t.vcpu,
            fullest: fullest.code().into(),
            reserved,
            cells,
            free,
        })
    };
    fleet.groups.iter().filter_map(of).collect()
}
