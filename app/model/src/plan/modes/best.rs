//! The best type of a networking mode, or of each mode at once, without ranking the others.
//!
//! Today's rules. [`best_by_mode`] runs at every slider event, so it does not plan twelve times: it asks
//! each type once how cheap it could be in any mode and looks closer only where that could still win.

use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex};
use crate::node::addresses::address_capacity;
use crate::node::capacity::{Demand, capacity};
use crate::plan::article_2018;
use crate::plan::cost::node_price;
use crate::plan::eligibility::{can_network, is_eligible_but_for_mode};
use crate::plan::{Candidate, judge_in_mode, need};
use crate::scenario::network_mode::{MODES, NetworkMode};
use crate::scenario::{Era, Scenario};
use crate::units::MicroUsd;
use std::array::from_fn;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many modes there are.
pub const MODE_COUNT: usize = MODES.len();

/// The mode with the fewest limits: no address limit, one ENI beside the volumes, the highest max-pods and
/// all of the bandwidth. No mode fits more pods on a node; a test holds that.
const ROOMIEST: NetworkMode = NetworkMode::Ipv6;

/// The best candidate of the scenario, by the rules of its era: the first of `plan`.
pub fn best(catalog: &Catalog, scenario: &Scenario) -> Option<Candidate> {
    match scenario.era {
        Era::Today => best_in(catalog, scenario, scenario.mode).map(Candidate::from),
        Era::Article => article_2018::plan(catalog, scenario).best().copied(),
    }
}

/// The best candidate in a mode, by today's rules.
pub fn best_in(catalog: &Catalog, scenario: &Scenario, mode: NetworkMode) -> Option<Candidate<TypeIndex>> {
    best_of(catalog, scenario, mode, &|_| true)
}

/// The same among the types for which something holds.
pub fn best_of(
    catalog: &Catalog,
    scenario: &Scenario,
    mode: NetworkMode,
    holds: &dyn Fn(&InstanceType) -> bool,
) -> Option<Candidate<TypeIndex>> {
    let demand = Demand::in_mode(scenario, mode);
    let mut best = None;
    for index in catalog.indices() {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        let is_eligible =
            || is_eligible_but_for_mode(t, offer, scenario) && can_network(t, mode, scenario.node.kind).is_none();
        if holds(t) && is_eligible() {
            keep_better(catalog, &mut best, rank(catalog, &demand, index));
        }
    }
    finished(catalog, scenario, mode, best)
}

/// The best candidate in each mode, in the order of [`MODES`], by today's rules.
pub fn best_by_mode(catalog: &Catalog, scenario: &Scenario) -> [Option<Candidate<TypeIndex>>; MODE_COUNT] {
    let demands: [Demand; MODE_COUNT] = from_fn(|i| Demand::in_mode(scenario, MODES[i].mode));
    let mut best: [Option<Rank>; MODE_COUNT] = [None; MODE_COUNT];
    let mut by_bound = bounds(catalog, &Demand::in_mode(scenario, ROOMIEST));
    // Cheapest bound first, until no mode can win by what is left.
    while let Some(Reverse(bound)) = by_bound.pop() {
        let mut is_open = false;
        for (demand, best) in demands.iter().zip(&mut best) {
            if best.is_some_and(|b| b.monthly < bound.monthly) {
                continue;
            }
            is_open = true;
            if could_win(catalog, demand, &bound, best.as_ref()) {
                keep_better(catalog, best, rank(catalog, demand, bound.index));
            }
        }
        if !is_open {
            break;
        }
    }
    from_fn(|i| finished(catalog, scenario, MODES[i].mode, best[i]))
}

/// What candidates are ranked by.
#[derive(Clone, Copy)]
struct Rank {
    monthly: MicroUsd,
    per_slot: MicroUsd,
    index: TypeIndex,
}

/// The least that a type could cost in any mode. Field by field, cheapest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Bound {
    /// All nodes, per month.
    monthly: MicroUsd,
    index: TypeIndex,
    /// The most pods of a node.
    pods: u32,
}

/// Bounds of every type that may be planned with and has room for a pod.
fn bounds(catalog: &Catalog, roomiest: &Demand) -> BinaryHeap<Reverse<Bound>> {
    let scenario = roomiest.scenario();
    let mut bounds = Vec::with_capacity(catalog.types.len());
    for index in catalog.indices() {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        if !is_eligible_but_for_mode(t, offer, scenario) {
            continue;
        }
        let pods = capacity(t, roomiest).pods;
        if let Some(monthly) = monthly(catalog, roomiest, index, pods) {
            bounds.push(Reverse(Bound { monthly, index, pods }));
        }
    }
    BinaryHeap::from(bounds)
}

/// Whether a type may network in the mode, and its bound with the mode's own addresses is no worse than the
/// best so far.
fn could_win(catalog: &Catalog, demand: &Demand, bound: &Bound, best: Option<&Rank>) -> bool {
    let t = catalog.instance_type(bound.index);
    if can_network(t, demand.mode(), demand.scenario().node.kind).is_some() {
        return false;
    }
    let Some(best) = best else { return true };
    let pods = bound.pods.min(pods_by_addresses(t, demand));
    monthly(catalog, demand, bound.index, pods).is_some_and(|monthly| monthly <= best.monthly)
}

/// The most pods that addresses, or branch ENIs, allow.
fn pods_by_addresses(t: &InstanceType, demand: &Demand) -> u32 {
    if demand.is_on_branch() {
        return t.branch_enis.unwrap_or(0);
    }
    let addresses = address_capacity(t, demand.mode(), demand.scenario().node.max_eni);
    addresses.map_or(u32::MAX, |addresses| addresses.saturating_sub(demand.daemonsets().address_pods))
}

/// All nodes of a type with so many pods each, per month; `None` for no pods or no price.
fn monthly(catalog: &Catalog, demand: &Demand, index: TypeIndex, pods: u32) -> Option<MicroUsd> {
    if pods == 0 {
        return None;
    }
    let scenario = demand.scenario();
    let hourly = node_price(catalog.offer(index), scenario)?.hourly;
    Some(MicroUsd(hourly.0 * u64::from(scenario.hours_per_month) * u64::from(need(demand, pods).nodes())))
}

/// The rank of a type that may be planned with; `None` where it has no room.
fn rank(catalog: &Catalog, demand: &Demand, index: TypeIndex) -> Option<Rank> {
    let pods = capacity(catalog.instance_type(index), demand).pods;
    let monthly = monthly(catalog, demand, index, pods)?;
    let nodes = u64::from(need(demand, pods).nodes());
    Some(Rank { monthly, per_slot: MicroUsd(monthly.0 / nodes).per(pods), index })
}

/// Monthly cost, then price per slot, then name, as `plan` ranks.
fn keep_better(catalog: &Catalog, best: &mut Option<Rank>, other: Option<Rank>) {
    let key = |r: &Rank| (r.monthly, r.per_slot, catalog.instance_type(r.index).name.as_str());
    if let Some(other) = other
        && best.as_ref().is_none_or(|best| key(&other) < key(best))
    {
        *best = Some(other);
    }
}

fn finished(
    catalog: &Catalog,
    scenario: &Scenario,
    mode: NetworkMode,
    best: Option<Rank>,
) -> Option<Candidate<TypeIndex>> {
    judge_in_mode(catalog, scenario, mode, best?.index).ok()
}
