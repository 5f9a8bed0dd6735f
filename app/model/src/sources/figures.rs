//! Sources of the figures: limits, prices, reserves, bandwidth.

use super::{SourceRow, row};

/// What the planner's figures rest on.
pub(super) const FIGURES: &[SourceRow] = &[
    row(
        "ec2-types",
        "EC2 describe-instance-types and the VPC limits tables, as in the catalogue",
        "/instances",
        "2026-10",
    ),
    row(
        "prices",
        "Berth’s catalogue: on-demand price of the region, published or estimated",
        "/instances",
        "see the price’s date",
    ),
    row(
        "spot-advisor",
        "Spot Advisor savings by region, through alexei-led/spotinfo",
        "alexei-led/spotinfo@05e9331:spot-advisor-data.json",
        "2025-06-28",
    ),
    row(
        "prices-2026-02",
        "On-demand prices of twelve regions, from AWS’s regional price files",
        "rhpds/parsec@e5e8a695ad7a:data/ec2_pricing.json",
        "2026-02-17",
    ),
    row(
        "prices-2025-04",
        "On-demand prices of the other regions, from AWS’s price list",
        "yeo/ec2.shop@74c9fd8ab5ac:data/ec2",
        "2025-04-04",
    ),
    row(
        "reserved",
        "Reserved Instances, No Upfront: standard and convertible, one and three years",
        "yeo/ec2.shop@74c9fd8ab5ac:data/ec2",
        "2025-04-05",
    ),
    row("corrections", "Berth’s catalogue: a figure that EC2 publishes wrongly, corrected", "/instances", "2026-11"),
    row(
        "vcni-limits",
        "VPC CNI: addresses per ENI and ENIs of the default network card",
        "aws/amazon-vpc-cni-k8s@b52188387f2e:pkg/vpc/vpc_ip_resource_limit.go",
        "2026-08",
    ),
    row(
        "vcni-trunk",
        "VPC CNI: one ENI is held back for the trunk",
        "aws/amazon-vpc-cni-k8s@b52188387f2e:pkg/ipamd/ipamd.go",
        "2026-08",
    ),
    row(
        "vcni-pool",
        "VPC CNI: how the warm pool grows",
        "aws/amazon-vpc-cni-k8s@b52188387f2e:docs/eni-and-ip-target.md",
        "2026-08",
    ),
    row(
        "bpg-prefix",
        "EKS best practices: prefix mode for Linux",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/prefix-mode_linux.adoc",
        "2026",
    ),
    row(
        "bpg-custom",
        "EKS best practices: custom networking",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/custom-networking.adoc",
        "2026",
    ),
    row(
        "bpg-ipv6",
        "EKS best practices: IPv6",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/ipv6.adoc",
        "2026",
    ),
    row(
        "bpg-daemonsets",
        "EKS best practices: host-network pods and max-pods",
        "aws/aws-eks-best-practices@dc0243ad2cf4:latest/bpg/networking/vpc-cni.adoc",
        "2026",
    ),
    row(
        "vrc-limits",
        "VPC resource controller: branch ENIs by type",
        "aws/amazon-vpc-resource-controller-k8s@b8d425119bdb:pkg/aws/vpc/limits.go",
        "2026-03-20",
    ),
    row(
        "host-local",
        "CNI plugins: host-local range of a node",
        "containernetworking/plugins@3d27709faaa4:plugins/ipam/host-local/backend/allocator/range.go",
        "2026",
    ),
    row(
        "calico-ipam",
        "Calico: blocks of 64 addresses, 20 a node",
        "tigera/docs@f2a2762432b5:calico/networking/ipam/get-started-ip-addresses.mdx",
        "2026",
    ),
    row(
        "cilium-pool",
        "Cilium: cluster-pool IPAM; 252 usable addresses is unverified",
        "cilium/cilium@05252d181074:Documentation/network/concepts/ipam/cluster-pool.rst",
        "2026",
    ),
    row(
        "cilium-eni",
        "Cilium: ENI mode",
        "cilium/cilium@0e22bde581f1:Documentation/network/concepts/ipam/eni.rst",
        "2026",
    ),
    row(
        "eks-max-pods",
        "EKS user guide: how maxPods is determined",
        "https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html",
        "2026",
    ),
    row(
        "max-pods-calculator",
        "AWS's script that prints a recommended max-pods",
        "awslabs/amazon-eks-ami@0a6d499edc0c:templates/al2/runtime/max-pods-calculator.sh",
        "2026",
    ),
    row(
        "nodeadm",
        "nodeadm: max-pods, kube-reserved and eviction of AL2023",
        "awslabs/amazon-eks-ami@81fec2e89585:nodeadm/internal/kubelet/config.go",
        "2026",
    ),
    row(
        "karpenter",
        "Karpenter: memory overhead, max-pods and ephemeral storage of a type",
        "aws/karpenter-provider-aws@1d927085dd81:pkg/providers/instancetype/types.go",
        "2026",
    ),
    row(
        "bottlerocket",
        "Bottlerocket: kube-reserved follows max-pods",
        "bottlerocket-os/bottlerocket-core-kit@a10182f974ab:sources/api/schnauzer",
        "2026",
    ),
    row(
        "k8s-thresholds",
        "Kubernetes scalability thresholds: min(110, 10 per core) pods a node",
        "kubernetes/community@24e7d8f5409c:sig-scalability/configs-and-limits/thresholds.md",
        "2026",
    ),
    row(
        "ebs-csi",
        "EBS CSI driver: volumes a node takes",
        "kubernetes-sigs/aws-ebs-csi-driver@429e202e5897:pkg/driver/node.go",
        "2026",
    ),
    row(
        "ec2-bandwidth",
        "EC2 user guide: instance network bandwidth",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth",
        "2026",
    ),
    row(
        "auto-mode-fee",
        "Auto Mode’s fee, about 12 %: third-party figure",
        "https://www.factualminds.com/blog/amazon-eks-pricing-control-plane-addons-auto-mode/",
        "2026-06",
    ),
    row(
        "article",
        "AWS and Kubernetes Networking Options and Trade-offs, Part 3",
        "Weaveworks blog, Mark Ramm",
        "2018-11-29",
    ),
    row("berth", "Berth’s own arithmetic on the figures above", "ARCHITECTURE.md", "2026"),
];
