//! The scenario: everything a person sets, in one value that travels in links and files.
//!
//! It holds a list of pod profiles and of subnets from the first day; all profiles are edited, and all are planned.
//! Defaults are part of a link's version: a key that a link of version 1 leaves out has the value of
//! [`Scenario::version_1`] for ever.

pub mod answers;
pub mod costs;
pub mod fields;
pub mod fleet;
pub mod link;
mod names;
pub mod network_mode;
pub mod os;
pub mod own_nodes;
pub mod owner;
pub mod profile;
pub mod taints;

use crate::catalog::instance_type::InstanceType;
use crate::catalog::reserved::Commitment;
use crate::scenario::answers::{Answers, Operator};
use crate::scenario::costs::Costs;
use crate::scenario::fleet::FleetSettings;
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::os::Os;
use crate::scenario::own_nodes::OwnNodes;
use crate::scenario::owner::Owner;
pub use crate::scenario::profile::{PodProfile, ProfileArch, ZoneSpread};
use crate::units::{BasisPoints, Mib, MilliCpu};

/// Where a daemonset's pod gets its address from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaemonSetNetwork {
    /// `hostNetwork: true`: counts towards max-pods, takes no pod address.
    Host,
    /// A pod address of its own, and a pod slot of max-pods.
    Pod,
}

/// A daemonset: one pod on every node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaemonSet {
    /// Its name.
    pub name: String,
    /// Host network or pod network.
    pub network: DaemonSetNetwork,
    /// CPU request.
    pub cpu: MilliCpu,
    /// Memory request.
    pub memory: Mib,
    /// Part of AWS's node networking: outside Kubernetes on Auto Mode and on Windows, so it takes nothing there.
    pub aws_networking: bool,
}

/// A subnet for nodes and pods: evidence for whether the addresses last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// `us-east-1a`, or any name.
    pub zone: String,
    /// Free IPv4 addresses; `None` where that is not known: then it is not checked.
    pub free_addresses: Option<u32>,
}

/// How the nodes are bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purchase {
    /// List price.
    OnDemand,
    /// Region average of the spot discount: indicative only.
    Spot,
    /// On demand less the discount of [`Scenario::discount`].
    Discount,
    /// Reserved Instances without upfront payment.
    Committed(Commitment),
}

/// Which architectures the images are built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchFilter {
    /// amd64 images only.
    X86,
    /// arm64 images only.
    Arm,
    /// Multi-arch images.
    Both,
}

/// Which types to consider at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filters {
    /// Architectures.
    pub arch: ArchFilter,
    /// T types, which run on CPU credits.
    pub burstable: bool,
    /// `-flex` types, which hold full CPU most of the time only.
    pub flex: bool,
    /// Bare metal.
    pub bare_metal: bool,
    /// Types from before Nitro.
    pub xen: bool,
    /// GPU, Neuron, FPGA and media types.
    pub accelerated: bool,
    /// HPC families.
    pub hpc: bool,
    /// Types whose on-demand price is an estimate.
    pub estimated: bool,
    /// Families to keep, all if empty: `m5`, `c7i`.
    pub families: Vec<String>,
    /// Families to leave out: `t2`, `a1`.
    pub without: Vec<String>,
    /// Only types that AWS does not call a previous generation.
    pub current: bool,
    /// Largest node, in vCPUs.
    pub max_vcpu: u32,
}

/// Which rules are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// Current rules, full model.
    Today,
    /// The article's formula, table and prices of November 2018, literally.
    Article,
}

/// The two readings of the article's pod limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapOrder {
    /// `min(cap, E*S - D)`: the cap counts application pods.
    AfterDaemonSets,
    /// `min(cap, E*S) - D`: the cap counts all pods of the node.
    BeforeDaemonSets,
}

/// The article's own parameters, at the top of its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleSettings {
    /// Pod limit of a node.
    pub pod_cap: u32,
    /// Daemonsets on each node; the article gives each an address.
    pub daemonsets: u32,
    /// Which reading of the cap.
    pub cap_order: CapOrder,
}

/// What VPC CNI keeps ready on a node beyond the addresses in use; `None` is its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WarmTargets {
    /// WARM_ENI_TARGET, default 1. Secondary addresses only.
    pub enis: Option<u32>,
    /// WARM_PREFIX_TARGET, default 1. Prefixes only.
    pub prefixes: Option<u32>,
    /// WARM_IP_TARGET; overrides both of the above.
    pub addresses: Option<u32>,
    /// MINIMUM_IP_TARGET; overrides both of the above.
    pub minimum: Option<u32>,
}

/// Which figure for a node's memory counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryFrom {
    /// What nodes of the type report, as measured or fitted; Karpenter's guess where the catalogue has neither.
    Measured,
    /// Karpenter's guess: the advertised memory less [`NodeSettings::memory_overhead`].
    Karpenter,
}

/// How a node is set up, beyond its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeSettings {
    /// Who launches the nodes and sets max-pods.
    pub owner: Owner,
    /// The owner that was set, where the answer that Auto Mode runs the cluster overrides it: [`Scenario::settled`].
    pub overridden: Option<Owner>,
    /// The OS asked for. What the nodes run is [`NodeSettings::os`]: Auto Mode brings its own.
    pub chosen_os: Os,
    /// A fixed max-pods, `None` for what the owner sets.
    pub max_pods: Option<u32>,
    /// The kubelet's podsPerCore, which caps max-pods.
    pub pods_per_core: Option<u32>,
    /// VPC CNI's MAX_ENI.
    pub max_eni: Option<u32>,
    /// VPC CNI's warm targets.
    pub warm: WarmTargets,
    /// Pods that each node replaces a minute; their addresses cool down before they serve again.
    pub churn_per_minute: u32,
    /// Which figure for its memory counts.
    pub memory_from: MemoryFrom,
    /// Share of the type's memory that the guest never sees, by Karpenter's guess.
    pub memory_overhead: BasisPoints,
    /// CPU of system-reserved.
    pub system_cpu: MilliCpu,
    /// Memory of system-reserved.
    pub system_memory: Mib,
    /// CPU of kube-reserved, `None` for what the node reserves by itself.
    pub kube_cpu: Option<MilliCpu>,
    /// Memory of kube-reserved, `None` for what the OS reserves by itself.
    pub kube_memory: Option<Mib>,
    /// Hard eviction threshold `memory.available`, `None` for the OS's own.
    pub eviction_memory: Option<Mib>,
    /// The volume with images and ephemeral storage, GiB; `None` for what owner and OS bring.
    pub root_gib: Option<u32>,
    /// Block devices mapped at launch besides those that the OS brings.
    pub extra_volumes: u32,
    /// Instance store as RAID 0 for ephemeral storage, where the type has one.
    pub instance_store: bool,
}

/// The whole scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The questions.
    pub answers: Answers,
    /// Pod profiles, one or more.
    pub profiles: Vec<PodProfile>,
    /// Daemonsets, of both kinds.
    pub daemonsets: Vec<DaemonSet>,
    /// Subnets, may be empty.
    pub subnets: Vec<Subnet>,
    /// Networking mode.
    pub mode: NetworkMode,
    /// Node settings.
    pub node: NodeSettings,
    /// Region code.
    pub region: String,
    /// How nodes are bought.
    pub purchase: Purchase,
    /// Discount on the list price, used by [`Purchase::Discount`].
    pub discount: BasisPoints,
    /// What a cluster costs besides its instances.
    pub costs: Costs,
    /// Hours that make a month.
    pub hours_per_month: u32,
    /// The family that CPU requests were sized on: a request then stands for so much work, whatever a type's vCPUs are
    /// worth. `None`: a vCPU counts as a vCPU.
    pub sized_on: Option<String>,
    /// Never fewer nodes than this.
    pub min_nodes: u32,
    /// Eligible types.
    pub filters: Filters,
    /// What a fleet of several types is held to.
    pub fleet: FleetSettings,
    /// The nodes of today.
    pub own: OwnNodes,
    /// Rules of 2018 or of today.
    pub era: Era,
    /// The article's parameters.
    pub article: ArticleSettings,
    /// The type the person has chosen, if any.
    pub chosen: Option<String>,
}

/// Most profiles in a scenario.
pub const MAX_PROFILES: usize = 30;
/// Most daemonsets in a scenario.
pub const MAX_DAEMONSETS: usize = 30;
/// Most subnets in a scenario.
pub const MAX_SUBNETS: usize = 30;

impl DaemonSet {
    /// The four every cluster starts with: AWS's two on the host network, a log and a metrics agent
    /// with addresses of their own. Requests: aws-node 25m + 25m for its policy agent and kube-proxy
    /// 100m as AWS ships them; the agents' are judgement. 200m and 200 MiB in all.
    pub fn defaults() -> Vec<DaemonSet> {
        use DaemonSetNetwork::{Host, Pod};
        [
            ("aws-node", Host, 50, 0, true),
            ("kube-proxy", Host, 100, 0, true),
            ("log-agent", Pod, 25, 100, false),
            ("metrics-agent", Pod, 25, 100, false),
        ]
        .into_iter()
        .map(|(name, network, cpu, memory, aws_networking)| DaemonSet {
            name: name.into(),
            network,
            cpu: MilliCpu(cpu),
            memory: Mib(memory),
            aws_networking,
        })
        .collect()
    }

    /// An empty daemonset of this name: pod network, no requests.
    pub fn named(name: &str) -> DaemonSet {
        DaemonSet {
            name: name.into(),
            network: DaemonSetNetwork::Pod,
            cpu: MilliCpu(0),
            memory: Mib(0),
            aws_networking: false,
        }
    }
}

impl Default for Filters {
    fn default() -> Self {
        Filters {
            arch: ArchFilter::X86,
            burstable: false,
            flex: false,
            bare_metal: false,
            xen: false,
            accelerated: false,
            hpc: false,
            estimated: true,
            families: Vec::new(),
            without: Vec::new(),
            current: false,
            max_vcpu: 1_000,
        }
    }
}

impl Filters {
    /// Filters that leave no type out.
    pub fn open() -> Filters {
        Filters {
            arch: ArchFilter::Both,
            burstable: true,
            flex: true,
            bare_metal: true,
            xen: true,
            accelerated: true,
            hpc: true,
            estimated: true,
            families: Vec::new(),
            without: Vec::new(),
            current: false,
            max_vcpu: u32::MAX,
        }
    }
}

impl Default for NodeSettings {
    fn default() -> Self {
        NodeSettings {
            owner: Owner::ManagedNodeGroup,
            overridden: None,
            chosen_os: Os::Al2023,
            max_pods: None,
            pods_per_core: None,
            max_eni: None,
            warm: WarmTargets::default(),
            churn_per_minute: 0,
            memory_from: MemoryFrom::Measured,
            memory_overhead: BasisPoints(750),
            system_cpu: MilliCpu(0),
            system_memory: Mib(0),
            kube_cpu: None,
            kube_memory: None,
            eviction_memory: None,
            root_gib: None,
            extra_volumes: 0,
            instance_store: false,
        }
    }
}

impl NodeSettings {
    /// The OS that the nodes run: the one asked for, but Auto Mode's own, which is based on Bottlerocket.
    pub fn os(&self) -> Os {
        if self.owner == Owner::AutoMode { Os::Bottlerocket } else { self.chosen_os }
    }

    /// The owner that was set, whatever the answers say.
    pub fn owner_as_set(&self) -> Owner {
        self.overridden.unwrap_or(self.owner)
    }

    /// Gives the nodes another owner.
    pub fn set_owner(&mut self, owner: Owner) {
        (self.owner, self.overridden) = (owner, None);
    }

    /// Whether the nodes run Windows.
    pub fn is_windows(&self) -> bool {
        self.os() == Os::Windows
    }

    /// Whether the kubelet's settings are yours to choose: Auto Mode has none.
    pub fn has_kubelet_settings(&self) -> bool {
        self.owner != Owner::AutoMode
    }

    /// Owner and OS as people say them: `Self-managed, Bottlerocket`; `EKS Auto Mode`, which brings its own OS.
    pub fn owner_and_os(&self) -> String {
        match self.owner {
            Owner::AutoMode => Owner::AutoMode.name().into(),
            owner => format!("{}, {}", owner.name(), self.chosen_os.name()),
        }
    }
}

impl Default for ArticleSettings {
    fn default() -> Self {
        ArticleSettings { pod_cap: 100, daemonsets: 4, cap_order: CapOrder::AfterDaemonSets }
    }
}

impl Default for Scenario {
    fn default() -> Self {
        Scenario {
            answers: Answers::default(),
            profiles: vec![PodProfile::default()],
            daemonsets: DaemonSet::defaults(),
            subnets: Vec::new(),
            mode: NetworkMode::SecondaryIp,
            node: NodeSettings::default(),
            region: "us-east-1".into(),
            purchase: Purchase::OnDemand,
            discount: BasisPoints(3_000),
            costs: Costs::default(),
            hours_per_month: 730,
            sized_on: None,
            min_nodes: 2,
            filters: Filters::default(),
            fleet: FleetSettings::default(),
            own: OwnNodes::default(),
            era: Era::Today,
            article: ArticleSettings::default(),
            chosen: None,
        }
    }
}

impl Scenario {
    /// What a link of version 1 means that sets nothing: today's defaults but for those that were chosen later.
    pub fn version_1() -> Scenario {
        let default = Scenario::default();
        Scenario {
            // every type had Karpenter's guess then, and disks had no price
            node: NodeSettings { memory_from: MemoryFrom::Karpenter, ..default.node },
            costs: Costs { gib_mils: 0, ..Costs::default() },
            ..default
        }
    }

    /// With an owner that the answers allow: where Auto Mode runs the cluster, it owns the nodes. What was set stays known, so
    /// that another answer brings it back.
    pub fn settled(mut self) -> Scenario {
        let set = self.node.owner_as_set();
        self.node.set_owner(set);
        if self.answers.operator == Operator::AutoMode && set != Owner::AutoMode {
            (self.node.owner, self.node.overridden) = (Owner::AutoMode, Some(set));
        }
        self
    }

    /// Whether nodes of a type have the same max-pods whatever the networking mode: it is set, or theirs is known.
    pub fn fixes_max_pods(&self, t: &InstanceType) -> bool {
        self.node.max_pods.is_some() || self.own.max_pods_of(t).is_some()
    }

    /// Pods of all profiles.
    pub fn pods(&self) -> u32 {
        self.profiles.iter().fold(0, |pods, profile| pods.saturating_add(profile.pods))
    }

    /// Daemonsets that run as pods on the scenario's nodes. Auto Mode and Windows have AWS's node networking outside
    /// Kubernetes: Windows runs kube-proxy as a service, and the control plane hands out its addresses.
    pub fn running_daemonsets(&self) -> impl Iterator<Item = &DaemonSet> {
        let is_outside = self.node.owner == Owner::AutoMode || self.node.is_windows();
        self.daemonsets.iter().filter(move |d| !(is_outside && d.aws_networking))
    }
}
