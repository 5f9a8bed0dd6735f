//! Calico by its operator: as the network, or for policy behind VPC CNI.

use super::context::Context;
use super::{ConfigFile, Purpose, YamlFile};
use crate::yaml::{Map, comments};
use model::advice::knowledge::options::OptionId;

/// A block of 64 addresses, as the plan counts them.
const BLOCK: u32 = 26;

/// The release that the steps install.
pub(super) const VERSION: &str = "v3.33.0";

/// Where its manifests are.
pub(super) fn manifests() -> String {
    format!("https://raw.githubusercontent.com/projectcalico/calico/{VERSION}/manifests")
}

/// Whether Calico has to encrypt and may. It has WireGuard only, which FIPS rules out.
pub(super) fn encrypts(c: &Context) -> bool {
    c.network == OptionId::Calico && c.needs_encryption() && !c.needs_fips()
}

pub(super) fn files(c: &Context) -> Vec<ConfigFile> {
    let mut files = vec![installed(c)];
    files.extend(encrypts(c).then(|| encryption(c)));
    files
}

fn installed(c: &Context) -> ConfigFile {
    let is_policy_only = c.network == OptionId::VpcCalico;
    let what = if is_policy_only { "Calico for network policy on VPC CNI" } else { "Calico as the network, VXLAN" };
    let mut head = c.head(what);
    match is_policy_only {
        true => head.push("VPC CNI\u{2019}s own network policy must stay off.".into()),
        false => {
            head.push("The control plane cannot open connections to these pods: webhooks need host networking.".into())
        }
    }
    if c.needs_encryption() && !encrypts(c) {
        head.push(
            match c.needs_fips() {
                true => "TODO: traffic is not encrypted. Calico encrypts with WireGuard only, whose algorithms FIPS does not approve.",
                false => "TODO: traffic is not encrypted here. Calico can encrypt between hosts on VPC CNI; its steps for that are of Amazon Linux 2, and nobody is known to have tried them since.",
            }
            .into(),
        );
    }
    let text = comments(&head) + &installation(is_policy_only).document() + "---\n" + &api_server().document();
    YamlFile {
        name: "calico.yaml",
        purpose: Purpose::Network,
        title: "Calico: the operator\u{2019}s installation",
        why: "After the Tigera operator: kubectl create -f calico.yaml.",
    }
    .with(text)
}

/// Felix's settings exist once the operator has run, so they are patched.
fn encryption(c: &Context) -> ConfigFile {
    let mut head = c.head("Calico encryption between nodes, by WireGuard");
    head.push("Pods on one node talk in the clear, and so does traffic to nodes without WireGuard.".into());
    YamlFile {
        name: "calico-encryption.yaml",
        purpose: Purpose::Network,
        title: "Calico: encryption",
        why: "Once its API server runs: kubectl patch felixconfiguration default --type merge --patch-file calico-encryption.yaml.",
    }
    .with(comments(&head) + &wireguard().document())
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

/// Serves the API projectcalico.org/v3, which policies and Felix's settings are written in.
fn api_server() -> Map {
    Map::new()
        .set("apiVersion", "operator.tigera.io/v1")
        .set("kind", "APIServer")
        .set("metadata", Map::new().set("name", "default"))
        .set("spec", Map::new())
}

fn wireguard() -> Map {
    Map::new()
        .set("apiVersion", "projectcalico.org/v3")
        .set("kind", "FelixConfiguration")
        .set("metadata", Map::new().set("name", "default"))
        .set("spec", Map::new().set("wireguardEnabled", true))
}
