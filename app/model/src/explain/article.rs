//! How the article's figures come about.

use super::{Figure, Unit, add_cost, input, node_month};
use crate::catalog::{Catalog, HistoryIndex};
use crate::plan::Candidate;
use crate::scenario::{CapOrder, Scenario};

/// Every figure of one candidate by the article's count.
pub(super) fn explain(
    catalog: &Catalog,
    scenario: &Scenario,
    candidate: &Candidate,
    index: HistoryIndex,
) -> Vec<Figure> {
    let t = catalog.type_of_2018(index);
    let settings = &scenario.article;
    let formula = match settings.cap_order {
        CapOrder::AfterDaemonSets => "max(min(cap, E * (I - 1) - D), 0)",
        CapOrder::BeforeDaemonSets => "max(min(cap, E * (I - 1)) - D, 0)",
    };
    let e = input("E", "ENIs, by the limits of 2018", t.enis);
    let i = input("I", "IPv4 addresses of an ENI", t.ipv4_per_eni);
    let mut figures = vec![
        Figure {
            id: "addresses",
            label: "Pod addresses of a node",
            value: u64::from(t.enis * t.ipv4_per_eni.saturating_sub(1)),
            unit: Unit::Addresses,
            formula: "E * (I - 1)",
            inputs: vec![e, i],
            sources: vec!["article"],
            note: None,
        },
        Figure {
            id: "pods-per-node",
            label: "Pods per node",
            value: u64::from(candidate.capacity.pods),
            unit: Unit::Pods,
            formula,
            inputs: vec![
                input("cap", "the article's pod limit", settings.pod_cap),
                e,
                i,
                input("D", "daemonsets, an address each", settings.daemonsets),
            ],
            sources: vec!["article"],
            note: Some(
                "CPU, memory and bandwidth often bind earlier; other system pods take addresses too; cooldown and fragmentation lower the real density.",
            ),
        },
        Figure {
            id: "nodes",
            label: "Nodes",
            value: u64::from(candidate.fleet.nodes),
            unit: Unit::Nodes,
            formula: "ceil(pods / per_node)",
            inputs: vec![
                input("pods", "pods in all", scenario.pods()),
                input("per_node", "pods per node", candidate.capacity.pods),
            ],
            sources: vec!["article"],
            note: None,
        },
    ];
    add_cost(&mut figures, scenario, candidate, node_month(scenario, candidate));
    figures
}
