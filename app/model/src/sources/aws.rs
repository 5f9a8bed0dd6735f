//! Sources on the AWS network below Kubernetes: encryption, multicast, addresses.

use super::{SourceRow, row};

/// What AWS and others say of EC2 and the VPC.
pub(super) const AWS: &[SourceRow] = &[
    row(
        "ec2-encryption",
        "EC2 user guide: encryption between instances",
        "awsdocs/amazon-ec2-user-guide@0147f878dcba:doc_source/data-protection.md",
        "2023",
    ),
    row(
        "karpenter-types",
        "Karpenter: every type with its encryption flag, counted",
        "aws/karpenter-provider-aws@1d927085dd81:website/content/en/docs/reference/instance-types.md",
        "2026",
    ),
    row(
        "vpc-encryption",
        "VPC user guide: encryption controls (opening read, through a mirror)",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html",
        "2026-11",
    ),
    row(
        "vpc-encryption-api",
        "EC2 API: VpcEncryptionControlConfiguration",
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEncryptionControlConfiguration.html",
        "2026-11",
    ),
    row(
        "vpc-encryption-news",
        "AWS News: VPC encryption controls (a Chinese copy)",
        "https://blog.qife122.com/p/aws%E5%8F%91%E5%B8%83vpc%E5%8A%A0%E5%AF%86%E6%8E%A7%E5%88%B6%E5%8A%9F%E8%83%BD%E5%9C%A8%E5%8C%BA%E5%9F%9F%E5%86%85%E5%8F%8A%E8%B7%A8vpc%E9%97%B4%E5%BC%BA%E5%88%B6%E6%89%A7%E8%A1%8C%E4%BC%A0%E8%BE%93%E4%B8%AD%E5%8A%A0%E5%AF%86",
        "2025-11-25",
    ),
    row(
        "tgw-encryption",
        "Transit gateways: encryption support",
        "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-encryption-support.html",
        "2026-11",
    ),
    row(
        "tgw-history",
        "Transit gateways: document history",
        "awsdocs/aws-transit-gateway-guide@2acbd8fcbbb2:doc_source/doc-history.md",
        "2023",
    ),
    row(
        "tgw-multicast",
        "Transit gateways: how multicast works",
        "https://docs.aws.amazon.com/vpc/latest/tgw/how-multicast-works.html",
        "2026-11",
    ),
    row(
        "tgw-multicast-2020",
        "Transit gateways: multicast, the text of 2020",
        "awsdocs/aws-transit-gateway-guide@492c94e69d6c:doc_source/tgw-multicast-overview.md",
        "2020",
    ),
    row(
        "appmesh-end",
        "AWS Containers blog: leaving App Mesh",
        "https://aws.amazon.com/blogs/containers/migrating-from-aws-app-mesh-to-amazon-ecs-service-connect",
        "2026-11",
    ),
    row(
        "rhel-fips",
        "RHEL kernel: WireGuard off in FIPS mode",
        "https://gitlab.com/cki-project/kernel-ark/-/merge_requests/994",
        "2026-11",
    ),
    row(
        "vpc-nau",
        "VPC user guide: network address usage",
        "awsdocs/amazon-vpc-user-guide@06e98d972c59:doc_source/network-address-usage.md",
        "2023",
    ),
    row(
        "vpc-subnets",
        "VPC user guide: subnet sizes",
        "awsdocs/amazon-vpc-user-guide@06e98d972c59:doc_source/subnet-sizing.md",
        "2023",
    ),
    row(
        "vpc-reservations",
        "VPC user guide: subnet CIDR reservations",
        "awsdocs/amazon-vpc-user-guide@06e98d972c59:doc_source/subnet-cidr-reservation.md",
        "2023",
    ),
    row(
        "spot-2018",
        "AWS blog, Spot nodes for EKS, September 2018 (a copy)",
        "https://irrlab.com/2018/09/21/run-your-kubernetes-workloads-on-amazon-ec2-spot-instances-with-amazon-eks/",
        "2018-09-21",
    ),
    row(
        "k8s-100-pods",
        "Kubernetes guide to large clusters: 100 pods a node (a copy of the page)",
        "https://gist.github.com/oke-py/ead0a7f557fe8c8884036db645f6187a",
        "2020",
    ),
    row(
        "prices-2018",
        "The EC2 table of November 2018 with us-east-1 prices, through cristim/ec2-instances-info",
        "cristim/ec2-instances-info@8e18ab8:data/generated_bindata.go",
        "2018-11-29",
    ),
];
