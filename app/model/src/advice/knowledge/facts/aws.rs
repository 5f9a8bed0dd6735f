//! Facts of the AWS network that hold whichever pod network is chosen.

use crate::advice::knowledge::fact::{Fact, cited, unverified};

/// Facts by topic.
pub const AWS_FACTS: &[(&str, Fact)] = &[
    (
        "nitro-encryption",
        cited(
            "Some instance types encrypt what they send each other in hardware, with no performance cost according to AWS. Both ends must be such types, in one Region and the same or peered VPCs, with no load balancer or transit gateway between them.",
            &["ec2-encryption"],
            "2023",
        ),
    ),
    (
        "nitro-encryption-types",
        cited(
            "The flag goes by family: m5n, c5n, m6i, m6a, m7g, m7i, m8g, m8i and p5 encrypt; m5, c5, r5, t2, t3, t4g, m6g and c6g do not.",
            &["karpenter-types"],
            "2026",
        ),
    ),
    (
        "nitro-encryption-is-not",
        cited(
            "The keys are AWS’s, not the tenant’s; traffic between pods on one node is not covered; nothing is authenticated.",
            &["ec2-encryption"],
            "2023",
        ),
    ),
    (
        "vpc-encryption-controls",
        cited(
            "A VPC can watch for unencrypted traffic, or refuse it: then only encrypting types and services may join, gateways, peerings, Lambda, EFS and Lattice excepted on request. An existing VPC has to watch first. Flow logs show what was encrypted.",
            &["vpc-encryption", "vpc-encryption-api", "tgw-encryption"],
            "2026-11",
        ),
    ),
    (
        "vpc-encryption-controls-launch",
        unverified(
            "Their API came on 2025-11-20; what they cost and how they work with EKS is not verified.",
            &["vpc-encryption-news", "vpc-encryption-api"],
            "2025-11-25",
        ),
    ),
    (
        "tgw-multicast",
        cited(
            "Transit gateways carry multicast, by IGMPv2 or fixed groups. Members are ENIs; senders must be Nitro types; a subnet is in one domain; nothing passes VPN, Direct Connect or peering. AWS warns against high-frequency trading on it.",
            &["tgw-history", "tgw-multicast", "tgw-multicast-2020"],
            "2026-11",
        ),
    ),
    (
        "pod-multicast",
        cited(
            "Pods with addresses of the VPC CNI cannot join: both requests to AWS are open, and users report that only the host network works.",
            &["vcni-2164", "roadmap-multicast", "roadmap-multicast-2517"],
            "2026-11",
        ),
    ),
    (
        "multus-multicast",
        unverified(
            "An ENI handed to the pod by Multus could be a member; we found no report of anyone trying. macvlan does not work.",
            &["roadmap-multicast"],
            "2026-11",
        ),
    ),
    (
        "vpc-lattice",
        cited(
            "VPC Lattice joins services across VPCs and accounts, even where their addresses overlap. It complements a pod network and does not replace one.",
            &["bpg-subnets"],
            "2026",
        ),
    ),
    (
        "fips",
        cited(
            "WireGuard’s algorithms are not approved: RHEL switches the module off in FIPS mode. Calico’s FIPS mode is deprecated and x86-64 only.",
            &["rhel-fips", "calico-fips"],
            "2026-11",
        ),
    ),
    ("fips-ipsec", unverified("Whether IPsec works on a FIPS kernel is not verified for any product.", &[], "2026-11")),
    ("mesh", cited("Istio and Linkerd give mTLS between workloads on any pod network.", &["bpg-security"], "2026-05")),
    (
        "ztunnel",
        cited(
            "Cilium’s own ztunnel is beta: TCP only, not across a Cluster Mesh, and it weakens layer 4 policy.",
            &["cilium-ztunnel"],
            "2026",
        ),
    ),
    (
        "app-mesh",
        cited(
            "AWS App Mesh ended on 2026-09-30. AWS’s own security guide still listed it, and Weave Net, in May 2026.",
            &["appmesh-end", "bpg-security"],
            "2026-09-30",
        ),
    ),
    ("multus", cited("AWS supports Multus only with the VPC CNI as the primary network.", &["eks-multi-nic"], "2026")),
    (
        "al2",
        cited("EKS’s AL2 images ended on 2025-11-26: nodes run AL2023 or Bottlerocket.", &["ami-readme"], "2025-11-26"),
    ),
    (
        "kops",
        cited(
            "kOps has installed Cilium by default since 1.26. AWS VPC, Calico and Cilium are stable there; flannel, kube-router and kindnet experimental; Antrea, Kube-OVN, Canal and Weave Net not on offer.",
            &["kops-networking"],
            "2026",
        ),
    ),
    (
        "kubenet",
        cited("kubenet ends at about 50 nodes, the entries of a VPC route table.", &["kops-networking"], "2026"),
    ),
    (
        "control-plane",
        cited(
            "EKS’s control plane cannot open connections to pods of an overlay: webhooks, aggregated APIs and the API server’s proxy need pods on the host network.",
            &["calico-eks", "antrea-eks", "weave-kube"],
            "2026",
        ),
    ),
    (
        "eks-versions",
        unverified(
            "EKS has offered Kubernetes 1.35 since January 2026, 1.36 since June and 1.37 since 2026-10-01. A version has 14 months of standard support and 12 of extended.",
            &["eks-versions", "eks-135"],
            "2026-10-01",
        ),
    ),
    (
        "version-rollback",
        cited(
            "An update of the control plane to the next version can be taken back within seven days; on Auto Mode its nodes go back first, other nodes and add-ons are for you to take back.",
            &["eks-rollback"],
            "2026-07",
        ),
    ),
    (
        "hybrid-nodes",
        cited(
            "Hybrid nodes run Cilium or Calico on premises, and cannot join an IPv6 cluster.",
            &["eks-hybrid-cni", "eks-network-reqs"],
            "2026",
        ),
    ),
];
