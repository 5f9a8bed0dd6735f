//! What the present nodes cost by the catalogue, how full they are, and how they differ from Berth's figures.

use crate::by_name::{ByName, in_order, name as joined, part};
use crate::placement::CapacityType;
use crate::present::{Present, PresentNode};
use crate::resources::{CPU, MEMORY, PODS};
use model::catalog::{Catalog, TypeIndex};
use model::node::{max_pods, memory};
use model::plan::cost::{Confidence, node_price_as};
use model::scenario::{Purchase, Scenario};
use model::units::{BasisPoints, Mib, MicroUsd, WHOLE_BP};

/// How much of something is requested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// What pods request: thousandths of a core, MiB, pods.
    pub requested: u64,
    /// What they may.
    pub allocatable: u64,
}

impl Share {
    /// The requested part; 0 of nothing.
    pub fn part(self) -> BasisPoints {
        let whole = u64::from(WHOLE_BP);
        BasisPoints(u32::try_from(self.requested.saturating_mul(whole) / self.allocatable.max(1)).unwrap_or(u32::MAX))
    }

    fn add(&mut self, requested: u64, allocatable: u64) {
        self.requested = self.requested.saturating_add(requested);
        self.allocatable = self.allocatable.saturating_add(allocatable);
    }
}

/// How full nodes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    /// CPU.
    pub cpu: Share,
    /// Memory.
    pub memory: Share,
    /// Pod slots.
    pub pods: Share,
}

impl Fill {
    /// What is the fullest.
    pub fn binds(&self) -> &'static str {
        let all = [("CPU", self.cpu.part()), ("memory", self.memory.part()), ("pod slots", self.pods.part())];
        all.into_iter().rev().max_by_key(|(_, part)| *part).map_or("", |(name, _)| name)
    }

    fn add(&mut self, node: &PresentNode) {
        let of = |name: &str| (node.requested.get(name), node.allocatable.get(name));
        let (cpu, memory) = (of(CPU), of(MEMORY));
        self.cpu.add(cpu.0.thousandths(), cpu.1.thousandths());
        self.memory.add(memory.0.mib().0.into(), memory.1.whole_mib().0.into());
        self.pods.add(node.pods.into(), node.allocatable.get(PODS).count().into());
    }
}

/// What nodes of a type say of themselves, and Berth's figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The least that one of them reports.
    pub reported: u32,
    /// Berth's, `None` for a type that it does not know.
    pub berth: Option<u32>,
}

/// Nodes of one type, bought alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedNodes {
    /// `m5.large`.
    pub instance_type: String,
    /// How they are bought, where labels tell; on demand is assumed elsewhere.
    pub capacity_type: Option<CapacityType>,
    /// How many.
    pub nodes: u32,
    /// All of them per month, with their disks; `None` where no price is known.
    pub month: Option<MicroUsd>,
    /// How far to trust it.
    pub confidence: Option<Confidence>,
    /// How full they are.
    pub fill: Fill,
    /// Memory in MiB: what the kernel sees.
    pub memory: Compared,
    /// max-pods.
    pub max_pods: Compared,
}

/// The present fleet with its price.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Priced {
    /// By type, the most nodes first.
    pub rows: Vec<PricedNodes>,
    /// EC2 nodes.
    pub nodes: u32,
    /// Those without a price.
    pub unpriced: u32,
    /// What the others cost per month.
    pub month: MicroUsd,
    /// How full all of them are.
    pub fill: Fill,
}

/// The present EC2 nodes in the terms of a scenario: its hours, disks and agents, its region's catalogue.
pub fn priced(present: &Present, catalog: &Catalog, scenario: &Scenario) -> Priced {
    let mut groups: ByName<Vec<&PresentNode>> = ByName::default();
    for node in present.ec2() {
        let bought = node.capacity_type.map_or("", CapacityType::name);
        groups.get_or(joined(&[&node.instance_type, bought]), Vec::new).push(node);
    }
    let mut priced = Priced::default();
    for (name, nodes) in groups.take() {
        let capacity_type = nodes.first().and_then(|node| node.capacity_type);
        let row = row(part(&name, 0), capacity_type, &nodes, catalog, scenario);
        priced.nodes += row.nodes;
        match row.month {
            Some(month) => priced.month = MicroUsd(priced.month.0.saturating_add(month.0)),
            None => priced.unpriced += row.nodes,
        }
        nodes.iter().for_each(|node| priced.fill.add(node));
        priced.rows.push(row);
    }
    priced.rows = in_order(priced.rows, |row| u128::from(u32::MAX - row.nodes));
    priced
}

fn row(
    name: &str,
    capacity_type: Option<CapacityType>,
    nodes: &[&PresentNode],
    catalog: &Catalog,
    scenario: &Scenario,
) -> PricedNodes {
    let index = catalog.find(name);
    let purchase = if capacity_type == Some(CapacityType::Spot) { Purchase::Spot } else { Purchase::OnDemand };
    let mut fill = Fill::default();
    nodes.iter().for_each(|node| fill.add(node));
    let count = nodes.len() as u32;
    let price = index.and_then(|index| price(index, nodes, catalog, scenario, purchase));
    let t = index.map(|index| catalog.instance_type(index));
    let least = |of: fn(&PresentNode) -> u32| nodes.iter().map(|node| of(node)).min().unwrap_or(0);
    PricedNodes {
        instance_type: name.to_owned(),
        capacity_type,
        nodes: count,
        month: price.map(|(month, _)| month),
        confidence: price.map(|(_, confidence)| confidence),
        fill,
        memory: Compared {
            reported: least(|node| node.capacity.get(MEMORY).whole_mib().0),
            berth: t.map(|t| memory::of_node(t, scenario).mib).map(|Mib(mib)| mib),
        },
        max_pods: Compared {
            reported: least(|node| node.capacity.get(PODS).count()),
            berth: t.map(|t| max_pods::max_pods(t, scenario.mode, scenario)),
        },
    }
}

/// What all of these nodes cost per month, each with its own owner and OS.
fn price(
    index: TypeIndex,
    nodes: &[&PresentNode],
    catalog: &Catalog,
    scenario: &Scenario,
    purchase: Purchase,
) -> Option<(MicroUsd, Confidence)> {
    let (mut month, mut confidence, mut own) = (0_u64, None, scenario.clone());
    for node in nodes {
        own.node.set_owner(node.owner.unwrap_or(scenario.node.owner));
        own.node.chosen_os = node.os.unwrap_or(scenario.node.chosen_os);
        let price = node_price_as(catalog.instance_type(index), catalog.offer(index), &own, purchase)?;
        month = month.saturating_add(price.month.0);
        confidence = Some(price.confidence);
    }
    Some((MicroUsd(month), confidence?))
}
