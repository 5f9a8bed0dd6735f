//! What changed around the article: dated events behind the verdicts that differ today.

use super::fact::Basis::{self, Cited, Unverified};

/// The day the article appeared, ISO 8601.
pub const ARTICLE_DATE: &str = "2018-11-29";

/// What an event bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Clusters and nodes as AWS runs them.
    Cluster,
    /// Pods per node.
    Density,
    /// Addresses and subnets.
    Addresses,
    /// Encryption on the network.
    Encryption,
    /// Multicast.
    Multicast,
    /// Network policy and security groups.
    Policy,
    /// The end of Weave Net.
    WeaveNet,
}

impl Topic {
    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Cluster => "cluster",
            Topic::Density => "density",
            Topic::Addresses => "addresses",
            Topic::Encryption => "encryption",
            Topic::Multicast => "multicast",
            Topic::Policy => "policy",
            Topic::WeaveNet => "Weave Net",
        }
    }
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stable id, such as `prefix-delegation`.
    pub id: &'static str,
    /// When, ISO 8601 to the precision known.
    pub date: &'static str,
    /// What it bears on.
    pub topic: Topic,
    /// What happened.
    pub text: &'static str,
    /// What the date rests on.
    pub basis: Basis,
}

impl Event {
    /// Whether the article could have known.
    pub fn is_before_article(&self) -> bool {
        self.date < ARTICLE_DATE
    }
}

/// An event by id.
pub fn event(id: &str) -> Option<&'static Event> {
    EVENTS.iter().find(|event| event.id == id)
}

const fn on(
    date: &'static str,
    id: &'static str,
    topic: Topic,
    text: &'static str,
    sources: &'static [&'static str],
) -> Event {
    Event { id, date, topic, text, basis: Cited(sources) }
}

/// Every event, oldest first.
pub const EVENTS: &[Event] = &[
    on("2018-06-05", "eks", Topic::Cluster, "EKS is generally available.", &["eks-history"]),
    on(
        "2018-09-26",
        "custom-networking",
        Topic::Addresses,
        "VPC CNI 1.2.0 lets pods use other subnets and security groups than their node; the EKS guide follows on 2018-10-16.",
        &["vcni-changelog", "eks-history"],
    ),
    on(
        "2018-12-12",
        "cluster-updates",
        Topic::Cluster,
        "The EKS guide describes how to update a cluster’s version.",
        &["eks-history"],
    ),
    on(
        "2019-02-12",
        "cilium-encryption",
        Topic::Encryption,
        "Cilium 1.4 brings encryption between nodes, as beta.",
        &["cilium-14"],
    ),
    on("2019-11-18", "managed-node-groups", Topic::Cluster, "EKS offers managed node groups.", &["eks-history"]),
    on("2019-12-03", "tgw-multicast", Topic::Multicast, "Transit gateways carry multicast.", &["tgw-history"]),
    on("2020-12-01", "spot-node-groups", Topic::Cluster, "Managed node groups take Spot instances.", &["eks-history"]),
    on("2021-01-25", "weave-last-release", Topic::WeaveNet, "Weave Net 2.8.1, the last release.", &["weave-repo"]),
    on("2021-05-20", "cilium-wireguard", Topic::Encryption, "Cilium 1.10 brings WireGuard.", &["cilium-110"]),
    on(
        "2021-06-01",
        "fargate-security-groups",
        Topic::Policy,
        "Fargate pods can have security groups of their own.",
        &["eks-history"],
    ),
    on(
        "2021-07-27",
        "prefix-delegation",
        Topic::Density,
        "The VPC CNI hands out /28 prefixes: 16 addresses in the slot of one.",
        &["eks-history"],
    ),
    on(
        "2021-08-30",
        "node-group-max-pods",
        Topic::Density,
        "Managed node groups calculate max-pods themselves.",
        &["eks-history"],
    ),
    on(
        "2021-12-02",
        "flannel-wireguard",
        Topic::Encryption,
        "flannel 0.16.0 brings a WireGuard backend.",
        &["flannel-backends", "flannel-tags"],
    ),
    on("2022-01-06", "ipv6", Topic::Addresses, "EKS runs IPv6 clusters.", &["eks-history"]),
    on("2022-11-23", "weave-last-commit", Topic::WeaveNet, "The last commit to Weave Net.", &["weave-repo"]),
    Event {
        id: "nitro-encryption",
        date: "2023",
        topic: Topic::Encryption,
        text: "By now AWS lists instance types that encrypt what they send each other, in hardware. The start date was not found.",
        basis: Unverified(&["ec2-encryption"]),
    },
    on(
        "2023-08-29",
        "native-policy",
        Topic::Policy,
        "The VPC CNI enforces Kubernetes network policy itself.",
        &["eks-history"],
    ),
    on("2024-02", "weave-closed", Topic::WeaveNet, "Weaveworks, the company, closes.", &["weave-gitops-4175"]),
    on(
        "2024-03-29",
        "subnet-discovery",
        Topic::Addresses,
        "VPC CNI 1.18.0 finds further subnets by their tags.",
        &["vcni-changelog"],
    ),
    on(
        "2024-09",
        "weave-archived",
        Topic::WeaveNet,
        "Weave Net’s repositories have been archived by now.",
        &["weave-landscape"],
    ),
    on(
        "2024-12-01",
        "auto-mode",
        Topic::Cluster,
        "EKS Auto Mode runs nodes and network for its users.",
        &["eks-history"],
    ),
    on(
        "2024-12-01",
        "hybrid-nodes",
        Topic::Cluster,
        "EKS accepts on-premises nodes, with Cilium or Calico.",
        &["eks-history", "eks-hybrid-cni"],
    ),
    on("2024-12-22", "weave-fork", Topic::WeaveNet, "A fork of Weave Net reaches 2.9.0.", &["weave-fork"]),
    on(
        "2025-07-15",
        "multi-nic",
        Topic::Cluster,
        "VPC CNI 1.20.0 gives pods addresses on several network cards.",
        &["vcni-changelog", "eks-multi-nic"],
    ),
    on(
        "2025-10-03",
        "max-pods-expression",
        Topic::Density,
        "nodeadm takes a formula for max-pods.",
        &["ami-max-pods-expression"],
    ),
    Event {
        id: "vpc-encryption-controls",
        date: "2025-11-20",
        topic: Topic::Encryption,
        text: "A VPC can report or refuse traffic that is not encrypted. The day is that of its API in AWS’s Python library.",
        basis: Unverified(&["vpc-encryption-news", "vpc-encryption-api"]),
    },
    on("2025-11-26", "al2-end", Topic::Cluster, "EKS’s AL2 images end.", &["ami-readme"]),
    on(
        "2026-06-30",
        "version-rollback",
        Topic::Cluster,
        "An update of the control plane can be taken back within seven days.",
        &["eks-rollback", "eks-rollback-news"],
    ),
    on("2026-09-30", "app-mesh-end", Topic::Encryption, "AWS App Mesh ends.", &["appmesh-end"]),
];
