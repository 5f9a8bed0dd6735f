//! Addresses that nodes hold in their subnets, and how a VPC counts them.

use crate::types::*;
use model::catalog::instance_type::*;
use model::node::warm_pool::cooling;
use model::scenario::network_mode::NetworkMode::*;
use model::scenario::*;
use model::vpc::subnets::{NAU_QUOTA, VpcUse, fit, with_surge};

/// Addresses that a node takes from the subnet with k addresses in use: by default, with WARM_IP_TARGET=2
/// and MINIMUM_IP_TARGET=12, with prefixes by default, and with WARM_IP_TARGET=5 and MINIMUM_IP_TARGET=10.
#[test]
fn subnet_addresses_of_a_node() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, [secondary, prefixes]: [u32; 2], k: u32, expected: [u32; 4]) {
        let of = |mode, warm, max_pods| holds(&t, mode, warm, max_pods, k).subnet_addresses();
        let got = [
            of(SecondaryIp, WarmTargets::default(), secondary),
            of(SecondaryIp, targets(2, 12), secondary),
            of(PrefixDelegation, WarmTargets::default(), prefixes),
            of(PrefixDelegation, targets(5, 10), prefixes),
        ];
        assert_eq!(got, expected, "{row} {} with {k} in use", t.name);
    }
    let m5_xlarge = nitro("m5.xlarge", 4, 16_384, 4, 15);
    let m5_4xlarge = nitro("m5.4xlarge", 16, 65_536, 8, 30);
    // 1 ENI of 9 + 1; 12 on 2 ENIs; 1 prefix + 1; ceil(10/16) = 1
    check("G24", m5_large(), [29, 110], 0, [10, 14, 17, 17]);
    // 2 ENIs; max(3, 12) = 12; 2 prefixes; ceil(10/16) = 1
    check("G25", m5_large(), [29, 110], 1, [20, 14, 33, 17]);
    // min(3, 1 + 3) ENIs; 22 on 3; 1 + ceil(20/16) = 3 prefixes; ceil(25/16) = 2
    check("G26", m5_large(), [29, 110], 20, [30, 25, 49, 33]);
    // 1 + ceil(20/14) = 3 ENIs of 15; 22 on 2; 3 prefixes; 2
    check("G27", m5_xlarge, [58, 110], 20, [45, 24, 49, 33]);
    // 1 + ceil(100/29) = 5 ENIs of 30; 102 on 4; 1 + 7 prefixes; ceil(105/16) = 7
    check("G28", m5_4xlarge, [234, 234], 100, [150, 106, 129, 113]);
    // 1 + ceil(50/49) = 3 ENIs of 50; 52 on 2; 1 + 4 prefixes; ceil(55/16) = 4
    check("G29", m5_24xlarge(), [250, 250], 50, [150, 54, 81, 65]);
}

/// AWS's example: three c5.large, two of them with a CoreDNS pod.
#[test]
fn addresses_of_three_quiet_nodes() {
    let c5_large = nitro("c5.large", 2, 4_096, 3, 10);
    let nodes = [1, 1, 0].map(|k| holds(&c5_large, SecondaryIp, WarmTargets::default(), 29, k));
    assert_eq!(nodes.map(|n| n.subnet_addresses()), [20, 20, 10], "G30: 20 + 20 + 10 = 50");
    let warm: u32 = nodes.iter().map(|n| n.addresses).sum::<u32>() - 2;
    assert_eq!(warm, 43, "G30: 18 + 18 + 9 = 45, two in use");
}

/// 30 seconds of cooldown.
#[test]
fn addresses_that_cool_down() {
    assert_eq!(cooling(10), 5, "G31: 10 * 30/60");
    assert_eq!(cooling(0), 0);
    assert_eq!(cooling(1), 1, "0.5, rounded up");
}

/// Network address usage: one unit an address or prefix, and one for each ENI beyond the first.
#[test]
fn network_address_usage_of_a_node() {
    let nau = |mode, max_pods| holds(&m5_large(), mode, WarmTargets::default(), max_pods, 20).nau;
    assert_eq!(nau(SecondaryIp, 29), 27 + 3 + 2, "G32");
    assert_eq!(nau(PrefixDelegation, 110), 1 + 3, "G32");
}

/// 60 m5.xlarge with 20 addresses in use in three empty /24 subnets, by mode and warm targets.
#[test]
fn sixty_nodes_in_three_small_subnets() {
    let subnets = vec![Subnet { zone: "us-east-1a".into(), free_addresses: Some(251) }; 3];
    let of = |mode, warm, max_pods, k| {
        let node = nitro("m5.xlarge", 4, 16_384, 4, 15);
        fit(&holds(&node, mode, warm, max_pods, k), 60, &subnets).expect("subnets are listed")
    };
    let need = |mode, warm, max_pods, k| {
        let f = of(mode, warm, max_pods, k);
        (f.need, f.demand.pod_subnets, f.fits)
    };
    let default = WarmTargets::default();
    assert_eq!(of(SecondaryIp, default, 58, 20).have, 3 * 251, "S3: 753 usable");
    // 3 ENIs of 15: 45 a node, with 20 in use or with 22
    assert_eq!(need(SecondaryIp, default, 58, 20), (2_700, 0, Some(false)), "S3 default");
    assert_eq!(need(SecondaryIp, default, 58, 22), (2_700, 0, Some(false)), "S3 default, two daemonsets");
    // 1 + ceil(20/16) = 3 prefixes and an ENI: 49 a node; 180 blocks of 3 * 14
    assert_eq!(need(PrefixDelegation, default, 110, 22), (2_940, 0, Some(false)), "S3 prefixes");
    let blocks = of(PrefixDelegation, default, 110, 22).blocks.map(|b| (b.need, b.have));
    assert_eq!(blocks, Some((180, 42)), "S3 prefixes");
    // 20 + 2 on 2 ENIs: 24 a node; with two daemonsets more 22 + 2 on 2: 26
    assert_eq!(need(SecondaryIp, targets(2, 12), 58, 20), (1_440, 0, Some(false)), "S3 small warm pool");
    assert_eq!(need(SecondaryIp, targets(2, 12), 58, 22), (1_560, 0, Some(false)), "S3, two daemonsets");
    // one address a node where the nodes are, 3 ENIs of 15 where the pods are
    assert_eq!(need(CustomNetworking, default, 44, 22), (60, 2_700, Some(true)), "S3 custom networking");
    assert_eq!(need(OverlayCalico, default, 110, 22), (60, 0, Some(true)), "S3 overlay");
    assert_eq!(with_surge(60), 78, "60 * 1.3");
}

/// 3,000 m5.4xlarge with 34 pods and two daemonsets each.
#[test]
fn three_thousand_nodes_outgrow_a_vpc() {
    let m5_4xlarge = nitro("m5.4xlarge", 16, 65_536, 8, 30);
    let of = |mode, max_pods| VpcUse::of(&holds(&m5_4xlarge, mode, WarmTargets::default(), max_pods, 36), 3_000);
    let (secondary, prefixes) = (of(SecondaryIp, 110), of(PrefixDelegation, 110));
    // 1 + ceil(36/29) = 3 ENIs of 30; 1 + ceil(36/16) = 4 prefixes and an ENI
    assert_eq!((secondary.addresses(), prefixes.addresses()), (270_000, 195_000), "S11: 90 and 65 a node");
    // 90 addresses and 2 ENIs more; 1 address and 4 prefixes
    assert_eq!((secondary.nau, prefixes.nau), (276_000, 15_000), "S11: 92 and 5 a node");
    assert!(secondary.nau > 256_000 && prefixes.nau < NAU_QUOTA, "S11: more than a VPC may ever have");
    assert!(secondary.addresses() > 65_536 && prefixes.addresses() > 65_536, "S11: neither fits a /16");
    assert_eq!(secondary.enis, 9_000, "S11: a Region has 5,000 unless raised");
}
