//! What one full node is made of: every part of its CPU, memory, addresses and pod slots, down to what is left.
//!
//! Entry point: [`node_stack`]. Parts are taken off the whole one after the other, each no more
//! than is left, so that they add up to the whole on every type, the too small ones included.

use crate::catalog::instance_type::InstanceType;
use crate::node::addresses::{address_capacity, addresses_per_slot};
use crate::node::capacity::Capacity;
use crate::node::limit::Limit;
use crate::node::workload::Workload;
use crate::node::{memory, reserved};
use crate::scenario::network_mode::Source;

/// What a node has a limited amount of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Millicores.
    Cpu,
    /// MiB.
    Memory,
    /// IP addresses.
    Addresses,
    /// Pod slots of max-pods.
    PodSlots,
}

/// Who has a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Memory that the guest never sees.
    Unseen,
    /// The operating system: system-reserved, and of addresses the primary one of each ENI.
    System,
    /// The kubelet and the container runtime.
    KubeReserved,
    /// Kept free by the eviction threshold.
    Eviction,
    /// A pod of each daemonset.
    DaemonSets,
    /// The pods of the scenario, as many as fit.
    Pods,
    /// Nobody.
    Free,
}

/// A resource of a full node, in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// Of what.
    pub resource: Resource,
    /// All that the node has.
    pub whole: u32,
    /// Those parts that apply, in the order of [`Part`]; they add up to the whole.
    pub parts: Vec<(Part, u32)>,
}

impl Part {
    /// All parts, in the order of a bar.
    pub const ALL: [Part; 7] =
        [Part::Unseen, Part::System, Part::KubeReserved, Part::Eviction, Part::DaemonSets, Part::Pods, Part::Free];

    /// The name people use.
    pub fn name(self) -> &'static str {
        match self {
            Part::Unseen => "VM overhead",
            Part::System => "system",
            Part::KubeReserved => "kube-reserved",
            Part::Eviction => "eviction",
            Part::DaemonSets => "DaemonSets",
            Part::Pods => "pods",
            Part::Free => "free",
        }
    }
}

impl Resource {
    /// The name people use.
    pub fn name(self) -> &'static str {
        match self {
            Resource::Cpu => "CPU",
            Resource::Memory => "memory",
            Resource::Addresses => "addresses",
            Resource::PodSlots => "pod slots",
        }
    }
}

impl Stack {
    /// A part, `None` where it does not apply.
    pub fn get(&self, part: Part) -> Option<u32> {
        self.parts.iter().find(|(p, _)| *p == part).map(|(_, size)| *size)
    }

    /// Takes parts off the whole; what is left is free.
    fn of(resource: Resource, whole: u32, wanted: &[(Part, u32)]) -> Stack {
        let mut left = whole;
        let mut parts = Vec::with_capacity(wanted.len() + 1);
        for &(part, size) in wanted {
            let taken = size.min(left);
            left -= taken;
            parts.push((part, taken));
        }
        parts.push((Part::Free, left));
        Stack { resource, whole, parts }
    }
}

/// The stacks of a node that holds so many pods of each profile. None for addresses where they set no limit.
///
/// m5.large with pods of 250m and 512 MiB: `2000 = 0 + 70 + 200 + 6 * 250 + 230` millicores, and
/// `30 = 3 primary + 2 + 6 + 19` addresses.
pub fn node_stack(t: &InstanceType, workload: &Workload, capacity: &Capacity, pods: &[u32]) -> Vec<Stack> {
    let workload = &*workload.on(t);
    [Some(cpu(t, workload, pods)), Some(memory(t, workload, capacity, pods)), addresses(t, workload, pods)]
        .into_iter()
        .flatten()
        .chain([pod_slots(workload, capacity, pods)])
        .collect()
}

fn cpu(t: &InstanceType, workload: &Workload, pods: &[u32]) -> Stack {
    let wanted = [
        (Part::System, workload.scenario().node.system_cpu.0),
        (Part::KubeReserved, reserved::kube_cpu(t, &workload.scenario().node).0),
        (Part::DaemonSets, workload.daemonsets().cpu),
        (Part::Pods, workload.taken(pods, Limit::Cpu)),
    ];
    Stack::of(Resource::Cpu, t.cpu().0, &wanted)
}

fn memory(t: &InstanceType, workload: &Workload, capacity: &Capacity, pods: &[u32]) -> Stack {
    let node = &workload.scenario().node;
    let wanted = [
        (Part::Unseen, t.memory.0.saturating_sub(memory::of_node(t, workload.scenario()).mib.0)),
        (Part::System, node.system_memory.0),
        (Part::KubeReserved, reserved::kube_memory(t, node, capacity.max_pods).0),
        (Part::Eviction, reserved::eviction(node).0),
        (Part::DaemonSets, workload.daemonsets().memory),
        (Part::Pods, workload.taken(pods, Limit::Memory)),
    ];
    Stack::of(Resource::Memory, t.memory.0, &wanted)
}

/// Of ENIs every address counts, the primary ones too; of a block of the cluster's own range those for pods.
fn addresses(t: &InstanceType, workload: &Workload, pods: &[u32]) -> Option<Stack> {
    let mode = workload.mode();
    let for_pods = address_capacity(t, mode, &workload.scenario().node)?;
    let primary = match mode.facts().source {
        Source::Block(_) | Source::Ipv6Prefix => 0,
        Source::Secondary | Source::Prefix => {
            let on_one = (t.slots_per_eni() * addresses_per_slot(t, mode)).max(1);
            for_pods.div_ceil(on_one) + mode.facts().enis_held_back
        }
    };
    let on_enis = workload.taken(pods, Limit::Addresses);
    let mut wanted = vec![(Part::DaemonSets, workload.daemonsets().address_pods), (Part::Pods, on_enis)];
    if primary > 0 {
        wanted.insert(0, (Part::System, primary));
    }
    Some(Stack::of(Resource::Addresses, primary + for_pods, &wanted))
}

fn pod_slots(workload: &Workload, capacity: &Capacity, pods: &[u32]) -> Stack {
    let load = workload.daemonsets();
    let wanted =
        [(Part::DaemonSets, load.host_pods + load.address_pods), (Part::Pods, workload.taken(pods, Limit::MaxPods))];
    Stack::of(Resource::PodSlots, capacity.max_pods, &wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::allocatable::allocatable;
    use crate::node::capacity::capacity;
    use crate::scenario::Scenario;
    use crate::scenario::network_mode::{MODES, NetworkMode};
    use crate::testing::instance_type;
    use crate::units::{Mib, MilliCpu};
    use Part::*;

    fn stacks(scenario: &Scenario) -> Vec<Stack> {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let workload = Workload::of(scenario);
        {
            let capacity = capacity(&t, &workload);
            node_stack(&t, &workload, &capacity, &[capacity.pods])
        }
    }

    #[test]
    fn m5_large_in_parts() {
        let stacks = stacks(&Scenario::default());
        let parts: Vec<_> = stacks.iter().map(|s| (s.resource.name(), s.whole, s.parts.as_slice())).collect();
        // 6 pods: floor((2000 - 70 - 200) / 250)
        let cpu = [(System, 0), (KubeReserved, 70), (DaemonSets, 200), (Pods, 1_500), (Free, 230)];
        // 615 = ceil(7.5 %), 574 = 255 + 11 * 29, 3072 = 6 * 512
        let memory = [
            (Unseen, 615),
            (System, 0),
            (KubeReserved, 574),
            (Eviction, 100),
            (DaemonSets, 200),
            (Pods, 3_072),
            (Free, 3_631),
        ];
        let addresses = [(System, 3), (DaemonSets, 2), (Pods, 6), (Free, 19)];
        let slots = [(DaemonSets, 4), (Pods, 6), (Free, 19)];
        assert_eq!(parts[0], ("CPU", 2_000, cpu.as_slice()));
        assert_eq!(parts[1], ("memory", 8_192, memory.as_slice()));
        assert_eq!(parts[2], ("addresses", 30, addresses.as_slice()));
        assert_eq!(parts[3], ("pod slots", 29, slots.as_slice()));
    }

    #[test]
    fn addresses_follow_the_mode() {
        let of = |mode: NetworkMode| {
            let scenario = Scenario { mode, ..Scenario::default() };
            let found = stacks(&scenario).into_iter().find(|s| s.resource == Resource::Addresses);
            found.map(|s| (s.whole, s.get(System), s.get(Pods)))
        };
        assert_eq!(of(NetworkMode::PrefixDelegation), Some((435, Some(3), Some(6)))); // 3 + 27 * 16
        assert_eq!(of(NetworkMode::CustomNetworking), Some((21, Some(3), Some(6)))); // 3 + 2 * 9
        assert_eq!(of(NetworkMode::SecurityGroups), Some((21, Some(3), Some(0)))); // pods on branch ENIs
        assert_eq!(of(NetworkMode::OverlayHostLocal), Some((253, None, Some(6))));
        assert_eq!(of(NetworkMode::Ipv6), None);
    }

    /// Whether parts add up, and those of pods, daemonsets and nobody to what is allocatable.
    fn is_consistent(t: &InstanceType, workload: &Workload, capacity: &Capacity) -> bool {
        let left = allocatable(t, workload.scenario(), capacity.max_pods);
        let stacks = node_stack(t, workload, capacity, &[capacity.pods]);
        let offered = |resource: Resource| {
            let stack = stacks.iter().find(|s| s.resource == resource)?;
            Some([Part::DaemonSets, Part::Pods, Part::Free].into_iter().filter_map(|p| stack.get(p)).sum::<u32>())
        };
        let adds_up = stacks.iter().all(|s| s.parts.iter().map(|(_, n)| u64::from(*n)).sum::<u64>() == s.whole.into());
        adds_up && offered(Resource::Cpu) == Some(left.cpu.0) && offered(Resource::Memory) == Some(left.memory.0)
    }

    #[test]
    fn parts_add_up_in_every_mode_on_large_small_and_too_small_nodes() {
        let mut hungry = Scenario::default();
        hungry.node.system_cpu = MilliCpu(5_000);
        hungry.node.system_memory = Mib(100_000);
        let types = [
            instance_type("m5.large", 2, 8192, 3, 10),
            instance_type("tiny.nano", 1, 512, 1, 2),
            instance_type("huge.metal", 448, 25_165_824, 15, 50),
        ];
        for scenario in [Scenario::default(), hungry] {
            for (t, mode) in types.iter().flat_map(|t| MODES.iter().map(move |m| (t, m.mode))) {
                let workload = Workload::in_mode(&scenario, mode);
                assert!(is_consistent(t, &workload, &capacity(t, &workload)), "{} {mode:?}", t.name);
            }
        }
    }
}
