//! Sources on what can be launched: operating systems, Auto Mode's list, generations, and types that are gone.

use super::{SourceRow, row};

/// What starts where, and what is no longer there.
pub(super) const LAUNCH: &[SourceRow] = &[
    row(
        "al2023-requirements",
        "AL2023 user guide: system requirements, no A1 (opening read)",
        "https://docs.aws.amazon.com/linux/al2023/ug/system-requirements.html",
        "2026",
    ),
    row(
        "eks-choose",
        "EKS user guide: choosing an instance type, AL2023 does not support A1",
        "https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html",
        "2026",
    ),
    row(
        "parallelcluster-a1",
        "AWS ParallelCluster, change 7599: what AL2023 prints on A1",
        "https://github.com/aws/aws-parallelcluster/pull/7599",
        "2026-09-02",
    ),
    row(
        "al2023-50",
        "AL2023 issue 50: kernel panic on A1",
        "https://github.com/amazonlinux/amazon-linux-2023/issues/50",
        "2021-12-03",
    ),
    row(
        "eks-auto-types",
        "EKS user guide: Auto Mode supported instance reference (a copy that lists M9gd)",
        "https://docs.aws.amazon.com/eks/latest/userguide/automode-learn-instances.html",
        "2026",
    ),
    row(
        "eks-bottlerocket",
        "EKS user guide: Bottlerocket on x86-64 and Arm, not recommended with Inferentia",
        "https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-ami-bottlerocket.html",
        "2026",
    ),
    row(
        "bottlerocket-nodes-2023",
        "Karpenter: memory of launched Bottlerocket nodes, A1 and M1 among them (a branch never released)",
        "aws/karpenter-provider-aws@33450d8f8:pkg/providers/instancetype/zz_generated.memory_overhead.go",
        "2023-08",
    ),
    row(
        "ec2-previous",
        "EC2 user guide: specifications of previous generation instances (opening read)",
        "https://docs.aws.amazon.com/ec2/latest/instancetypes/pg.html",
        "2026",
    ),
    row(
        "gpuhunt-p3",
        "gpuhunt, change 233: the EC2 API describes no P3 any more",
        "https://github.com/dstackai/gpuhunt/pull/233",
        "2026-05-25",
    ),
    row(
        "p3-notice",
        "kubernetes-on-aws, change 8685: AWS\u{2019}s notice to leave P3 by 20 December 2025",
        "https://github.com/zalando-incubator/kubernetes-on-aws/pull/8685",
        "2024-12-23",
    ),
    row(
        "vantage-996",
        "ec2instances.info issue 996: types missing from AWS\u{2019}s lists by Region",
        "https://github.com/vantage-sh/ec2instances.info/issues/996",
        "2026-09-11",
    ),
    row("f1-notice", "aws-fpga: F1 end of life", "https://github.com/aws/aws-fpga", "2025-12-20"),
    row(
        "g3-notice",
        "aws_breaking_changes issue 114: AWS\u{2019}s notice to leave G3",
        "https://github.com/SummitRoute/aws_breaking_changes/issues/114",
        "2024-10-30",
    ),
    row(
        "p2-notice",
        "eksctl, change 7826: P2 will be retired",
        "https://github.com/eksctl-io/eksctl/pull/7826",
        "2024-06-10",
    ),
    row(
        "ec2-names",
        "EC2 API model, names of all instance types: botocore 1.44.8",
        "https://pypi.org/project/botocore/1.44.8/",
        "2026-11-20",
    ),
];
