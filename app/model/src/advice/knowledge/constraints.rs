//! Hard constraints: what an answer rules out, whatever an option scores. One table, one row a rule.

use super::findings::Case;
use super::options::OptionId::{self, *};
use crate::scenario::answers::{Answer, Compliance, Encryption, Ipv6, Multicast, Operator, Policy};

/// A rule that eliminates options.
pub struct Constraint {
    /// Its id, as the method page and the tests name it.
    pub id: &'static str,
    /// The question (or other setting) whose answer calls for it, as its key.
    pub key: &'static str,
    /// Whether it is in force.
    pub applies: fn(&Case) -> bool,
    /// Whether an option passes it.
    pub keeps: fn(&Case, OptionId) -> bool,
    /// Why an option does not pass, as a sentence after its name.
    pub because: &'static str,
    /// Sources by id; none where it is judgement.
    pub sources: &'static [&'static str],
}

/// The key of a rule that follows from the node types, not from an answer.
pub const BY_TYPE: &str = "type";
/// The key of a rule that follows from the owner of the nodes.
pub const BY_OWNER: &str = "node";
/// The key of a rule that follows from the OS of the nodes.
pub const BY_OS: &str = "os";
/// The key of a rule that follows from the subnets listed.
pub const BY_SUBNETS: &str = "subnet";

fn is_vpc_cni(option: OptionId) -> bool {
    matches!(option, VpcSecondary | VpcPrefix | VpcCustom | VpcIpv6)
}

fn is_chained(option: OptionId) -> bool {
    matches!(option, VpcCalico | VpcCilium)
}

fn is_overlay(option: OptionId) -> bool {
    option.row().is_none_or(|row| row.is_overlay())
}

fn serves_windows(option: OptionId) -> bool {
    matches!(option, VpcSecondary | VpcPrefix | VpcCalico | Calico | Flannel | Antrea)
}

fn yes(answer: Answer) -> bool {
    answer == Answer::Yes
}

/// Every rule. Those of one option come first, then those that leave a few.
pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        id: "H1",
        key: "q_runs",
        applies: |c| c.answers.operator == Operator::AutoMode,
        keeps: |_, o| o == EksAuto,
        because: "EKS Auto Mode runs its own network and takes no other CNI or policy plugin",
        sources: &["eks-alternate-cni"],
    },
    Constraint {
        id: "H1",
        key: BY_OWNER,
        applies: |c| c.findings.nodes_are_auto,
        keeps: |_, o| o == EksAuto,
        because: "EKS Auto Mode owns the nodes, which runs its own network and takes no other CNI or policy plugin",
        sources: &["eks-alternate-cni"],
    },
    Constraint {
        id: "Q9",
        key: "q_runs",
        applies: |c| c.answers.operator.is_self_managed(),
        keeps: |_, o| o != EksAuto,
        because: "Auto Mode is part of EKS, and you run the cluster yourself",
        sources: &["eks-alternate-cni"],
    },
    Constraint {
        id: "H18",
        key: "q_runs",
        applies: |c| c.answers.operator == Operator::Kops,
        keeps: |_, o| !matches!(o, Antrea | KubeOvn | Canal),
        because: "kOps does not offer it",
        sources: &["kops-networking"],
    },
    Constraint {
        id: "H12",
        key: "q_ipv6",
        applies: |c| c.answers.ipv6 == Ipv6::Mandated,
        keeps: |_, o| o == VpcIpv6,
        because: "IPv6 is required, and only VPC CNI gives pods IPv6 addresses on EKS",
        sources: &["bpg-ipv6"],
    },
    Constraint {
        id: "H12",
        key: "q_ipv6",
        applies: |c| c.answers.ipv6 == Ipv6::No,
        keeps: |_, o| o != VpcIpv6,
        because: "IPv6 is not possible here",
        sources: &["bpg-ipv6"],
    },
    Constraint {
        id: "H12",
        key: "q_ipv6",
        applies: |c| c.answers.ipv6 == Ipv6::NotAsked,
        keeps: |_, o| o != VpcIpv6,
        because: "an IPv6 cluster is a new cluster and stays one, so it counts only once you answer that IPv6 is possible",
        sources: &["bpg-ipv6"],
    },
    Constraint {
        id: "H2",
        key: "q_fargate",
        applies: |c| yes(c.answers.fargate),
        keeps: |_, o| is_vpc_cni(o),
        because: "Fargate pods know VPC CNI only",
        sources: &["eks-alternate-cni", "eks-policy"],
    },
    Constraint {
        id: "H3",
        key: "q_support",
        applies: |c| yes(c.answers.aws_support),
        keeps: |_, o| is_vpc_cni(o) || o == EksAuto,
        because: "AWS supports no other CNI than its own on EC2 nodes",
        sources: &["eks-alternate-cni"],
    },
    Constraint {
        id: "H4",
        key: "q_windows",
        applies: |c| yes(c.answers.windows),
        keeps: |_, o| serves_windows(o),
        because: "it does not serve Windows nodes",
        sources: &["eks-windows"],
    },
    Constraint {
        id: "H4",
        key: BY_OS,
        applies: |c| c.findings.nodes_are_windows,
        keeps: |_, o| serves_windows(o),
        because: "the nodes run Windows, which it does not serve",
        sources: &["eks-windows"],
    },
    Constraint {
        id: "H16",
        key: "q_hybrid",
        applies: |c| yes(c.answers.hybrid),
        keeps: |_, o| matches!(o, VpcSecondary | VpcPrefix | VpcCustom | EksAuto) || is_chained(o),
        because: "clusters with Hybrid Nodes run VPC CNI on IPv4 in AWS, and Cilium or Calico on premises",
        sources: &["eks-hybrid-cni", "eks-network-reqs"],
    },
    Constraint {
        id: "H6",
        key: "q_sgp",
        applies: |c| yes(c.answers.security_groups),
        keeps: |_, o| matches!(o, VpcSecondary | VpcPrefix | VpcCustom | EksAuto),
        because: "security groups for single pods need VPC CNI on IPv4, or Auto Mode from Kubernetes 1.36 on",
        sources: &["eks-sgp", "bpg-sgp", "auto-sgp"],
    },
    Constraint {
        id: "H6",
        key: BY_TYPE,
        applies: |c| yes(c.answers.security_groups) && c.findings.takes_branch_enis == Some(false),
        keeps: |_, _| false,
        because: "security groups for single pods need branch ENIs, which the node type does not take",
        sources: &["vrc-limits", "eks-sgp"],
    },
    Constraint {
        id: "H5",
        key: BY_TYPE,
        applies: |c| c.findings.is_nitro == Some(false),
        keeps: |_, o| !matches!(o, VpcPrefix | VpcIpv6),
        because: "it needs Nitro nodes, and the node type is older",
        sources: &["bpg-prefix", "bpg-ipv6"],
    },
    Constraint {
        id: "H7",
        key: "q_routable",
        applies: |c| yes(c.answers.routable),
        keeps: |_, o| !is_overlay(o),
        because: "pods of an overlay have no address that the VPC knows",
        sources: &["vcni-readme", "antrea-eks"],
    },
    Constraint {
        id: "H17",
        key: "q_multihome",
        applies: |c| yes(c.answers.multi_homing),
        keeps: |_, o| is_vpc_cni(o) || is_chained(o),
        because: "pods with several interfaces are supported with VPC CNI as the primary one",
        sources: &["eks-multi-nic", "vcni-readme"],
    },
    Constraint {
        id: "H8",
        key: "q_multicast",
        applies: |c| c.answers.multicast == Multicast::Pods,
        keeps: |_, o| matches!(o, Antrea | CiliumOverlay),
        because: "it carries no multicast for ordinary pods",
        sources: &["antrea-multicast", "cilium-multicast", "roadmap-multicast"],
    },
    Constraint {
        id: "H19",
        key: "q_multicast",
        applies: |c| c.answers.multicast == Multicast::Pods && c.needs_software_encryption(),
        keeps: |_, o| o != Antrea,
        because: "its agent does not start with multicast and encryption together",
        sources: &["antrea-agent"],
    },
    Constraint {
        id: "H10",
        key: "q_encryption",
        applies: |c| c.needs_software_encryption(),
        keeps: |_, o| matches!(o, CiliumEni | CiliumOverlay | VpcCilium | Antrea | Calico | Flannel | KubeOvn),
        because: "it does not encrypt traffic between pods with keys of your own",
        sources: &["cilium-wireguard", "calico-encryption", "antrea-encryption", "flannel-backends", "kubeovn-ipsec"],
    },
    Constraint {
        id: "H11",
        key: "q_compliance",
        applies: |c| c.answers.compliance == Compliance::Fips && c.needs_software_encryption(),
        keeps: |_, o| !matches!(o, Calico | VpcCilium | Flannel),
        because: "its encryption is WireGuard, whose algorithms FIPS does not approve",
        sources: &["rhel-fips", "calico-fips"],
    },
    Constraint {
        id: "H11",
        key: "q_multicast",
        applies: |c| {
            let fips = c.answers.compliance == Compliance::Fips && c.needs_software_encryption();
            fips && c.answers.multicast == Multicast::Pods
        },
        keeps: |_, o| o != CiliumOverlay,
        because: "its multicast does not work with IPsec, and FIPS leaves it nothing else to encrypt with",
        sources: &["cilium-multicast", "rhel-fips"],
    },
    Constraint {
        id: "H14",
        key: "q_policy",
        applies: |c| c.answers.policy == Policy::DnsNames,
        keeps: |_, o| matches!(o, CiliumEni | CiliumOverlay | Antrea | EksAuto),
        because: "its policy has no rules by DNS name",
        sources: &["cilium-chaining-limits", "auto-policy", "antrea-policy", "calico-enterprise-dns"],
    },
    Constraint {
        id: "H15",
        key: "q_policy",
        applies: |c| c.answers.policy == Policy::Layer7,
        keeps: |_, o| matches!(o, CiliumEni | CiliumOverlay | Antrea),
        because: "its policy has no rules by HTTP method or path",
        sources: &["cilium-chaining-limits", "antrea-l7", "calico-istio"],
    },
    Constraint {
        id: "H13",
        key: "q_cidr",
        applies: |c| c.is_short() && c.answers.secondary_cidr == Answer::No,
        keeps: |_, o| o != VpcCustom,
        because: "custom networking needs another range for pods, which the VPC cannot take",
        sources: &["bpg-custom"],
    },
    Constraint {
        id: "H13",
        key: "q_addresses",
        applies: |c| c.findings.short.is_none(),
        keeps: |c, o| o == VpcCustom || !c.runs_short(o),
        because: "its pods take VPC addresses, which run short",
        sources: &["vcni-pool", "vpc-subnets"],
    },
    Constraint {
        id: "H13",
        key: BY_SUBNETS,
        applies: |c| c.findings.short.is_some(),
        keeps: |c, o| c.findings.short.as_ref().is_none_or(|short| !short.contains(&o)),
        because: "its addresses do not fit the subnets listed",
        sources: &["vcni-pool", "vpc-subnets"],
    },
];

/// Whether encryption in hardware is the reason that H10 is not in force.
pub fn rests_on_hardware(case: &Case) -> bool {
    case.answers.encryption == Encryption::Any && case.hardware_encrypts()
}
