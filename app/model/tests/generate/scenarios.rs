//! Random scenarios, all of them valid.

use model::catalog::reserved::Commitment;
use model::scenario::answers::Answers;
use model::scenario::costs::{ControlPlane, Costs};
use model::scenario::fields::CHOICES;
use model::scenario::fleet::{FleetSettings, MOST_HEADROOM, MOST_TYPES, MOST_ZONE_NODES, MOST_ZONES, Survive};
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::own_nodes::{OfType, OwnNodes};
use model::scenario::owner::Owner;
use model::scenario::*;
use model::units::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Which values a scenario takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Plausible, so that most types carry some pods and each limit has its turn.
    Plausible,
    /// Anything that is allowed, its ends most of all, and any text.
    Anything,
}
use Spread::*;

/// A scenario of this era.
pub fn scenario(era: Era, spread: Spread) -> impl Strategy<Value = Scenario> {
    let lists = (
        vec(profile(spread), 1..=3),
        vec(daemonset(spread), 0..=5),
        vec(subnet(spread), 0..=3),
        (families(spread), without(spread)),
        option::of(select(vec!["m5.large".to_string(), "u-6tb1.112xlarge".to_string()])),
        select(vec!["us-east-1".to_string(), "eu-central-1".to_string(), "ap-southeast-1".to_string()]),
    );
    let numbers = (
        number(0..=9_000, 3_000, spread),
        number(1..=744, 730, spread),
        if spread == Plausible { (1..=5_u32).boxed() } else { (1..=1_000_u32).boxed() },
        number(1..=1_000, 1_000, spread),
        costs(spread),
        (fleet(), own_nodes()),
    );
    (answers(), lists, mode(), node(spread), purchase(), numbers, filters(spread), article(spread)).prop_map(
        move |(answers, lists, mode, node, purchase, numbers, filters, article)| {
            let (profiles, daemonsets, subnets, (families, without), chosen, region) = lists;
            let (discount, hours_per_month, min_nodes, max_vcpu, costs, (fleet, own)) = numbers;
            Scenario {
                answers,
                profiles,
                daemonsets,
                subnets,
                mode,
                node,
                region,
                purchase,
                discount: BasisPoints(discount),
                costs,
                hours_per_month,
                sized_on: None,
                min_nodes,
                filters: Filters { families, without, max_vcpu, ..filters },
                fleet,
                own,
                era,
                article,
                chosen,
            }
            .settled()
        },
    )
}

/// The same with its first profile only: what an oracle of one kind of pod can judge.
pub fn of_one_profile(era: Era, spread: Spread) -> impl Strategy<Value = Scenario> {
    scenario(era, spread).prop_map(|s| Scenario { profiles: s.profiles[..1].to_vec(), ..s })
}

/// The usual value most of the time, or any.
fn number(range: std::ops::RangeInclusive<u32>, usual: u32, spread: Spread) -> BoxedStrategy<u32> {
    let (low, high) = (*range.start(), *range.end());
    match spread {
        Plausible => prop_oneof![2 => Just(usual), 1 => range].boxed(),
        Anything => prop_oneof![1 => Just(low), 1 => Just(high), 4 => range].boxed(),
    }
}

/// Zero, some plausible size, or, where anything goes, any size that is allowed.
fn size(plausible: &[u32], high: u32, spread: Spread) -> BoxedStrategy<u32> {
    match spread {
        Plausible => select(plausible.to_vec()).boxed(),
        Anything => prop_oneof![1 => Just(0), 1 => Just(high), 4 => 0..=high].boxed(),
    }
}

/// A name. Ends are trimmed, since links and files do not keep blanks at the ends.
fn text(spread: Spread) -> BoxedStrategy<String> {
    match spread {
        Plausible => "[a-z]{1,8}".boxed(),
        Anything => "[^\\p{C}\\p{Z}]([^\\p{C}\\p{Z}]|[ &=+%#?;,\"'<>]){0,40}[^\\p{C}\\p{Z}]".boxed(),
    }
}

/// What nodes of today report and how many there are: mostly nothing, else of some types, one of them unknown.
fn own_nodes() -> impl Strategy<Value = OwnNodes> {
    const NAMES: [&str; 4] = ["m5.large", "c7g.large", "m5.xlarge", "z9x.large"];
    let list = |numbers: std::ops::RangeInclusive<u32>| {
        let some = subsequence(NAMES.to_vec(), 1..=4).prop_shuffle();
        let of = (some, vec(numbers, 4)).prop_map(|(names, numbers)| {
            names.into_iter().zip(numbers).map(|(name, n)| OfType { name: name.into(), n }).collect::<Vec<_>>()
        });
        prop_oneof![4 => Just(Vec::new()), 1 => of]
    };
    (list(100..=40_000), list(1..=300), list(1..=9_999), list(1..=9_999))
        .prop_map(|(memory, max_pods, on_demand, spot)| OwnNodes { memory, max_pods, on_demand, spot })
}

/// Families to keep, none of them twice. Mostly none, so that the types of a catalogue pass.
fn families(spread: Spread) -> impl Strategy<Value = Vec<String>> {
    let families: Vec<String> = ["m5", "c7g", "m7i-flex", "u-6tb1"].map(String::from).into();
    let most = if spread == Plausible { 0 } else { families.len() };
    subsequence(families, 0..=most).prop_shuffle()
}

/// Families to leave out, now and then one or two.
fn without(spread: Spread) -> impl Strategy<Value = Vec<String>> {
    let families: Vec<String> = ["c5", "m4", "hpc7a", "x1"].map(String::from).into();
    let few = subsequence(families.clone(), 0..=2).prop_shuffle();
    let any = subsequence(families, 0..=4).prop_shuffle();
    if spread == Plausible { prop_oneof![9 => Just(Vec::new()), 1 => few].boxed() } else { any.boxed() }
}

/// Pods with these requests.
pub fn profile(spread: Spread) -> impl Strategy<Value = PodProfile> {
    let pods = match spread {
        Plausible => prop_oneof![1..=100_u32, 1..=3_000_u32].boxed(),
        Anything => prop_oneof![1 => Just(1), 1 => Just(150_000), 4 => 1..=150_000_u32].boxed(),
    };
    let requests = (
        size(&[0, 10, 50, 100, 173, 250, 1_000], 256_000, spread),
        size(&[0, 32, 64, 100, 512, 777, 2_048], 4_194_304, spread),
        size(&[0, 0, 0, 100, 512, 3_000], 4_194_304, spread),
        size(&[0, 0, 0, 1, 2, 5], 128, spread),
        size(&[0, 0, 0, 1, 7, 50], 400_000, spread),
        (size(&[0, 0, 0, 0, 0, 0, 0, 1, 2], 16, spread), size(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2], 16, spread)),
    );
    (text(spread), pods, requests, any::<bool>(), placement(spread)).prop_map(
        |(name, pods, requests, own_security_group, placement)| {
            let (cpu, memory, ephemeral, volumes, bandwidth, (gpus, neuron)) = requests;
            let (arch, most_per_node, zones, spot, taints) = placement;
            PodProfile {
                name,
                pods,
                cpu: MilliCpu(cpu),
                memory: Mib(memory),
                ephemeral: Mib(ephemeral),
                volumes,
                bandwidth: Mbps(bandwidth),
                own_security_group,
                gpus,
                neuron,
                arch,
                most_per_node,
                zones,
                spot,
                taints,
            }
        },
    )
}

/// Where pods may run. Mostly anywhere, so that types are left that suit all profiles.
fn placement(spread: Spread) -> impl Strategy<Value = (ProfileArch, Option<u32>, ZoneSpread, bool, String)> {
    use ProfileArch::{Amd64, Any, Arm64};
    let arch = match spread {
        Plausible => prop_oneof![20 => Just(Any), 1 => Just(Amd64), 1 => Just(Arm64)].boxed(),
        Anything => select(vec![Any, Amd64, Arm64]).boxed(),
    };
    let most = if spread == Plausible { (1..=6_u32).boxed() } else { number(1..=1_000, 1, spread) };
    let zones = select(vec![ZoneSpread::Any, ZoneSpread::Even]);
    // three pools, so that three workloads are in one, two or three
    let taints = prop_oneof![4 => Just(""), 1 => Just("nvidia.com/gpu=true:NoSchedule"), 1 => Just("a:NoExecute, b=c:NoSchedule")];
    (arch, option::weighted(0.15, most), zones, any::<bool>(), taints.prop_map(String::from))
}

/// A daemonset of either kind.
pub fn daemonset(spread: Spread) -> impl Strategy<Value = DaemonSet> {
    let network = select(vec![DaemonSetNetwork::Host, DaemonSetNetwork::Pod]);
    let cpu = size(&[0, 25, 50, 100, 1_000], 64_000, spread);
    let memory = size(&[0, 64, 100, 1_000], 262_144, spread);
    (text(spread), network, cpu, memory, any::<bool>()).prop_map(|(name, network, cpu, memory, aws_networking)| {
        DaemonSet { name, network, cpu: MilliCpu(cpu), memory: Mib(memory), aws_networking }
    })
}

fn subnet(spread: Spread) -> impl Strategy<Value = Subnet> {
    (text(spread), option::weighted(0.9, 0..=65_531_u32))
        .prop_map(|(zone, free_addresses)| Subnet { zone, free_addresses })
}

/// Any answer to every question. The choices of the fields are the questions' own, so a new one varies
/// here from the start.
pub fn answers() -> impl Strategy<Value = Answers> {
    let questions = CHOICES.iter().filter(|c| c.key.starts_with("q_"));
    let places: Vec<_> = questions.clone().map(|c| prop_oneof![1 => Just(0), 2 => 0..c.options.len()]).collect();
    let questions: Vec<_> = questions.collect();
    places.prop_map(move |places| {
        let mut scenario = Scenario::default();
        for (question, place) in questions.iter().zip(places) {
            (question.set)(&mut scenario, place);
        }
        scenario.answers
    })
}

/// Every networking mode.
pub fn mode() -> impl Strategy<Value = NetworkMode> {
    use NetworkMode::*;
    select(vec![
        SecondaryIp,
        PrefixDelegation,
        CustomNetworking,
        CustomNetworkingPrefix,
        Ipv6,
        SecurityGroups,
        SecurityGroupsPrefix,
        OverlayHostLocal,
        OverlayCalico,
        OverlayCilium,
        CiliumEni,
        CiliumEniPrefix,
    ])
}

/// Disks, agents and every control plane.
fn costs(spread: Spread) -> impl Strategy<Value = Costs> {
    use ControlPlane::*;
    let planes = select(vec![Standard, Extended, Xl, Xl2, Xl4, Xl8]);
    let numbers = (number(0..=10_000, 80, spread), number(0..=1_000_000, 0, spread));
    (numbers, planes).prop_map(|((gib_mils, agent_cents), control_plane)| Costs {
        gib_mils,
        agent_cents,
        control_plane,
    })
}

fn purchase() -> impl Strategy<Value = Purchase> {
    let committed = Commitment::ALL.map(Purchase::Committed);
    select([&[Purchase::OnDemand, Purchase::Spot, Purchase::Discount], &committed[..]].concat())
}

/// Every owner and OS, with all their settings. Windows less often: most modes do not serve it.
pub fn node(spread: Spread) -> impl Strategy<Value = NodeSettings> {
    use Owner::*;
    let owner = select(vec![ManagedNodeGroup, SelfManaged, Karpenter, AutoMode]);
    let os = prop_oneof![4 => Just(Os::Al2023), 4 => Just(Os::Bottlerocket), 1 => Just(Os::Windows)];
    // Boxed: as one type all of this is more than a test's stack takes.
    let owner_and_os = (owner, os).boxed();
    let kubelet = (
        option::weighted(0.2, prop_oneof![1..=30_u32, 1..=1_000_u32]),
        option::weighted(0.2, size(&[0, 70, 300], 64_000, spread)),
        option::weighted(0.2, size(&[0, 300, 1_200], 262_144, spread)),
        option::weighted(0.2, size(&[0, 50, 500], 262_144, spread)),
    )
        .boxed();
    let max_pods = option::weighted(0.2, prop_oneof![1..=300_u32, 1..=2_000_u32]);
    let max_eni = option::weighted(0.2, prop_oneof![1..=5_u32, 1..=64_u32]);
    let warm = (
        option::weighted(0.2, 0..=24_u32),
        option::weighted(0.2, 0..=64_u32),
        option::weighted(0.2, 0..=750_u32),
        option::weighted(0.2, 0..=750_u32),
        size(&[0, 0, 0, 10], 600, spread),
    )
        .boxed();
    let numbers = (
        number(0..=3_000, 750, spread),
        size(&[0, 0, 0, 100, 500], 64_000, spread),
        size(&[0, 0, 0, 100, 500], 262_144, spread),
        option::weighted(
            0.5,
            if spread == Plausible { select(vec![8, 20, 21, 33, 100]).boxed() } else { number(8..=16_384, 20, spread) },
        ),
        number(0..=20, 0, spread),
        select(vec![MemoryFrom::Measured, MemoryFrom::Karpenter]),
    )
        .boxed();
    (owner_and_os, kubelet, max_pods, max_eni, warm, numbers, any::<bool>()).prop_map(
        |((owner, chosen_os), kubelet, max_pods, max_eni, warm, numbers, instance_store)| {
            let (pods_per_core, kube_cpu, kube_memory, eviction_memory) = kubelet;
            let (enis, prefixes, addresses, minimum, churn_per_minute) = warm;
            let (memory_overhead, system_cpu, system_memory, root_gib, extra_volumes, memory_from) = numbers;
            NodeSettings {
                owner,
                overridden: None,
                chosen_os,
                max_pods,
                pods_per_core,
                max_eni,
                warm: WarmTargets { enis, prefixes, addresses, minimum },
                churn_per_minute,
                memory_from,
                memory_overhead: BasisPoints(memory_overhead),
                system_cpu: MilliCpu(system_cpu),
                system_memory: Mib(system_memory),
                kube_cpu: kube_cpu.map(MilliCpu),
                kube_memory: kube_memory.map(Mib),
                eviction_memory: eviction_memory.map(Mib),
                root_gib,
                extra_volumes,
                instance_store,
            }
        },
    )
}

/// Mostly open filters, or any.
fn filters(spread: Spread) -> impl Strategy<Value = Filters> {
    let open = proptest::bool::weighted(if spread == Plausible { 0.95 } else { 0.5 });
    let arch = match spread {
        Plausible => prop_oneof![
            8 => Just(ArchFilter::Both), 1 => Just(ArchFilter::X86), 1 => Just(ArchFilter::Arm)
        ],
        Anything => prop_oneof![
            1 => Just(ArchFilter::Both), 1 => Just(ArchFilter::X86), 1 => Just(ArchFilter::Arm)
        ],
    };
    let current = proptest::bool::weighted(if spread == Plausible { 0.05 } else { 0.5 });
    (arch, current, proptest::array::uniform7(open)).prop_map(
        |(arch, current, [burstable, flex, bare_metal, xen, accelerated, hpc, estimated])| Filters {
            arch,
            burstable,
            flex,
            bare_metal,
            xen,
            accelerated,
            hpc,
            estimated,
            current,
            families: Vec::new(),
            without: Vec::new(),
            max_vcpu: 1_000,
        },
    )
}

/// What a fleet is held to; nothing else depends on it.
fn fleet() -> impl Strategy<Value = FleetSettings> {
    let survive = select(vec![Survive::Nothing, Survive::Node, Survive::Zone]);
    let any = (1..=MOST_TYPES, 1..=MOST_ZONES, 0..=MOST_HEADROOM, survive, 0..=MOST_ZONE_NODES);
    let any = any.prop_map(|(types, zones, headroom, survive, zone_nodes)| FleetSettings {
        types,
        zones,
        survive,
        headroom,
        zone_nodes,
    });
    prop_oneof![1 => Just(FleetSettings::default()), 1 => any]
}

fn article(spread: Spread) -> impl Strategy<Value = ArticleSettings> {
    let cap_order = select(vec![CapOrder::AfterDaemonSets, CapOrder::BeforeDaemonSets]);
    (number(1..=2_000, 100, spread), number(0..=50, 4, spread), cap_order)
        .prop_map(|(pod_cap, daemonsets, cap_order)| ArticleSettings { pod_cap, daemonsets, cap_order })
}
