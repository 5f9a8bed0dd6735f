//! The part on open questions: where sources disagree or say nothing, and what Berth makes of it.

use crate::view::cites::cites;
use maud::{Markup, html};

/// A question, what Berth does, and the sources.
type Reading = (&'static str, &'static str, &'static [&'static str]);

const READINGS: [Reading; 19] = [
    (
        "Owner and OS.",
        "They are two settings. The owner sets max-pods: EKS injects it into every managed node group, Bottlerocket\u{2019}s too. The OS decides kube-reserved memory and the disks. On Windows the kubelet\u{2019}s default of 110 stays, whoever owns the node; whether EKS injects another number there is not documented.",
        &["eks-max-pods", "eksctl-bottlerocket", "bottlerocket-4472", "bpg-prefix-windows"],
    ),
    (
        "Links from before owner and OS were two settings.",
        "node=bottlerocket means self-managed nodes with Bottlerocket. On Bottlerocket and Auto Mode their figures have changed once, because two facts were wrong: such nodes bring two volumes, each of which takes an EBS slot, and Auto Mode asks for 80 GiB of ephemeral storage, not 20. What was saved with a short link keeps the figures of its day.",
        &["os-disks", "auto-disks", "ebs-csi"],
    ),
    (
        "The OS of Auto Mode.",
        "Auto Mode brings its own, which the EKS guide calls based on Bottlerocket. Berth counts its reserve and its two volumes like Bottlerocket\u{2019}s. It offers no kube-reserved, eviction threshold or podsPerCore, so these do not count there. How large its system volume is, is not documented.",
        &["auto-disks", "bottlerocket"],
    ),
    (
        "podsPerCore.",
        "max-pods is then the lower of the two. Bottlerocket has no such setting, so Karpenter ignores it there, and so does Berth.",
        &["karpenter", "os-disks"],
    ),
    (
        "Windows nodes.",
        "They are planned with VPC CNI\u{2019}s secondary IPs or prefixes, in managed or self-managed groups, on x86-64. One ENI serves pods; the VPC resource controller keeps 3 addresses ready, with prefixes 1. AWS\u{2019}s own DaemonSets run outside Kubernetes there. Karpenter can launch Windows too; Berth does not plan it.",
        &["eks-windows", "bpg-prefix-windows", "vrc-windows"],
    ),
    (
        "What memory a node has.",
        "In this order: what your own nodes of the type report, as a dump or the form says; the smaller of two measurements of the type less 9 MiB; a fit by generation and size where nobody measured it; Karpenter\u{2019}s guess of 7.5 % where an edition has neither. Each type\u{2019}s page names the one used. Where Karpenter plans otherwise until it has seen a node, both figures are shown.",
        &["k8s-node-status", "memory-bottlerocket", "memory-ubuntu", "memory-fit", "karpenter"],
    ),
    (
        "m5.large and its like.",
        "Two things differ on Nitro\u{2019}s fifth generation (c5, d3, g4dn, i3en, m5, r5, z1d and variants). Kernels before version 6 see 96 MiB or more less: r5.2xlarge has 63,491 MiB on Bottlerocket of 2023, 63,499 on AL2 of 2024, 63,592 on AL2023 and 63,594 on Ubuntu 24.04. And hosts differ: m5.large nodes of one team\u{2019}s AL2 clusters show 7,640 and 7,724, m5.xlarge 15,536 and 15,712, so no figure is safe for both and within 1 % of both. Berth takes the smaller host, on AL2023 with the 96 MiB, on Bottlerocket without: no such node with a newer kernel is in hand.",
        &["memory-bottlerocket", "memory-ubuntu", "memory-kernels", "nodes-seen"],
    ),
    (
        "DaemonSets and equal work.",
        "Their requests stay as they are: one manifest serves nodes of every type, and AWS\u{2019}s own are not sized on your family. kube-reserved stays too.",
        &["berth"],
    ),
    (
        "MINIMUM_IP_TARGET without WARM_IP_TARGET.",
        "VPC CNI\u{2019}s code then asks for no free address, so a node stops at the minimum however many pods wait. Berth counts no more pods than that.",
        &["vcni-ipamd", "vcni-prefix-target"],
    ),
    (
        "MAX_ENI and the warm targets on other networks.",
        "They are settings of VPC CNI\u{2019}s daemonset. Auto Mode offers none of them and Cilium in ENI mode reads none, so they count for neither.",
        &["vcni-readme", "auto-networking", "cilium-eni"],
    ),
    (
        "ENIs of i7ie and i8ge, sizes 48xlarge and metal-48xl.",
        "VPC CNI\u{2019}s own table and AWS\u{2019}s max-pods list have 15 and 24 on one network card; EC2\u{2019}s description has 8 and 12 on the default one of two. Berth follows VPC CNI, which attaches what its table says.",
        &["vcni-limits", "corrections", "ec2-types"],
    ),
    (
        "EBS volumes of c8gn, m8gn and r8gn, size 48xlarge.",
        "64 or 128 attachments: 64 is what one of their two EBS cards took when somebody attached volumes by hand in March 2026. The EBS CSI driver chooses cards since then; in v1.62.0 its table went back to 128 for all three, and so does Berth: 127 volumes for pods on AL2023.",
        &["ebs-csi", "ebs-csi-2888", "ec2-types"],
    ),
    (
        "Branch ENIs of i4i.large.",
        "9 in Karpenter\u{2019}s table of August 2026, 0 in the VPC resource controller\u{2019}s of March. Karpenter\u{2019}s is generated from the controller\u{2019}s, so Berth takes the later one.",
        &["karpenter-types", "vrc-limits"],
    ),
    (
        "Baseline bandwidth of nine types.",
        "EC2\u{2019}s description and AWS\u{2019}s table of network specifications, as Karpenter reads it, differ by a tenth to four times: c3.8xlarge and r3.8xlarge 5 and 10 Gbps, trn2.3xlarge 50 and 200, p6-b200.48xlarge 1,600 and 3,200, i7ie.48xlarge and its metal 200 and 100, i8ge.48xlarge and its metal 300 and 180, i8g.metal-48xl 100 and 90. Berth takes the lower one, so that no plan needs what one of them does not promise.",
        &["ec2-types", "karpenter-bandwidth", "corrections"],
    ),
    (
        "Whether addresses press on density.",
        "Berth looks at nodes, not at pods per node: too few addresses that cost no node are no reason for another network. A max-pods of your own stays, whatever the network.",
        &["berth"],
    ),
    (
        "Whether subnets run short and bandwidth binds.",
        "Berth asks that of secondary IPs, which EKS uses unless told otherwise. Every other network\u{2019}s own addresses are held against the subnets too.",
        &["vcni-readme", "berth"],
    ),
    (
        "Auto Mode at the same cost with prefixes and with secondary IPs.",
        "It prefers prefixes and falls back to secondary IPs. Its figures are then those of the fallback, which it needs where a subnet has no free /28.",
        &["auto-networking", "berth"],
    ),
    (
        "Several families kept.",
        "They are a choice, not a mixture: security groups for pods and prefixes need one family that can. Encryption in hardware must hold for all of them, unless it is asked for: then only types that encrypt are left.",
        &["berth"],
    ),
    (
        "Traffic must be encrypted, by any means.",
        "VPC CNI encrypts nothing itself, so in its modes and on Auto Mode only types that encrypt in hardware are left, load balancer in between or not. Overlays and Cilium can encrypt, so with them every type stays.",
        &["ec2-encryption", "cilium-wireguard", "calico-encryption", "flannel-backends"],
    ),
];

/// The part of the page.
pub(super) fn part() -> Markup {
    html! {
        p { "Sources disagree in places, or leave a question open. This is how Berth reads them." }
        ul.plain { @for (question, reading, sources) in READINGS { li { b { (question) } " " (reading) " " (cites(sources)) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::sources::source;

    #[test]
    fn every_reading_names_sources_that_there_are() {
        for (question, _, sources) in READINGS {
            assert!(!sources.is_empty() && sources.iter().all(|id| source(id).is_some()), "{question}");
        }
    }
}
