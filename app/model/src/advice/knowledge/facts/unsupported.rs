//! Weave Net: what it was, for those who still run it. Never on offer.

use super::Aspect::{self, *};
use super::overlays::{NO_FARGATE, NO_GROUPS, NODE_ADDRESS, NOT_ROUTABLE, UNKNOWN_BOTTLEROCKET};
use crate::advice::knowledge::fact::{Fact, cited, judged, unverified};

pub(super) const WEAVE: &[(Aspect, Fact)] = &[
    (Routable, NOT_ROUTABLE),
    (NodeAddresses, NODE_ADDRESS),
    (DensityLimit, cited("max-pods; one range for the whole cluster", &["weave-ipam"], "2022-11-23")),
    (
        Encapsulation,
        cited(
            "VXLAN, or a slower path through user space; 84 to 87 bytes less, 1,376 unless set",
            &["weave-fastdp", "bench-2020"],
            "2022-11-23",
        ),
    ),
    (PerformanceClass, judged("slow as shipped, poor when encrypted", &["bench-2020"], "2020-08")),
    (Encryption, cited("IPsec on the fast path, NaCl on the slow one", &["weave-encryption"], "2022-11-23")),
    (Multicast, cited("yes", &["weave-features"], "2022-11-23")),
    (Policy, cited("Kubernetes policy", &["weave-kube"], "2022-11-23")),
    (SecurityGroups, NO_GROUPS),
    (
        Supporter,
        cited(
            "nobody: the company closed in February 2024, the repositories were archived by September 2024",
            &["weave-gitops-4175", "weave-landscape", "kops-networking"],
            "2024-09",
        ),
    ),
    (
        Release,
        cited(
            "v2.8.1 of 2021-01-25, the last; a fork is at v2.9.0 of 2024-12-22",
            &["weave-repo", "weave-fork"],
            "2024-12-22",
        ),
    ),
    (Windows, unverified("no", &[], "2026-11")),
    (Arm, unverified("in part", &[], "2026-11")),
    (Fargate, NO_FARGATE),
    (Bottlerocket, UNKNOWN_BOTTLEROCKET),
    (Portability, judged("was high", &[], "2026-11")),
    (Operations, judged("do not adopt it; migrate away", &[], "2026-11")),
];
