//! What was understood, as text for people.

use crate::imported::{Imported, OnNodes, Workload};
use crate::needs::Needs;
use crate::notes::{Note, What};
use crate::present::Present;
use crate::price::{Priced, PricedNodes};
use crate::words::{
    bought, compared, fill, kinds, left_out, month, more, named, named_on_nodes, of_needs, percent, pods, recognised,
    tainted, type_of, zones,
};
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
    for what in What::ALL {
        let heading = what.heading();
        let of_kind: Vec<_> = notes.iter().filter(|note| note.what == what).collect();
        if !of_kind.is_empty() {
            let _ = writeln!(out, "\n{heading}:");
            of_kind.into_iter().for_each(|note| remark(&mut out, note));
        }
    }
    out
}

fn understood(out: &mut String, imported: &Imported) {
    let lines = imported.recognised.iter().map(recognised).chain(kinds(imported)).chain([pods(imported)]);
    lines.for_each(|line| _ = writeln!(out, "{line}"));
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
    for (heading, counts) in [("nodes by zone", zones(present)), ("tainted nodes", tainted(present))]
        .iter()
        .filter(|(_, all)| !all.is_empty())
    {
        let all: Vec<_> = counts.iter().map(|(name, n)| format!("{name}: {}", grouped((*n).into()))).collect();
        let _ = writeln!(out, "{heading}: {}", all.join("; "));
    }
}

fn priced_row(out: &mut String, row: &PricedNodes) {
    let (bought, month, name) = (bought(row), month(row), type_of(row));
    let _ = writeln!(
        out,
        "{:>6}  {name:<18}{bought:<11}{month:>14}  {:>6}{:>8}{:>6}  {:<10}{:<26}{}",
        grouped(row.nodes.into()),
        percent(row.fill.cpu),
        percent(row.fill.memory),
        percent(row.fill.pods),
        row.fill.binds(),
        compared(row.memory, |mib| Mib(mib).to_string()),
        compared(row.max_pods, |n| grouped(n.into())),
    );
}

fn workloads(out: &mut String, what: &str, all: &[Workload]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{:>7}  {:<45}{:>9}  {:>11}  more", "pods", what, "CPU", "memory");
    for workload in all {
        let more = more(workload).join(", ");
        let name = named(&workload.namespace, &workload.owner);
        row(out, &grouped(workload.pods.into()), &name, &workload.needs, &more);
    }
}

fn row(out: &mut String, count: &str, name: &str, needs: &Needs, more: &str) {
    let line = format!("{count:>7}  {name:<45}{:>9}  {:>11}  {more}", needs.cpu.to_string(), needs.memory.to_string());
    let _ = writeln!(out, "{}", line.trim_end());
}

fn on_nodes(out: &mut String, all: &[OnNodes]) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{:>7}  {:<45}{:>9}  {:>11}  more", "nodes", "one on each node", "CPU", "memory");
    for one in all {
        let nodes = one.nodes.map_or_else(|| "all".to_owned(), |n| grouped(n.into()));
        let name = named_on_nodes(&one.namespace, &one.owner);
        row(out, &nodes, &name, &one.needs, &of_needs(&one.needs).join(", "));
    }
}

fn apart(out: &mut String, imported: &Imported) {
    let lines = left_out(imported);
    if !lines.is_empty() {
        let _ = writeln!(out, "\nLeft out:");
        lines.iter().for_each(|line| _ = writeln!(out, "  {line}"));
    }
}

fn remark(out: &mut String, note: &Note) {
    let _ = writeln!(out, "  {}", note.words());
}
