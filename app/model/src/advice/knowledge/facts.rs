//! What is known of each pod network, aspect by aspect, and of the AWS network below it.
//!
//! Every fact says what it rests on. A cell that no primary source was seen for is marked unverified,
//! even where it is plausible; ratings are marked as judgement.

mod aws;
mod chained;
mod cilium;
mod overlays;
mod unsupported;
mod vpc;

pub use aws::AWS_FACTS;

use super::fact::Fact;
use super::options::OptionId;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// Whether the VPC routes to a pod's address.
    Routable,
    /// VPC addresses that a node takes.
    NodeAddresses,
    /// What bounds the pods of a node.
    DensityLimit,
    /// Encapsulation, and the MTU it leaves of 9,001 bytes.
    Encapsulation,
    /// Throughput by class: judgement on the published benchmarks.
    PerformanceClass,
    /// Encryption between nodes.
    Encryption,
    /// Multicast for ordinary pods.
    Multicast,
    /// Network policy.
    Policy,
    /// A security group for each pod.
    SecurityGroups,
    /// Who supports it on EKS's EC2 nodes.
    Supporter,
    /// Last release seen.
    Release,
    /// Windows nodes.
    Windows,
    /// arm64 nodes.
    Arm,
    /// Fargate pods.
    Fargate,
    /// Bottlerocket nodes.
    Bottlerocket,
    /// How far it can be taken elsewhere.
    Portability,
    /// What it asks of those who run it.
    Operations,
}

impl Aspect {
    /// All of them, in the order of a table. Every option has a fact on each.
    pub const ALL: [Aspect; 17] = [
        Aspect::Routable,
        Aspect::NodeAddresses,
        Aspect::DensityLimit,
        Aspect::Encapsulation,
        Aspect::PerformanceClass,
        Aspect::Encryption,
        Aspect::Multicast,
        Aspect::Policy,
        Aspect::SecurityGroups,
        Aspect::Supporter,
        Aspect::Release,
        Aspect::Windows,
        Aspect::Arm,
        Aspect::Fargate,
        Aspect::Bottlerocket,
        Aspect::Portability,
        Aspect::Operations,
    ];

    /// Its name, as the head of a table's row.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Routable => "Pod addresses routable in the VPC",
            Aspect::NodeAddresses => "VPC addresses of a node",
            Aspect::DensityLimit => "Limit on pods per node",
            Aspect::Encapsulation => "Encapsulation, MTU from 9,001",
            Aspect::PerformanceClass => "Performance",
            Aspect::Encryption => "Encryption between nodes",
            Aspect::Multicast => "Multicast for ordinary pods",
            Aspect::Policy => "Network policy",
            Aspect::SecurityGroups => "Security group per pod",
            Aspect::Supporter => "Supported on EKS by",
            Aspect::Release => "Last release seen",
            Aspect::Windows => "Windows nodes",
            Aspect::Arm => "arm64 nodes",
            Aspect::Fargate => "Fargate pods",
            Aspect::Bottlerocket => "Bottlerocket nodes",
            Aspect::Portability => "Portability",
            Aspect::Operations => "Operations",
        }
    }
}

/// Every fact on an option, in the order of [`Aspect::ALL`].
pub fn facts(option: OptionId) -> &'static [(Aspect, Fact)] {
    match option {
        OptionId::VpcSecondary => vpc::SECONDARY,
        OptionId::VpcPrefix => vpc::PREFIX,
        OptionId::VpcCustom => vpc::CUSTOM,
        OptionId::VpcIpv6 => vpc::IPV6,
        OptionId::EksAuto => vpc::AUTO,
        OptionId::VpcCalico => chained::CALICO,
        OptionId::VpcCilium => chained::CILIUM,
        OptionId::CiliumEni => cilium::ENI,
        OptionId::CiliumOverlay => cilium::OVERLAY,
        OptionId::Calico => overlays::CALICO,
        OptionId::Flannel => overlays::FLANNEL,
        OptionId::Canal => overlays::CANAL,
        OptionId::Antrea => overlays::ANTREA,
        OptionId::KubeOvn => overlays::KUBE_OVN,
        OptionId::KubeRouter => overlays::KUBE_ROUTER,
        OptionId::Weave => unsupported::WEAVE,
    }
}

/// The fact on one aspect of an option.
pub fn fact(option: OptionId, aspect: Aspect) -> Option<&'static Fact> {
    facts(option).iter().find(|(a, _)| *a == aspect).map(|(_, fact)| fact)
}
