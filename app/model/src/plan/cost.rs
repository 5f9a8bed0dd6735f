//! What a node costs, how many nodes the pods need, and what that leaves unused.
//!
//! A node costs its instance as it is bought, Auto Mode's fee, its disks and the agents that are billed per node; no
//! traffic. The control plane is billed once a cluster, [`control_plane`]. Sources: the catalogue's price rows.

use crate::catalog::auto_mode::auto_mode_share;
use crate::catalog::instance_type::InstanceType;
use crate::catalog::reserved::Commitment;
use crate::catalog::{Offer, PriceKind};
use crate::node::capacity::Capacity;
use crate::node::disks;
use crate::node::limit::Limit;
use crate::node::workload::Workload;
use crate::scenario::costs::ControlPlane;
use crate::scenario::owner::Owner;
use crate::scenario::{Purchase, Scenario};
use crate::units::{BasisPoints, MicroUsd, WHOLE_BP};

/// EKS control plane in standard support, per hour. Source: AWS's announcement of EKS extended support
/// pricing, <https://aws.amazon.com/blogs/containers/amazon-eks-extended-support-for-kubernetes-versions-pricing>.
pub const CONTROL_PLANE: MicroUsd = MicroUsd(100_000);
/// The same in extended support, the twelve months after the first fourteen.
pub const CONTROL_PLANE_EXTENDED: MicroUsd = MicroUsd(600_000);
/// Hours of a month as AWS counts months: a GiB and month of EBS is the price of so many, and a commitment is billed for them.
pub const HOURS_OF_MONTH: u32 = 730;

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

/// What one node costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodePrice {
    /// Per hour, any fee included.
    pub hourly: MicroUsd,
    /// Auto Mode's fee in it.
    pub fee: MicroUsd,
    /// Its disks, per month.
    pub disks: MicroUsd,
    /// Hours that the instance is billed for in a month: those that it runs, of a commitment all.
    pub billed_hours: u32,
    /// All of it, per month: hours, disks and agents.
    pub month: MicroUsd,
    /// How far to trust the price per hour.
    pub confidence: Confidence,
}

/// The price of a node under the scenario's purchase; `None` where a figure is missing.
///
/// m5.large at $0.096, 30 % discount: `0.096 * 0.7 = $0.0672`. Auto Mode adds its fee, where none is published 12 % of the
/// on-demand price, whatever the discount: `0.0672 + 0.01152 = $0.07872`.
pub fn node_price(t: &InstanceType, offer: &Offer, scenario: &Scenario) -> Option<NodePrice> {
    node_price_as(t, offer, scenario, scenario.purchase)
}

/// The same under another purchase. m5.large for a year at $0.06, 365 hours: its instance is `0.06 * 730 = $43.80` all the same.
pub fn node_price_as(t: &InstanceType, offer: &Offer, scenario: &Scenario, purchase: Purchase) -> Option<NodePrice> {
    let on_demand = offer.on_demand.as_ref()?;
    let instance = match purchase {
        Purchase::OnDemand => on_demand.hourly,
        Purchase::Discount => on_demand.hourly.share(BasisPoints(WHOLE_BP.saturating_sub(scenario.discount.0))),
        Purchase::Spot => offer.spot()?,
        Purchase::Committed(commitment) => offer.committed(commitment)?,
    };
    let confidence = match (purchase, &on_demand.kind) {
        _ if scenario.node.is_windows() => Confidence::WithoutLicence,
        (Purchase::Committed(_), _) => Confidence::Published,
        (_, PriceKind::Estimated(_)) => Confidence::Estimated,
        (Purchase::Spot, PriceKind::Published) => Confidence::Derived,
        (_, PriceKind::Published) => Confidence::Published,
    };
    let fee = if scenario.node.owner == Owner::AutoMode { offer.auto_mode_fee(t)? } else { MicroUsd(0) };
    let hourly = MicroUsd(instance.0 + fee.0);
    let disks = disks_month(t, scenario);
    let hours = scenario.hours_per_month;
    let billed_hours = if matches!(purchase, Purchase::Committed(_)) { hours.max(HOURS_OF_MONTH) } else { hours };
    let month = instance.0 * u64::from(billed_hours) + fee.0 * u64::from(hours) + disks.0 + agents_month(scenario).0;
    Some(NodePrice { hourly, fee, disks, billed_hours, month: MicroUsd(month), confidence })
}

/// The purchases that are shown next to each other.
pub const PURCHASES: [Purchase; 6] = [
    Purchase::OnDemand,
    Purchase::Committed(Commitment::Standard1),
    Purchase::Committed(Commitment::Convertible1),
    Purchase::Committed(Commitment::Standard3),
    Purchase::Committed(Commitment::Convertible3),
    Purchase::Spot,
];

/// What so many nodes of a type cost per month under each of [`PURCHASES`]; `None` where it is not sold or not known.
pub fn by_purchase(t: &InstanceType, offer: &Offer, scenario: &Scenario, nodes: u32) -> [Option<MicroUsd>; 6] {
    let all = |price: NodePrice| MicroUsd(price.month.0 * u64::from(nodes));
    PURCHASES.map(|purchase| node_price_as(t, offer, scenario, purchase).map(all))
}

/// The share of a commitment's hours from which it costs less than on demand, rounded up: it is billed for all of them, whether
/// the node runs or not. `None` where it is not sold. m5.large at $0.06 instead of $0.096: 62.5 %.
pub fn pays_from(offer: &Offer, commitment: Commitment) -> Option<BasisPoints> {
    let (on_demand, committed) = (offer.on_demand.as_ref()?.hourly.0, offer.committed(commitment)?.0);
    let share = (u128::from(committed) * u128::from(WHOLE_BP)).div_ceil(u128::from(on_demand.max(1)));
    u32::try_from(share).ok().map(BasisPoints)
}

/// The same in hours of a month, rounded up. 62.5 %: 457 of 730.
pub fn pays_from_hours(share: BasisPoints) -> u32 {
    let hours = (u64::from(share.0) * u64::from(HOURS_OF_MONTH)).div_ceil(u64::from(WHOLE_BP));
    u32::try_from(hours).unwrap_or(u32::MAX)
}

/// Auto Mode's fee as a share of a type's on-demand price, where none is published; `None` for other owners.
pub fn fee_share(t: &InstanceType, scenario: &Scenario) -> Option<BasisPoints> {
    (scenario.node.owner == Owner::AutoMode).then(|| auto_mode_share(t))
}

/// GiB of the volumes that a node starts with, but for extra ones, whose size nobody gives.
pub fn disk_gib(t: &InstanceType, scenario: &Scenario) -> u32 {
    disks::system_gib(&scenario.node).unwrap_or(0) + disks::data_volume_gib(t, &scenario.node)
}

/// The disks of a node per month. 100 GiB at 80 thousandths of a dollar, 730 of 730 hours: $8.
fn disks_month(t: &InstanceType, scenario: &Scenario) -> MicroUsd {
    let gib = u64::from(disk_gib(t, scenario)) * u64::from(scenario.costs.gib_mils) * 1_000;
    let (hours, whole) = (u64::from(scenario.hours_per_month), u64::from(HOURS_OF_MONTH));
    MicroUsd((gib * hours + whole / 2) / whole)
}

/// The agents of a node per month, however long it runs.
pub fn agents_month(scenario: &Scenario) -> MicroUsd {
    MicroUsd(u64::from(scenario.costs.agent_cents) * 10_000)
}

/// The control plane per hour: the support of the Kubernetes version, and a provisioned tier on top of standard
/// support. That a tier comes on top is unverified: the one source has it as a fee of its own.
pub fn control_plane_hourly(control_plane: ControlPlane) -> (MicroUsd, MicroUsd) {
    let tier = |micro_usd| (CONTROL_PLANE, MicroUsd(micro_usd));
    match control_plane {
        ControlPlane::Standard => tier(0),
        ControlPlane::Extended => (CONTROL_PLANE_EXTENDED, MicroUsd(0)),
        ControlPlane::Xl => tier(1_650_000),
        ControlPlane::Xl2 => tier(3_400_000),
        ControlPlane::Xl4 => tier(6_900_000),
        ControlPlane::Xl8 => tier(13_900_000),
    }
}

/// The control plane per month, once a cluster. In standard support `0.10 * 730 = $73`.
pub fn control_plane(scenario: &Scenario) -> MicroUsd {
    let (support, tier) = control_plane_hourly(scenario.costs.control_plane);
    MicroUsd((support.0 + tier.0) * u64::from(scenario.hours_per_month))
}

/// What all nodes cost per month, part by part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Instances as they are bought.
    pub instances: MicroUsd,
    /// Auto Mode's fee.
    pub fee: MicroUsd,
    /// The disks that they start with.
    pub disks: MicroUsd,
    /// Agents that are billed per node.
    pub agents: MicroUsd,
}

impl Parts {
    /// Each by its name, in the order in which they are shown.
    pub fn named(&self) -> [(&'static str, MicroUsd); 4] {
        let Parts { instances, fee, disks, agents } = *self;
        [("instances", instances), ("Auto Mode\u{2019}s fee", fee), ("disks", disks), ("agents", agents)]
    }
}

impl NodePrice {
    /// What so many nodes cost, part by part.
    pub fn parts(&self, scenario: &Scenario, nodes: u32) -> Parts {
        let all = |each: u64| MicroUsd(each * u64::from(nodes));
        let instance = (self.hourly.0 - self.fee.0) * u64::from(self.billed_hours);
        let fee = self.fee.0 * u64::from(scenario.hours_per_month);
        Parts {
            instances: all(instance),
            fee: all(fee),
            disks: all(self.disks.0),
            agents: all(self.month.0 - instance - fee - self.disks.0),
        }
    }
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
    /// Price of a node, per month.
    pub node_month: MicroUsd,
}

impl Bill {
    /// What that comes to.
    ///
    /// 400 pods on 12 nodes of 34, m5.large at $0.096 for 730 h, $70.08 a month: `12 * 70.08 = $840.96`.
    pub fn fleet(self) -> Fleet {
        let monthly = MicroUsd(self.node_month.0 * u64::from(self.nodes));
        let per_slot = self.node_month.per(self.per_node);
        Fleet { nodes: self.nodes, monthly, per_pod: monthly.per(self.pods), per_slot }
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
        let f = Bill { nodes, pods: 400, per_node: 34, node_month: MicroUsd(96_000 * 730) }.fleet();
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
