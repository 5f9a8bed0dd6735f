//! Worked rows that a person can check by hand, each with its arithmetic.
//!
//! Row ids (G1 to G33 but G9, C7, S2, S3, S9, S11, S12) are stable and named in each failure. Figures:
//! aws/amazon-vpc-cni-k8s@b52188387f2e (misc/eni-max-pods.txt, pkg/vpc/vpc_ip_resource_limit.go,
//! docs/eni-and-ip-target.md, docs/prefix-and-ip-target.md) for ENIs and addresses,
//! aws/karpenter-provider-aws@1d927085dd81 (website/content/en/docs/reference/instance-types.md,
//! pkg/providers/instancetype/zz_generated.bandwidth.go, pkg/providers/pricing/zz_generated.pricing_aws.go)
//! for allocatable, bandwidth and prices, kubernetes-sigs/aws-ebs-csi-driver@429e202e5897 (pkg/driver/node.go,
//! pkg/cloud/limits) for volumes, kubernetes/community@24e7d8f5409c
//! (sig-scalability/configs-and-limits/thresholds.md) for the threshold, awsdocs/amazon-vpc-user-guide@06e98d972c59
//! (doc_source/network-address-usage.md) for NAU, aws/aws-eks-best-practices@dc0243ad2cf4
//! (latest/bpg/networking/vpc-cni.adoc) for G30. G9 counts addresses of a cluster pool, which no VPC address is.

mod addresses;
mod max_pods;
mod money;
mod resources;
#[path = "../../src/testing.rs"]
mod testing;
mod types;
