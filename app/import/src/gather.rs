//! From facts to workloads: who belongs to whom, what is counted and what is left apart.

use crate::by_name::{ByName, in_order, name as joined, part};
use crate::facts::{Facts, Phase, Pod, Spec, Template};
use crate::imported::{Apart, Imported, OnNodes, Used, Why, Workload};
use crate::needs::Needs;
use crate::notes::{Notes, What};
use crate::owner::Owner;
use crate::placement::{CapacityType, Placement, label_of_today};
use crate::present::{self, Place, Present, PresentNode};
use crate::quantity::{Quantity, THOUSANDTHS_PER_MIB};
use crate::range::Range;
use crate::resources::{CPU, EPHEMERAL, GPU, MEMORY, NEURON, Resources};
use crate::storage;
use model::units::{Mib, MilliCpu};

/// Everything that follows from the facts.
pub(crate) fn gather(mut facts: Facts) -> Imported {
    let mut nodes = ByName::default();
    for (name, node) in facts.nodes.iter() {
        nodes.insert(name.to_owned(), present::node(name, node));
    }
    requested(&facts, &mut nodes);
    described(&mut facts, &mut nodes);
    nodes.iter().for_each(|(name, node)| of_node(name, node, &mut facts.notes));
    let mut groups = Groups::default();
    let pods = std::mem::take(&mut facts.pods);
    for (name, pod) in pods.iter() {
        groups.pod(&mut facts, &nodes, (part(name, 0), part(name, 1)), pod);
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
        imported.present = Some(Present { nodes: nodes.take().into_iter().map(|(_, node)| node).collect() });
    }
    imported.kinds = in_order(facts.kinds.take(), |(_, n)| u128::from(u32::MAX - n));
    imported.notes = facts.notes.list();
    imported
}

/// What the pods on each node request, in full.
fn requested(facts: &Facts, nodes: &mut ByName<PresentNode>) {
    for (_, pod) in facts.pods.iter().filter(|(_, pod)| pod.phase != Phase::Finished) {
        if let Some(node) = nodes.get_mut(&pod.node) {
            let spec = &facts.specs[pod.spec];
            node.requested.add(&spec.requests);
            node.pods += 1;
            node.with_address += u32::from(!spec.host_network);
            node.with_address_by_node += u32::from(!spec.host_network && pod.owner.is_on_every_node());
        }
    }
}

/// What is odd about a node.
fn of_node(name: &str, node: &PresentNode, notes: &mut Notes) {
    if !node.is_ready {
        notes.add(What::Counted, "Nodes that are not ready; they count", name);
    }
    if node.is_cordoned {
        notes.add(What::Counted, "Nodes that take no new pods; they count", name);
    }
    for resource in [CPU, MEMORY, EPHEMERAL] {
        let (requested, allocatable) = (node.requested.get(resource), node.allocatable.get(resource));
        if node.allocatable.named(resource).is_some() && requested > allocatable {
            let text = format!("More {resource} is requested of a node than it has for pods");
            notes.add(What::Wrong, text, name);
        }
    }
}

/// Holds the sums against those of `kubectl describe node`, where the input has them.
fn described(facts: &mut Facts, nodes: &mut ByName<PresentNode>) {
    for (name, described) in facts.described.take() {
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

/// Who pods belong to and what they need.
struct Group {
    namespace: String,
    owner: Owner,
    needs: Needs,
    placement: Placement,
}

/// Pods of a workload with their sums.
struct Counted {
    group: Group,
    pods: u32,
    pending: u32,
    on_spot: u32,
    used: Used,
}

/// Pods, CPU and memory of what is left apart.
type Sums = (u32, u64, u64);

#[derive(Default)]
struct Groups {
    workloads: ByName<Counted>,
    jobs: ByName<Counted>,
    on_nodes: ByName<OnNodes>,
    apart: [Sums; Why::ALL.len()],
    /// Families, namespaces and names of owners that have pods.
    has_pods: ByName<()>,
}

impl Groups {
    fn pod(&mut self, facts: &mut Facts, nodes: &ByName<PresentNode>, (namespace, name): (&str, &str), pod: &Pod) {
        let owner = owner_now(facts, namespace, &pod.owner);
        self.has_pods.insert(joined(&[family(&owner.kind), namespace, &owner.name]), ());
        let spec = facts.specs[pod.spec].clone();
        let is_on_every_node = owner.is_on_every_node();
        let needs = needs(facts, (namespace, name), &spec, &pod.claims, is_on_every_node);
        let node = nodes.get(&pod.node);
        if !pod.node.is_empty() && node.is_none() && !nodes.is_empty() {
            facts.notes.add(What::Counted, "Pods on nodes that are not in the input; counted as on EC2", name);
        }
        if let Some(why) = apart(pod, node, &spec.placement) {
            return self.leave_apart(why, &needs, 1);
        }
        let group = Group { namespace: namespace.to_owned(), owner, needs, placement: spec.placement };
        if group.owner.is_on_every_node() {
            let on_ec2 = node.map(|node| u32::from(node.place == Place::Ec2));
            return self.on_nodes(facts, group, on_ec2);
        }
        let counted = self.counted(group, pod.spec);
        counted.pods += 1;
        counted.pending += u32::from(pod.phase == Phase::Pending);
        let is_spot = node.is_some_and(|node| node.capacity_type == Some(CapacityType::Spot));
        counted.on_spot += u32::from(is_spot);
        if let Some((cpu, memory)) = used(facts, namespace, name) {
            let memory = u64::from(memory.mib().0);
            let used = &mut counted.used;
            used.pods += 1;
            used.cpu += u64::from(cpu.cpu().0);
            used.memory += memory;
            used.most_memory = used.most_memory.max(memory);
        }
    }

    fn leave_apart(&mut self, why: Why, needs: &Needs, pods: u32) {
        let sums = &mut self.apart[why as usize];
        let all = |each: u32| u64::from(each) * u64::from(pods);
        *sums = (sums.0.saturating_add(pods), sums.1 + all(needs.cpu.0), sums.2 + all(needs.memory.0));
    }

    /// The sums of a group; those of one owner are told apart by their spec and volumes.
    fn counted(&mut self, group: Group, spec: usize) -> &mut Counted {
        let list = if group.owner.is_transient() { &mut self.jobs } else { &mut self.workloads };
        let (volumes, spec) = (group.needs.volumes.to_string(), spec.to_string());
        let name = joined(&[&group.namespace, &group.owner.kind, &group.owner.name, &spec, &volumes]);
        list.get_or(name, || Counted { group, pods: 0, pending: 0, on_spot: 0, used: Used::default() })
    }

    fn on_nodes(&mut self, facts: &mut Facts, group: Group, nodes: Option<u32>) {
        let Group { namespace, owner, needs, placement } = group;
        let name = owner.name.clone();
        let key = joined(&[&namespace, &owner.kind, &owner.name]);
        let own = needs.clone();
        let known = self.on_nodes.get_or(key, || OnNodes { namespace, owner, needs: own, placement, nodes: None });
        if let Some(more) = nodes {
            known.nodes = Some(known.nodes.unwrap_or(0) + more);
        }
        if known.needs != needs {
            known.needs.cpu = known.needs.cpu.max(needs.cpu);
            known.needs.memory = known.needs.memory.max(needs.memory);
            known.needs.ephemeral = known.needs.ephemeral.max(needs.ephemeral);
            let text = "DaemonSets whose pods differ in what they request; the largest counts";
            facts.notes.add(What::Counted, text, name);
        }
    }

    fn finish(mut self) -> Imported {
        let mut apart = Vec::new();
        for (why, (pods, cpu, memory)) in Why::ALL.into_iter().zip(self.apart).filter(|(_, sums)| sums.0 > 0) {
            apart.push(Apart { why, pods, cpu, memory });
        }
        Imported {
            workloads: workloads(&mut self.workloads),
            jobs: workloads(&mut self.jobs),
            on_nodes: self.on_nodes.take().into_iter().map(|(_, on_nodes)| on_nodes).collect(),
            apart,
            ..Imported::default()
        }
    }
}

/// Groups of one owner are compared with so many before them.
const COMPARED: usize = 50;

/// One workload for what needs the same of one owner, those that need most first.
fn workloads(groups: &mut ByName<Counted>) -> Vec<Workload> {
    let mut all: Vec<Workload> = Vec::new();
    for (_, Counted { group, pods, pending, on_spot, used }) in groups.take() {
        let is_same = |w: &&mut Workload| {
            w.owner == group.owner
                && w.namespace == group.namespace
                && w.needs == group.needs
                && w.placement == group.placement
        };
        let used = Some(used).filter(|used| used.pods > 0);
        match all.iter_mut().rev().take(COMPARED).find(is_same) {
            Some(known) => {
                known.pods = known.pods.saturating_add(pods);
                known.pending += pending;
                known.on_spot += on_spot;
                known.used = Used::together(known.used, used);
            }
            None => {
                let Group { namespace, owner, needs, placement } = group;
                let taints = None;
                all.push(Workload { namespace, owner, pods, pending, on_spot, needs, placement, taints, used });
            }
        }
    }
    in_order(all, |w| u128::MAX - u128::from(weight(&w.needs)) * u128::from(w.pods))
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
    let key = joined(&[&owner.kind, namespace, &owner.name]);
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
    let mut templates = std::mem::take(&mut facts.templates);
    let mut names: ByName<()> = ByName::default();
    for (key, _) in templates.iter() {
        names.insert(joined(&[family(part(key, 0)), part(key, 1), part(key, 2)]), ());
    }
    for (key, template) in templates.take() {
        let (kind, namespace, name) = (part(&key, 0), part(&key, 1), part(&key, 2));
        let covers = |kind: &str, name: &str| joined(&[family(kind), namespace, name]);
        if let Some(owner) = &template.owner {
            let of_owner = covers(&owner.kind, &owner.name);
            if names.has(&of_owner) || groups.has_pods.has(&of_owner) {
                continue;
            }
        }
        if groups.has_pods.has(&covers(kind, name)) || (kind == "Job" && has_pods) {
            continue;
        }
        template_without_pods(facts, groups, &key, &template, has_pods);
    }
}

fn template_without_pods(facts: &mut Facts, groups: &mut Groups, key: &str, template: &Template, has_pods: bool) {
    let (kind, namespace, name) = (part(key, 0), part(key, 1), part(key, 2));
    let owner = template.owner.clone().unwrap_or_else(|| Owner::new(kind, name));
    let spec = facts.specs[template.spec].clone();
    let mut needs = needs(facts, (namespace, name), &spec, &template.claims, owner.is_on_every_node());
    by_limit_range(facts, namespace, name, template.lacking, &mut needs);
    let group = Group { namespace: namespace.to_owned(), owner, needs, placement: spec.placement };
    if group.owner.is_on_every_node() {
        return groups.on_nodes(facts, group, None);
    }
    let replicas = replicas(facts, key, template.replicas, &group.owner);
    if replicas == 0 {
        return;
    }
    if is_for_windows(&group.placement) {
        return groups.leave_apart(Why::Windows, &group.needs, replicas);
    }
    let replicas = match Range::named("pods", false) {
        Some(range) => range.nearest(replicas.into(), name, &mut facts.notes),
        None => replicas,
    };
    if has_pods && !group.owner.is_transient() {
        facts.notes.add(What::Counted, "Workloads without a pod; counted by their replicas", name);
    }
    let counted = groups.counted(group, template.spec);
    counted.pods = counted.pods.saturating_add(replicas);
}

/// Adds what a LimitRange gives containers that name nothing. Pods of a dump have it already: the API server writes it in.
fn by_limit_range(facts: &mut Facts, namespace: &str, name: &str, lacking: [u32; 2], needs: &mut Needs) {
    let Some(defaults) = facts.limits.get(namespace) else { return };
    let [cpu, memory] = [CPU, MEMORY].map(|resource| defaults.get(resource));
    let (cpu, memory) = (cpu.times(lacking[0]).cpu(), memory.times(lacking[1]).mib());
    if cpu.0 + memory.0 > 0 {
        let mut both = |key: &str, a: u32, b: u32| {
            let range = Range::named(key, false);
            range.map_or(0, |range| range.nearest(u64::from(a) + u64::from(b), name, &mut facts.notes))
        };
        needs.cpu = MilliCpu(both("cpu_m", needs.cpu.0, cpu.0));
        needs.memory = Mib(both("mem_mib", needs.memory.0, memory.0));
        let text = "Containers that name nothing get what a LimitRange of their namespace gives";
        facts.notes.add(What::Counted, text, name);
    }
}

/// What a table plans. Rows of one name are told apart by their number.
fn planned(facts: &mut Facts, groups: &mut Groups) {
    for (number, planned) in std::mem::take(&mut facts.planned).into_iter().enumerate() {
        let owner = Owner::new("Row", &planned.name);
        let group =
            Group { namespace: planned.namespace, owner, needs: planned.needs, placement: Placement::default() };
        let counted = groups.counted(group, facts.specs.len() + number);
        counted.pods = counted.pods.saturating_add(planned.pods);
    }
}

/// What a pod uses, where it was measured.
fn used(facts: &Facts, namespace: &str, name: &str) -> Option<(Quantity, Quantity)> {
    let with = |namespace: &str| facts.used.get(&joined(&[namespace, name])).copied();
    if facts.used.is_empty() { None } else { with(namespace).or_else(|| with("")) }
}

/// Replicas of a template: its own, an autoscaler's least, or one.
fn replicas(facts: &mut Facts, key: &str, own: Option<u32>, owner: &Owner) -> u32 {
    let scaled = facts.scaled.get(key).map(|scaled| (scaled.least, scaled.most));
    match (own, scaled) {
        (Some(own), None) => own,
        (own, Some((least, most))) => {
            let replicas = own.unwrap_or(least).max(least);
            let text = format!("An autoscaler keeps more replicas if need be, up to {most}; {replicas} are counted");
            facts.notes.add(What::Counted, text, part(key, 2));
            replicas
        }
        (None, None) if owner.is_transient() || owner.kind == "Pod" => 1,
        (None, None) => {
            facts.notes.add(
                What::Counted,
                "Workloads that name no replicas; one is counted, as Kubernetes does",
                part(key, 2),
            );
            1
        }
    }
}

/// What a pod needs in Berth's terms, its volumes resolved.
fn needs(
    facts: &mut Facts,
    (namespace, name): (&str, &str),
    spec: &Spec,
    claims: &[String],
    is_on_every_node: bool,
) -> Needs {
    let mut kept = Vec::new();
    for claim in claims {
        kept.push(storage::of_claim(facts, namespace, claim));
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
    Needs {
        host_network: spec.host_network,
        volumes,
        ..of_requests(&spec.requests, is_on_every_node, name, &mut facts.notes)
    }
}

/// The resources that Berth has a word for, as much as it takes; the rest by name.
fn of_requests(requests: &Resources, is_on_every_node: bool, name: &str, notes: &mut Notes) -> Needs {
    let mut needs = Needs::default();
    let mut taken = |key: &str, quantity: Quantity, unit: u64| {
        Range::named(key, is_on_every_node).map_or(0, |range| range.of_quantity(quantity, unit, name, notes))
    };
    for (name, quantity) in requests.iter().filter(|(_, quantity)| quantity.thousandths() > 0) {
        match label_of_today(name) {
            CPU => needs.cpu = MilliCpu(taken("cpu_m", quantity, 1)),
            MEMORY => needs.memory = Mib(taken("mem_mib", quantity, THOUSANDTHS_PER_MIB)),
            EPHEMERAL => needs.ephemeral = Mib(taken("disk_mib", quantity, THOUSANDTHS_PER_MIB)),
            GPU => needs.gpus = taken("gpus", quantity, 1_000),
            name if NEURON.contains(&name) => needs.neuron = taken("neuron", quantity, 1_000),
            "vpc.amazonaws.com/pod-eni" => needs.own_security_group = true,
            name => needs.other.push((name.to_owned(), u64::from(quantity.count()))),
        }
    }
    needs
}
