//! Addresses, max-pods by formula, mode and owner, and the threshold of Kubernetes.

use crate::types::*;
use model::catalog::instance_type::*;
use model::node::addresses::address_capacity;
use model::node::max_pods::{by_settings as max_pods, community_threshold, eni_limited, mode_formula};
use model::plan::article_2018;
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::*;

fn usual() -> NodeSettings {
    NodeSettings::default()
}

/// Pod addresses by secondary IPs, and the max-pods formulas before any cap.
#[test]
fn addresses_and_max_pods_formulas() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, [addresses, published, with_prefixes]: [u32; 3]) {
        assert_eq!(address_capacity(&t, SecondaryIp, &usual()), Some(addresses), "{row} {}: E*S", t.name);
        assert_eq!(eni_limited(&t), published, "{row} {}: E*S+2", t.name);
        assert_eq!(mode_formula(&t, PrefixDelegation, &usual()), Some(with_prefixes), "{row} {}: E*S*16+2", t.name);
    }
    // 2*1 = 2, +2 = 4; Xen has no prefixes and falls back
    check("1.1", xen("t2.micro", 1, 1_024, 2, 2), [2, 4, 4]);
    // 3*3 = 9
    check("1.1", xen("t2.small", 1, 2_048, 3, 4), [9, 11, 11]);
    // 3*5 = 15
    check("1.1", xen("t2.medium", 2, 4_096, 3, 6), [15, 17, 17]);
    // 3*11 = 33
    check("1.1", xen("t2.large", 2, 8_192, 3, 12), [33, 35, 35]);
    // 3*14 = 42
    check("1.1", xen("t2.xlarge", 4, 16_384, 3, 15), [42, 44, 44]);
    // 2*9 = 18
    check("1.1", xen("m4.large", 2, 8_192, 2, 10), [18, 20, 20]);
    // 3*3 = 9, 9*16+2 = 146
    check("1.1", nitro("t3.small", 2, 2_048, 3, 4), [9, 11, 146]);
    // 3*5 = 15, 15*16+2 = 242
    check("1.1", nitro("t3.medium", 2, 4_096, 3, 6), [15, 17, 242]);
    // 3*11 = 33, 33*16+2 = 530
    check("1.1", nitro("t3.large", 2, 8_192, 3, 12), [33, 35, 530]);
    // G1: 3*9+2 = 29; G2: 3*9*16+2 = 434
    check("G1 G2", m5_large(), [27, 29, 434]);
    // 4*14 = 56, 56*16+2 = 898
    check("1.1", nitro("m5.xlarge", 4, 16_384, 4, 15), [56, 58, 898]);
    // 8*29 = 232, 232*16+2 = 3714
    check("1.1", nitro("m5.4xlarge", 16, 65_536, 8, 30), [232, 234, 3_714]);
    // 15*49 = 735, 735*16+2 = 11762
    check("1.1", m5_24xlarge(), [735, 737, 11_762]);
    // 2*3 = 6, 6*16+2 = 98
    check("1.1", arm("m7g.medium", 1, 4_096, 2, 4), [6, 8, 98]);
    // 3*19 = 57, 57*16+2 = 914
    check("1.1", nitro("m8i.large", 2, 8_192, 3, 20), [57, 59, 914]);
    // 24*63 = 1512, 1512*16+2 = 24194
    check("1.1", nitro("m8i.48xlarge", 192, 786_432, 24, 64), [1_512, 1_514, 24_194]);
    // two cards of 12 ENIs each, only the default one counts: 12*49 = 588, 588*16+2 = 9410
    let c8gn = InstanceType { enis_all_cards: 24, ..arm("c8gn.48xlarge", 192, 393_216, 12, 50) };
    check("1.1", c8gn, [588, 590, 9_410]);
    // 32 cards: 2*49 = 98, 98*16+2 = 1570
    let p5 = InstanceType { enis_all_cards: 64, ..nitro("p5.48xlarge", 192, 2_097_152, 2, 50) };
    check("1.1", p5, [98, 100, 1_570]);
}

/// The formula of a mode, and what a managed node group makes of it: 110 up to 30 vCPUs, 250 above.
#[test]
fn managed_node_groups_cap_max_pods() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, mode: NetworkMode, raw: u32, capped: u32) {
        assert_eq!(mode_formula(&t, mode, &usual()), Some(raw), "{row}: formula");
        assert_eq!(
            max_pods(&t, mode, &NodeSettings { owner: Owner::ManagedNodeGroup, ..NodeSettings::default() }),
            capped,
            "{row}: capped"
        );
    }
    check("G1", m5_large(), SecondaryIp, 29, 29); // 3*9+2 < 110
    check("G5", m5_large(), PrefixDelegation, 434, 110); // 3*9*16+2 = 434
    check("G6", m5_large(), CustomNetworking, 20, 20); // 2*9+2
    check("G7", m5_large(), CustomNetworkingPrefix, 290, 110); // 2*9*16+2 = 290
    check("2 (large)", m5_24xlarge(), SecondaryIp, 737, 250); // 96 vCPUs > 30
    check("2 (30 vCPUs)", nitro("x", 30, 65_536, 8, 30), SecondaryIp, 234, 110); // "vCPU > 30" for 250
    check("2 (31 vCPUs)", nitro("x", 31, 65_536, 8, 30), SecondaryIp, 234, 234);
}

/// Who sets max-pods, on m5.large (3 x 10) and m5.24xlarge (15 x 50).
#[test]
fn owners_set_max_pods_on_every_os_of_linux() {
    #[track_caller]
    fn check(owner: Owner, mode: NetworkMode, fixed: Option<u32>, expected: [u32; 2]) {
        for chosen_os in [Os::Al2023, Os::Bottlerocket] {
            let node = NodeSettings { owner, chosen_os, max_pods: fixed, ..NodeSettings::default() };
            let of = |t| max_pods(&t, mode, &node);
            assert_eq!([of(m5_large()), of(m5_24xlarge())], expected, "{owner:?} {chosen_os:?} {mode:?} {fixed:?}");
        }
    }
    // E*S+2, no cap, prefixes or not: 3*9+2, 15*49+2
    check(Owner::SelfManaged, SecondaryIp, None, [29, 737]);
    check(Owner::SelfManaged, PrefixDelegation, None, [29, 737]);
    check(Owner::SelfManaged, CustomNetworking, None, [29, 737]);
    // RESERVED_ENIS=1 for custom networking: 2*9+2, 14*49+2
    check(Owner::Karpenter, SecondaryIp, None, [29, 737]);
    check(Owner::Karpenter, CustomNetworking, None, [20, 688]);
    // min(110, E*S): 27 and 735
    check(Owner::AutoMode, SecondaryIp, None, [27, 110]);
    check(Owner::AutoMode, SecondaryIp, Some(20), [20, 20]);
    check(Owner::AutoMode, SecondaryIp, Some(200), [27, 110]);
    // a fixed number wins elsewhere
    check(Owner::ManagedNodeGroup, SecondaryIp, Some(200), [200, 200]);
    // no ENI bounds the pods: the cap alone
    check(Owner::ManagedNodeGroup, Ipv6, None, [110, 250]);
    check(Owner::ManagedNodeGroup, OverlayCalico, None, [110, 250]);
}

/// Pods beside the four daemonsets: as the article counts them, and with two of them on the host network.
#[test]
fn daemonsets_take_addresses_or_only_places() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, article: i64, today: u32) {
        let of_2018 = history(&t.name, t.enis, t.ipv4_per_eni, 96_000);
        let pods = article_2018::pods(&of_2018, &ArticleSettings::default()).least();
        assert_eq!(pods, Some(article.max(0) as u32), "{row}: article");
        assert_eq!(capacity_of(&t, &light_pods(SecondaryIp)).pods, today, "{row}: today");
    }
    check("G3", m5_large(), 27 - 4, 25); // min(27-2, 29-2-2)
    check("G4", xen("t2.micro", 1, 1_024, 2, 2), 2 - 4, 0); // min(2-2, 4-2-2)
}

/// m5.large with security groups for pods: one of three ENIs becomes the trunk.
#[test]
fn branch_enis_beside_standard_pods() {
    let standard = address_capacity(&m5_large(), SecurityGroups, &usual());
    assert_eq!(standard, Some(18), "G8: (3-1)*9 standard addresses");
    let mut s = light_pods(SecurityGroups);
    assert_eq!(capacity_of(&m5_large(), &s).pods, 18 - 2, "G8: less two daemonsets with addresses");
    s.profiles[0].own_security_group = true;
    assert_eq!(capacity_of(&m5_large(), &s).pods, 9, "G8: branch ENIs");
}

/// Addresses of an overlay's block, before daemonsets.
#[test]
fn overlay_blocks() {
    #[track_caller]
    fn check(mode: NetworkMode, expected: u32) {
        assert_eq!(address_capacity(&m5_large(), mode, &usual()), Some(expected), "1.5: {mode:?}");
    }
    check(OverlayHostLocal, 256 - 2 - 1);
    check(OverlayCalico, 64 * 20);
    check(OverlayCilium, 252);
}

/// MINIMUM_IP_TARGET without WARM_IP_TARGET: the pool asks for no free address, so it ends at the minimum
/// (aws/amazon-vpc-cni-k8s@b52188387f2e pkg/ipamd/ipamd.go datastoreTargetState).
#[test]
fn a_minimum_alone_limits_the_pods_of_a_node() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, mode: NetworkMode, warm: WarmTargets, [addresses, pods]: [u32; 2]) {
        let mut s = light_pods(mode);
        s.node = NodeSettings { owner: Owner::SelfManaged, max_pods: Some(110), warm, ..NodeSettings::default() };
        let c = capacity_of(&t, &s);
        assert_eq!((c.addresses, c.pods), (Some(addresses), pods), "{row} {} {mode:?} {warm:?}", t.name);
    }
    let alone = |minimum| WarmTargets { minimum: Some(minimum), ..WarmTargets::default() };
    let m5_4xlarge = || nitro("m5.4xlarge", 16, 65_536, 8, 30);
    // Two daemonsets take an address each; a pool of 1 has none for pods.
    check("F1", m5_large(), SecondaryIp, alone(1), [1, 0]);
    check("F1", m5_large(), SecondaryIp, alone(12), [12, 12 - 2]);
    check("F1", m5_large(), SecondaryIp, targets(0, 12), [12, 12 - 2]);
    check("F1", m5_large(), SecondaryIp, targets(1, 12), [27, 27 - 2]); // one address ahead: it grows
    check("F1", m5_large(), SecondaryIp, alone(500), [27, 27 - 2]); // E*S
    check("F1", m5_large(), CustomNetworking, alone(12), [12, 12 - 2]);
    check("F1", m5_large(), SecurityGroups, alone(500), [18, 18 - 2]);
    check("F1", m5_large(), PrefixDelegation, alone(12), [16, 16 - 2]); // one prefix
    // Issue 3685, custom networking on types with 8 ENIs: "exactly 2 /28 prefixes (32 IPs), all assigned"
    check("vpc-cni#3685", m5_4xlarge(), CustomNetworkingPrefix, targets(0, 22), [32, 32 - 2]);
    // VPC CNI's settings say nothing to Cilium's operator.
    check("F1", m5_large(), CiliumEni, alone(12), [27, 27 - 2]);
}

/// MAX_ENI is a setting of VPC CNI's daemonset: 2 of the 3 ENIs of an m5.large, but all of them on Auto Mode and with
/// Cilium, neither of which has it.
#[test]
fn max_eni_counts_where_vpc_cni_reads_it() {
    #[track_caller]
    fn check(owner: Owner, mode: NetworkMode, [addresses, places]: [u32; 2]) {
        let mut s = light_pods(mode);
        s.node = NodeSettings { owner, max_eni: Some(2), ..NodeSettings::default() };
        let c = capacity_of(&m5_large(), &s);
        assert_eq!((c.addresses, c.max_pods), (Some(addresses), places), "F3: {owner:?} {mode:?}");
    }
    use Owner::*;
    check(ManagedNodeGroup, SecondaryIp, [2 * 9, 2 * 9 + 2]);
    check(SelfManaged, SecondaryIp, [2 * 9, 3 * 9 + 2]); // nodeadm does not read it
    check(ManagedNodeGroup, SecurityGroups, [9, 2 * 9 + 2]); // one ENI is the trunk
    check(ManagedNodeGroup, CiliumEni, [3 * 9, 3 * 9 + 2]);
    check(ManagedNodeGroup, CiliumEniPrefix, [3 * 9 * 16, 110]);
    check(AutoMode, SecondaryIp, [3 * 9, 3 * 9]);
    check(AutoMode, PrefixDelegation, [3 * 9 * 16, 3 * 9]);
}

/// Kubernetes' own threshold: min(110, 10 x cores).
#[test]
fn community_thresholds() {
    assert_eq!(community_threshold(&m5_large()), 20, "G10: 2 cores");
    let xlarge_12_cores = nitro("x", 12, 16_384, 4, 15);
    assert_eq!(community_threshold(&xlarge_12_cores), 110, "G10: min(110, 120)");
}
