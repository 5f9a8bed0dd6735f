//! The lines of a comparison: a figure or fact each, with a value a type.

use crate::pages::instance::{published, without_filters};
use crate::pages::instances::arch;
use crate::pages::worked_out::of_limit;
use crate::view::words::{NONE, hourly, percent};
use model::catalog::{Catalog, TypeIndex};
use model::node::capacity::capacity;
use model::node::equal_work::{Ratio, times};
use model::node::limit::Limit;
use model::node::workload::Workload;
use model::plan::cliff::Cliff;
use model::plan::cost::{PURCHASES, Parts, by_purchase};
use model::plan::eligibility::Reason;
use model::plan::{Candidate, judge};
use model::scenario::{Purchase, Scenario};
use model::units::{MicroUsd, capitalised, grouped};
use model::words::bought;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is.
    pub label: String,
    /// One a type, in the order of the columns.
    pub values: Vec<String>,
    /// Its line on the method page, if it is calculated.
    pub method: Option<String>,
    /// The columns of the least, where less is better and not all are alike.
    pub least: Vec<usize>,
}

impl Line {
    pub(super) fn new(label: impl Into<String>, values: Vec<String>) -> Line {
        Line { label: label.into(), values, method: None, least: Vec::new() }
    }

    /// The same with its line on the method page.
    fn by(self, line: impl Into<String>) -> Line {
        Line { method: Some(line.into()), ..self }
    }

    /// Whether any two types differ.
    pub(super) fn differs(&self) -> bool {
        self.values.windows(2).any(|pair| pair[0] != pair[1])
    }
}

type Judged = Result<Candidate<TypeIndex>, Reason>;

/// Everything that can be compared, figures of the scenario first.
pub(super) fn lines(catalog: &Catalog, scenario: &Scenario, types: &[TypeIndex]) -> Vec<Line> {
    let scenario = without_filters(scenario);
    let judged: Vec<Judged> = types.iter().map(|&i| judge(catalog, &scenario, i)).collect();
    let mut out = vec![Line::new("Eligible", judged.iter().map(|judged| standing(&scenario, judged)).collect())];
    out.extend(money(&judged));
    out.extend(parts(&scenario, &judged));
    out.extend(purchases(catalog, &scenario, types, &judged));
    out.extend(figures(&scenario, &judged));
    out.extend(of_a_node(catalog, &scenario, types));
    out.extend(facts(catalog, types));
    // what no type has a value for says nothing
    out.retain(|line| line.values.iter().any(|value| value != NONE));
    out
}

fn standing(scenario: &Scenario, judged: &Judged) -> String {
    judged.as_ref().map_or_else(|reason| reason.in_scenario(scenario).into_owned(), |_| "yes".into())
}

/// Where less is better.
fn money(judged: &[Judged]) -> Vec<Line> {
    let line = |label: &str, of: fn(&Candidate<TypeIndex>) -> MicroUsd, shown: fn(&Candidate<TypeIndex>) -> String| {
        let amounts: Vec<Option<MicroUsd>> = judged.iter().map(|c| c.as_ref().ok().map(of)).collect();
        Line { least: least(&amounts), ..Line::new(label, each(judged, shown)) }
    };
    vec![
        line("All nodes, a month", |c| c.fleet.monthly, |c| c.fleet.monthly.cents()).by("monthly"),
        line("A pod, a month", |c| c.fleet.per_pod, |c| c.fleet.per_pod.per_pod()).by("per-pod"),
        line("A node, an hour", |c| c.price.hourly, hourly).by("node-price"),
    ]
}

/// What the cost of all nodes is made of; what is nothing has no value.
fn parts(scenario: &Scenario, judged: &[Judged]) -> Vec<Line> {
    let line = |label: &str, of: fn(Parts) -> MicroUsd| {
        let shown = |c: &Candidate<TypeIndex>| match of(c.price.parts(scenario, c.fleet.nodes)) {
            MicroUsd(0) => NONE.into(),
            part => part.cents(),
        };
        Line::new(format!("All nodes, only {label}"), each(judged, shown)).by("monthly")
    };
    vec![
        line("instances", |p| p.instances),
        line("Auto Mode\u{2019}s fee", |p| p.fee),
        line("disks", |p| p.disks),
        line("agents", |p| p.agents),
    ]
}

/// The same nodes under every purchase.
fn purchases(catalog: &Catalog, scenario: &Scenario, types: &[TypeIndex], judged: &[Judged]) -> Vec<Line> {
    let of_type = |(&i, judged): (&TypeIndex, &Judged)| match judged {
        Ok(c) => by_purchase(catalog.instance_type(i), catalog.offer(i), scenario, c.fleet.nodes),
        Err(_) => Default::default(),
    };
    let columns: Vec<_> = types.iter().zip(judged).map(of_type).collect();
    let line = |(index, purchase): (usize, Purchase)| {
        let amounts: Vec<Option<MicroUsd>> = columns.iter().map(|column| column[index]).collect();
        let values = amounts.iter().map(|cost| cost.map_or(NONE.into(), |cost| cost.cents())).collect();
        Line { least: least(&amounts), ..Line::new(format!("All nodes, {}", bought(purchase)), values) }
            .by("node-price")
    };
    PURCHASES.into_iter().enumerate().map(line).collect()
}

/// The indices of the least amount; none where all are alike.
pub(super) fn least(amounts: &[Option<MicroUsd>]) -> Vec<usize> {
    let known = || amounts.iter().flatten();
    let (Some(min), Some(max)) = (known().min(), known().max()) else { return Vec::new() };
    if min == max {
        return Vec::new();
    }
    (0..amounts.len()).filter(|&index| amounts[index] == Some(*min)).collect()
}

fn figures(scenario: &Scenario, judged: &[Judged]) -> Vec<Line> {
    let share = |of: fn(&model::plan::cost::Stranded) -> String| {
        each(judged, move |c| c.stranded.as_ref().map_or(NONE.into(), of))
    };
    vec![
        Line::new("Nodes", each(judged, |c| grouped(c.fleet.nodes.into()))).by("nodes"),
        Line::new(
            "Pods that still fit",
            each(judged, |c| Cliff::of(scenario, c).map_or(NONE.into(), |cliff| grouped(cliff.room))),
        ),
        Line::new("CPU unused", share(|s| percent(s.cpu_share().0))).by("stranded-cpu"),
        Line::new("Memory unused", share(|s| percent(s.memory_share().0))).by("stranded-memory"),
    ]
}

fn each(judged: &[Judged], of: impl Fn(&Candidate<TypeIndex>) -> String) -> Vec<String> {
    judged.iter().map(|c| c.as_ref().map_or(NONE.into(), &of)).collect()
}

/// Pods per node and every limit, whether or not a fleet is planned.
fn of_a_node(catalog: &Catalog, scenario: &Scenario, types: &[TypeIndex]) -> Vec<Line> {
    let workload = Workload::of(scenario).sized(catalog);
    let nodes: Vec<_> = types.iter().map(|&i| capacity(catalog.instance_type(i), &workload)).collect();
    let line = |label: String, of: &dyn Fn(&model::node::capacity::Capacity) -> String| {
        Line::new(label, nodes.iter().map(of).collect())
    };
    let mut out = vec![
        line("Pods per node".into(), &|c| grouped(c.pods.into())).by("pods-per-node"),
        line("Bound by".into(), &|c| c.by_limit.binding().map(Limit::name).collect::<Vec<_>>().join(", ")),
    ];
    out.extend(Limit::ALL.into_iter().map(|limit| {
        line(format!("Pods by {}", limit.name()), &|c| c.by_limit.get(limit).map_or(NONE.into(), |n| grouped(n.into())))
            .by(of_limit(limit))
    }));
    // What nobody sized on a family has no line, as what no type has a value for.
    let ratios: Vec<_> = types.iter().map(|&i| workload.ratio(catalog.instance_type(i))).collect();
    let of_ratio = |of: &dyn Fn(&Ratio) -> String| ratios.iter().map(|r| r.as_ref().map_or(NONE.into(), of)).collect();
    out.push(
        Line::new("A vCPU is worth", of_ratio(&|r| format!("{} to {}", times(r.least), times(r.most))))
            .by("vcpu-ratio"),
    );
    if let [only] = scenario.profiles.as_slice() {
        out.push(Line::new("CPU to request for a pod", of_ratio(&|r| r.need(only.cpu).to_string())).by("cpu-request"));
    }
    let left = |c: &model::node::capacity::Capacity| c.allocatable;
    out.push(line("max-pods in this scenario".into(), &|c| grouped(c.max_pods.into())).by("max-pods"));
    out.push(
        line("Allocatable CPU".into(), &|c| left(c).map_or(NONE.into(), |a| a.cpu.to_string())).by("allocatable-cpu"),
    );
    out.push(
        line("Allocatable memory".into(), &|c| left(c).map_or(NONE.into(), |a| a.memory.to_string()))
            .by("allocatable-memory"),
    );
    out
}

/// What EC2 publishes.
fn facts(catalog: &Catalog, types: &[TypeIndex]) -> Vec<Line> {
    let of_type = |&i: &TypeIndex| {
        let t = catalog.instance_type(i);
        let size =
            [("vCPU", t.vcpu.to_string()), ("Memory", t.memory.brief()), ("Architecture", arch(t.arch).to_string())];
        size.into_iter().chain(published(catalog, i)).collect::<Vec<_>>()
    };
    let columns: Vec<Vec<(&str, String)>> = types.iter().map(of_type).collect();
    let Some(first) = columns.first() else { return Vec::new() };
    let line = |(index, (label, _)): (usize, &(&str, String))| {
        Line::new(capitalised_unless_name(label), columns.iter().map(|column| column[index].1.clone()).collect())
    };
    first.iter().enumerate().map(line).collect()
}

/// `vCPU` stays as it is.
fn capitalised_unless_name(label: &str) -> String {
    if label.starts_with("vCPU") { label.to_string() } else { capitalised(label) }
}
