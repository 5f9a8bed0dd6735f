//! Holds a packing against every limit, without the packer: sums, node by node, what its pods and the daemonsets take.

use super::groups::Packing;
use crate::catalog::instance_type::InstanceType;
use crate::node::limit::Limit;
use crate::node::supply::{NO_LIMIT, Supply};
use crate::node::workload::{Needs, Workload};
use crate::plan::node_count::NodeCount;

/// What is wrong with a packing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Pods of a profile, by its index, are missing or too many.
    Pods {
        /// Which profile.
        profile: usize,
        /// How many there should be.
        asked: u64,
        /// How many are on the nodes.
        placed: u64,
    },
    /// A node holds more than a limit allows.
    Over {
        /// Index of the group.
        group: usize,
        /// Which limit.
        limit: Limit,
        /// What the node has.
        have: u64,
        /// What its pods and the daemonsets take.
        taken: u64,
    },
    /// A node holds pods of two pools: they are held to nodes with different taints.
    Mixed {
        /// Index of the group.
        group: usize,
    },
    /// A group of no nodes, or of nodes without pods.
    Empty {
        /// Index of the group.
        group: usize,
    },
}

/// Every fault of a packing on nodes of a type; none is what it should be.
pub fn check(t: &InstanceType, workload: &Workload, packing: &Packing) -> Vec<Fault> {
    let workload = &*workload.on(t);
    let mut faults = wrong_counts(workload, packing);
    for (group, pods) in packing.groups.iter().map(|g| g.pods.as_slice()).enumerate() {
        if packing.groups[group].nodes == 0 || pods.iter().all(|&n| n == 0) {
            faults.push(Fault::Empty { group });
        }
        let mut held = workload.scenario().profiles.iter().zip(pods).filter(|(_, n)| **n > 0).map(|(p, _)| &p.taints);
        let first = held.next();
        if held.any(|taints| Some(taints) != first) {
            faults.push(Fault::Mixed { group });
        }
        faults.extend(overfull(t, workload, group, pods));
    }
    faults
}

fn wrong_counts(workload: &Workload, packing: &Packing) -> Vec<Fault> {
    let placed = |profile: usize| -> u64 {
        packing.groups.iter().map(|g| u64::from(g.nodes) * u64::from(g.pods.get(profile).copied().unwrap_or(0))).sum()
    };
    let of = |(profile, asked): (usize, u64)| {
        let placed = placed(profile);
        (placed != asked).then_some(Fault::Pods { profile, asked, placed })
    };
    let demand: Vec<u32> = workload.profiles().iter().map(|needs| needs.pods).collect();
    let zones = NodeCount::of(workload.scenario()).spread(&demand);
    let asked = |profile: usize| zones.iter().map(|z| u64::from(z.pods[profile]) * z.zones.len() as u64).sum();
    (0..demand.len()).map(|profile| (profile, asked(profile))).filter_map(of).collect()
}

fn overfull(t: &InstanceType, workload: &Workload, group: usize, pods: &[u32]) -> Vec<Fault> {
    let supply = Supply::of(t, workload);
    let application = |limit: Limit| -> u64 {
        let of = |(needs, &n): (&Needs, &u32)| u64::from(needs.each.get(limit)) * u64::from(n);
        workload.profiles().iter().zip(pods).map(of).sum()
    };
    let small = |amount: u64| u32::try_from(amount).unwrap_or(u32::MAX);
    let (addresses, branch_enis) = (application(Limit::Addresses), application(Limit::BranchEnis));
    let volumes = supply.volumes(workload, small(addresses), small(branch_enis));
    let daemonsets = workload.daemonsets().amounts();
    let of = |limit: Limit| {
        let have = match (limit, supply.amounts().get(limit)) {
            // A node always has a volume to offer, so only asking for some can be too much.
            (Limit::Volumes, _) => u64::from(volumes),
            (_, NO_LIMIT) => return None,
            (_, have) => u64::from(have),
        };
        let pods = application(limit);
        let taken = pods + u64::from(daemonsets.get(limit));
        let free = u64::from(workload.scenario().fleet.headroom);
        let is_kept_free = match limit {
            Limit::Cpu | Limit::Memory => pods * 100 <= have.saturating_sub(taken - pods) * (100 - free),
            _ => true,
        };
        (taken > have || !is_kept_free).then_some(Fault::Over { group, limit, have, taken })
    };
    let too_many = |(needs, &n): (&Needs, &u32)| {
        let (have, taken) = (u64::from(needs.most_per_node), u64::from(n));
        (taken > have).then_some(Fault::Over { group, limit: Limit::MostPerNode, have, taken })
    };
    let of_profiles = workload.profiles().iter().zip(pods).filter_map(too_many);
    Limit::ALL.into_iter().filter_map(of).chain(of_profiles).collect()
}
