//! What a node costs, how many nodes the pods need, and what that leaves unused.
//!
//! Node price only: no EBS, no traffic, no control plane, as in the article. Sources: the catalogue's
//! price rows; for Auto Mode's fee a third-party figure, see the `auto-mode-fee` source.

use crate::catalog::{Offer, PriceKind};
use crate::node::capacity::Capacity;
use crate::node::limit::Limit;
use crate::node::workload::Workload;
use crate::scenario::owner::Owner;
use crate::scenario::{Purchase, Scenario};
use crate::units::{BasisPoints, MicroUsd, WHOLE_BP};

/// Auto Mode's fee on top of the instance, as a share of its on-demand price. Third-party figure.
pub const AUTO_MODE_FEE: BasisPoints = BasisPoints(1_200);
/// EKS control plane in standard support, per hour. Source: AWS's announcement of EKS extended support
/// pricing, <https://aws.amazon.com/blogs/containers/amazon-eks-extended-support-for-kubernetes-versions-pricing>.
pub const CONTROL_PLANE: MicroUsd = MicroUsd(100_000);
/// The same in extended support, the twelve months after the first fourteen.
pub const CONTROL_PLANE_EXTENDED: MicroUsd = MicroUsd(600_000);

/// How far a price can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// On a price list, at its date.
    Published,
    /// Estimated from other regions or families.
    Estimated,
    /// Derived from a published price and an average spot discount: indicative.
    Derived,
    /// A Linux price for a Windows node: the licence comes on top, and no source has it.
    WithoutLicence,
}

/// What one node costs per hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodePrice {
    /// Per hour, any fee included.
    pub hourly: MicroUsd,
    /// How far to trust it.
    pub confidence: Confidence,
}

/// The price of a node under the scenario's purchase; `None` where a figure is missing.
///
/// m5.large at $0.096, 30 % discount: `0.096 * 0.7 = $0.0672`. Auto Mode adds 12 % of the on-demand
/// price whatever the discount: `0.0672 + 0.01152 = $0.07872`.
pub fn node_price(offer: &Offer, scenario: &Scenario) -> Option<NodePrice> {
    let on_demand = offer.on_demand.as_ref()?;
    let instance = match scenario.purchase {
        Purchase::OnDemand => on_demand.hourly,
        Purchase::Discount => on_demand.hourly.share(BasisPoints(WHOLE_BP.saturating_sub(scenario.discount.0))),
        Purchase::Spot => offer.spot()?,
    };
    let confidence = match (scenario.purchase, &on_demand.kind) {
        _ if scenario.node.is_windows() => Confidence::WithoutLicence,
        (_, PriceKind::Estimated(_)) => Confidence::Estimated,
        (Purchase::Spot, PriceKind::Published) => Confidence::Derived,
        (_, PriceKind::Published) => Confidence::Published,
    };
    let fee = match scenario.node.owner {
        Owner::AutoMode => on_demand.hourly.share(AUTO_MODE_FEE),
        _ => MicroUsd(0),
    };
    Some(NodePrice { hourly: MicroUsd(instance.0 + fee.0), confidence })
}

/// Nodes of one type that carry all the pods, and their cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fleet {
    /// `max(min_nodes, ceil(pods / pods per node))`; for several profiles what packing them takes.
    pub nodes: u32,
    /// All nodes, per month.
    pub monthly: MicroUsd,
    /// `monthly / pods`.
    pub per_pod: MicroUsd,
    /// Monthly price of one node over the pods it can hold: the article's figure.
    pub per_slot: MicroUsd,
}

/// Nodes for one kind of pod: `max(least, ceil(pods / per_node))`, at least 1. 400 pods at 34 a node: 12.
pub fn nodes_for(pods: u32, per_node: u32, least: u32) -> u32 {
    pods.div_ceil(per_node.max(1)).max(least).max(1)
}

/// Nodes of one type, what they carry, and the price of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Nodes.
    pub nodes: u32,
    /// Pods in all.
    pub pods: u32,
    /// Pods that one node can hold; at least 1.
    pub per_node: u32,
    /// Price of a node, per hour.
    pub hourly: MicroUsd,
    /// Hours that make a month.
    pub hours: u32,
}

impl Bill {
    /// What that comes to.
    ///
    /// 400 pods on 12 nodes of 34, m5.large at $0.096, 730 h: `12 * 0.096 * 730 = $840.96`.
    pub fn fleet(self) -> Fleet {
        let node_month = MicroUsd(self.hourly.0 * u64::from(self.hours));
        let monthly = MicroUsd(node_month.0 * u64::from(self.nodes));
        Fleet { nodes: self.nodes, monthly, per_pod: monthly.per(self.pods), per_slot: node_month.per(self.per_node) }
    }
}

/// CPU and memory that the fleet pays for and nothing asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stranded {
    /// Millicores over all nodes.
    pub cpu: u64,
    /// MiB over all nodes.
    pub memory: u64,
    /// Millicores over all nodes that were left for application pods.
    pub cpu_room: u64,
    /// MiB over all nodes that were left for application pods.
    pub memory_room: u64,
}

impl Stranded {
    /// Share of the CPU left for application pods.
    pub fn cpu_share(&self) -> BasisPoints {
        share(self.cpu, self.cpu_room)
    }

    /// Share of the memory left for application pods.
    pub fn memory_share(&self) -> BasisPoints {
        share(self.memory, self.memory_room)
    }
}

/// `nodes * (allocatable - daemonsets) - what all pods ask for`, for CPU and memory. `None` in the article's
/// era. 100 pods of 250m on 17 m5.large with 200m of daemonsets: `17 * 1730 - 25000 = 4,410m`.
pub fn stranded(capacity: &Capacity, workload: &Workload, nodes: u32) -> Option<Stranded> {
    let (have, daemonsets) = (capacity.allocatable?, workload.daemonsets());
    let total = |have: u32, taken: u32| u64::from(have.saturating_sub(taken)) * u64::from(nodes);
    let cpu_room = total(have.cpu.0, daemonsets.cpu);
    let memory_room = total(have.memory.0, daemonsets.memory);
    Some(Stranded {
        cpu: cpu_room.saturating_sub(workload.total(Limit::Cpu)),
        memory: memory_room.saturating_sub(workload.total(Limit::Memory)),
        cpu_room,
        memory_room,
    })
}

fn share(part: u64, whole: u64) -> BasisPoints {
    BasisPoints((part * u64::from(WHOLE_BP) / whole.max(1)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_hundred_pods_at_34_a_node_take_12_nodes() {
        let nodes = nodes_for(400, 34, 2);
        let f = Bill { nodes, pods: 400, per_node: 34, hourly: MicroUsd(96_000), hours: 730 }.fleet();
        assert_eq!((f.nodes, f.monthly), (12, MicroUsd(840_960_000))); // 12 * 0.096 * 730
        assert_eq!(f.per_pod, MicroUsd(2_102_400)); // 840.96 / 400
        assert_eq!(f.per_slot, MicroUsd(2_061_176)); // 70.08 / 34
    }

    #[test]
    fn at_least_the_nodes_asked_for() {
        assert_eq!(nodes_for(1, 50, 3), 3);
        assert_eq!(nodes_for(0, 50, 0), 1);
    }
}
