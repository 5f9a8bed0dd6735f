//! The trap of mixed types: a group of nodes has one max-pods, so its largest types carry what its smallest can.
//!
//! Source: EKS best practices, prefix mode for Linux: with several types in one managed node group the lowest
//! max-pods applies to all. A Karpenter EC2NodeClass states one max-pods, too, once it states any.

use model::catalog::{Catalog, TypeIndex};
use model::node::max_pods::max_pods;
use model::plan::judge;
use model::scenario::owner::Owner;
use model::scenario::{NodeSettings, Scenario};
use model::units::{MicroUsd, grouped};

/// Types whose max-pods differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// Each type with its own max-pods, in the order given.
    pub by_type: Vec<(String, u32)>,
    /// What all of them get in one group.
    pub lowest: u32,
    /// What that costs on the first that has more of its own; `None` where it cannot carry the pods, or could no more.
    pub cost: Option<MixedCost>,
}

/// A type's fleet with its own max-pods, and with the group's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedCost {
    /// The type.
    pub name: String,
    /// Pods per node, alone and in the group.
    pub pods: (u32, u32),
    /// Nodes, alone and in the group.
    pub nodes: (u32, u32),
    /// Monthly cost, alone and in the group.
    pub monthly: (MicroUsd, MicroUsd),
}

/// What mixing these types would do to max-pods; `None` where all agree, and on
/// Auto Mode, whose nodes each have their own.
pub fn mixed(catalog: &Catalog, scenario: &Scenario, types: &[TypeIndex]) -> Option<Mixed> {
    if scenario.node.owner == Owner::AutoMode {
        return None;
    }
    let of = |index: &TypeIndex| (*index, max_pods(catalog.instance_type(*index), scenario.mode, scenario));
    let each: Vec<(TypeIndex, u32)> = types.iter().map(of).collect();
    let lowest = each.iter().map(|(_, max_pods)| *max_pods).min()?;
    let (loser, _) = *each.iter().find(|(_, max_pods)| *max_pods > lowest)?;
    let by_type =
        each.iter().map(|(index, max_pods)| (catalog.instance_type(*index).name.clone(), *max_pods)).collect();
    Some(Mixed { by_type, lowest, cost: cost(catalog, scenario, loser, lowest) })
}

fn cost(catalog: &Catalog, scenario: &Scenario, loser: TypeIndex, lowest: u32) -> Option<MixedCost> {
    let node = NodeSettings { max_pods: Some(lowest), ..scenario.node };
    let grouped = judge(catalog, &Scenario { node, ..scenario.clone() }, loser).ok()?;
    let alone = judge(catalog, scenario, loser).ok()?;
    Some(MixedCost {
        name: catalog.instance_type(loser).name.clone(),
        pods: (alone.capacity.pods, grouped.capacity.pods),
        nodes: (alone.fleet.nodes, grouped.fleet.nodes),
        monthly: (alone.fleet.monthly, grouped.fleet.monthly),
    })
}

impl Mixed {
    /// The trap in sentences.
    pub fn sentence(&self) -> String {
        let listed: Vec<_> = self.by_type.iter().map(|(name, max_pods)| format!("{name} {max_pods}")).collect();
        let all = format!(
            "types with different max-pods ({}) in one group all get the lowest, {}",
            listed.join(", "),
            self.lowest
        );
        match &self.cost {
            Some(cost) => format!("{all}: {}.", cost.sentence()),
            None => format!("{all}."),
        }
    }
}

impl MixedCost {
    fn sentence(&self) -> String {
        let MixedCost { name, pods, nodes, monthly } = self;
        let carries = format!("{name} would carry {} pods a node instead of {}", pods.1, pods.0);
        if nodes.0 == nodes.1 {
            return format!("{carries}, on {} nodes either way", grouped(nodes.0.into()));
        }
        format!(
            "{carries}, so {} nodes instead of {} and {} a month instead of {}",
            grouped(nodes.1.into()),
            grouped(nodes.0.into()),
            monthly.1.cents(),
            monthly.0.cents()
        )
    }
}
