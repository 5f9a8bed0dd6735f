//! Works an answer out, step by step, so that whoever waits can show what there is and turn to a newer question.
//!
//! What takes no time comes first: zones and modes, before the first step. Then blocks, the simulation in slices, the tuner
//! setting by setting, and the remedies, which compare with what the tuner recommends.

use crate::answer::{Answer, Fragments, InMode, NotSimulated, Simulated};
use crate::around::{Assumed, Run, around};
use crate::asked::Asked;
use crate::fragments::{NodeTakes, Room, expected_blocks};
use crate::lasts::{Lasts, lasts};
use crate::mix::Mix;
use crate::nodes::Nodes;
use crate::remedies::{InMode as NodesIn, Remedy, remedies_with};
use crate::simulate::setup::{Event, Setup};
use crate::simulate::world::World;
use crate::subnets::{Role, Subnets};
use crate::tuner::{Needs, Tuned, Tuning};
use model::catalog::Catalog;
use model::node::warm_pool::Held;
use model::order::sort_long_by;
use model::scenario::Scenario;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::units::MicroUsd;

/// Largest cluster that is simulated: nodes and pods.
pub const MOST_NODES: u32 = 2_000;
/// See [`MOST_NODES`].
pub const MOST_PODS: u64 = 60_000;
/// Most addresses that are simulated: those of 64 /16, more than a VPC has.
pub const MOST_ADDRESSES: u64 = 1 << 22;
/// Most subnets whose blocks are looked at one by one.
const MOST_FRAGMENTED: usize = 24;
/// Moments of the simulation in a step: some tens of milliseconds.
const MOMENTS: u32 = 20_000;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The scenario.
    pub scenario: Scenario,
    /// Its subnets.
    pub subnets: Subnets,
    /// What is asked besides.
    pub asked: Asked,
    /// The nodes.
    pub nodes: Nodes,
}

/// An answer that is being worked out. The catalogue is the same at every step.
pub struct Work {
    question: Question,
    modes: Vec<InMode>,
    fragments: Vec<Fragments>,
    not_fragmented: usize,
    simulated: Option<Result<Simulated, NotSimulated>>,
    tuned: Option<Tuned>,
    remedies: Vec<Remedy>,
    stage: Stage,
}

/// What is to be done next.
enum Stage {
    /// Blocks of these subnets, the last first.
    Blocks(Vec<(usize, Room, u32)>),
    Simulation(Box<(World, Setup, Assumed)>),
    Tuner(Tuning),
    Remedies,
    Over,
}

impl Question {
    fn mix<'a>(&'a self, catalog: &'a Catalog, mode: NetworkMode) -> Option<Mix<'a>> {
        self.with_cost(catalog, mode).map(|nodes| nodes.mix)
    }

    /// The nodes in a mode and what they cost; what there is costs the same in each.
    fn with_cost<'a>(&'a self, catalog: &'a Catalog, mode: NetworkMode) -> Option<NodesIn<'a>> {
        let scenario = &self.scenario;
        let there = |mix| NodesIn { mix, monthly: MicroUsd(0) };
        let nodes = match &self.nodes {
            Nodes::OfOneType => NodesIn::of_one_type(catalog, scenario, mode)?,
            Nodes::Fleets(all) => {
                let fleet = all.iter().find(|fleet| fleet.mode == mode)?;
                NodesIn { mix: Mix::of_placed(catalog, scenario, mode, &fleet.nodes), monthly: fleet.monthly }
            }
            Nodes::Standing(standing) => there(Mix::of_standing(catalog, scenario, mode, standing)),
            Nodes::Today => there(Mix::of_today(catalog, scenario, mode)),
        };
        Some(nodes).filter(|nodes| !nodes.mix.groups.is_empty())
    }

    fn in_mode(&self, catalog: &Catalog, mode: NetworkMode) -> InMode {
        let Some(mix) = self.mix(catalog, mode) else {
            let lasts = Lasts { zones: Vec::new(), first: None, fits: None, elsewhere: 0 };
            return InMode { mode, nodes: None, overfull: 0, lasts };
        };
        let (nodes, lasts) = (Some((mix.types(), mix.nodes())), lasts(&mix, &self.subnets));
        InMode { mode, nodes, overfull: mix.overfull(), lasts }
    }
}

impl Work {
    /// Begins; `None` where no type carries the pods.
    pub fn of(catalog: &Catalog, question: Question) -> Option<Work> {
        question.mix(catalog, question.scenario.mode)?;
        let modes = MODES.iter().map(|facts| question.in_mode(catalog, facts.mode)).collect();
        let mut work = Work {
            modes,
            fragments: Vec::new(),
            not_fragmented: 0,
            simulated: None,
            tuned: None,
            remedies: Vec::new(),
            stage: Stage::Over,
            question,
        };
        let mut left = work.subnets_of_prefixes(catalog);
        // the fewest blocks first, that is last: they are what runs out
        sort_long_by(&mut left, |a, b| expected_blocks(b.1, b.2).total_cmp(&expected_blocks(a.1, a.2)));
        work.not_fragmented = left.len().saturating_sub(MOST_FRAGMENTED);
        left.drain(..work.not_fragmented);
        work.stage = Stage::Blocks(left);
        Some(work)
    }

    /// Goes on for some tens of milliseconds; false once all is worked out.
    pub fn step(&mut self, catalog: &Catalog) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Over => return false,
            Stage::Blocks(mut left) => match left.pop().zip(self.with_prefixes(catalog)) {
                Some(((subnet, room, used), (held, has_own_range))) => {
                    let node = NodeTakes { singles: held.enis - u32::from(has_own_range), blocks: held.prefixes };
                    self.fragments.push(Fragments::of(subnet, room, used, node));
                    Stage::Blocks(left)
                }
                None => self.begin_simulation(catalog),
            },
            Stage::Simulation(mut simulation) => match (0..MOMENTS).all(|_| simulation.0.go_on()) {
                true => Stage::Simulation(simulation),
                false => {
                    let (world, setup, assumed) = *simulation;
                    self.simulated = Some(Ok(Simulated { setup, assumed, report: world.report() }));
                    self.begin_tuner(catalog)
                }
            },
            Stage::Tuner(mut tuning) => {
                let mix = self.question.mix(catalog, self.question.scenario.mode);
                match mix.filter(|mix| !tuning.step(mix)) {
                    None => Stage::Tuner(tuning),
                    Some(mix) => {
                        self.tuned = tuning.tuned(&mix);
                        Stage::Remedies
                    }
                }
            }
            Stage::Remedies => {
                let question = &self.question;
                let targets = self.tuned.as_ref().map(|tuned| tuned.recommended.targets);
                if self.own().is_none_or(|own| own.lasts.fits != Some(true)) {
                    let nodes = |mode| question.with_cost(catalog, mode);
                    self.remedies = remedies_with(&nodes, question.scenario.mode, &question.subnets, targets);
                }
                Stage::Over
            }
        };
        true
    }

    /// Works all of it out.
    pub fn finish(&mut self, catalog: &Catalog) {
        while self.step(catalog) {}
    }

    /// A number that grows whenever there is more to see.
    pub fn stage(&self) -> u32 {
        match self.stage {
            Stage::Blocks(_) => 0,
            Stage::Simulation(_) => 1,
            Stage::Tuner(_) => 2,
            Stage::Remedies => 3,
            Stage::Over => 4,
        }
    }

    /// As far as it is worked out; `None` never, with the catalogue that it began with.
    pub fn answer<'a>(&'a self, catalog: &'a Catalog) -> Option<Answer<'a>> {
        Some(Answer {
            mix: self.question.mix(catalog, self.question.scenario.mode)?,
            nodes: &self.question.nodes,
            subnets: &self.question.subnets,
            modes: &self.modes,
            fragments: &self.fragments,
            not_fragmented: self.not_fragmented,
            simulated: self.simulated.as_ref().map(|simulated| simulated.as_ref().map_err(|not| *not)),
            tuned: self.tuned.as_ref(),
            remedies: &self.remedies,
            is_over: matches!(self.stage, Stage::Over),
        })
    }

    fn own(&self) -> Option<&InMode> {
        self.modes.iter().find(|row| row.mode == self.question.scenario.mode)
    }

    /// What a node with prefixes holds, and whether its pods have subnets of their own: of the scenario's nodes where they
    /// have prefixes, else of those in the mode with prefixes.
    fn with_prefixes(&self, catalog: &Catalog) -> Option<(Held, bool)> {
        let mode = self.question.scenario.mode;
        let mode = if mode.uses_prefixes() { mode } else { NetworkMode::PrefixDelegation };
        let mix = self.question.mix(catalog, mode)?;
        let held = mix.largest().filter(|held| held.prefixes > 0)?;
        Some((held, held.pod_subnet_addresses > 0))
    }

    /// Subnets in which such nodes find their blocks, where size and use are known: index, room, addresses in use.
    fn subnets_of_prefixes(&self, catalog: &Catalog) -> Vec<(usize, Room, u32)> {
        let Some((_, has_own_range)) = self.with_prefixes(catalog) else { return Vec::new() };
        let role = if has_own_range { Role::Pods } else { Role::Nodes };
        let list = self.question.subnets.list.iter().enumerate().filter(|(_, subnet)| subnet.role == role);
        list.filter_map(|(i, subnet)| Some((i, Room::of_length(subnet.cidr?.length())?, subnet.used()?))).collect()
    }

    fn begin_simulation(&mut self, catalog: &Catalog) -> Stage {
        match self.simulation(catalog) {
            Ok(simulation) => Stage::Simulation(Box::new(simulation)),
            Err(not) => {
                self.simulated = Some(Err(not));
                self.begin_tuner(catalog)
            }
        }
    }

    fn simulation(&self, catalog: &Catalog) -> Result<(World, Setup, Assumed), NotSimulated> {
        let Question { scenario, subnets, asked, .. } = &self.question;
        let mix = self.question.mix(catalog, scenario.mode).ok_or(NotSimulated::NoLoop)?;
        if mix.nodes() > MOST_NODES || mix.in_use() > MOST_PODS {
            return Err(NotSimulated::TooLarge);
        }
        let event = match asked.event {
            Event::Upgrade { at_once: 0 } => Event::Upgrade { at_once: mix.nodes().div_ceil(10) },
            Event::Burst { pods: 0, lives, every } => {
                Event::Burst { pods: (mix.pods() as u32).div_ceil(10), lives, every }
            }
            event => event,
        };
        let zones = scenario.fleet.planned_zones();
        let run_of = Run { event, seconds: asked.seconds, throttle: asked.throttle(), seed: asked.seed, zones };
        let (setup, assumed) = around(&mix, subnets, run_of).ok_or(NotSimulated::NoLoop)?;
        if event == Event::ZoneLost && setup.zones.len() < 2 {
            return Err(NotSimulated::OneZone);
        }
        let addresses: u64 = setup.subnets.iter().map(|subnet| 1_u64 << (32 - subnet.length.min(32))).sum();
        if addresses > MOST_ADDRESSES {
            return Err(NotSimulated::LargeSubnets);
        }
        let world = World::of(&setup).ok_or(NotSimulated::NoLoop)?;
        Ok((world, setup, assumed))
    }

    fn begin_tuner(&self, catalog: &Catalog) -> Stage {
        let Question { scenario, asked, .. } = &self.question;
        let needs = Needs { burst: asked.burst, seed: asked.seed };
        let mix = self.question.mix(catalog, scenario.mode);
        mix.and_then(|mix| Tuning::of(&mix, needs)).map_or(Stage::Remedies, Stage::Tuner)
    }
}
