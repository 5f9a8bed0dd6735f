//! How full a node is with pods on it: what a picture of it shows.

use crate::catalog::instance_type::InstanceType;
use crate::node::limit::Limit;
use crate::node::supply::{NO_LIMIT, Supply};
use crate::node::workload::{Needs, Workload};
use serde::{Deserialize, Serialize};

/// A node with pods on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The resource that is fullest: what the shares below are of.
    pub fullest: Limit,
    /// What of the whole node is for the system and the daemonsets, in parts of 10,000.
    pub reserved: u32,
    /// The cells, by profile.
    pub cells: Vec<Cell>,
    /// What is left of its room for pods, in parts of 10,000.
    pub free: u32,
}

/// Pods of a profile on a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Index of the profile.
    pub profile: usize,
    /// How many pods.
    pub pods: u32,
    /// What one of them takes of the node’s room for pods, in parts of 10,000.
    pub share: u32,
}

/// A node of a type with so many pods of each profile; `None` where the daemonsets leave no room.
///
/// m5.large with six pods of 250m: CPU is fullest. Of 2,000m 1,730m are for pods, so 1,350 of 10,000 are reserved; each pod
/// takes 1,445 of what is left, and 1,330 stay free.
pub fn filled(t: &InstanceType, workload: &Workload, pods: &[u32]) -> Option<Filled> {
    let workload = &*workload.on(t);
    let supply = Supply::of(t, workload);
    let room = supply.room(workload)?;
    let share = |limit: &Limit| match room.get(*limit) {
        NO_LIMIT => 0,
        room => u64::from(workload.taken(pods, *limit)) * 10_000 / u64::from(room.max(1)),
    };
    // Volumes have no room of their own here: it depends on the ENIs.
    let fullest = Limit::ALL.into_iter().filter(|l| *l != Limit::Volumes).max_by_key(share).unwrap_or(Limit::Cpu);
    let for_pods = u64::from(room.get(fullest).max(1));
    let whole = u64::from(whole(&supply, fullest)).max(for_pods);
    let cell = |(profile, (needs, pods)): (usize, (&Needs, &u32))| Cell {
        profile,
        pods: *pods,
        share: (u64::from(needs.each.get(fullest)) * 10_000 / for_pods) as u32,
    };
    let cells = workload.profiles().iter().zip(pods).enumerate().filter(|(_, (_, pods))| **pods > 0);
    Some(Filled {
        fullest,
        reserved: (10_000 - for_pods * 10_000 / whole) as u32,
        cells: cells.map(cell).collect(),
        free: 10_000_u64.saturating_sub(share(&fullest)) as u32,
    })
}

/// What a node has of a resource before anything is taken off: CPU and memory as its type is sold.
fn whole(supply: &Supply, limit: Limit) -> u32 {
    match limit {
        Limit::Cpu => supply.t.vcpu.saturating_mul(1_000),
        Limit::Memory => supply.t.memory.0,
        other => supply.amounts().get(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::testing::instance_type;

    /// The example in the documentation of [`filled`].
    #[test]
    fn six_pods_fill_most_of_an_m5_large() {
        let (t, s) = (instance_type("m5.large", 2, 8_192, 3, 10), Scenario::default());
        let node = filled(&t, &Workload::of(&s), &[6]).expect("room");
        assert_eq!((node.fullest, node.reserved, node.free), (Limit::Cpu, 1_350, 1_330)); // 1 - 1730/2000; 1 - 1500/1730
        assert_eq!(node.cells, [Cell { profile: 0, pods: 6, share: 1_445 }]); // 250 / 1730
        assert_eq!(filled(&t, &Workload::of(&s), &[0]).map(|node| (node.cells, node.free)), Some((vec![], 10_000)));
    }
}
