//! Cilium's Helm values: ENI mode, overlay, or chained behind VPC CNI.

use super::context::Context;
use super::{ConfigFile, Purpose, YamlFile};
use crate::yaml::{Map, comments};
use model::advice::knowledge::options::OptionId;

/// The size of a node's range in the cluster pool.
const MASK: u32 = 24;

pub(super) fn file(c: &Context) -> ConfigFile {
    let (mut head, values) = match c.network {
        OptionId::VpcCilium => (c.head("Cilium Helm values, chained behind VPC CNI"), chained(c)),
        OptionId::CiliumEni => (c.head("Cilium Helm values, ENI mode"), eni(c)),
        _ => (c.head("Cilium Helm values, overlay"), overlay()),
    };
    if c.network == OptionId::VpcCilium {
        head.push("Running pods are managed by Cilium once they are restarted.".into());
    } else {
        head.push(
            "kube-proxy stays. TODO, to replace it: kubeProxyReplacement with k8sServiceHost and k8sServicePort."
                .into(),
        );
    }
    let values = multicast(encrypted(values, c), c);
    let why = match c.network {
        OptionId::VpcCilium => "helm install cilium cilium/cilium --namespace kube-system -f cilium-values.yaml.",
        _ => "helm install cilium cilium/cilium --namespace kube-system -f cilium-values.yaml, before the nodes join.",
    };
    YamlFile { name: "cilium-values.yaml", purpose: Purpose::Network, title: "Cilium: Helm values", why }
        .with(comments(&head) + &values.document())
}

fn chained(c: &Context) -> Map {
    let cni = Map::new().set("chainingMode", "aws-cni").set("exclusive", false).set_if(
        c.needs_encryption(),
        "enableRouteMTUForCNIChaining",
        true,
    );
    Map::new()
        .set("cni", cni)
        .set("enableIPv4Masquerade", false)
        .set("routingMode", "native")
        .set("endpointRoutes", Map::new().set("enabled", true))
}

fn eni(c: &Context) -> Map {
    Map::new()
        .set("eni", Map::new().set("enabled", true).set("awsEnablePrefixDelegation", c.mode().uses_prefixes()))
        .set("ipam", Map::new().set("mode", "eni"))
        .set("routingMode", "native")
        .note("TODO: the operator\u{2019}s IAM permissions on ENIs, and the interface to masquerade on, if any (egressMasqueradeInterfaces).")
}

fn overlay() -> Map {
    let operator = Map::new()
        .note("TODO: a range that neither the VPC nor its peers use; one range of /24 a node.")
        .set("clusterPoolIPv4PodCIDRList", vec!["TODO-pod-cidr"])
        .set("clusterPoolIPv4MaskSize", MASK);
    Map::new()
        .set("ipam", Map::new().set("mode", "cluster-pool").set("operator", operator))
        .set("routingMode", "tunnel")
        .set("tunnelProtocol", "vxlan")
}

/// Beta, over VXLAN only, and not with IPsec.
fn multicast(values: Map, c: &Context) -> Map {
    if !c.wants_multicast() || c.network != OptionId::CiliumOverlay {
        return values;
    }
    if c.needs_encryption() && c.needs_fips() {
        return values.note("TODO: multicast stays off. Cilium has none together with IPsec.");
    }
    values
        .note("Beta: TODO, each group and its subscribers are set up on every node by hand (cilium-dbg bpf multicast).")
        .set("multicast", Map::new().set("enabled", true))
}

/// WireGuard where the pod network has to encrypt; IPsec where FIPS rules WireGuard out.
fn encrypted(values: Map, c: &Context) -> Map {
    if !c.needs_encryption() {
        return values;
    }
    let kind = if c.needs_fips() { "ipsec" } else { "wireguard" };
    values
        .note_if(
            c.needs_fips(),
            "TODO: the IPsec keys\u{2019} secret. Whether a build is FIPS-validated is not verified.",
        )
        .set("encryption", Map::new().set("enabled", true).set("type", kind))
}
