//! The scenario's fields, one row each: key, words, range, and how to read and write it.
//!
//! Links, files, forms and their messages all come from these tables, so they cannot disagree.

mod decimal;
mod slider;

use crate::catalog::reserved::Commitment;
use crate::scenario::answers::*;
use crate::scenario::costs::{CONTROL_PLANES, ControlPlane};
use crate::scenario::fleet::Survive;
use crate::scenario::network_mode::MODES;
use crate::scenario::os::{Os, SYSTEMS};
use crate::scenario::own_nodes::OfType;
use crate::scenario::owner::{OWNERS, Owner};
use crate::scenario::*;
use crate::units::{BasisPoints, Mbps, Mib, MilliCpu};
pub use decimal::{DECIMALS, Decimal, bare, decimal, decimal_named};
pub use slider::{Scale, Slider};

/// A whole number of a scenario (or of a part of it, `T`).
pub struct Number<T: 'static> {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Unit on the page, empty for a plain count.
    pub unit: &'static str,
    /// One line: what it does, and a usual value.
    pub help: &'static str,
    /// Least value.
    pub min: u32,
    /// Greatest value.
    pub max: u32,
    /// Where the slider ends; the number field next to it goes on to `max`.
    pub slider_max: u32,
    /// Spread of the slider.
    pub scale: Scale,
    /// May be left empty.
    pub optional: bool,
    /// Reads it.
    pub get: fn(&T) -> Option<u32>,
    /// Writes it; `None` only where it is optional.
    pub set: fn(&mut T, Option<u32>),
}

/// One of several named values.
pub struct Choice<T: 'static> {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does.
    pub help: &'static str,
    /// Code and name of each value.
    pub options: &'static [(&'static str, &'static str)],
    /// Reads the index of the value in `options`.
    pub get: fn(&T) -> usize,
    /// Writes it by index.
    pub set: fn(&mut T, usize),
}

/// A text that is read and written in one way.
pub struct Text<T: 'static> {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does, and a usual value.
    pub help: &'static str,
    /// What an empty one means, in a few words.
    pub empty: &'static str,
    /// What it takes, as the end of a sentence.
    pub allowed: &'static str,
    /// Reads it.
    pub get: fn(&T) -> &str,
    /// Writes it, brought to how it is written; whether it could be used.
    pub set: fn(&mut T, &str) -> bool,
}

/// A list of instance families.
pub struct Families {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does.
    pub help: &'static str,
    /// What an empty list means, in a word.
    pub empty: &'static str,
    /// Reads it.
    pub get: fn(&Scenario) -> &Vec<String>,
    /// Where it is written.
    pub get_mut: fn(&mut Scenario) -> &mut Vec<String>,
}

/// A list of instance types with a number each: `m5.large:12,c7i.xlarge:3`.
pub struct ByType {
    /// Key in links, files and forms.
    pub key: &'static str,
    /// Least number.
    pub min: u32,
    /// Greatest number.
    pub max: u32,
    /// Reads it.
    pub get: fn(&Scenario) -> &Vec<OfType>,
    /// Where it is written.
    pub get_mut: fn(&mut Scenario) -> &mut Vec<OfType>,
}

/// What a list of numbers by type is called. Apart from the list, so that the browser half does not carry it.
pub struct WordsByType {
    /// Name on the page.
    pub label: &'static str,
    /// One line: what it does.
    pub help: &'static str,
    /// What an empty list means, in a few words.
    pub empty: &'static str,
}

/// Longest name of a profile, daemonset, zone, type or list of families.
pub const MAX_TEXT: usize = 100;

/// What only a form shows. The browser half and its workers render none, and leave the sentences out.
const fn on_forms(help: &'static str) -> &'static str {
    if cfg!(feature = "forms") { help } else { "" }
}

const NO_YES: &[(&str, &str)] = &[("0", "no"), ("1", "yes")];
const ANSWERS: &[(&str, &str)] = &[("yes", "yes"), ("no", "no"), (NOT_ASKED, "not sure")];
const LATER: &[(&str, &str)] = &[(NOT_ASKED, "not asked yet"), ("yes", "yes"), ("no", "no")];

/// The code of an answer that has not been given, in every question: the default for ever.
pub const NOT_ASKED: &str = "unsure";

macro_rules! number {
    ($key:literal, $label:literal, $unit:literal, $help:literal, $min:literal..=$max:literal, $slider:literal $scale:ident, $part:ty, $($path:ident).+ $(as $wrap:ident)?) => {
        Number {
            key: $key, label: $label, unit: $unit, help: on_forms($help), min: $min, max: $max,
            slider_max: $slider, scale: Scale::$scale, optional: false,
            get: |s: &$part| Some(number!(@get s.$($path).+ $(, $wrap)?)),
            set: |s: &mut $part, n| if let Some(n) = n { s.$($path).+ = number!(@set n $(, $wrap)?) },
        }
    };
    (@get $place:expr, $wrap:ident) => { $place.0 };
    (@get $place:expr) => { $place };
    (@set $n:expr, $wrap:ident) => { $wrap($n) };
    (@set $n:expr) => { $n };
}

macro_rules! optional {
    ($key:literal, $label:literal, $unit:literal, $help:literal, $min:literal..=$max:literal, $slider:literal $scale:ident, $part:ty, $($path:ident).+ $(as $wrap:ident)?) => {
        Number {
            key: $key, label: $label, unit: $unit, help: on_forms($help), min: $min, max: $max,
            slider_max: $slider, scale: Scale::$scale, optional: true,
            get: |s: &$part| s.$($path).+ $(.map(|$wrap(n)| n))?,
            set: |s: &mut $part, n| s.$($path).+ = n $(.map($wrap))?,
        }
    };
}

macro_rules! flag {
    ($key:literal, $label:literal, $help:literal, $part:ty, $($path:ident).+) => {
        Choice {
            key: $key, label: $label, help: on_forms($help), options: NO_YES,
            get: |s: &$part| usize::from(s.$($path).+),
            set: |s: &mut $part, i| s.$($path).+ = i == 1,
        }
    };
}

macro_rules! choice {
    ($key:literal, $label:literal, $help:literal, $options:expr, $part:ty, $($path:ident).+, [$($value:expr),+]) => {
        Choice {
            key: $key, label: $label, help: on_forms($help), options: $options,
            get: |s: &$part| [$($value),+].iter().position(|v| *v == s.$($path).+).unwrap_or(0),
            set: |s: &mut $part, i| if let Some(v) = [$($value),+].get(i) { s.$($path).+ = *v },
        }
    };
}

macro_rules! question {
    ($key:literal, $label:literal, $help:literal, $($path:ident).+) => {
        choice!($key, $label, $help, ANSWERS, Scenario, $($path).+, [Answer::Yes, Answer::No, Answer::NotSure])
    };
}

/// A yes-or-no question of today, folded away until it is opened.
macro_rules! later {
    ($key:literal, $label:literal, $help:literal, $($path:ident).+) => {
        choice!($key, $label, $help, LATER, Scenario, $($path).+, [Answer::NotSure, Answer::Yes, Answer::No])
    };
}

/// Numbers of a pod profile.
pub static PROFILE_NUMBERS: [Number<PodProfile>; 9] = [
    number!("pods", "Pods", "", "Replicas in total. A small team's cluster runs about a hundred.", 1..=150000, 5000 Log, PodProfile, pods),
    number!("cpu_m", "CPU per pod", "m", "The request, in thousandths of a core. Microservices request 100 to 500.", 0..=256000, 16000 Log, PodProfile, cpu as MilliCpu),
    number!("mem_mib", "Memory per pod", "MiB", "The request. Microservices request 128 to 1,024.", 0..=4194304, 65536 Log, PodProfile, memory as Mib),
    number!("mbps", "Bandwidth per pod", "Mbps", "Sustained, each direction. 0, as usual, leaves bandwidth out of the count.", 0..=400000, 5000 Log, PodProfile, bandwidth as Mbps),
    number!("volumes", "EBS volumes per pod", "", "0 for stateless pods, 1 for most databases.", 0..=128, 16 Linear, PodProfile, volumes),
    number!("disk_mib", "Ephemeral storage per pod", "MiB", "The request on the node's own disk. 0, as usual, leaves it out of the count.", 0..=4194304, 65536 Log, PodProfile, ephemeral as Mib),
    number!("gpus", "GPUs per pod", "", "Whole GPUs. 0 for most pods; above 0, types without GPUs are left out.", 0..=16, 8 Linear, PodProfile, gpus),
    number!("neuron", "Neuron devices per pod", "", "Whole AWS Inferentia or Trainium devices. 0 for most pods; above 0, types without them are left out.", 0..=16, 16 Linear, PodProfile, neuron),
    optional!("most_per_node", "Most per node", "", "At most so many of these pods on a node: 1 keeps replicas apart. Empty: no limit, as usual.", 1..=1000, 20 Linear, PodProfile, most_per_node),
];

/// Choices of a pod profile.
pub static PROFILE_CHOICES: [Choice<PodProfile>; 4] = [
    flag!(
        "own_sg",
        "Own security groups",
        "Each pod takes a branch ENI. Counts in the modes with security groups for pods only; usually on.",
        PodProfile,
        own_security_group
    ),
    choice!(
        "pod_arch",
        "Architecture",
        "What the images of these pods are built for, whatever the filter for types says. As the filter says, usually.",
        &[("any", "as the filter says"), ("amd64", "amd64 only"), ("arm64", "arm64 only")],
        PodProfile,
        arch,
        [ProfileArch::Any, ProfileArch::Amd64, ProfileArch::Arm64]
    ),
    choice!(
        "pod_zones",
        "Zone spread",
        "Whether these pods are spread evenly over the zones. Counts in fleets of several types only; usually evenly.",
        &[("even", "evenly spread"), ("any", "any zone")],
        PodProfile,
        zones,
        [ZoneSpread::Even, ZoneSpread::Any]
    ),
    flag!(
        "pod_spot",
        "May run on spot",
        "Whether these pods may run on spot nodes. Counts in fleets of several types only; usually off.",
        PodProfile,
        spot
    ),
];

/// Texts of a pod profile.
pub static PROFILE_TEXTS: [Text<PodProfile>; 1] = [Text {
    key: "pod_taints",
    label: "Taints of its nodes",
    help: on_forms(
        "Such as nvidia.com/gpu=true:NoSchedule. Workloads with the same taints are a node pool: its nodes hold their pods and no others, DaemonSets besides, which run on every node. Empty, as usual: nodes that all such workloads share.",
    ),
    empty: "none: shared nodes",
    allowed: "taints such as nvidia.com/gpu=true:NoSchedule or batch:NoExecute, each key once an effect, joined by commas, at most 300 characters, or nothing",
    get: |p| &p.taints,
    set: |p, text| match taints::normal(text) {
        Some(taints) => {
            p.taints = taints;
            true
        }
        None => false,
    },
}];

/// Numbers of a daemonset.
pub static DAEMONSET_NUMBERS: [Number<DaemonSet>; 2] = [
    number!("ds_cpu_m", "CPU", "m", "CPU request on every node. Agents request 25 to 100.", 0..=64000, 1000 Log, DaemonSet, cpu as MilliCpu),
    number!("ds_mem_mib", "Memory", "MiB", "Memory request on every node. Agents request 50 to 200.", 0..=262144, 4096 Log, DaemonSet, memory as Mib),
];

/// Choices of a daemonset.
pub static DAEMONSET_CHOICES: [Choice<DaemonSet>; 2] = [
    choice!(
        "ds_net",
        "Network",
        "Host-network pods count toward max-pods but take no pod address.",
        &[("host", "host network"), ("pod", "pod address")],
        DaemonSet,
        network,
        [DaemonSetNetwork::Host, DaemonSetNetwork::Pod]
    ),
    flag!(
        "ds_aws",
        "AWS node networking",
        "Auto Mode and Windows run these outside Kubernetes.",
        DaemonSet,
        aws_networking
    ),
];

/// Numbers of a subnet.
pub static SUBNET_NUMBERS: [Number<Subnet>; 1] = [
    optional!("subnet_free", "Free addresses", "", "IPv4 addresses still free in the subnet. An empty /24 has 251. Empty: not known, so not checked.", 0..=65531, 65531 Log, Subnet, free_addresses),
];

/// Numbers of the scenario itself.
pub static NUMBERS: [Number<Scenario>; 28] = [
    optional!("max_pods", "max-pods", "", "Empty: what the owner sets. Kubernetes' own threshold is 110, the article's 100.", 1..=2000, 250 Linear, Scenario, node.max_pods),
    optional!("pods_per_core", "podsPerCore", "", "Caps max-pods at so many for each vCPU. Empty: no cap, as usual. Bottlerocket and Auto Mode have no such setting.", 1..=1000, 60 Linear, Scenario, node.pods_per_core),
    optional!("max_eni", "MAX_ENI", "", "VPC CNI's cap on ENIs. Empty: no cap, as usual.", 1..=64, 24 Linear, Scenario, node.max_eni),
    optional!("warm_eni", "WARM_ENI_TARGET", "", "ENIs that VPC CNI keeps ready. Empty: 1, as it ships. Not used with prefixes.", 0..=24, 4 Linear, Scenario, node.warm.enis),
    optional!("warm_prefix", "WARM_PREFIX_TARGET", "", "Prefixes that VPC CNI keeps ready. Empty: 1, as it ships. Used with prefixes only.", 0..=64, 8 Linear, Scenario, node.warm.prefixes),
    optional!("warm_ip", "WARM_IP_TARGET", "", "Addresses kept ready instead of whole ENIs or prefixes. Empty: not set, as usual.", 0..=750, 64 Linear, Scenario, node.warm.addresses),
    optional!("min_ip", "MINIMUM_IP_TARGET", "", "Addresses held from the start, and no more than those without WARM_IP_TARGET. Empty: not set, as usual.", 0..=750, 128 Linear, Scenario, node.warm.minimum),
    number!("churn", "Pods replaced per node and minute", "", "A freed address cools down for 30 s. 0 for long-lived pods.", 0..=600, 60 Linear, Scenario, node.churn_per_minute),
    number!("overhead_bp", "Guessed memory overhead", "bp", "Memory the guest never sees by Karpenter\u{2019}s guess. Karpenter assumes 7.5.", 0..=3000, 1500 Linear, Scenario, node.memory_overhead as BasisPoints),
    number!("system_cpu_m", "system-reserved CPU", "m", "Reserved for the operating system before pods get any. EKS reserves none.", 0..=64000, 2000 Linear, Scenario, node.system_cpu as MilliCpu),
    number!("system_mem_mib", "system-reserved memory", "MiB", "Reserved for the operating system before pods get any. EKS reserves none.", 0..=262144, 8192 Linear, Scenario, node.system_memory as Mib),
    optional!("kube_cpu_m", "kube-reserved CPU", "m", "Kept for the kubelet and the container runtime. Empty: what the node reserves by itself, 70 on 2 vCPUs. Auto Mode has no such setting.", 0..=64000, 2000 Linear, Scenario, node.kube_cpu as MilliCpu),
    optional!("kube_mem_mib", "kube-reserved memory", "MiB", "Empty: what the OS reserves, 255 and 11 for each pod. AL2023 counts the pods of the ENIs, Bottlerocket max-pods. Auto Mode has no such setting.", 0..=262144, 8192 Linear, Scenario, node.kube_memory as Mib),
    optional!("evict_mib", "Eviction threshold", "MiB", "Memory that must stay free, or the kubelet evicts pods: memory.available. Empty: 100, on Windows 200. Auto Mode has no such setting.", 0..=262144, 2048 Linear, Scenario, node.eviction_memory as Mib),
    optional!("root_gib", "Disk for images and pods", "GiB", "Holds images and ephemeral storage: the root volume, on Bottlerocket the data volume. Empty: 20, on Windows 50, on Auto Mode 80.", 8..=16384, 500 Linear, Scenario, node.root_gib),
    number!("extra_volumes", "Extra volumes at launch", "", "Block devices besides those that the OS brings: one, two on Bottlerocket and Auto Mode. Usually none.", 0..=20, 10 Linear, Scenario, node.extra_volumes),
    number!("discount_bp", "Discount", "bp", "For savings plans and agreements. 30 until you set yours.", 0..=9000, 9000 Linear, Scenario, discount as BasisPoints),
    number!("gib_mils", "EBS, a GiB and month", "US$/1000", "Disks that a node starts with. 0.08 is what gp3 is commonly known to cost in us-east-1; 0 leaves disks out.", 0..=10000, 250 Linear, Scenario, costs.gib_mils),
    number!("agent_cents", "Agents, a node and month", "US cents", "Monitoring or security that is billed per node. Usually 0 to 30.", 0..=1000000, 10000 Linear, Scenario, costs.agent_cents),
    number!("hours", "Hours per month", "h", "How long nodes run. AWS counts 730 for a whole month.", 1..=744, 744 Linear, Scenario, hours_per_month),
    number!("min_nodes", "Minimum nodes", "", "Never fewer, even if some stay empty. That pods have room when a node or zone is lost is a setting of its own.", 1..=1000, 12 Linear, Scenario, min_nodes),
    number!("max_vcpu", "Largest node", "vCPU", "Larger types are left out. 1000 allows every type.", 1..=1000, 1000 Log, Scenario, filters.max_vcpu),
    number!("max_types", "Instance types in the fleet", "", "At most so many. Three, as usual, are easy to run; more types cost less.", 1..=12, 12 Linear, Scenario, fleet.types),
    number!("zones", "Zones", "", "Pods are spread evenly over so many, except workloads that may be in any. 1, as usual, does not look at zones; 2 are the fewest of which one may be lost.", 1..=6, 6 Linear, Scenario, fleet.zones),
    number!("headroom", "Headroom", "%", "Of what daemonsets leave of each node\u{2019}s CPU and memory, this stays free. Usually 0 to 20.", 0..=80, 50 Linear, Scenario, fleet.headroom),
    number!("zone_nodes", "Minimum nodes a zone", "", "Counts where there are two zones or more. 0, as usual: no minimum.", 0..=100, 6 Linear, Scenario, fleet.zone_nodes),
    number!("cap", "The article's pod limit", "", "Kubernetes' documented limit of 2018: 100.", 1..=2000, 250 Linear, Scenario, article.pod_cap),
    number!("art_ds", "The article's daemonsets", "", "Each takes an address in the article's count: 4.", 0..=50, 12 Linear, Scenario, article.daemonsets),
];

/// Choices of the scenario itself.
pub static CHOICES: [Choice<Scenario>; 40] = [
    choice!(
        "era",
        "Era",
        "Today’s rules and prices (usual), or those of the November 2018 article, literally.",
        &[("today", "Today"), ("article", "Article (2018)")],
        Scenario,
        era,
        [Era::Today, Era::Article]
    ),
    question!(
        "q_vpc",
        "Have you built much on AWS VPC already?",
        "Flow logs, security groups, peering and people who know them. Most AWS teams: yes.",
        answers.vpc_investment
    ),
    question!(
        "q_perf",
        "Would some workloads suffer on a slower network?",
        "Latency or throughput that people notice. Usually no.",
        answers.performance
    ),
    question!(
        "q_density",
        "Will many small pods share each node?",
        "More pods on a node than its ENIs have addresses for. Usually no.",
        answers.density
    ),
    question!(
        "q_addresses",
        "Could the VPC run short of addresses?",
        "Small subnets, or a range shared with many others. Usually no in a VPC of its own.",
        answers.addresses
    ),
    choice!(
        "q_encryption",
        "Must pod traffic be encrypted?",
        "Between pods on different nodes, below the application. By any means: with VPC CNI only types that encrypt in hardware stay. Usually no: TLS is above it.",
        &[
            ("yes", "yes, by any means"),
            ("tenant", "yes, with keys we hold"),
            ("identity", "yes, with workload identity"),
            ("no", "no"),
            (NOT_ASKED, "not sure")
        ],
        Scenario,
        answers.encryption,
        [Encryption::Any, Encryption::TenantKeys, Encryption::Identity, Encryption::No, Encryption::NotSure]
    ),
    choice!(
        "q_multicast",
        "Do pods send or receive multicast?",
        "Market data, discovery protocols, some clustered caches. Usually no.",
        &[
            ("no", "no"),
            ("host", "a few, on the host network"),
            ("pods", "yes, ordinary pods"),
            (NOT_ASKED, "not sure")
        ],
        Scenario,
        answers.multicast,
        [Multicast::No, Multicast::HostPods, Multicast::Pods, Multicast::NotAsked]
    ),
    choice!(
        "q_runs",
        "Who runs the cluster",
        "EKS with your own nodes, for most; EKS is assumed until you say otherwise.",
        &[
            (NOT_ASKED, "not asked yet"),
            ("eks", "EKS, our own nodes"),
            ("auto", "EKS Auto Mode"),
            ("kops", "we do, with kOps"),
            ("self", "we do, with other tools")
        ],
        Scenario,
        answers.operator,
        [Operator::NotAsked, Operator::Eks, Operator::AutoMode, Operator::Kops, Operator::SelfManaged]
    ),
    choice!(
        "q_policy",
        "Network policy",
        "What rules between pods must be able to do. Plain Kubernetes policy covers most teams.",
        &[
            (NOT_ASKED, "not asked yet"),
            ("none", "none"),
            ("basic", "Kubernetes NetworkPolicy"),
            ("advanced", "tiers, cluster-wide rules"),
            ("dns", "rules by DNS name"),
            ("l7", "rules by HTTP method and path")
        ],
        Scenario,
        answers.policy,
        [Policy::NotAsked, Policy::None, Policy::Basic, Policy::Advanced, Policy::DnsNames, Policy::Layer7]
    ),
    choice!(
        "q_portable",
        "Portability",
        "The same network on other clouds, on premises, for disaster recovery. None, for most teams.",
        &[(NOT_ASKED, "not asked yet"), ("none", "none"), ("some", "some"), ("strong", "strong")],
        Scenario,
        answers.portability,
        [Level::NotAsked, Level::None, Level::Some, Level::Strong]
    ),
    choice!(
        "q_ipv6",
        "IPv6",
        "An IPv6 cluster is a new cluster, and stays one. Most clusters are IPv4.",
        &[(NOT_ASKED, "not asked yet"), ("no", "not possible"), ("ready", "possible"), ("mandated", "required")],
        Scenario,
        answers.ipv6,
        [Ipv6::NotAsked, Ipv6::No, Ipv6::Ready, Ipv6::Mandated]
    ),
    later!(
        "q_cidr",
        "Room for a secondary CIDR",
        "Whether the VPC can take another range for pods, such as 100.64.0.0/16. Usually yes.",
        answers.secondary_cidr
    ),
    later!(
        "q_support",
        "AWS must support the CNI",
        "Whether AWS Support must cover the pod network. Usually no.",
        answers.aws_support
    ),
    later!(
        "q_routable",
        "Pods reachable by their own address",
        "From the VPC, peers or on premises; load balancers with IP targets; flow logs by pod. Usually yes.",
        answers.routable
    ),
    later!(
        "q_sgp",
        "Security groups for single pods",
        "Such as a database that lets in one application only. Usually no.",
        answers.security_groups
    ),
    later!(
        "q_middlebox",
        "A load balancer or transit gateway between pods",
        "Hardware encryption works only without one in the path. Usually no.",
        answers.middlebox
    ),
    choice!(
        "q_compliance",
        "Compliance",
        "What an auditor requires of the network. Nothing, for most teams.",
        &[
            (NOT_ASKED, "not asked yet"),
            ("none", "nothing"),
            ("evidence", "evidence of encryption"),
            ("fips", "FIPS-validated cryptography")
        ],
        Scenario,
        answers.compliance,
        [Compliance::NotAsked, Compliance::None, Compliance::Evidence, Compliance::Fips]
    ),
    later!("q_windows", "Windows nodes", "With Linux nodes or alone. Usually no.", answers.windows),
    later!("q_fargate", "Fargate pods", "Some pods run without nodes of your own. Usually no.", answers.fargate),
    later!("q_hybrid", "Hybrid Nodes", "On-premises nodes that join an EKS cluster. Usually no.", answers.hybrid),
    later!(
        "q_multihome",
        "Pods with several interfaces",
        "Network functions and the like. Usually no.",
        answers.multi_homing
    ),
    choice!(
        "q_cni",
        "Your current CNI",
        "Used to describe the migration.",
        &[
            (NOT_ASKED, "not asked yet"),
            ("new", "nothing yet"),
            ("vpc", "VPC CNI"),
            ("cilium", "Cilium"),
            ("calico", "Calico"),
            ("flannel", "flannel or Canal"),
            ("antrea", "Antrea"),
            ("weave", "Weave Net"),
            ("other", "another CNI")
        ],
        Scenario,
        answers.current_cni,
        [
            CurrentCni::NotAsked,
            CurrentCni::New,
            CurrentCni::VpcCni,
            CurrentCni::Cilium,
            CurrentCni::Calico,
            CurrentCni::Flannel,
            CurrentCni::Antrea,
            CurrentCni::Weave,
            CurrentCni::Other
        ]
    ),
    Choice {
        key: "mode",
        label: "Networking mode",
        help: on_forms(
            "How pods get their addresses. EKS starts with secondary IPs; prefixes allow more pods per node.",
        ),
        options: MODE_OPTIONS,
        get: |s| s.mode as usize,
        set: |s, i| {
            if let Some(row) = MODES.get(i) {
                s.mode = row.mode
            }
        },
    },
    Choice {
        key: "node",
        label: "Owner",
        help: on_forms("Who launches the nodes and sets max-pods. Most clusters start with a managed node group."),
        options: &OWNERS,
        get: |s| s.node.owner_as_set() as usize,
        set: |s, i| {
            let all = [Owner::ManagedNodeGroup, Owner::SelfManaged, Owner::Karpenter, Owner::AutoMode];
            if let Some(owner) = all.get(i) {
                s.node.set_owner(*owner);
            }
        },
    },
    choice!(
        "os",
        "OS",
        "What the nodes run; usually AL2023. It decides the memory reserve and the disks. Auto Mode brings its own, based on Bottlerocket: this setting does not count there.",
        &SYSTEMS,
        Scenario,
        node.chosen_os,
        [Os::Al2023, Os::Bottlerocket, Os::Windows]
    ),
    choice!(
        "memory",
        "Memory of a node",
        "What nodes report once they run, measured on most types (usual), or what Karpenter assumes until it has seen one.",
        &[("measured", "as measured"), ("karpenter", "as Karpenter guesses")],
        Scenario,
        node.memory_from,
        [MemoryFrom::Measured, MemoryFrom::Karpenter]
    ),
    choice!(
        "buy",
        "Purchase",
        "How you pay for nodes; most teams on demand. Spot figures are region averages: indicative only.",
        &[
            ("on-demand", "On demand"),
            ("spot", "Spot (indicative)"),
            ("discount", "On demand less a discount"),
            ("standard-1y", "Reserved, 1 year, standard"),
            ("convertible-1y", "Reserved, 1 year, convertible"),
            ("standard-3y", "Reserved, 3 years, standard"),
            ("convertible-3y", "Reserved, 3 years, convertible")
        ],
        Scenario,
        purchase,
        [
            Purchase::OnDemand,
            Purchase::Spot,
            Purchase::Discount,
            Purchase::Committed(Commitment::Standard1),
            Purchase::Committed(Commitment::Convertible1),
            Purchase::Committed(Commitment::Standard3),
            Purchase::Committed(Commitment::Convertible3)
        ]
    ),
    choice!(
        "control_plane",
        "Control plane",
        "EKS bills it once a cluster: $0.10 an hour in standard support, as usual.",
        &CONTROL_PLANES,
        Scenario,
        costs.control_plane,
        [
            ControlPlane::Standard,
            ControlPlane::Extended,
            ControlPlane::Xl,
            ControlPlane::Xl2,
            ControlPlane::Xl4,
            ControlPlane::Xl8
        ]
    ),
    choice!(
        "arch",
        "Architecture",
        "What your images are built for. Most are x86-64; choose both if yours are multi-arch.",
        &[("x86", "x86-64 (amd64)"), ("arm", "Arm (arm64)"), ("both", "both")],
        Scenario,
        filters.arch,
        [ArchFilter::X86, ArchFilter::Arm, ArchFilter::Both]
    ),
    flag!(
        "burstable",
        "Burstable types",
        "Includes T types, which run on CPU credits: sustained CPU is lower. Usually off.",
        Scenario,
        filters.burstable
    ),
    flag!(
        "flex",
        "Flex types",
        "Includes -flex types, with full CPU most of the time and 40 % always. Usually off.",
        Scenario,
        filters.flex
    ),
    flag!(
        "metal",
        "Bare metal",
        "Includes whole machines without a hypervisor. Usually off.",
        Scenario,
        filters.bare_metal
    ),
    flag!(
        "xen",
        "Pre-Nitro types",
        "Includes t2, m4, c4 and older: no prefixes, slower networks. Usually off.",
        Scenario,
        filters.xen
    ),
    flag!(
        "accel",
        "Accelerated types",
        "Includes GPU, Neuron, FPGA and media types: expensive unless you use the accelerator. Usually off.",
        Scenario,
        filters.accelerated
    ),
    flag!(
        "hpc",
        "HPC families",
        "Includes types for tightly coupled jobs, offered in few zones. Usually off.",
        Scenario,
        filters.hpc
    ),
    flag!(
        "current",
        "Current hardware only",
        "Leaves out what AWS lists as previous generations: A1, C1, C3, C4, I2, M1 to M4, R3, R4, T1. Usually off.",
        Scenario,
        filters.current
    ),
    flag!(
        "estimated",
        "Estimated prices",
        "Includes types that are offered but have no published price. Usually on.",
        Scenario,
        filters.estimated
    ),
    flag!(
        "nvme",
        "Instance store for pods",
        "Local NVMe disks as RAID 0 for ephemeral storage. Usually off. Auto Mode decides by itself; on Windows this does not count.",
        Scenario,
        node.instance_store
    ),
    choice!(
        "survive",
        "Must survive the loss of",
        "All pods still have room on what is left. Usually nothing: autoscaling brings a new node.",
        &[("nothing", "nothing"), ("node", "any one node"), ("zone", "any one zone (two or more)")],
        Scenario,
        fleet.survive,
        [Survive::Nothing, Survive::Node, Survive::Zone]
    ),
    choice!(
        "cap_order",
        "Order of the article's limit",
        "Whether the 100 counts application pods or all pods. Usually application pods.",
        &[("after", "100 application pods"), ("before", "100 pods in all")],
        Scenario,
        article.cap_order,
        [CapOrder::AfterDaemonSets, CapOrder::BeforeDaemonSets]
    ),
];

/// Lists of families.
pub static FAMILIES: [Families; 2] = [
    Families {
        key: "families",
        label: "Families",
        help: on_forms("Only these, such as m7i,c7i. Empty: all."),
        empty: "all",
        get: |s| &s.filters.families,
        get_mut: |s| &mut s.filters.families,
    },
    Families {
        key: "without",
        label: "Families left out",
        help: on_forms("None of these, such as t2,m4. Empty: none is left out."),
        empty: "none",
        get: |s| &s.filters.without,
        get_mut: |s| &mut s.filters.without,
    },
];

macro_rules! by_type {
    ($key:literal, $min:literal..=$max:literal, $list:ident) => {
        ByType { key: $key, min: $min, max: $max, get: |s| &s.own.$list, get_mut: |s| &mut s.own.$list }
    };
}

/// Lists of numbers by type.
pub static BY_TYPE: [ByType; 4] = [
    by_type!("today", 1..=9999, on_demand),
    by_type!("today_spot", 1..=9999, spot),
    by_type!("seen_mib", 100..=99999999, memory),
    by_type!("seen_pods", 1..=9999, max_pods),
];

/// What they are called, in their order.
pub static WORDS_BY_TYPE: [WordsByType; 4] = [
    WordsByType {
        label: "Nodes today",
        help: "Types and how many, such as m5.large:12,c7i.xlarge:3: a fleet is compared with them. A dump fills it in.",
        empty: "not known",
    },
    WordsByType { label: "Spot nodes today", help: "The same for nodes on spot.", empty: "none" },
    WordsByType {
        label: "Memory that your nodes report",
        help: "MiB by type, such as m5.large:7624. It wins over every other figure for the type. A dump fills it in.",
        empty: "not known",
    },
    WordsByType {
        label: "max-pods that your nodes report",
        help: "By type, such as m5.large:35, where it is another number than the owner usually sets.",
        empty: "as usual",
    },
];

const MODE_OPTIONS: &[(&str, &str)] = &{
    let mut options = [("", ""); MODES.len()];
    let mut i = 0;
    while i < MODES.len() {
        options[i] = (MODES[i].code, MODES[i].name);
        i += 1;
    }
    options
};

/// A list of families by its key.
pub fn families(key: &str) -> Option<&'static Families> {
    FAMILIES.iter().find(|list| list.key == key)
}

/// A list of numbers by type by its key.
pub fn by_type(key: &str) -> Option<&'static ByType> {
    BY_TYPE.iter().find(|list| list.key == key)
}

/// A text of a profile by its key.
pub fn text(key: &str) -> Option<&'static Text<PodProfile>> {
    PROFILE_TEXTS.iter().find(|text| text.key == key)
}

/// A row of a table by its key.
pub fn number<T>(table: &'static [Number<T>], key: &str) -> Option<&'static Number<T>> {
    table.iter().find(|n| n.key == key)
}

/// A row of a table by its key.
pub fn choice<T>(table: &'static [Choice<T>], key: &str) -> Option<&'static Choice<T>> {
    table.iter().find(|c| c.key == key)
}

impl ByType {
    /// The list of a scenario as it is written: `m5.large:12,c7i.xlarge:3`.
    pub fn written(&self, s: &Scenario) -> String {
        let mut out = String::new();
        for OfType { name, n } in (self.get)(s) {
            out += if out.is_empty() { "" } else { "," };
            out += name;
            out += ":";
            out += &n.to_string();
        }
        out
    }
}

impl<T> Choice<T> {
    /// The code of the value that `part` has.
    pub fn code(&self, part: &T) -> &'static str {
        self.options[(self.get)(part)].0
    }

    /// Whether it is a yes-or-no switch.
    pub fn is_flag(&self) -> bool {
        self.options == NO_YES
    }
}

impl<T> Number<T> {
    /// The slider of this number.
    pub fn slider(&self) -> Slider {
        Slider { min: self.min, max: self.slider_max, scale: self.scale }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn keys_are_unique() {
        let mut keys = HashSet::new();
        let all = NUMBERS.iter().map(|n| n.key).chain(CHOICES.iter().map(|c| c.key));
        let parts = PROFILE_NUMBERS.iter().map(|n| n.key).chain(PROFILE_CHOICES.iter().map(|c| c.key));
        let daemonsets = DAEMONSET_NUMBERS.iter().map(|n| n.key).chain(DAEMONSET_CHOICES.iter().map(|c| c.key));
        let parts = parts.chain(PROFILE_TEXTS.iter().map(|text| text.key));
        let families = FAMILIES.iter().map(|list| list.key);
        let by_type = BY_TYPE.iter().map(|list| list.key);
        for key in all
            .chain(parts)
            .chain(daemonsets)
            .chain(families)
            .chain(by_type)
            .chain(SUBNET_NUMBERS.iter().map(|n| n.key))
        {
            assert!(keys.insert(key), "{key} is there twice");
        }
    }

    #[test]
    fn every_row_reads_back_what_it_writes() {
        for n in &NUMBERS {
            let mut s = Scenario::default();
            for value in [n.min, n.max] {
                (n.set)(&mut s, Some(value));
                assert_eq!((n.get)(&s), Some(value), "{}", n.key);
            }
        }
        for c in &CHOICES {
            let mut s = Scenario::default();
            for i in 0..c.options.len() {
                (c.set)(&mut s, i);
                assert_eq!((c.get)(&s), i, "{}", c.key);
            }
        }
    }

    #[test]
    fn sliders_reach_both_ends_and_every_default() {
        let pods = PROFILE_NUMBERS[0].slider();
        assert_eq!((pods.value(0), pods.value(1_000)), (1, 5_000));
        for n in &PROFILE_NUMBERS {
            let value = (n.get)(&PodProfile::default()).unwrap_or(n.min);
            let back = f64::from(n.slider().value(n.slider().position(value)));
            assert!((back - f64::from(value)).abs() <= f64::from(value) * 0.03, "{} {value} {back}", n.key);
        }
    }

    #[test]
    fn every_key_press_moves_a_slider() {
        for n in &PROFILE_NUMBERS {
            let slider = n.slider();
            let mut value = slider.min;
            while value < slider.max {
                let next = slider.step(value, 1);
                assert!(next > value, "{} stops at {value}", n.key);
                value = next;
            }
            assert!(slider.step(slider.max, -50) < slider.max);
            assert_eq!(slider.step(slider.min, -1), slider.min);
        }
    }
}
