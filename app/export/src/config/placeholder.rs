//! Pods that hold room for others and make way for them: a priority below all others', and deployments that have it.
//!
//! Sources: kubernetes/website@83964de95fef content/en/docs/tasks/administer-cluster/node-overprovisioning.md.

use super::context::Context;
use crate::yaml::{Map, Yaml};

/// The name of the priority, and how those of the placeholders start.
pub(super) const PRIORITY: &str = "berth-spare-room";
/// Below pods that set none, which have 0, and no lower than Cluster Autoscaler counts pods: its flag
/// `expendable-pods-priority-cutoff` is -10 unless it is set.
const BELOW: u64 = 10;
const IMAGE: &str = "registry.k8s.io/pause:3.10";
/// For what Berth writes none for.
pub(super) const GUIDE: &str = "https://kubernetes.io/docs/tasks/administer-cluster/node-overprovisioning/";
/// Whom they make way for.
pub(super) const MAKE_WAY: &str = "The placeholders\u{2019} priority is below that of pods that set none, so they make way for pods that need the room. Pods of a lower priority still, or with preemptionPolicy Never, do not take it.";

/// Placeholders that are alike.
pub(super) struct Placeholder {
    /// Of the deployment.
    pub name: String,
    /// What they hold room for, in a sentence.
    pub about: String,
    /// How many.
    pub replicas: u32,
    /// What each asks for: millicores, and MiB of memory and of disk.
    pub cpu: u32,
    pub memory: u32,
    pub disk: u32,
    /// Whether each zone has as many.
    pub over_zones: bool,
}

pub(super) fn priority() -> Map {
    Map::new()
        .set("apiVersion", "scheduling.k8s.io/v1")
        .set("kind", "PriorityClass")
        .set("metadata", Map::new().set("name", PRIORITY))
        .set("value", Yaml::Below(BELOW))
        .set("globalDefault", false)
        .set("description", "Placeholders that make way for every other pod.")
}

impl Placeholder {
    /// On the nodes of a pool.
    pub fn deployment(self, c: &Context) -> Map {
        let labels = || Map::new().set("app", self.name.as_str());
        let requests = Map::new()
            .set_if(self.cpu > 0, "cpu", format!("{}m", self.cpu))
            .set_if(self.memory > 0, "memory", format!("{}Mi", self.memory))
            .set_if(self.disk > 0, "ephemeral-storage", format!("{}Mi", self.disk));
        let container =
            Map::new().set("name", "pause").set("image", IMAGE).set("resources", Map::new().set("requests", requests));
        let over_zones = Map::new()
            .set("maxSkew", 1_u32)
            .set("topologyKey", "topology.kubernetes.io/zone")
            .set("whenUnsatisfiable", "DoNotSchedule")
            .set("nodeTaintsPolicy", "Honor")
            .set("labelSelector", Map::new().set("matchLabels", labels()));
        let pods = Map::new()
            .set("priorityClassName", PRIORITY)
            .set("terminationGracePeriodSeconds", 0_u32)
            .note("On the nodes of the plan, not on others of the cluster.")
            .set("nodeSelector", Map::new().set("karpenter.sh/nodepool", c.name()))
            .set_if(self.over_zones, "topologySpreadConstraints", vec![over_zones])
            .set("containers", vec![container]);
        let spec = Map::new()
            .set("replicas", self.replicas)
            .set("selector", Map::new().set("matchLabels", labels()))
            .set("template", Map::new().set("metadata", Map::new().set("labels", labels())).set("spec", pods));
        Map::new()
            .note(self.about.as_str())
            .set("apiVersion", "apps/v1")
            .set("kind", "Deployment")
            .set("metadata", Map::new().set("name", self.name.as_str()))
            .set("spec", spec)
    }
}
