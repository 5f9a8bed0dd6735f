//! The choices of the scenario itself: the questions, the mode, the node, what is bought.

use super::macros::*;
use super::{Choice, NOT_ASKED};
use crate::catalog::reserved::Commitment;
use crate::scenario::answers::*;
use crate::scenario::costs::{CONTROL_PLANES, ControlPlane};
use crate::scenario::fleet::Survive;
use crate::scenario::names::{name, named};
use crate::scenario::network_mode::MODES;
use crate::scenario::os::{Os, SYSTEMS};
use crate::scenario::owner::{OWNERS, Owner};
use crate::scenario::*;

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
        label: name("Networking mode"),
        help: on_forms(
            "How pods get their addresses. EKS starts with secondary IPs; prefixes allow more pods per node.",
        ),
        options: &named(MODE_OPTIONS),
        get: |s| s.mode as usize,
        set: |s, i| {
            if let Some(row) = MODES.get(i) {
                s.mode = row.mode
            }
        },
    },
    Choice {
        key: "node",
        label: name("Owner"),
        help: on_forms("Who launches the nodes and sets max-pods. Most clusters start with a managed node group."),
        options: &named(OWNERS),
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

const MODE_OPTIONS: [(&str, &str); MODES.len()] = {
    let mut options = [("", ""); MODES.len()];
    let mut i = 0;
    while i < MODES.len() {
        options[i] = (MODES[i].code, MODES[i].name);
        i += 1;
    }
    options
};
