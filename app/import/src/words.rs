//! Words about what was understood that report and page share.

use crate::by_name::ByName;
use crate::format::has_part;
use crate::groups::words as taint_words;
use crate::imported::{Imported, Recognised, Why, Workload};
use crate::needs::Needs;
use crate::owner::Owner;
use crate::placement::CapacityType;
use crate::present::{Place, Present, PresentNode};
use crate::price::{Compared, Fill, PricedNodes, Share};
use crate::resources::shown;
use model::plan::cost::Confidence;
use model::units::{counted, grouped};

/// A part of the input: `kubectl JSON: 1,204 objects, 80,123,456 bytes`.
pub fn recognised(part: &Recognised) -> String {
    format!("{}, {} bytes", taken_for(part), grouped(part.bytes as u64))
}

/// What a part of the input was taken for: `kubectl JSON: 1,204 objects`.
pub fn taken_for(part: &Recognised) -> String {
    let is_objects = has_part(part.format, "JSON") || part.format == "YAML";
    format!("{}: {}", part.format, counted(part.objects as u64, if is_objects { "object" } else { "row" }))
}

/// What kinds of objects there were, in a line.
pub fn kinds(imported: &Imported) -> Option<String> {
    const SHOWN: usize = 12;
    let kinds: Vec<_> =
        imported.kinds.iter().take(SHOWN).map(|(kind, n)| format!("{} {kind}", grouped((*n).into()))).collect();
    let more = imported.kinds.len().saturating_sub(SHOWN);
    let others = if more > 0 { format!(" and {more} other kinds") } else { String::new() };
    (!kinds.is_empty()).then(|| format!("{}{others}", kinds.join(", ")))
}

/// `1,204 pods of 86 workloads, 3 of them pending`.
pub fn pods(imported: &Imported) -> String {
    let pending: u64 = imported.workloads.iter().map(|w| u64::from(w.pending)).sum();
    let pods =
        format!("{} of {}", counted(imported.pods(), "pod"), counted(imported.workloads.len() as u64, "workload"));
    if pending > 0 { format!("{pods}, {} of them pending", grouped(pending)) } else { pods }
}

/// How nodes are bought.
pub fn bought(row: &PricedNodes) -> &'static str {
    match row.capacity_type {
        Some(CapacityType::Spot) => "spot",
        Some(CapacityType::Reserved) => "reserved",
        Some(CapacityType::OnDemand) => "on demand",
        None => "not told",
    }
}

/// What nodes cost a month; marked where it is an estimate or an average.
pub fn month(row: &PricedNodes) -> String {
    let mark = match row.confidence {
        Some(Confidence::Published) | None => "",
        Some(_) => "~",
    };
    row.month.map_or_else(|| "not known".to_owned(), |month| format!("{mark}{}", month.cents()))
}

/// The type of nodes.
pub fn type_of(row: &PricedNodes) -> &str {
    if row.instance_type.is_empty() { "type not told" } else { &row.instance_type }
}

/// Whole per cent of it, rounded down.
pub fn percent(share: Share) -> String {
    format!("{} %", share.part().0 / 100)
}

/// `7,624 MiB (Berth 7,600)`.
pub fn compared(of: Compared, words: impl Fn(u32) -> String) -> String {
    match of.berth {
        Some(berth) if berth != of.reported => format!("{} (Berth {})", words(of.reported), grouped(berth.into())),
        Some(_) => format!("{}, as Berth", words(of.reported)),
        None => words(of.reported),
    }
}

/// How full nodes are, in a line.
pub fn fill(fill: &Fill) -> String {
    format!(
        "CPU {} ({} of {} cores), memory {} ({} of {}), pods {} ({} of {})",
        percent(fill.cpu),
        grouped(fill.cpu.requested.div_ceil(1_000)),
        grouped(fill.cpu.allocatable / 1_000),
        percent(fill.memory),
        gib(fill.memory.requested),
        gib(fill.memory.allocatable),
        percent(fill.pods),
        grouped(fill.pods.requested),
        grouped(fill.pods.allocatable),
    )
}

fn gib(mib: u64) -> String {
    format!("{} GiB", grouped(mib / 1_024))
}

/// A workload or DaemonSet by namespace, name and, where it is not a Deployment, kind.
pub fn named(namespace: &str, owner: &Owner) -> String {
    let name = shown(&owner.name);
    let slash = if namespace.is_empty() { "" } else { "/" };
    let kind = match owner.kind.as_str() {
        "Row" | "Deployment" => String::new(),
        "Node" => " (static pod)".into(),
        kind => format!(" ({})", shown(kind)),
    };
    format!("{}{slash}{name}{kind}", shown(namespace))
}

/// The same of what runs on every node, where a DaemonSet is what is usual.
pub fn named_on_nodes(namespace: &str, owner: &Owner) -> String {
    let name = named(namespace, owner);
    name.strip_suffix(" (DaemonSet)").map_or_else(|| name.clone(), str::to_owned)
}

/// What else is to say of a workload, in parts.
pub fn more(workload: &Workload) -> Vec<String> {
    let mut more = of_needs(&workload.needs);
    more.extend(workload.placement.labels.iter().filter(|rule| !rule.is_not).map(|rule| rule.words()));
    more.extend(workload.placement.per_node.map(|n| format!("at most {n} a node")));
    more.extend(workload.placement.over_zones.then(|| "over zones".to_owned()));
    more.extend(workload.taints.as_ref().map(|taints| format!("only on nodes tainted {taints}")));
    more.extend(workload.used.map(|used| {
        let pods = u64::from(used.pods.max(1));
        format!("uses {}m and {} MiB on average", grouped(used.cpu / pods), grouped(used.memory / pods))
    }));
    more
}

/// What pods need besides CPU and memory, in parts.
pub fn of_needs(needs: &Needs) -> Vec<String> {
    let mut more = Vec::new();
    let mut count = |n: u32, one: &str| {
        if n > 0 {
            more.push(counted(n, one));
        }
    };
    count(needs.gpus, "GPU");
    count(needs.neuron, "Neuron device");
    count(needs.volumes, "volume");
    if needs.ephemeral.0 > 0 {
        more.push(format!("{} disk", needs.ephemeral));
    }
    if needs.own_security_group {
        more.push("own security group".into());
    }
    if needs.host_network {
        more.push("host network".into());
    }
    more
}

/// How many EC2 nodes are in each zone.
pub fn zones(present: &Present) -> Vec<(String, u32)> {
    by(present, |node| node.zone.clone())
}

/// How many EC2 nodes have which taints.
pub fn tainted(present: &Present) -> Vec<(String, u32)> {
    by(present, |node| taint_words(&node.taints))
}

fn by(present: &Present, of: fn(&PresentNode) -> String) -> Vec<(String, u32)> {
    let mut counts: ByName<u32> = ByName::default();
    for node in present.ec2() {
        *counts.get_or(of(node), || 0) += 1;
    }
    counts.iter().filter(|(name, _)| !name.is_empty()).map(|(name, n)| (shown(name), *n)).collect()
}

/// Pods and nodes that are no part of the workload, a line for each kind.
pub fn left_out(imported: &Imported) -> Vec<String> {
    let mut lines = Vec::new();
    for apart in &imported.apart {
        let why = match (apart.why, apart.pods) {
            (Why::Finished, 1) => "has run to its end",
            (Why::Finished, _) => "have run to their end",
            (Why::Fargate, 1) => "runs on Fargate",
            (Why::Fargate, _) => "run on Fargate",
            (Why::Hybrid, 1) => "runs on a hybrid node",
            (Why::Hybrid, _) => "run on hybrid nodes",
            (Why::ControlPlane, 1) => "runs on a node of the control plane",
            (Why::ControlPlane, _) => "run on nodes of the control plane",
            (Why::Windows, 1) => "needs Windows",
            (Why::Windows, _) => "need Windows",
        };
        let requested = format!("{}m CPU and {} MiB in all", grouped(apart.cpu), grouped(apart.memory));
        lines.push(format!("{} that {why}: {requested}", counted(apart.pods, "pod")));
    }
    if let Some(present) = &imported.present {
        for (place, words) in [
            (Place::Fargate, "of Fargate"),
            (Place::Hybrid, "hybrid"),
            (Place::ControlPlane, "of the control plane"),
            (Place::Elsewhere, "no EC2 instance"),
        ] {
            match present.count(place) {
                0 => {}
                n => lines.push(format!("{} {words}", counted(n, "node"))),
            }
        }
    }
    lines
}
