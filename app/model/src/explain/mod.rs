//! How each figure of a candidate came about: formula, inputs, source.
//!
//! Formulas are arithmetic that a test evaluates with the inputs shown, so that an explanation cannot
//! drift from the figure it explains. Explaining is done on demand, never while planning.

mod article;
mod held;
mod today;

pub use held::explain_held;

use crate::catalog::{Catalog, TypeRef};
use crate::plan::Candidate;
use crate::scenario::Scenario;
use crate::units::grouped;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Pods.
    Pods,
    /// IP addresses.
    Addresses,
    /// Millicores.
    MilliCpu,
    /// MiB.
    Mib,
    /// Megabits per second.
    Mbps,
    /// EBS volumes.
    Volumes,
    /// ENIs.
    Enis,
    /// Nodes.
    Nodes,
    /// Micro-dollars per hour.
    UsdHour,
    /// Micro-dollars per month.
    UsdMonth,
    /// A plain number.
    Count,
}

/// A named number that a formula uses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// Its symbol in the formula.
    pub symbol: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// Its value.
    pub value: f64,
}

/// The formula of pods by volumes: more pods attach more ENIs, which may leave fewer volumes.
pub const LARGEST_P: &str = "the largest p with p * each <= max(slots - os - extra - shared * (enis - 1), 1)";

/// The same for several workloads: `asked` volumes for `pods` pods in all.
pub const LARGEST_P_OF_MIX: &str =
    "the largest p with p * asked <= pods * max(slots - os - extra - shared * (enis - 1), 1), at least 1";

/// One figure and how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// A word for links: `max-pods`.
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Its value; money in micro-dollars.
    pub value: u64,
    /// Its unit.
    pub unit: Unit,
    /// The formula, in the inputs' symbols.
    pub formula: &'static str,
    /// The inputs.
    pub inputs: Vec<Input>,
    /// Source ids, see [`crate::sources`].
    pub sources: Vec<&'static str>,
    /// A caveat, where there is one.
    pub note: Option<&'static str>,
}

impl Figure {
    fn new(id: &'static str, label: &'static str, value: impl Into<u64>, unit: Unit) -> Figure {
        Figure {
            id,
            label,
            value: value.into(),
            unit,
            formula: "",
            inputs: Vec::new(),
            sources: Vec::new(),
            note: None,
        }
    }

    fn by(self, formula: &'static str, inputs: Vec<Input>) -> Figure {
        Figure { formula, inputs, ..self }
    }

    fn from(self, sources: &[&'static str]) -> Figure {
        Figure { sources: sources.to_vec(), ..self }
    }

    fn noting(self, note: Option<&'static str>) -> Figure {
        Figure { note, ..self }
    }

    /// Value and unit: `29 pods`, `$70.08 a month`.
    pub fn reading(&self) -> String {
        use crate::units::MicroUsd;
        let counted =
            |one: &str, many: &str| format!("{} {}", grouped(self.value), if self.value == 1 { one } else { many });
        match self.unit {
            Unit::Pods => counted("pod", "pods"),
            Unit::Addresses => counted("address", "addresses"),
            Unit::Volumes => counted("volume", "volumes"),
            Unit::Enis => counted("ENI", "ENIs"),
            Unit::Nodes => counted("node", "nodes"),
            Unit::MilliCpu => format!("{}m", grouped(self.value)),
            Unit::Mib => format!("{} MiB", grouped(self.value)),
            Unit::Mbps => format!("{} Mbps", grouped(self.value)),
            Unit::UsdHour => format!("{} an hour", MicroUsd(self.value).hourly()),
            Unit::UsdMonth => format!("{} a month", MicroUsd(self.value).per_pod()),
            Unit::Count => grouped(self.value),
        }
    }
}

/// Every figure of one candidate, in the order a reader would work them out.
pub fn explain(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate) -> Vec<Figure> {
    match candidate.index {
        TypeRef::Today(index) => today::explain(catalog, scenario, candidate, index),
        TypeRef::Of2018(index) => article::explain(catalog, scenario, candidate, index),
    }
}

fn input(symbol: &'static str, meaning: &'static str, value: impl Into<f64>) -> Input {
    Input { symbol, meaning, value: value.into() }
}

/// Monthly cost, per pod and per slot: the same in both eras. `month` says how the cost of a node comes about.
fn add_cost(figures: &mut Vec<Figure>, scenario: &Scenario, candidate: &Candidate, month: Figure) {
    let fleet = candidate.fleet;
    let node_month = input("month", "a node, micro-dollars a month", candidate.price.month.0 as f64);
    let mut add = |id, label, value, formula, inputs, note| {
        figures.push(Figure { id, label, value, unit: Unit::UsdMonth, formula, inputs, sources: vec!["berth"], note });
    };
    add(month.id, month.label, month.value, month.formula, month.inputs, month.note);
    add(
        "monthly",
        "All nodes",
        fleet.monthly.0,
        "nodes * month",
        vec![input("nodes", "nodes", fleet.nodes), node_month],
        Some("Without traffic and the control plane."),
    );
    let pods = input("pods", "pods in all", scenario.pods());
    add(
        "per-pod",
        "A pod",
        fleet.per_pod.0,
        "round(monthly / pods)",
        vec![input("monthly", "all nodes, micro-dollars a month", fleet.monthly.0 as f64), pods],
        None,
    );
    let per_node = input("per_node", "pods per node", candidate.capacity.pods);
    add(
        "per-slot",
        "A pod on a full node",
        fleet.per_slot.0,
        "round(month / per_node)",
        vec![node_month, per_node],
        None,
    );
}

/// What a node costs a month, from its price an hour.
fn node_month(scenario: &Scenario, candidate: &Candidate) -> Figure {
    let hourly = input("hourly", "price of a node, micro-dollars an hour", candidate.price.hourly.0 as f64);
    let hours = input("hours", "hours in a month", scenario.hours_per_month);
    Figure::new("node-month", "A node", candidate.price.month.0, Unit::UsdMonth)
        .by("hourly * hours", vec![hourly, hours])
}
