//! Calico by its operator: as the network, or for policy behind VPC CNI.

use super::context::Context;
use super::{ConfigFile, yaml_file};
use crate::yaml::{Map, comments};
use model::advice::knowledge::options::OptionId;

/// A block of 64 addresses, as the plan counts them.
const BLOCK: u32 = 26;

pub(super) fn file(c: &Context) -> ConfigFile {
    let is_policy_only = c.network == OptionId::VpcCalico;
    let what = if is_policy_only { "Calico for network policy on VPC CNI" } else { "Calico as the network, VXLAN" };
    let mut head = c.head(what);
    match is_policy_only {
        true => head.push("VPC CNI\u{2019}s own network policy must stay off.".into()),
        false => {
            head.push("The control plane cannot open connections to these pods: webhooks need host networking.".into())
        }
    }
    let mut text = comments(&head) + &installation(is_policy_only).document();
    if !is_policy_only && c.needs_encryption() {
        text += "---\n";
        text += &wireguard().document();
    }
    yaml_file(
        "calico.yaml",
        "Calico: the operator\u{2019}s installation",
        text,
        "After the Tigera operator: kubectl create -f calico.yaml.",
    )
}

fn installation(is_policy_only: bool) -> Map {
    let cni = if is_policy_only { "AmazonVPC" } else { "Calico" };
    let pool = Map::new()
        .note("TODO: a range that neither the VPC nor its peers use.")
        .set("cidr", "TODO-pod-cidr")
        .set("blockSize", BLOCK)
        .set("encapsulation", "VXLAN")
        .set("natOutgoing", "Enabled")
        .set("nodeSelector", "all()");
    let network = Map::new().set("bgp", "Disabled").set_if(!is_policy_only, "ipPools", vec![pool]);
    Map::new()
        .set("apiVersion", "operator.tigera.io/v1")
        .set("kind", "Installation")
        .set("metadata", Map::new().set("name", "default"))
        .set(
            "spec",
            Map::new()
                .set("kubernetesProvider", "EKS")
                .set("cni", Map::new().set("type", cni))
                .set("calicoNetwork", network),
        )
}

fn wireguard() -> Map {
    Map::new()
        .set("apiVersion", "projectcalico.org/v3")
        .set("kind", "FelixConfiguration")
        .set("metadata", Map::new().set("name", "default"))
        .set("spec", Map::new().set("wireguardEnabled", true))
}
