//! Bottlerocket's settings: user data in TOML.

use super::context::{CLUSTER, Context};
use super::{ConfigFile, Language, Purpose};
use crate::yaml::comments;
use model::node::reserved;

pub(super) fn file(c: &Context) -> ConfigFile {
    let mut head = c.head("Bottlerocket settings");
    head.push(format!(
        "kube-reserved memory follows max-pods here: {} ({} + {} for each of {}).",
        reserved::memory(c.max_pods()),
        reserved::MEMORY_BASE,
        reserved::MEMORY_PER_POD,
        c.max_pods()
    ));
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
    let disks = if c.uses_instance_store() { INSTANCE_STORE } else { "" };
    system_reserved(c) + disks
}

fn system_reserved(c: &Context) -> String {
    let (cpu, memory) = (c.node().system_cpu.0, c.node().system_memory.0);
    let mut lines = String::new();
    if cpu > 0 {
        lines += &format!("cpu = \"{cpu}m\"\n");
    }
    if memory > 0 {
        lines += &format!("memory = \"{memory}Mi\"\n");
    }
    if lines.is_empty() { lines } else { format!("\n[settings.kubernetes.system-reserved]\n{lines}") }
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
