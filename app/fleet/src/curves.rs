//! What a fleet costs as something changes: the number of types that it may have, and the number of all replicas.

use crate::options::{MOST_TYPES, Options};
use crate::plan::{NoFleet, plan};
use model::catalog::Catalog;
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

/// The replicas of a curve, in per cent.
pub const SCALES: [u32; 10] = [10, 25, 50, 75, 100, 125, 150, 200, 300, 500];

/// Cost against the number of types, from 1 on, each point with about so much work; more types never cost more.
pub fn by_types(catalog: &Arc<Catalog>, scenario: &Scenario, options: &Options, most: u32, work: u64) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for types in 1..=most.min(MOST_TYPES) {
        let Ok(mut point) = point(catalog, scenario, &Options { types, ..options.clone() }, types, work) else {
            continue;
        };
        // A fleet of fewer types is one of at most so many, too.
        if let Some(last) = points.last()
            && last.cost < point.cost
        {
            point = Point { at: types, bound: point.bound.min(last.cost), ..*last };
        }
        points.push(point);
    }
    points
}

/// Cost as all replicas grow, at each of these per cents of what they are.
pub fn by_replicas(
    catalog: &Arc<Catalog>,
    scenario: &Scenario,
    options: &Options,
    per_cents: &[u32],
    work: u64,
) -> Vec<Point> {
    let of = |per_cent: &u32| point(catalog, &scaled(scenario, *per_cent), options, *per_cent, work).ok();
    per_cents.iter().filter_map(of).collect()
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

fn point(catalog: &Arc<Catalog>, scenario: &Scenario, options: &Options, at: u32, work: u64) -> Result<Point, NoFleet> {
    let fleet = plan(catalog, scenario, options, work)?;
    Ok(Point { at, cost: fleet.cost.total, bound: fleet.bound, nodes: fleet.nodes })
}
