//! The results for a cluster's addresses, for one scenario and one list of subnets. [`crate::work`] calculates them.

use crate::around::Assumed;
use crate::fragments::{NodeTakes, Room, chances_of_nodes, expected_blocks, free_blocks, nodes_with_chance};
use crate::lasts::Lasts;
use crate::mix::Mix;
use crate::nodes::Nodes;
use crate::remedies::Remedy;
use crate::simulate::report::Report;
use crate::simulate::setup::Setup;
use crate::subnets::Subnets;
use crate::tuner::Tuned;
use crate::which::Which;
use model::scenario::network_mode::NetworkMode;
use model::units::{counted, grouped};

/// Most nodes that are looked at in a subnet: more than any has blocks for.
const MOST_NODES: u32 = 5_000;
/// A chance to plan with: 99 %.
const SURE_PER_MILLE: u32 = 990;

/// A networking mode in these subnets.
#[derive(Clone, Debug)]
pub struct InMode {
    /// The mode.
    pub mode: NetworkMode,
    /// Its type or types, and nodes; `None` where no type carries the pods.
    pub nodes: Option<(String, u32)>,
    /// Nodes with more pods than they have room for in this mode.
    pub overfull: u32,
    /// Zone by zone, which is empty where it has no nodes.
    pub lasts: Lasts,
}

/// Blocks of a subnet, with prefixes.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragments {
    /// Index of the subnet in the list.
    pub subnet: usize,
    /// Single addresses in use.
    pub used: u32,
    /// Blocks of an empty subnet of its size.
    pub blocks: u32,
    /// Of those, free on average.
    pub expected: f64,
    /// The chance that none is free, and that fewer are than one node takes.
    pub none: f64,
    /// See [`Fragments::none`].
    pub too_few_for_a_node: f64,
    /// Nodes that find their blocks with a chance of 99 %, beside those that are there.
    pub nodes_sure: u32,
    /// Nodes that find them with an even chance.
    pub nodes_even: u32,
    /// Nodes that the free blocks would serve if single addresses broke none.
    pub nodes_on_paper: u32,
}

/// What was simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// The setup.
    pub setup: Setup,
    /// What had to be assumed for it.
    pub assumed: Assumed,
    /// What it came to.
    pub report: Report,
}

/// Why there is no simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSimulated {
    /// VPC CNI's loop does not run on these nodes.
    NoLoop,
    /// The cluster is too large.
    TooLarge,
    /// The subnets are.
    LargeSubnets,
    /// The event takes two zones.
    OneZone,
}

impl NotSimulated {
    /// In a sentence.
    pub fn text(self) -> &'static str {
        match self {
            NotSimulated::NoLoop => {
                "Not simulated: VPC CNI keeps no pool of addresses here (Auto Mode, Windows, Cilium, overlays, IPv6 and branch ENIs work otherwise)."
            }
            NotSimulated::TooLarge => "Not simulated: the cluster has more than 2,000 nodes or 60,000 pods.",
            NotSimulated::LargeSubnets => {
                "Not simulated: the subnets have more than 4,194,304 addresses, the VPC's most by far."
            }
            NotSimulated::OneZone => "Not simulated: a zone can be lost only where there are two.",
        }
    }
}

/// Everything, as far as it is worked out.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// The nodes in the scenario's mode.
    pub mix: Mix<'a>,
    /// Which nodes these are.
    pub nodes: &'a Nodes,
    /// The subnets.
    pub subnets: &'a Subnets,
    /// Every mode, the scenario's too.
    pub modes: &'a [InMode],
    /// Blocks of subnets whose size and use are known, for this type with prefixes: those with the fewest first.
    pub fragments: &'a [Fragments],
    /// Such subnets that were not looked at, because they have more blocks left than all that were.
    pub not_fragmented: usize,
    /// The simulation, or why there is none; nothing where it is still to be worked out.
    pub simulated: Option<Result<&'a Simulated, NotSimulated>>,
    /// The tuner's answer; nothing where the loop does not run, or it is still to be worked out.
    pub tuned: Option<&'a Tuned>,
    /// What to try against too few addresses; nothing where all fit.
    pub remedies: &'a [Remedy],
    /// Whether nothing is left to be worked out.
    pub is_over: bool,
}

impl Answer<'_> {
    /// The scenario's own mode.
    pub fn own(&self) -> Option<&InMode> {
        self.modes.iter().find(|row| row.mode == self.mix.mode)
    }

    /// The nodes in words: `the fleet: 12 nodes of m5.large, c5.xlarge`.
    pub fn nodes_in_words(&self) -> String {
        let nodes = format!("{} of {}", counted(self.mix.nodes(), "node"), self.mix.types());
        match self.nodes.which() {
            Which::OneType => nodes,
            Which::Fleet => format!("the fleet: {nodes}"),
            Which::Present => format!("the nodes that there are: {nodes}"),
        }
    }

    /// Which nodes these are, where that is not plain, and what is not known of them, in sentences.
    pub fn about(&self) -> Vec<String> {
        let mut about = Vec::new();
        match self.nodes {
            Nodes::OfOneType => {}
            Nodes::Fleets(_) => about.push(match self.mix.numbers() {
                0 => "The fleet, as the cheapest mix that was found: each type is spread evenly over the zones.".into(),
                n if n == self.subnets.zones().len() => {
                    "The fleet, as the cheapest mix that was found, zone by zone: which of its zones is which is open, so each is taken for the fullest."
                        .to_string()
                }
                n => format!(
                    "The fleet, as the cheapest mix that was found for {}; subnets are listed in {}, over which each type is spread evenly.",
                    counted(n as u64, "zone"),
                    grouped(self.subnets.zones().len() as u64)
                ),
            }),
            Nodes::Standing(_) => about.push("The nodes that there are, each with the pods that were on it.".into()),
            Nodes::Today => about.push(
                "The nodes that there are, with the scenario\u{2019}s pods on them in proportion to the room that each type has: which pods are on which node is not known."
                    .into(),
            ),
        }
        about.extend(self.own().and_then(|own| own.lasts.uneven(self.mix.nodes())));
        let nodes = |n: u32| counted(n, "node");
        if self.mix.unknown > 0 {
            about.push(format!(
                "Not in these figures: {} of types without a price in this region.",
                nodes(self.mix.unknown)
            ));
        }
        if self.mix.without_room > 0 {
            about.push(format!(
                "Not in these figures: {} for which these nodes have no room.",
                counted(self.mix.without_room, "pod")
            ));
        }
        if let Some(n) = self.own().map(|own| own.lasts.elsewhere).filter(|n| *n > 0) {
            about.push(format!("Not checked: {} in zones without a subnet in the list.", nodes(n)));
        }
        if self.mix.overfull() > 0 {
            about.push(format!(
                "Too full in this mode: {} with more pods than addresses or pod slots.",
                nodes(self.mix.overfull())
            ));
        }
        about
    }

    /// Whether it fits and which zone is full first, in a sentence or two.
    pub fn headline(&self) -> String {
        let Some(row) = self.own().filter(|_| !self.subnets.list.is_empty()) else {
            return "No subnets are listed: whether they are enough is not checked.".into();
        };
        let verdict = match row.lasts.fits {
            Some(true) => "Every zone has enough addresses, with 30 % surge.",
            Some(false) => "Not every zone has enough addresses, with 30 % surge.",
            None if self.mix.without_room > 0 => "Not every pod has room on these nodes.",
            None if row.lasts.zones.iter().all(|zone| zone.fits.is_some()) => "Not every node is checked.",
            None => "Not every zone is checked: free addresses are missing.",
        };
        let first = row.lasts.first.and_then(|i| row.lasts.zones.get(i));
        match first.and_then(|zone| Some((zone, zone.full_first(true)?))) {
            Some((zone, full)) => format!("{verdict} Subnets for {} in zone {} {full}.", zone.role.code(), zone.zone),
            None => verdict.into(),
        }
    }
}

impl Fragments {
    /// Of a subnet at an index, with so many addresses in use, for nodes that take so much each.
    pub(crate) fn of(subnet: usize, room: Room, used: u32, node: NodeTakes) -> Fragments {
        let chances = chances_of_nodes(room, used, node, MOST_NODES);
        let free = free_blocks(room, used);
        let below = |n: u32| free.iter().take(n as usize).sum();
        Fragments {
            subnet,
            used,
            blocks: room.blocks,
            expected: expected_blocks(room, used),
            none: below(1),
            too_few_for_a_node: below(node.blocks),
            nodes_sure: nodes_with_chance(&chances, SURE_PER_MILLE),
            nodes_even: nodes_with_chance(&chances, 500),
            nodes_on_paper: model::vpc::subnets::blocks_of(room.addresses - used) / node.blocks.max(1),
        }
    }
}
