//! The figures of the picture: nodes as boxes, pods as cells in them, nodes that are alike drawn once.

use crate::fleet::Fleet;
use model::catalog::Catalog;
use model::node::limit::Limit;
use model::node::supply::{NO_LIMIT, Supply};
use model::node::workload::Workload;
use model::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// With more nodes than these, each group is one box with a count.
pub const MOST_BOXES: u32 = 48;

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

/// Pods of a profile in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Index of the profile.
    pub profile: usize,
    /// How many pods.
    pub pods: u32,
    /// What one of them takes of the node’s room for pods, in parts of 10,000.
    pub share: u32,
}

/// The boxes of a fleet, in the order of its groups.
pub fn picture(catalog: &Catalog, scenario: &Scenario, fleet: &Fleet) -> Vec<NodeBox> {
    let workload = Workload::of(scenario).sized(catalog);
    let of = |group: &crate::fleet::NodeGroup| {
        let t = catalog.instance_type(catalog.find(&group.instance_type)?);
        let workload = &*workload.on(t);
        let supply = Supply::of(t, workload);
        let room = supply.room(workload)?;
        let taken = |limit: Limit| -> u64 {
            let each = workload.profiles().iter().zip(&group.pods);
            each.map(|(needs, n)| u64::from(needs.each.get(limit)) * u64::from(*n)).sum()
        };
        let share = |limit: &Limit| match room.get(*limit) {
            NO_LIMIT => 0,
            room => taken(*limit) * 10_000 / u64::from(room.max(1)),
        };
        // Volumes have no room of their own here: it depends on the ENIs.
        let fullest = Limit::ALL.into_iter().filter(|l| *l != Limit::Volumes).max_by_key(share).unwrap_or(Limit::Cpu);
        let for_pods = u64::from(room.get(fullest).max(1));
        let whole = u64::from(whole(&supply, fullest)).max(for_pods);
        let cell = |(profile, (needs, pods)): (usize, (&model::node::workload::Needs, &u32))| Cell {
            profile,
            pods: *pods,
            share: (u64::from(needs.each.get(fullest)) * 10_000 / for_pods) as u32,
        };
        let cells = workload.profiles().iter().zip(&group.pods).enumerate().filter(|(_, (_, pods))| **pods > 0);
        Some(NodeBox {
            instance_type: group.instance_type.clone(),
            nodes: group.nodes,
            zone: group.zone,
            vcpu: t.vcpu,
            fullest: fullest.code().into(),
            reserved: (10_000 - for_pods * 10_000 / whole) as u32,
            cells: cells.map(cell).collect(),
            free: 10_000_u64.saturating_sub(share(&fullest)) as u32,
        })
    };
    fleet.groups.iter().filter_map(of).collect()
}

/// What a node has of a resource before anything is taken off: CPU and memory as its type is sold.
fn whole(supply: &Supply, limit: Limit) -> u32 {
    match limit {
        Limit::Cpu => supply.t.vcpu.saturating_mul(1_000),
        Limit::Memory => supply.t.memory.0,
        other => supply.amounts().get(other),
    }
}
