//! eksctl's `ClusterConfig`: the cluster, its network add-ons, and its nodes where eksctl makes them.

use super::context::{CLUSTER, Context, NAME};
use super::{ConfigFile, nodeadm, vpc_cni, yaml_file};
use crate::network::is_on_vpc_cni;
use crate::text;
use crate::yaml::{Map, Yaml, comments};
use model::advice::knowledge::options::OptionId;
use model::scenario::network_mode::NetworkMode;
use model::scenario::node_kind::NodeKind;

/// Keeps pods off a node until Cilium serves it.
pub(super) const CILIUM_TAINT: &str = "node.cilium.io/agent-not-ready";

pub(super) fn file(c: &Context) -> ConfigFile {
    let is_ipv6 = c.mode() == NetworkMode::Ipv6;
    let mut head = c.head("eksctl ClusterConfig");
    if matches!(c.kind(), NodeKind::ManagedNodeGroup | NodeKind::Nodeadm | NodeKind::Bottlerocket) {
        head.push(c.surge_is_judgement());
    }
    let cluster = Map::new()
        .set("apiVersion", "eksctl.io/v1alpha5")
        .set("kind", "ClusterConfig")
        .set("metadata", metadata(c))
        .set_if(is_ipv6, "kubernetesNetworkConfig", Map::new().set("ipFamily", "IPv6"))
        .set("iam", Map::new().set("withOIDC", true));
    let cluster = network(vpc(cluster, c), c);
    let cluster = match c.kind() {
        NodeKind::AutoMode => cluster.set("autoModeConfig", auto_mode()),
        NodeKind::Karpenter => cluster.note(
            "TODO: nodes for Karpenter itself, a small managed node group or Fargate: they are not part of the plan. Its pool is in karpenter.yaml.",
        ),
        NodeKind::ManagedNodeGroup => with_waiting(cluster, c).set("managedNodeGroups", vec![managed(c)]),
        NodeKind::Nodeadm | NodeKind::Bottlerocket => with_waiting(cluster, c).set("nodeGroups", vec![self_managed(c)]),
    };
    yaml_file(
        "cluster.yaml",
        "eksctl: the cluster",
        comments(&head) + &cluster.document(),
        "Creates the cluster, its add-ons and its node group: eksctl create cluster -f cluster.yaml.",
    )
}

fn metadata(c: &Context) -> Map {
    Map::new()
        .set("name", CLUSTER)
        .set("region", c.region())
        .note("TODO version: the Kubernetes version, in quotes. Left out, eksctl takes its default.")
}

/// A VPC is not among what Berth knows, so it stays in comments.
fn vpc(cluster: Map, c: &Context) -> Map {
    let mut cluster = cluster.note("TODO vpc: the VPC and its subnets by ID. Left out, eksctl makes a VPC of its own.");
    for subnet in &c.subject.scenario().subnets {
        let zone = text::line(&subnet.zone);
        cluster = cluster.note(format!("  subnet in {zone}: {} addresses free, as given", subnet.free_addresses));
    }
    cluster
}

fn auto_mode() -> Map {
    Map::new()
        .set("enabled", true)
        .note("The built-in general-purpose pool would launch other types; the pool in auto-mode.yaml replaces it.")
        .set("nodePools", vec!["system"])
}

/// The network add-ons: VPC CNI with its settings, or none where another network takes its place.
fn network(cluster: Map, c: &Context) -> Map {
    if c.kind() == NodeKind::AutoMode {
        return cluster.note("Auto Mode brings its own network: VPC CNI\u{2019}s settings do not apply.");
    }
    let named = |name: &str| Map::new().set("name", name);
    if is_on_vpc_cni(c.network) {
        let values = vpc_cni::values(c).map(|values| Yaml::Block(values.document()));
        let vpc_cni = named("vpc-cni").set_some("configurationValues", values);
        return cluster.set("addons", vec![vpc_cni, named("kube-proxy"), named("coredns")]);
    }
    cluster
        .note(format!("{} replaces VPC CNI.", c.network.name()))
        .note_if(
            matches!(c.network, OptionId::Canal | OptionId::KubeOvn | OptionId::KubeRouter),
            "TODO: its own manifests. Berth writes no values for it.",
        )
        .set("addonsConfig", Map::new().set("disableDefaultAddons", true))
        .set("addons", vec![named("kube-proxy"), named("coredns")])
}

/// Nodes are not ready before their network is there.
fn with_waiting(cluster: Map, c: &Context) -> Map {
    cluster.note_if(
        !is_on_vpc_cni(c.network),
        "Nodes become ready once the network runs: create the cluster with --without-nodegroup, install the network, then eksctl create nodegroup -f cluster.yaml.",
    )
}

/// What both kinds of node groups have.
fn group(family: &str) -> Map {
    Map::new().set("name", NAME).set("amiFamily", family)
}

fn sizes(group: Map, c: &Context) -> Map {
    let extra = c.node().extra_volumes;
    group
        .set("desiredCapacity", c.nodes())
        .set("minSize", c.nodes())
        .set("maxSize", c.most_nodes())
        .note("GiB")
        .set("volumeSize", c.node().root_gib)
        .note_if(
            extra > 0,
            format!("TODO additionalVolumes: the plan counts {extra} more block devices at launch; their sizes are not known."),
        )
        .set_if(is_cilium(c), "taints", vec![cilium_taint()])
}

pub(super) fn is_cilium(c: &Context) -> bool {
    matches!(c.network, OptionId::CiliumEni | OptionId::CiliumOverlay)
}

pub(super) fn cilium_taint() -> Map {
    Map::new().set("key", CILIUM_TAINT).set("value", "true").set("effect", "NoExecute")
}

fn managed(c: &Context) -> Map {
    let group = group("AmazonLinux2023");
    let group = match c.types().len() {
        1 => group.set("instanceType", c.t.name.as_str()),
        _ => group
            .note("All of them have the same max-pods; in one group the lowest would count.")
            .set("instanceTypes", c.type_names()),
    };
    let group = sizes(group.set_if(c.is_spot(), "spot", true), c);
    if !c.pins_image() {
        return group.note(format!(
            "max-pods: {}. EKS sets it itself, by the settings of VPC CNI, and overrides any other number; for such groups eksctl refuses maxPodsPerNode. Check what the nodes report once they run.",
            c.max_pods()
        ));
    }
    group
        .note("A group with an image of its own takes max-pods from this file; without one EKS sets its own.")
        .note("TODO: the ID of an EKS AL2023 image for the region, version and architecture.")
        .set("ami", "ami-TODO")
        .set("overrideBootstrapCommand", Yaml::Block(nodeadm::settings(c).document()))
}

fn self_managed(c: &Context) -> Map {
    let is_bottlerocket = c.kind() == NodeKind::Bottlerocket;
    let group = group(if is_bottlerocket { "Bottlerocket" } else { "AmazonLinux2023" });
    let group = if c.is_spot() {
        let distribution = Map::new()
            .set("instanceTypes", c.type_names())
            .set("onDemandBaseCapacity", 0_u32)
            .set("onDemandPercentageAboveBaseCapacity", 0_u32);
        group.set("instancesDistribution", distribution)
    } else {
        group.set("instanceType", c.t.name.as_str())
    };
    let group = sizes(group, c).set("maxPodsPerNode", c.max_pods());
    if is_bottlerocket {
        let reserved = c.system_reserved().map(|reserved| Map::new().set("system-reserved", reserved));
        let settings = reserved.map(|kubernetes| Map::new().set("kubernetes", kubernetes));
        return group.set_some("bottlerocket", settings.map(|settings| Map::new().set("settings", settings))).note_if(
            c.uses_instance_store(),
            "The instance store is set up by the bootstrap commands in bottlerocket.toml: TODO add them to bottlerocket.settings.",
        );
    }
    let more = c.system_reserved().is_some() || c.uses_instance_store();
    group.set_some("overrideBootstrapCommand", more.then(|| Yaml::Block(nodeadm::settings(c).document())))
}
