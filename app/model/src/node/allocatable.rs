//! Allocatable: what the node offers to pods once the guest, the kubelet and eviction have theirs.
//!
//! `allocatable = capacity - kube-reserved - system-reserved - eviction`.
//! Sources: as `reserved`; the visible-memory estimate is Karpenter's (VM_MEMORY_OVERHEAD_PERCENT,
//! aws/karpenter-provider-aws@1d927085dd81 pkg/providers/instancetype/types.go).

use crate::catalog::instance_type::{Arch, InstanceType};
use crate::node::reserved;
use crate::scenario::NodeSettings;
use crate::units::{BasisPoints, Mib, MilliCpu, WHOLE_BP};

/// Hard eviction threshold `memory.available`.
pub const EVICTION_MEMORY: Mib = Mib(100);
/// Bytes of a MiB.
pub const BYTES_PER_MIB: u64 = 1024 * 1024;
/// Memory that Arm guests keep for contiguous allocation.
pub const ARM_CMA: Mib = Mib(64);

/// What pods and daemonsets share on one node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allocatable {
    /// CPU.
    pub cpu: MilliCpu,
    /// Memory.
    pub memory: Mib,
    /// Ephemeral storage.
    pub ephemeral: Mib,
}

/// Allocatable of a type with these settings and this max-pods. Never below zero.
///
/// m5.large, max-pods 29, AL2023: `2000 - 70 = 1,930m` and `8192 - 615 - 574 - 100 = 6,903 MiB`.
pub fn allocatable(t: &InstanceType, node: &NodeSettings, max_pods: u32) -> Allocatable {
    let kube_memory = reserved::memory(reserved::pods_counted(t, node.kind, max_pods));
    let visible = visible_memory(t, node.memory_overhead);
    Allocatable {
        cpu: MilliCpu(t.cpu().0.saturating_sub(reserved::cpu(t.vcpu).0 + node.system_cpu.0)),
        memory: Mib(visible.0.saturating_sub(kube_memory.0 + node.system_memory.0 + EVICTION_MEMORY.0)),
        ephemeral: ephemeral(node_storage(t, node)),
    }
}

/// Memory that the guest sees: the type's, less 64 MiB on Arm, less the overhead rounded up.
/// m5.large at 7.5 %: `8192 - ceil(614.4) = 7,577 MiB`.
pub fn visible_memory(t: &InstanceType, overhead: BasisPoints) -> Mib {
    let memory = memory_before_overhead(t);
    Mib(memory.0 - overhead_of(memory, overhead).0)
}

/// Memory less the Arm reserve.
pub fn memory_before_overhead(t: &InstanceType) -> Mib {
    let cma = if t.arch == Arch::Arm64 { ARM_CMA.0 } else { 0 };
    Mib(t.memory.0.saturating_sub(cma))
}

/// The overhead of that memory, rounded up to a MiB, never more than the memory.
pub fn overhead_of(memory: Mib, overhead: BasisPoints) -> Mib {
    let taken = (u64::from(memory.0) * u64::from(overhead.0)).div_ceil(u64::from(WHOLE_BP));
    Mib(u32::try_from(taken).unwrap_or(u32::MAX).min(memory.0))
}

/// The node's filesystem for pods in bytes: the root volume, or all NVMe disks as RAID 0 where asked for, whose
/// size EC2 gives in decimal GB.
pub fn node_storage(t: &InstanceType, node: &NodeSettings) -> u64 {
    if node.instance_store && t.local_nvme_gb > 0 {
        return u64::from(t.local_nvme_gb) * 1_000_000_000;
    }
    u64::from(node.root_gib) * 1024 * BYTES_PER_MIB
}

/// What is left of so many bytes after kube-reserved and the hard eviction threshold `nodefs.available`, 10 %. The
/// kubelet counts bytes; only what is left is rounded down to MiB. 59 GB: `floor(59 * 10^9 * 0.9 / 2^20) - 1024 = 49,616 MiB`.
fn ephemeral(storage: u64) -> Mib {
    let left = (storage - storage.div_ceil(10)) / BYTES_PER_MIB;
    Mib(u32::try_from(left).unwrap_or(u32::MAX).saturating_sub(reserved::EPHEMERAL.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;

    #[test]
    fn m5_large_leaves_6903_mib_to_pods() {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let left = allocatable(&t, &NodeSettings::default(), 29);
        assert_eq!(left.cpu, MilliCpu(1930));
        assert_eq!(left.memory, Mib(6903)); // 8192 - 615 - (255 + 319) - 100
        assert_eq!(left.ephemeral, Mib(17 * 1024)); // 20 - 1 - 2 GiB
    }

    #[test]
    fn a_node_too_small_for_its_reserves_offers_nothing() {
        let t = instance_type("tiny.nano", 2, 512, 2, 2);
        assert_eq!(allocatable(&t, &NodeSettings::default(), 4).memory, Mib(74)); // 512 - 39 - (255 + 44) - 100
        let node = NodeSettings { system_memory: Mib(4096), ..Default::default() };
        assert_eq!(allocatable(&t, &node, 4).memory, Mib(0));
    }
}
