//! A workload: identical pods, what one of them requests, and where they may run.

use crate::catalog::instance_type::Arch;
use crate::scenario::ArchFilter;
use crate::scenario::fields::MAX_TEXT;
use crate::units::{Mbps, Mib, MilliCpu};

/// A set of identical pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodProfile {
    /// What people call it.
    pub name: String,
    /// Replicas.
    pub pods: u32,
    /// CPU request of one pod.
    pub cpu: MilliCpu,
    /// Memory request of one pod.
    pub memory: Mib,
    /// Ephemeral-storage request of one pod.
    pub ephemeral: Mib,
    /// EBS volumes of one pod.
    pub volumes: u32,
    /// Sustained bandwidth of one pod, each direction.
    pub bandwidth: Mbps,
    /// Takes a branch ENI in the modes with security groups for pods.
    pub own_security_group: bool,
    /// Whole GPUs of one pod.
    pub gpus: u32,
    /// Whole Neuron devices of one pod.
    pub neuron: u32,
    /// What its images are built for, where it is not what the scenario's filter says.
    pub arch: ProfileArch,
    /// At most so many of its pods on a node: one where they must not share one.
    pub most_per_node: Option<u32>,
    /// Whether its pods are spread evenly over the zones. A plan of one type knows no zones: this is for fleets.
    pub zones: ZoneSpread,
    /// Whether its pods may run on spot nodes in a fleet that has some. A plan of one type buys every node alike.
    pub spot: bool,
    /// Taints of the only nodes that its pods run on, as [`normal`](crate::scenario::taints::normal) writes them; empty for nodes
    /// without taints, which it shares.
    pub taints: String,
}

/// Which architecture the pods of a profile need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProfileArch {
    /// As the filter of the scenario says.
    Any,
    /// amd64, whatever the filter says.
    Amd64,
    /// arm64, whatever the filter says.
    Arm64,
}

/// How the pods of a profile are spread over zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneSpread {
    /// In any zone: for pods that nothing spreads.
    Any,
    /// As many in each zone, as a topology spread constraint with a skew of one does.
    Even,
}

impl Default for PodProfile {
    fn default() -> Self {
        PodProfile {
            name: "web".into(),
            pods: 100,
            cpu: MilliCpu(250),
            memory: Mib(512),
            ephemeral: Mib(0),
            volumes: 0,
            bandwidth: Mbps(0),
            own_security_group: true,
            gpus: 0,
            neuron: 0,
            arch: ProfileArch::Any,
            most_per_node: None,
            zones: ZoneSpread::Even,
            spot: false,
            taints: String::new(),
        }
    }
}

impl PodProfile {
    /// One more for a list of so many.
    pub fn added(to: usize) -> PodProfile {
        PodProfile { name: format!("workload {}", to + 1), ..PodProfile::default() }
    }

    /// The same pods once more, under a name of its own.
    pub fn copied(&self) -> PodProfile {
        const END: &str = " copy";
        let name: String = self.name.chars().take(MAX_TEXT - END.len()).collect();
        PodProfile { name: name + END, ..self.clone() }
    }

    /// Whether its pods run on nodes of an architecture. Whoever names one for a profile has let it in, as whoever asks for
    /// GPUs has let in the types that have them; the filter is for those that name none.
    pub fn runs_on(&self, arch: Arch, filter: ArchFilter) -> bool {
        match (self.arch, filter) {
            (ProfileArch::Amd64, _) | (ProfileArch::Any, ArchFilter::X86) => arch == Arch::X86_64,
            (ProfileArch::Arm64, _) | (ProfileArch::Any, ArchFilter::Arm) => arch == Arch::Arm64,
            (ProfileArch::Any, ArchFilter::Both) => true,
        }
    }
}
