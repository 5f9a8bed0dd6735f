//! ENIs, prefixes and addresses that a node holds, in use or warm.
//!
//! VPC CNI keeps a pool ahead of need. [`held`] gives its size in closed form; the tests check it against
//! AWS's own tables and against the pool's loop, step by step.
//! Sources: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/ipamd.go (isDatastorePoolTooLow,
//! datastoreTargetState, getPrefixesNeeded, hasRoomForEni), docs/eni-and-ip-target.md,
//! docs/prefix-and-ip-target.md. Auto Mode has no warm targets to set: the defaults are assumed there. Windows nodes have
//! one ENI, filled by the VPC resource controller to targets of its own: aws/amazon-vpc-resource-controller-k8s@b8d425119bdb,
//! docs/windows/ (its examples are tests).

use crate::catalog::instance_type::InstanceType;
use crate::node::addresses::{PREFIX_SIZE, addresses_per_slot, pod_enis, usable_enis};
use crate::node::cni_settings::{Growth, growth};
use crate::node::max_pods::is_custom_networking;
use crate::scenario::NodeSettings;
use crate::scenario::network_mode::{NetworkMode, Source};

/// VPC CNI's IP_COOLDOWN_PERIOD: seconds before an address that a pod has left serves another.
pub const COOLDOWN_SECONDS: u32 = 30;

/// What decides how much a node holds.
#[derive(Clone, Copy, Debug)]
pub struct InUse<'a> {
    /// Pod addresses in use, k: pods and daemonsets with an address of the pool.
    pub addresses: u32,
    /// Branch ENIs in use, one a pod with a security group of its own.
    pub branch_enis: u32,
    /// The node's max-pods, M, beyond which the pool does not grow.
    pub max_pods: u32,
    /// MAX_ENI and the warm targets.
    pub node: &'a NodeSettings,
}

/// What one node holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// ENIs attached to the instance, the trunk included. Branch ENIs hang on the trunk and count apart.
    pub enis: u32,
    /// /28 prefixes, or the one /80 of an IPv6 node.
    pub prefixes: u32,
    /// IPv4 addresses for pods: secondary ones, or 16 a prefix. 0 in overlays and with IPv6.
    pub addresses: u32,
    /// Branch ENIs.
    pub branch_enis: u32,
    /// IPv4 addresses taken from the node's subnet, primary ones included.
    pub node_subnet_addresses: u32,
    /// IPv4 addresses taken from the pods' subnet; 0 but with custom networking.
    pub pod_subnet_addresses: u32,
    /// Network address usage of the VPC, in units.
    pub nau: u32,
}

impl Held {
    /// IPv4 addresses taken from subnets, whichever.
    pub fn subnet_addresses(&self) -> u32 {
        self.node_subnet_addresses + self.pod_subnet_addresses
    }
}

/// What a node of this type holds.
///
/// Secondary: `ENIs = max(1, min(E, W + ceil(k/S), ceil(M/S)))`, each full. With address targets
/// `min(max(k + WARM_IP, MINIMUM_IP), E*S)` addresses on as few ENIs as hold them. Prefixes:
/// `P = min(E*S, W + ceil(k/16), ceil(M/16))`, or `ceil(max(k + WARM_IP, MINIMUM_IP) / 16)`, on
/// `ceil(P/S)` ENIs. M stops both kinds: the pool looks at it first.
///
/// m5.large with k = 20, M = 29: 3 ENIs with 27 addresses, 30 of the subnet and 32 units of NAU; with
/// prefixes and M = 110: 1 ENI with 3 prefixes, 49 of the subnet and 4 units.
///
/// Custom networking and security groups for pods take one ENI more, for the node or as the trunk. A
/// branch ENI takes one address of the subnet and counts two units of NAU, its address and itself: whether
/// AWS counts it as an attached interface is not documented, so this is the higher count. An IPv6 node
/// holds one IPv4 address, an overlay's node too. Cilium in ENI mode holds 8 addresses ahead of need; its
/// operator works in a loop of its own, so that is an approximation.
pub fn held(t: &InstanceType, mode: NetworkMode, in_use: InUse) -> Held {
    match mode.facts().source {
        Source::Block(_) => Held { enis: 1, node_subnet_addresses: 1, nau: 1, ..Held::default() },
        // One IPv4 and one IPv6 address, and the /80.
        Source::Ipv6Prefix => Held { enis: 1, prefixes: 1, node_subnet_addresses: 1, nau: 3, ..Held::default() },
        Source::Secondary | Source::Prefix => from_pool(t, mode, in_use),
    }
}

/// ENIs attached to a node, as in [`held`]: m5.large with 20 addresses in use: 3.
pub fn attached_enis(t: &InstanceType, mode: NetworkMode, in_use: InUse) -> u32 {
    match mode.facts().source {
        Source::Block(_) | Source::Ipv6Prefix => 1,
        Source::Secondary | Source::Prefix => with_held_back(t, mode, in_use.node, pool(t, mode, in_use).enis),
    }
}

/// Addresses that cool down at any time, by pods that a node replaces a minute: `ceil(n * 30 / 60)`.
/// 10 a minute: 5.
pub fn cooling(churn_per_minute: u32) -> u32 {
    (u64::from(churn_per_minute) * u64::from(COOLDOWN_SECONDS)).div_ceil(60) as u32
}

/// The pool: the ENIs that serve pods, and what is on them.
struct Pool {
    enis: u32,
    prefixes: u32,
    addresses: u32,
}

fn from_pool(t: &InstanceType, mode: NetworkMode, in_use: InUse) -> Held {
    let Pool { enis: serving, prefixes, addresses } = pool(t, mode, in_use);
    let enis = with_held_back(t, mode, in_use.node, serving);
    let branch_enis = in_use.branch_enis;
    let total = enis + addresses + branch_enis;
    let node = if is_custom_networking(mode) { 1 } else { total };
    // A prefix counts one unit, not sixteen.
    let on_enis = if prefixes > 0 { prefixes } else { addresses };
    Held {
        enis,
        prefixes,
        addresses,
        branch_enis,
        node_subnet_addresses: node,
        pod_subnet_addresses: total - node,
        nau: enis + on_enis + (enis - 1) + 2 * branch_enis,
    }
}

/// The ENIs that serve pods and the one that does not; at least the primary one.
fn with_held_back(t: &InstanceType, mode: NetworkMode, node: &NodeSettings, serving: u32) -> u32 {
    (serving.max(1) + mode.facts().enis_held_back).min(usable_enis(t, mode, node).max(1))
}

fn pool(t: &InstanceType, mode: NetworkMode, in_use: InUse) -> Pool {
    let slots = t.slots_per_eni().max(1);
    let enis = pod_enis(t, mode, in_use.node);
    let most = enis * t.slots_per_eni();
    // Neither Cilium nor the controller of Windows nodes looks at max-pods.
    let max_pods = if mode.is_cilium_eni() || in_use.node.is_windows() { u32::MAX } else { in_use.max_pods };
    // Prefixes are divided by a constant: this runs for every type at every slider event.
    if addresses_per_slot(t, mode) == PREFIX_SIZE {
        let wanted = match growth(mode, in_use.node, true) {
            Growth::Whole { warm } => Wanted::ahead(in_use.addresses, PREFIX_SIZE, warm),
            Growth::Addresses { warm, minimum } => Wanted::targets(in_use.addresses, warm, minimum).prefixes(),
        };
        let prefixes = wanted.slots(max_pods.div_ceil(PREFIX_SIZE), slots).min(most);
        return Pool { enis: prefixes.div_ceil(slots), prefixes, addresses: prefixes * PREFIX_SIZE };
    }
    match growth(mode, in_use.node, false) {
        // One full ENI after the other.
        Growth::Whole { warm } => {
            let wanted = Wanted::ahead(in_use.addresses, slots, warm);
            let full = wanted.slots(max_pods.div_ceil(slots), 1).min(enis);
            Pool { enis: full, prefixes: 0, addresses: full * t.slots_per_eni() }
        }
        Growth::Addresses { warm, minimum } => {
            let wanted = Wanted::targets(in_use.addresses, warm, minimum);
            let addresses = wanted.slots(max_pods, slots).min(most);
            Pool { enis: addresses.div_ceil(slots), prefixes: 0, addresses }
        }
    }
}

/// The target of a pool, in ENIs, prefixes or addresses.
struct Wanted {
    /// On an empty node.
    first: u32,
    /// With the addresses in use.
    now: u32,
}

impl Wanted {
    /// `warm` ENIs or prefixes of this size ahead of need. A target of 0 still gets one when none is free.
    fn ahead(in_use: u32, size: u32, warm: u32) -> Wanted {
        match warm {
            0 => Wanted { first: 1, now: in_use / size + 1 },
            _ => Wanted { first: warm, now: in_use.div_ceil(size).saturating_add(warm) },
        }
    }

    /// Address targets. With no warm target the pool stops at the minimum, whatever is asked of it.
    fn targets(in_use: u32, warm: u32, minimum: u32) -> Wanted {
        let now = if warm == 0 { minimum } else { in_use.saturating_add(warm).max(minimum) };
        Wanted { first: warm.max(minimum), now }
    }

    /// Addresses as prefixes.
    fn prefixes(self) -> Wanted {
        Wanted { first: self.first.div_ceil(PREFIX_SIZE), now: self.now.div_ceil(PREFIX_SIZE) }
    }

    /// What the pool gets to, at least one. It looks at max-pods (`most`, in the same measure) before each
    /// ENI of so many slots that it fills: the first filling may pass it, later growth stops at it.
    fn slots(self, most: u32, slots: u32) -> u32 {
        let first = match self.first > most {
            true => self.first.min(most.div_ceil(slots).saturating_mul(slots)),
            false => self.first,
        };
        first.max(self.now.min(most)).max(1)
    }
}
