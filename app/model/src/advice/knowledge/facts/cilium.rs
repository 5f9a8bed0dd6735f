//! Cilium as the whole network: on ENIs, and as an overlay.

use super::Aspect::{self, *};
use super::overlays::{
    HIGH_PORTABILITY, NEAR_NATIVE, NO_FARGATE, NO_GROUPS, NODE_ADDRESS, NOT_ROUTABLE, UNKNOWN_BOTTLEROCKET,
};
use super::vpc::NATIVE;
use crate::advice::knowledge::fact::{Fact, cited, judged, unverified};

pub(super) const RELEASE: Fact =
    cited("1.20.0 of July 2026, 1.20.4 by 2026-11-09", &["cilium-120", "cilium-release-120"], "2026-11-09");
const SUPPORTER: Fact = cited(
    "vendor or yourself: Isovalent is AWS’s partner; AWS supports core Cilium on hybrid nodes only",
    &["eks-alternate-cni"],
    "2026",
);
const NO_WINDOWS: Fact = unverified("no", &[], "2026-11");
/// Its multicast page names the kernel that arm64 needs.
const ARM: Fact = cited("yes", &["cilium-multicast"], "2026");
const FULL_POLICY: Fact =
    cited("Kubernetes and Cilium policy, layers 3 to 7 and DNS names", &["cilium-chaining-limits"], "2026");
const MUCH_WORK: Fact = judged("medium to high: the whole data path is yours to run", &[], "2026-11");

pub(super) const ENI: &[(Aspect, Fact)] = &[
    (Routable, cited("yes", &["cilium-eni"], "2026")),
    (NodeAddresses, cited("like the VPC CNI, 8 kept ready; prefixes unless switched off", &["cilium-eni"], "2026")),
    (DensityLimit, cited("ENIs × (addresses of each − 1), 16 times as many with prefixes", &["cilium-eni"], "2026")),
    (Encapsulation, cited("none", &["cilium-eni"], "2026")),
    (PerformanceClass, NATIVE),
    (Encryption, cited("WireGuard or IPsec; between nodes themselves beta", &["cilium-wireguard"], "2026")),
    (Multicast, cited("no: its multicast needs VXLAN", &["cilium-multicast"], "2026")),
    (Policy, FULL_POLICY),
    (SecurityGroups, NO_GROUPS),
    (Supporter, SUPPORTER),
    (Release, RELEASE),
    (Windows, NO_WINDOWS),
    (Arm, ARM),
    (Fargate, NO_FARGATE),
    (Bottlerocket, cited("tested by Bottlerocket’s maintainers, with nodeinit off", &["bottlerocket-3394"], "2026-11")),
    (Portability, judged("low: ENI mode exists on AWS only; the policies are portable", &[], "2026-11")),
    (Operations, MUCH_WORK),
];

pub(super) const OVERLAY: &[(Aspect, Fact)] = &[
    (Routable, NOT_ROUTABLE),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, cited("max-pods, and the node’s /24", &["cilium-pool"], "2026")),
    (Encapsulation, unverified("VXLAN or Geneve: 50 bytes less", &[], "2026-11")),
    (PerformanceClass, NEAR_NATIVE),
    (Encryption, cited("WireGuard, which encapsulates twice, or IPsec", &["cilium-wireguard"], "2026")),
    (
        Multicast,
        cited(
            "beta: VXLAN only, groups and subscribers set by hand on every node, not with IPsec; kernel 5.10, on arm64 6.0",
            &["cilium-multicast"],
            "2026",
        ),
    ),
    (Policy, FULL_POLICY),
    (SecurityGroups, NO_GROUPS),
    (Supporter, SUPPORTER),
    (Release, RELEASE),
    (Windows, NO_WINDOWS),
    (Arm, ARM),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNKNOWN_BOTTLEROCKET),
    (Portability, HIGH_PORTABILITY),
    (Operations, MUCH_WORK),
];
