//! VPC CNI: the add-on's configuration values, and an `ENIConfig` for each zone with custom networking.
//!
//! The add-on's schema takes every value as text.

use super::context::Context;
use super::{ConfigFile, yaml_file};
use crate::text;
use crate::yaml::{Map, comments};
use model::advice::knowledge::options::OptionId;
use model::node::max_pods::is_custom_networking;
use model::scenario::answers::Policy;
use model::scenario::network_mode::NetworkMode;

/// The values, `None` where the add-on's defaults will do.
pub(super) fn values(c: &Context) -> Option<Map> {
    let native = !matches!(c.network, OptionId::VpcCalico | OptionId::VpcCilium);
    Map::new()
        .set_some("env", env(c).non_empty())
        .set_if(c.policy() == Policy::Basic && native, "enableNetworkPolicy", "true")
        .non_empty()
}

fn env(c: &Context) -> Map {
    let (mode, node) = (c.mode(), c.node());
    let env = Map::new().set_if(c.network == OptionId::VpcCalico, "ANNOTATE_POD_IP", "true");
    // An IPv6 node holds one /80 whatever is set, and EKS turns it on itself.
    if mode == NetworkMode::Ipv6 {
        return env;
    }
    let prefixes = mode.uses_prefixes();
    let text = |n: Option<u32>| n.map(|n| n.to_string());
    let custom = is_custom_networking(mode);
    let groups = mode.facts().branch_enis;
    env.set_if(prefixes, "ENABLE_PREFIX_DELEGATION", "true")
        .set_if(custom, "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "true")
        .set_if(custom, "ENI_CONFIG_LABEL_DEF", "topology.kubernetes.io/zone")
        .set_if(groups, "ENABLE_POD_ENI", "true")
        .set_if(groups, "POD_SECURITY_GROUP_ENFORCING_MODE", "standard")
        .set_some("MAX_ENI", text(node.max_eni))
        .set_some("WARM_ENI_TARGET", text(node.warm.enis.filter(|_| !prefixes)))
        .set_some("WARM_PREFIX_TARGET", text(node.warm.prefixes.filter(|_| prefixes)))
        .set_some("WARM_IP_TARGET", text(node.warm.addresses))
        .set_some("MINIMUM_IP_TARGET", text(node.warm.minimum))
}

pub(super) fn file(c: &Context) -> Option<ConfigFile> {
    let values = values(c)?;
    let mut head = c.head("VPC CNI add-on configuration values");
    if c.mode().facts().branch_enis {
        head.push("TODO: attach AmazonEKSVPCResourceController to the cluster\u{2019}s role, and write a SecurityGroupPolicy for the pods.".into());
    }
    if c.network == OptionId::VpcCalico {
        head.push("TODO: let the aws-node ClusterRole patch pods; ANNOTATE_POD_IP needs it.".into());
    }
    Some(yaml_file(
        "vpc-cni.yaml",
        "VPC CNI: the add-on\u{2019}s settings",
        comments(&head) + &values.document(),
        "The same as in cluster.yaml, for an existing cluster: aws eks update-addon --configuration-values file://vpc-cni.yaml.",
    ))
}

/// One for each zone, by its name, which is how VPC CNI finds it.
pub(super) fn eni_configs(c: &Context) -> Option<ConfigFile> {
    if !is_custom_networking(c.mode()) {
        return None;
    }
    let zones = c.zones();
    let documents: Vec<String> = match zones.is_empty() {
        true => vec![eni_config("TODO-zone", None)],
        false => zones.into_iter().map(|zone| eni_config(zone, Some(zone))).collect(),
    };
    let mut head = c.head("ENIConfig for each zone");
    head.push("TODO: the pods\u{2019} own subnet of each zone, and their security groups.".into());
    Some(yaml_file(
        "eniconfigs.yaml",
        "VPC CNI: the pods\u{2019} subnets",
        comments(&head) + &documents.join("---\n"),
        "Custom networking takes the pods\u{2019} subnet of a zone from here: kubectl apply -f eniconfigs.yaml.",
    ))
}

/// A zone that cannot name a Kubernetes object is left to fill in, with what was given in a comment.
fn eni_config(name: &str, zone: Option<&str>) -> String {
    let is_name = |name: &str| {
        let of_names = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !name.is_empty() && name.chars().all(of_names) && !name.starts_with('-') && !name.ends_with('-')
    };
    let metadata = match zone {
        Some(zone) if !is_name(zone) => Map::new()
            .note(format!("TODO: the zone\u{2019}s name; the scenario has {}", text::line(zone)))
            .set("name", "TODO-zone"),
        _ => Map::new().set("name", name),
    };
    Map::new()
        .set("apiVersion", "crd.k8s.amazonaws.com/v1alpha1")
        .set("kind", "ENIConfig")
        .set("metadata", metadata)
        .set("spec", Map::new().set("subnet", "TODO-subnet-id").set("securityGroups", vec!["TODO-security-group-id"]))
        .document()
}
