//! Pod addresses that a node can get, by networking mode.
//!
//! Symbols: E = ENIs of the default network card, I = IPv4 addresses of an ENI, S = I - 1.
//! Sources: aws/amazon-vpc-cni-k8s@b52188387f2e (README.md, pkg/vpc/vpc_ip_resource_limit.go,
//! pkg/ipamd/ipamd.go hasRoomForEni), aws/aws-eks-best-practices@dc0243ad2cf4
//! (latest/bpg/networking/), containernetworking/plugins@3d27709faaa4
//! (plugins/ipam/host-local/backend/allocator/range.go), tigera/docs@f2a2762432b5.

use crate::catalog::instance_type::InstanceType;
use crate::node::cni_settings::{max_eni, stops_at};
use crate::scenario::NodeSettings;
use crate::scenario::network_mode::{NetworkMode, Source};

/// Addresses in a /28 prefix.
pub const PREFIX_SIZE: u32 = 16;

/// Addresses for pods on one node, before daemonsets take theirs.
///
/// `None` where addresses set no limit (IPv6). Non-Nitro types fall back from prefixes to secondary
/// addresses, as VPC CNI does. A pool that stops growing leaves the rest of the ENIs empty.
///
/// m5.large (3 x 10): secondary `3 * 9 = 27`, prefixes `3 * 9 * 16 = 432`, custom networking
/// `2 * 9 = 18`; with MINIMUM_IP_TARGET=20 and no WARM_IP_TARGET 20, and with prefixes `ceil(20 / 16) * 16 = 32`.
pub fn address_capacity(t: &InstanceType, mode: NetworkMode, node: &NodeSettings) -> Option<u32> {
    match mode.facts().source {
        Source::Ipv6Prefix => None,
        Source::Block(pods) => Some(pods),
        Source::Secondary | Source::Prefix => {
            let on_enis = addresses_on_enis(t, mode, node);
            let each = addresses_per_slot(t, mode);
            Some(stops_at(mode, node).map_or(on_enis, |minimum| on_enis.min(minimum.next_multiple_of(each))))
        }
    }
}

/// Pod addresses that the ENIs of a node have room for, whether its pool ever fills them or not.
pub fn addresses_on_enis(t: &InstanceType, mode: NetworkMode, node: &NodeSettings) -> u32 {
    pod_enis(t, mode, node) * t.slots_per_eni() * addresses_per_slot(t, mode)
}

/// ENIs of the default card that may be attached: E, or MAX_ENI if that is less; one on Windows.
///
/// Windows, m5.large: 9 addresses, with prefixes 144. Sources: awsdocs/amazon-eks-user-guide@4d52b4d05e34
/// (latest/ug/clusters/windows-support.adoc), aws/aws-eks-best-practices@dc0243ad2cf4
/// (latest/bpg/networking/prefix-mode_windows.adoc).
pub fn usable_enis(t: &InstanceType, mode: NetworkMode, node: &NodeSettings) -> u32 {
    let most = if node.is_windows() { 1 } else { max_eni(mode, node).unwrap_or(u32::MAX) };
    t.enis.min(most)
}

/// ENIs of the default card that give pods addresses: those that may be attached less the one that
/// custom networking leaves to the node or that becomes the trunk.
///
/// On the trunk the sources disagree: AWS's guides call branch ENIs additional to E*S, the code
/// keeps one ENI for the trunk and gives it no pod addresses. Berth follows the code.
pub fn pod_enis(t: &InstanceType, mode: NetworkMode, node: &NodeSettings) -> u32 {
    usable_enis(t, mode, node).saturating_sub(mode.facts().enis_held_back)
}

/// 16 with prefixes on a type that takes them, else 1.
pub fn addresses_per_slot(t: &InstanceType, mode: NetworkMode) -> u32 {
    if mode.uses_prefixes() && t.is_nitro() { PREFIX_SIZE } else { 1 }
}
