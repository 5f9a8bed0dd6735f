//! Allocatable: what the node offers to pods once the guest, the kubelet and eviction have theirs.
//!
//! `allocatable = capacity - kube-reserved - system-reserved - eviction`.
//! Sources: as `reserved`; the memory that the guest sees is `memory`'s.

use crate::catalog::instance_type::InstanceType;
use crate::node::{memory, reserved};
use crate::scenario::NodeSettings;
use crate::units::{Mib, MilliCpu};

/// Hard eviction threshold `memory.available`.
pub const EVICTION_MEMORY: Mib = Mib(100);
/// Bytes of a MiB.
pub const BYTES_PER_MIB: u64 = 1024 * 1024;

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
/// m5.large, max-pods 29, AL2023: `2000 - 70 = 1,930m` and by measurement `7624 - 574 - 100 = 6,950 MiB`.
pub fn allocatable(t: &InstanceType, node: &NodeSettings, max_pods: u32) -> Allocatable {
    let kube_memory = reserved::memory(reserved::pods_counted(t, node.kind, max_pods));
    let visible = memory::of_node(t, node).mib;
    Allocatable {
        cpu: MilliCpu(t.cpu().0.saturating_sub(reserved::cpu(t.vcpu).0 + node.system_cpu.0)),
        memory: Mib(visible.0.saturating_sub(kube_memory.0 + node.system_memory.0 + EVICTION_MEMORY.0)),
        ephemeral: ephemeral(node_storage(t, node)),
    }
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
