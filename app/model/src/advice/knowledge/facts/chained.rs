//! The VPC CNI for addresses with another project for policy.

use super::Aspect::{self, *};
use super::vpc::{ARM, AS_THE_MODE, NATIVE, NO_MULTICAST, ROUTABLE};
use crate::advice::knowledge::fact::{Fact, cited, judged, unverified};

const NO_FARGATE: Fact = cited("no", &["eks-alternate-cni"], "2026");
const UNTRIED_BOTTLEROCKET: Fact = unverified("not known", &[], "2026-11");
const POLICIES_MOVE: Fact = judged("the policies are portable, the network is not", &[], "2026-11");

pub(super) const CALICO: &[(Aspect, Fact)] = &[
    (Routable, ROUTABLE),
    (NodeAddresses, AS_THE_MODE),
    (DensityLimit, AS_THE_MODE),
    (Encapsulation, cited("none", &["calico-eks"], "2026")),
    (PerformanceClass, NATIVE),
    (
        Encryption,
        cited(
            "Calico’s WireGuard, for traffic between hosts only; its instructions date from AL2",
            &["calico-encryption"],
            "2026",
        ),
    ),
    (Multicast, NO_MULTICAST),
    (
        Policy,
        cited(
            "Kubernetes and Calico policy; leave the native one off. Not for IPv6 pods that reach out over IPv4",
            &["calico-eks"],
            "2026",
        ),
    ),
    (
        SecurityGroups,
        cited(
            "yes, in standard mode; strict mode skips Calico’s policy and breaks NodeLocal DNSCache",
            &["eks-sgp", "bpg-sgp"],
            "2026",
        ),
    ),
    (Supporter, judged("AWS for the network, Tigera or the community for policy", &["eks-alternate-cni"], "2026")),
    (Release, CALICO_RELEASE),
    (Windows, unverified("for policy", &[], "2026-11")),
    (Arm, ARM),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNTRIED_BOTTLEROCKET),
    (Portability, POLICIES_MOVE),
    (Operations, judged("medium: a second project to keep up to date", &[], "2026-11")),
];

/// The date of v3.33.0 is that of its notes.
pub(super) const CALICO_RELEASE: Fact = cited(
    "v3.33.0 of 2026-09-28, built for Kubernetes 1.37; v3.32.2 of 2026-08-24",
    &["calico-333", "calico-332"],
    "2026-09-28",
);

pub(super) const CILIUM: &[(Aspect, Fact)] = &[
    (Routable, ROUTABLE),
    (NodeAddresses, AS_THE_MODE),
    (DensityLimit, AS_THE_MODE),
    (Encapsulation, cited("none; WireGuard needs enableRouteMTUForCNIChaining", &["cilium-wireguard"], "2026")),
    (PerformanceClass, NATIVE),
    (Encryption, cited("WireGuard; chaining limits IPsec", &["cilium-wireguard", "cilium-chaining-limits"], "2026")),
    (Multicast, NO_MULTICAST),
    (Policy, cited("Cilium policy of layers 3 and 4; chaining limits layer 7", &["cilium-chaining-limits"], "2026")),
    (SecurityGroups, cited("yes", &["cilium-chaining"], "2026")),
    (Supporter, judged("AWS for the network, Isovalent or the community for Cilium", &["eks-alternate-cni"], "2026")),
    (Release, super::cilium::RELEASE),
    (Windows, unverified("no", &[], "2026-11")),
    (Arm, ARM),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNTRIED_BOTTLEROCKET),
    (Portability, POLICIES_MOVE),
    (Operations, judged("medium: a second project to keep up to date", &[], "2026-11")),
];
