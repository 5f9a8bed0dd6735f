//! The numbers of the scenario itself.

use super::macros::*;
use super::{Number, Scale};
use crate::scenario::Scenario;
use crate::scenario::names::name;
use crate::units::{BasisPoints, Mib, MilliCpu};

/// Numbers with what they are called.
const fn numbers_named<T, const N: usize>(mut numbers: [Number<T>; N]) -> [Number<T>; N] {
    let mut i = 0;
    while i < N {
        (numbers[i].label, numbers[i].unit) = (name(numbers[i].label), name(numbers[i].unit));
        i += 1;
    }
    numbers
}

/// Numbers of the scenario itself.
pub static NUMBERS: [Number<Scenario>; 28] = numbers_named([
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
    number!("hours", "Hours per month", "h", "How long nodes run. AWS counts 730 for a whole month, and bills a commitment for all of them.", 1..=744, 744 Linear, Scenario, hours_per_month),
    number!("min_nodes", "Minimum nodes", "", "Never fewer, even if some stay empty. That pods have room when a node or zone is lost is a setting of its own.", 1..=1000, 12 Linear, Scenario, min_nodes),
    number!("max_vcpu", "Largest node", "vCPU", "Larger types are left out. 1000 allows every type.", 1..=1000, 1000 Log, Scenario, filters.max_vcpu),
    number!("max_types", "Instance types in the fleet", "", "At most so many. Three, as usual, are easy to run; more types cost less.", 1..=12, 12 Linear, Scenario, fleet.types),
    number!("zones", "Zones", "", "Pods are spread evenly over so many, except workloads that may be in any. 1, as usual, does not look at zones; 2 are the fewest of which one may be lost.", 1..=6, 6 Linear, Scenario, fleet.zones),
    number!("headroom", "Headroom", "%", "Of what daemonsets leave of each node\u{2019}s CPU and memory, this stays free. Usually 0 to 20.", 0..=80, 50 Linear, Scenario, fleet.headroom),
    number!("zone_nodes", "Minimum nodes a zone", "", "Counts where there are two zones or more. 0, as usual: no minimum.", 0..=100, 6 Linear, Scenario, fleet.zone_nodes),
    number!("cap", "The article's pod limit", "", "Kubernetes' documented limit of 2018: 100.", 1..=2000, 250 Linear, Scenario, article.pod_cap),
    number!("art_ds", "The article's daemonsets", "", "Each takes an address in the article's count: 4.", 0..=50, 12 Linear, Scenario, article.daemonsets),
]);
