//! What was understood, as a scenario of Berth; and what a scenario has no setting for.

use crate::by_name::{ByName, in_order};
use crate::imported::{Imported, OnNodes, Workload};
use crate::merge::{Merged, merge, pools, weight};
use crate::notes::{Note, Notes, What};
use crate::placement::{ARCH, CAPACITY, COMPUTE, CapacityType, FAMILY, Placement, REGION, TYPE, ZONE};
use crate::present::{Place, Present, region_of as region_of_zone};
use crate::range::Range;
use crate::taints;
use crate::words::zones;
use model::scenario::answers::{Answer, CurrentCni, Operator};
use model::scenario::fields::{DAEMONSET_NUMBERS, MAX_TEXT, Number, PROFILE_NUMBERS};
use model::scenario::fleet::MOST_ZONES;
use model::scenario::network_mode::NetworkMode;
use model::scenario::owner::Owner;
use model::scenario::{
    ArchFilter, DaemonSet, DaemonSetNetwork, Filters, MAX_DAEMONSETS, MAX_PROFILES, PodProfile, ProfileArch, Scenario,
    ZoneSpread,
};
use model::text::is_hidden;
use model::units::{Mbps, Mib, MilliCpu, counted, grouped};

/// What a person can choose. Workloads are named by their positions in [`Imported::workloads`] and, where Jobs count, on
/// into [`Imported::jobs`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Jobs count as if they always ran.
    pub jobs: bool,
    /// What a pod counts that requests no CPU.
    pub cpu: MilliCpu,
    /// What a pod counts that requests no memory.
    pub memory: Mib,
    /// Thousandths of the replicas that there are which are planned, rounded up to whole pods.
    pub scale: u32,
    /// Workloads that are planned as one, each list as one. A workload counts in the first list that names it.
    pub merged: Vec<Vec<usize>>,
    /// Other names, by the first workload of a list or a workload alone.
    pub renamed: Vec<(usize, String)>,
}

/// As many replicas as there are.
pub const AS_IT_IS: u32 = 1_000;

impl Default for Options {
    fn default() -> Options {
        Options {
            jobs: false,
            cpu: MilliCpu(0),
            memory: Mib(0),
            scale: AS_IT_IS,
            merged: Vec::new(),
            renamed: Vec::new(),
        }
    }
}

/// A scenario and what did not go into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The scenario.
    pub scenario: Scenario,
    /// Workloads as a person has grouped them, in the order of what they need; more of them than a scenario holds are
    /// merged further.
    pub rows: Vec<Merged>,
    /// For each of its profiles, the workloads that went into it, by their positions as in [`Options`].
    pub members: Vec<Vec<usize>>,
    /// How it was made, and what it leaves out.
    pub notes: Vec<Note>,
}

/// The workload as a scenario; `None` where there is none.
pub fn scenario(imported: &Imported, options: &Options) -> Option<Converted> {
    let mut notes = Notes::default();
    let jobs = if options.jobs { imported.jobs.as_slice() } else { &[] };
    let workloads: Vec<&Workload> = imported.workloads.iter().chain(jobs).collect();
    if workloads.is_empty() {
        return None;
    }
    let zones = zones_of(imported.present.as_ref());
    let rows = rows(&workloads, (options, zones), &mut notes);
    let (profiles, members) = profiles(&rows, &mut notes);
    let mut scenario = Scenario { profiles, ..Scenario::default() };
    scenario.daemonsets = daemonsets(imported, &mut notes);
    security_groups(&mut scenario);
    match asking_for_zones(&workloads, (options, zones)) {
        0 => zones_of_nodes(imported.present.as_ref(), &workloads, &mut scenario, &mut notes),
        spread => over_zones(zones, spread, &mut scenario, &mut notes),
    }
    families(&workloads, &mut scenario, &mut notes);
    workloads.iter().for_each(|workload| left_out(workload, &scenario.filters, &mut notes));
    architecture(&workloads, imported.present.as_ref(), &mut scenario, &mut notes);
    if workloads.iter().any(|workload| workload.needs.own_security_group) {
        scenario.mode = NetworkMode::SecurityGroups;
        notes.add(What::Counted, "Pods with security groups of their own: their networking mode is chosen", "");
    }
    scenario.region = region(imported);
    if let Some(present) = &imported.present {
        present_into(present, &mut scenario, &mut notes);
        taints::remarks(present, &workloads, &mut notes);
    }
    held_to_regions(&workloads, (imported, &scenario.region), &mut notes);
    scenario.answers.current_cni = current_cni(imported);
    Some(Converted { scenario, rows, members, notes: notes.list() })
}

/// The workloads as a person has grouped, named and scaled them.
fn rows(workloads: &[&Workload], (options, zones): (&Options, u32), notes: &mut Notes) -> Vec<Merged> {
    let mut all: Vec<Option<Merged>> = Vec::with_capacity(workloads.len());
    for (index, (workload, name)) in workloads.iter().zip(names(workloads)).enumerate() {
        let mut profile = profile(workload, name, options);
        per_zone(workload, profile.pods, zones, notes);
        clamp(&mut profile, &PROFILE_NUMBERS, &workload.owner.name, notes);
        let names = vec![profile.name.clone()];
        all.push(Some(Merged { profile, of: vec![index], names }));
    }
    let mut rows = Vec::with_capacity(all.len());
    let alone = (0..all.len()).map(|index| vec![index]).collect::<Vec<_>>();
    for list in options.merged.iter().chain(&alone) {
        let one_by_one: Vec<Merged> = list.iter().filter_map(|index| all.get_mut(*index)?.take()).collect();
        let is_of_several_pools = pools(&one_by_one).len() > 1;
        let Some(row) = one_by_one.into_iter().reduce(Merged::join) else { continue };
        let row = renamed(row, options);
        if is_of_several_pools {
            let text = "Workloads of different node pools are merged: all are planned on the one that needs most";
            notes.add(What::NotTakenOver, text, &row.profile.name);
        }
        rows.push(row);
    }
    in_order(rows, |row| u128::MAX - u128::from(weight(&row.profile)))
}

fn renamed(mut row: Merged, options: &Options) -> Merged {
    let first = row.of.iter().min();
    if let Some((_, name)) = options.renamed.iter().find(|(of, _)| first == Some(of)) {
        row.profile.name = shortened(name);
        row.names = vec![row.profile.name.clone()];
    }
    row
}

/// Its pods, scaled.
fn pods_of(workload: &Workload, options: &Options) -> u32 {
    let pods = (u64::from(workload.pods) * u64::from(options.scale)).div_ceil(AS_IT_IS.into()).max(1);
    u32::try_from(pods).unwrap_or(u32::MAX)
}

fn profile(workload: &Workload, name: String, options: &Options) -> PodProfile {
    let needs = &workload.needs;
    PodProfile {
        name,
        pods: pods_of(workload, options),
        cpu: if needs.cpu.0 == 0 { options.cpu } else { needs.cpu },
        memory: if needs.memory.0 == 0 { options.memory } else { needs.memory },
        ephemeral: needs.ephemeral,
        volumes: needs.volumes,
        bandwidth: Mbps(0),
        own_security_group: needs.own_security_group,
        gpus: needs.gpus,
        neuron: needs.neuron,
        arch: arch(&workload.placement),
        most_per_node: workload.placement.per_node,
        zones: ZoneSpread::Even,
        spot: may_be_spot(workload),
        taints: taints::of(workload),
    }
}

/// The profiles, merged where there are too many, and the workloads in each.
fn profiles(rows: &[Merged], notes: &mut Notes) -> (Vec<PodProfile>, Vec<Vec<usize>>) {
    let merged = merge(in_pools(rows, notes), MAX_PROFILES);
    let joined = rows.iter().filter(|row| merged.iter().all(|m| m.of != row.of)).count();
    if joined > 0 {
        let text = format!(
            "A scenario holds {MAX_PROFILES} profiles and there are {}: the {} smallest are merged with their like, with the mean of \
             what they request",
            grouped(rows.len() as u64),
            grouped(joined as u64)
        );
        notes.add(What::Counted, text, "");
    }
    let (mut profiles, mut members) = (Vec::with_capacity(merged.len()), Vec::with_capacity(merged.len()));
    for Merged { mut profile, of, .. } in merged {
        // merged pods may exceed what one profile holds
        let name = profile.name.clone();
        clamp(&mut profile, &PROFILE_NUMBERS, &name, notes);
        profile.name = shortened(&profile.name);
        profiles.push(profile);
        members.push(of);
    }
    (profiles, members)
}

/// The same without taints where there are more node pools than a scenario holds: workloads of two are never merged.
fn in_pools(rows: &[Merged], notes: &mut Notes) -> Vec<Merged> {
    let mut rows = rows.to_vec();
    let pools = pools(&rows).len();
    if pools > MAX_PROFILES {
        rows.iter_mut().for_each(|row| row.profile.taints.clear());
        let text = format!(
            "A scenario holds {MAX_PROFILES} profiles and there are {} node pools: all nodes are planned as shared",
            grouped(pools as u64)
        );
        notes.add(What::NotTakenOver, text, "");
    }
    rows
}

/// The architecture that pods are held to, if it is one only.
fn arch(placement: &Placement) -> ProfileArch {
    match (placement.values(ARCH).as_deref(), placement.not_values(ARCH).as_slice()) {
        (Some(["amd64"]), _) | (None, ["arm64"]) => ProfileArch::Amd64,
        (Some(["arm64"]), _) | (None, ["amd64"]) => ProfileArch::Arm64,
        _ => ProfileArch::Any,
    }
}

/// Whether its pods may run on spot: they say so, or all of them do today.
fn may_be_spot(workload: &Workload) -> bool {
    match workload.placement.values(CAPACITY) {
        Some(values) => values.contains(&"spot"),
        None => workload.runs_on_spot() && !workload.placement.not_values(CAPACITY).contains(&"spot"),
    }
}

/// Zones of the present nodes; three, as most clusters have, where the input tells of none.
fn zones_of(present: Option<&Present>) -> u32 {
    let zones = present.map_or(Vec::new(), zones);
    if zones.is_empty() { USUAL_ZONES } else { (zones.len() as u32).min(MOST_ZONES) }
}

/// Zones that are taken where the input tells of none.
const USUAL_ZONES: u32 = 3;

/// At most so many pods in a zone is what an even spread comes to, where so many pods there are.
fn per_zone(workload: &Workload, pods: u32, zones: u32, notes: &mut Notes) {
    let Some(most) = workload.placement.per_zone else { return };
    let name = &workload.owner.name;
    if is_even_by_limit(workload, pods, zones) {
        notes.add(What::Counted, format!("At most {most} in a zone: planned as evenly spread over zones"), name);
    } else {
        let text = format!("At most {most} in a zone, and more pods than {zones} zones take; planned without");
        notes.add(What::NotTakenOver, text, name);
    }
}

/// Whether an even spread keeps to the most pods in a zone.
fn is_even_by_limit(workload: &Workload, pods: u32, zones: u32) -> bool {
    workload.placement.per_zone.is_some_and(|most| zones > 1 && pods <= most.saturating_mul(zones))
}

/// How many workloads ask for a spread over zones.
fn asking_for_zones(workloads: &[&Workload], (options, zones): (&Options, u32)) -> u32 {
    let asks = |workload: &&&Workload| {
        workload.placement.over_zones || is_even_by_limit(workload, pods_of(workload, options), zones)
    };
    workloads.iter().filter(asks).count() as u32
}

/// Where no pod has a security group of its own the setting stays as it usually is: it does not count then, and links are
/// shorter.
fn security_groups(scenario: &mut Scenario) {
    if scenario.profiles.iter().all(|profile| !profile.own_security_group) {
        let usual = PodProfile::default().own_security_group;
        scenario.profiles.iter_mut().for_each(|profile| profile.own_security_group = usual);
    }
}

/// As many zones as the nodes are known to be in, where no workload asks to be spread: a plan that looks at none puts on one
/// large node what is in several zones today, and saves too much. Not where a workload may be in some zones only, for a plan
/// would have its pods in all of them.
fn zones_of_nodes(present: Option<&Present>, workloads: &[&Workload], scenario: &mut Scenario, notes: &mut Notes) {
    let known = present.map_or(0, |present| zones(present).len() as u32);
    if known < 2 {
        return;
    }
    let is_free = |w: &&Workload| w.placement.values(ZONE).is_none() && w.placement.not_values(ZONE).is_empty();
    let said = if !workloads.iter().all(is_free) {
        let text = format!(
            "The nodes are in {known} zones, and not all workloads may be in all: a plan looks at none unless you set zones"
        );
        return notes.add(What::NotTakenOver, text, "");
    } else if known > MOST_ZONES {
        format!("{MOST_ZONES} of them")
    } else {
        "as many".into()
    };
    scenario.fleet.zones = known.min(MOST_ZONES);
    notes.add(What::Counted, format!("The nodes are in {known} zones: pods are planned evenly over {said}"), "");
}

/// As many zones as there are, where workloads ask to be spread over them: then all pods are spread evenly.
fn over_zones(zones: u32, spread: u32, scenario: &mut Scenario, notes: &mut Notes) {
    if zones < 2 {
        let text = "Workloads are spread over zones: all nodes of the input are in one, so a fleet looks at none";
        return notes.add_many(What::Counted, text, "", spread);
    }
    scenario.fleet.zones = zones;
    let text =
        format!("Workloads are spread over zones: a fleet has {zones} zones, and spreads all pods evenly over them");
    notes.add_many(What::Counted, text, "", spread);
}

/// Families that every workload is held to, or kept off, alike: a filter says the same.
fn families(workloads: &[&Workload], scenario: &mut Scenario, notes: &mut Notes) {
    let alike = |of: &dyn Fn(&Placement) -> Vec<String>| -> Vec<String> {
        let mut all = workloads.iter().map(|workload| of(&workload.placement));
        let first = all.next().unwrap_or_default();
        let fits = first.join(",").len() <= MAX_TEXT && first.iter().all(|family| is_family(family));
        if fits && all.all(|other| other == first) { first } else { Vec::new() }
    };
    let owned = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
    let kept = alike(&|placement| owned(placement.values(FAMILY).unwrap_or_default()));
    let without = alike(&|placement| owned(placement.not_values(FAMILY)));
    for (families, words) in [(&kept, "held to"), (&without, "kept off")] {
        if !families.is_empty() {
            let text = format!("All workloads are {words} the families {}: the filter says so", families.join(", "));
            notes.add(What::Counted, text, "");
        }
    }
    (scenario.filters.families, scenario.filters.without) = (kept, without);
}

fn is_family(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Names that tell workloads apart: with the namespace where it must be, with a number where that does not help either.
fn names(workloads: &[&Workload]) -> Vec<String> {
    // the first namespace of a name, and whether it is the only one
    let mut spaces: ByName<(&str, bool)> = ByName::default();
    for workload in workloads {
        let first = spaces.get_or(workload.owner.name.clone(), || (&workload.namespace, true));
        first.1 &= first.0 == workload.namespace;
    }
    let mut taken: ByName<u32> = ByName::default();
    let name = |workload: &&Workload| {
        let own = workload.owner.name.as_str();
        let is_alone = spaces.get(own).is_none_or(|(_, is_alone)| *is_alone);
        let base = if is_alone || workload.namespace.is_empty() {
            own.into()
        } else {
            format!("{}/{own}", workload.namespace)
        };
        let base = shortened(&base);
        let times = taken.get_or(base.clone(), || 0);
        *times += 1;
        if *times == 1 { base } else { shortened(&format!("{base} ({times})")) }
    };
    workloads.iter().map(name).collect()
}

/// As long as a name may be, without what cannot be seen, never empty.
fn shortened(name: &str) -> String {
    let name: String = name.chars().filter(|c| !is_hidden(*c)).take(MAX_TEXT).collect();
    let name = name.trim();
    if name.is_empty() { "unnamed".into() } else { name.to_owned() }
}

/// Keeps every number of a part within what it may be.
fn clamp<T>(part: &mut T, numbers: &[Number<T>], name: &str, notes: &mut Notes) {
    for number in numbers {
        let Some(value) = (number.get)(part) else { continue };
        let near = Range::of(number).nearest(value.into(), name, notes);
        if near != value {
            (number.set)(part, Some(near));
        }
    }
}

/// DaemonSets as a scenario has them: one pod on every node.
fn daemonsets(imported: &Imported, notes: &mut Notes) -> Vec<DaemonSet> {
    let ec2 = imported.present.as_ref().map_or(0, |present| present.count(Place::Ec2));
    let mut found = Vec::new();
    for on_nodes in &imported.on_nodes {
        let name = &on_nodes.owner.name;
        if let Some(nodes) = on_nodes.nodes.filter(|nodes| nodes.saturating_mul(2) < ec2) {
            let text = format!("DaemonSets on fewer than half of the nodes: left out ({nodes} of {ec2})");
            notes.add(What::NotTakenOver, text, name);
            continue;
        }
        if on_nodes.needs.volumes + on_nodes.needs.gpus + on_nodes.needs.ephemeral.0 > 0 {
            notes.add(What::NotTakenOver, "Disk, volumes and GPUs of DaemonSets", name);
        }
        found.push(daemonset(on_nodes, notes));
    }
    // A dump of one namespace, and manifests, leave out what every cluster has.
    let has_all = imported.on_nodes.iter().any(OnNodes::is_aws_networking) || (ec2 > 0 && !found.is_empty());
    if !has_all {
        let is_new = |d: &DaemonSet| found.iter().all(|own| own.name != d.name);
        let mut all: Vec<DaemonSet> = DaemonSet::defaults().into_iter().filter(is_new).collect();
        all.append(&mut found);
        found = all;
        notes.add(
            What::Counted,
            "The usual DaemonSets of AWS, logs and metrics are added: the input has none of AWS's",
            "",
        );
    }
    if found.len() > MAX_DAEMONSETS {
        let rest = found.split_off(MAX_DAEMONSETS - 1);
        let mut others = DaemonSet::named(&format!("{} others", rest.len()));
        for d in &rest {
            others.cpu = MilliCpu(others.cpu.0.saturating_add(d.cpu.0));
            others.memory = Mib(others.memory.0.saturating_add(d.memory.0));
        }
        clamp(&mut others, &DAEMONSET_NUMBERS, "", notes);
        found.push(others);
        let text = format!("A scenario holds {MAX_DAEMONSETS} DaemonSets: the last are one, with one pod slot");
        notes.add_many(What::NotTakenOver, text, "", rest.len() as u32);
    }
    found
}

fn daemonset(on_nodes: &OnNodes, notes: &mut Notes) -> DaemonSet {
    let network = if on_nodes.needs.host_network { DaemonSetNetwork::Host } else { DaemonSetNetwork::Pod };
    let mut daemonset = DaemonSet {
        name: shortened(&on_nodes.owner.name),
        network,
        cpu: on_nodes.needs.cpu,
        memory: on_nodes.needs.memory,
        aws_networking: on_nodes.is_aws_networking(),
    };
    clamp(&mut daemonset, &DAEMONSET_NUMBERS, &on_nodes.owner.name, notes);
    daemonset
}

/// What binds a workload and has no setting.
fn left_out(workload: &Workload, filters: &Filters, notes: &mut Notes) {
    let (placement, name) = (&workload.placement, &workload.owner.name);
    if workload.runs_on_spot() && placement.values(CAPACITY).is_none() && may_be_spot(workload) {
        let text = "All of their pods are on spot nodes today: in a fleet they may run on spot";
        notes.add(What::Counted, text, name);
    }
    let mut note = |text: String| notes.add(What::NotTakenOver, text, name);
    for (label, what) in
        [(TYPE, "instance types"), (FAMILY, "instance families"), (ZONE, "zones"), (COMPUTE, "compute types")]
    {
        let is_family = label == FAMILY;
        if let Some(values) = placement.values(label).filter(|_| !is_family || filters.families.is_empty()) {
            note(format!("Held to {what}: {}", crate::resources::shown(&values.join(", "))));
        }
        let not = placement.not_values(label);
        if !not.is_empty() && label != COMPUTE && (!is_family || filters.without.is_empty()) {
            note(format!("Kept off {what}: {}", crate::resources::shown(&not.join(", "))));
        }
    }
    if placement.values(CAPACITY).as_deref() == Some(&["spot"]) {
        note("Only on spot nodes: they may run on spot, and on demand too".into());
    }
    if let Some(taints) = workload.taints.as_ref().filter(|_| taints::of(workload).is_empty()) {
        note(format!("Taints that a scenario cannot hold: {}", crate::resources::shown(taints)));
    }
    if workload.needs.host_network {
        note("On the host network; planned with an address each".into());
    }
    for (resource, _) in &workload.needs.other {
        note(format!("Resource {}", crate::resources::shown(resource)));
    }
}

/// Which architectures the pods can run on that are held to none or to several, where the cluster tells. Those held to one
/// have it by themselves, see [`arch`].
fn architecture(workloads: &[&Workload], present: Option<&Present>, scenario: &mut Scenario, notes: &mut Notes) {
    let held: Vec<_> = workloads.iter().filter_map(|w| Some((w, w.placement.values(ARCH)?))).collect();
    let is_only = |arch: &str| held.iter().all(|(_, values)| values == &[arch]);
    let has = |arch: &str| present.into_iter().flat_map(Present::ec2).any(|node| node.arch == arch);
    let all_held = held.len() == workloads.len();
    scenario.filters.arch = match (has("amd64"), has("arm64")) {
        (false, true) => ArchFilter::Arm,
        (true, true) if held.is_empty() => ArchFilter::Both,
        _ if all_held && is_only("arm64") => ArchFilter::Arm,
        _ if all_held && held.iter().all(|(_, values)| values.len() > 1) => ArchFilter::Both,
        _ => ArchFilter::X86,
    };
    let is_met = |values: &[&str]| match scenario.filters.arch {
        ArchFilter::X86 => values.contains(&"amd64"),
        ArchFilter::Arm => values.contains(&"arm64"),
        ArchFilter::Both => values.len() > 1,
    };
    for (workload, values) in held {
        if arch(&workload.placement) == ProfileArch::Any && !is_met(&values) {
            let text = format!("Held to {} nodes, and the scenario plans others", values.join(" or "));
            notes.add(What::NotTakenOver, text, &workload.owner.name);
        }
    }
}

/// The region of most EC2 nodes, if they tell.
fn region_of(present: &Present) -> Option<String> {
    let (region, _) = most(present.ec2().map(|node| &node.region).filter(|region| !region.is_empty()))?;
    Some(shortened(region))
}

/// The regions that a workload is held to, by name or by zones.
fn regions(placement: &Placement) -> Vec<String> {
    let named = placement.values(REGION).map(|values| values.into_iter().map(str::to_owned).collect());
    let mut regions: Vec<String> = named.unwrap_or_else(|| {
        placement.values(ZONE).into_iter().flatten().map(region_of_zone).filter(|region| !region.is_empty()).collect()
    });
    regions.dedup();
    regions
}

/// The region that workloads are held to, if it is one only.
fn region_held(imported: &Imported) -> Option<String> {
    let mut all = imported.workloads.iter().flat_map(|workload| regions(&workload.placement));
    let first = all.next()?;
    all.all(|other| other == first).then(|| shortened(&first))
}

/// The region that is planned: that of most nodes, else the one that workloads are held to, else the usual one.
pub(crate) fn region(imported: &Imported) -> String {
    let of_nodes = imported.present.as_ref().and_then(region_of);
    of_nodes.or_else(|| region_held(imported)).unwrap_or_else(|| Scenario::default().region)
}

/// Says what the region that is planned has to do with those that workloads are held to.
fn held_to_regions(workloads: &[&Workload], (imported, planned): (&Imported, &str), notes: &mut Notes) {
    let is_of_nodes = imported.present.as_ref().and_then(region_of).is_some();
    for workload in workloads {
        let (held, name) = (regions(&workload.placement), &workload.owner.name);
        let is_met = held.iter().any(|region| region == planned);
        if is_met && !is_of_nodes {
            notes.add(What::Counted, format!("Held to the region {planned}, which is taken from them"), name);
        } else if !held.is_empty() && !is_met {
            let held = crate::resources::shown(&held.join(", "));
            notes.add(What::NotTakenOver, format!("Held to the region {held}, and {planned} is planned"), name);
        }
    }
}

/// Owner and OS of the nodes; answers that they give.
fn present_into(present: &Present, scenario: &mut Scenario, notes: &mut Notes) {
    let nodes: Vec<_> = present.ec2().collect();
    if let Some((owner, n)) = most(nodes.iter().filter_map(|node| node.owner.as_ref())) {
        scenario.node.set_owner(*owner);
        scenario.answers.operator = if *owner == Owner::AutoMode { Operator::AutoMode } else { Operator::Eks };
        said_if_mixed(n, nodes.len(), "Nodes of another owner than most; all are planned alike", notes);
    }
    if let Some((os, n)) = most(nodes.iter().filter_map(|node| node.os.as_ref())) {
        scenario.node.chosen_os = *os;
        said_if_mixed(n, nodes.len(), "Nodes with another OS than most; all are planned alike", notes);
    }
    let spot = nodes.iter().filter(|node| node.capacity_type == Some(CapacityType::Spot)).count();
    if spot > 0 {
        let text = format!(
            "{spot} of {} {} spot: nodes are planned on demand, but for pods of a fleet that may run on spot",
            counted(nodes.len() as u64, "node"),
            if spot == 1 { "is" } else { "are" }
        );
        notes.add(What::NotTakenOver, text, "");
    }
    if present.count(Place::Fargate) > 0 {
        scenario.answers.fargate = Answer::Yes;
    }
    if present.count(Place::Hybrid) > 0 {
        scenario.answers.hybrid = Answer::Yes;
    }
}

fn said_if_mixed(n: usize, all: usize, text: &str, notes: &mut Notes) {
    if n < all {
        notes.add_many(What::Counted, text, "", (all - n) as u32);
    }
}

/// What is most frequent, and how often it is; the first in order of those that are.
fn most<'a, T: PartialEq>(all: impl Iterator<Item = &'a T>) -> Option<(&'a T, usize)> {
    let mut counts: Vec<(&T, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(known, _)| *known == one) {
            Some((_, n)) => *n += 1,
            None => counts.push((one, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, n)| *n)
}

/// The pod network by its agent on the nodes.
fn current_cni(imported: &Imported) -> CurrentCni {
    const AGENTS: [(&str, CurrentCni); 8] = [
        ("cilium", CurrentCni::Cilium),
        ("antrea-agent", CurrentCni::Antrea),
        ("weave-net", CurrentCni::Weave),
        ("kube-flannel-ds", CurrentCni::Flannel),
        ("kube-flannel", CurrentCni::Flannel),
        ("canal", CurrentCni::Flannel),
        ("aws-node", CurrentCni::VpcCni),
        ("calico-node", CurrentCni::Calico),
    ];
    let has = |agent: &str| imported.on_nodes.iter().any(|on_nodes| on_nodes.owner.name == agent);
    AGENTS.into_iter().find(|(agent, _)| has(agent)).map_or(CurrentCni::NotAsked, |(_, cni)| cni)
}
