//! What was understood, as text for people.

use crate::by_name::ByName;
use crate::groups::words as taint_words;
use crate::imported::{Imported, OnNodes, Why, Workload};
use crate::needs::Needs;
use crate::notes::{Note, What};
use crate::owner::Owner;
use crate::placement::CapacityType;
use crate::present::{Place, Present, PresentNode};
use crate::price::{Compared, Fill, Priced, PricedNodes, Share};
use model::plan::cost::Confidence;
use model::units::{Mib, counted, grouped};
use std::fmt::Write;

/// The report. `more` are notes of what followed: of the scenario.
pub fn text(imported: &Imported, more: &[Note], priced: Option<&Priced>) -> String {
    let mut out = String::new();
    understood(&mut out, imported);
    if let Some(priced) = priced.filter(|priced| priced.nodes > 0) {
        present(&mut out, priced);
        imported.present.iter().for_each(|present| zones_and_taints(&mut out, present));
    }
    workloads(&mut out, "workload", &imported.workloads);
    on_nodes(&mut out, &imported.on_nodes);
    workloads(&mut out, "job, off by default", &imported.jobs);
    apart(&mut out, imported);
    let notes: Vec<&Note> = imported.notes.iter().chain(more).collect();
    for (what, heading) in [
        (What::Wrong, "Not as it must be"),
        (What::NotUnderstood, "Not understood"),
        (What::NotTakenOver, "Understood, and not taken over: a scenario has no setting for it"),
        (What::Counted, "How it was counted"),
    ] {
        let of_kind: Vec<_> = notes.iter().filter(|note| note.what == what).collect();
        if !of_kind.is_empty() {
            let _ = writeln!(out, "\n{heading}:");
            of_kind.into_iter().for_each(|note| remark(&mut out, note));
        }
    }
    out
}

fn understood(out: &mut String, imported: &Imported) {
    for part in &imported.recognised {
        let objects = counted(
            part.objects as u64,
            if part.format.contains("JSON") || part.format == "YAML" { "object" } else { "row" },
        );
        let _ = writeln!(out, "{}: {objects}, {} bytes", part.format, grouped(part.bytes as u64));
    }
    const SHOWN: usize = 12;
    let kinds: Vec<_> =
        imported.kinds.iter().take(SHOWN).map(|(kind, n)| format!("{} {kind}", grouped((*n).into()))).collect();
    if !kinds.is_empty() {
        let more = imported.kinds.len().saturating_sub(SHOWN);
        let others = if more > 0 { format!(" and {more} other kinds") } else { String::new() };
        let _ = writeln!(out, "{}{others}", kinds.join(", "));
    }
    let pods = imported.pods();
    let (workloads, pending) =
        (imported.workloads.len() as u64, imported.workloads.iter().map(|w| u64::from(w.pending)).sum::<u64>());
    let _ = write!(out, "{} of {}", counted(pods, "pod"), counted(workloads, "workload"));
    if pending > 0 {
        let _ = write!(out, ", {} of them pending", grouped(pending));
    }
    let _ = writeln!(out);
    match imported.asking_for_nothing() {
        0 => {}
        1 => _ = writeln!(out, "1 pod asks for nothing: neither CPU nor memory"),
        n => _ = writeln!(out, "{} pods ask for nothing: neither CPU nor memory", grouped(n.into())),
    }
}

fn present(out: &mut String, priced: &Priced) {
    let _ = writeln!(
        out,
        "\nPresent fleet: {}, {} a month{}",
        counted(priced.nodes, "EC2 node"),
        priced.month.cents(),
        if priced.unpriced > 0 {
            format!(", {} of them without a known price", grouped(priced.unpriced.into()))
        } else {
            String::new()
        },
    );
    let _ = writeln!(out, "requested of allocatable: {}; {} binds", fill(&priced.fill), priced.fill.binds());
    let heading =
        ["nodes", "type", "bought", "US$/month", "CPU", "memory", "pods", "binds", "memory of a node", "max-pods"];
    let [nodes, name, bought, month, cpu, memory, pods, binds, node_memory, max_pods] = heading;
    let _ = writeln!(
        out,
        "{nodes:>6}  {name:<18}{bought:<11}{month:>14}  {cpu:>6}{memory:>8}{pods:>6}  {binds:<10}{node_memory:<26}{max_pods}"
    );
    for row in &priced.rows {
        priced_row(out, row);
    }
}

/// How many nodes are in each zone and in each tainted group.
fn zones_and_taints(out: &mut String, present: &Present) {
    let mut line = |heading: &str, of: fn(&PresentNode) -> String| {
        let mut counts: ByName<u32> = ByName::default();
        for node in present.ec2() {
            *counts.get_or(of(node), || 0) += 1;
        }
        let named = counts.iter().filter(|(name, _)| !name.is_empty());
        let all: Vec<_> =
            named.map(|(name, n)| format!("{}: {}", crate::resources::shown(name), grouped((*n).into()))).collect();
        if !all.is_empty() {
            let _ = writeln!(out, "{heading}: {}", all.join("; "));
        }
    };
    line("nodes by zone", |node| node.zone.clone());
    line("tainted nodes", |node| taint_words(&node.taints));
}

fn priced_row(out: &mut String, row: &PricedNodes) {
    let bought = match row.capacity_type {
        Some(CapacityType::Spot) => "spot",
        Some(CapacityType::Reserved) => "reserved",
        Some(CapacityType::OnDemand) => "on demand",
        None => "not told",
    };
    let mark = match row.confidence {
        Some(Confidence::Published) | None => "",
        Some(_) => "~",
    };
    let month = row.month.map_or_else(|| "not known".to_owned(), |month| format!("{mark}{}", month.cents()));
    let part = |share: Share| format!("{} %", share.part().0 / 100);
    let name = if row.instance_type.is_empty() { "type not told" } else { &row.instance_type };
    let mib = |mib: u32| Mib(mib).to_string();
    let _ = writeln!(
        out,
        "{:>6}  {name:<18}{bought:<11}{month:>14}  {:>6}{:>8}{:>6}  {:<10}{:<26}{}",
        grouped(row.nodes.into()),
        part(row.fill.cpu),
        part(row.fill.memory),
        part(row.fill.pods),
        row.fill.binds(),
        compared(row.memory, mib),
        compared(row.max_pods, |n| grouped(n.into())),
    );
}

/// `7,624 MiB (Berth 7,600)`.
fn compared(of: Compared, words: impl Fn(u32) -> String) -> String {
    match of.berth {
        Some(berth) if berth != of.reported => format!("{} (Berth {})", words(of.reported), grouped(berth.into())),
        Some(_) => format!("{}, as Berth", words(of.reported)),
        None => words(of.reported),
    }
}

fn fill(fill: &Fill) -> String {
    let part = |share: Share| format!("{} %", share.part().0 / 100);
    format!(
        "CPU {} ({} of {} cores), memory {} ({} of {}), pods {} ({} of {})",
        part(fill.cpu),
        grouped(fill.cpu.requested.div_ceil(1_000)),
        grouped(fill.cpu.allocatable / 1_000),
        part(fill.memory),
        gib(fill.memory.requested),
        gib(fill.memory.allocatable),
        part(fill.pods),
        grouped(fill.pods.requested),
        grouped(fill.pods.allocatable),
    )
}

fn gib(mib: u64) -> String {
    format!("{} GiB", grouped(mib / 1_024))
}

fn workloads(out: &mut String, what: &str, all: &[Workload]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{:>7}  {:<45}{:>9}  {:>11}  more", "pods", what, "CPU", "memory");
    for workload in all {
        let more = more(workload);
        let name = named(&workload.namespace, &workload.owner);
        row(out, &grouped(workload.pods.into()), &name, &workload.needs, &more);
    }
}

fn row(out: &mut String, count: &str, name: &str, needs: &Needs, more: &str) {
    let line = format!("{count:>7}  {name:<45}{:>9}  {:>11}  {more}", needs.cpu.to_string(), needs.memory.to_string());
    let _ = writeln!(out, "{}", line.trim_end());
}

fn named(namespace: &str, owner: &Owner) -> String {
    let name = crate::resources::shown(&owner.name);
    let slash = if namespace.is_empty() { "" } else { "/" };
    let kind = match owner.kind.as_str() {
        "Row" | "Deployment" => String::new(),
        "Node" => " (static pod)".into(),
        kind => format!(" ({})", crate::resources::shown(kind)),
    };
    format!("{}{slash}{name}{kind}", crate::resources::shown(namespace))
}

fn more(workload: &Workload) -> String {
    let mut more = of_needs(&workload.needs);
    more.extend(workload.placement.labels.iter().filter(|rule| !rule.is_not).map(|rule| rule.words()));
    more.extend(workload.placement.per_node.map(|n| format!("at most {n} a node")));
    more.extend(workload.placement.over_zones.then(|| "over zones".to_owned()));
    more.extend(workload.group.as_ref().map(|group| format!("group {group}")));
    more.extend(workload.used.map(|used| {
        let pods = u64::from(used.pods.max(1));
        format!("uses {}m and {} MiB on average", grouped(used.cpu / pods), grouped(used.memory / pods))
    }));
    more.join(", ")
}

fn of_needs(needs: &Needs) -> Vec<String> {
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

fn on_nodes(out: &mut String, all: &[OnNodes]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{:>7}  {:<45}{:>9}  {:>11}  more", "nodes", "one on each node", "CPU", "memory");
    for one in all {
        let nodes = one.nodes.map_or_else(|| "all".to_owned(), |n| grouped(n.into()));
        let name = named(&one.namespace, &one.owner).replace(" (DaemonSet)", "");
        row(out, &nodes, &name, &one.needs, &of_needs(&one.needs).join(", "));
    }
}

fn apart(out: &mut String, imported: &Imported) {
    if imported.apart.is_empty() && imported.present.is_none() {
        return;
    }
    let mut lines = Vec::new();
    for apart in &imported.apart {
        let why = match apart.why {
            Why::Finished => "have run to their end",
            Why::Fargate => "run on Fargate",
            Why::Hybrid => "run on hybrid nodes",
            Why::ControlPlane => "run on nodes of the control plane",
            Why::Windows => "need Windows",
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
    if !lines.is_empty() {
        let _ = writeln!(out, "\nLeft out:");
        lines.iter().for_each(|line| _ = writeln!(out, "  {line}"));
    }
}

fn remark(out: &mut String, note: &Note) {
    let times = if note.count > 1 { format!(" ({} times)", grouped(note.count.into())) } else { String::new() };
    let of = match note.examples.as_slice() {
        [] => String::new(),
        some => format!(": {}{}", some.join(", "), if note.count as usize > some.len() { " and others" } else { "" }),
    };
    let _ = writeln!(out, "  {}{times}{of}", note.text);
}
