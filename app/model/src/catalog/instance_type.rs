//! What EC2 publishes about one instance type, and the few facts that follow from it directly.
//!
//! Nothing here depends on a scenario or a price.

use crate::catalog::family::family_of;
use crate::catalog::launch::Marks;
use crate::units::{Mbps, Mib, MilliCpu};

/// Processor architecture, as the kubelet needs it. Mac hosts run no Kubernetes nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arch {
    /// Intel or AMD, 64 bit.
    X86_64,
    /// Graviton and other 64-bit Arm.
    Arm64,
    /// A Mac host of either architecture; never a node.
    Mac,
}

/// The virtualisation under the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hypervisor {
    /// The Nitro hypervisor.
    Nitro,
    /// Xen: types from before Nitro. No prefixes, no branch ENIs, no hardware encryption.
    Xen,
    /// None: bare metal on the Nitro system.
    BareMetal,
}

/// Whether ENIs and NVMe disks share the attachment slots with EBS volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttachmentKind {
    /// Each ENI beyond the first takes a slot from EBS.
    Shared,
    /// EBS volumes have slots of their own.
    Dedicated,
}

/// An accelerator that makes a type more expensive than its CPU and memory are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Accelerator {
    /// Graphics processor.
    Gpu,
    /// AWS Trainium or Inferentia.
    Neuron,
    /// Field-programmable gate array.
    Fpga,
    /// Video transcoding card.
    Media,
    /// Other inference card.
    Inference,
}

/// The most EBS volumes a type takes, root volume included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attachments {
    /// Slots, the root volume's included. 3 to 128.
    pub slots: u32,
    /// Shared with ENIs or not.
    pub kind: AttachmentKind,
}

/// How the memory of a running node is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeenBy {
    /// Launched Bottlerocket nodes reported it.
    Bottlerocket,
    /// A launched Ubuntu machine reported it.
    Ubuntu,
    /// Nobody measured the type: what its like of the same generation and size have, at the least.
    Fit,
}

/// Memory that a running node of a type reports, hypervisor, firmware and kernel taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenMemory {
    /// The smaller of the measurements, or the fit.
    pub mib: Mib,
    /// Whose figure that is.
    pub by: SeenBy,
    /// The two measurements are more than 1 % apart, the kernels' difference taken off: hosts differ, and a node may
    /// report more.
    pub hosts_differ: bool,
    /// Seen by a kernel before version 6, on a type on which newer ones see more: `node::memory::NEWER_KERNEL` or above.
    pub older_kernel: bool,
}

/// Work that one vCPU gets done, by each benchmark that ran on the type with all its vCPUs. Burstable types at their
/// baseline. Figures of one benchmark compare with each other only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// By benchmark, in the order of [`BENCHMARKS`]; `None` where it did not run or no longer grew with the vCPUs.
    pub per_vcpu: [Option<u32>; BENCHMARKS.len()],
}

/// The benchmarks: static web requests a second, PassMark integer maths, Geekbench 6 multi-core.
pub const BENCHMARKS: [&str; 3] = ["static web", "integer maths", "Geekbench"];

/// One EC2 instance type, as `describe-instance-types` and the VPC limits tables publish it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// `m5.large`.
    pub name: String,
    /// Virtual CPUs by default.
    pub vcpu: u32,
    /// Memory of the type, before any overhead.
    pub memory: Mib,
    /// Processor architecture.
    pub arch: Arch,
    /// Hypervisor.
    pub hypervisor: Hypervisor,
    /// CPU credits: sustained CPU is below the vCPU count.
    pub burstable: bool,
    /// AWS's own mark. It is false for m5, so it hides nothing in Berth.
    pub current_generation: bool,
    /// ENIs on the default network card: the only card VPC CNI gives pods addresses from.
    pub enis: u32,
    /// ENIs on all cards together.
    pub enis_all_cards: u32,
    /// ENIs by AWS's published max-pods list, where EC2's description of the default card has others. `enis` has them
    /// too, as VPC CNI's table does; in catalogues from before 2026-11-28 it has EC2's.
    pub enis_max_pods: Option<u32>,
    /// IPv4 addresses of one ENI, the primary one included.
    pub ipv4_per_eni: u32,
    /// Whether the type takes IPv6 addresses.
    pub ipv6: bool,
    /// Bandwidth as AWS words it: `Up to 10 Gigabit`.
    pub network_performance: String,
    /// Bandwidth that can be held all day.
    pub baseline: Mbps,
    /// Bandwidth in a burst.
    pub peak: Mbps,
    /// EBS attachments.
    pub attachments: Attachments,
    /// NVMe instance store, in decimal GB. 0 where there is none.
    pub local_nvme_gb: u32,
    /// Accelerators, counted; 0 where there are none or AWS gives no count.
    pub gpu_count: u32,
    /// The accelerator's name, empty where there is none.
    pub gpu_name: String,
    /// Kind of accelerator.
    pub accelerator: Option<Accelerator>,
    /// Traffic between such types is encrypted by the Nitro card.
    pub encryption_in_transit: bool,
    /// Branch ENIs for security groups per pod. `Some(0)`: no trunk ENI. `None`: not published.
    pub branch_enis: Option<u32>,
    /// Listed in VPC CNI v1.3.0 (November 2018).
    pub in_2018: bool,
    /// What can start it, by its name: [`Marks::of`].
    pub marks: Marks,
    /// Takes EFA network interfaces.
    pub efa: bool,
    /// Memory that a running node reports. `None`: not known, as in every catalogue from before 2026-11-28.
    pub seen: Option<SeenMemory>,
    /// What its vCPUs get done; `None` likewise, and where nobody measured the type.
    pub work: Option<Work>,
}

impl InstanceType {
    /// Secondary addresses that one ENI can give to pods: all but the primary. m5.large: 9.
    pub fn slots_per_eni(&self) -> u32 {
        self.ipv4_per_eni.saturating_sub(1)
    }

    /// ENIs that the max-pods formula uses. m5.large: 3; i7ie.48xlarge: 15.
    pub fn enis_for_max_pods(&self) -> u32 {
        self.enis_max_pods.unwrap_or(self.enis)
    }

    /// Nitro hypervisor or Nitro bare metal: what prefixes, IPv6 and branch ENIs need.
    pub fn is_nitro(&self) -> bool {
        self.hypervisor != Hypervisor::Xen
    }

    /// Bare metal.
    pub fn is_bare_metal(&self) -> bool {
        self.hypervisor == Hypervisor::BareMetal
    }

    /// The part before the dot: `m7i-flex`.
    pub fn family(&self) -> &str {
        family_of(&self.name)
    }

    /// Flex families hold full CPU only most of the time (baseline 40 %).
    pub fn is_flex(&self) -> bool {
        self.family().ends_with("-flex")
    }

    /// HPC families are sold for tightly coupled jobs in few zones.
    pub fn is_hpc(&self) -> bool {
        self.family().starts_with("hpc")
    }

    /// All the CPU of the type. m5.large: 2,000m.
    pub fn cpu(&self) -> MilliCpu {
        MilliCpu(self.vcpu * 1_000)
    }
}
