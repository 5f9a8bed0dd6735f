//! What fills a node: a bar for each of its resources, in parts, and where the next node is due.

use crate::pages::worked_out::by;
use crate::view::words::NONE;
use cluster::readable::drawn;
use maud::{Markup, html};
use model::catalog::instance_type::InstanceType;
use model::catalog::{Catalog, TypeIndex};
use model::node::capacity::{Capacity, capacity};
use model::node::limit::Limit;
use model::node::stack::{Part, Resource, Stack, node_stack};
use model::node::workload::Workload;
use model::plan::Candidate;
use model::plan::cliff::Cliff;
use model::plan::packing::{full_node, packing};
use model::scenario::Scenario;
use model::units::{Mib, MilliCpu, capitalised, counted, grouped};
use model::words::who_is_where;

/// Bars, figures and the cliff of one type; the cliff only where it can carry the pods.
pub(in crate::pages) fn section(
    catalog: &Catalog,
    scenario: &Scenario,
    index: TypeIndex,
    candidate: Option<&Candidate<TypeIndex>>,
) -> Markup {
    let t = catalog.instance_type(index);
    let workload = Workload::of(scenario).sized(catalog);
    let capacity = capacity(t, &workload);
    let stacks = node_stack(t, &workload, &capacity, &full_node(t, &workload, &capacity));
    html! {
        section.stack aria-labelledby="node-title" {
            h2 id="node-title" { "What fills a node" }
            p.stack-lead { (lead(t, scenario, &capacity)) }
            div.stack-rows data-boxes role="group" aria-label="A full node in parts. Arrow keys read out each." {
                @for stack in &stacks { (row(stack, is_bound_by(stack.resource, &capacity))) }
            }
            @if let Some(c) = candidate { (fleet(t, &workload, c)) }
            @else { p.help { "No fleet of these nodes is planned, so there is no next node to pay for." } }
            p.read-out aria-live="polite" { "Each of the bars is all that a node has of something. Point at a part, or use the arrow keys." }
            (drawn(None))
            (what_parts_are())
            details.file {
                summary { "The same as a table" }
                div.scroll.all tabindex="0" role="region" aria-label="A full node in parts" { (table(t, &stacks)) }
            }
        }
    }
}

/// How many pods fit, and what stops the next one.
fn lead(t: &InstanceType, scenario: &Scenario, capacity: &Capacity) -> String {
    let binding: Vec<Limit> = capacity.by_limit.binding().collect();
    let stop = if matches!(binding[..], [only] if !only.is_plural()) { "stops" } else { "stop" };
    let limits: Vec<_> = binding.into_iter().map(Limit::name).collect();
    let pods = if capacity.pods == 1 { "pod" } else { "pods" };
    let of = if scenario.profiles.len() > 1 { "of your average mix" } else { "of yours" };
    let limits = limits.join(" and ");
    format!("One {} takes {} {pods} {of}; {limits} {stop} the next.", t.name, grouped(capacity.pods.into()))
}

/// Where the method tells how much of it a node has.
fn line(resource: Resource) -> &'static str {
    match resource {
        Resource::Cpu => "allocatable-cpu",
        Resource::Memory => "allocatable-memory",
        Resource::Addresses => "addresses",
        Resource::PodSlots => "max-pods",
    }
}

fn is_bound_by(resource: Resource, capacity: &Capacity) -> bool {
    let limit = match resource {
        Resource::Cpu => Limit::Cpu,
        Resource::Memory => Limit::Memory,
        Resource::Addresses => Limit::Addresses,
        Resource::PodSlots => Limit::MaxPods,
    };
    capacity.by_limit.binding().any(|binding| binding == limit)
}

/// A bar, and its parts in words. Whoever cannot see the bar has all of it in the list.
fn row(stack: &Stack, binds: bool) -> Markup {
    let parts: Vec<_> = stack.parts.iter().filter(|(_, size)| *size > 0).collect();
    html! {
        div.stack-row {
            h3 { (by(line(stack.resource), &capitalised(stack.resource.name()))) " " span { (amount(stack.resource, stack.whole)) } @if binds { " " b { "binds" } } }
            div.stack-bar aria-hidden="true" {
                @for (part, size) in &parts { span class=(class(*part)) style={ "flex-grow:" (size) } data-says=(says(stack, *part, *size)) {} }
            }
            dl.stack-parts {
                @for (part, size) in &parts { div class=(class(*part)) { dt { (part.name()) } dd { (amount(stack.resource, *size)) } } }
            }
        }
    }
}

/// The pods of the scenario on all nodes, and the pod at which another node is due.
fn fleet(t: &InstanceType, workload: &Workload, c: &Candidate<TypeIndex>) -> Markup {
    let scenario = workload.scenario();
    let Some(cliff) = Cliff::of(scenario, c) else { return groups(t, workload, c) };
    let pods = scenario.pods();
    let nodes = match cliff.nodes {
        1 => "Pods on the one node".into(),
        n => format!("Pods on all {} nodes", grouped(n.into())),
    };
    html! {
        div.stack-row.cliff {
            h3 { (nodes) " " span { "room for " (counted(cliff.holds, "pod")) } }
            div.stack-bar aria-hidden="true" {
                span.part-pods style={ "flex-grow:" (pods) } {}
                @if cliff.room > 0 { span.part-free style={ "flex-grow:" (cliff.room) } {} }
            }
            dl.stack-parts {
                div.part-pods { dt { "pods" } dd { (grouped(pods.into())) } }
                div.part-free { dt { "free" } dd { (grouped(cliff.room)) } }
            }
            p.cliff-says { b { "Next node at pod " (grouped(cliff.holds + 1)) ". " } (cliff.sentence()) }
        }
    }
}

/// Which workloads share a node, where there are several.
fn groups(t: &InstanceType, workload: &Workload, c: &Candidate<TypeIndex>) -> Markup {
    let packed = packing(t, workload).on(c.fleet.nodes);
    html! {
        h3 { "Who shares a node" }
        ul.groups { @for sentence in who_is_where(workload.scenario(), &packed) { li { (sentence) } } }
        p.help { "The bars above show a node of the largest group." }
    }
}

fn what_parts_are() -> Markup {
    html! {
        p.help {
            "VM overhead is memory that the guest never sees. System is system-reserved, and of addresses the primary one of each \
             network interface. Kube-reserved is the kubelet\u{2019}s, eviction the memory it keeps free. Host-network DaemonSets take \
             a pod slot and no address."
        }
    }
}

fn table(t: &InstanceType, stacks: &[Stack]) -> Markup {
    let shown = |part: &Part| stacks.iter().any(|s| s.get(*part).is_some());
    html! {
        table.list {
            caption.help { "One full " (t.name) ": what uses each resource, and its share." }
            thead { tr { th scope="col" { "Part" } @for s in stacks { th scope="col" { (capitalised(s.resource.name())) } } } }
            tbody {
                @for part in Part::ALL.into_iter().filter(shown) {
                    tr {
                        th scope="row" { (part.name()) }
                        @for s in stacks { td { @match s.get(part) { Some(size) => (share(s, size)), None => (NONE) } } }
                    }
                }
                tr { th scope="row" { "in all" } @for s in stacks { td { (amount(s.resource, s.whole)) } } }
            }
        }
    }
}

/// `Memory, pods: 6 GiB (78.1 %).`
fn says(stack: &Stack, part: Part, size: u32) -> String {
    format!("{}, {}: {}.", capitalised(stack.resource.name()), part.name(), share(stack, size))
}

fn share(stack: &Stack, size: u32) -> String {
    let per_mille = u64::from(size) * 1_000 / u64::from(stack.whole.max(1));
    format!("{} ({}.{} %)", amount(stack.resource, size), per_mille / 10, per_mille % 10)
}

fn amount(resource: Resource, size: u32) -> String {
    match resource {
        Resource::Cpu => MilliCpu(size).to_string(),
        Resource::Memory => Mib(size).to_string(),
        Resource::Addresses | Resource::PodSlots => grouped(size.into()),
    }
}

fn class(part: Part) -> &'static str {
    match part {
        Part::Unseen => "part-unseen",
        Part::System => "part-system",
        Part::KubeReserved => "part-kube",
        Part::Eviction => "part-eviction",
        Part::DaemonSets => "part-daemonsets",
        Part::Pods => "part-pods",
        Part::Free => "part-free",
    }
}
