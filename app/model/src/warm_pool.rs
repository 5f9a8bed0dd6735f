//! ENIs and addresses that VPC CNI's warm pool holds on a node.
//!
//! Closed forms of the pool's rules, checked against AWS's own tables.
//! Source: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/ipamd.go (isDatastorePoolTooLow,
//! datastoreTargetState, getPrefixesNeeded), docs/eni-and-ip-target.md, docs/prefix-and-ip-target.md.

use crate::addresses::{PREFIX_SIZE, addresses_per_slot, pod_enis};
use crate::instance_type::InstanceType;
use crate::network_mode::{NetworkMode, Source};

/// Addresses that Cilium's operator allocates ahead of need in ENI mode.
const CILIUM_PRE_ALLOCATE: u32 = 8;

/// ENIs attached to a node with k addresses in use and max-pods M, with the default warm targets (WARM_ENI_TARGET=1, WARM_PREFIX_TARGET=1).
///
/// Secondary: `max(1, min(E, 1 + ceil(k/S), ceil(M/S)))`; m5.large with k = 20, M = 29: 3.
/// Prefixes: `P = min(E*S, 1 + ceil(k/16), ceil(M/16))` on `ceil(P/S)` ENIs; same node: 1.
/// The ENI that custom networking or the trunk takes comes on top. Overlay and IPv6: 1.
pub fn attached_enis(t: &InstanceType, mode: NetworkMode, in_use: InUse) -> u32 {
    let InUse { addresses, max_pods, max_eni } = in_use;
    let slots = t.slots_per_eni().max(1);
    let enis = pod_enis(t, mode, max_eni);
    let serving = match mode.facts().source {
        Source::Block(_) | Source::Ipv6Prefix => return 1,
        _ if mode.is_cilium_eni() => {
            let wanted = addresses.saturating_add(CILIUM_PRE_ALLOCATE).div_ceil(addresses_per_slot(t, mode));
            wanted.min(enis * slots).div_ceil(slots)
        }
        Source::Prefix if t.is_nitro() => {
            let prefixes = (1 + addresses.div_ceil(PREFIX_SIZE)).min(max_pods.div_ceil(PREFIX_SIZE));
            prefixes.min(enis * slots).max(1).div_ceil(slots)
        }
        _ => (1 + addresses.div_ceil(slots)).min(max_pods.div_ceil(slots)).min(enis),
    };
    let all = t.enis.min(max_eni.unwrap_or(u32::MAX));
    (serving.max(1) + mode.facts().enis_held_back).min(all.max(1))
}

/// What decides how many ENIs a node attaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InUse {
    /// Pod addresses in use.
    pub addresses: u32,
    /// The node's max-pods, beyond which the pool does not grow.
    pub max_pods: u32,
    /// VPC CNI's MAX_ENI.
    pub max_eni: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;

    #[test]
    fn m5_large_attaches_enis_as_pods_come() {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let enis = |mode, pods| attached_enis(&t, mode, InUse { addresses: pods, max_pods: 29, max_eni: None });
        assert_eq!(enis(NetworkMode::SecondaryIp, 0), 1);
        assert_eq!(enis(NetworkMode::SecondaryIp, 1), 2);
        assert_eq!(enis(NetworkMode::SecondaryIp, 20), 3);
        assert_eq!(enis(NetworkMode::PrefixDelegation, 20), 1);
        assert_eq!(enis(NetworkMode::OverlayCalico, 20), 1);
        // custom networking: the node's own ENI and both others
        assert_eq!(enis(NetworkMode::CustomNetworking, 20), 3);
    }
}
