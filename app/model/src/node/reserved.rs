//! kube-reserved: CPU and memory that the node keeps for the kubelet and the container runtime.
//!
//! Sources: awslabs/amazon-eks-ami@81fec2e89585 nodeadm/internal/kubelet/config.go;
//! bottlerocket-os/bottlerocket-core-kit@a10182f974ab sources/api/schnauzer;
//! aws/karpenter-provider-aws@1d927085dd81 pkg/providers/instancetype/types.go.

use crate::catalog::instance_type::InstanceType;
use crate::node::max_pods::eni_limited;
use crate::scenario::node_kind::NodeKind;
use crate::units::{Mib, MilliCpu};

/// kube-reserved memory that every node keeps.
pub const MEMORY_BASE: Mib = Mib(255);
/// kube-reserved memory for each pod of max-pods.
pub const MEMORY_PER_POD: Mib = Mib(11);
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

/// The pods that the memory reserve counts. AL2023 counts the ENI-based figure even where max-pods
/// is higher; Bottlerocket, and so Auto Mode, counts max-pods itself.
pub fn pods_counted(t: &InstanceType, kind: NodeKind, max_pods: u32) -> u32 {
    if counts_max_pods(kind) { max_pods } else { eni_limited(t) }
}

/// Whether the memory reserve follows max-pods (Bottlerocket, Auto Mode) or the ENIs (AL2023).
pub fn counts_max_pods(kind: NodeKind) -> bool {
    match kind {
        NodeKind::Bottlerocket | NodeKind::AutoMode => true,
        NodeKind::ManagedNodeGroup | NodeKind::Nodeadm | NodeKind::Karpenter => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
