//! Worked rows that a person can check by hand, each with its arithmetic.
//!
//! Row ids (G1 to G33 but G9, C7, S2, S3, S9, S11, S12) are stable and named in each failure. Figures:
//! aws/amazon-vpc-cni-k8s@b52188387f2e (misc/eni-max-pods.txt, pkg/vpc/vpc_ip_resource_limit.go,
//! docs/eni-and-ip-target.md, docs/prefix-and-ip-target.md) for ENIs and addresses,
//! aws/karpenter-provider-aws@1d927085dd81 (website/content/en/docs/reference/instance-types.md,
//! pkg/providers/instancetype/zz_generated.bandwidth.go, pkg/providers/pricing/zz_generated.pricing_aws.go)
//! for allocatable, bandwidth and prices, kubernetes-sigs/aws-ebs-csi-driver@429e202e5897 (pkg/driver/node.go,
//! pkg/cloud/limits) for volumes, kubernetes/community@24e7d8f5409c
//! (sig-scalability/configs-and-limits/thresholds.md) for the threshold, awsdocs/amazon-vpc-user-guide@06e98d972c59
//! (doc_source/network-address-usage.md) for NAU, aws/aws-eks-best-practices@dc0243ad2cf4
//! (latest/bpg/networking/vpc-cni.adoc) for G30. G9 counts addresses of a cluster pool, which no VPC address is.

#[path = "../src/testing.rs"]
mod testing;

use model::catalog::instance_type::*;
use model::catalog::*;
use model::node::addresses::address_capacity;
use model::node::allocatable::allocatable;
use model::node::bandwidth;
use model::node::capacity::{Capacity, capacity};
use model::node::limit::Limit;
use model::node::max_pods::{NodeKind, community_threshold, eni_limited, max_pods, mode_formula};
use model::node::volumes::csi_volumes;
use model::node::warm_pool::{Held, InUse, assignable, cooling, held};
use model::node::workload::Workload;
use model::plan::article_2018;
use model::plan::cost::Bill;
use model::plan::{Candidate, judge};
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::*;
use model::units::*;
use model::vpc::subnets::{ENIS_PER_REGION, NAU_MAXIMUM, NAU_QUOTA, VpcUse, fit, with_surge};
use testing::instance_type;

/// A Nitro x86 type: vCPUs, MiB, ENIs, IPv4 addresses of one ENI.
fn nitro(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    instance_type(name, vcpu, memory, enis, ipv4_per_eni)
}

fn xen(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    InstanceType { hypervisor: Hypervisor::Xen, branch_enis: Some(0), ..nitro(name, vcpu, memory, enis, ipv4_per_eni) }
}

fn arm(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    InstanceType { arch: Arch::Arm64, ..nitro(name, vcpu, memory, enis, ipv4_per_eni) }
}

fn m5_large() -> InstanceType {
    nitro("m5.large", 2, 8_192, 3, 10)
}

fn m5_24xlarge() -> InstanceType {
    InstanceType { baseline: Mbps(25_000), ..nitro("m5.24xlarge", 96, 393_216, 15, 50) }
}

/// Pods with no requests, so that only addresses and max-pods count.
fn light_pods(mode: NetworkMode) -> Scenario {
    let pod = PodProfile { cpu: MilliCpu(0), memory: Mib(0), own_security_group: false, ..PodProfile::default() };
    Scenario { profiles: vec![pod], mode, ..Scenario::default() }
}

fn capacity_of(t: &InstanceType, s: &Scenario) -> Capacity {
    capacity(t, &Workload::of(s))
}

/// Pod addresses by secondary IPs, and the max-pods formulas before any cap.
#[test]
fn addresses_and_max_pods_formulas() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, [addresses, published, with_prefixes]: [u32; 3]) {
        assert_eq!(address_capacity(&t, SecondaryIp, None), Some(addresses), "{row} {}: E*S", t.name);
        assert_eq!(eni_limited(&t), published, "{row} {}: E*S+2", t.name);
        assert_eq!(mode_formula(&t, PrefixDelegation, None), Some(with_prefixes), "{row} {}: E*S*16+2", t.name);
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
        assert_eq!(mode_formula(&t, mode, None), Some(raw), "{row}: formula");
        assert_eq!(
            max_pods(&t, mode, &NodeSettings { kind: NodeKind::ManagedNodeGroup, ..NodeSettings::default() }),
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
fn node_kinds_set_max_pods() {
    #[track_caller]
    fn check(kind: NodeKind, mode: NetworkMode, fixed: Option<u32>, expected: [u32; 2]) {
        let node = NodeSettings { kind, max_pods: fixed, ..NodeSettings::default() };
        let of = |t| max_pods(&t, mode, &node);
        assert_eq!([of(m5_large()), of(m5_24xlarge())], expected, "{kind:?} {mode:?} {fixed:?}");
    }
    // E*S+2, no cap, prefixes or not: 3*9+2, 15*49+2
    check(NodeKind::Nodeadm, SecondaryIp, None, [29, 737]);
    check(NodeKind::Nodeadm, PrefixDelegation, None, [29, 737]);
    check(NodeKind::Bottlerocket, CustomNetworking, None, [29, 737]);
    // RESERVED_ENIS=1 for custom networking: 2*9+2, 14*49+2
    check(NodeKind::Karpenter, SecondaryIp, None, [29, 737]);
    check(NodeKind::Karpenter, CustomNetworking, None, [20, 688]);
    // min(110, E*S): 27 and 735
    check(NodeKind::AutoMode, SecondaryIp, None, [27, 110]);
    check(NodeKind::AutoMode, SecondaryIp, Some(20), [20, 20]);
    check(NodeKind::AutoMode, SecondaryIp, Some(200), [27, 110]);
    // a fixed number wins elsewhere
    check(NodeKind::ManagedNodeGroup, SecondaryIp, Some(200), [200, 200]);
    // no ENI bounds the pods: the cap alone
    check(NodeKind::ManagedNodeGroup, Ipv6, None, [110, 250]);
    check(NodeKind::ManagedNodeGroup, OverlayCalico, None, [110, 250]);
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
    let standard = address_capacity(&m5_large(), SecurityGroups, None);
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
        assert_eq!(address_capacity(&m5_large(), mode, None), Some(expected), "1.5: {mode:?}");
    }
    check(OverlayHostLocal, 256 - 2 - 1);
    check(OverlayCalico, 64 * 20);
    check(OverlayCilium, 252);
}

/// Kubernetes' own threshold: min(110, 10 x cores).
#[test]
fn community_thresholds() {
    assert_eq!(community_threshold(&m5_large()), 20, "G10: 2 cores");
    let xlarge_12_cores = nitro("x", 12, 16_384, 4, 15);
    assert_eq!(community_threshold(&xlarge_12_cores), 110, "G10: min(110, 120)");
}

/// CPU, memory and ephemeral storage left for pods with a 20 GiB root volume.
#[test]
fn allocatable_matches_karpenters_page() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, kind: NodeKind, pods: u32, [cpu, memory]: [u32; 2]) {
        let node = NodeSettings { kind, ..NodeSettings::default() };
        let a = allocatable(&t, &node, pods);
        // 20*1024 - 1024 - 2048 = 17 GiB
        assert_eq!((a.cpu.0, a.memory.0, a.ephemeral.0), (cpu, memory, 17 * 1024), "{row} {}", t.name);
    }
    use NodeKind::{Bottlerocket, Karpenter};
    // 2000-60-10; 8192-ceil(614.4)-(255+11*29)-100 = 8192-615-574-100
    check("G11", m5_large(), Karpenter, 29, [1_930, 6_903]);
    // 4000-60-10-10; 16384-ceil(1228.8)-(255+11*58)-100 = 16384-1229-893-100
    check("G12", nitro("m5.xlarge", 4, 16_384, 4, 15), Karpenter, 58, [3_920, 14_162]);
    // 2048-ceil(153.6)-(255+11*11)-100 = 2048-154-376-100
    check("G13", nitro("t3.small", 2, 2_048, 3, 4), Karpenter, 11, [1_930, 1_418]);
    // 8192-64 = 8128; 8128-ceil(609.6)-574-100 = 8128-610-574-100
    check("G14", arm("m7g.large", 2, 8_192, 3, 10), Karpenter, 29, [1_930, 6_844]);
    // 192000-60-10-10-floor(188*2.5); 786368-ceil(58977.6)-(255+11*737)-100 = 786368-58978-8362-100
    check("G15", arm("m8g.48xlarge", 192, 786_432, 15, 50), Karpenter, 737, [191_450, 718_928]);
    // 2097152-ceil(157286.4)-(255+11*100)-100 = 2097152-157287-1355-100
    check("G16", nitro("p5.48xlarge", 192, 2_097_152, 2, 50), Karpenter, 100, [191_450, 1_938_410]);
    // Bottlerocket counts max-pods itself: 8192-615-(255+11*110)-100 = 8192-615-1465-100
    check("G17", m5_large(), Bottlerocket, 110, [1_930, 6_012]);
    // AL2023 counts the ENIs' 29 whatever max-pods is
    check("3 (AL2023 with max-pods 110)", m5_large(), Karpenter, 110, [1_930, 6_903]);
    // 5 vCPUs: 5000-60-10-10-floor(2.5); 7: 7000-60-10-10-floor(7.5). 8192-615-574-100
    check("3 (5 vCPUs)", nitro("x", 5, 8_192, 3, 10), Karpenter, 29, [4_918, 6_903]);
    check("3 (7 vCPUs)", nitro("x", 7, 8_192, 3, 10), Karpenter, 29, [6_913, 6_903]);
}

/// Ephemeral storage: the node's filesystem less 1 GiB and 10 %, in whole MiB.
#[test]
fn ephemeral_storage() {
    #[track_caller]
    fn check(root_gib: u32, instance_store: bool, local_nvme_gb: u32, expected: u32) {
        let t = InstanceType { local_nvme_gb, ..m5_large() };
        let node = NodeSettings { root_gib, instance_store, ..NodeSettings::default() };
        assert_eq!(allocatable(&t, &node, 29).ephemeral.0, expected, "3: {root_gib} GiB, {local_nvme_gb} GB");
    }
    check(20, true, 0, 17 * 1024); // no NVMe: 20480-1024-2048
    check(21, false, 75, 18_329); // 21504-1024-ceil(2150.4)
    check(20, true, 75, 63_348); // 75*10^9/2^20 = 71525.5; 71525-1024-ceil(7152.5)
    check(20, false, 75, 17 * 1024);
}

/// EBS volumes for pods: slots less root less, where shared, the ENIs beyond the first.
#[test]
fn ebs_volumes() {
    #[track_caller]
    fn check(row: &str, mut t: InstanceType, slots: u32, kind: AttachmentKind, enis: u32, expected: u32) {
        t.attachments = Attachments { slots, kind };
        assert_eq!(csi_volumes(&t, 0, enis), expected, "{row} {}", t.name);
    }
    use AttachmentKind::{Dedicated, Shared};
    check("G18", m5_large(), 27, Shared, 3, 27 - 1 - 2);
    check("G19", nitro("m7i.large", 2, 8_192, 3, 10), 32, Dedicated, 3, 32 - 1);
    check("G20", nitro("m7i.48xlarge", 192, 786_432, 15, 50), 128, Dedicated, 15, 128 - 1);
    // EC2 says 40 shared; the driver takes 39 dedicated for every type from before Nitro
    check("G21", xen("m4.large", 2, 8_192, 2, 10), 40, Shared, 2, 39 - 1);
    check("4 (floor)", m5_large(), 3, Shared, 15, 1);
}

/// Sustained bandwidth shared by pods: as many as the baseline carries, and not one more.
#[test]
fn bandwidth_per_pod() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, mode: NetworkMode, each: u32, pods: u32) {
        let mut s = light_pods(mode);
        s.profiles[0].bandwidth = Mbps(each);
        let by_bandwidth = capacity_of(&t, &s).by_limit.get(Limit::Bandwidth);
        assert_eq!(by_bandwidth, Some(pods), "{row}: {each} Mbps each of {}", bandwidth::sustained(&t, mode));
    }
    check("G22", m5_large(), SecondaryIp, 30, 25); // 750/25 = 30
    check("G22", m5_large(), SecondaryIp, 31, 24); // 750/31 = 24.2
    check("G23", m5_24xlarge(), SecondaryIp, 100, 250); // 25000/250 = 100
    check("5 (overlay)", m5_large(), OverlayCalico, 1, 727); // 750*0.97 = 727.5
}

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
    let held = holds(&m5_large(), SecondaryIp, WarmTargets::default(), 29, 20);
    assert_eq!(assignable(&held, 20, 10), 27 - 20 - 5, "G31");
    assert_eq!(assignable(&held, 25, 10), 0, "G31: 27 - 25 - 5 is none");
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
    let subnets = vec![Subnet { zone: "us-east-1a".into(), free_addresses: 251 }; 3];
    let of = |mode, warm, max_pods, k| {
        let node = nitro("m5.xlarge", 4, 16_384, 4, 15);
        fit(VpcUse::of(&holds(&node, mode, warm, max_pods, k), 60), &subnets).expect("subnets are listed")
    };
    let need = |mode, warm, max_pods, k| {
        let f = of(mode, warm, max_pods, k);
        (f.need, f.demand.pod_subnets, f.fits)
    };
    let default = WarmTargets::default();
    assert_eq!(of(SecondaryIp, default, 58, 20).have, 3 * 251, "S3: 753 usable");
    // 3 ENIs of 15: 45 a node, with 20 in use or with 22
    assert_eq!(need(SecondaryIp, default, 58, 20), (2_700, 0, false), "S3 default");
    assert_eq!(need(SecondaryIp, default, 58, 22), (2_700, 0, false), "S3 default, two daemonsets");
    // 1 + ceil(20/16) = 3 prefixes and an ENI: 49 a node; 180 blocks of 3 * 14
    assert_eq!(need(PrefixDelegation, default, 110, 22), (2_940, 0, false), "S3 prefixes");
    let blocks = of(PrefixDelegation, default, 110, 22).blocks.map(|b| (b.need, b.have));
    assert_eq!(blocks, Some((180, 42)), "S3 prefixes");
    // 20 + 2 on 2 ENIs: 24 a node; with two daemonsets more 22 + 2 on 2: 26
    assert_eq!(need(SecondaryIp, targets(2, 12), 58, 20), (1_440, 0, false), "S3 small warm pool");
    assert_eq!(need(SecondaryIp, targets(2, 12), 58, 22), (1_560, 0, false), "S3, two daemonsets");
    // one address a node where the nodes are, 3 ENIs of 15 where the pods are
    assert_eq!(need(CustomNetworking, default, 44, 22), (60, 2_700, true), "S3 custom networking");
    assert_eq!(need(OverlayCalico, default, 110, 22), (60, 0, true), "S3 overlay");
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
    assert!(secondary.nau > NAU_MAXIMUM && prefixes.nau < NAU_QUOTA, "S11");
    assert!(secondary.addresses() > 65_536 && prefixes.addresses() > 65_536, "S11: neither fits a /16");
    assert!(secondary.enis > ENIS_PER_REGION, "S11: 9,000 ENIs");
}

/// WARM_IP_TARGET and MINIMUM_IP_TARGET.
fn targets(warm: u32, minimum: u32) -> WarmTargets {
    WarmTargets { addresses: Some(warm), minimum: Some(minimum), ..WarmTargets::default() }
}

fn holds(t: &InstanceType, mode: NetworkMode, warm: WarmTargets, max_pods: u32, k: u32) -> Held {
    let node = NodeSettings { warm, ..NodeSettings::default() };
    held(t, mode, InUse { addresses: k, branch_enis: 0, max_pods, node: &node })
}

/// A month of one node over its pods, at 730 h.
#[test]
fn price_per_pod() {
    #[track_caller]
    fn check(row: &str, hourly: u64, pods: u32, month: &str, per_pod: &str) {
        let one = Bill { nodes: 1, pods, per_node: pods, hourly: MicroUsd(hourly), hours: 730 }.fleet();
        assert_eq!((one.nodes, one.monthly.cents().as_str()), (1, month), "{row}");
        assert_eq!((one.per_slot.per_pod(), one.per_pod.per_pod()), (per_pod.into(), per_pod.into()), "{row}");
    }
    check("G33 m5.large gross", 96_000, 27, "$70.08", "$2.596"); // 730*0.096 = 70.08; /27
    check("G33 m5.large net", 96_000, 23, "$70.08", "$3.047"); // 27-4 = 23
    check("G33 m5.xlarge gross", 192_000, 56, "$140.16", "$2.503"); // 4*14 = 56
    check("G33 m5.xlarge net", 192_000, 52, "$140.16", "$2.695"); // 56-4 = 52
}

/// The article's claim that T2 is to be avoided, by its own formula: price of a pod at 730 h.
#[test]
fn t2_in_the_article() {
    #[track_caller]
    fn check(name: &str, enis: u32, ipv4_per_eni: u32, hourly: u64, expected: Option<(u32, &str)>) {
        let judged = judge_2018(history(name, enis, ipv4_per_eni, hourly), &Scenario::default());
        let got = judged.map(|c| (c.capacity.pods, c.fleet.per_slot.per_pod()));
        assert_eq!(got, expected.map(|(pods, price)| (pods, price.to_string())), "C7 {name}");
    }
    check("t3.large", 3, 12, 83_200, Some((29, "$2.094"))); // 60.736/(33-4)
    check("t2.large", 3, 12, 92_800, Some((29, "$2.336"))); // 67.744/29
    check("t2.medium", 3, 6, 46_400, Some((11, "$3.079"))); // 33.872/(15-4)
    check("t2.small", 3, 4, 23_000, Some((5, "$3.358"))); // 16.79/(9-4)
    check("t2.xlarge", 3, 15, 185_600, Some((38, "$3.565"))); // 135.488/(42-4) = 3.56547
    check("t2.2xlarge", 3, 15, 371_200, Some((38, "$7.131"))); // 270.976/38
    check("t2.micro", 2, 2, 11_600, None); // 2-4 < 0
    check("t2.nano", 2, 2, 5_800, None);
}

/// Whole scenarios: pods per node, nodes, dollars a month.
#[test]
fn scenarios_today() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, hourly: u64, s: &Scenario, expected: (u32, Limit, u32, &str)) {
        let c = judge_today(t, hourly, s);
        let binding: Vec<Limit> = c.capacity.by_limit.binding().collect();
        let got = (c.capacity.pods, binding[0], c.fleet.nodes, c.fleet.monthly.cents());
        let (pods, limit, nodes, month) = expected;
        assert_eq!(got, (pods, limit, nodes, month.to_string()), "{row}");
    }
    let s2 = |mode| scenario(400, 50, 64, mode);
    // min(27-2, 29-4) = 25; ceil(400/25) = 16; 16*70.08
    check("S2 secondary", m5_large(), 96_000, &s2(SecondaryIp), (25, Limit::Addresses, 16, "$1,121.28"));
    // floor((1930-200)/50) = 34; ceil(400/34) = 12; 12*70.08
    check("S2 prefixes", m5_large(), 96_000, &s2(PrefixDelegation), (34, Limit::Cpu, 12, "$840.96"));

    let t3_medium = || nitro("t3.medium", 2, 4_096, 3, 6);
    let s9 = |mode| scenario(30, 50, 128, mode);
    // 4096-308-(255+11*17)-100 = 3246; floor((3246-200)/128) = 23; 2*730*0.0416
    check("S9 prefixes", t3_medium(), 41_600, &s9(PrefixDelegation), (23, Limit::Memory, 2, "$60.74"));
    // min(15-2, 17-4) = 13; ceil(30/13) = 3; 3*730*0.0416
    check("S9 secondary", t3_medium(), 41_600, &s9(SecondaryIp), (13, Limit::Addresses, 3, "$91.10"));

    // 110-4 = 106 slots with prefixes instead of 25
    let slots = |mode| capacity_of(&m5_large(), &light_pods(mode)).pods;
    assert_eq!((slots(SecondaryIp), slots(PrefixDelegation)), (25, 106), "S12");
    assert_eq!(community_threshold(&m5_large()), 20, "S2: 34 pods are more than 10 x cores");
}

/// The same by the article's rules.
#[test]
fn scenarios_of_2018() {
    #[track_caller]
    fn check(row: &str, t: HistoryType, s: &Scenario, expected: (u32, u32, &str)) {
        let c = judge_2018(t, s).expect("has room");
        let got = (c.capacity.pods, c.fleet.nodes, c.fleet.monthly.cents());
        assert_eq!(got, (expected.0, expected.1, expected.2.to_string()), "{row}");
    }
    let (s2, s9) = (scenario(400, 50, 64, SecondaryIp), scenario(30, 50, 128, SecondaryIp));
    // 27-4 = 23; ceil(400/23) = 18; 18*70.08
    check("S2", history("m5.large", 3, 10, 96_000), &s2, (23, 18, "$1,261.44"));
    // ceil(30/23) = 2; 2*70.08
    check("S9", history("m5.large", 3, 10, 96_000), &s9, (23, 2, "$140.16"));
    // 33-4 = 29; ceil(30/29) = 2; 2*730*0.0928
    check("S9 (C7)", history("t2.large", 3, 12, 92_800), &s9, (29, 2, "$135.49"));
}

fn history(name: &str, enis: u32, ipv4_per_eni: u32, hourly: u64) -> HistoryType {
    let hourly = Some(MicroUsd(hourly));
    HistoryType { name: name.into(), vcpu: 2, memory: Mib(8_192), enis, ipv4_per_eni, hourly, in_vpc_cni: true }
}

/// So many pods of these requests beside the default daemonsets: two on the host network, 200m in all.
fn scenario(pods: u32, cpu: u32, memory: u32, mode: NetworkMode) -> Scenario {
    let pod = PodProfile { pods, cpu: MilliCpu(cpu), memory: Mib(memory), ..PodProfile::default() };
    Scenario { profiles: vec![pod], mode, ..Scenario::default() }
}

fn catalog(types: Vec<InstanceType>, hourly: u64, history: Vec<HistoryType>) -> Catalog {
    let on_demand = Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published });
    let offers = vec![Offer { offered: true, on_demand, spot_savings: None }; types.len()];
    let region = Region {
        code: "us-east-1".into(),
        location: "US East (N. Virginia)".into(),
        on_demand_as_of: "2026-07-20".into(),
        availability_known: true,
    };
    let (types, history) = (types.into(), history.into());
    Catalog { version: "1".into(), region, spot_as_of: String::new(), types, offers, history }
}

fn judge_today(t: InstanceType, hourly: u64, s: &Scenario) -> Candidate {
    let catalog = catalog(vec![t], hourly, vec![]);
    let only = catalog.indices().next().expect("one type");
    judge(&catalog, s, only).expect("has room").into()
}

fn judge_2018(t: HistoryType, s: &Scenario) -> Option<Candidate> {
    article_2018::plan(&catalog(vec![], 0, vec![t]), s).best().copied()
}
