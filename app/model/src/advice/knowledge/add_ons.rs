//! What comes with the pod network: encryption in hardware, a mesh, multicast by transit gateway.

use super::constraints::rests_on_hardware;
use super::findings::Case;
use super::options::OptionId;
use crate::scenario::answers::{Answer, Compliance, Encryption, Multicast, Operator, Policy};

/// Something to add to the option chosen.
pub struct AddOn {
    /// Its code: `nitro`, `vec`, `mesh`, ...
    pub code: &'static str,
    /// What to do, as a sentence.
    pub text: &'static str,
    /// Sources by id.
    pub sources: &'static [&'static str],
    /// Whether a case needs it with the option chosen.
    wanted: fn(&Case, OptionId) -> bool,
}

fn is_vpc_family(option: OptionId) -> bool {
    use OptionId::*;
    matches!(option, VpcSecondary | VpcPrefix | VpcCustom | VpcIpv6 | VpcCalico | VpcCilium | EksAuto)
}

/// Every add-on.
pub const ADD_ONS: &[AddOn] = &[
    AddOn {
        code: "nitro",
        text: "Use only node types that encrypt traffic in hardware. It covers instances of the same VPC, or of peered ones in the Region, with no load balancer or transit gateway between them. The keys are AWS\u{2019}s, and traffic inside a node is not encrypted.",
        sources: &["ec2-encryption", "karpenter-types"],
        wanted: |c, _| rests_on_hardware(c),
    },
    AddOn {
        code: "vec",
        text: "Turn on VPC Encryption Controls in monitor mode, then enforce: the VPC then admits only types that encrypt, and flow logs show it.",
        sources: &["vpc-encryption-api", "vpc-encryption"],
        wanted: |c, _| rests_on_hardware(c) || c.answers.compliance == Compliance::Evidence,
    },
    AddOn {
        code: "mesh",
        text: "Add a service mesh with mutual TLS, such as Istio or Linkerd: it proves identities and encrypts, whatever the pod network.",
        sources: &["bpg-security", "cilium-ztunnel"],
        wanted: |c, _| c.answers.encryption == Encryption::Identity,
    },
    AddOn {
        code: "wireguard",
        text: "Turn on the pod network\u{2019}s own encryption. In published tests software encryption stops near 5 to 10 Gbps a node.",
        sources: &["cilium-wireguard", "antrea-encryption", "calico-encryption", "bench-2024"],
        wanted: |c, _| c.needs_software_encryption(),
    },
    AddOn {
        code: "fips",
        text: "WireGuard is not FIPS-approved. Use hardware encryption, IPsec with a FIPS kernel (not verified for any product) or a mesh with a FIPS module.",
        sources: &["rhel-fips", "calico-fips"],
        wanted: |c, _| c.answers.compliance == Compliance::Fips,
    },
    AddOn {
        code: "multicast-host",
        text: "Run the few multicast pods on the host network, with transit gateway multicast. Its members are ENIs, not pods. AWS warns that it may not suit high-frequency trading.",
        sources: &["tgw-multicast", "tgw-multicast-2020", "roadmap-multicast"],
        wanted: |c, _| c.answers.multicast == Multicast::HostPods,
    },
    AddOn {
        code: "multicast-beta",
        text: "Beta: multicast for ordinary pods. Antrea takes 20 groups a node by default and does not encrypt besides; Cilium needs VXLAN, and subscribers set up by hand on every node, and does not encrypt with IPsec besides.",
        sources: &["antrea-multicast", "antrea-agent", "cilium-multicast"],
        wanted: |c, _| c.answers.multicast == Multicast::Pods,
    },
    AddOn {
        code: "native-policy",
        text: "Turn on the network policy that VPC CNI ships: IPv4 or IPv6, on Linux nodes of your own, not on Fargate or Windows.",
        sources: &["eks-history", "eks-policy"],
        wanted: |c, o| {
            c.answers.policy == Policy::Basic
                && matches!(o, OptionId::VpcSecondary | OptionId::VpcPrefix | OptionId::VpcCustom | OptionId::VpcIpv6)
        },
    },
    AddOn {
        code: "l7-alpha",
        text: "Antrea\u{2019}s rules at layer 7 are alpha.",
        sources: &["antrea-l7"],
        wanted: |c, o| c.answers.policy == Policy::Layer7 && o == OptionId::Antrea,
    },
    AddOn {
        code: "sgp",
        text: "Set POD_SECURITY_GROUP_ENFORCING_MODE to standard: with strict, NodeLocal DNSCache and Calico policy do not work for such pods. Their number is limited by the branch ENIs of a node.",
        sources: &["eks-sgp", "bpg-sgp"],
        wanted: |c, o| c.answers.security_groups == Answer::Yes && o != OptionId::EksAuto,
    },
    AddOn {
        code: "node-class-groups",
        text: "On Auto Mode security groups for pods need Kubernetes 1.36 or later. On an older cluster its NodeClass selects security groups for all pods of a node instead.",
        sources: &["auto-sgp", "auto-networking"],
        wanted: |c, o| c.answers.security_groups == Answer::Yes && o == OptionId::EksAuto,
    },
    AddOn {
        code: "multus",
        text: "Add Multus with VPC CNI as the primary network, or VPC CNI\u{2019}s own ENABLE_MULTI_NIC.",
        sources: &["eks-multi-nic", "vcni-readme"],
        wanted: |c, _| c.answers.multi_homing == Answer::Yes,
    },
    AddOn {
        code: "hybrid",
        text: "Run Cilium or Calico on the on-premises nodes.",
        sources: &["eks-hybrid-cni"],
        wanted: |c, _| c.answers.hybrid == Answer::Yes,
    },
    AddOn {
        code: "kops-default",
        text: "kOps\u{2019} own default network is Cilium, since 1.26: worth a look where the scores are close.",
        sources: &["kops-networking"],
        wanted: |c, o| {
            c.answers.operator == Operator::Kops && !matches!(o, OptionId::CiliumEni | OptionId::CiliumOverlay)
        },
    },
    AddOn {
        code: "hidden-pods",
        text: "The control plane cannot open connections to pods of an overlay: webhooks, aggregated APIs and the API server\u{2019}s proxy need pods on the host network.",
        sources: &["calico-eks", "antrea-eks", "weave-kube"],
        wanted: |c, o| !is_vpc_family(o) && o != OptionId::CiliumEni && !c.answers.operator.is_self_managed(),
    },
    AddOn {
        code: "smaller-pool",
        text: "Before you change the network because addresses run short, try in order: a smaller warm pool (WARM_IP_TARGET with MINIMUM_IP_TARGET), more subnets that VPC CNI discovers by their tags, a secondary range, IPv6. An overlay comes last.",
        sources: &["vcni-pool", "vcni-changelog", "bpg-custom", "bpg-ipv6"],
        wanted: |c, _| c.is_short(),
    },
    AddOn {
        code: "carrier-range",
        text: "Pod addresses of 100.64.0.0/10 usually work inside the VPC only; beyond it they are translated to the node\u{2019}s address.",
        sources: &["bpg-custom"],
        wanted: |_, o| o == OptionId::VpcCustom,
    },
    AddOn {
        code: "fargate-address",
        text: "Each Fargate pod takes one VPC address, and native network policy is not enforced there.",
        sources: &["eks-alternate-cni", "eks-policy"],
        wanted: |c, _| c.answers.fargate == Answer::Yes,
    },
    AddOn {
        code: "windows-eni",
        text: "Windows nodes use one ENI for pods, and take no security groups for pods.",
        sources: &["eks-windows"],
        wanted: |c, _| c.answers.windows == Answer::Yes,
    },
];

/// What a case needs besides an option.
pub fn add_ons(case: &Case, option: OptionId) -> impl Iterator<Item = &'static AddOn> {
    ADD_ONS.iter().filter(move |add_on| (add_on.wanted)(case, option))
}
