//! The warm pool against AWS's own tables and against the loop that keeps it.
//!
//! Tables: aws/amazon-vpc-cni-k8s@b52188387f2e docs/eni-and-ip-target.md (16 rows, all of them sound) and
//! docs/prefix-and-ip-target.md (20 rows, 16 of them sound). The four others contradict the document's own
//! rules, see [`rows_of_the_prefix_table_that_do_not_add_up`].

mod generate;
mod oracle;
#[path = "../src/testing.rs"]
mod testing;

use generate::catalogs::instance_type;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::scenario;
use model::catalog::instance_type::*;
use model::node::addresses::address_capacity;
use model::node::warm_pool::{Held, InUse, held};
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::{Era, NodeSettings, WarmTargets};
use oracle::node::{pool, usable_enis};
use proptest::prelude::*;

fn nitro(name: &str, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    testing::instance_type(name, 2, 2_048, enis, ipv4_per_eni)
}

/// t3.small: 3 ENIs of 4 addresses.
fn t3_small() -> InstanceType {
    nitro("t3.small", 3, 4)
}

/// p3dn.24xlarge: 15 ENIs of 50 addresses.
fn p3dn() -> InstanceType {
    nitro("p3dn.24xlarge", 15, 50)
}

/// The table's columns before "Pods": the default targets, or WARM_IP_TARGET and MINIMUM_IP_TARGET.
const DEFAULT: WarmTargets = WarmTargets { enis: None, prefixes: None, addresses: None, minimum: None };

fn targets(warm: u32, minimum: u32) -> WarmTargets {
    WarmTargets { addresses: Some(warm), minimum: Some(minimum), ..DEFAULT }
}

fn holds(t: &InstanceType, mode: NetworkMode, warm: WarmTargets, pods: u32, max_pods: u32) -> Held {
    let node = NodeSettings { warm, ..NodeSettings::default() };
    held(t, mode, InUse { addresses: pods, branch_enis: 0, max_pods, node: &node })
}

/// Rows of docs/eni-and-ip-target.md: pods; attached ENIs, attached secondary addresses, unused ones.
#[test]
fn the_secondary_address_table() {
    #[track_caller]
    fn check(t: &InstanceType, max_pods: u32, warm: WarmTargets, rows: &[(u32, [u32; 3])]) {
        for (pods, expected) in rows {
            let h = holds(t, SecondaryIp, warm, *pods, max_pods);
            assert_eq!([h.enis, h.addresses, h.addresses - pods], *expected, "{} {warm:?} with {pods} pods", t.name);
            assert_eq!(h.subnet_addresses(), h.enis + h.addresses, "a primary address on each ENI");
        }
    }
    check(&t3_small(), 11, DEFAULT, &[(0, [1, 3, 3]), (5, [3, 9, 4]), (9, [3, 9, 0])]);
    check(&t3_small(), 11, targets(1, 1), &[(0, [1, 1, 1]), (5, [2, 6, 1]), (9, [3, 9, 0])]);
    check(&t3_small(), 11, targets(2, 5), &[(0, [2, 5, 5]), (5, [3, 7, 2]), (9, [3, 9, 0])]);
    check(&p3dn(), 737, DEFAULT, &[(0, [1, 49, 49]), (3, [2, 98, 95]), (95, [3, 147, 52])]);
    let rows = [(0, [1, 10, 10]), (7, [1, 12, 5]), (15, [1, 20, 5]), (45, [2, 50, 5])];
    check(&p3dn(), 737, targets(5, 10), &rows);
}

/// Rows of docs/prefix-and-ip-target.md: pods; ENIs, attached prefixes, unused addresses.
#[test]
fn the_prefix_table() {
    #[track_caller]
    fn check(t: &InstanceType, warm: WarmTargets, rows: &[(u32, [u32; 3])]) {
        for (pods, expected) in rows {
            let h = holds(t, PrefixDelegation, warm, *pods, 110);
            assert_eq!([h.enis, h.prefixes, h.addresses - pods], *expected, "{} {warm:?} with {pods} pods", t.name);
            assert_eq!(h.subnet_addresses(), h.enis + 16 * h.prefixes, "a primary address on each ENI");
        }
    }
    let rows = [(0, [1, 1, 16]), (5, [1, 2, 27]), (16, [1, 2, 16]), (17, [1, 3, 31]), (58, [2, 5, 22])];
    check(&t3_small(), DEFAULT, &rows);
    check(&t3_small(), targets(1, 1), &[(0, [1, 1, 16]), (5, [1, 1, 11]), (17, [1, 2, 15]), (58, [2, 4, 6])]);
    check(&t3_small(), targets(7, 20), &[(5, [1, 2, 27]), (17, [1, 2, 15]), (58, [2, 5, 22])]);
    check(&p3dn(), DEFAULT, &[(0, [1, 1, 16])]);
    check(&p3dn(), targets(5, 10), &[(0, [1, 1, 16]), (7, [1, 1, 9]), (15, [1, 2, 17])]);
}

/// The four rows whose figures contradict the document itself, and what its rules give.
#[test]
fn rows_of_the_prefix_table_that_do_not_add_up() {
    #[track_caller]
    fn check(t: &InstanceType, warm: WarmTargets, pods: u32, printed: [u32; 2], right: [u32; 2], why: &str) {
        let h = holds(t, PrefixDelegation, warm, pods, 110);
        assert_eq!([h.enis, h.prefixes], right, "{} {warm:?} with {pods} pods: {why}", t.name);
        assert_ne!(printed, right, "{why}");
    }
    let minimum = "one prefix is 16 addresses, fewer than the minimum of 20; the same row lists 2 prefixes by ENI";
    check(&t3_small(), targets(7, 20), 0, [1, 1], [1, 2], minimum);
    let full = "a new ENI comes only once the others are full, and this one takes 49 prefixes";
    check(&p3dn(), DEFAULT, 3, [2, 2], [1, 2], full);
    check(&p3dn(), DEFAULT, 95, [3, 7], [1, 7], full);
    check(&p3dn(), targets(5, 10), 45, [2, 4], [1, 4], full);
}

/// Targets at their ends: 0 ENIs or prefixes still get one when none is free, 0 addresses is no target, and
/// a minimum on its own is where the pool stops.
#[test]
fn targets_at_their_ends() {
    let m5_large = nitro("m5.large", 3, 10);
    let of = |mode, warm, pods| {
        let h = holds(&m5_large, mode, warm, pods, 110);
        (h.enis, h.addresses)
    };
    let none_warm = WarmTargets { enis: Some(0), prefixes: Some(0), ..DEFAULT };
    assert_eq!(of(SecondaryIp, none_warm, 0), (1, 9));
    assert_eq!(of(SecondaryIp, none_warm, 8), (1, 9));
    assert_eq!(of(SecondaryIp, none_warm, 9), (2, 18), "none is free");
    assert_eq!(of(PrefixDelegation, none_warm, 15), (1, 16));
    assert_eq!(of(PrefixDelegation, none_warm, 16), (1, 32));
    assert_eq!(of(SecondaryIp, targets(0, 0), 20), of(SecondaryIp, DEFAULT, 20));
    let minimum_alone = WarmTargets { minimum: Some(12), ..DEFAULT };
    assert_eq!(of(SecondaryIp, minimum_alone, 5), (2, 12));
    assert_eq!(of(SecondaryIp, minimum_alone, 20), (2, 12), "8 pods would never get an address");
    assert_eq!(of(SecondaryIp, WarmTargets { enis: Some(24), ..DEFAULT }, 0), (3, 27), "never more than E");
}

/// Growth stops at max-pods with any target: ipamd looks at it before all of them.
#[test]
fn max_pods_stops_the_pool() {
    let m5_large = nitro("m5.large", 3, 10);
    let of = |mode, warm, pods, max_pods| holds(&m5_large, mode, warm, pods, max_pods).addresses;
    assert_eq!(of(SecondaryIp, DEFAULT, 8, 9), 9, "one ENI reaches 9");
    assert_eq!(of(SecondaryIp, DEFAULT, 8, 10), 18);
    assert_eq!(of(SecondaryIp, targets(5, 1), 8, 10), 10, "13 without it");
    assert_eq!(of(PrefixDelegation, DEFAULT, 30, 32), 32, "3 prefixes without it");
    assert_eq!(of(PrefixDelegation, targets(10, 1), 30, 32), 32, "3 prefixes without it");
    // The first filling is asked for in one go: up to an ENI at a time.
    assert_eq!(of(SecondaryIp, targets(12, 12), 0, 4), 9, "the first ENI whole");
    assert_eq!(of(PrefixDelegation, WarmTargets { prefixes: Some(3), ..DEFAULT }, 0, 29), 48);
}

/// Modes that need no pool, or hold an ENI back from it.
#[test]
fn every_mode_holds_its_own() {
    let m5_large = nitro("m5.large", 3, 10);
    let of = |mode, branch_enis, addresses| {
        let node = NodeSettings::default();
        let h = held(&m5_large, mode, InUse { addresses, branch_enis, max_pods: 110, node: &node });
        (h.enis, h.node_subnet_addresses, h.pod_subnet_addresses, h.nau)
    };
    // 1 IPv4 address; with IPv6 one IPv6 address and the /80 count as well
    assert_eq!(of(OverlayCalico, 0, 20), (1, 1, 0, 1));
    assert_eq!(of(Ipv6, 0, 20), (1, 1, 0, 3));
    // node subnet 1; pods on 2 ENIs: 2*9 + 2 = 20; NAU 1 + 20 + 2 ENIs more
    assert_eq!(of(CustomNetworking, 0, 18), (3, 1, 20, 23));
    // 3 prefixes on one ENI: 48 + 1; NAU 1 + 1 + 3 + 1 ENI more
    assert_eq!(of(CustomNetworkingPrefix, 0, 20), (2, 1, 49, 6));
    // trunk 1, one pool ENI and one warm: 2*9 + 3; nine branch ENIs: 9 more, and twice 9 of NAU
    assert_eq!(of(SecurityGroups, 0, 2), (3, 21, 0, 23));
    assert_eq!(of(SecurityGroups, 9, 2), (3, 30, 0, 41));
    // 20 + 8 ahead, but 27 at most: 3 ENIs of 10
    assert_eq!(of(CiliumEni, 0, 20), (3, 30, 0, 32));
    // ceil(28/16) = 2 prefixes: 32 + 1; NAU 1 + 2
    assert_eq!(of(CiliumEniPrefix, 0, 20), (1, 33, 0, 3));
    // a type from before Nitro takes no prefixes
    let m4_large = InstanceType { hypervisor: Hypervisor::Xen, ..nitro("m4.large", 2, 10) };
    let node = NodeSettings::default();
    let in_use = InUse { addresses: 5, branch_enis: 0, max_pods: 20, node: &node };
    assert_eq!(held(&m4_large, PrefixDelegation, in_use), held(&m4_large, SecondaryIp, in_use));
    assert_eq!(held(&m4_large, PrefixDelegation, in_use).addresses, 18);
}

proptest! {
    #![proptest_config(config(2_000))]

    /// ENIs, prefixes and addresses as the loop leaves them, whatever the targets.
    #[test]
    fn the_closed_forms_are_the_loop(
        t in instance_type("m5.large"),
        s in scenario(Era::Today, Plausible),
        pods in prop_oneof![0..=40_u32, 0..=800_u32],
        max_pods in prop_oneof![1..=40_u32, 1..=800_u32],
    ) {
        let in_use = InUse { addresses: pods, branch_enis: 0, max_pods, node: &s.node };
        let h = held(&t, s.mode, in_use);
        if matches!(s.mode, Ipv6 | OverlayHostLocal | OverlayCalico | OverlayCilium) {
            prop_assert_eq!((h.enis, h.addresses, h.subnet_addresses()), (1, 0, 1));
            return Ok(());
        }
        let (serving, slots) = pool(&t, &s, max_pods.into()).with(pods.into());
        let per_slot = if h.prefixes > 0 { 16 } else { 1 };
        prop_assert_eq!(i128::from(h.addresses), slots * per_slot, "{:?}", h);
        prop_assert!(h.prefixes == 0 || i128::from(h.prefixes) == slots);
        let usable = usable_enis(t.enis, &s);
        let idle = u32::from(usable > 1 && !matches!(s.mode, SecondaryIp | PrefixDelegation | CiliumEni | CiliumEniPrefix));
        prop_assert_eq!(i128::from(h.enis), serving.max(1) + i128::from(idle));
        prop_assert_eq!(h.subnet_addresses(), h.enis + h.addresses);
        // Every pod that the node's addresses are counted for gets one, unless max-pods keeps it out.
        let counted = address_capacity(&t, s.mode, &s.node).expect("a pool has an end");
        prop_assert!(h.addresses >= pods.min(counted).min(max_pods), "{} of {} counted, {:?}", pods, counted, h);
    }
}
