//! The fields of a scenario's parts: of a pod profile, of a daemonset, of a subnet.

use super::macros::*;
use super::{Choice, Number, Scale, Text};
use crate::scenario::names::name;
use crate::scenario::names::named;
use crate::scenario::*;
use crate::units::{Mbps, Mib, MilliCpu};

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
    label: name("Taints of its nodes"),
    help: on_forms(
        "Such as nvidia.com/gpu=true:NoSchedule. Workloads with the same taints are a node pool: its nodes hold their pods and no others, DaemonSets besides, which run on every node. Empty, as usual: nodes that all such workloads share.",
    ),
    empty: name("none: shared nodes"),
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
