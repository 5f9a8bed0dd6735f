//! What objects say, kept small: one fact a pod, what is alike once. Nothing is concluded here but what one object alone
//! tells; who belongs to whom is [`crate::gather`]'s.

use crate::by_name::{ByName, name as joined, part};
use crate::needs::Needs;
use crate::notes::{Notes, What};
use crate::owner::{Owner, owner_of};
use crate::placement::{self, NodeLabels, Placement, Taint, is_of_every_pod};
use crate::quantity::Quantity;
use crate::requests;
use crate::resources::{CPU, MEMORY, Resources, shown};
use crate::source::Sink;
use crate::value::Value;
use model::order::sort_short_by;
use std::hash::{Hash, Hasher};

/// What is alike of many pods: what they need and where they may run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Spec {
    pub requests: Resources,
    pub placement: Placement,
    pub host_network: bool,
    /// Storage classes of the volumes that are made for each pod; empty for the cluster's default.
    pub classes: Vec<String>,
    /// EBS volumes that the pod names itself.
    pub ebs: u32,
    /// Asks for devices through resource claims.
    pub has_device_claims: bool,
}

/// A pod.
pub(crate) struct Pod {
    pub owner: Owner,
    pub spec: usize,
    pub node: String,
    pub phase: Phase,
    pub claims: Vec<String>,
}

/// Where a pod is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Pending,
    Running,
    Finished,
}

/// Something that makes pods.
pub(crate) struct Template {
    pub replicas: Option<u32>,
    pub owner: Option<Owner>,
    pub spec: usize,
    pub claims: Vec<String>,
    /// Containers that name no CPU, and no memory: a LimitRange gives them its own.
    pub lacking: [u32; 2],
}

/// A node.
pub(crate) struct Node {
    pub labels: NodeLabels,
    pub taints: Vec<Taint>,
    pub capacity: Resources,
    pub allocatable: Resources,
    pub os_image: String,
    pub provider: String,
    pub is_ready: bool,
    pub is_cordoned: bool,
}

/// A claim for a volume.
pub(crate) struct Claim {
    pub class: String,
    pub volume: String,
}

/// Replicas that an autoscaler keeps.
pub(crate) struct Scaled {
    pub least: u32,
    pub most: u32,
}

/// A workload that a table plans.
pub(crate) struct Planned {
    pub namespace: String,
    pub name: String,
    pub pods: u32,
    pub needs: Needs,
}

/// Everything that was read.
#[derive(Default)]
pub(crate) struct Facts {
    /// By namespace and name.
    pub pods: ByName<Pod>,
    /// By kind, namespace and name.
    pub templates: ByName<Template>,
    pub nodes: ByName<Node>,
    pub specs: Vec<Spec>,
    known_specs: ByName<usize>,
    /// Who owns the ReplicaSets and Jobs that were read, by kind, namespace and name.
    pub owners: ByName<Owner>,
    /// By namespace and name.
    pub claims: ByName<Claim>,
    /// What is behind a volume: a driver's name.
    pub volumes: ByName<String>,
    /// The provisioner of a storage class.
    pub classes: ByName<String>,
    /// What LimitRanges give containers that name nothing, by namespace.
    pub limits: ByName<Resources>,
    /// By kind, namespace and name of what is scaled.
    pub scaled: ByName<Scaled>,
    /// Workloads of a table.
    pub planned: Vec<Planned>,
    /// CPU and memory that pods use, by `kubectl top pods`, by namespace and name. The namespace is empty where that does
    /// not print it.
    pub used: ByName<(Quantity, Quantity)>,
    /// What `kubectl describe node` calls allocated.
    pub described: ByName<Resources>,
    /// Objects by kind, read or not.
    pub kinds: ByName<u32>,
    /// Kind and name of objects of which an operator makes pods.
    pub operated: Vec<(String, String)>,
    pub notes: Notes,
    pub nameless: u32,
}

/// The EBS driver that Kubernetes had built in.
pub(crate) const EBS_IN_TREE: &str = "kubernetes.io/aws-ebs";
const MAX_KINDS: usize = 300;

impl Facts {
    /// Takes an object in.
    pub fn take(&mut self, kind: &str, object: &Value, wrong: Vec<String>) {
        let name = object.at(&["metadata", "name"]).str().to_owned();
        let namespace = object.at(&["metadata", "namespace"]).text().filter(|n| !n.is_empty()).unwrap_or("default");
        let kind = if kind.is_empty() { guessed_kind(object) } else { kind };
        if !kind.is_empty() && (self.kinds.len() < MAX_KINDS || self.kinds.has(kind)) {
            *self.kinds.get_or(shown(kind), || 0) += 1;
        }
        let mut wrong = wrong;
        let spec = object.get("spec");
        let key = joined(&[kind, namespace, &name]);
        match kind {
            "Pod" => self.pod(namespace, name, object, &mut wrong),
            "Node" => self.node(name, object, &mut wrong),
            "PersistentVolumeClaim" => self.claim(joined(&[namespace, &name]), spec),
            "PersistentVolume" => _ = self.volumes.insert(name, driver(spec).to_owned()),
            "StorageClass" => _ = self.classes.insert(name, object.get("provisioner").str().to_owned()),
            "HorizontalPodAutoscaler" => self.autoscaler(namespace, spec, ["minReplicas", "maxReplicas"], 1),
            "ScaledObject" => self.autoscaler(namespace, spec, ["minReplicaCount", "maxReplicaCount"], 0),
            "LimitRange" => self.limit_range(namespace, spec, &mut wrong),
            "CronJob" => self.template(key, object, spec.at(&["jobTemplate", "spec", "template"]), &mut wrong),
            "Job" => self.template(key, object, spec.get("template"), &mut wrong),
            "" => wrong.push("it has no kind, so it is no object of Kubernetes".to_owned()),
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController" => {
                match spec.at(&["template", "spec", "containers"]).list().is_empty() {
                    true => wrong.push("it has no containers, so it is left out".to_owned()),
                    false => self.template(key, object, spec.get("template"), &mut wrong),
                }
            }
            _ if !spec.at(&["template", "spec", "containers"]).list().is_empty() => {
                self.template(key, object, spec.get("template"), &mut wrong);
            }
            // an operator's own object: what makes its pods is not in it
            _ if spec.get("replicas").count().is_some_and(|replicas| replicas > 0) => {
                self.operated.push((shown(kind), shown(&name)));
            }
            _ => return,
        }
        let kind = if kind.is_empty() { "An object" } else { kind };
        for text in wrong {
            let name = object.at(&["metadata", "name"]).str();
            self.notes.add(What::Wrong, format!("{kind}: {text}"), shown(name));
        }
    }

    fn pod(&mut self, namespace: &str, mut name: String, object: &Value, wrong: &mut Vec<String>) {
        let (spec, status) = (object.get("spec"), object.get("status"));
        let has_node = spec.get("nodeName").text().is_some_and(|node| !node.is_empty());
        let phase = match status.get("phase").str() {
            "Succeeded" | "Failed" => Phase::Finished,
            "Running" => Phase::Running,
            // its node does not answer
            "Unknown" if has_node => Phase::Running,
            _ => Phase::Pending,
        };
        if name.is_empty() {
            self.nameless += 1;
            name = format!("{}{}", object.at(&["metadata", "generateName"]).str(), self.nameless);
        }
        let owner = owner_of(object.get("metadata"), &name, spec.get("nodeName").str());
        let (known, claims) = self.spec(spec, status, object.at(&["metadata", "labels"]), wrong);
        let node = spec.get("nodeName").str().to_owned();
        let pod = Pod { owner, spec: known, node, phase, claims };
        if self.pods.insert(joined(&[namespace, &name]), pod) {
            self.notes.add(What::Counted, "Pods that are in the input more than once; the last counts", shown(&name));
        }
    }

    /// The spec of a pod or template, once for all that are alike, and the claims that it names.
    fn spec(&mut self, spec: &Value, status: &Value, labels: &Value, wrong: &mut Vec<String>) -> (usize, Vec<String>) {
        let (mut claims, mut classes, mut ebs) = (Vec::new(), Vec::new(), 0);
        for volume in spec.get("volumes").list() {
            let (claim, made) = (volume.get("persistentVolumeClaim"), volume.get("ephemeral"));
            if !claim.is_null() {
                claims.push(claim.get("claimName").str().to_owned());
            } else if !made.is_null() {
                classes.push(made.at(&["volumeClaimTemplate", "spec", "storageClassName"]).str().to_owned());
            } else if !volume.get("awsElasticBlockStore").is_null() {
                ebs += 1;
            }
        }
        let made = Spec {
            requests: requests::of_pod(spec, status, wrong),
            placement: placement::of_pod(spec, &labels.texts()),
            host_network: spec.get("hostNetwork").is_true(),
            classes,
            ebs,
            has_device_claims: !spec.get("resourceClaims").list().is_empty(),
        };
        (self.known(made), claims)
    }

    fn known(&mut self, spec: Spec) -> usize {
        let mut hasher = Fnv(0xCBF2_9CE4_8422_2325);
        spec.hash(&mut hasher);
        let mut hash = hasher.finish();
        loop {
            match self.known_specs.get(&hash.to_string()) {
                Some(known) if self.specs[*known] == spec => return *known,
                // another spec with this hash
                Some(_) => hash = hash.wrapping_add(1),
                None => break,
            }
        }
        self.known_specs.insert(hash.to_string(), self.specs.len());
        self.specs.push(spec);
        self.specs.len() - 1
    }

    fn template(&mut self, key: String, object: &Value, template: &Value, wrong: &mut Vec<String>) {
        let owner = crate::owner::controller(object.get("metadata"));
        let labels = template.at(&["metadata", "labels"]);
        let (mut index, claims) = self.spec(template.get("spec"), &Value::Null, labels, wrong);
        let made = object.at(&["spec", "volumeClaimTemplates"]).list();
        if !made.is_empty() {
            let mut spec = self.specs[index].clone();
            spec.classes.extend(made.iter().map(|claim| claim.at(&["spec", "storageClassName"]).str().to_owned()));
            index = self.known(spec);
        }
        if let Some(owner) = &owner {
            self.owners.insert(key.clone(), owner.clone());
        }
        let lacking = [CPU, MEMORY].map(|resource| lacking(template.at(&["spec", "containers"]), resource));
        if let Some(class) = template.at(&["spec", "runtimeClassName"]).text() {
            let text = format!("Runtime class {}: what it adds to each pod is not in manifests", shown(class));
            self.notes.add(What::NotUnderstood, text, shown(part(&key, 2)));
        }
        let replicas = match part(&key, 0) {
            "CronJob" | "Job" if object.at(&["spec", "suspend"]).is_true() => Some(0),
            "CronJob" => object.at(&["spec", "jobTemplate", "spec", "parallelism"]).count().or(Some(1)),
            "Job" => object.at(&["spec", "parallelism"]).count().or(Some(1)),
            _ => object.at(&["spec", "replicas"]).count(),
        };
        let name = part(&key, 2).to_owned();
        let template = Template { replicas, owner, spec: index, claims, lacking };
        if self.templates.insert(key, template) {
            self.notes.add(
                What::Counted,
                "Workloads that are in the input more than once; the last counts",
                shown(&name),
            );
        }
    }

    fn node(&mut self, name: String, object: &Value, wrong: &mut Vec<String>) {
        let (spec, status) = (object.get("spec"), object.get("status"));
        let capacity = Resources::of(status.get("capacity"), wrong);
        let mut allocatable = Resources::of(status.get("allocatable"), wrong);
        if allocatable.is_empty() {
            allocatable = capacity.clone();
        }
        let conditions = status.get("conditions").list();
        let ready = conditions.iter().find(|condition| condition.get("type").text() == Some("Ready"));
        let node = Node {
            labels: NodeLabels::of(object.at(&["metadata", "labels"])),
            taints: taints(spec.get("taints")),
            capacity,
            allocatable,
            os_image: status.at(&["nodeInfo", "osImage"]).str().to_owned(),
            provider: spec.get("providerID").str().to_owned(),
            is_ready: ready.is_none_or(|ready| ready.get("status").is_true_word()),
            is_cordoned: spec.get("unschedulable").is_true(),
        };
        if self.nodes.insert(name.clone(), node) {
            self.notes.add(What::Counted, "Nodes that are in the input more than once; the last counts", shown(&name));
        }
    }

    fn claim(&mut self, name: String, spec: &Value) {
        let class = spec.get("storageClassName").str().to_owned();
        self.claims.insert(name, Claim { class, volume: spec.get("volumeName").str().to_owned() });
    }

    fn autoscaler(&mut self, namespace: &str, spec: &Value, [least, most]: [&str; 2], usual: u32) {
        let target = spec.get("scaleTargetRef");
        let kind = target.get("kind").text().unwrap_or("Deployment");
        let key = joined(&[kind, namespace, target.get("name").str()]);
        let least = spec.get(least).count().unwrap_or(usual);
        let most = spec.get(most).count().unwrap_or(least);
        self.scaled.insert(key, Scaled { least, most });
    }

    /// What a container requests that names nothing: the default request, else the default limit.
    fn limit_range(&mut self, namespace: &str, spec: &Value, wrong: &mut Vec<String>) {
        for limits in spec.get("limits").list().iter().filter(|limits| limits.get("type").text() == Some("Container")) {
            let mut defaults = Resources::of(limits.get("defaultRequest"), wrong);
            defaults.fill_from(&Resources::of(limits.get("default"), wrong));
            self.limits.get_or(namespace.to_owned(), Resources::default).fill_from(&defaults);
        }
    }
}

/// Containers that neither request a resource nor are limited in it.
fn lacking(containers: &Value, resource: &str) -> u32 {
    let names = |container: &Value, list: &str| !container.at(&["resources", list]).get(resource).is_null();
    containers.list().iter().filter(|c| !names(c, "requests") && !names(c, "limits")).count() as u32
}

/// A small hash, the same everywhere.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
}

/// Lists print objects without their kind where they name it themselves; a pod and a node show what they are.
fn guessed_kind(object: &Value) -> &'static str {
    if !object.at(&["spec", "containers"]).list().is_empty() {
        "Pod"
    } else if !object.at(&["status", "capacity"]).is_null() && !object.at(&["status", "nodeInfo"]).is_null() {
        "Node"
    } else {
        ""
    }
}

/// What a volume is on.
fn driver<'v>(spec: &'v Value) -> &'v str {
    if !spec.get("awsElasticBlockStore").is_null() {
        return EBS_IN_TREE;
    }
    match spec.at(&["csi", "driver"]).text() {
        Some(driver) => driver,
        None if ["local", "hostPath"].iter().any(|kind| !spec.get(kind).is_null()) => "local",
        None if !spec.get("nfs").is_null() => "nfs",
        None => "",
    }
}

/// Taints that keep pods away and that nobody but an owner of nodes sets.
fn taints(list: &Value) -> Vec<Taint> {
    let of = |t: &Value| Taint {
        key: t.get("key").str().to_owned(),
        value: t.get("value").str().to_owned(),
        effect: t.get("effect").str().to_owned(),
    };
    let is_lasting = |t: &Taint| {
        t.effect != "PreferNoSchedule"
            && !is_of_every_pod(&t.key)
            && !["node.cloudprovider.kubernetes.io/uninitialized", "karpenter.sh/disrupted", "karpenter.sh/disruption"]
                .contains(&t.key.as_str())
    };
    let mut all: Vec<_> = list.list().iter().map(of).filter(is_lasting).collect();
    sort_short_by(&mut all, |a, b| a.key.cmp(&b.key));
    all
}

impl Value<'_> {
    /// Whether a condition's status is true: Kubernetes writes it with a capital.
    fn is_true_word(&self) -> bool {
        matches!(self.str(), "True" | "true")
    }
}

/// Passes objects on to the facts, and progress to whoever watches.
pub(crate) struct Taker<'a> {
    pub facts: &'a mut Facts,
    pub progress: &'a mut dyn FnMut(usize),
    pub reported: usize,
}

/// Progress is told this often.
const STEP: usize = 1 << 20;

impl Sink for Taker<'_> {
    fn object(&mut self, kind: Option<&str>, object: Value<'_>, wrong: Vec<String>) {
        let own = object.get("kind").text().or(kind).unwrap_or_default();
        self.facts.take(own, &object, wrong);
    }

    fn read(&mut self, bytes: usize) {
        if bytes >= self.reported + STEP {
            self.reported = bytes;
            (self.progress)(bytes);
        }
    }
}
