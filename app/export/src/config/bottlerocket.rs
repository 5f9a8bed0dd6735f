//! Bottlerocket's settings: user data in TOML.

use super::context::{CLUSTER, Context};
use super::{ConfigFile, Language, Purpose};
use crate::yaml::{Map, comments};
use model::node::reserved;

pub(super) fn file(c: &Context) -> ConfigFile {
    let mut head = c.head("Bottlerocket settings");
    head.push(match c.node().kube_memory {
        Some(memory) => format!("kube-reserved memory is {memory}, as set."),
        None => format!(
            "kube-reserved memory follows max-pods here: {} ({} + {} for each of {}).",
            reserved::memory(c.max_pods()),
            reserved::MEMORY_BASE,
            reserved::MEMORY_PER_POD,
            c.max_pods()
        ),
    });
    let mut text = comments(&head);
    text += "[settings.kubernetes]\n";
    text += "# TODO: aws eks describe-cluster shows all three.\n";
    for (key, value) in
        [("cluster-name", CLUSTER), ("api-server", "TODO-endpoint"), ("cluster-certificate", "TODO-base64")]
    {
        text += &format!("{key} = \"{value}\"\n");
    }
    text += &format!("max-pods = {}\n", c.max_pods());
    text += &beside_max_pods(c);
    ConfigFile {
        name: "bottlerocket.toml",
        purpose: Purpose::Nodes,
        title: "Bottlerocket: the node\u{2019}s own settings",
        language: Language::Toml,
        text,
        why: "User data of a launch template of your own, where neither eksctl nor Karpenter makes the nodes.",
    }
}

/// The tables that follow those keys.
pub(super) fn beside_max_pods(c: &Context) -> String {
    let tables = [
        ("system-reserved", c.system_reserved()),
        ("kube-reserved", c.kube_reserved()),
        ("eviction-hard", c.eviction_hard()),
    ];
    let tables = tables.into_iter().filter_map(|(name, map)| Some(table(name, &map?)));
    let disks = c.uses_instance_store().then(|| INSTANCE_STORE.to_string());
    tables.chain(disks).collect()
}

fn table(name: &str, map: &Map) -> String {
    let quoted = |key: &str| if key.contains('.') { format!("\"{key}\"") } else { key.to_string() };
    let lines: String = map.texts().map(|(key, value)| format!("{} = \"{value}\"\n", quoted(key))).collect();
    format!("\n[settings.kubernetes.{name}]\n{lines}")
}

/// All instance-store disks as one, for images and pods. Bottlerocket 1.22 and later.
const INSTANCE_STORE: &str = r#"
[settings.bootstrap-commands.k8s-ephemeral-storage]
commands = [
    ["apiclient", "ephemeral-storage", "init"],
    ["apiclient", "ephemeral-storage", "bind", "--dirs", "/var/lib/containerd", "/var/lib/kubelet", "/var/log/pods"],
]
essential = true
mode = "always"
"#;
