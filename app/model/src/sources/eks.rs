//! Sources on EKS and its VPC CNI: AWS's guides, the plugin's own files, its issues.

use super::{SourceRow, row};

/// What AWS says of pods on EKS.
pub(super) const EKS: &[SourceRow] = &[
    row("vcni-readme", "VPC CNI v1.23.1: README", "aws/amazon-vpc-cni-k8s@b52188387f2e:README.md", "2026-08-20"),
    row(
        "vcni-changelog",
        "VPC CNI v1.23.1: changelog",
        "aws/amazon-vpc-cni-k8s@b52188387f2e:CHANGELOG.md",
        "2026-08-20",
    ),
    row(
        "vcni-ipamd",
        "VPC CNI: when ipamd asks for and gives back addresses",
        "aws/amazon-vpc-cni-k8s@b52188387f2e:pkg/ipamd/ipamd.go",
        "2026-08",
    ),
    row(
        "vcni-prefix-target",
        "VPC CNI: warm prefix targets",
        "aws/amazon-vpc-cni-k8s@b52188387f2e:docs/prefix-and-ip-target.md",
        "2026-08",
    ),
    row(
        "vcni-130",
        "VPC CNI v1.3.0: limits table of 157 types",
        "aws/amazon-vpc-cni-k8s@2bb7107c157b:pkg/awsutils/vpc_ip_resource_limit.go",
        "2018-11",
    ),
    row(
        "vcni-130-manifest",
        "VPC CNI v1.3.0: manifest, aws-node on the host network",
        "aws/amazon-vpc-cni-k8s@2bb7107c157b:config/v1.2/aws-k8s-cni.yaml",
        "2018-11",
    ),
    row(
        "vcni-130-calico",
        "VPC CNI v1.3.0: Calico policy manifest, calico-node on the host network",
        "aws/amazon-vpc-cni-k8s@2bb7107c157b:config/v1.2/calico.yaml",
        "2018-11",
    ),
    row(
        "vcni-2164",
        "VPC CNI issue 2164: multicast in pods",
        "https://github.com/aws/amazon-vpc-cni-k8s/issues/2164",
        "2026-11",
    ),
    row(
        "vcni-policy-faq",
        "VPC CNI: network policy FAQ",
        "https://aws.github.io/amazon-vpc-cni-k8s/docs/network-policy-faq.html",
        "2026-11",
    ),
    row(
        "roadmap-multicast",
        "Containers roadmap 1918: multicast on EKS",
        "https://github.com/aws/containers-roadmap/issues/1918",
        "2026-11",
    ),
    row(
        "roadmap-multicast-2517",
        "Containers roadmap 2517: multicast on EKS, second request",
        "https://github.com/aws/containers-roadmap/issues/2517",
        "2026-11",
    ),
    row(
        "bpg-sgp",
        "EKS best practices: security groups for pods",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/sgpp.adoc",
        "2026",
    ),
    row(
        "bpg-subnets",
        "EKS best practices: VPC and subnets",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/subnets.adoc",
        "2026",
    ),
    row(
        "bpg-security",
        "EKS best practices: network security",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/security/network.adoc",
        "2026-05",
    ),
    row(
        "bpg-ip",
        "EKS best practices: saving IP addresses",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/ip-optimization-strategies.adoc",
        "2026",
    ),
    row(
        "bpg-quotas",
        "EKS best practices: quotas to know",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/scalability/quotas.adoc",
        "2026",
    ),
    row(
        "bpg-scalability",
        "EKS best practices: how far a cluster grows",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/scalability/index.adoc",
        "2026",
    ),
    row(
        "eks-history",
        "EKS user guide: document history",
        "awsdocs/amazon-eks-user-guide@4d52b4d05e34:latest/ug/doc-history.adoc",
        "2026",
    ),
    row(
        "eks-policy",
        "EKS user guide: network policy of the VPC CNI",
        "awsdocs/amazon-eks-user-guide@0cc5a7608f9d:latest/ug/networking/cni-network-policy.adoc",
        "2026",
    ),
    row(
        "auto-policy",
        "EKS user guide: network policy in Auto Mode (opening read)",
        "https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html",
        "2026-11",
    ),
    row(
        "auto-networking",
        "EKS user guide: networking in Auto Mode",
        "https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html",
        "2026-11",
    ),
    row(
        "auto-sgp-patch",
        "EKS user guide, change 1147: no security groups for pods in Auto Mode",
        "https://github.com/awsdocs/amazon-eks-user-guide/pull/1147.patch",
        "2026-11",
    ),
    row(
        "eks-sgp",
        "EKS user guide: security groups for pods",
        "awsdocs/amazon-eks-user-guide@0cc5a7608f9d:latest/ug/networking/security-groups-for-pods.adoc",
        "2026",
    ),
    row(
        "eks-alternate-cni",
        "EKS user guide: alternate CNI plugins and who supports them",
        "awsdocs/amazon-eks-user-guide@0cc5a7608f9d:latest/ug/networking/alternate-cni-plugins.adoc",
        "2026",
    ),
    row(
        "eks-windows",
        "EKS user guide: Windows nodes",
        "awsdocs/amazon-eks-user-guide@4d52b4d05e34:latest/ug/clusters/windows-support.adoc",
        "2026",
    ),
    row(
        "bpg-prefix-windows",
        "EKS best practices: prefix mode for Windows",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/prefix-mode_windows.adoc",
        "2026",
    ),
    row(
        "eks-hybrid-cni",
        "EKS user guide: CNI for hybrid nodes",
        "awsdocs/amazon-eks-user-guide@4d52b4d05e34:latest/ug/nodes/hybrid-nodes-cni.adoc",
        "2026",
    ),
    row(
        "eks-network-reqs",
        "EKS user guide: requirements of VPC and subnets",
        "awsdocs/amazon-eks-user-guide@101184ecc138:latest/ug/networking/network-reqs.adoc",
        "2026",
    ),
    row(
        "eks-multi-nic",
        "EKS user guide: pods with several network interfaces",
        "awsdocs/amazon-eks-user-guide@0cc5a7608f9d:latest/ug/networking/pod-multiple-network-interfaces.adoc",
        "2026",
    ),
    row(
        "ami-max-pods-expression",
        "EKS AMI: the commit that brought maxPodsExpression",
        "https://github.com/awslabs/amazon-eks-ami/commit/6826d213",
        "2025-10-03",
    ),
    row(
        "ami-readme",
        "EKS AMI: README, end of the AL2 images",
        "awslabs/amazon-eks-ami@81fec2e89585:README.md",
        "2026",
    ),
];
