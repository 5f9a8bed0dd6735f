//! What one pod needs, in Berth's terms.

use model::units::{Mib, MilliCpu};

/// What one pod needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// CPU request, rounded up.
    pub cpu: MilliCpu,
    /// Memory request, rounded up.
    pub memory: Mib,
    /// Ephemeral-storage request, rounded up.
    pub ephemeral: Mib,
    /// NVIDIA GPUs.
    pub gpus: u32,
    /// AWS Neuron devices.
    pub neuron: u32,
    /// EBS volumes.
    pub volumes: u32,
    /// A security group of its own: a branch ENI.
    pub own_security_group: bool,
    /// On the node's network: no address of its own.
    pub host_network: bool,
    /// Resources that Berth has no word for: name and count.
    pub other: Vec<(String, u64)>,
}

impl Needs {
    /// Whether it requests neither CPU nor memory.
    pub fn asks_for_nothing(&self) -> bool {
        self.cpu.0 == 0 && self.memory.0 == 0
    }
}
