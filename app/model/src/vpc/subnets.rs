//! Whether a fleet's addresses fit the subnets and the VPC.
//!
//! Sources: awsdocs/amazon-vpc-user-guide@06e98d972c59 (doc_source/subnet-sizing.md,
//! doc_source/network-address-usage.md), aws/aws-eks-best-practices@dc0243ad2cf4
//! (latest/bpg/networking/prefix-mode_linux.adoc, latest/bpg/scalability/quotas.adoc,
//! latest/bpg/networking/subnets.adoc), EKS user guide "Amazon EKS networking requirements".

use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex};
use crate::node::addresses::PREFIX_SIZE;
use crate::node::warm_pool::{Held, held};
use crate::node::workload::Workload;
use crate::plan::Candidate;
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::{Scenario, Subnet};
use crate::units::{BasisPoints, WHOLE_BP};

/// Addresses of a subnet that AWS keeps: the first four and the last.
pub const RESERVED_ADDRESSES: u32 = 5;
/// NAU that a VPC may have, in units, unless raised.
pub const NAU_QUOTA: u64 = 64_000;
/// Nodes beyond the fleet that must find addresses too, while nodes are replaced or pods grow: 30 %.
/// Judgement.
pub const SURGE: BasisPoints = BasisPoints(3_000);

/// Addresses of an empty subnet: `2^(32 - n) - 5`, `None` outside /16 to /28. /24: 251.
pub fn usable_addresses(prefix_length: u32) -> Option<u32> {
    (16..=28).contains(&prefix_length).then(|| (1 << (32 - prefix_length)) - RESERVED_ADDRESSES)
}

/// /28 blocks that so many free addresses of one subnet hold at best: `floor((free + 5) / 16) - 2`.
///
/// The first and the last block hold AWS's own addresses. A planning figure: addresses taken one by one
/// break up more blocks than they fill. An empty /24 (251 free): 14.
pub fn blocks_of(free: u32) -> u32 {
    (free.saturating_add(RESERVED_ADDRESSES) / PREFIX_SIZE).saturating_sub(2)
}

/// What a fleet takes of its VPC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VpcUse {
    /// IPv4 addresses of the nodes' subnets.
    pub node_subnets: u64,
    /// IPv4 addresses of the pods' own subnets; 0 but with custom networking.
    pub pod_subnets: u64,
    /// /28 blocks, wherever the pods' addresses are.
    pub blocks: u64,
    /// Network address usage, units.
    pub nau: u64,
    /// ENIs, branch ENIs included.
    pub enis: u64,
}

impl VpcUse {
    /// Of so many nodes that each hold this. 60 m5.xlarge with 22 addresses in use: `45 * 60 = 2,700`.
    pub fn of(held: &Held, nodes: u32) -> VpcUse {
        let all = |each: u32| u64::from(each) * u64::from(nodes);
        VpcUse {
            node_subnets: all(held.node_subnet_addresses),
            pod_subnets: all(held.pod_subnet_addresses),
            // The /80 of an IPv6 node is no block of an IPv4 subnet.
            blocks: if held.addresses > 0 { all(held.prefixes) } else { 0 },
            nau: all(held.nau),
            enis: all(held.enis + held.branch_enis),
        }
    }

    /// IPv4 addresses of all subnets.
    pub fn addresses(&self) -> u64 {
        self.node_subnets + self.pod_subnets
    }
}

/// So many and the surge, rounded up. 2,700: 3,510.
pub fn with_surge(need: u64) -> u64 {
    (need * u64::from(WHOLE_BP + SURGE.0)).div_ceil(u64::from(WHOLE_BP))
}

/// What one node of the planned fleet holds: the pods spread evenly, so ceil(pods / nodes) of them with
/// the daemonsets. m5.large with 400 pods on 16 nodes: 25 and 2 in use.
pub fn held_by_node(
    t: &InstanceType,
    scenario: &Scenario,
    mode: NetworkMode,
    candidate: &Candidate<TypeIndex>,
) -> Held {
    let workload = Workload::in_mode(scenario, mode);
    let pods = workload.pods().div_ceil(candidate.fleet.nodes.max(1));
    held(t, mode, workload.in_use(pods, candidate.capacity.max_pods))
}

/// Whether a fleet fits the scenario's subnets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// What the fleet takes.
    pub demand: VpcUse,
    /// Addresses needed of the scenario's subnets. With custom networking these are the nodes' only: the
    /// pods' come from other subnets, see [`VpcUse::pod_subnets`].
    pub need: u64,
    /// The same with [`SURGE`].
    pub need_with_surge: u64,
    /// Free addresses of all the scenario's subnets, in whichever zone.
    pub have: u64,
    /// /28 blocks; `None` where none are needed of these subnets.
    pub blocks: Option<Blocks>,
    /// Addresses, and blocks where needed, last with the surge.
    pub fits: bool,
}

/// /28 blocks needed and there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// Blocks needed.
    pub need: u64,
    /// The same with [`SURGE`].
    pub need_with_surge: u64,
    /// Blocks that the subnets hold at best, see [`blocks_of`].
    pub have: u64,
}

/// Whether this demand fits these subnets; `None` where none are listed, since nothing is known then.
pub fn fit(demand: VpcUse, subnets: &[Subnet]) -> Option<Fit> {
    if subnets.is_empty() {
        return None;
    }
    let have: u64 = subnets.iter().map(|s| u64::from(s.free_addresses)).sum();
    let need = demand.node_subnets;
    // With custom networking the blocks are taken where the pods are.
    let blocks = (demand.blocks > 0 && demand.pod_subnets == 0).then(|| Blocks {
        need: demand.blocks,
        need_with_surge: with_surge(demand.blocks),
        have: subnets.iter().map(|s| u64::from(blocks_of(s.free_addresses))).sum(),
    });
    let need_with_surge = with_surge(need);
    let fits = need_with_surge <= have && blocks.is_none_or(|b| b.need_with_surge <= b.have);
    Some(Fit { demand, need, need_with_surge, have, blocks, fits })
}

/// Whether a candidate of this mode fits the scenario's subnets, `None` where the scenario lists none.
pub fn fit_of(
    catalog: &Catalog,
    scenario: &Scenario,
    mode: NetworkMode,
    candidate: &Candidate<TypeIndex>,
) -> Option<Fit> {
    let held = held_by_node(catalog.instance_type(candidate.index), scenario, mode, candidate);
    fit(VpcUse::of(&held, candidate.fleet.nodes), &scenario.subnets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subnet(free_addresses: u32) -> Subnet {
        Subnet { zone: "us-east-1a".into(), free_addresses }
    }

    #[test]
    fn aws_keeps_five_addresses_of_each_subnet() {
        assert_eq!(usable_addresses(24), Some(251));
        assert_eq!(usable_addresses(28), Some(11));
        assert_eq!(usable_addresses(16), Some(65_531));
        assert_eq!((usable_addresses(15), usable_addresses(29)), (None, None));
    }

    #[test]
    fn the_outer_blocks_of_a_subnet_are_never_whole() {
        assert_eq!(blocks_of(251), 14); // 256/16 - 2
        assert_eq!(blocks_of(250), 13); // one address gone breaks a block
        assert_eq!(blocks_of(11), 0); // a /28 has none
        assert_eq!(blocks_of(u32::MAX), u32::MAX / 16 - 2);
    }

    #[test]
    fn no_subnets_say_nothing() {
        assert_eq!(fit(VpcUse::default(), &[]), None);
        assert_eq!(fit(VpcUse::default(), &[subnet(0)]).map(|f| f.fits), Some(true));
    }

    #[test]
    fn the_surge_must_fit_too() {
        let of = |node_subnets| VpcUse { node_subnets, ..VpcUse::default() };
        let fits = |need| fit(of(need), &[subnet(100), subnet(30)]).map(|f| (f.need_with_surge, f.have, f.fits));
        assert_eq!(fits(100), Some((130, 130, true)));
        assert_eq!(fits(101), Some((132, 130, false))); // 131.3, rounded up
    }

    #[test]
    fn prefixes_need_whole_blocks() {
        let with = |blocks, pod_subnets| VpcUse { node_subnets: 50, blocks, pod_subnets, ..VpcUse::default() };
        let of = |demand| fit(demand, &[subnet(251)]).expect("a subnet is listed");
        assert_eq!(of(with(10, 0)).blocks, Some(Blocks { need: 10, need_with_surge: 13, have: 14 }));
        assert!(of(with(10, 0)).fits);
        assert!(!of(with(11, 0)).fits, "15 blocks with the surge");
        let custom = of(with(11, 176));
        assert!(custom.fits && custom.blocks.is_none(), "the pods' blocks are in other subnets");
    }
}
