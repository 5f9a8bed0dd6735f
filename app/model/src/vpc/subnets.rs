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

/// Whether a fleet fits the scenario's subnets, zone by zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// What the fleet takes.
    pub demand: VpcUse,
    /// Addresses needed of the scenario's subnets. With custom networking these are the nodes' only: the
    /// pods' come from other subnets, see [`VpcUse::pod_subnets`].
    pub need: u64,
    /// The same with [`SURGE`].
    pub need_with_surge: u64,
    /// Free addresses of all the scenario's subnets where they are known, in whichever zone.
    pub have: u64,
    /// /28 blocks; `None` where none are needed of these subnets.
    pub blocks: Option<Blocks>,
    /// The zone that runs out first; `None` where no zone's free addresses are known.
    pub first: Option<FirstOut>,
    /// Whether every zone has what its share of the nodes takes with the surge. `None`: not checked, because free
    /// addresses of a zone are not known and no other zone is too small.
    pub fits: Option<bool>,
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

/// The zone that runs out first as the fleet grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstOut {
    /// Index of its first subnet among the scenario's.
    pub subnet: usize,
    /// Nodes that it takes: an even share of all, rounded up.
    pub nodes: u32,
    /// Addresses that they need with the surge.
    pub need_with_surge: u64,
    /// Free addresses there.
    pub have: u64,
    /// Nodes of all zones together that it lasts for, without a surge.
    pub lasts_nodes: u64,
}

/// Whether so many nodes that each hold this fit these subnets; `None` where none are listed, since nothing is known then.
///
/// A subnet lies in one zone, and a node takes its addresses from subnets of its own zone, which count as one pool. Nodes are spread evenly over the
/// zones, and each zone must have what its share takes. 60 nodes of 45 addresses in three zones: 900 a zone, 1,170 with
/// the surge, however much is free in the others.
pub fn fit(held: &Held, nodes: u32, subnets: &[Subnet]) -> Option<Fit> {
    if subnets.is_empty() {
        return None;
    }
    let demand = VpcUse::of(held, nodes);
    // With custom networking the blocks are taken where the pods are.
    let takes_blocks = demand.blocks > 0 && demand.pod_subnets == 0;
    let each = Share { addresses: held.node_subnet_addresses, blocks: if takes_blocks { held.prefixes } else { 0 } };
    let is_first = |i: &usize| subnets[..*i].iter().all(|s| s.zone != subnets[*i].zone);
    let zones = (0..subnets.len()).filter(is_first).count() as u32;
    let share = nodes.div_ceil(zones);
    let (mut first, mut fits): (Option<FirstOut>, _) = (None, Some(true));
    for subnet in (0..subnets.len()).filter(is_first) {
        let Some(have) = Have::of_zone(subnets, &subnets[subnet].zone) else {
            fits = fits.filter(|fits| !fits);
            continue;
        };
        if !have.suffices(&each, share) {
            fits = Some(false);
        }
        let lasts_nodes = have.nodes(&each).saturating_mul(zones.into());
        if first.is_none_or(|first| lasts_nodes < first.lasts_nodes) {
            let need_with_surge = with_surge(u64::from(each.addresses) * u64::from(share));
            first = Some(FirstOut { subnet, nodes: share, need_with_surge, have: have.addresses, lasts_nodes });
        }
    }
    let known = || subnets.iter().filter_map(|s| s.free_addresses);
    let blocks = takes_blocks.then(|| Blocks {
        need: demand.blocks,
        need_with_surge: with_surge(demand.blocks),
        have: known().map(|free| u64::from(blocks_of(free))).sum(),
    });
    let (need, have) = (demand.node_subnets, known().map(u64::from).sum());
    Some(Fit { demand, need, need_with_surge: with_surge(need), have, blocks, first, fits })
}

/// What one node takes of its zone's subnets.
struct Share {
    addresses: u32,
    blocks: u32,
}

/// What the subnets of one zone have.
struct Have {
    addresses: u64,
    blocks: u64,
}

impl Have {
    /// `None` where it is not known of every subnet there.
    fn of_zone(subnets: &[Subnet], zone: &str) -> Option<Have> {
        let mut all = Have { addresses: 0, blocks: 0 };
        for subnet in subnets.iter().filter(|s| s.zone == zone) {
            let free = subnet.free_addresses?;
            all.addresses += u64::from(free);
            all.blocks += u64::from(blocks_of(free));
        }
        Some(all)
    }

    fn suffices(&self, each: &Share, nodes: u32) -> bool {
        let with_surge = |each: u32| with_surge(u64::from(each) * u64::from(nodes));
        with_surge(each.addresses) <= self.addresses && with_surge(each.blocks) <= self.blocks
    }

    /// Nodes that it has addresses and blocks for.
    fn nodes(&self, each: &Share) -> u64 {
        let of = |have: u64, each: u32| have.checked_div(each.into()).unwrap_or(u64::MAX);
        of(self.addresses, each.addresses).min(of(self.blocks, each.blocks))
    }
}

/// Whether a candidate of this mode fits the scenario's subnets, `None` where the scenario lists none.
pub fn fit_of(
    catalog: &Catalog,
    scenario: &Scenario,
    mode: NetworkMode,
    candidate: &Candidate<TypeIndex>,
) -> Option<Fit> {
    let held = held_by_node(catalog.instance_type(candidate.index), scenario, mode, candidate);
    fit(&held, candidate.fleet.nodes, &scenario.subnets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subnet(zone: &str, free_addresses: u32) -> Subnet {
        Subnet { zone: zone.into(), free_addresses: Some(free_addresses) }
    }

    /// A node that takes so many addresses of its own subnet.
    fn taking(node_subnet_addresses: u32) -> Held {
        Held { node_subnet_addresses, ..Held::default() }
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
        assert_eq!(fit(&Held::default(), 0, &[]), None);
        assert_eq!(fit(&Held::default(), 0, &[subnet("a", 0)]).map(|f| f.fits), Some(Some(true)));
    }

    #[test]
    fn the_surge_must_fit_too() {
        let fits = |nodes| {
            let fit = fit(&taking(1), nodes, &[subnet("a", 100), subnet("a", 30)]).expect("subnets are listed");
            (fit.need_with_surge, fit.have, fit.fits)
        };
        assert_eq!(fits(100), (130, 130, Some(true)));
        assert_eq!(fits(101), (132, 130, Some(false))); // 131.3, rounded up
    }

    #[test]
    fn each_zone_must_carry_its_share() {
        let of = |nodes, subnets: &[Subnet]| fit(&taking(10), nodes, subnets).expect("subnets are listed");
        // 10 nodes a zone: 100 addresses, 130 with the surge. 1,000 free in one zone help no other.
        let uneven = [subnet("a", 1_000), subnet("b", 129)];
        let fit = of(20, &uneven);
        assert_eq!((fit.have, fit.need_with_surge, fit.fits), (1_129, 260, Some(false)));
        let first = FirstOut { subnet: 1, nodes: 10, need_with_surge: 130, have: 129, lasts_nodes: 24 };
        assert_eq!(fit.first, Some(first), "12 nodes a zone");
        assert_eq!(of(20, &[subnet("a", 1_000), subnet("b", 130)]).fits, Some(true));
        // Several subnets of a zone are one pool; 19 nodes are 10 and 9.
        let pooled = [subnet("a", 70), subnet("b", 200), subnet("a", 60)];
        assert_eq!((of(19, &pooled).fits, of(21, &pooled).fits), (Some(true), Some(false)));
    }

    #[test]
    fn what_is_not_known_is_not_checked() {
        let unknown = Subnet { zone: "b".into(), free_addresses: None };
        let of = |free| fit(&taking(10), 2, &[subnet("a", free), unknown.clone()]).expect("subnets are listed");
        assert_eq!((of(13).fits, of(13).have), (None, 13), "a has enough, of b nothing is known");
        assert_eq!(of(12).fits, Some(false), "a alone is too small");
        let none = fit(&taking(10), 2, std::slice::from_ref(&unknown)).expect("a subnet is listed");
        assert_eq!((none.fits, none.first), (None, None));
    }

    #[test]
    fn prefixes_need_whole_blocks() {
        let with = |pod_subnet_addresses| Held {
            prefixes: 1,
            addresses: 16,
            node_subnet_addresses: 5,
            pod_subnet_addresses,
            ..Held::default()
        };
        let of = |held, nodes| fit(&held, nodes, &[subnet("a", 251)]).expect("a subnet is listed");
        assert_eq!(of(with(0), 10).blocks, Some(Blocks { need: 10, need_with_surge: 13, have: 14 }));
        assert_eq!(of(with(0), 10).fits, Some(true));
        assert_eq!(of(with(0), 11).fits, Some(false), "15 blocks with the surge");
        assert_eq!(of(with(0), 11).first.map(|f| f.lasts_nodes), Some(14), "blocks, not addresses");
        let custom = of(with(16), 11);
        assert!(custom.fits == Some(true) && custom.blocks.is_none(), "the pods' blocks are in other subnets");
    }
}
