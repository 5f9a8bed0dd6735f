//! What lifting the limit that binds would bring.

use crate::catalog::{Catalog, TypeRef};
use crate::node::limit::Limit;
use crate::node::workload::Workload;
use crate::plan::Candidate;
use crate::plan::cost::nodes_for;
use crate::plan::node_count::NodeCount;
use crate::plan::packing::Packer;
use crate::scenario::Scenario;
use crate::units::MicroUsd;

/// The nodes if every binding limit were lifted up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relaxed {
    /// The limit that would bind instead.
    pub next: Limit,
    /// Pods per node then.
    pub pods: u32,
    /// Nodes then.
    pub nodes: u32,
    /// Saved each month.
    pub saves: MicroUsd,
}

/// What lifting a candidate's binding limits saves, `None` where no other limit follows.
///
/// 100 pods on m5.large, CPU at 6 a node, memory next at 13: `ceil(100 / 13) = 8` nodes instead of 17.
pub fn relaxed(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate) -> Option<Relaxed> {
    let (next, pods) = candidate.capacity.by_limit.next()?;
    let fleet = candidate.fleet;
    // All nodes cost the same, so the cost falls with their number.
    let one_node = fleet.monthly.0 / u64::from(fleet.nodes);
    let nodes = nodes_when_lifted(catalog, scenario, candidate, pods).min(fleet.nodes);
    Some(Relaxed { next, pods, nodes, saves: MicroUsd(one_node * u64::from(fleet.nodes - nodes)) })
}

fn nodes_when_lifted(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate, pods: u32) -> u32 {
    let TypeRef::Today(index) = candidate.index else {
        return nodes_for(scenario.pods(), pods, 1);
    };
    let workload = Workload::of(scenario).sized(catalog);
    let count = NodeCount::of(scenario);
    if workload.only().is_some() {
        return count.nodes(workload.pods(), pods);
    }
    let lifted: Vec<Limit> = candidate.capacity.by_limit.binding().collect();
    let nodes = Packer::of(&workload).nodes_without(catalog.instance_type(index), &lifted);
    count.with(nodes)
}
