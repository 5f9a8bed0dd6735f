//! Allocatable: what the node offers to pods once the guest, the kubelet and eviction have theirs.
//!
//! `allocatable = capacity - kube-reserved - system-reserved - eviction`.
//! Sources: as `reserved`; the memory that the guest sees is `memory`'s.

use crate::catalog::instance_type::InstanceType;
use crate::node::{disks, memory, reserved};
use crate::scenario::Scenario;
use crate::units::{BYTES_PER_MIB, Mib, MilliCpu};

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
/// m5.large, max-pods 29, AL2023: `2000 - 70 = 1,930m` and by measurement `7720 - 574 - 100 = 7,046 MiB`.
pub fn allocatable(t: &InstanceType, scenario: &Scenario, max_pods: u32) -> Allocatable {
    let node = &scenario.node;
    let (kube_cpu, kube_memory) = (reserved::kube_cpu(t, node).0, reserved::kube_memory(t, node, max_pods).0);
    let visible = memory::of_node(t, scenario).mib;
    Allocatable {
        cpu: MilliCpu(t.cpu().0.saturating_sub(kube_cpu + node.system_cpu.0)),
        memory: Mib(visible.0.saturating_sub(kube_memory + node.system_memory.0 + reserved::eviction(node).0)),
        ephemeral: ephemeral(disks::pod_storage(t, node)),
    }
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
    use crate::scenario::NodeSettings;
    use crate::testing::instance_type;

    #[test]
    fn m5_large_leaves_6903_mib_to_pods() {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let left = allocatable(&t, &Scenario::default(), 29);
        assert_eq!(left.cpu, MilliCpu(1930));
        assert_eq!(left.memory, Mib(6903)); // 8192 - 615 - (255 + 319) - 100
        assert_eq!(left.ephemeral, Mib(17 * 1024)); // 20 - 1 - 2 GiB
    }

    #[test]
    fn a_node_too_small_for_its_reserves_offers_nothing() {
        let t = instance_type("tiny.nano", 2, 512, 2, 2);
        assert_eq!(allocatable(&t, &Scenario::default(), 4).memory, Mib(74)); // 512 - 39 - (255 + 44) - 100
        let node = NodeSettings { system_memory: Mib(4096), ..Default::default() };
        let scenario = Scenario { node, ..Scenario::default() };
        assert_eq!(allocatable(&t, &scenario, 4).memory, Mib(0));
    }
}
