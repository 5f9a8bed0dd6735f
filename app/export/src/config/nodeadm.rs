//! nodeadm's `NodeConfig`: the kubelet's settings of an AL2023 node, for its user data.

use super::context::{CLUSTER, Context};
use super::{ConfigFile, Purpose, YamlFile};
use crate::yaml::{Map, comments};
use model::node::max_pods::eni_limited;
use model::node::reserved;
use model::scenario::owner::Owner;

pub(super) fn file(c: &Context) -> ConfigFile {
    let mut head = c.head("nodeadm NodeConfig for AL2023");
    head.push(reserve(c));
    let cluster = Map::new()
        .note("TODO: aws eks describe-cluster shows all four.")
        .set("name", CLUSTER)
        .set("apiServerEndpoint", "TODO-endpoint")
        .set("certificateAuthority", "TODO-base64")
        .set("cidr", "TODO-service-cidr");
    let config = node_config(Map::new().set("cluster", cluster), c, Vec::new());
    YamlFile {
        name: "nodeconfig.yaml",
        purpose: Purpose::Nodes,
        title: "nodeadm: the node\u{2019}s own settings",
        why: "User data of a launch template of your own, where eksctl does not make the nodes.",
    }
    .with(comments(&head) + &config.document())
}

/// The settings alone, for nodeadm to merge with those of the cluster.
pub(super) fn settings(c: &Context) -> Map {
    settings_with_flags(c, Vec::new())
}

/// The same with arguments of the kubelet.
pub(super) fn settings_with_flags(c: &Context, flags: Vec<String>) -> Map {
    node_config(Map::new(), c, flags)
}

fn node_config(spec: Map, c: &Context, flags: Vec<String>) -> Map {
    // Without an image of its own, a managed group gets max-pods from EKS whatever is said here.
    let says_max_pods = c.owner() != Owner::ManagedNodeGroup || c.pins_image();
    let config = Map::new()
        .set_if(says_max_pods, "maxPods", c.max_pods())
        .set_some("podsPerCore", c.pods_per_core())
        .set_some("systemReserved", c.system_reserved())
        .set_some("kubeReserved", c.kube_reserved())
        .set_some("evictionHard", c.eviction_hard())
        .non_empty();
    let kubelet = Map::new().set_some("config", config).set_if(!flags.is_empty(), "flags", flags).non_empty();
    let storage = Map::new().set("localStorage", Map::new().set("strategy", "RAID0"));
    Map::new()
        .set("apiVersion", "node.eks.aws/v1alpha1")
        .set("kind", "NodeConfig")
        .set("spec", spec.set_some("kubelet", kubelet).set_if(c.uses_instance_store(), "instance", storage))
}

/// What maxPods does to the memory reserve: nothing, on AL2023.
pub(super) fn reserve(c: &Context) -> String {
    if let Some(memory) = c.node().kube_memory {
        return format!("kube-reserved memory is {memory}, as set.");
    }
    let counted = eni_limited(c.t);
    format!(
        "kube-reserved memory is {} whatever maxPods says: AL2023 counts the {counted} pods of the ENIs ({} + {} each).",
        reserved::memory(counted),
        reserved::MEMORY_BASE,
        reserved::MEMORY_PER_POD
    )
}
