//! eksctl's `ClusterConfig`: the cluster with its network add-ons, and its nodes where eksctl makes them.
//!
//! Source of what it refuses: eksctl-io/eksctl@99984adb6164 (0.231) pkg/ctl/cmdutils/configfile.go and
//! pkg/apis/eksctl.io/v1alpha5/validation.go.

use super::context::{CLUSTER, Context, NAME, NODE_ROLE};
use super::{ConfigFile, Purpose, YamlFile, moving, nodeadm, vpc_cni};
use crate::network::is_on_vpc_cni;
use crate::not_planned::{wants_fargate, wants_hybrid, wants_windows};
use crate::pools::LABEL;
use crate::text;
use crate::yaml::{Map, Yaml, comments};
use model::advice::knowledge::options::OptionId;
use model::node::disks::data_gib;
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::taints::Taint;

/// Keeps pods off a node until Cilium serves it.
pub(super) const CILIUM_TAINT: &str = "node.cilium.io/agent-not-ready";

/// The cluster, and its node groups in a file of their own where eksctl refuses them together, for a fleet, and for a cluster that
/// runs already.
pub(super) fn files(all: &[Context]) -> Vec<ConfigFile> {
    let Some(c) = all.first() else { return Vec::new() };
    let mut files = vec![cluster_file(c)];
    files.extend(has_own_nodegroup_file(c).then(|| nodegroup_file(c, all)));
    files
}

/// eksctl creates no cluster without VPC CNI from a file that has node groups (`validateBareCluster`).
pub(super) fn has_own_nodegroup_file(c: &Context) -> bool {
    c.has_groups() && (c.fleet().is_some() || !is_on_vpc_cni(c.network) || c.has_cluster())
}

fn cluster_file(c: &Context) -> ConfigFile {
    let with_groups = c.has_groups() && !has_own_nodegroup_file(c);
    let mut head = c.head("eksctl ClusterConfig");
    head.splice(1..1, moving::instead_of_new(c));
    if with_groups {
        head.push(c.room_to_grow());
        head.extend(c.spread());
    }
    let cluster = beside(network(vpc(basics(c), c, NEW_VPC), c), c).set("autoModeConfig", auto_mode(c));
    let cluster = match c.owner() {
        Owner::Karpenter => cluster.note(
            "TODO: nodes for Karpenter itself, a small managed node group: they are not part of the plan. Its pool is in karpenter.yaml.",
        ),
        Owner::AutoMode => cluster
            .note("TODO: the role of the nodes in auto-mode.yaml, which must exist before the cluster. It needs AmazonEKSWorkerNodeMinimalPolicy and AmazonEC2ContainerRegistryPullOnly.")
            .set("accessConfig", Map::new().set("accessEntries", vec![access_entry(c)])),
        _ if with_groups => groups(cluster, std::slice::from_ref(c)),
        _ if is_on_vpc_cni(c.network) => cluster.note("The node groups are in nodegroup.yaml."),
        _ => cluster.note("The node group is in nodegroup.yaml: eksctl refuses one here, where VPC CNI is left out."),
    };
    let why = match with_groups {
        _ if c.has_cluster() => {
            "Only for a new cluster, not for the one that runs: eksctl create cluster -f cluster.yaml."
        }
        true => "Creates the cluster, its add-ons and its node group: eksctl create cluster -f cluster.yaml.",
        false => "Creates the cluster and its add-ons: eksctl create cluster -f cluster.yaml.",
    };
    YamlFile { name: "cluster.yaml", purpose: Purpose::Cluster, title: "eksctl: the cluster", why }
        .with(comments(&head) + &cluster.document())
}

fn nodegroup_file(c: &Context, all: &[Context]) -> ConfigFile {
    let mut head = c.head("eksctl ClusterConfig with the node groups alone");
    head.splice(1..1, moving::into_that(c));
    head.push(c.room_to_grow());
    head.extend(c.spread());
    if !is_on_vpc_cni(c.network) {
        head.push(format!("Nodes become ready once {} runs: install it before.", c.network.name()));
    }
    if c.fleet().is_some() {
        head.push("A group for each type of the fleet. The scheduler spreads pods over them; with EKS\u{2019}s scheduler set to MostAllocated it fills nodes as the fleet was planned.".into());
    }
    let about_vpc = if c.has_cluster() { KNOWN_VPC } else { NEW_VPC };
    let cluster =
        Map::new().set("apiVersion", "eksctl.io/v1alpha5").set("kind", "ClusterConfig").set("metadata", metadata(c));
    YamlFile {
        name: "nodegroup.yaml",
        purpose: Purpose::Cluster,
        title: "eksctl: the nodes",
        why: match c.has_cluster() {
            true => "Adds the nodes to the cluster that runs already: eksctl create nodegroup -f nodegroup.yaml.",
            false => "Creates the nodes, after cluster and pod network: eksctl create nodegroup -f nodegroup.yaml.",
        },
    }
    .with(comments(&head) + &groups(vpc(cluster, c, about_vpc), all).document())
}

fn basics(c: &Context) -> Map {
    let is_ipv6 = c.mode() == NetworkMode::Ipv6;
    Map::new()
        .set("apiVersion", "eksctl.io/v1alpha5")
        .set("kind", "ClusterConfig")
        .set("metadata", metadata(c))
        .set_if(is_ipv6, "kubernetesNetworkConfig", Map::new().set("ipFamily", "IPv6"))
        .set("iam", Map::new().set("withOIDC", true))
}

fn groups(cluster: Map, all: &[Context]) -> Map {
    let is_managed = all.first().is_some_and(|c| c.owner() == Owner::ManagedNodeGroup);
    match is_managed {
        true => cluster.set("managedNodeGroups", all.iter().map(managed).collect::<Vec<_>>()),
        false => cluster.set("nodeGroups", all.iter().map(self_managed).collect::<Vec<_>>()),
    }
}

fn metadata(c: &Context) -> Map {
    Map::new()
        .set("name", CLUSTER)
        .set("region", c.region())
        .note_if(c.is_found_by_karpenter(), "By this tag Karpenter finds subnets and security groups. eksctl puts it on those that it makes; TODO: on others yourself.")
        .set_if(c.is_found_by_karpenter(), "tags", Map::new().set("karpenter.sh/discovery", CLUSTER))
        .note("TODO version: the Kubernetes version, in quotes. Left out, eksctl takes its default.")
}

const NEW_VPC: &str = "TODO vpc: the VPC and its subnets by ID. Left out, eksctl makes a VPC of its own.";
/// eksctl userdocs, unowned-clusters.md: for a node group in such a cluster it has to be told of the VPC.
const KNOWN_VPC: &str = "TODO vpc: id, subnets and securityGroup of the VPC, where eksctl has not made the cluster.";

/// A VPC is not among what Berth knows, so it stays in comments.
fn vpc(cluster: Map, c: &Context, without: &str) -> Map {
    let mut cluster = cluster.note(without);
    for subnet in &c.subject.scenario().subnets {
        let zone = text::line(&subnet.zone);
        let free = subnet.free_addresses.map(|free| format!(": {free} addresses free, as given"));
        cluster = cluster.note(format!("  subnet in {zone}{}", free.unwrap_or_default()));
    }
    cluster
}

/// Said either way: a coming release of eksctl turns it on where nothing is said.
fn auto_mode(c: &Context) -> Map {
    let enabled = c.owner() == Owner::AutoMode;
    Map::new()
        .set("enabled", enabled)
        .note_if(
            enabled,
            "The built-in general-purpose pool would launch other types; the pool in auto-mode.yaml replaces it.",
        )
        .set_if(enabled, "nodePools", vec!["system"])
}

/// What lets nodes of a class of one's own join Auto Mode.
fn access_entry(c: &Context) -> Map {
    let partition = c.partition();
    let policy = Map::new()
        .set("policyARN", format!("arn:{partition}:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy"))
        .set("accessScope", Map::new().set("type", "cluster"));
    Map::new()
        .set("principalARN", format!("arn:{partition}:iam::TODO-account:role/{NODE_ROLE}"))
        .set("type", "EC2")
        .set("accessPolicies", vec![policy])
}

/// What the answers ask for besides the nodes of the plan.
fn beside(cluster: Map, c: &Context) -> Map {
    let scenario = c.subject.scenario();
    let on_vpc_cni = is_on_vpc_cni(c.network) || c.owner() == Owner::AutoMode;
    let mut cluster = cluster;
    if wants_windows(scenario) {
        cluster = cluster.note(windows(c));
    }
    if wants_fargate(scenario) && on_vpc_cni {
        let selector = Map::new().set("namespace", "TODO-namespace");
        cluster = cluster
            .note("TODO: the namespaces whose pods run on Fargate.")
            .set("fargateProfiles", vec![Map::new().set("name", NAME).set("selectors", vec![selector])]);
    } else if wants_fargate(scenario) {
        cluster =
            cluster.note("TODO: no Fargate profile. Fargate pods run on VPC CNI only, which this cluster leaves out.");
    }
    match (wants_hybrid(scenario), c.mode() == NetworkMode::Ipv6) {
        (false, _) => cluster,
        (true, true) => cluster.note("TODO: no hybrid nodes. They cannot join an IPv6 cluster."),
        (true, false) => cluster
            .note("TODO: hybrid nodes: the ranges of their machines and pods, and the gateway to them; with a VPC of your own eksctl takes no gateway.")
            .set("remoteNetworkConfig", remote_networks()),
    }
}

fn windows(c: &Context) -> &'static str {
    match c.owner() {
        Owner::AutoMode => {
            "TODO: no Windows nodes. Auto Mode has none; they need a node group of their own, with VPC CNI and its Windows support."
        }
        _ if is_on_vpc_cni(c.network) => {
            "TODO: a node group with amiFamily WindowsServer2022CoreContainer. The plan counts Linux nodes only; VPC CNI\u{2019}s Windows support is on."
        }
        _ => "TODO: Windows nodes. The plan counts Linux nodes only; see what this network needs for Windows.",
    }
}

fn remote_networks() -> Map {
    let cidrs = |cidr: &str| vec![Map::new().set("cidrs", vec![cidr])];
    Map::new()
        .set("vpcGatewayID", "tgw-TODO")
        .set("iam", Map::new().set("provider", "ssm"))
        .set("remoteNodeNetworks", cidrs("TODO-node-cidr"))
        .set("remotePodNetworks", cidrs("TODO-hybrid-pod-cidr"))
}

/// The network add-ons: VPC CNI with its settings, or none where another network takes its place.
fn network(cluster: Map, c: &Context) -> Map {
    if c.owner() == Owner::AutoMode {
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

/// What both kinds of node groups have.
fn group(c: &Context) -> Map {
    let family = match c.node().os() {
        Os::Al2023 => "AmazonLinux2023",
        Os::Bottlerocket => "Bottlerocket",
        Os::Windows => "WindowsServer2022CoreContainer",
    };
    let group = Map::new().set("name", c.name());
    let group = c.about_group().into_iter().fold(group, |group, about| group.note(about));
    group.set("amiFamily", family).set_some("availabilityZones", c.zone().map(|zone| vec![zone]))
}

fn sizes(group: Map, c: &Context) -> Map {
    let extra = c.node().extra_volumes;
    let until_ready = is_cilium(c).then(cilium_taint);
    let taints: Vec<Map> = until_ready.into_iter().chain(c.taints().into_iter().map(of_taint)).collect();
    group
        .set("desiredCapacity", c.nodes())
        .set("minSize", c.nodes())
        .set("maxSize", c.most_nodes())
        .note("GiB")
        .set("volumeSize", data_gib(c.node()))
        .note_if(
            extra > 0,
            format!("TODO additionalVolumes: the plan counts {extra} more block devices at launch; their sizes are not known."),
        )
        .set_some("labels", labels(c))
        .set_if(!taints.is_empty(), "taints", taints)
}

/// The label of the nodes of a node pool.
pub(super) fn labels(c: &Context) -> Option<Map> {
    c.pool().map(|pool| Map::new().set(LABEL, pool.name.as_str()))
}

pub(super) fn of_taint(Taint { key, value, effect }: Taint) -> Map {
    Map::new().set("key", key).set_if(!value.is_empty(), "value", value).set("effect", effect)
}

pub(super) fn is_cilium(c: &Context) -> bool {
    matches!(c.network, OptionId::CiliumEni | OptionId::CiliumOverlay)
}

pub(super) fn cilium_taint() -> Map {
    Map::new().set("key", CILIUM_TAINT).set("value", "true").set("effect", "NoExecute")
}

fn managed(c: &Context) -> Map {
    let group = match c.types().len() {
        1 => group(c).set("instanceType", c.t.name.as_str()),
        _ => group(c)
            .note("All of them with the same max-pods: in one group the lowest counts. For spot EKS picks by price and capacity.")
            .set("instanceTypes", c.type_names()),
    };
    let group = sizes(group.set_if(c.is_spot(), "spot", true), c);
    if c.node().is_windows() {
        return group.note(LINUX_NODE);
    }
    if c.is_bottlerocket() {
        let own = c.subject.scenario().fixes_max_pods(c.t) || !is_on_vpc_cni(c.network);
        let group = group
            .note(format!(
                "max-pods: {}. EKS injects a number here too: check what the nodes report once they run.",
                c.max_pods()
            ))
            .set_if(own, "maxPodsPerNode", c.max_pods());
        return bottlerocket_settings(group, c);
    }
    if c.pins_image() {
        return group
            .note("A group with an image of its own takes max-pods from this file; without one EKS appends its number, which wins.")
            .note("TODO: the ID of an EKS AL2023 image for the region, version and architecture.")
            .set("ami", "ami-TODO")
            .set("overrideBootstrapCommand", Yaml::Block(nodeadm::settings(c).document()));
    }
    group
        .note(format!(
            "max-pods: {}. EKS sets it itself, by the settings of VPC CNI. eksctl takes maxPodsPerNode here since 0.199, but by the EKS guide the number of EKS wins unless the group names an image. Check what the nodes report once they run.",
            c.max_pods()
        ))
        .set_some("overrideBootstrapCommand", c.sets_node().then(|| Yaml::Block(nodeadm::settings(c).document())))
}

fn self_managed(c: &Context) -> Map {
    let group = group(c);
    let group = if c.is_spot() {
        let distribution = Map::new()
            .set("instanceTypes", c.type_names())
            .set("onDemandBaseCapacity", 0_u32)
            .set("onDemandPercentageAboveBaseCapacity", 0_u32)
            .set("spotAllocationStrategy", "price-capacity-optimized");
        group.set("instancesDistribution", distribution)
    } else {
        group.set("instanceType", c.t.name.as_str())
    };
    let group = sizes(group, c).set("maxPodsPerNode", c.max_pods());
    if c.node().is_windows() {
        return group.note(LINUX_NODE);
    }
    if c.is_bottlerocket() {
        return bottlerocket_settings(group, c);
    }
    let more = c.sets_kubelet() || c.uses_instance_store();
    group.set_some("overrideBootstrapCommand", more.then(|| Yaml::Block(nodeadm::settings(c).document())))
}

/// A cluster of Windows nodes alone cannot resolve names.
pub(super) const LINUX_NODE: &str = "TODO: at least one Linux node as well, for CoreDNS. It is not part of the plan.";

/// What Bottlerocket takes of the kubelet's settings.
fn bottlerocket_settings(group: Map, c: &Context) -> Map {
    let kubernetes = Map::new()
        .set_some("system-reserved", c.system_reserved())
        .set_some("kube-reserved", c.kube_reserved())
        .set_some("eviction-hard", c.eviction_hard())
        .non_empty();
    let settings = kubernetes.map(|kubernetes| Map::new().set("kubernetes", kubernetes));
    group.set_some("bottlerocket", settings.map(|settings| Map::new().set("settings", settings))).note_if(
        c.uses_instance_store(),
        "TODO: the bootstrap commands of Bottlerocket 1.22 that set up the instance store, in bottlerocket.settings.",
    )
}
