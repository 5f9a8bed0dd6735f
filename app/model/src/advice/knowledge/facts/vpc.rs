//! AWS's own pod networks: the VPC CNI in its modes, and Auto Mode's.

use super::Aspect::{self, *};
use crate::advice::knowledge::fact::{Fact, cited, judged, unverified};

pub(super) const ROUTABLE: Fact = cited("yes", &["vcni-readme"], "2026-08");
pub(super) const AS_THE_MODE: Fact = cited("as the VPC CNI’s mode", &["vcni-readme"], "2026-08");
const WARM: Fact = cited(
    "whole ENIs with their warm spares, at most ENIs × addresses of each",
    &["vcni-ipamd", "vcni-pool"],
    "2026-08",
);
const WITH_PREFIXES: Fact =
    cited("110, or 250 on nodes of more than 30 vCPUs", &["eks-max-pods", "bpg-prefix"], "2026");
const UNENCAPSULATED: Fact = cited("none: 9,001", &["vcni-readme"], "2026-08");
pub(super) const NATIVE: Fact = judged("native: the instance is the limit", &["vcni-readme"], "2026-11");
const BY_INSTANCE: Fact = cited(
    "none of its own; whether the hardware encrypts is up to the instance type",
    &["ec2-encryption", "karpenter-types"],
    "2026",
);
pub(super) const NO_MULTICAST: Fact =
    cited("no; use pods on the host network instead", &["vcni-2164", "roadmap-multicast"], "2026-11");
const POLICY: Fact = cited(
    "Kubernetes policy since v1.14 of 2023-08-29, once switched on: EC2 Linux nodes, IPv4 or IPv6 but not both",
    &["eks-history", "eks-policy", "vcni-readme"],
    "2026",
);
const GROUPS: Fact = cited("yes, on Nitro types outside the t family", &["eks-sgp", "vrc-limits"], "2026");
const BY_AWS: Fact = cited("AWS, which supports no other network there", &["eks-alternate-cni"], "2026");
const RELEASE: Fact = cited(
    "v1.23.1 of 2026-08-20; from v1.23.0 on with Network Policy Agent v1.4.1",
    &["vcni-readme", "vcni-changelog"],
    "2026-08-20",
);
const ONE_ENI: Fact =
    cited("yes, on one ENI; without custom networking, IPv6 or security groups for pods", &["eks-windows"], "2026");
const NO_WINDOWS: Fact = cited("no", &["eks-windows"], "2026");
/// Its table of limits lists the Graviton types.
pub(super) const ARM: Fact = cited("yes", &["vcni-limits"], "2026-08");
const FARGATE: Fact = cited("yes, the only choice there", &["eks-alternate-cni"], "2026");
const BOTTLEROCKET: Fact = cited("yes", &["vcni-policy-faq"], "2026-11");
pub(super) const AWS_ONLY: Fact = judged("AWS only", &[], "2026-11");
const LITTLE_WORK: Fact = judged("little: it is installed by default", &[], "2026-11");
const SOME_WORK: Fact = judged("some: more to plan and configure than the default", &[], "2026-11");

pub(super) const SECONDARY: &[(Aspect, Fact)] = &[
    (Routable, ROUTABLE),
    (NodeAddresses, WARM),
    (
        DensityLimit,
        cited("ENIs × (addresses of each − 1) pods with an address", &["vcni-limits", "eks-max-pods"], "2026"),
    ),
    (Encapsulation, UNENCAPSULATED),
    (PerformanceClass, NATIVE),
    (Encryption, BY_INSTANCE),
    (Multicast, NO_MULTICAST),
    (Policy, POLICY),
    (SecurityGroups, GROUPS),
    (Supporter, BY_AWS),
    (Release, RELEASE),
    (Windows, ONE_ENI),
    (Arm, ARM),
    (Fargate, FARGATE),
    (Bottlerocket, BOTTLEROCKET),
    (Portability, AWS_ONLY),
    (Operations, LITTLE_WORK),
];

pub(super) const PREFIX: &[(Aspect, Fact)] = &[
    (Routable, cited("yes", &["bpg-prefix"], "2026")),
    (NodeAddresses, cited("16 for each prefix and 1 for each ENI", &["vcni-prefix-target", "bpg-prefix"], "2026")),
    (DensityLimit, WITH_PREFIXES),
    (Encapsulation, UNENCAPSULATED),
    (PerformanceClass, NATIVE),
    (Encryption, BY_INSTANCE),
    (Multicast, NO_MULTICAST),
    (Policy, POLICY),
    (SecurityGroups, GROUPS),
    (Supporter, BY_AWS),
    (Release, RELEASE),
    (Windows, ONE_ENI),
    (Arm, ARM),
    (Fargate, FARGATE),
    (Bottlerocket, BOTTLEROCKET),
    (Portability, AWS_ONLY),
    (Operations, LITTLE_WORK),
];

pub(super) const CUSTOM: &[(Aspect, Fact)] = &[
    (Routable, cited("in the VPC yes; addresses of 100.64.0.0/10 usually not beyond it", &["bpg-custom"], "2026")),
    (NodeAddresses, cited("1 from the node’s subnet, the rest from the pods’ subnets", &["bpg-custom"], "2026")),
    (DensityLimit, cited("as without it, less the primary ENI, which carries no pods", &["bpg-custom"], "2026")),
    (Encapsulation, cited("none; the primary ENI translates outgoing traffic", &["bpg-custom"], "2026")),
    (PerformanceClass, NATIVE),
    (Encryption, BY_INSTANCE),
    (Multicast, NO_MULTICAST),
    (Policy, POLICY),
    (SecurityGroups, GROUPS),
    (Supporter, BY_AWS),
    (Release, RELEASE),
    (Windows, NO_WINDOWS),
    (Arm, ARM),
    (Fargate, FARGATE),
    (Bottlerocket, BOTTLEROCKET),
    (Portability, AWS_ONLY),
    (Operations, SOME_WORK),
];

pub(super) const IPV6: &[(Aspect, Fact)] = &[
    (Routable, cited("yes, over IPv6; to IPv4 through translation of 169.254.172.0/22", &["bpg-ipv6"], "2026")),
    (NodeAddresses, cited("1 IPv4 address and an IPv6 /80", &["bpg-ipv6"], "2026")),
    (DensityLimit, WITH_PREFIXES),
    (Encapsulation, UNENCAPSULATED),
    (PerformanceClass, NATIVE),
    (Encryption, BY_INSTANCE),
    (Multicast, NO_MULTICAST),
    (Policy, POLICY),
    (SecurityGroups, unverified("doubtful: AWS’s documents disagree", &["eks-sgp", "bpg-sgp"], "2026")),
    (Supporter, BY_AWS),
    (Release, RELEASE),
    (Windows, NO_WINDOWS),
    (Arm, ARM),
    (Fargate, FARGATE),
    (Bottlerocket, BOTTLEROCKET),
    (Portability, AWS_ONLY),
    (Operations, SOME_WORK),
];

pub(super) const AUTO: &[(Aspect, Fact)] = &[
    (Routable, cited("yes", &["auto-networking"], "2026-11")),
    (
        NodeAddresses,
        cited(
            "prefixes, or single addresses where no prefix is free; with a node class’s ipv4PrefixSize of 32 single addresses, one of them spare",
            &["auto-networking", "auto-node-class"],
            "2026-11",
        ),
    ),
    (DensityLimit, cited("110, or fewer by ENIs × (addresses of each − 1)", &["eks-max-pods"], "2026")),
    (Encapsulation, unverified("none: 9,001", &["auto-networking"], "2026-11")),
    (PerformanceClass, NATIVE),
    (Encryption, BY_INSTANCE),
    (Multicast, NO_MULTICAST),
    (Policy, cited("Kubernetes policy; policies for administrators and by DNS name too", &["auto-policy"], "2026-11")),
    (
        SecurityGroups,
        cited(
            "from Kubernetes 1.36 on, by SecurityGroupPolicy and branch ENIs; before, a node class picks the groups of all its pods",
            &["auto-sgp", "auto-sgp-patch"],
            "2026-11",
        ),
    ),
    (Supporter, cited("AWS; no other network or policy engine may be added", &["eks-alternate-cni"], "2026")),
    (Release, unverified("kept up to date by AWS", &["auto-networking"], "2026-11")),
    (Windows, NO_WINDOWS),
    (Arm, unverified("yes", &[], "2026-11")),
    (Fargate, judged("does not apply: Auto Mode runs EC2 nodes", &[], "2026-11")),
    (Bottlerocket, unverified("its nodes are built on it", &[], "2026-11")),
    (Portability, AWS_ONLY),
    (Operations, judged("least: AWS runs the nodes", &[], "2026-11")),
];
