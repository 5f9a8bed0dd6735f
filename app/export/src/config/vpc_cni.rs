//! VPC CNI: the add-on's configuration values, with an `ENIConfig` for each zone where pods have subnets of their own.
//!
//! The add-on's schema takes every variable as text. Its `ENIConfig`s come with it: a node without one never becomes
//! ready (ipamd.go: "Failed to attach any ENIs for custom networking").

use super::context::Context;
use super::{ConfigFile, Purpose, YamlFile};
use crate::not_planned::wants_windows;
use crate::text;
use crate::yaml::{Map, comments, is_name};
use model::advice::knowledge::options::OptionId;
use model::node::max_pods::is_custom_networking;
use model::scenario::answers::Policy;
use model::scenario::network_mode::NetworkMode;

/// The values, `None` where the add-on's defaults will do.
pub(super) fn values(c: &Context) -> Option<Map> {
    settings(c).set_some("eniConfig", is_custom_networking(c.mode()).then(|| eni_config(c))).non_empty()
}

/// The values but for the pods' subnets.
pub(super) fn settings(c: &Context) -> Map {
    let native = !matches!(c.network, OptionId::VpcCalico | OptionId::VpcCilium);
    let windows = c.node().is_windows() || (wants_windows(c.subject.scenario()) && c.mode() != NetworkMode::Ipv6);
    Map::new()
        .set_some("env", env(c).non_empty())
        .set_if(c.policy() == Policy::Basic && native, "enableNetworkPolicy", "true")
        .set_if(windows, "enableWindowsIpam", "true")
        .set_if(windows && c.mode().uses_prefixes(), "enableWindowsPrefixDelegation", "true")
}

/// The variables of the CNI's container.
pub(super) fn env(c: &Context) -> Map {
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
    head.extend(todos(c));
    Some(
        YamlFile {
            name: "vpc-cni.yaml",
            purpose: Purpose::Existing,
            title: "VPC CNI: the add-on\u{2019}s settings",
            why: "The same as in cluster.yaml, for an existing cluster: aws eks update-addon --configuration-values file://vpc-cni.yaml.",
        }
        .with(comments(&head) + &values.document()),
    )
}

/// The chart's values, for a VPC CNI that is no add-on.
pub(super) fn helm(c: &Context) -> Option<ConfigFile> {
    let is_ipv6 = c.mode() == NetworkMode::Ipv6;
    let values = match is_ipv6 {
        true => ipv6(),
        false => values(c)?,
    };
    let mut head = c.head("aws-vpc-cni Helm values");
    head.push("originalMatchLabels lets Helm take over the aws-node that EKS has installed, once its objects carry Helm\u{2019}s labels and annotations: see the chart\u{2019}s README. Not beside the EKS add-on.".into());
    head.extend(todos(c));
    Some(
        YamlFile {
            name: "vpc-cni-helm.yaml",
            purpose: Purpose::Existing,
            title: "VPC CNI: Helm values",
            why: "Where VPC CNI is a Helm release and no add-on: helm upgrade --install aws-vpc-cni eks/aws-vpc-cni --namespace kube-system -f vpc-cni-helm.yaml.",
        }
        .with(comments(&head) + &values.set("originalMatchLabels", true).document()),
    )
}

/// EKS sets these itself; the chart does not know the cluster.
fn ipv6() -> Map {
    let on = |key: &str| Map::new().set(key, "true");
    Map::new()
        .set("init", Map::new().set("env", on("ENABLE_IPv6")))
        .set("nodeAgent", on("enableIpv6"))
        .set("env", on("ENABLE_IPv6").set("ENABLE_IPv4", "false").set("ENABLE_PREFIX_DELEGATION", "true"))
}

fn todos(c: &Context) -> Vec<String> {
    let mut out = Vec::new();
    if is_custom_networking(c.mode()) {
        out.push("TODO: the pods\u{2019} own subnet of each zone. Their security groups are the node\u{2019}s, unless each has securityGroups of its own. A node in a zone that is missing here never becomes ready.".into());
    }
    if c.mode().facts().branch_enis {
        out.push("TODO: attach AmazonEKSVPCResourceController to the cluster\u{2019}s role, and write a SecurityGroupPolicy for the pods.".into());
    }
    if c.network == OptionId::VpcCalico {
        out.push("TODO: let the aws-node ClusterRole patch pods; ANNOTATE_POD_IP needs it.".into());
    }
    out
}

/// A subnet for each zone, by the zone's name, which is how VPC CNI finds it.
fn eni_config(c: &Context) -> Map {
    let zones = c.zones();
    let mut subnets = Map::new();
    for zone in zones.iter().filter(|zone| is_name(zone)) {
        subnets = subnets.set(zone, subnet());
    }
    let strange: Vec<_> = zones.iter().filter(|zone| !is_name(zone)).map(|zone| text::line(zone)).collect();
    if !strange.is_empty() {
        subnets = subnets.note(format!("TODO: the names of these zones; the scenario has {}", strange.join(", ")));
    }
    if zones.is_empty() || !strange.is_empty() {
        subnets = subnets.set("TODO-zone", subnet());
    }
    Map::new().set("create", true).set("region", c.region()).set("subnets", subnets)
}

fn subnet() -> Map {
    Map::new().set("id", "TODO-subnet-id")
}
