//! Warnings and caveats on a type's figures, as values.
//!
//! One sentence each, in `Display`. Nothing here changes a figure.

use crate::catalog::instance_type::{Accelerator, InstanceType, SeenBy};
use crate::catalog::{Catalog, Offer, TypeIndex, TypeRef};
use crate::node::addresses::addresses_on_enis;
use crate::node::cni_settings::stops_at;
use crate::node::equal_work::times;
use crate::node::limit::Limit;
use crate::node::max_pods::{community_threshold, pods_per_core};
use crate::node::memory::{self, MemoryBy};
use crate::node::workload::Workload;
use crate::plan::Candidate;
use crate::plan::cost::Confidence;
use crate::plan::until_seen::until_seen;
use crate::scenario::network_mode::{NetworkMode, Source};
use crate::scenario::os::Os;
use crate::scenario::owner::Owner;
use crate::scenario::{NodeSettings, PodProfile, Purchase, Scenario};
use crate::units::{counted, grouped};
use crate::words;
use std::fmt;

/// A caveat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// More pods a node than Kubernetes' scalability threshold.
    AboveThreshold {
        /// Pods per node, daemonsets included.
        pods: u32,
        /// `min(110, 10 * cores)`.
        threshold: u32,
    },
    /// max-pods lets in more pods than there are addresses: the last ones never start.
    MorePodsThanAddresses {
        /// max-pods.
        max_pods: u32,
        /// Pod addresses of the node.
        addresses: u32,
    },
    /// MINIMUM_IP_TARGET without WARM_IP_TARGET: the pool stops before the ENIs are full.
    PoolStops {
        /// Addresses that the pool gets to.
        addresses: u32,
        /// Addresses that the ENIs have room for.
        on_enis: u32,
    },
    /// A managed node group without a custom AMI overrides a fixed max-pods.
    ManagedOverrides,
    /// The owner counts ENI addresses although the mode has more.
    OwnerIgnoresMode,
    /// A Xen type falls back from prefixes to secondary addresses.
    NoPrefixesOnXen,
    /// The price is estimated.
    EstimatedPrice,
    /// The price is a spot average.
    SpotIndicative,
    /// Auto Mode's fee is a third party's figure.
    AutoModeFee,
    /// Auto Mode's fee is on AWS's price list.
    AutoModeFeePublished,
    /// Auto Mode owns the nodes by an answer, whatever was set.
    OwnerByAnswer {
        /// The owner that was set.
        set: Owner,
    },
    /// Auto Mode's own way to hand out addresses is another than the mode's.
    AutoModePrefers,
    /// Security groups for pods need a version of Kubernetes on Auto Mode.
    AutoModeBranchEnis,
    /// The price of a Windows node lacks the licence.
    WithoutLicence,
    /// What a Windows node keeps for itself is AWS's advice, not what its image does.
    WindowsReserve,
    /// Settings of the kubelet that the owner or the OS does not have.
    Ignored {
        /// Who ignores them: `Auto Mode`.
        by: &'static str,
        /// Their names.
        settings: Vec<&'static str>,
    },
    /// The sources disagree on the trunk's slot.
    TrunkSlot,
    /// The max-pods list counts ENIs that EC2's description puts on another card.
    MaxPodsCountsAllCards,
    /// The same type once VPC CNI's table is followed.
    EniSourcesDisagree {
        /// ENIs by VPC CNI's table.
        enis: u32,
    },
    /// A single flow is slower than a pod's bandwidth.
    FlowCeiling {
        /// Requested, Mbps.
        asked: u32,
        /// Ceiling, Mbps.
        ceiling: u32,
    },
    /// Burst bandwidth is above the baseline, which is what counts.
    BandwidthBursts,
    /// Requests were sized on a family: what they come to on this type.
    EqualWork(String),
    /// Karpenter's guess of the memory comes to other pods than fit.
    KarpenterGuesses {
        /// Pods per node that it plans until it has seen one.
        planned: u32,
        /// Pods that fit.
        fit: u32,
    },
    /// Nobody measured the type's memory.
    MemoryIsFitted,
    /// CPU credits or a flex baseline.
    CpuNotSustained,
    /// Pods that ask for devices get them through a plugin on every node.
    DevicePlugin {
        /// The plugin.
        name: &'static str,
        /// The resource that it makes known.
        resource: &'static str,
    },
    /// EKS's guide does not recommend it.
    BottlerocketInferentia,
    /// What AWS says of a cluster of this size.
    LargeCluster(String),
    /// The article's caveats.
    ArticleCaveats,
    /// Prices of 2018 in us-east-1, whatever the region.
    ArticlePrices,
    /// More than one profile in the scenario: they share nodes.
    SeveralProfiles {
        /// How many there are.
        profiles: usize,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::AboveThreshold { pods, threshold } => write!(
                f,
                "{pods} pods a node, daemonsets included, is above the {threshold} that Kubernetes' scalability threshold allows this type (10 a core, 110 at most). It works, with less headroom for the kubelet."
            ),
            Note::MorePodsThanAddresses { max_pods, addresses } => write!(
                f,
                "max-pods is {max_pods} but the node has {addresses} pod addresses: the kubelet would accept pods that never get one. Lower max-pods."
            ),
            Note::PoolStops { addresses, on_enis } => write!(
                f,
                "MINIMUM_IP_TARGET without WARM_IP_TARGET stops the node at {} pod addresses, though its ENIs have room for {}: more pods never get one. Set WARM_IP_TARGET to 1 or more.",
                grouped(u64::from(*addresses)),
                grouped(u64::from(*on_enis))
            ),
            Note::ManagedOverrides => f.write_str(words::MANAGED_OVERRIDES),
            Note::OwnerIgnoresMode => f.write_str(
                "Self-managed and Karpenter nodes compute max-pods from ENI addresses whatever the networking mode. Set max-pods to use what the mode offers.",
            ),
            Note::NoPrefixesOnXen => f.write_str(words::XEN_WITHOUT_PREFIXES),
            Note::EstimatedPrice => f.write_str(words::ESTIMATED_PRICE),
            Note::SpotIndicative => f.write_str(words::SPOT_IS_INDICATIVE),
            Note::AutoModeFee => f.write_str(
                "The cost includes Auto Mode's fee at about 12 % of the on-demand price, a third party's figure.",
            ),
            Note::AutoModeFeePublished => f.write_str("The cost includes Auto Mode's fee as AWS's price list has it."),
            Note::OwnerByAnswer { set } => write!(
                f,
                "EKS Auto Mode owns these nodes, because you answered that it runs the cluster. The owner that is set for them does not count: {}.",
                set.name()
            ),
            Note::AutoModePrefers => f.write_str(
                "Auto Mode hands out /28 prefixes, and single addresses where a subnet has no prefix free. To plan with single addresses, set ipv4PrefixSize to \"32\" in its NodeClass.",
            ),
            Note::AutoModeBranchEnis => f.write_str(
                "On Auto Mode security groups for pods need Kubernetes 1.36 or later. Its guide gives no number of branch ENIs of its own: they are counted by type, as with VPC CNI.",
            ),
            Note::WithoutLicence => f.write_str(words::WITHOUT_LICENCE),
            Note::WindowsReserve => f.write_str(words::WINDOWS_RESERVE),
            Note::Ignored { by, settings } => {
                let settings: Vec<String> = settings.iter().map(|name| name.to_string()).collect();
                write!(f, "Not counted, because {by} has no such setting: {}.", words::listed(&settings))
            }
            Note::TrunkSlot => f.write_str(words::TRUNK),
            Note::MaxPodsCountsAllCards => f.write_str(
                "AWS's max-pods list counts the ENIs of all network cards of this type, but pods can only use those of the default card.",
            ),
            Note::EniSourcesDisagree { enis } => write!(
                f,
                "Sources disagree on this type's ENIs: VPC CNI's own table and AWS's max-pods list have {enis} on one network card, EC2's description fewer on the default one of two. Berth follows VPC CNI."
            ),
            Note::FlowCeiling { asked, ceiling } => write!(
                f,
                "A single flow reaches {} Mbps at most; a pod that needs {} Mbps in one connection will not get it outside a cluster placement group.",
                grouped(u64::from(*ceiling)),
                grouped(u64::from(*asked))
            ),
            Note::BandwidthBursts => {
                f.write_str("Bandwidth is counted at the baseline; bursts above it run on credits.")
            }
            Note::EqualWork(text) => f.write_str(text),
            Note::KarpenterGuesses { planned, fit } if planned < fit => write!(
                f,
                "Until Karpenter has seen a node of this type it guesses the memory and plans {}; {} fit. It may start nodes that nobody needs.",
                counted(*planned, "pod"),
                grouped(u64::from(*fit))
            ),
            Note::KarpenterGuesses { planned, fit } => write!(
                f,
                "Until Karpenter has seen a node of this type it guesses the memory and plans {}; only {} fit, so pods stay pending.",
                counted(*planned, "pod"),
                grouped(u64::from(*fit))
            ),
            Note::MemoryIsFitted => f.write_str(
                "Nobody measured this type's memory: it is fitted to types of its generation and size, on the safe side.",
            ),
            Note::CpuNotSustained => {
                f.write_str("This type cannot hold its full CPU all day; requests are counted as if it could.")
            }
            Note::DevicePlugin { name, resource } => {
                write!(f, "Pods get {resource} only where {name} runs on the nodes: install it, unless the image has it.")
            }
            Note::BottlerocketInferentia => {
                f.write_str("EKS's guide does not recommend Bottlerocket on types with Inferentia.")
            }
            Note::LargeCluster(text) => f.write_str(text),
            Note::ArticleCaveats => f.write_str(
                "As the article warns: CPU and memory often bind first, other system pods take addresses too, bandwidth can bind earlier, cooldown, subnet limits and fragmentation lower the real density, and the limit of 100 can be raised. EKS fee, storage and traffic are left out.",
            ),
            Note::ArticlePrices => {
                f.write_str("Types, limits and us-east-1 on-demand prices of 29 November 2018.")
            }
            Note::SeveralProfiles { profiles } => write!(
                f,
                "{profiles} workloads share these nodes; pods per node are those of their average mix."
            ),
        }
    }
}

/// Every note on a candidate, most serious first.
pub fn notes(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate) -> Vec<Note> {
    let mut out = Vec::new();
    let TypeRef::Today(index) = candidate.index else {
        out.extend([Note::ArticleCaveats, Note::ArticlePrices]);
        return out;
    };
    if scenario.profiles.len() > 1 {
        out.push(Note::SeveralProfiles { profiles: scenario.profiles.len() });
    }
    let t = catalog.instance_type(index);
    out.extend(equal_work(catalog, scenario, t).map(Note::EqualWork));
    max_pods_notes(&mut out, t, scenario, candidate);
    out.extend(memory_note(catalog, scenario, index, candidate));
    out.extend(ignored(&scenario.node));
    if scenario.node.is_windows() && scenario.node.kube_memory.is_none() {
        out.push(Note::WindowsReserve);
    }
    auto_mode_notes(&mut out, scenario);
    type_notes(&mut out, t, scenario);
    price_notes(&mut out, catalog.offer(index), scenario, candidate);
    out.extend(words::scale(candidate.fleet.nodes, scenario.pods()).map(Note::LargeCluster));
    out
}

/// What the requests come to on a type, profile by profile, with the range of the benchmarks.
fn equal_work(catalog: &Catalog, scenario: &Scenario, t: &InstanceType) -> Option<String> {
    let family = scenario.sized_on.as_deref()?;
    let ratio = Workload::of(scenario).sized(catalog).ratio(t)?;
    let [least, most] = [ratio.least, ratio.most].map(times);
    let range =
        if least == most { String::new() } else { format!(" ({least} to {most} by benchmark, the least counts)") };
    let name = |p: &PodProfile| if scenario.profiles.len() > 1 { format!("for {} ", p.name) } else { String::new() };
    let requests = scenario.profiles.iter().map(|p| format!("{}{} instead of {}", name(p), ratio.need(p.cpu), p.cpu));
    Some(format!(
        "Equal work: a vCPU of {} is worth about {least} of {family}'s{range}. The CPU to request on it: {}. Kubernetes counts vCPUs, whatever they are worth. {}",
        t.name,
        words::listed(&requests.collect::<Vec<_>>()),
        words::ONE_MEASUREMENT
    ))
}

/// Where Karpenter's guess matters, and where the memory is not measured.
fn memory_note(catalog: &Catalog, scenario: &Scenario, index: TypeIndex, candidate: &Candidate) -> Option<Note> {
    if let Some(planned) = until_seen(catalog, scenario, index) {
        return Some(Note::KarpenterGuesses { planned, fit: candidate.capacity.pods });
    }
    let MemoryBy::Seen(seen) = memory::of_node(catalog.instance_type(index), scenario).by else { return None };
    (seen.by == SeenBy::Fit && candidate.capacity.binding() == Limit::Memory).then_some(Note::MemoryIsFitted)
}

fn max_pods_notes(out: &mut Vec<Note>, t: &InstanceType, scenario: &Scenario, candidate: &Candidate) {
    let capacity = &candidate.capacity;
    let daemonsets = crate::node::workload::DaemonSetLoad::of(scenario);
    let on_node = |pods| pods + daemonsets.host_pods + daemonsets.address_pods;
    // Pods that the kubelet would accept and that get no address.
    if let (Some(by_address), Some(by_max_pods)) =
        (capacity.by_limit.get(Limit::Addresses), capacity.by_limit.get(Limit::MaxPods))
        && by_max_pods > by_address
        && capacity.binding() == Limit::Addresses
        // On Windows addresses are a resource of the node that each pod asks for, so the scheduler counts them.
        && !scenario.node.is_windows()
    {
        let addresses = capacity.addresses.unwrap_or(0);
        out.push(Note::MorePodsThanAddresses { max_pods: capacity.max_pods, addresses });
    }
    if let (Some(addresses), Some(_)) = (capacity.addresses, stops_at(scenario.mode, &scenario.node)) {
        let on_enis = addresses_on_enis(t, scenario.mode, &scenario.node);
        out.extend((addresses < on_enis).then_some(Note::PoolStops { addresses, on_enis }));
    }
    let (owner, is_windows) = (scenario.node.owner, scenario.node.is_windows());
    if scenario.node.max_pods.is_some() && owner == Owner::ManagedNodeGroup && !is_windows {
        out.push(Note::ManagedOverrides);
    }
    let ignores = matches!(owner, Owner::SelfManaged | Owner::Karpenter) && !is_windows;
    let offers_more =
        scenario.mode != NetworkMode::SecondaryIp && capacity.addresses.is_none_or(|a| a > capacity.max_pods);
    if ignores && !scenario.fixes_max_pods(t) && offers_more {
        out.push(Note::OwnerIgnoresMode);
    }
    let threshold = community_threshold(t);
    if on_node(capacity.pods) > threshold {
        out.push(Note::AboveThreshold { pods: on_node(capacity.pods), threshold });
    }
    if let Some(listed) = t.enis_max_pods {
        let is_followed = t.enis == listed;
        out.push(if is_followed { Note::EniSourcesDisagree { enis: t.enis } } else { Note::MaxPodsCountsAllCards });
    }
}

fn type_notes(out: &mut Vec<Note>, t: &InstanceType, scenario: &Scenario) {
    if scenario.mode.uses_prefixes() && !t.is_nitro() {
        out.push(Note::NoPrefixesOnXen);
    }
    if scenario.mode.facts().branch_enis {
        out.push(Note::TrunkSlot);
    }
    if t.burstable || t.is_flex() {
        out.push(Note::CpuNotSustained);
    }
    device_notes(out, t, scenario);
    let asked = scenario.profiles.iter().map(|pod| pod.bandwidth.0).max().unwrap_or(0);
    let ceiling = crate::node::bandwidth::largest_flow(t).0;
    if asked > ceiling {
        out.push(Note::FlowCeiling { asked, ceiling });
    }
    if asked > 0 && t.peak > t.baseline {
        out.push(Note::BandwidthBursts);
    }
}

/// What Auto Mode does by itself, and needs.
///
/// Sources: EKS user guide, "Learn about VPC Networking and Load Balancing in EKS Auto Mode" and "Assign security groups to
/// individual Pods in EKS Auto Mode".
fn auto_mode_notes(out: &mut Vec<Note>, scenario: &Scenario) {
    let (mode, node) = (scenario.mode, scenario.node);
    out.extend(node.overridden.map(|set| Note::OwnerByAnswer { set }));
    if node.owner == Owner::AutoMode {
        out.extend(mode.facts().branch_enis.then_some(Note::AutoModeBranchEnis));
        let is_single = mode.facts().source == Source::Secondary;
        out.extend(is_single.then_some(Note::AutoModePrefers));
    }
}

/// Auto Mode brings both plugins along.
///
/// Sources: EKS user guide, "Deploy an accelerated workload" and "Managed instances"; Bottlerocket, EKS user guide.
fn device_notes(out: &mut Vec<Note>, t: &InstanceType, scenario: &Scenario) {
    let asks = |of: fn(&PodProfile) -> u32| scenario.profiles.iter().any(|pod| of(pod) > 0);
    if scenario.node.owner != Owner::AutoMode {
        if asks(|pod| pod.gpus) {
            out.push(Note::DevicePlugin { name: "NVIDIA's device plugin", resource: "nvidia.com/gpu" });
        }
        if asks(|pod| pod.neuron) {
            out.push(Note::DevicePlugin { name: "the Neuron device plugin", resource: "aws.amazon.com/neuron" });
        }
    }
    let is_inferentia = t.accelerator == Some(Accelerator::Neuron) && t.family().starts_with("inf");
    let is_bottlerocket = scenario.node.owner != Owner::AutoMode && scenario.node.os() == Os::Bottlerocket;
    if is_inferentia && is_bottlerocket {
        out.push(Note::BottlerocketInferentia);
    }
}

fn price_notes(out: &mut Vec<Note>, offer: &Offer, scenario: &Scenario, candidate: &Candidate) {
    if candidate.price.confidence == Confidence::Estimated {
        out.push(Note::EstimatedPrice);
    }
    if scenario.purchase == Purchase::Spot {
        out.push(Note::SpotIndicative);
    }
    if scenario.node.owner == Owner::AutoMode {
        out.push(if offer.auto_mode.is_some() { Note::AutoModeFeePublished } else { Note::AutoModeFee });
    }
    if candidate.price.confidence == Confidence::WithoutLicence {
        out.push(Note::WithoutLicence);
    }
}

/// Settings that are given and that these nodes do not have.
fn ignored(node: &NodeSettings) -> Option<Note> {
    let pods_per_core = (node.pods_per_core.is_some() && pods_per_core(node).is_none()).then_some("podsPerCore");
    let of_kubelet = [
        (node.kube_cpu.is_some(), "kube-reserved CPU"),
        (node.kube_memory.is_some(), "kube-reserved memory"),
        (node.eviction_memory.is_some(), "the eviction threshold"),
    ];
    let lost = of_kubelet.into_iter().filter(|(is_set, _)| *is_set && !node.has_kubelet_settings());
    let settings: Vec<_> = pods_per_core.into_iter().chain(lost.map(|(_, name)| name)).collect();
    let by = if node.owner == Owner::AutoMode { "Auto Mode" } else { node.os().name() };
    (!settings.is_empty()).then_some(Note::Ignored { by, settings })
}
