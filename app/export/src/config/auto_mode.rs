//! Auto Mode's node pool and class.

use super::context::{Context, NAME, NODE_ROLE};
use super::{ConfigFile, Purpose, YamlFile, karpenter, kept_free, launched};
use crate::yaml::{Map, comments};
use model::node::disks::data_gib;
use model::node::max_pods::is_custom_networking;
use model::scenario::answers::Policy;
use model::scenario::network_mode::Source;

pub(super) fn file(c: &Context, all: &[Context]) -> ConfigFile {
    let mut head = c.head("EKS Auto Mode NodePool and NodeClass");
    head.push(c.room_to_grow());
    head.extend(c.spread());
    head.extend(kept_free::said(c, all));
    head.extend(karpenter::steering(c, all));
    head.extend(launched::said(c));
    head.push(format!(
        "max-pods: {} on {}. Auto Mode calculates it for each node, 110 at most; nothing here sets it.",
        c.max_pods(),
        c.t.name
    ));
    if c.node().max_pods.is_some() {
        head.push("TODO: the scenario sets max-pods. No setting of Auto Mode is known for it.".into());
    }
    if c.mode().facts().branch_enis {
        head.push("TODO: Kubernetes 1.36 or later, which security groups for pods need on Auto Mode, and a SecurityGroupPolicy for the pods.".into());
    }
    let class = Map::new().set("group", "eks.amazonaws.com").set("kind", "NodeClass").set("name", NAME);
    let pool = |c: &Context| karpenter::pool(c, class.clone()).document() + "---\n";
    let mut text = comments(&head) + &all.iter().map(pool).collect::<String>() + &node_class(c).document();
    if wants_policy(c) {
        text += "---\n";
        text += &policy_controller().document();
    }
    for placeholder in kept_free::documents(c, all) {
        text += "---\n";
        text += &placeholder.document();
    }
    YamlFile {
        name: "auto-mode.yaml",
        purpose: Purpose::Nodes,
        title: "Auto Mode: pool and class of the nodes",
        why: "The pool that Auto Mode launches the nodes from: kubectl apply -f auto-mode.yaml.",
    }
    .with(text)
}

fn wants_policy(c: &Context) -> bool {
    matches!(c.policy(), Policy::Basic | Policy::DnsNames)
}

fn node_class(c: &Context) -> Map {
    let selected = || vec![Map::new().set("tags", Map::new().set("TODO-tag", "TODO-value"))];
    let is_custom = is_custom_networking(c.mode());
    let is_single = c.mode().facts().source == Source::Secondary;
    let spec = Map::new()
        .note("TODO: the role of the nodes, the one with the access entry, and the tags that select subnets and security groups.")
        .set("role", NODE_ROLE)
        .set("subnetSelectorTerms", selected())
        .set("securityGroupSelectorTerms", selected())
        .note_if(is_custom, "The pods\u{2019} own subnets, one in each zone of the nodes, and their security groups: Auto Mode takes both or neither.")
        .set_if(is_custom, "podSubnetSelectorTerms", selected())
        .set_if(is_custom, "podSecurityGroupSelectorTerms", selected())
        .set("ephemeralStorage", Map::new().set("size", format!("{}Gi", data_gib(c.node()))))
        .set_if(wants_policy(c), "networkPolicy", "DefaultAllow")
        .note_if(is_single, "Single addresses, one of them kept ready; without this Auto Mode takes /28 prefixes.")
        .set_if(is_single, "advancedNetworking", Map::new().set("ipv4PrefixSize", "32"));
    Map::new()
        .set("apiVersion", "eks.amazonaws.com/v1")
        .set("kind", "NodeClass")
        .set("metadata", Map::new().set("name", NAME))
        .set("spec", spec)
}

/// Network policy is off until the controller is told.
fn policy_controller() -> Map {
    Map::new()
        .set("apiVersion", "v1")
        .set("kind", "ConfigMap")
        .set("metadata", Map::new().set("name", "amazon-vpc-cni").set("namespace", "kube-system"))
        .set("data", Map::new().set("enable-network-policy-controller", "true"))
}
