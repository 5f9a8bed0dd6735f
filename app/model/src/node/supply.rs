//! What one node of a type has in a networking mode, with no pods on it.

use crate::catalog::instance_type::{Accelerator, AttachmentKind, InstanceType};
use crate::node::addresses::{address_capacity, usable_enis};
use crate::node::allocatable::{Allocatable, allocatable};
use crate::node::bandwidth;
pub use crate::node::limit::NO_LIMIT;
use crate::node::limit::{Amounts, Limit};
use crate::node::max_pods::max_pods;
use crate::node::volumes::{csi_volumes, driver_limit};
use crate::node::warm_pool::attached_enis;
use crate::node::workload::Workload;
use crate::scenario::NodeSettings;
use crate::scenario::network_mode::NetworkMode;

/// What one node of a type has for pods and daemonsets.
#[derive(Clone, Copy, Debug)]
pub struct Supply<'a> {
    /// The type.
    pub t: &'a InstanceType,
    /// The kubelet's max-pods.
    pub max_pods: u32,
    /// Pod addresses, `None` where addresses set no limit.
    pub addresses: Option<u32>,
    /// Allocatable CPU, memory and ephemeral storage.
    pub allocatable: Allocatable,
    /// Branch ENIs; none in modes without them and where no ENI is left to be the trunk.
    pub branch_enis: u32,
    /// Sustained bandwidth, Mbps.
    pub bandwidth: u32,
    /// GPUs, whole ones.
    pub gpus: u32,
    /// Neuron devices, whole ones.
    pub neuron: u32,
}

impl<'a> Supply<'a> {
    /// Of a type, under the node settings and in the mode of a workload.
    ///
    /// m5.large with secondary IPs: 29 pod slots, 27 addresses, 1,930m, 6,903 MiB, 750 Mbps.
    pub fn of(t: &'a InstanceType, workload: &Workload) -> Supply<'a> {
        let (mode, scenario) = (workload.mode(), workload.scenario());
        let (node, max_pods) = (&scenario.node, max_pods(t, mode, scenario));
        Supply {
            t,
            max_pods,
            addresses: address_capacity(t, mode, node),
            allocatable: allocatable(t, scenario, max_pods),
            branch_enis: branch_enis(t, mode, node),
            bandwidth: bandwidth::sustained(t, mode).0,
            gpus: gpus(t),
            neuron: if t.accelerator == Some(Accelerator::Neuron) { t.gpu_count } else { 0 },
        }
    }

    /// By resource, [`NO_LIMIT`] where there is none. Volumes depend on the ENIs that pods attach, and a profile's most per
    /// node on the profile: they are left out as [`NO_LIMIT`], see [`Supply::volumes`] and
    /// [`Needs::most_per_node`](crate::node::workload::Needs::most_per_node).
    pub fn amounts(&self) -> Amounts {
        Amounts::default()
            .with(Limit::Addresses, self.addresses.unwrap_or(NO_LIMIT))
            .with(Limit::MaxPods, self.max_pods)
            .with(Limit::Cpu, self.allocatable.cpu.0)
            .with(Limit::Memory, self.allocatable.memory.0)
            .with(Limit::Ephemeral, self.allocatable.ephemeral.0)
            .with(Limit::Volumes, NO_LIMIT)
            .with(Limit::BranchEnis, self.branch_enis)
            .with(Limit::Bandwidth, self.bandwidth)
            .with(Limit::Gpus, self.gpus)
            .with(Limit::Neuron, self.neuron)
            .with(Limit::MostPerNode, NO_LIMIT)
    }

    /// What the daemonsets leave of a resource to application pods, [`NO_LIMIT`] where there is none; `None` where they
    /// alone need more than there is: then no pod fits, whatever it asks for.
    pub fn left(&self, workload: &Workload, limit: Limit) -> Option<u32> {
        left(self.amounts().get(limit), workload.taken_by_daemonsets().get(limit))
    }

    /// The same of every resource at once.
    pub fn room(&self, workload: &Workload) -> Option<Amounts> {
        let (have, taken) = (self.amounts(), workload.taken_by_daemonsets());
        let mut room = Amounts::default();
        for limit in Limit::ALL {
            room.set(limit, left(have.get(limit), taken.get(limit))?);
        }
        Some(room)
    }

    /// The same of what may be filled with pods: headroom stays free.
    pub fn room_to_fill(&self, workload: &Workload) -> Option<Amounts> {
        let mut room = self.room(workload)?;
        for limit in [Limit::Cpu, Limit::Memory] {
            room.set(limit, workload.to_fill(limit, room.get(limit)));
        }
        Some(room)
    }

    /// What the daemonsets alone need more of than there is.
    pub fn lacks_for_daemonsets(&self, workload: &Workload) -> Option<Limit> {
        Limit::ALL.into_iter().find(|limit| self.left(workload, *limit).is_none())
    }

    /// ENIs attached to a node whose pods use so many addresses and branch ENIs, the daemonsets' not counted.
    pub fn attached_enis(&self, workload: &Workload, addresses: u32, branch_enis: u32) -> u32 {
        attached_enis(self.t, workload.mode(), workload.using(addresses, branch_enis, self.max_pods))
    }

    /// EBS volumes for pods that use so many addresses and branch ENIs: where ENIs and volumes share slots, each ENI
    /// costs a volume.
    pub fn volumes(&self, workload: &Workload, addresses: u32, branch_enis: u32) -> u32 {
        let enis = self.attached_enis(workload, addresses, branch_enis);
        csi_volumes(self.t, &workload.scenario().node, enis)
    }

    /// The same for all that pods may use, from none to `most` addresses: up to so many addresses, so many volumes. A step
    /// for each ENI, fewer volumes on each; one where ENIs and volumes share no slots.
    ///
    /// m5.large has 27 slots for ENIs and volumes and one disk: 26 volumes as long as one ENI will do, 25 with two, 24 with
    /// three.
    pub fn volume_steps(&self, workload: &Workload, most: u32) -> Vec<(u32, u32)> {
        let volumes = |addresses| self.volumes(workload, addresses, 0);
        if driver_limit(self.t).kind == AttachmentKind::Dedicated {
            return vec![(most, volumes(0))];
        }
        let (mut steps, mut from) = (Vec::new(), 0);
        loop {
            let here = volumes(from);
            let (mut same, mut beyond) = (from, most.saturating_add(1));
            while beyond - same > 1 {
                let middle = same + (beyond - same) / 2;
                match volumes(middle) == here {
                    true => same = middle,
                    false => beyond = middle,
                }
            }
            steps.push((same, here));
            if same >= most {
                return steps;
            }
            from = beyond;
        }
    }
}

/// Branch ENIs, where the mode has any and an ENI is left to be their trunk.
fn branch_enis(t: &InstanceType, mode: NetworkMode, node: &NodeSettings) -> u32 {
    match t.branch_enis {
        Some(all) if mode.facts().branch_enis && usable_enis(t, mode, node) >= 2 => all,
        _ => 0,
    }
}

/// What is left of an amount, see [`Supply::left`].
pub(crate) fn left(have: u32, taken: u32) -> Option<u32> {
    if have == NO_LIMIT { Some(NO_LIMIT) } else { have.checked_sub(taken) }
}

/// Families whose sizes have a part of a GPU: EC2 counts one all the same, and gives the part as `LogicalGpuCount` only.
const PARTS_OF_A_GPU: [&str; 2] = ["g6f", "gr6f"];

/// Whole GPUs. The catalogue counts other accelerators in the same column.
fn gpus(t: &InstanceType) -> u32 {
    match t.accelerator {
        Some(Accelerator::Gpu) if !PARTS_OF_A_GPU.contains(&t.family()) => t.gpu_count,
        _ => 0,
    }
}
