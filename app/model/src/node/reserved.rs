//! kube-reserved and eviction: CPU and memory that the node keeps for the kubelet and the container runtime, and
//! memory that it keeps free. By the OS, unless they are set by hand.
//!
//! Sources: awslabs/amazon-eks-ami@81fec2e89585 nodeadm/internal/kubelet/config.go;
//! bottlerocket-os/bottlerocket-core-kit@a10182f974ab sources/api/schnauzer;
//! aws/karpenter-provider-aws@1d927085dd81 pkg/providers/instancetype/types.go;
//! aws/aws-eks-best-practices@0dfa2913086805d9bdbe2a4aacc48987b7761edf latest/bpg/windows/oom.adoc.

use crate::catalog::instance_type::InstanceType;
use crate::node::max_pods::eni_limited;
use crate::scenario::NodeSettings;
use crate::scenario::os::Os;
use crate::units::{Mib, MilliCpu};

/// kube-reserved memory that every node keeps.
pub const MEMORY_BASE: Mib = Mib(255);
/// kube-reserved memory for each pod of max-pods.
pub const MEMORY_PER_POD: Mib = Mib(11);
/// What AWS advises to reserve on a Windows node at least, 0.5 GiB of it for the kubelet and the rest for the system.
/// What EKS's Windows images reserve by themselves is not published.
pub const WINDOWS_MEMORY: Mib = Mib(2048);
/// Hard eviction threshold `memory.available`.
pub const EVICTION_MEMORY: Mib = Mib(100);
/// The same in AWS's advice for Windows nodes.
pub const WINDOWS_EVICTION: Mib = Mib(200);
/// kube-reserved ephemeral storage: 1 GiB.
pub const EPHEMERAL: Mib = Mib(1024);

/// kube-reserved CPU: 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth, 0.25 %
/// of the rest, whole millicores each band. 2 vCPUs: `60 + 10 = 70m`; 192: `60 + 10 + 10 + 470 = 550m`.
pub fn cpu(vcpu: u32) -> MilliCpu {
    let cores = |from: u32, to: u32| vcpu.clamp(from, to) - from;
    let first = cores(0, 1) * 60;
    let second = cores(1, 2) * 10;
    let third_and_fourth = cores(2, 4) * 5;
    let rest = cores(4, u32::MAX) * 5 / 2;
    MilliCpu(first + second + third_and_fourth + rest)
}

/// kube-reserved memory: `255 + 11 * pods` MiB. 29 pods: 574 MiB; 110 pods: 1,465 MiB.
pub fn memory(pods: u32) -> Mib {
    Mib(MEMORY_BASE.0 + MEMORY_PER_POD.0 * pods)
}

/// kube-reserved CPU of a node: what is set by hand, else [`cpu`]. Karpenter takes the formula for every OS.
pub fn kube_cpu(t: &InstanceType, node: &NodeSettings) -> MilliCpu {
    set(node, node.kube_cpu).unwrap_or_else(|| cpu(t.vcpu))
}

/// kube-reserved memory of a node: what is set by hand, else what its OS reserves.
///
/// m5.large with max-pods 110: AL2023 `255 + 11*29 = 574 MiB`, Bottlerocket `255 + 11*110 = 1,465 MiB`.
pub fn kube_memory(t: &InstanceType, node: &NodeSettings, max_pods: u32) -> Mib {
    set(node, node.kube_memory).unwrap_or_else(|| match pods_counted(t, node.os(), max_pods) {
        Some(pods) => memory(pods),
        None => WINDOWS_MEMORY,
    })
}

/// Hard eviction threshold `memory.available` of a node.
pub fn eviction(node: &NodeSettings) -> Mib {
    set(node, node.eviction_memory).unwrap_or(if node.is_windows() { WINDOWS_EVICTION } else { EVICTION_MEMORY })
}

/// A setting of the kubelet; `None` where it is not set or the owner lets nobody set it.
pub fn set<T>(node: &NodeSettings, value: Option<T>) -> Option<T> {
    value.filter(|_| node.has_kubelet_settings())
}

/// The pods that the memory reserve of an OS counts. AL2023 counts the ENI-based figure even where max-pods is higher;
/// Bottlerocket, and so Auto Mode, counts max-pods itself. `None` on Windows, whose reserve is not known.
pub fn pods_counted(t: &InstanceType, os: Os, max_pods: u32) -> Option<u32> {
    match os {
        Os::Al2023 => Some(eni_limited(t)),
        Os::Bottlerocket => Some(max_pods),
        Os::Windows => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::owner::Owner;
    use crate::testing::instance_type;

    #[test]
    fn cpu_is_reserved_by_band() {
        assert_eq!(cpu(1), MilliCpu(60));
        assert_eq!(cpu(2), MilliCpu(70)); // 60 + 10
        assert_eq!(cpu(4), MilliCpu(80)); // 60 + 10 + 2*5
        assert_eq!(cpu(5), MilliCpu(82)); // 80 + 2.5, rounded down
        assert_eq!(cpu(192), MilliCpu(550)); // 80 + 188*2.5
    }

    #[test]
    fn memory_grows_by_pods() {
        assert_eq!(memory(29), Mib(574)); // 255 + 11*29
        assert_eq!(memory(110), Mib(1465)); // 255 + 11*110
    }
    #[test]
    fn the_os_decides_and_a_hand_set_value_wins() {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let of = |owner, chosen_os, set: Option<u32>| {
            let (kube_memory, eviction_memory) = (set.map(Mib), set.map(Mib));
            let node = NodeSettings {
                owner,
                chosen_os,
                kube_memory,
                eviction_memory,
                kube_cpu: set.map(MilliCpu),
                ..NodeSettings::default()
            };
            (super::kube_memory(&t, &node, 110).0, eviction(&node).0, kube_cpu(&t, &node).0)
        };
        for owner in [Owner::ManagedNodeGroup, Owner::SelfManaged, Owner::Karpenter] {
            assert_eq!(of(owner, Os::Al2023, None), (574, 100, 70), "{owner:?}");
            assert_eq!(of(owner, Os::Bottlerocket, None), (1_465, 100, 70), "{owner:?}");
            assert_eq!(of(owner, Os::Windows, None), (2_048, 200, 70), "{owner:?}");
            for os in [Os::Al2023, Os::Bottlerocket, Os::Windows] {
                assert_eq!(of(owner, os, Some(0)), (0, 0, 0), "{owner:?} {os:?}");
                assert_eq!(of(owner, os, Some(300)), (300, 300, 300), "{owner:?} {os:?}");
            }
        }
        for os in [Os::Al2023, Os::Bottlerocket, Os::Windows] {
            assert_eq!(of(Owner::AutoMode, os, Some(300)), (1_465, 100, 70), "{os:?}: Auto Mode has no such settings");
        }
    }
}
