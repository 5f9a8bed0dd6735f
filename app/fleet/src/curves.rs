//! What a fleet costs as something changes: the number of types that it may have, and the number of all replicas.
//!
//! A point is a search of its own. Points help each other: a search with more types begins with the fleet of fewer, and
//! nodes that carry more replicas carry fewer, too.

use crate::options::{MOST_TYPES, Options};
use crate::placed::Placed;
use crate::plan::Planner;
use model::catalog::Catalog;
use model::order::sort_short_by_key;
use model::scenario::Scenario;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A fleet's figures at a point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The number of types, or the replicas in per cent of what they are.
    pub at: u32,
    /// What the fleet costs, micro-dollars a month.
    pub cost: u64,
    /// No fleet costs less there.
    pub bound: u64,
    /// Nodes.
    pub nodes: u32,
}

/// What changes along a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// The most types.
    Types,
    /// All replicas, in per cent of what they are.
    Replicas,
}

/// The replicas of a curve, in per cent.
pub const SCALES: [u32; 10] = [10, 25, 50, 75, 100, 125, 150, 200, 300, 500];

/// A curve that is worked out point by point.
#[derive(Clone, Debug)]
pub struct Curve {
    catalog: Arc<Catalog>,
    scenario: Scenario,
    options: Options,
    along: Along,
    /// Where no point is yet; the last is next.
    left: Vec<u32>,
    points: Vec<Point>,
    /// Along the types, the fleets of the points: how many types were allowed, what they cost, and the nodes.
    fleets: Vec<(u32, u64, Vec<Placed>)>,
    work: u64,
}

/// Cost against the number of types, from 1 on, or from the number of node pools, each point with about so much work; more types
/// never cost more.
pub fn by_types(catalog: &Arc<Catalog>, scenario: &Scenario, options: &Options, most: u32, work: u64) -> Vec<Point> {
    let at: Vec<u32> = (1..=most.min(MOST_TYPES)).collect();
    Curve::of(catalog.clone(), scenario.clone(), options, (Along::Types, &at, work)).all()
}

/// Cost as all replicas grow, at each of these per cents of what they are; more replicas never cost less.
pub fn by_replicas(
    catalog: &Arc<Catalog>,
    scenario: &Scenario,
    options: &Options,
    per_cents: &[u32],
    work: u64,
) -> Vec<Point> {
    Curve::of(catalog.clone(), scenario.clone(), options, (Along::Replicas, per_cents, work)).all()
}

impl Curve {
    /// A curve along something, at these points, each with about so much work.
    pub fn of(
        catalog: Arc<Catalog>,
        scenario: Scenario,
        options: &Options,
        (along, at, work): (Along, &[u32], u64),
    ) -> Curve {
        // with fewer types than node pools it is as with as many
        let fewest = if along == Along::Types { scenario.pools().len() as u32 } else { 0 };
        let left = at.iter().rev().copied().filter(|at| *at >= fewest).collect();
        Curve { catalog, scenario, options: options.clone(), along, left, points: Vec::new(), fleets: Vec::new(), work }
    }

    /// A curve around a search; along the types, points with as many types begin with the fleet that it has found.
    pub fn around(planner: &Planner, (along, at, work): (Along, &[u32], u64)) -> Curve {
        let (catalog, scenario, options) = planner.asked();
        let mut curve = Curve::of(catalog.clone(), scenario.clone(), options, (along, at, work));
        curve.keep(options.types, planner);
        curve
    }

    fn keep(&mut self, types: u32, planner: &Planner) {
        let best = planner.best().filter(|_| self.along == Along::Types);
        self.fleets.extend(best.map(|nodes| (types, planner.cost(&nodes), nodes)));
    }

    /// Works the next point out; false where there was none left.
    pub fn step(&mut self) -> bool {
        let Some(at) = self.left.pop() else { return false };
        let (scenario, options) = match self.along {
            Along::Types => (self.scenario.clone(), Options { types: at, ..self.options.clone() }),
            Along::Replicas => (scaled(&self.scenario, at), self.options.clone()),
        };
        if let Ok(mut planner) = Planner::of(self.catalog.clone(), scenario, &options) {
            self.of_types(at).into_iter().for_each(|nodes| planner.offer(nodes.to_vec()));
            planner.run(self.work);
            if let Ok(fleet) = planner.fleet() {
                self.points.push(Point { at, cost: fleet.cost.total, bound: fleet.bound, nodes: fleet.nodes });
                self.keep(at, &planner);
            }
        }
        true
    }

    /// The cheapest fleet found of so many types or fewer, for another search of the same scenario that may use so many.
    /// None along the replicas.
    pub fn of_types(&self, most: u32) -> Option<&[Placed]> {
        let few = self.fleets.iter().filter(|(types, ..)| *types <= most);
        few.min_by_key(|(_, cost, _)| *cost).map(|(.., nodes)| nodes.as_slice())
    }

    /// The points so far, each as its own search found it.
    pub fn found(&self) -> &[Point] {
        &self.points
    }

    /// The points so far, in order, each as good as any of them makes it.
    pub fn points(&self) -> Vec<Point> {
        let mut points = self.points.clone();
        sort_short_by_key(&mut points, |point| point.at);
        // From the most types to the fewest, or from the fewest replicas to the most, fleets cost more.
        if self.along == Along::Types {
            points.reverse();
        }
        for at in 1..points.len() {
            points[at].bound = points[at].bound.max(points[at - 1].bound);
        }
        for at in (1..points.len()).rev() {
            if points[at].cost < points[at - 1].cost {
                (points[at - 1].cost, points[at - 1].nodes) = (points[at].cost, points[at].nodes);
            }
        }
        if self.along == Along::Types {
            points.reverse();
        }
        points
    }

    /// All points.
    fn all(mut self) -> Vec<Point> {
        while self.step() {}
        self.points()
    }
}

/// The same scenario with so many per cent of each profile's pods, rounded up.
pub fn scaled(scenario: &Scenario, per_cent: u32) -> Scenario {
    let mut scaled = scenario.clone();
    for profile in &mut scaled.profiles {
        let pods = (u64::from(profile.pods) * u64::from(per_cent)).div_ceil(100).max(1);
        profile.pods = u32::try_from(pods).unwrap_or(u32::MAX);
    }
    scaled
}
