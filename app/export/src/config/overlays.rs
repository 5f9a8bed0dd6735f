//! flannel's and Antrea's Helm values: a /24 of the cluster's own range for each node.

use super::context::Context;
use super::{ConfigFile, yaml_file};
use crate::yaml::{Map, comments};
use model::scenario::answers::{Multicast, Policy};

/// The size of a node's range.
const MASK: u32 = 24;
const RANGE: &str = "TODO: a range that neither the VPC nor its peers use, one /24 a node.";
const HIDDEN: &str = "The control plane cannot open connections to these pods: webhooks need host networking.";

pub(super) fn flannel(c: &Context) -> ConfigFile {
    let mut head = c.head("flannel Helm values");
    head.push(HIDDEN.into());
    head.push("TODO: flannel takes each node\u{2019}s range from the node\u{2019}s podCIDR. Whether the control plane of EKS assigns one is not confirmed: check before you rely on it.".into());
    let backend = if c.needs_encryption() { "wireguard" } else { "vxlan" };
    let values = Map::new()
        .note(RANGE)
        .set("podCidr", "TODO-pod-cidr")
        .set("flannel", Map::new().set("backend", backend))
        .set_if(c.policy() == Policy::Basic, "netpol", Map::new().set("enabled", true));
    yaml_file(
        "flannel-values.yaml",
        "flannel: Helm values",
        comments(&head) + &values.document(),
        "Values of the kube-flannel chart, before the nodes join.",
    )
}

pub(super) fn antrea(c: &Context) -> ConfigFile {
    let mut head = c.head("Antrea Helm values, encap mode");
    head.push(HIDDEN.into());
    if c.subject.scenario().answers.multicast == Multicast::Pods {
        head.push(
            "TODO: multicast is beta and off; Antrea\u{2019}s multicast guide turns it on for your version.".into(),
        );
    }
    let encryption = match (c.needs_encryption(), c.needs_fips()) {
        (false, _) => "none",
        (true, false) => "wireGuard",
        (true, true) => "ipsec",
    };
    let ranges = Map::new()
        .set("enable", true)
        .note(RANGE)
        .set("clusterCIDRs", vec!["TODO-pod-cidr"])
        .set("serviceCIDR", "TODO-service-cidr")
        .set("nodeCIDRMaskSizeIPv4", MASK);
    let values = Map::new()
        .set("trafficEncapMode", "encap")
        .set("tunnelType", "geneve")
        .set("trafficEncryptionMode", encryption)
        .note("Antrea hands out the nodes\u{2019} ranges itself.")
        .set("nodeIPAM", ranges);
    yaml_file(
        "antrea-values.yaml",
        "Antrea: Helm values",
        comments(&head) + &values.document(),
        "Values of the antrea chart, before the nodes join.",
    )
}
