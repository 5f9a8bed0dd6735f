//! Which of VPC CNI's settings count on a node: MAX_ENI and the warm targets.
//!
//! They are environment variables of the aws-node daemonset, so only nodes that run it know them. Auto Mode has VPC CNI
//! built in and offers none of them; in ENI mode Cilium's operator attaches ENIs in place of VPC CNI; on Windows the VPC
//! resource controller hands out addresses, with targets of its own in a ConfigMap.
//! Sources: aws/amazon-vpc-cni-k8s@b52188387f2e, README.md and pkg/ipamd/ipamd.go (warmIPTargetsDefined,
//! datastoreTargetState); the EKS user guide, "VPC networking in EKS Auto Mode"; cilium/cilium@0e22bde581f1,
//! Documentation/network/concepts/ipam/eni.rst; aws/amazon-vpc-resource-controller-k8s@b8d425119bdb, docs/windows/
//! (secondary_ip_mode_config_options.md, prefix_delegation_config_options.md). That a minimum alone ends the pool has been seen on clusters:
//! aws/amazon-vpc-cni-k8s issues 2650 and 3685.

use crate::scenario::network_mode::{NetworkMode, Source};
use crate::scenario::owner::Owner;
use crate::scenario::{NodeSettings, WarmTargets};

/// Addresses that Cilium's operator allocates ahead of need in ENI mode.
const CILIUM_PRE_ALLOCATE: u32 = 8;
/// What the VPC resource controller keeps on a Windows node: addresses ahead of need, without prefixes and with, and
/// addresses in all.
const WINDOWS_WARM: [u32; 2] = [3, 1];
const WINDOWS_MINIMUM: u32 = 3;
/// WARM_ENI_TARGET and WARM_PREFIX_TARGET where nothing is set.
const DEFAULT_TARGET: u32 = 1;

/// What makes a pool grow.
pub(crate) enum Growth {
    /// So many whole ENIs, or prefixes, ahead of need.
    Whole { warm: u32 },
    /// So many addresses ahead of need, and never fewer than so many in all.
    Addresses { warm: u32, minimum: u32 },
}

/// The targets in force. Address targets override the others; a target of 0 addresses is the same as none.
pub(crate) fn growth(mode: NetworkMode, node: &NodeSettings, prefixes: bool) -> Growth {
    if mode.is_cilium_eni() {
        return Growth::Addresses { warm: CILIUM_PRE_ALLOCATE, minimum: 0 };
    }
    if node.is_windows() {
        return Growth::Addresses { warm: WINDOWS_WARM[usize::from(prefixes)], minimum: WINDOWS_MINIMUM };
    }
    let targets = if node.owner == Owner::AutoMode { WarmTargets::default() } else { node.warm };
    let (warm, minimum) = (targets.addresses.unwrap_or(0), targets.minimum.unwrap_or(0));
    if warm > 0 || minimum > 0 {
        return Growth::Addresses { warm, minimum };
    }
    let whole = if prefixes { targets.prefixes } else { targets.enis };
    Growth::Whole { warm: whole.unwrap_or(DEFAULT_TARGET) }
}

/// MAX_ENI; `None` where it is not set or nothing reads it.
pub fn max_eni(mode: NetworkMode, node: &NodeSettings) -> Option<u32> {
    node.max_eni.filter(|_| node.owner != Owner::AutoMode && !node.is_windows() && !mode.is_cilium_eni())
}

/// Addresses at which the pool stops growing however many pods wait: MINIMUM_IP_TARGET without WARM_IP_TARGET. No free
/// address is asked for then, so a pool that has the minimum is never too small. `None` where it grows on.
pub fn stops_at(mode: NetworkMode, node: &NodeSettings) -> Option<u32> {
    match (mode.facts().source, growth(mode, node, false)) {
        (Source::Secondary | Source::Prefix, Growth::Addresses { warm: 0, minimum }) => Some(minimum),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::os::Os;
    use NetworkMode::*;
    use Owner::*;

    #[test]
    fn only_nodes_that_run_aws_node_read_its_settings() {
        let warm = WarmTargets { minimum: Some(8), ..WarmTargets::default() };
        let of = |owner, chosen_os, mode| {
            let node = NodeSettings { owner, chosen_os, max_eni: Some(2), warm, ..NodeSettings::default() };
            (max_eni(mode, &node), stops_at(mode, &node))
        };
        for owner in [ManagedNodeGroup, SelfManaged, Karpenter] {
            for os in [Os::Al2023, Os::Bottlerocket] {
                assert_eq!(of(owner, os, SecondaryIp), (Some(2), Some(8)), "{owner:?}");
                assert_eq!(of(owner, os, CustomNetworkingPrefix), (Some(2), Some(8)), "{owner:?}");
                assert_eq!(of(owner, os, CiliumEni), (None, None), "{owner:?}");
                assert_eq!(of(owner, os, CiliumEniPrefix), (None, None), "{owner:?}");
                assert_eq!(of(owner, os, OverlayCalico).1, None, "{owner:?}: no pool");
            }
            assert_eq!(of(owner, Os::Windows, SecondaryIp), (None, None), "{owner:?}");
            assert_eq!(of(owner, Os::Windows, PrefixDelegation), (None, None), "{owner:?}");
        }
        assert_eq!(of(AutoMode, Os::Al2023, SecondaryIp), (None, None));
        assert_eq!(of(AutoMode, Os::Al2023, PrefixDelegation), (None, None));
    }

    #[test]
    fn a_pool_stops_only_where_no_free_address_is_asked_for() {
        let of = |addresses, minimum| {
            let warm = WarmTargets { addresses, minimum, ..WarmTargets::default() };
            stops_at(SecondaryIp, &NodeSettings { warm, ..NodeSettings::default() })
        };
        assert_eq!(of(None, Some(8)), Some(8));
        assert_eq!(of(Some(0), Some(8)), Some(8));
        assert_eq!((of(Some(1), Some(8)), of(Some(1), None)), (None, None));
        assert_eq!((of(Some(0), Some(0)), of(None, None)), (None, None), "no address targets: WARM_ENI_TARGET counts");
    }
}
