//! A fleet as it is shown: groups of nodes with their pods, what they cost, how good that is, and what it is compared with.
//!
//! Plain data in names and numbers, so that it goes through a worker or over the wire as it is. Money is micro-dollars a
//! month.

use crate::derivation::Derivation;
use model::order::{sort_long_by, sort_short_by};
use model::plan::cost::Parts;
use model::units::{MicroUsd, counted};
use serde::{Deserialize, Serialize};

/// A fleet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fleet {
    /// Nodes that hold the same pods, the dearest group first.
    pub groups: Vec<NodeGroup>,
    /// Nodes in all.
    pub nodes: u32,
    /// What they cost.
    pub cost: Cost,
    /// No fleet under the same rules costs less.
    pub bound: u64,
    /// The most that this one can be above the cheapest, in hundredths of a per cent, rounded up.
    pub gap_bp: u64,
    /// The most types, as they are bought, that it may have: the bound is of no more.
    pub most_types: u32,
    /// How the bound comes about.
    pub derivation: Derivation,
    /// Nodes of the best single type under the same rules; none where no type holds every profile.
    pub single: Option<Compared>,
    /// Nodes as Karpenter's rule would choose them.
    pub karpenter: Option<Compared>,
    /// The same if it knew the memory of every type.
    pub karpenter_knowing: Option<Compared>,
    /// The nodes that there are, where they are known.
    pub present: Option<Compared>,
    /// Types that pods which may run on spot could use, if their spot price were known: they are not offered as spot.
    pub without_spot_price: u32,
    /// By profile, what one pod more costs.
    pub next_pod: Vec<NextPod>,
    /// Work done, in units that take about as long on any workload.
    pub work: u64,
    /// Whether the search is over, not stopped.
    pub is_over: bool,
}

/// Nodes that hold the same pods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeGroup {
    /// The type's name.
    pub instance_type: String,
    /// Whether they are bought as spot: all of their pods may run on spot.
    pub is_spot: bool,
    /// Their taints: the pods on them are of workloads that are held to such nodes. Empty for nodes without.
    pub taints: String,
    /// How many nodes.
    pub nodes: u32,
    /// Index of the zone, from 0; none where zones are not looked at.
    pub zone: Option<u32>,
    /// Pods of each profile that each node has room for, in the order of the scenario.
    pub pods: Vec<u32>,
    /// Whether it is a spare: it takes over when another node is lost.
    pub is_spare: bool,
    /// What each node costs.
    pub node_cost: u64,
    /// What stops the next pod of each profile: codes of limits, or [`NOT_ALLOWED`]; none where one more has room.
    pub stops: Vec<Option<String>>,
    /// Limits that stop every profile: what binds the node.
    pub binds: Vec<String>,
    /// What of each node's room no pod uses.
    pub free: Free,
    /// What of each node's cost is for room that no pod uses, by what resources are worth in the relaxation.
    pub waste: u64,
}

/// Stops pods that may not run on such nodes, because of their architecture, of taints or because these are spot.
pub const NOT_ALLOWED: &str = "not-allowed";

/// Room that no pod uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Free {
    /// Millicores.
    pub cpu_m: u32,
    /// MiB.
    pub memory_mib: u32,
    /// Shares of what the node has for pods, in hundredths of a per cent: CPU and memory.
    pub cpu_bp: u32,
    /// The same of memory.
    pub memory_bp: u32,
    /// Pod slots.
    pub pods: u32,
}

/// What nodes cost, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Instances as they are bought.
    pub instances: u64,
    /// Auto Mode's fee.
    pub fee: u64,
    /// The disks that they start with.
    pub disks: u64,
    /// Agents billed per node.
    pub agents: u64,
    /// All of it.
    pub total: u64,
}

impl Cost {
    /// The same in the model's terms.
    pub fn parts(&self) -> Parts {
        let [instances, fee, disks, agents] = [self.instances, self.fee, self.disks, self.agents].map(MicroUsd);
        Parts { instances, fee, disks, agents }
    }
}

/// Nodes chosen in another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// What they cost.
    pub cost: u64,
    /// How many there are.
    pub nodes: u32,
    /// Types and how many nodes of each, most first.
    pub types: Vec<(String, u32)>,
    /// Nodes of them whose price is not known: they are not in the cost.
    pub unpriced: u32,
    /// The most types that a fleet may have, where these are more: then they are no fleet under the same rules.
    pub allowed_types: Option<u32>,
    /// Whether they hold all pods on nodes as they are. Karpenter's guess of memory can be above what a node has.
    pub holds: bool,
    /// Empty nodes that the rules of the fleet ask for, such as a least number of nodes or one that may be lost, and that are
    /// not among these: Karpenter keeps none.
    pub left_out: u32,
}

impl Compared {
    /// Puts its types in order: those with the most nodes first.
    pub(crate) fn sort_types(&mut self) {
        sort_long_by(&mut self.types, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    }

    /// That there are more types than are allowed, where that is so: `only 3 types are allowed`.
    pub fn too_many_types(&self) -> Option<String> {
        let is = if self.allowed_types == Some(1) { "is" } else { "are" };
        self.allowed_types.map(|most| format!("only {} {is} allowed", counted(most, "type")))
    }

    /// What the rules of the fleet ask for and is not in it, where there is something: `without 18 empty nodes that the
    /// fleet's rules ask for`.
    pub fn without_empty(&self) -> Option<String> {
        let (nodes, ask) = (counted(self.left_out, "empty node"), "that the fleet\u{2019}s rules ask for");
        (self.left_out > 0).then(|| format!("without {nodes} {ask}"))
    }
}

/// What one pod more of a profile costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextPod {
    /// Whether a node has room for it.
    pub has_room: bool,
    /// What it costs when there are many of it, by the relaxation; none where that was not worked out.
    pub at_length: Option<u64>,
}

impl Fleet {
    /// Types and how many nodes of each, the dearest in all first.
    pub fn types(&self) -> Vec<(&str, u32, u64)> {
        let mut types: Vec<(&str, u32, u64)> = Vec::new();
        for group in &self.groups {
            let cost = group.node_cost * u64::from(group.nodes);
            match types.iter_mut().find(|(name, _, _)| *name == group.instance_type) {
                Some((_, nodes, all)) => {
                    *nodes += group.nodes;
                    *all += cost;
                }
                None => types.push((&group.instance_type, group.nodes, cost)),
            }
        }
        sort_short_by(&mut types, |a, b| b.2.cmp(&a.2).then(a.0.cmp(b.0)));
        types
    }

    /// Whether nothing is cheaper.
    pub fn is_proved(&self) -> bool {
        self.bound >= self.cost.total
    }

    /// It in a sentence: `12 nodes of 2 types for $1,234.56 a month, at most 0.7 % above the cheapest possible of at most 3 types.`
    pub fn headline(&self) -> String {
        let (nodes, types) = (counted(self.nodes, "node"), counted(self.types().len() as u64, "type"));
        format!("{nodes} of {types} for {} a month, {}.", MicroUsd(self.cost.total).cents(), self.gap())
    }

    /// The gap in words, to follow a cost: `at most 0.7 % above the cheapest possible of at most 3 types`. More types than are
    /// allowed can be cheaper still, so it says how many were.
    pub fn gap(&self) -> String {
        let above = match self.gap_bp {
            _ if self.is_proved() => String::new(),
            // Rounded up, so that it is never better than it is.
            0..=9 => format!("at most 0.0{} % above ", self.gap_bp.max(1)),
            bp if bp < 1_000 => format!("at most {}.{} % above ", bp.div_ceil(10) / 10, bp.div_ceil(10) % 10),
            bp => format!("at most {} % above ", bp.div_ceil(100)),
        };
        let most = if self.most_types > 1 { "at most " } else { "" };
        format!("{above}the cheapest possible of {most}{}", counted(self.most_types, "type"))
    }
}

/// The gap between a cost and a bound in hundredths of a per cent, rounded up.
pub fn gap_bp(cost: u64, bound: u64) -> u64 {
    let above = u128::from(cost.saturating_sub(bound)) * 10_000;
    above.div_ceil(u128::from(bound.max(1))) as u64
}
