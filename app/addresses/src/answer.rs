//! Everything that is said of a cluster's addresses, for one scenario and one list of subnets.

use crate::around::{Assumed, Run, around};
use crate::asked::Asked;
use crate::fragments::{NodeTakes, Room, chances_of_nodes, expected_blocks, free_blocks, nodes_with_chance};
use crate::lasts::{Lasts, lasts};
use crate::mix::{Mix, Placed};
use crate::remedies::{Remedy, candidate_in, remedies};
use crate::simulate::report::Report;
use crate::simulate::run;
use crate::simulate::setup::{Event, Setup};
use crate::subnets::{Role, Subnets};
use crate::tuner::{Needs, Tuned, tune};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::units::counted;

/// Largest cluster that is simulated: nodes and pods.
pub const MOST_NODES: u32 = 2_000;
/// See [`MOST_NODES`].
pub const MOST_PODS: u64 = 60_000;
/// A chance to plan with: 99 %.
const SURE_PER_MILLE: u32 = 990;

/// A networking mode in these subnets.
#[derive(Clone, Debug)]
pub struct InMode {
    /// The mode.
    pub mode: NetworkMode,
    /// Its type and nodes; `None` where no type carries the pods.
    pub nodes: Option<(String, u32)>,
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
            NotSimulated::OneZone => "Not simulated: a zone can be lost only where there are two.",
        }
    }
}

/// Everything.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// The nodes in the scenario's mode.
    pub mix: Mix<'a>,
    /// The subnets.
    pub subnets: Subnets,
    /// Every mode, the scenario's too.
    pub modes: Vec<InMode>,
    /// Blocks of each subnet whose size and use are known, for this type with prefixes.
    pub fragments: Vec<Fragments>,
    /// The simulation, or why there is none.
    pub simulated: Result<Simulated, NotSimulated>,
    /// The tuner's answer; none where the loop does not run.
    pub tuned: Option<Tuned>,
    /// What to try against too few addresses; nothing where all fit.
    pub remedies: Vec<Remedy>,
}

/// Works everything out; `None` where no type carries the pods. `placed` are the nodes of a fleet, where there is one.
pub fn answer<'a>(
    catalog: &'a Catalog,
    scenario: &Scenario,
    subnets: Subnets,
    asked: Asked,
    placed: Option<&[Placed]>,
) -> Option<Answer<'a>> {
    let mix = match placed {
        Some(placed) => Mix::of_placed(catalog, scenario, placed),
        None => Mix::of(catalog, scenario, scenario.mode, &candidate_in(catalog, scenario, scenario.mode)?),
    };
    let modes: Vec<InMode> = MODES.iter().map(|facts| in_mode(catalog, scenario, &subnets, &mix, facts.mode)).collect();
    let tuned = tune(&mix, Needs { burst: asked.burst, seed: asked.seed });
    let now = lasts(&mix, &subnets);
    let remedies = match now.fits {
        Some(true) => Vec::new(),
        _ => remedies(catalog, scenario, &subnets, tuned.as_ref().map(|tuned| tuned.recommended.targets)),
    };
    Some(Answer {
        fragments: fragments(catalog, scenario, &subnets, &mix),
        simulated: simulated(&mix, &subnets, asked),
        mix,
        subnets,
        modes,
        tuned,
        remedies,
    })
}

impl Answer<'_> {
    /// The scenario's own mode.
    pub fn own(&self) -> Option<&InMode> {
        self.modes.iter().find(|row| row.mode == self.mix.mode)
    }

    /// Whether it fits and which zone is full first, in a sentence or two.
    pub fn headline(&self) -> String {
        let Some(row) = self.own().filter(|_| !self.subnets.list.is_empty()) else {
            return "No subnets are listed: whether they are enough is not checked.".into();
        };
        let verdict = match row.lasts.fits {
            Some(true) => "Every zone has enough addresses, with 30 % surge.",
            Some(false) => "The addresses are not enough in every zone with 30 % surge.",
            None => "Not every zone is checked: free addresses are missing.",
        };
        let first = row.lasts.first.and_then(|i| row.lasts.zones.get(i));
        match first.and_then(|zone| Some((zone, zone.lasts_pods?))) {
            Some((zone, pods)) => {
                let (role, pods) = (zone.role.code(), counted(pods, "pod"));
                format!("{verdict} Subnets for {role} in {} are full first, at {pods}.", zone.zone)
            }
            None => verdict.into(),
        }
    }
}

fn in_mode(catalog: &Catalog, scenario: &Scenario, subnets: &Subnets, own: &Mix, mode: NetworkMode) -> InMode {
    let none = Lasts { zones: Vec::new(), first: None, fits: None };
    if mode == own.mode {
        let mut types: Vec<&str> = own.groups.iter().map(|group| group.t.name.as_str()).collect();
        types.dedup();
        return InMode { mode, nodes: Some((types.join(", "), own.nodes())), lasts: lasts(own, subnets) };
    }
    let Some(candidate) = candidate_in(catalog, scenario, mode) else {
        return InMode { mode, nodes: None, lasts: none };
    };
    let name = catalog.instance_type(candidate.index).name.clone();
    let mix = Mix::of(catalog, scenario, mode, &candidate);
    InMode { mode, nodes: Some((name, candidate.fleet.nodes)), lasts: lasts(&mix, subnets) }
}

fn simulated(mix: &Mix, subnets: &Subnets, asked: Asked) -> Result<Simulated, NotSimulated> {
    if mix.nodes() > MOST_NODES || mix.in_use() > MOST_PODS {
        return Err(NotSimulated::TooLarge);
    }
    let event = match asked.event {
        Event::Upgrade { at_once: 0 } => Event::Upgrade { at_once: mix.nodes().div_ceil(10) },
        Event::Burst { pods: 0, lives, every } => Event::Burst { pods: (mix.pods() as u32).div_ceil(10), lives, every },
        event => event,
    };
    let run_of = Run { event, seconds: asked.seconds, seed: asked.seed };
    let (setup, assumed) = around(mix, subnets, run_of).ok_or(NotSimulated::NoLoop)?;
    if event == Event::ZoneLost && setup.zones.len() < 2 {
        return Err(NotSimulated::OneZone);
    }
    let report = run(&setup).ok_or(NotSimulated::NoLoop)?;
    Ok(Simulated { setup, assumed, report })
}

/// Blocks, for nodes with prefixes: the scenario's own where they have them, else those of the mode with prefixes.
fn fragments(catalog: &Catalog, scenario: &Scenario, subnets: &Subnets, own: &Mix) -> Vec<Fragments> {
    let with_prefixes = match own.mode.uses_prefixes() {
        true => Some(own.clone()),
        false => {
            let mode = NetworkMode::PrefixDelegation;
            candidate_in(catalog, scenario, mode).map(|candidate| Mix::of(catalog, scenario, mode, &candidate))
        }
    };
    let Some(mix) = with_prefixes else { return Vec::new() };
    let Some(held) = mix.groups.first().map(|group| mix.held(group)).filter(|held| held.prefixes > 0) else {
        return Vec::new();
    };
    let has_own_range = held.pod_subnet_addresses > 0;
    let row = |(i, subnet): (usize, &crate::subnets::Subnet)| {
        let is_of_prefixes = has_own_range == (subnet.role == Role::Pods);
        let room = Room::of_length(subnet.cidr?.length()).filter(|_| is_of_prefixes)?;
        let used = subnet.used()?;
        let node = NodeTakes { singles: held.enis - u32::from(has_own_range), blocks: held.prefixes };
        let chances = chances_of_nodes(room, used, node, 5_000);
        let free = free_blocks(room, used);
        let below = |n: u32| free.iter().take(n as usize).sum();
        Some(Fragments {
            subnet: i,
            used,
            blocks: room.blocks,
            expected: expected_blocks(room, used),
            none: below(1),
            too_few_for_a_node: below(node.blocks),
            nodes_sure: nodes_with_chance(&chances, SURE_PER_MILLE),
            nodes_even: nodes_with_chance(&chances, 500),
            nodes_on_paper: model::vpc::subnets::blocks_of(room.addresses - used) / node.blocks,
        })
    };
    subnets.list.iter().enumerate().filter_map(row).collect()
}
