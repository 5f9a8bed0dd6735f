//! The fleets whose addresses are looked at: the cheapest mix of types in every networking mode, found step by step.
//!
//! The scenario's own mode comes first, with as much work as decisions and files are made with, so that all speak of the same
//! fleet; the others have enough for a fleet that is near the cheapest.

use crate::fleet::planned;
use addresses::placed::{FleetIn, Placed};
use fleet::fleet::{Fleet, NodeGroup};
use fleet::options::Options;
use fleet::plan::{NoFleet, Planner};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::units::MicroUsd;
use std::sync::Arc;

/// Work on the fleet of the scenario's own mode: some tenths of a second.
pub const WORK: u64 = 5_000_000;
/// Work on the fleet of every other mode.
const WORK_ELSEWHERE: u64 = 200_000;

/// A search under way.
pub struct Mixes {
    catalog: Arc<Catalog>,
    scenario: Scenario,
    options: Options,
    /// The modes that are still to be searched, the next one last.
    left: Vec<NetworkMode>,
    /// The search in the last of these, where it has begun.
    planner: Option<Planner>,
    found: Result<Vec<FleetIn>, NoFleet>,
}

impl Mixes {
    /// Nothing found yet.
    pub fn of(catalog: Arc<Catalog>, scenario: &Scenario) -> Mixes {
        let scenario = planned(scenario);
        let others = MODES.iter().rev().map(|facts| facts.mode).filter(|mode| *mode != scenario.mode);
        let left = others.chain([scenario.mode]).collect();
        let options = Options::of(&scenario);
        Mixes { catalog, scenario, options, left, planner: None, found: Ok(Vec::new()) }
    }

    /// Held to something else than the scenario says.
    pub fn held_to(self, options: Options) -> Mixes {
        Mixes { options, ..self }
    }

    /// Goes on for about so much work; false once all is found, or where the scenario's own mode has no fleet.
    pub fn step(&mut self, work: u64) -> bool {
        let Some(mode) = self.left.last().copied().filter(|_| self.found.is_ok()) else { return false };
        let is_own = mode == self.scenario.mode;
        let most = if is_own { WORK } else { WORK_ELSEWHERE };
        match self.search(mode, work, most) {
            Ok(None) => return true,
            Ok(Some(fleet)) => self.found.iter_mut().for_each(|found| found.push(fleet_in(mode, &fleet))),
            Err(none) if is_own => self.found = Err(none),
            Err(_) => {}
        }
        (self.planner, _) = (None, self.left.pop());
        true
    }

    /// Begins the search in a mode, or goes on with it. The fleet, once it is found.
    fn search(&mut self, mode: NetworkMode, work: u64, most: u64) -> Result<Option<Fleet>, NoFleet> {
        let planner = match &mut self.planner {
            Some(planner) => planner,
            none => {
                let scenario = Scenario { mode, ..self.scenario.clone() };
                none.insert(Planner::of(self.catalog.clone(), scenario, &self.options)?)
            }
        };
        planner.run(most.min(planner.work() + work));
        let is_done = planner.is_over() || planner.work() >= most;
        is_done.then(|| planner.fleet()).transpose()
    }

    /// Searches all of it.
    pub fn finish(mut self) -> Result<Vec<FleetIn>, NoFleet> {
        while self.step(WORK) {}
        self.found
    }

    /// The fleets so far, the scenario's own mode first, or why that has none.
    pub fn found(&self) -> Result<&[FleetIn], &NoFleet> {
        self.found.as_deref()
    }
}

/// The nodes of a fleet as far as addresses go. On spares run no pods but those of DaemonSets.
fn fleet_in(mode: NetworkMode, fleet: &Fleet) -> FleetIn {
    let placed = |group: &NodeGroup| Placed {
        instance_type: group.instance_type.clone(),
        pods: group.pods.iter().map(|n| if group.is_spare { 0 } else { *n }).collect(),
        nodes: group.nodes,
        zone: group.zone,
    };
    FleetIn { mode, monthly: MicroUsd(fleet.cost.total), nodes: fleet.groups.iter().map(placed).collect() }
}
