//! What the article of 2018 claims, held against its own formula, its day and today.
//!
//! Claims are in our words. Where there is anything to compute, the figures come from the catalogue at
//! hand, not from this file.

mod live;

use super::fact::Basis::{self, Cited, Unverified};
use crate::catalog::Catalog;

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not so, even then.
    Wrong,
    /// A slip of the pen, without consequence.
    Slip,
    /// So in part.
    Partly,
    /// So or fair then, not today.
    Changed,
    /// Could not be checked.
    Unverified,
}

impl Verdict {
    /// The word on its badge.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Wrong => "wrong",
            Verdict::Slip => "slip",
            Verdict::Partly => "true in part",
            Verdict::Changed => "changed since",
            Verdict::Unverified => "unverified",
        }
    }

    /// Code in style sheets.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Wrong => "wrong",
            Verdict::Slip => "slip",
            Verdict::Partly => "partly",
            Verdict::Changed => "changed",
            Verdict::Unverified => "unverified",
        }
    }
}

/// A figure from the catalogue, next to the one that the article prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveFigure {
    /// What it is.
    pub label: String,
    /// What the article prints or, where marked, implies, if it does.
    pub article: Option<&'static str>,
    /// What it comes to.
    pub now: String,
}

/// A claim and its check.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// `C1` to `C19`.
    pub id: &'static str,
    /// What the article says, in our words.
    pub claim: &'static str,
    /// What the check finds.
    pub check: &'static str,
    /// The badge.
    pub verdict: Verdict,
    /// What the check rests on.
    pub basis: Basis,
    /// Events of the timeline that bear on it, by id.
    pub events: &'static [&'static str],
    /// Figures to show with it.
    pub live: fn(&Catalog) -> Vec<LiveFigure>,
}

/// A claim by id, such as `C7`.
pub fn claim(id: &str) -> Option<&'static Claim> {
    CLAIMS.iter().find(|claim| claim.id == id)
}

/// Every claim, in the article's order as far as it has one.
pub const CLAIMS: [Claim; 19] = [
    Claim {
        id: "C1",
        claim: "An m5.large has addresses for 25 pods.",
        check: "The formula above it gives 27, and 23 less the sheet’s four daemonsets. 25 is 27 less two: right if only the daemonsets that take an address count, but that is not what the text counts.",
        verdict: Verdict::Wrong,
        basis: Cited(&["article", "vcni-130"]),
        events: &[],
        live: live::m5_large,
    },
    Claim {
        id: "C2",
        claim: "An m5.xlarge has addresses for 55 pods.",
        check: "Off by one: the formula gives 56, and 52 less four daemonsets.",
        verdict: Verdict::Wrong,
        basis: Cited(&["article", "vcni-130"]),
        events: &[],
        live: live::m5_xlarge,
    },
    Claim {
        id: "C3",
        claim: "A pod costs $2.66 a month on m5.large and $2.62 on m5.xlarge, so m5.large is a little cheaper.",
        check: "The second price is the smaller. The node prices behind the two differ by a factor of 2.17, the real ones by 2.00; no length of month and no Region was found that gives both. Counted right, m5.xlarge wins.",
        verdict: Verdict::Wrong,
        basis: Cited(&["article", "prices-2018"]),
        events: &[],
        live: live::price_per_pod,
    },
    Claim {
        id: "C4",
        claim: "Daemonsets are taken off in a second formula.",
        check: "One of its brackets never closes. What it means is plain.",
        verdict: Verdict::Slip,
        basis: Cited(&["article"]),
        events: &[],
        live: live::nothing,
    },
    Claim {
        id: "C5",
        claim: "Every daemonset takes an address, the VPC CNI’s own and Calico’s too.",
        check: "Both ran on the host network in the manifests of that month, and took none. Counted so, m5.large has the 25 addresses that the article prints.",
        verdict: Verdict::Wrong,
        basis: Cited(&["vcni-130-manifest", "vcni-130-calico"]),
        events: &[],
        live: live::host_network,
    },
    Claim {
        id: "C6",
        claim: "Kubernetes supports 100 pods on a node.",
        check: "Its guide said so then, while the kubelet’s default was 110. Today’s threshold is 110 or ten for each core, whichever is less.",
        verdict: Verdict::Changed,
        basis: Cited(&["k8s-100-pods", "k8s-thresholds"]),
        events: &["prefix-delegation", "node-group-max-pods"],
        live: live::threshold,
    },
    Claim {
        id: "C7",
        claim: "The T2 family has too few addresses and should be avoided.",
        check: "By the article’s own count t2.large is among the cheapest types per pod, ahead of m5.large, and most of T2 is in mid-field. It is right for the smallest sizes, which have no address left, and for t2.2xlarge.",
        verdict: Verdict::Partly,
        basis: Cited(&["article", "vcni-130", "prices-2018"]),
        events: &["prefix-delegation"],
        live: live::ranking,
    },
    Claim {
        id: "C8",
        claim: "Weave Net is the only overlay that encrypts.",
        check: "About right among overlays fit for production; flannel had an experiment with WireGuard. flannel’s IPsec and Cilium’s encryption followed within three months, and today most overlays encrypt.",
        verdict: Verdict::Changed,
        basis: Cited(&["cilium-14", "flannel-backends", "calico-encryption", "antrea-encryption"]),
        events: &["cilium-encryption", "cilium-wireguard", "flannel-wireguard"],
        live: live::nothing,
    },
    Claim {
        id: "C9",
        claim: "All ENIs of a node share one subnet and one security group.",
        check: "Two months out of date on the day: VPC CNI 1.2.0 lets pods use others, and AWS’s guide had it since 2018-10-16.",
        verdict: Verdict::Wrong,
        basis: Cited(&["vcni-changelog", "eks-history"]),
        events: &["custom-networking"],
        live: live::nothing,
    },
    Claim {
        id: "C10",
        claim: "There are three reasons for an overlay.",
        check: "Further down it gives a fourth: portability.",
        verdict: Verdict::Slip,
        basis: Cited(&["article"]),
        events: &[],
        live: live::nothing,
    },
    Claim {
        id: "C11",
        claim: "Spot and reserved nodes need a cluster of one’s own.",
        check: "AWS had described Spot nodes for EKS two months earlier; managed node groups took Spot in 2020.",
        verdict: Verdict::Wrong,
        basis: Cited(&["spot-2018", "eks-history"]),
        events: &["spot-node-groups"],
        live: live::nothing,
    },
    Claim {
        id: "C12",
        claim: "AWS sees to upgrades of the control plane.",
        check: "AWS’s guide described cluster updates two weeks after the article. As far as we know they are still started by the user outside Auto Mode; that half is unverified. Since June 2026 an update can be taken back within seven days.",
        verdict: Verdict::Partly,
        basis: Cited(&["eks-history", "eks-rollback"]),
        events: &["cluster-updates", "auto-mode", "version-rollback"],
        live: live::nothing,
    },
    Claim {
        id: "C13",
        claim: "Calico does without encapsulation.",
        check: "On AWS inside one subnet only, with the source and destination check off; between subnets it encapsulates too.",
        verdict: Verdict::Partly,
        basis: Cited(&["calico-overlay", "calico-aws"]),
        events: &[],
        live: live::nothing,
    },
    Claim {
        id: "C14",
        claim: "Calico takes more addresses than other overlays.",
        check: "More than Weave Net, which shared one range; fewer than overlays that give each node a /24. All are addresses of the cluster’s own range, not of the VPC.",
        verdict: Verdict::Partly,
        basis: Cited(&["calico-ipam", "host-local", "weave-ipam"]),
        events: &[],
        live: live::reserved_addresses,
    },
    Claim {
        id: "C15",
        claim: "A VPC does not carry multicast.",
        check: "True then. Transit gateways have carried it since December 2019, but not for ordinary pods.",
        verdict: Verdict::Changed,
        basis: Cited(&["tgw-history", "tgw-multicast", "roadmap-multicast"]),
        events: &["tgw-multicast"],
        live: live::nothing,
    },
    Claim {
        id: "C16",
        claim: "A VPC isolates traffic but does not encrypt it.",
        check: "Most types of today encrypt what they send each other, in hardware. The families that the article counts with do not.",
        verdict: Verdict::Changed,
        basis: Cited(&["ec2-encryption", "karpenter-types", "ec2-types"]),
        events: &["nitro-encryption", "vpc-encryption-controls"],
        live: live::encrypting_types,
    },
    Claim {
        id: "C17",
        claim: "The VPC CNI has no policy engine; Calico’s can be added.",
        check: "It has had its own since August 2023. Calico’s can still be added instead.",
        verdict: Verdict::Changed,
        basis: Cited(&["eks-history", "eks-policy", "calico-eks"]),
        events: &["native-policy"],
        live: live::nothing,
    },
    Claim {
        id: "C18",
        claim: "A benchmark of the time compared Weave Net encrypted with others that were not.",
        check: "We have not seen its figures.",
        verdict: Verdict::Unverified,
        basis: Unverified(&["bench-2018"]),
        events: &[],
        live: live::nothing,
    },
    Claim {
        id: "C19",
        claim: "Weave Net, which the author’s company openly sponsors, is a sound choice with support.",
        check: "The company closed in February 2024 and the project is archived: the advice for Weave Net must not be followed today.",
        verdict: Verdict::Changed,
        basis: Cited(&["weave-repo", "weave-landscape", "weave-gitops-4175", "weave-fork"]),
        events: &["weave-last-release", "weave-closed", "weave-archived"],
        live: live::nothing,
    },
];
