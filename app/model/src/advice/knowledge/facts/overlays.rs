//! Overlays that are maintained: pods have addresses of a range of the cluster's own.

use super::Aspect::{self, *};
use crate::advice::knowledge::fact::{Fact, cited, judged, unverified};

pub(super) const NOT_ROUTABLE: Fact =
    judged("no: outgoing traffic is translated to the node’s address", &[], "2026-11");
pub(super) const NODE_ADDRESS: Fact = judged("1, the node’s own", &[], "2026-11");
pub(super) const NEAR_NATIVE: Fact = judged("near native, with jumbo frames", &["bench-2020", "bench-2024"], "2024-04");
/// Branch ENIs are a feature of the VPC CNI.
pub(super) const NO_GROUPS: Fact = cited("no: it takes the VPC CNI’s branch ENIs", &["eks-sgp"], "2026");
pub(super) const NO_FARGATE: Fact = cited("no: Fargate takes the VPC CNI only", &["eks-alternate-cni"], "2026");
pub(super) const UNKNOWN_BOTTLEROCKET: Fact = unverified("not known", &[], "2026-11");
pub(super) const HIGH_PORTABILITY: Fact = judged("high: it runs the same everywhere", &[], "2026-11");
const BLOCK: Fact = cited("253, the usable addresses of a node’s /24", &["host-local"], "2026");
const UNVERIFIED_YES: Fact = unverified("yes", &[], "2026-11");
const UNVERIFIED_NO: Fact = unverified("no", &[], "2026-11");
const COMMUNITY: Fact = judged("the community", &["eks-alternate-cni"], "2026");
const MEDIUM_WORK: Fact = judged("medium", &[], "2026-11");
const VXLAN: Fact = cited(
    "VXLAN: 50 bytes less. Routing without it needs one layer 2, which clouds usually do not provide; within a subnet there is DirectRouting",
    &["flannel-backends"],
    "2026",
);

pub(super) const CALICO: &[(Aspect, Fact)] = &[
    (Routable, NOT_ROUTABLE),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, cited("max-pods, and 20 blocks of 64 addresses", &["calico-ipam"], "2026")),
    (
        Encapsulation,
        cited(
            "VXLAN 8,951, IP in IP 8,981, WireGuard 8,941; none only inside one subnet, with the source and destination check off",
            &["calico-mtu", "calico-overlay", "calico-aws"],
            "2026",
        ),
    ),
    (PerformanceClass, NEAR_NATIVE),
    (Encryption, cited("WireGuard; pod traffic between nodes over IPv4 only", &["calico-encryption"], "2026")),
    (Multicast, cited("no: not in the product", &["calico-faq"], "2026")),
    (Policy, cited("Kubernetes and full Calico policy", &["calico-eks"], "2026")),
    (SecurityGroups, NO_GROUPS),
    (Supporter, cited("Tigera, AWS’s partner; AWS supports it on hybrid nodes only", &["eks-alternate-cni"], "2026")),
    (Release, super::chained::CALICO_RELEASE),
    (Windows, unverified("yes, with limits", &[], "2026-11")),
    (Arm, UNVERIFIED_YES),
    (Fargate, NO_FARGATE),
    (Bottlerocket, unverified("a user reports a VXLAN set-up", &["bottlerocket-3632"], "2026-11")),
    (Portability, HIGH_PORTABILITY),
    (Operations, MEDIUM_WORK),
];

pub(super) const FLANNEL: &[(Aspect, Fact)] = &[
    (Routable, NOT_ROUTABLE),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, BLOCK),
    (Encapsulation, VXLAN),
    (PerformanceClass, NEAR_NATIVE),
    (Encryption, cited("WireGuard since v0.16.0 of 2021-12-02; IPsec experimental", &["flannel-backends"], "2026")),
    (Multicast, unverified("none documented", &["flannel-backends"], "2026")),
    (Policy, cited("none of its own; its Helm chart can add a controller", &["flannel-readme"], "2026")),
    (SecurityGroups, NO_GROUPS),
    (Supporter, COMMUNITY),
    (Release, cited("v0.28.9 of 2026-08-07", &["flannel-tags"], "2026-08-07")),
    (Windows, UNVERIFIED_YES),
    (Arm, UNVERIFIED_YES),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNKNOWN_BOTTLEROCKET),
    (Portability, HIGH_PORTABILITY),
    (Operations, judged("little", &[], "2026-11")),
];

pub(super) const CANAL: &[(Aspect, Fact)] = &[
    (Routable, NOT_ROUTABLE),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, BLOCK),
    (Encapsulation, VXLAN),
    (PerformanceClass, NEAR_NATIVE),
    (Encryption, cited("as flannel: WireGuard, IPsec experimental", &["flannel-backends"], "2026")),
    (Multicast, unverified("no", &["calico-faq"], "2026")),
    (Policy, cited("Calico’s", &["kops-networking"], "2026")),
    (SecurityGroups, NO_GROUPS),
    (
        Supporter,
        cited(
            "the community; kOps deprecated it at 1.27 and removed it at Kubernetes 1.28",
            &["kops-networking"],
            "2026",
        ),
    ),
    (Release, judged("has no releases of its own", &[], "2026-11")),
    (Windows, UNVERIFIED_NO),
    (Arm, UNVERIFIED_YES),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNKNOWN_BOTTLEROCKET),
    (Portability, HIGH_PORTABILITY),
    (Operations, MEDIUM_WORK),
];

pub(super) const ANTREA: &[(Aspect, Fact)] = &[
    (Routable, cited("no", &["antrea-eks"], "2026")),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, cited("max-pods; addresses come from the cluster’s range", &["antrea-eks"], "2026")),
    (Encapsulation, unverified("Geneve, VXLAN, GRE or STT", &["antrea-eks"], "2026")),
    (PerformanceClass, NEAR_NATIVE),
    (Encryption, cited("IPsec or WireGuard, on Linux", &["antrea-encryption"], "2026")),
    (
        Multicast,
        cited(
            "beta since 1.12: IPv4 on Linux, 20 groups a node unless raised, kernel 5.4; not with encryption, its agent does not start then",
            &["antrea-multicast", "antrea-agent"],
            "2026",
        ),
    ),
    (Policy, cited("Kubernetes and Antrea policy, in tiers", &["antrea-policy"], "2026")),
    (SecurityGroups, NO_GROUPS),
    (Supporter, cited("its vendor: AWS lists it among the partners’ products", &["eks-alternate-cni"], "2026")),
    (Release, cited("v2.7.0 of 2026-08-15", &["antrea-tags"], "2026-08-15")),
    (Windows, cited("yes, without encryption", &["antrea-encryption"], "2026")),
    (Arm, UNVERIFIED_YES),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNKNOWN_BOTTLEROCKET),
    (Portability, HIGH_PORTABILITY),
    (Operations, MEDIUM_WORK),
];

pub(super) const KUBE_OVN: &[(Aspect, Fact)] = &[
    (
        Routable,
        cited(
            "no; its underlay mode cannot work on AWS, which accepts no foreign MAC addresses",
            &["kubeovn-underlay"],
            "2026",
        ),
    ),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, judged("max-pods", &[], "2026-11")),
    (Encapsulation, unverified("Geneve, VXLAN or STT", &["kubeovn-readme"], "2026")),
    (PerformanceClass, judged("one TCP stream about half as fast as its peers in 2024", &["bench-2024"], "2024-04")),
    (Encryption, cited("IPsec since 1.13", &["kubeovn-ipsec"], "2026")),
    (Multicast, unverified("not known", &[], "2026-11")),
    (Policy, cited("Kubernetes policy, through OVN", &["kubeovn-readme"], "2026")),
    (SecurityGroups, unverified("no; it has rules of its own for each subnet", &["kubeovn-readme"], "2026")),
    (
        Supporter,
        cited("the community; its own documentation sends EKS users to AWS’s network", &["kubeovn-index"], "2026"),
    ),
    (Release, cited("v1.15.24 of 2026-08-22", &["kubeovn-tags"], "2026-08-22")),
    (Windows, UNVERIFIED_NO),
    (Arm, cited("yes", &["kubeovn-readme"], "2026")),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNKNOWN_BOTTLEROCKET),
    (Portability, HIGH_PORTABILITY),
    (Operations, judged("high", &[], "2026-11")),
];

pub(super) const KUBE_ROUTER: &[(Aspect, Fact)] = &[
    (Routable, NOT_ROUTABLE),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, BLOCK),
    (
        Encapsulation,
        cited(
            "none inside a subnet, IP in IP or FoU between them; turns the source and destination check off itself",
            &["kuberouter-guide"],
            "2026",
        ),
    ),
    (PerformanceClass, NEAR_NATIVE),
    (Encryption, cited("none documented", &["kuberouter-guide"], "2026")),
    (Multicast, cited("none documented", &["kuberouter-guide"], "2026")),
    (Policy, cited("Kubernetes policy", &["kuberouter-guide"], "2026")),
    (SecurityGroups, NO_GROUPS),
    (Supporter, COMMUNITY),
    (Release, cited("v2.11.1 of 2026-08-16", &["kuberouter-tags"], "2026-08-16")),
    (Windows, UNVERIFIED_NO),
    (Arm, UNVERIFIED_YES),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNKNOWN_BOTTLEROCKET),
    (Portability, HIGH_PORTABILITY),
    (Operations, MEDIUM_WORK),
];
