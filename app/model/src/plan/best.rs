//! The best type of a networking mode, or of each mode at once, without ranking the others.
//!
//! Today's rules. [`best_by_mode`] runs at every slider event, so it does not plan twelve times: it asks
//! each type once how cheap it could be in any mode and looks closer only where that could still win.

use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex};
use crate::node::addresses::address_capacity;
use crate::node::allocatable::allocatable;
use crate::node::capacity::pods_of;
use crate::node::limit::Limit;
use crate::node::max_pods::max_pods;
use crate::node::supply::Supply;
use crate::node::workload::Workload;
use crate::plan::article_2018;
use crate::plan::candidate::Candidate;
use crate::plan::cost::node_price;
use crate::plan::eligibility::{can_network, is_eligible_but_for_mode};
use crate::plan::judge::Judge;
use crate::plan::node_count::NodeCount;
use crate::plan::packing::least_nodes;
use crate::scenario::network_mode::{MODES, NetworkMode};
use crate::scenario::os::Os;
use crate::scenario::{Era, Scenario};
use crate::units::MicroUsd;
use std::array::from_fn;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many modes there are.
pub const MODE_COUNT: usize = MODES.len();

/// The best candidate of each mode, in the order of [`MODES`]; `None` where nothing carries the pods.
pub type Bests = [Option<Candidate<TypeIndex>>; MODE_COUNT];

/// The mode with the fewest limits: no address limit, one ENI besides the volumes, the highest max-pods and
/// all of the bandwidth.
const ROOMIEST: NetworkMode = NetworkMode::Ipv6;
/// The mode with the lowest max-pods, where they follow the mode.
const LEANEST: NetworkMode = NetworkMode::CustomNetworking;

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
    let workload = Workload::in_mode(scenario, mode).sized(catalog);
    let mut judge = Judge::of(catalog, &workload);
    let mut best = None;
    for index in catalog.indices() {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        let is_eligible = || is_eligible_but_for_mode(t, offer, scenario) && can_network(t, mode, scenario).is_none();
        if holds(t) && is_eligible() && !judge.leaves_open(t) && !workload.cannot_compare(t) {
            keep_better(catalog, &mut best, rank(catalog, &mut judge, index));
        }
    }
    judge.candidate(best?.index).ok()
}

/// The best candidate in each mode, in the order of [`MODES`], by today's rules.
pub fn best_by_mode(catalog: &Catalog, scenario: &Scenario) -> Bests {
    let roomiest = Workload::in_mode(scenario, ROOMIEST).sized(catalog);
    let workloads: [Workload; MODE_COUNT] =
        from_fn(|i| Workload::in_mode(scenario, MODES[i].mode).sized_like(&roomiest));
    let mut judges: [Judge; MODE_COUNT] = from_fn(|i| Judge::of(catalog, &workloads[i]));
    let mut best: [Option<Rank>; MODE_COUNT] = [None; MODE_COUNT];
    let mut by_bound = bounds(catalog, &roomiest);
    // Cheapest bound first, until no mode can win by what is left.
    while let Some(Reverse(bound)) = by_bound.pop() {
        let mut is_open = false;
        for ((workload, judge), best) in workloads.iter().zip(&mut judges).zip(&mut best) {
            if best.is_some_and(|b| b.monthly < bound.monthly) {
                continue;
            }
            is_open = true;
            if !judge.leaves_open(catalog.instance_type(bound.index))
                && could_win(catalog, workload, &bound, best.as_ref())
            {
                keep_better(catalog, best, rank(catalog, judge, bound.index));
            }
        }
        if !is_open {
            break;
        }
    }
    from_fn(|i| judges[i].candidate(best[i]?.index).ok())
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
    /// The fewest nodes.
    nodes: u32,
}

/// Bounds of every type that may be planned with and has room for a pod.
fn bounds(catalog: &Catalog, roomiest: &Workload) -> BinaryHeap<Reverse<Bound>> {
    let scenario = roomiest.scenario();
    let (mut judge, count) = (Judge::of(catalog, roomiest), NodeCount::of(scenario));
    let mut bounds = Vec::with_capacity(catalog.types.len());
    for index in catalog.indices() {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        if !is_eligible_but_for_mode(t, offer, scenario) || roomiest.cannot_compare(t) {
            continue;
        }
        let supply = most(t, roomiest);
        let pods = pods_of(&supply, judge.on(t));
        let nodes = match (pods, roomiest.only()) {
            (0, _) => continue,
            (_, Some(only)) => count.nodes(only.pods, pods),
            _ => count.with(least_nodes(judge.on_judged(), &supply)),
        };
        if let Some(monthly) = monthly(catalog, scenario, index, nodes) {
            bounds.push(Reverse(Bound { monthly, index, nodes }));
        }
    }
    BinaryHeap::from(bounds)
}

/// What a node has at most, in whichever mode: that of the roomiest one, and the memory that the lowest max-pods leave
/// where the reserve grows with them.
fn most<'a>(t: &'a InstanceType, roomiest: &Workload) -> Supply<'a> {
    let (mut supply, scenario) = (Supply::of(t, roomiest), roomiest.scenario());
    if scenario.node.os() == Os::Bottlerocket {
        supply.allocatable = allocatable(t, scenario, max_pods(t, LEANEST, scenario));
    }
    supply
}

/// Pods on a node at most, in whichever mode: what the short cuts rest on. A test holds that no mode fits more.
pub fn most_pods(t: &InstanceType, scenario: &Scenario) -> u32 {
    let roomiest = Workload::in_mode(scenario, ROOMIEST);
    pods_of(&most(t, &roomiest), &roomiest)
}

/// Whether a type may network in the mode, and its bound with the mode's own addresses is no worse than the
/// best so far.
fn could_win(catalog: &Catalog, workload: &Workload, bound: &Bound, best: Option<&Rank>) -> bool {
    let t = catalog.instance_type(bound.index);
    if can_network(t, workload.mode(), workload.scenario()).is_some() {
        return false;
    }
    let Some(best) = best else { return true };
    let Some(by_addresses) = nodes_by_addresses(t, workload) else { return false };
    let nodes = bound.nodes.max(by_addresses);
    monthly(catalog, workload.scenario(), bound.index, nodes).is_some_and(|monthly| monthly <= best.monthly)
}

/// The fewest nodes that have the addresses, and the branch ENIs, for all pods; `None` where a node has none.
fn nodes_by_addresses(t: &InstanceType, workload: &Workload) -> Option<u32> {
    let fewest = |limit, each: u32| match workload.total(limit) {
        0 => Some(0),
        _ if each == 0 => None,
        all => Some(u32::try_from(all.div_ceil(each.into())).unwrap_or(u32::MAX)),
    };
    let by_branch = fewest(Limit::BranchEnis, t.branch_enis.unwrap_or(0))?;
    let Some(addresses) = address_capacity(t, workload.mode(), &workload.scenario().node) else {
        return Some(by_branch);
    };
    let left = addresses.saturating_sub(workload.daemonsets().address_pods);
    Some(by_branch.max(fewest(Limit::Addresses, left)?))
}

/// So many nodes of a type, per month; `None` without a price.
fn monthly(catalog: &Catalog, scenario: &Scenario, index: TypeIndex, nodes: u32) -> Option<MicroUsd> {
    let price = node_price(catalog.instance_type(index), catalog.offer(index), scenario)?;
    Some(MicroUsd(price.month.0 * u64::from(nodes)))
}

/// The rank of a type that may be planned with; `None` where it has no room.
fn rank(catalog: &Catalog, judge: &mut Judge, index: TypeIndex) -> Option<Rank> {
    let t = catalog.instance_type(index);
    let (workload, pods) = (judge.workload(), judge.pods_per_node(t));
    let nodes = judge.nodes(t, pods)?;
    let monthly = monthly(catalog, workload.scenario(), index, nodes)?;
    Some(Rank { monthly, per_slot: MicroUsd(monthly.0 / u64::from(nodes)).per(pods), index })
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
