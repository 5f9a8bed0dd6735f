//! Where the nodes of a plan are full: the pod that costs another node.

use crate::plan::Candidate;
use crate::plan::node_count::NodeCount;
use crate::scenario::{Era, Scenario};
use crate::units::{MicroUsd, grouped};

/// Where one pod more costs one node more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// Nodes now.
    pub nodes: u32,
    /// Pods that these nodes hold at most: the next one costs a node.
    pub holds: u64,
    /// Pods that can still be added.
    pub room: u64,
    /// What the next node costs a month.
    pub node_month: MicroUsd,
}

impl Cliff {
    /// Of a fleet. 100 pods at 6 a node: 17 nodes hold 102, two more fit.
    ///
    /// `None` for several profiles: which pod is the next decides whether it fits.
    pub fn of<T>(scenario: &Scenario, candidate: &Candidate<T>) -> Option<Cliff> {
        if scenario.profiles.len() > 1 {
            return None;
        }
        let nodes = candidate.fleet.nodes;
        let per_node = candidate.capacity.pods;
        let holds = match scenario.era {
            Era::Today => u64::from(NodeCount::of(scenario).holds(nodes, per_node)),
            Era::Article => u64::from(nodes) * u64::from(per_node),
        };
        let room = holds.saturating_sub(scenario.pods().into());
        let node_month = candidate.price.month;
        Some(Cliff { nodes, holds, room, node_month })
    }

    /// In a sentence: `2 more pods fit on these 17 nodes; the next one costs another node, $70.08 a month.`
    pub fn sentence(&self) -> String {
        let nodes = match self.nodes {
            1 => "this node".to_string(),
            n => format!("these {} nodes", grouped(n.into())),
        };
        let cost = self.node_month.cents();
        match self.room {
            0 => format!("No more pods fit on {nodes}; the next one costs another node, {cost} a month."),
            1 => format!("1 more pod fits on {nodes}; the next one costs another node, {cost} a month."),
            n => format!("{} more pods fit on {nodes}; the next one costs another node, {cost} a month.", grouped(n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cliff_is_where_the_nodes_are_full() {
        let cliff = |nodes, holds, room| Cliff { nodes, holds, room, node_month: MicroUsd(70_080_000) };
        let end = "the next one costs another node, $70.08 a month.";
        assert_eq!(cliff(17, 102, 2).sentence(), format!("2 more pods fit on these 17 nodes; {end}"));
        assert_eq!(cliff(17, 102, 1).sentence(), format!("1 more pod fits on these 17 nodes; {end}"));
        assert_eq!(cliff(1, 6, 0).sentence(), format!("No more pods fit on this node; {end}"));
    }
}
