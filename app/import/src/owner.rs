//! Whose pod it is: the Deployment behind a ReplicaSet, the CronJob behind a Job, a node's own static pod.

use crate::value::Value;

/// What a pod belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// `Deployment`, `StatefulSet`, `DaemonSet`, `Job`, `Node` for static pods, `Pod` for a pod of its own, or any other.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// Kinds whose pods run to an end.
const ENDING: [&str; 7] =
    ["Job", "CronJob", "Workflow", "TaskRun", "PipelineRun", "EphemeralRunner", "SparkApplication"];

impl Owner {
    /// Of this kind and name.
    pub fn new(kind: &str, name: &str) -> Owner {
        Owner { kind: kind.to_owned(), name: name.to_owned() }
    }

    /// Whether its pods run to an end.
    pub fn is_transient(&self) -> bool {
        ENDING.contains(&self.kind.as_str())
    }

    /// Whether each node has one of its pods.
    pub fn is_on_every_node(&self) -> bool {
        matches!(self.kind.as_str(), "DaemonSet" | "Node")
    }
}

/// The owner of a pod with this metadata, as far as the pod alone tells.
pub(crate) fn owner_of(metadata: &Value, name: &str, node: &str) -> Owner {
    let is_mirror = metadata.at(&["annotations", "kubernetes.io/config.mirror"]).text().is_some();
    let Some(owner) = controller(metadata) else {
        return if is_mirror { static_pod(name, node) } else { Owner::new("Pod", name) };
    };
    match owner.kind.as_str() {
        "Node" => static_pod(name, node),
        "ReplicaSet" => {
            let hash = metadata.at(&["labels", "pod-template-hash"]).text();
            let deployment = match hash {
                Some(hash) => owner.name.strip_suffix(hash).and_then(|name| name.strip_suffix('-')),
                None => without_hash(&owner.name),
            };
            deployment.map_or_else(|| owner.clone(), |name| Owner::new("Deployment", name))
        }
        "Job" => without_number(&owner.name).map_or_else(|| owner.clone(), |name| Owner::new("CronJob", name)),
        _ => owner,
    }
}

/// The owner that manages the object.
pub(crate) fn controller(metadata: &Value) -> Option<Owner> {
    let owners = metadata.get("ownerReferences").list();
    let owner = owners.iter().find(|owner| owner.get("controller").is_true()).or(owners.first())?;
    Some(Owner::new(owner.get("kind").str(), owner.get("name").str()))
}

/// A static pod is named after its node: `kube-proxy-ip-10-0-0-1.ec2.internal`.
fn static_pod(name: &str, node: &str) -> Owner {
    let base = name.strip_suffix(node).and_then(|name| name.strip_suffix('-')).filter(|_| !node.is_empty());
    Owner::new("Node", base.unwrap_or(name))
}

/// `web-6d4cf56db6` is of `web`: a hash has no vowels.
fn without_hash(name: &str) -> Option<&str> {
    let (base, hash) = name.rsplit_once('-')?;
    let is_hash = (5..=10).contains(&hash.len()) && hash.bytes().all(|b| b"bcdfghjklmnpqrstvwxz2456789".contains(&b));
    is_hash.then_some(base)
}

/// `backup-28394720` is of the CronJob `backup`: the minute of its start.
fn without_number(name: &str) -> Option<&str> {
    let (base, number) = name.rsplit_once('-')?;
    (number.len() >= 8 && number.bytes().all(|b| b.is_ascii_digit())).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_and_start_times_are_told_from_names() {
        assert_eq!(without_hash("web-6d4cf56db6"), Some("web"));
        assert_eq!(without_hash("web-backend"), None);
        assert_eq!(without_hash("coredns-76f75df574"), Some("coredns"));
        assert_eq!(without_number("backup-28394720"), Some("backup"));
        assert_eq!(without_number("migrate-42"), None);
        assert_eq!(static_pod("kube-proxy-ip-10-0-0-1", "ip-10-0-0-1"), Owner::new("Node", "kube-proxy"));
        assert_eq!(static_pod("etcd-a", ""), Owner::new("Node", "etcd-a"));
    }
}
