//! The memory that a node of a type reports: what hypervisor, firmware and kernel leave of the advertised size.
//!
//! In the order of trust: what a person's own nodes report; the smaller of two measurements, else a fit by generation and
//! size, both from the catalogue; where it has neither, as no edition from before 2026-11-28 has, or where the scenario asks
//! for it, Karpenter's guess. Karpenter too takes what nodes report once it has seen one.
//!
//! Two systems can report different figures on one machine. On Nitro's fifth generation (c5, d3, g4dn, i3en, m5, r5, z1d
//! and their variants) kernels before version 6 see some 100 MiB less, on large types a multiple of it: Bottlerocket of 2023 (5.15)
//! and AL2 (5.10) do, Ubuntu 24.04 (6.8) and AL2023 do not, and on other generations all agree. So AL2023 has the least of
//! what was missing, and Bottlerocket, of which no node of these types with a newer kernel is in hand, keeps the smaller figure.
//! Sources: `memory-bottlerocket`, `memory-ubuntu`, `memory-kernels`, and VM_MEMORY_OVERHEAD_PERCENT of
//! aws/karpenter-provider-aws@1d927085dd81 pkg/providers/instancetype/types.go.

use crate::catalog::instance_type::{Arch, InstanceType, SeenMemory};
use crate::scenario::os::Os;
use crate::scenario::{MemoryFrom, NodeSettings, Scenario};
use crate::units::{BasisPoints, Mib, WHOLE_BP};

/// Memory that Karpenter takes Arm guests to keep for contiguous allocation. Measurements have it off already.
pub const ARM_CMA: Mib = Mib(64);
/// AL2023 on x86 reports 8 to 9 MiB less than the systems that were measured.
pub const LESS_THAN_MEASURED: Mib = Mib(9);

/// The least that kernels from version 6 on see more where [`SeenMemory::older_kernel`] is set: 96 to 106 MiB on 109 of these 158
/// types, more on the others.
pub const NEWER_KERNEL: Mib = Mib(96);

/// What a node of a type reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeMemory {
    /// All of it: kube-reserved and eviction are not taken off.
    pub mib: Mib,
    /// How that is known.
    pub by: MemoryBy,
}

/// How the memory of a node is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryBy {
    /// The person's own nodes report it.
    OwnNodes,
    /// It was measured or fitted.
    Seen(SeenMemory),
    /// Karpenter's guess.
    Guess,
}

/// Of a node of this type, set up so. m5.large: measured, `7633 + 96 - 9 = 7,720 MiB` on AL2023 and 7,624 on Bottlerocket; by
/// Karpenter's guess `8192 - ceil(8192 * 7.5 %) = 7,577 MiB`.
pub fn of_node(t: &InstanceType, scenario: &Scenario) -> NodeMemory {
    let node = &scenario.node;
    if let Some(mib) = scenario.own.memory_of(t) {
        return NodeMemory { mib, by: MemoryBy::OwnNodes };
    }
    match (node.memory_from, t.seen) {
        (MemoryFrom::Measured, Some(seen)) => {
            let mib = (seen.mib.0 + newer_kernel(seen, node).0).saturating_sub(LESS_THAN_MEASURED.0);
            NodeMemory { mib: Mib(mib), by: MemoryBy::Seen(seen) }
        }
        _ => NodeMemory { mib: guess(t, node.memory_overhead), by: MemoryBy::Guess },
    }
}

/// What the node's kernel sees more than the one that was measured.
pub fn newer_kernel(seen: SeenMemory, node: &NodeSettings) -> Mib {
    if seen.older_kernel && node.os() == Os::Al2023 { NEWER_KERNEL } else { Mib(0) }
}

/// Karpenter's guess, until it has seen a node of the type: less 64 MiB on Arm, less the overhead rounded up.
fn guess(t: &InstanceType, overhead: BasisPoints) -> Mib {
    let memory = memory_before_overhead(t);
    let taken = (u64::from(memory.0) * u64::from(overhead.0)).div_ceil(u64::from(WHOLE_BP));
    Mib(memory.0.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX)))
}

/// Memory less what the guess reserves on Arm.
pub fn memory_before_overhead(t: &InstanceType) -> Mib {
    let cma = if t.arch == Arch::Arm64 { ARM_CMA.0 } else { 0 };
    Mib(t.memory.0.saturating_sub(cma))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::instance_type::SeenBy;
    use crate::scenario::own_nodes::OfType;
    use crate::scenario::owner::Owner;
    use crate::testing::instance_type;

    fn of(node: NodeSettings) -> Scenario {
        Scenario { node, ..Scenario::default() }
    }

    #[test]
    fn what_own_nodes_report_beats_all_else() {
        let seen = SeenMemory { mib: Mib(7633), by: SeenBy::Bottlerocket, hosts_differ: true, older_kernel: false };
        let t = InstanceType { seen: Some(seen), ..instance_type("m5.large", 2, 8192, 3, 10) };
        for memory_from in [MemoryFrom::Measured, MemoryFrom::Karpenter] {
            let mut scenario = of(NodeSettings { memory_from, ..NodeSettings::default() });
            scenario.own.memory = vec![OfType { name: "m5.large".into(), n: 7_701 }];
            assert_eq!(of_node(&t, &scenario), NodeMemory { mib: Mib(7_701), by: MemoryBy::OwnNodes });
            scenario.own.memory[0].name = "m5.xlarge".into();
            assert_ne!(of_node(&t, &scenario).by, MemoryBy::OwnNodes, "only the types that were seen");
        }
    }

    #[test]
    fn a_measurement_beats_the_guess_unless_the_scenario_asks_for_it() {
        let guessed = instance_type("m5.large", 2, 8192, 3, 10);
        let seen = SeenMemory { mib: Mib(7633), by: SeenBy::Bottlerocket, hosts_differ: true, older_kernel: false };
        let measured = InstanceType { seen: Some(seen), ..guessed.clone() };
        let from = |memory_from| of(NodeSettings { memory_from, ..NodeSettings::default() });
        let (by_measurement, by_guess) = (from(MemoryFrom::Measured), from(MemoryFrom::Karpenter));
        assert_eq!(of_node(&measured, &by_measurement), NodeMemory { mib: Mib(7624), by: MemoryBy::Seen(seen) });
        assert_eq!(of_node(&measured, &by_guess), NodeMemory { mib: Mib(7577), by: MemoryBy::Guess }); // 8192 - 615
        assert_eq!(of_node(&guessed, &by_measurement), NodeMemory { mib: Mib(7577), by: MemoryBy::Guess });
    }

    #[test]
    fn al2023_sees_what_an_older_kernel_did_not() {
        let seen = SeenMemory { mib: Mib(7633), by: SeenBy::Bottlerocket, hosts_differ: true, older_kernel: true };
        let t = InstanceType { seen: Some(seen), ..instance_type("m5.large", 2, 8192, 3, 10) };
        let on = |owner, chosen_os| {
            let node = NodeSettings { memory_from: MemoryFrom::Measured, owner, chosen_os, ..NodeSettings::default() };
            of_node(&t, &of(node)).mib
        };
        assert_eq!(on(Owner::SelfManaged, Os::Al2023), Mib(7720)); // 7633 + 96 - 9
        assert_eq!(on(Owner::SelfManaged, Os::Bottlerocket), Mib(7624));
        assert_eq!(on(Owner::AutoMode, Os::Al2023), Mib(7624), "Auto Mode brings a Bottlerocket of its own");
    }

    #[test]
    fn the_guess_takes_64_mib_off_on_arm() {
        let t = InstanceType { arch: Arch::Arm64, ..instance_type("m6g.medium", 1, 4096, 2, 4) };
        assert_eq!(of_node(&t, &Scenario::default()).mib, Mib(3729)); // 4032 - ceil(302.4)
    }
}
