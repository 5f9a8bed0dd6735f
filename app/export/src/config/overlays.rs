//! flannel's and Antrea's Helm values: a /24 of the cluster's own range for each node.

use super::context::Context;
use super::{ConfigFile, Purpose, YamlFile};
use crate::yaml::{Map, comments};
use model::scenario::answers::Policy;

/// The size of a node's range.
const MASK: u32 = 24;
const RANGE: &str = "TODO: a range that neither the VPC nor its peers use, one /24 a node.";
const HIDDEN: &str = "The control plane cannot open connections to these pods: webhooks need host networking.";

pub(super) fn flannel(c: &Context) -> ConfigFile {
    let mut head = c.head("flannel Helm values");
    head.push(HIDDEN.into());
    head.push("TODO: flannel takes each node\u{2019}s range from the node\u{2019}s podCIDR. Whether the control plane of EKS assigns one is not confirmed: check before you rely on it.".into());
    let by_wireguard = c.needs_encryption() && !c.needs_fips();
    if c.needs_encryption() && !by_wireguard {
        head.push("TODO: traffic is not encrypted. flannel encrypts with WireGuard, whose algorithms FIPS does not approve; its IPsec is experimental.".into());
    }
    let backend = if by_wireguard { "wireguard" } else { "vxlan" };
    let values = Map::new()
        .note(RANGE)
        .set("podCidr", "TODO-pod-cidr")
        .set("flannel", Map::new().set("backend", backend))
        .set_if(c.policy() == Policy::Basic, "netpol", Map::new().set("enabled", true));
    YamlFile {
        name: "flannel-values.yaml",
        purpose: Purpose::Network,
        title: "flannel: Helm values",
        why: "Values of the flannel chart, before the nodes join.",
    }
    .with(comments(&head) + &values.document())
}

pub(super) fn antrea(c: &Context) -> ConfigFile {
    let mut head = c.head("Antrea Helm values, encap mode");
    head.push(HIDDEN.into());
    let encryption = match (c.needs_encryption(), c.needs_fips()) {
        (false, _) => "none",
        (true, false) => "wireGuard",
        (true, true) => "ipsec",
    };
    let multicast = c.wants_multicast() && encryption == "none";
    if multicast {
        head.push("Multicast is beta: IPv4 on Linux, 20 groups a node unless set otherwise.".into());
    }
    if c.wants_multicast() && !multicast {
        head.push("TODO: multicast stays off. The answers ask for it and for encryption; antrea-agent refuses to start with both. Choose one.".into());
    }
    let ranges = Map::new()
        .set("enable", true)
        .note(RANGE)
        .set("clusterCIDRs", vec!["TODO-pod-cidr"])
        .set("serviceCIDR", "TODO-service-cidr")
        .set("nodeCIDRMaskSizeIPv4", MASK);
    let key = Map::new()
        .note("TODO: a key of your own. The chart\u{2019}s is the word changeme, the same in every cluster.")
        .set("psk", "TODO-pre-shared-key");
    let values = Map::new()
        .set("trafficEncapMode", "encap")
        .set("tunnelType", "geneve")
        .set("trafficEncryptionMode", encryption)
        .set_if(encryption == "ipsec", "ipsec", key)
        .set_if(multicast, "multicast", Map::new().set("enable", true))
        .note("Antrea hands out the nodes\u{2019} ranges itself.")
        .set("nodeIPAM", ranges);
    YamlFile {
        name: "antrea-values.yaml",
        purpose: Purpose::Network,
        title: "Antrea: Helm values",
        why: "Values of the antrea chart, before the nodes join.",
    }
    .with(comments(&head) + &values.document())
}
