//! From facts to workloads: who belongs to whom, what is counted and what is left apart.

use crate::facts::{Facts, Phase, Pod, Spec};
use crate::imported::{Apart, Imported, OnNodes, Used, Why, Workload};
use crate::needs::Needs;
use crate::notes::What;
use crate::owner::Owner;
use crate::placement::{Placement, label_of_today};
use crate::present::{self, Place, Present, PresentNode};
use crate::quantity::Quantity;
use crate::resources::{CPU, EPHEMERAL, MEMORY, Resources};
use crate::storage;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that follows from the facts.
pub(crate) fn gather(mut facts: Facts) -> Imported {
    let mut nodes: BTreeMap<String, PresentNode> =
        facts.nodes.iter().map(|(name, node)| (name.clone(), present::node(name, node))).collect();
    requested(&facts, &mut nodes);
    described(&mut facts, &mut nodes);
    let mut groups = Groups::default();
    let pods = std::mem::take(&mut facts.pods);
    for ((namespace, name), pod) in &pods {
        groups.pod(&mut facts, &nodes, namespace, name, pod);
    }
    templates(&mut facts, &mut groups, !pods.is_empty());
    planned(&mut facts, &mut groups);
    if pods.is_empty() {
        for (kind, name) in std::mem::take(&mut facts.operated) {
            let text = format!("{kind}: an operator makes its pods, and they are not in the input");
            facts.notes.add(What::NotUnderstood, text, name);
        }
    }
    let mut imported = groups.finish();
    let labels: Vec<_> = nodes.iter().filter_map(|(name, node)| Some((facts.nodes.get(name)?, node))).collect();
    for workload in imported.workloads.iter_mut().chain(&mut imported.jobs) {
        crate::groups::place(workload, &labels, &mut facts.notes);
    }
    crate::groups::daemonsets(&imported.on_nodes, &labels, &mut facts.notes);
    if !nodes.is_empty() {
        imported.present = Some(Present { nodes: nodes.into_values().collect() });
    }
    imported.kinds = facts.kinds.into_iter().collect();
    imported.kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    imported.notes = facts.notes.list();
    imported
}

/// What the pods on each node request, in full.
fn requested(facts: &Facts, nodes: &mut BTreeMap<String, PresentNode>) {
    for pod in facts.pods.values().filter(|pod| pod.phase != Phase::Finished) {
        if let Some(node) = nodes.get_mut(&pod.node) {
            node.requested.add(&facts.specs[pod.spec].requests);
            node.pods += 1;
        }
    }
}

/// Holds the sums against those of `kubectl describe node`, where the input has them.
fn described(facts: &mut Facts, nodes: &mut BTreeMap<String, PresentNode>) {
    for (name, described) in std::mem::take(&mut facts.described) {
        let Some(node) = nodes.get_mut(&name) else {
            facts.notes.add(What::Counted, "Nodes that `kubectl describe` names and the input does not have", &name);
            continue;
        };
        for (resource, theirs) in described.iter() {
            let ours = node.requested.get(resource);
            if ours != theirs {
                let text = format!(
                    "Requests that do not sum up to what `kubectl describe node` says: the pods of the input ask for {ours} of \
                     {resource} on {name}, kubectl says {theirs}"
                );
                facts.notes.add(What::Wrong, text, "");
            }
        }
        node.described = Some(described);
    }
}

/// Pods that need the same, by owner.
type Key = (String, Owner, Needs, Placement);

/// Pods of a group, those that are pending, and what was measured of them.
#[derive(Clone, Copy, Default)]
struct Counts {
    pods: u32,
    pending: u32,
    used: Used,
}

#[derive(Default)]
struct Groups {
    workloads: BTreeMap<Key, Counts>,
    jobs: BTreeMap<Key, Counts>,
    /// By namespace and owner: needs, where it may run, the nodes that it runs on.
    on_nodes: BTreeMap<(String, Owner), (Needs, Placement, Option<u32>)>,
    apart: BTreeMap<Why, (u32, u64, u64)>,
    /// Families, namespaces and names of owners that have pods.
    has_pods: BTreeSet<(&'static str, String, String)>,
}

impl Groups {
    fn pod(
        &mut self,
        facts: &mut Facts,
        nodes: &BTreeMap<String, PresentNode>,
        namespace: &str,
        name: &str,
        pod: &Pod,
    ) {
        let owner = owner_now(facts, namespace, &pod.owner);
        self.has_pods.insert((family(&owner.kind), namespace.to_owned(), owner.name.clone()));
        let spec = facts.specs[pod.spec].clone();
        let needs = needs(facts, namespace, name, &spec, &pod.claims);
        let node = nodes.get(&pod.node);
        if !pod.node.is_empty() && node.is_none() && !nodes.is_empty() {
            facts.notes.add(What::Counted, "Pods on nodes that are not in the input; counted as on EC2", name);
        }
        if let Some(why) = apart(pod, node, &spec.placement) {
            let sums = self.apart.entry(why).or_default();
            *sums = (sums.0 + 1, sums.1 + u64::from(needs.cpu.0), sums.2 + u64::from(needs.memory.0));
            return;
        }
        if owner.is_on_every_node() {
            let on_ec2 = node.map(|node| u32::from(node.place == Place::Ec2));
            self.on_nodes(facts, namespace, owner, (needs, spec.placement), on_ec2);
            return;
        }
        let list = if owner.is_transient() { &mut self.jobs } else { &mut self.workloads };
        let counts = list.entry((namespace.to_owned(), owner, needs, spec.placement)).or_default();
        counts.pods += 1;
        counts.pending += u32::from(pod.phase == Phase::Pending);
        if let Some((cpu, memory)) = used(facts, namespace, name) {
            let (cpu, memory) = (u64::from(cpu.cpu().0), u64::from(memory.mib().0));
            let Used { pods, cpu: all_cpu, memory: all_memory, most_memory } = counts.used;
            counts.used = Used {
                pods: pods + 1,
                cpu: all_cpu + cpu,
                memory: all_memory + memory,
                most_memory: most_memory.max(memory),
            };
        }
    }

    fn on_nodes(
        &mut self,
        facts: &mut Facts,
        namespace: &str,
        owner: Owner,
        what: (Needs, Placement),
        nodes: Option<u32>,
    ) {
        let (needs, placement) = what;
        let name = owner.name.clone();
        let key = (namespace.to_owned(), owner);
        let known = self.on_nodes.entry(key).or_insert_with(|| (needs.clone(), placement, None));
        if let Some(more) = nodes {
            known.2 = Some(known.2.unwrap_or(0) + more);
        }
        if known.0 != needs {
            known.0.cpu = known.0.cpu.max(needs.cpu);
            known.0.memory = known.0.memory.max(needs.memory);
            known.0.ephemeral = known.0.ephemeral.max(needs.ephemeral);
            facts.notes.add(
                What::Counted,
                "DaemonSets whose pods differ in what they request; the largest counts",
                name,
            );
        }
    }

    fn finish(self) -> Imported {
        let list = |groups: BTreeMap<Key, Counts>| {
            let of = |((namespace, owner, needs, placement), counts): (Key, Counts)| Workload {
                namespace,
                owner,
                pods: counts.pods,
                pending: counts.pending,
                needs,
                placement,
                group: None,
                used: Some(counts.used).filter(|used| used.pods > 0),
            };
            let mut list: Vec<Workload> = groups.into_iter().map(of).collect();
            list.sort_by_key(|w| std::cmp::Reverse(weight(&w.needs) * u64::from(w.pods)));
            list
        };
        let on_nodes = self.on_nodes.into_iter();
        let apart = self.apart.into_iter();
        Imported {
            workloads: list(self.workloads),
            jobs: list(self.jobs),
            on_nodes: on_nodes
                .map(|((namespace, owner), (needs, placement, nodes))| OnNodes {
                    namespace,
                    owner,
                    needs,
                    placement,
                    nodes,
                })
                .collect(),
            apart: apart.map(|(why, (pods, cpu, memory))| Apart { why, pods, cpu, memory }).collect(),
            ..Imported::default()
        }
    }
}

/// How much of a node a pod takes, roughly: a core as much as 4 GiB, a GPU as 8 cores.
pub(crate) fn weight(needs: &Needs) -> u64 {
    u64::from(needs.cpu.0).max(u64::from(needs.memory.0) / 4) + 8_000 * u64::from(needs.gpus + needs.neuron) + 1
}

/// Why a pod is no part of the workload.
fn apart(pod: &Pod, node: Option<&PresentNode>, placement: &Placement) -> Option<Why> {
    if pod.phase == Phase::Finished {
        return Some(Why::Finished);
    }
    match node.map(|node| node.place) {
        Some(Place::Fargate) => return Some(Why::Fargate),
        Some(Place::Hybrid) => return Some(Why::Hybrid),
        Some(Place::ControlPlane) => return Some(Why::ControlPlane),
        None if pod.node.starts_with("fargate-") => return Some(Why::Fargate),
        _ => {}
    }
    is_for_windows(placement).then_some(Why::Windows)
}

fn is_for_windows(placement: &Placement) -> bool {
    placement.values(crate::placement::OS).is_some_and(|values| values == ["windows"])
}

/// The owner as the objects that were read make it: a ReplicaSet's own owner, a Job's.
fn owner_now(facts: &Facts, namespace: &str, owner: &Owner) -> Owner {
    let key = (owner.kind.clone(), namespace.to_owned(), owner.name.clone());
    facts.owners.get(&key).cloned().unwrap_or_else(|| owner.clone())
}

/// Kinds that make the same pods: a Rollout's look like a Deployment's.
fn family(kind: &str) -> &'static str {
    match kind {
        "StatefulSet" => "StatefulSet",
        "DaemonSet" => "DaemonSet",
        "Job" | "CronJob" => "Job",
        "Pod" => "Pod",
        "Node" => "Node",
        _ => "replicas",
    }
}

/// What makes pods and has none in the input counts by its template.
fn templates(facts: &mut Facts, groups: &mut Groups, has_pods: bool) {
    let templates = std::mem::take(&mut facts.templates);
    let names: BTreeSet<_> =
        templates.keys().map(|(kind, ns, name)| (family(kind), ns.clone(), name.clone())).collect();
    for ((kind, namespace, name), template) in templates {
        if let Some(owner) = &template.owner {
            let of_owner = (family(&owner.kind), namespace.clone(), owner.name.clone());
            if names.contains(&of_owner) || groups.has_pods.contains(&of_owner) {
                continue;
            }
        }
        let owner = template.owner.clone().unwrap_or_else(|| Owner::new(&kind, &name));
        let is_covered = groups.has_pods.contains(&(family(&kind), namespace.clone(), name.clone()));
        if is_covered || (kind == "Job" && has_pods) {
            continue;
        }
        let spec = facts.specs[template.spec].clone();
        let needs = needs(facts, &namespace, &name, &spec, &template.claims);
        if owner.is_on_every_node() {
            groups.on_nodes(facts, &namespace, owner, (needs, spec.placement), None);
            continue;
        }
        let replicas = replicas(facts, &(kind, namespace.clone(), name.clone()), template.replicas, &owner);
        if replicas == 0 {
            continue;
        }
        if is_for_windows(&spec.placement) {
            let sums = groups.apart.entry(Why::Windows).or_default();
            let all = |each: u32| u64::from(each) * u64::from(replicas);
            *sums = (sums.0.saturating_add(replicas), sums.1 + all(needs.cpu.0), sums.2 + all(needs.memory.0));
            continue;
        }
        if has_pods && !owner.is_transient() {
            facts.notes.add(What::Counted, "Workloads without a pod; counted by their replicas", name);
        }
        let list = if owner.is_transient() { &mut groups.jobs } else { &mut groups.workloads };
        let counts = list.entry((namespace, owner, needs, spec.placement)).or_default();
        counts.pods = counts.pods.saturating_add(replicas);
    }
}

/// What a table plans.
fn planned(facts: &mut Facts, groups: &mut Groups) {
    for planned in std::mem::take(&mut facts.planned) {
        let owner = Owner::new("Row", &planned.name);
        let counts =
            groups.workloads.entry((planned.namespace, owner, planned.needs, Placement::default())).or_default();
        counts.pods = counts.pods.saturating_add(planned.pods);
    }
}

/// What a pod uses, where it was measured.
fn used(facts: &Facts, namespace: &str, name: &str) -> Option<(Quantity, Quantity)> {
    let with = |namespace: &str| facts.used.get(&(namespace.to_owned(), name.to_owned())).copied();
    if facts.used.is_empty() { None } else { with(namespace).or_else(|| with("")) }
}

/// Replicas of a template: its own, an autoscaler's least, or one.
fn replicas(facts: &mut Facts, key: &(String, String, String), own: Option<u32>, owner: &Owner) -> u32 {
    let scaled = facts.scaled.get(key).map(|scaled| (scaled.least, scaled.most));
    match (own, scaled) {
        (Some(own), None) => own,
        (own, Some((least, most))) => {
            let replicas = own.unwrap_or(least).max(least);
            let text = format!("An autoscaler keeps more replicas if need be, up to {most}; {replicas} are counted");
            facts.notes.add(What::Counted, text, &key.2);
            replicas
        }
        (None, None) if owner.is_transient() || owner.kind == "Pod" => 1,
        (None, None) => {
            facts.notes.add(
                What::Counted,
                "Workloads that name no replicas; one is counted, as Kubernetes does",
                &key.2,
            );
            1
        }
    }
}

/// What a pod needs in Berth's terms, its volumes resolved.
fn needs(facts: &mut Facts, namespace: &str, name: &str, spec: &Spec, claims: &[String]) -> Needs {
    let mut kept = Vec::new();
    for claim in claims {
        kept.push(storage::of_claim(facts, &(namespace.to_owned(), claim.clone())));
    }
    kept.extend(spec.classes.iter().map(|class| storage::of_class(facts, class)));
    let is_guess = |kept: &&storage::Kept| matches!(kept, storage::Kept::Guessed { .. });
    let guessed = kept.iter().filter(is_guess).count() as u32;
    if guessed > 0 {
        let text = "Volumes of which the input does not tell whether they are on EBS; counted by their storage class's name, as EBS \
                    unless it names another. Add `persistentvolumes,persistentvolumeclaims,storageclasses` to the dump";
        facts.notes.add_many(What::Counted, text, name, guessed);
    }
    if spec.has_device_claims {
        facts.notes.add(What::NotUnderstood, "Devices through resource claims", name);
    }
    let volumes = spec.ebs + kept.iter().filter(|kept| kept.is_ebs()).count() as u32;
    Needs { host_network: spec.host_network, volumes, ..of_requests(&spec.requests) }
}

/// The resources that Berth has a word for; the rest by name.
fn of_requests(requests: &Resources) -> Needs {
    let mut needs = Needs::default();
    for (name, quantity) in requests.iter().filter(|(_, quantity)| quantity.thousandths() > 0) {
        match label_of_today(name) {
            CPU => needs.cpu = quantity.cpu(),
            MEMORY => needs.memory = quantity.mib(),
            EPHEMERAL => needs.ephemeral = quantity.mib(),
            "nvidia.com/gpu" => needs.gpus = quantity.count(),
            "aws.amazon.com/neuron" | "aws.amazon.com/neurondevice" => needs.neuron = quantity.count(),
            "vpc.amazonaws.com/pod-eni" => needs.own_security_group = true,
            name => needs.other.push((name.to_owned(), u64::from(quantity.count()))),
        }
    }
    needs
}
