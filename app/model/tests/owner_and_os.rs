//! Owner and OS are two settings: what each decides, by the primary sources, and that neither decides the other's.

mod generate;
#[path = "../src/testing.rs"]
mod testing;

use generate::catalogs::instance_type as any_type;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::{mode, node, scenario};
use model::catalog::instance_type::*;
use model::catalog::{Offer, OnDemand, PriceKind};
use model::node::addresses::address_capacity;
use model::node::allocatable::{Allocatable, allocatable as of_scenario};
use model::node::capacity::{Capacity, capacity};
use model::node::disks::{data_gib, os_volumes, system_gib};
use model::node::launchable::NoStart;
use model::node::max_pods::{by_settings as max_pods, eni_limited};
use model::node::reserved::{eviction, kube_cpu, kube_memory};
use model::node::volumes::csi_volumes;
use model::node::warm_pool::{InUse, held};
use model::node::workload::Workload;
use model::plan::cost::{Confidence, node_price};
use model::plan::eligibility::{Reason, cannot_run};
use model::scenario::answers::Operator;
use model::scenario::link::{from_query, to_query};
use model::scenario::network_mode::MODES;
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::os::Os::{self, *};
use model::scenario::owner::Owner::{self, *};
use model::scenario::{Era, NodeSettings, Scenario, WarmTargets};
use model::units::{Mib, MicroUsd, MilliCpu};
use proptest::prelude::*;

const OWNERS: [Owner; 4] = [ManagedNodeGroup, SelfManaged, Karpenter, AutoMode];
const SYSTEMS: [Os; 3] = [Al2023, Bottlerocket, Windows];

fn on(owner: Owner, chosen_os: Os) -> NodeSettings {
    NodeSettings { owner, chosen_os, ..NodeSettings::default() }
}

fn nitro(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    testing::instance_type(name, vcpu, memory, enis, ipv4_per_eni)
}

fn arm(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    InstanceType { arch: Arch::Arm64, ..nitro(name, vcpu, memory, enis, ipv4_per_eni) }
}

fn m5_large() -> InstanceType {
    nitro("m5.large", 2, 8_192, 3, 10)
}

// ---- an answer that decides the owner

/// Where Auto Mode runs the cluster it owns the nodes, whatever is set for them; another answer brings back what was set.
#[test]
fn the_answer_that_auto_mode_runs_the_cluster_decides_the_owner() {
    for (query, set) in [("q_runs=auto", ManagedNodeGroup), ("q_runs=auto&node=karpenter&os=bottlerocket", Karpenter)] {
        let decoded = from_query(query);
        assert!(decoded.problems.is_empty(), "{query}");
        let s = decoded.scenario;
        assert_eq!((s.node.owner, s.node.owner_as_set()), (AutoMode, set), "{query}");
        let written = to_query(&s);
        assert!(!written.contains("node=auto"), "{written}: the setting stays what it was");
        assert_eq!(from_query(&written).scenario, s);
        // a1 does not start on Auto Mode, nor do small sizes
        let small = nitro("t3.small", 2, 2_048, 3, 4);
        assert_eq!(cannot_run(&small, SecondaryIp, &s), Some(Reason::CannotStart(NoStart::AutoModeSize)), "{query}");
        let mut other = s.clone();
        other.answers.operator = Operator::Eks;
        assert_eq!(other.settled().node.owner, set, "{query}");
    }
    let auto = from_query("q_runs=auto&node=auto").scenario;
    assert_eq!((auto.node.owner, auto.node.overridden), (AutoMode, None));
    let eks = from_query("q_runs=eks&node=auto").scenario;
    assert_eq!((eks.node.owner, eks.node.overridden), (AutoMode, None), "an owner needs no answer");
}

/// Names of what Auto Mode's own network does: VPC CNI's settings do not reach it.
#[test]
fn auto_mode_has_names_of_its_own_for_the_modes() {
    for row in &MODES {
        for owner in [ManagedNodeGroup, SelfManaged, Karpenter] {
            assert_eq!(row.mode.name_on(owner), row.name);
        }
        let name = row.mode.name_on(AutoMode);
        assert_eq!(name.starts_with("Auto Mode, "), row.on_auto_mode(), "{name}");
        assert!(row.on_auto_mode() == row.mode.is_vpc_cni(), "{name}: Auto Mode has what VPC CNI has, and no more");
    }
}

// ---- golden rows

/// max-pods by owner. EKS user guide "Choosing an instance type", limits of managed groups; karpenter-provider-aws issue
/// 6102 (m6g.medium with prefixes); bottlerocket issues 4472 (t4g.small with prefixes in a managed group: 110 pods) and
/// 3449 (c5.xlarge in a managed group: 58); nodeadm eni_max_pods.go; Karpenter types.go.
#[test]
fn the_owner_sets_max_pods() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, nodes: NodeSettings, mode: NetworkMode, expected: u32) {
        assert_eq!(max_pods(&t, mode, &nodes), expected, "{row}: {} {}", t.name, nodes.owner_and_os());
    }
    let m6g_medium = || arm("m6g.medium", 1, 4_096, 2, 4);
    let t4g_small = || arm("t4g.small", 2, 2_048, 3, 4);
    let large = |vcpu| nitro("x", vcpu, 65_536, 15, 50);
    check("guide: 110", m5_large(), on(ManagedNodeGroup, Al2023), PrefixDelegation, 110);
    check("guide: 30 vCPUs", large(30), on(ManagedNodeGroup, Al2023), PrefixDelegation, 110);
    check("guide: 31 vCPUs", large(31), on(ManagedNodeGroup, Bottlerocket), PrefixDelegation, 250);
    check("karpenter#6102", m6g_medium(), on(ManagedNodeGroup, Al2023), PrefixDelegation, 98); // 2*3*16 + 2
    check("bottlerocket#4472", t4g_small(), on(ManagedNodeGroup, Bottlerocket), PrefixDelegation, 110); // 3*3*16 + 2
    check(
        "bottlerocket#3449",
        nitro("c5.xlarge", 4, 8_192, 4, 15),
        on(ManagedNodeGroup, Bottlerocket),
        SecondaryIp,
        58,
    );
    check("nodeadm", m5_large(), on(SelfManaged, Al2023), PrefixDelegation, 29); // 3*9 + 2
    check("Bottlerocket's list", m5_large(), on(SelfManaged, Bottlerocket), PrefixDelegation, 29);
    check("Karpenter", m5_large(), on(Karpenter, Al2023), SecondaryIp, 29);
    check("Karpenter, RESERVED_ENIS=1", m5_large(), on(Karpenter, Bottlerocket), CustomNetworking, 20); // 2*9 + 2
    let hpc = || nitro("hpc6id.32xlarge", 64, 1_048_576, 1, 50);
    check("Karpenter, no usable ENI", hpc(), on(Karpenter, Bottlerocket), CustomNetworking, 0);
    check("Auto Mode", m5_large(), on(AutoMode, Windows), SecondaryIp, 27); // min(110, 3*9)
    check("Auto Mode", large(96), on(AutoMode, Bottlerocket), SecondaryIp, 110);
}

/// Karpenter types.go `pods`, amifamily/bottlerocket.go FeatureFlags: min(max-pods, podsPerCore * vCPUs), but not on
/// Bottlerocket.
#[test]
fn pods_per_core_is_a_second_cap_where_the_os_has_it() {
    let with = |owner, os, fixed, each| NodeSettings { max_pods: fixed, pods_per_core: Some(each), ..on(owner, os) };
    let of = |nodes: NodeSettings| max_pods(&m5_large(), SecondaryIp, &nodes);
    assert_eq!(of(with(Karpenter, Al2023, None, 4)), 8); // 4 * 2
    assert_eq!(of(with(Karpenter, Al2023, Some(110), 40)), 80);
    assert_eq!(of(with(Karpenter, Al2023, Some(5), 40)), 5);
    assert_eq!(of(with(Karpenter, Bottlerocket, None, 4)), 29);
    assert_eq!(of(with(AutoMode, Al2023, None, 4)), 27);
}

/// kube-reserved memory by OS. nodeadm config.go: ENIs; Bottlerocket kubelet-config: max-pods; bottlerocket issue 4472:
/// 1,465 MiB of a t4g.small, which leaves 288 of the 1,853 it sees.
#[test]
fn the_os_sets_the_memory_reserve() {
    for owner in [ManagedNodeGroup, SelfManaged, Karpenter] {
        assert_eq!(kube_memory(&m5_large(), &on(owner, Al2023), 110), Mib(574)); // 255 + 11*29
        assert_eq!(kube_memory(&m5_large(), &on(owner, Bottlerocket), 110), Mib(1_465)); // 255 + 11*110
        assert_eq!(kube_memory(&m5_large(), &on(owner, Windows), 110), Mib(2_048));
        assert_eq!(eviction(&on(owner, Bottlerocket)), Mib(100));
    }
    let t4g_small = arm("t4g.small", 2, 2_048, 3, 4);
    let kept = kube_memory(&t4g_small, &on(ManagedNodeGroup, Bottlerocket), 110).0 + 100;
    assert_eq!(1_853 - kept, 288, "bottlerocket#4472");
}

/// What nodes set up so have for pods, where nothing is known of a person's own nodes.
fn allocatable(t: &InstanceType, node: &NodeSettings, max_pods: u32) -> Allocatable {
    of_scenario(t, &Scenario { node: *node, ..Scenario::default() }, max_pods)
}

/// Set by hand: nodeadm, Karpenter (types.go `lo.Assign`) and Bottlerocket take the number; what is left out stays.
#[test]
fn reserves_set_by_hand_take_the_place_of_the_os_s() {
    let nodes =
        NodeSettings { kube_memory: Some(Mib(600)), kube_cpu: Some(MilliCpu(200)), ..on(Karpenter, Bottlerocket) };
    let left = allocatable(&m5_large(), &nodes, 110);
    assert_eq!((left.cpu, left.memory), (MilliCpu(1_800), Mib(8_192 - 615 - 600 - 100)));
    let nodes = NodeSettings { eviction_memory: Some(Mib(500)), ..on(SelfManaged, Al2023) };
    assert_eq!(allocatable(&m5_large(), &nodes, 29).memory, Mib(8_192 - 615 - 574 - 500));
    let nodes = NodeSettings { kube_memory: Some(Mib(600)), ..on(AutoMode, Al2023) };
    assert_eq!(
        allocatable(&m5_large(), &nodes, 27).memory,
        Mib(8_192 - 615 - (255 + 11 * 27) - 100),
        "no such setting"
    );
}

/// EBS CSI node.go getVolumesLimit: the root device and every other one mapped at launch. Karpenter's
/// DefaultBlockDeviceMappings: two of Bottlerocket (4 GiB and 20), one of AL2023 and of Windows (50 GiB).
#[test]
fn the_os_brings_volumes_that_take_slots() {
    let slots = |nodes: &NodeSettings, enis| csi_volumes(&m5_large(), nodes, enis);
    assert_eq!(slots(&on(Karpenter, Al2023), 1), 27 - 1);
    assert_eq!(slots(&on(Karpenter, Bottlerocket), 1), 27 - (1 + 1));
    assert_eq!(slots(&on(ManagedNodeGroup, Bottlerocket), 3), 27 - (1 + 1) - 2);
    assert_eq!(slots(&on(AutoMode, Al2023), 1), 27 - (1 + 1));
    assert_eq!(slots(&on(SelfManaged, Windows), 1), 27 - 1);
    assert_eq!(slots(&NodeSettings { extra_volumes: 2, ..on(Karpenter, Bottlerocket) }, 1), 27 - (1 + 1) - 2);
    assert_eq!((system_gib(&on(Karpenter, Bottlerocket)), system_gib(&on(Karpenter, Al2023))), (Some(4), None));
    assert_eq!(system_gib(&on(ManagedNodeGroup, Bottlerocket)), Some(2));
}

/// EKS user guide, create-node-class.adoc (80 GiB) and automode-learn-instances.adoc (instance store where it is larger);
/// EKS API reference, CreateNodegroup diskSize (20 GiB, 50 on Windows).
#[test]
fn ephemeral_storage_is_what_owner_and_os_bring() {
    let left = |nodes: &NodeSettings, nvme| {
        let t = InstanceType { local_nvme_gb: nvme, ..m5_large() };
        allocatable(&t, nodes, 29).ephemeral.0
    };
    assert_eq!(left(&on(ManagedNodeGroup, Al2023), 0), 17 * 1_024); // 20 - 2 - 1 GiB
    assert_eq!(left(&on(SelfManaged, Bottlerocket), 75), 17 * 1_024);
    assert_eq!(left(&on(ManagedNodeGroup, Windows), 0), 44 * 1_024); // 50 - 5 - 1 GiB
    assert_eq!(left(&on(AutoMode, Al2023), 0), 71 * 1_024); // 80 - 8 - 1 GiB
    assert_eq!(left(&on(AutoMode, Al2023), 75), 71 * 1_024); // 75 GB is less than 80 GiB
    assert_eq!(left(&on(AutoMode, Al2023), 474), 405_813); // 474*10^9*0.9/2^20 = 406837.5; less 1024
    assert_eq!(data_gib(&NodeSettings { root_gib: Some(20), ..on(AutoMode, Al2023) }), 20);
}

/// VPC CNI ipamd.go datastoreTargetState, and vpc-cni issue 2650: WARM_IP_TARGET=0 and MINIMUM_IP_TARGET=11 left "nodes
/// with more than 11 pods that required IPs" without, until WARM_IP_TARGET was 1. Two of the four daemonsets take an address.
#[test]
fn a_pool_that_stops_short_lowers_the_pods_of_a_node() {
    for os in [Al2023, Bottlerocket] {
        let of = |warm| {
            let warm = WarmTargets { addresses: Some(warm), minimum: Some(11), ..WarmTargets::default() };
            let scenario = Scenario { node: NodeSettings { warm, ..on(SelfManaged, os) }, ..light_pods() };
            let c = capacity_of(&m5_large(), &scenario);
            (c.addresses, c.pods)
        };
        assert_eq!((of(0), of(1)), ((Some(11), 9), (Some(27), 25)), "{os:?}");
    }
}

// ---- Windows

/// EKS user guide, windows-support.adoc: one ENI, no custom networking, no IPv6, no security groups for pods; EKS best
/// practices, prefix-mode_windows.adoc: 9 and 144 addresses of a c5.large, max-pods 110; t3.xlarge 14 slots.
#[test]
fn a_windows_node_has_the_addresses_of_one_eni() {
    for owner in [ManagedNodeGroup, SelfManaged] {
        let nodes = on(owner, Windows);
        let of = |t: &InstanceType, mode| (address_capacity(t, mode, &nodes), max_pods(t, mode, &nodes));
        let (c5_large, t3_xlarge) = (nitro("c5.large", 2, 4_096, 3, 10), nitro("t3.xlarge", 4, 16_384, 4, 15));
        assert_eq!(of(&c5_large, SecondaryIp), (Some(9), 110));
        assert_eq!(of(&c5_large, PrefixDelegation), (Some(144), 110));
        assert_eq!(of(&t3_xlarge, PrefixDelegation), (Some(224), 110)); // 14 * 16; the page misprints 244
        let fixed = NodeSettings { max_pods: Some(40), max_eni: Some(3), ..nodes };
        assert_eq!(max_pods(&c5_large, PrefixDelegation, &fixed), 40);
        assert_eq!(address_capacity(&c5_large, SecondaryIp, &fixed), Some(9), "MAX_ENI is aws-node's");
    }
}

/// VPC resource controller, docs/windows: its defaults, and rows of its two tables by the same rule.
#[test]
fn the_control_plane_keeps_windows_addresses_ready() {
    let nodes = on(SelfManaged, Windows);
    let t = nitro("m5.4xlarge", 16, 65_536, 8, 30);
    let of = |mode, addresses| held(&t, mode, InUse { addresses, branch_enis: 0, max_pods: 110, node: &nodes });
    // windows-warm-ip-target 3, windows-minimum-ip-target 3
    for (pods, addresses) in [(0, 3), (1, 4), (5, 8), (29, 29)] {
        let h = of(SecondaryIp, pods);
        assert_eq!((h.enis, h.addresses, h.node_subnet_addresses), (1, addresses, 1 + addresses), "{pods} pods");
    }
    // warm-ip-target 1, minimum-ip-target 3: the table's first three rows, and one more
    for (pods, prefixes) in [(0, 1), (15, 1), (16, 2), (17, 2)] {
        let h = of(PrefixDelegation, pods);
        assert_eq!((h.enis, h.prefixes, h.node_subnet_addresses), (1, prefixes, 1 + 16 * prefixes), "{pods} pods");
    }
}

#[test]
fn windows_is_planned_in_two_modes_by_two_owners_on_x86() {
    let intel = m5_large();
    let graviton = arm("m6g.large", 2, 8_192, 3, 10);
    for (owner, facts) in OWNERS.into_iter().flat_map(|owner| MODES.iter().map(move |facts| (owner, facts))) {
        let scenario = Scenario { node: on(owner, Windows), mode: facts.mode, ..Scenario::default() };
        let expected = match (owner, facts.mode) {
            (AutoMode, _) => (!facts.on_auto_mode()).then_some(Reason::NotOnAutoMode),
            (Karpenter, _) => Some(Reason::WindowsOwner),
            (_, SecondaryIp | PrefixDelegation) => None,
            _ => Some(Reason::NotOnWindows),
        };
        assert_eq!(cannot_run(&intel, facts.mode, &scenario), expected, "{owner:?} {}", facts.code);
        if expected.is_none() && owner != AutoMode {
            assert_eq!(cannot_run(&graviton, facts.mode, &scenario), Some(Reason::CannotStart(NoStart::WindowsArm)));
        }
    }
}

/// The catalogue has Linux prices: unknown is not zero.
#[test]
fn a_windows_price_says_that_the_licence_is_missing() {
    for kind in [PriceKind::Published, PriceKind::Estimated(model::catalog::Estimate::SameFamily)] {
        let on_demand = Some(OnDemand { hourly: MicroUsd(96_000), kind, as_of: None });
        let offer = Offer { offered: true, on_demand, ..Offer::default() };
        for (owner, os) in OWNERS.into_iter().flat_map(|owner| SYSTEMS.map(|os| (owner, os))) {
            let scenario = Scenario { node: on(owner, os), ..Scenario::default() };
            let price = node_price(&nitro("m5.large", 2, 8_192, 3, 10), &offer, &scenario).expect("it has a price");
            let is_windows = os == Windows && owner != AutoMode;
            assert_eq!(price.confidence == Confidence::WithoutLicence, is_windows, "{owner:?} {os:?}");
        }
    }
}

/// aws-node and kube-proxy are no pods there; agents are.
#[test]
fn aws_networking_is_outside_kubernetes_on_windows_and_auto_mode() {
    let running = |nodes: NodeSettings| Scenario { node: nodes, ..Scenario::default() }.running_daemonsets().count();
    assert_eq!(running(on(ManagedNodeGroup, Al2023)), 4);
    assert_eq!(running(on(SelfManaged, Bottlerocket)), 4);
    assert_eq!(running(on(SelfManaged, Windows)), 2);
    assert_eq!(running(on(AutoMode, Al2023)), 2);
}

// ---- links

#[test]
fn the_old_code_means_self_managed_bottlerocket() {
    let old = from_query("v=1&pods=600&node=bottlerocket");
    assert_eq!(old.problems, vec![]);
    assert_eq!(old.scenario, from_query("v=1&pods=600&node=nodeadm&os=bottlerocket").scenario);
    assert_eq!((old.scenario.node.owner, old.scenario.node.os()), (SelfManaged, Bottlerocket));
    assert_eq!(from_query(&to_query(&old.scenario)).scenario, old.scenario);
    for (code, owner) in [("managed", ManagedNodeGroup), ("nodeadm", SelfManaged), ("karpenter", Karpenter)] {
        let read = from_query(&format!("v=1&node={code}"));
        assert_eq!((read.problems.len(), read.scenario.node.owner, read.scenario.node.os()), (0, owner, Al2023));
    }
}

// ---- properties

fn light_pods() -> Scenario {
    from_query("v=1&cpu_m=1&mem_mib=1").scenario
}

fn capacity_of(t: &InstanceType, scenario: &Scenario) -> Capacity {
    capacity(t, &Workload::of(scenario))
}

/// Any type and any settings of its nodes.
fn cases() -> impl Strategy<Value = (InstanceType, NodeSettings, NetworkMode)> {
    (any_type("m5.large"), node(Plausible), mode())
}

proptest! {
    #![proptest_config(config(2_000))]

    /// max-pods: the OS changes nothing, but that Windows keeps the kubelet's default and Bottlerocket has no podsPerCore.
    #[test]
    fn max_pods_is_the_owners((t, nodes, mode) in cases()) {
        for owner in OWNERS {
            let of = |chosen_os, pods_per_core| {
                max_pods(&t, mode, &NodeSettings { owner, chosen_os, pods_per_core, ..nodes })
            };
            prop_assert_eq!(of(Al2023, None), of(Bottlerocket, None));
            prop_assert_eq!(of(Bottlerocket, nodes.pods_per_core), of(Bottlerocket, None));
            prop_assert!(of(Al2023, nodes.pods_per_core) <= of(Al2023, None));
            if owner != AutoMode {
                prop_assert_eq!(of(Windows, None), nodes.max_pods.unwrap_or(110));
            }
        }
    }

    /// Reserves and disks: the owner changes nothing, but that Auto Mode takes no settings, brings its own OS and asks for
    /// a larger disk. Where the reserve follows max-pods it follows the owner through it alone.
    #[test]
    fn reserves_and_disks_are_the_os_s((t, nodes, mode) in cases()) {
        for os in SYSTEMS {
            let of = |owner| NodeSettings { owner, chosen_os: os, ..nodes };
            for owner in [SelfManaged, Karpenter] {
                let (one, other) = (of(ManagedNodeGroup), of(owner));
                prop_assert_eq!(kube_memory(&t, &one, 77), kube_memory(&t, &other, 77));
                prop_assert_eq!((kube_cpu(&t, &one), eviction(&one)), (kube_cpu(&t, &other), eviction(&other)));
                prop_assert_eq!((os_volumes(&one), data_gib(&one)), (os_volumes(&other), data_gib(&other)));
                let (one, other) = (allocatable(&t, &one, 77), allocatable(&t, &other, 77));
                prop_assert_eq!(one, other);
            }
            let auto = of(AutoMode);
            let reserve = kube_memory(&t, &auto, max_pods(&t, mode, &auto)).0;
            prop_assert_eq!(reserve, 255 + 11 * max_pods(&t, mode, &auto));
        }
        let al2023 = NodeSettings { chosen_os: Al2023, kube_memory: None, owner: SelfManaged, ..nodes };
        prop_assert_eq!(kube_memory(&t, &al2023, 5).0, 255 + 11 * eni_limited(&t));
    }

    /// Auto Mode's own OS: which one is asked for does not show in any figure.
    #[test]
    fn the_os_does_not_count_on_auto_mode(t in any_type("m5.large"), s in scenario(Era::Today, Plausible)) {
        let of = |chosen_os| {
            let s = Scenario { node: NodeSettings { owner: AutoMode, chosen_os, ..s.node }, ..s.clone() };
            (capacity_of(&t, &s), cannot_run(&t, s.mode, &s), s.node.owner_and_os())
        };
        prop_assert_eq!(of(Al2023), of(Bottlerocket));
        prop_assert_eq!(of(Al2023), of(Windows));
    }
}
