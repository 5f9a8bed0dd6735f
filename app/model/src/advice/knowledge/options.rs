//! The pod networks to choose from: one table, one row an option.
//!
//! Scores are judgement, 0 to 3, resting on the facts of `facts`. Adding an option is a variant, a row
//! here and its facts.

use crate::scenario::network_mode::NetworkMode::{self, *};

/// A pod network for a cluster on AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OptionId {
    /// VPC CNI, secondary IP addresses.
    VpcSecondary,
    /// VPC CNI, prefix delegation.
    VpcPrefix,
    /// VPC CNI, custom networking on a secondary CIDR.
    VpcCustom,
    /// VPC CNI, IPv6 cluster.
    VpcIpv6,
    /// EKS Auto Mode's own network.
    EksAuto,
    /// VPC CNI with Calico's policy engine.
    VpcCalico,
    /// VPC CNI with Cilium chained.
    VpcCilium,
    /// Cilium in ENI mode.
    CiliumEni,
    /// Cilium as an overlay.
    CiliumOverlay,
    /// Calico as an overlay.
    Calico,
    /// flannel.
    Flannel,
    /// Canal: flannel with Calico policy.
    Canal,
    /// Antrea.
    Antrea,
    /// Kube-OVN.
    KubeOvn,
    /// kube-router.
    KubeRouter,
    /// Weave Net: never available today.
    Weave,
}

/// What an option is scored on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Network performance.
    Performance,
    /// Pods as citizens of the VPC.
    Vpc,
    /// Pods per node.
    Density,
    /// Frugality with VPC addresses.
    Addresses,
    /// Encryption under the tenant's control.
    Encryption,
    /// Network policy.
    Policy,
    /// Portability.
    Portability,
    /// Ease of operation.
    Operations,
    /// Support on EKS.
    Support,
}

/// How many dimensions there are.
pub const DIMENSIONS: usize = 9;

impl Dimension {
    /// All of them, in the order of the score table.
    pub const ALL: [Dimension; DIMENSIONS] = [
        Dimension::Performance,
        Dimension::Vpc,
        Dimension::Density,
        Dimension::Addresses,
        Dimension::Encryption,
        Dimension::Policy,
        Dimension::Portability,
        Dimension::Operations,
        Dimension::Support,
    ];

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Performance => "performance",
            Dimension::Vpc => "VPC integration",
            Dimension::Density => "pod density",
            Dimension::Addresses => "VPC addresses",
            Dimension::Encryption => "encryption",
            Dimension::Policy => "network policy",
            Dimension::Portability => "portability",
            Dimension::Operations => "operations",
            Dimension::Support => "support",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionRow {
    /// The option.
    pub id: OptionId,
    /// Code in files and style sheets.
    pub code: &'static str,
    /// Name on the page.
    pub name: &'static str,
    /// Networking modes that are this option; figures are those of the cheapest.
    pub modes: &'static [NetworkMode],
    /// Scores in the order of [`Dimension::ALL`].
    pub scores: [u8; DIMENSIONS],
}

/// Every option available today. Weave Net is not among them.
pub const OPTIONS: [OptionRow; 15] = {
    use OptionId::*;
    const fn row(
        id: OptionId,
        code: &'static str,
        name: &'static str,
        modes: &'static [NetworkMode],
        scores: [u8; DIMENSIONS],
    ) -> OptionRow {
        OptionRow { id, code, name, modes, scores }
    }
    const VPC: &[NetworkMode] = &[SecondaryIp, PrefixDelegation];
    [
        //                                                        perf vpc dens ipf enc pol port ops sup
        row(VpcSecondary, "vpc-sec", "VPC CNI, secondary IPs", &[SecondaryIp], [3, 3, 1, 0, 0, 2, 0, 3, 3]),
        row(VpcPrefix, "vpc-pd", "VPC CNI, prefix delegation", &[PrefixDelegation], [3, 3, 3, 1, 0, 2, 0, 3, 3]),
        row(
            VpcCustom,
            "vpc-cn",
            "VPC CNI, custom networking",
            &[CustomNetworking, CustomNetworkingPrefix],
            [3, 2, 3, 2, 0, 2, 0, 2, 3],
        ),
        row(VpcIpv6, "vpc-v6", "VPC CNI, IPv6 cluster", &[Ipv6], [3, 3, 3, 3, 0, 2, 1, 2, 3]),
        row(EksAuto, "eks-auto", "EKS Auto Mode", VPC, [3, 3, 2, 1, 0, 2, 0, 3, 3]),
        row(VpcCalico, "vpc+calico", "VPC CNI with Calico policy", VPC, [3, 3, 3, 1, 1, 3, 1, 2, 2]),
        row(VpcCilium, "vpc+cilium", "VPC CNI with Cilium chained", VPC, [3, 3, 3, 1, 2, 2, 1, 1, 2]),
        row(
            CiliumEni,
            "cil-eni",
            "Cilium, ENI mode",
            &[NetworkMode::CiliumEni, CiliumEniPrefix],
            [3, 2, 3, 1, 3, 3, 1, 1, 1],
        ),
        row(CiliumOverlay, "cil-ovl", "Cilium, overlay", &[OverlayCilium], [2, 0, 3, 3, 3, 3, 3, 1, 1]),
        row(Calico, "calico", "Calico, overlay", &[OverlayCalico], [2, 0, 3, 3, 2, 3, 3, 2, 1]),
        row(Flannel, "flannel", "flannel", &[OverlayHostLocal], [2, 0, 3, 3, 1, 0, 3, 3, 0]),
        row(Canal, "canal", "Canal", &[OverlayHostLocal], [2, 0, 3, 3, 1, 2, 3, 2, 0]),
        row(Antrea, "antrea", "Antrea", &[OverlayHostLocal], [2, 0, 3, 3, 3, 3, 3, 2, 1]),
        row(KubeOvn, "kubeovn", "Kube-OVN", &[OverlayHostLocal], [1, 0, 3, 3, 2, 2, 3, 0, 0]),
        row(KubeRouter, "kuberouter", "kube-router", &[OverlayHostLocal], [2, 0, 3, 3, 0, 2, 3, 2, 0]),
    ]
};

impl OptionId {
    /// The option's row, `None` for Weave Net.
    pub fn row(self) -> Option<&'static OptionRow> {
        OPTIONS.iter().find(|row| row.id == self)
    }

    /// Its name, Weave Net's too.
    pub fn name(self) -> &'static str {
        self.row().map_or("Weave Net", |row| row.name)
    }

    /// Its code, Weave Net's too.
    pub fn code(self) -> &'static str {
        self.row().map_or("weave", |row| row.code)
    }
}

impl OptionRow {
    /// Its score on a dimension, 0 to 3.
    pub fn score(&self, dimension: Dimension) -> u8 {
        self.scores[dimension as usize]
    }

    /// Pods have addresses of a range of the cluster's own.
    pub fn is_overlay(&self) -> bool {
        self.modes.iter().all(|mode| mode.is_overlay())
    }
}
