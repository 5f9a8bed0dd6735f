//! What changes as a cluster grows: the best type and its cost for every number of pods, and the limits of one type
//! for smaller and larger pods.
//!
//! Entry points: [`best_by_pods`], [`throughout`], [`limits_by_pod_size`], [`turns`].

use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex};
use crate::node::capacity::{Capacity, capacity};
use crate::node::limit::Limit;
use crate::node::workload::Workload;
use crate::order::sort_long_by_key;
use crate::plan::best::best_in;
use crate::plan::node_count::NodeCount;
use crate::plan::{Candidate, Plan, judge};
use crate::scenario::Scenario;
use crate::units::{Mib, MicroUsd, MilliCpu};

/// A run of pod numbers over which nothing changes: the same nodes carry them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The least number of pods.
    pub first: u32,
    /// The greatest.
    pub last: u32,
    /// The type.
    pub index: TypeIndex,
    /// Nodes of it.
    pub nodes: u32,
    /// All of them, per month.
    pub monthly: MicroUsd,
    /// Pods that they hold at most, beyond `last` where the range ends earlier. Of several profiles `last`: which pods
    /// come next decides how many fit.
    pub holds: u32,
}

impl Step {
    /// What a pod costs each month once the nodes are full.
    pub fn per_pod(&self) -> MicroUsd {
        self.monthly.per(self.holds)
    }
}

/// The best type for each number of pods from `first` to `last`, in runs. `planned` is the plan of the scenario by
/// today's rules, for whatever number of pods.
///
/// Two types, one of 10 pods a node at $1 a month and one of 40 at $3: up to 10 pods one small node, up to 20 two,
/// up to 40 one large one, which costs as much as three small ones and less a pod slot.
///
/// Several profiles grow alike, and are packed at [`SAMPLES`] sizes and at the scenario's own: a run then has the nodes of
/// its last pod.
pub fn best_by_pods(catalog: &Catalog, scenario: &Scenario, planned: &Plan, first: u32, last: u32) -> Vec<Step> {
    if scenario.profiles.len() > 1 {
        return sampled(scenario, first, last, |scaled| best_in(catalog, scaled, scaled.mode));
    }
    let rivals = planned.candidates.iter().filter_map(Candidate::today).map(|c| Rival::of(catalog, &c)).collect();
    steps(&undominated(rivals), NodeCount::of(scenario), first, last)
}

/// The same with one type throughout.
pub fn throughout(
    catalog: &Catalog,
    scenario: &Scenario,
    of: &Candidate<TypeIndex>,
    first: u32,
    last: u32,
) -> Vec<Step> {
    if scenario.profiles.len() > 1 {
        return sampled(scenario, first, last, |scaled| judge(catalog, scaled, of.index).ok());
    }
    steps(&[Rival::of(catalog, of)], NodeCount::of(scenario), first, last)
}

/// At how many sizes several profiles are packed.
pub const SAMPLES: u32 = 64;

/// Runs that end at evenly spaced numbers of pods; those with the same nodes are joined.
fn sampled(
    scenario: &Scenario,
    first: u32,
    last: u32,
    best: impl Fn(&Scenario) -> Option<Candidate<TypeIndex>>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (mut from, mut scaled) = (first.max(1), scenario.clone());
    let span = last.saturating_sub(from) + 1;
    let every = span.div_ceil(SAMPLES).max(1);
    let own = scenario.pods();
    while from <= last {
        let to = match from.saturating_add(every - 1).min(last) {
            // The scenario's own size is a run of its own, so that it shows the plan's figures.
            _ if from == own => own,
            to if from < own && own <= to => own - 1,
            to => to,
        };
        scale(scenario, &mut scaled, to);
        let Some(c) = best(&scaled) else { break };
        let (nodes, monthly) = (c.fleet.nodes, c.fleet.monthly);
        let step = Step { first: from, last: to, index: c.index, nodes, monthly, holds: to };
        match steps.last_mut() {
            Some(same) if (same.index, same.nodes) == (step.index, step.nodes) && from != own && same.last != own => {
                (same.last, same.holds) = (to, to);
            }
            _ => steps.push(step),
        }
        from = to.saturating_add(1);
    }
    steps
}

/// The scenario with so many pods in all, every profile grown alike.
pub fn with_pods(scenario: &Scenario, pods: u32) -> Scenario {
    let mut scaled = scenario.clone();
    scale(scenario, &mut scaled, pods);
    scaled
}

/// Gives every profile its share of so many pods, rounded up: none ever loses its last pod.
fn scale(own: &Scenario, scaled: &mut Scenario, pods: u32) {
    let all = u64::from(own.pods().max(1));
    for (profile, own) in scaled.profiles.iter_mut().zip(&own.profiles) {
        let share = (u64::from(own.pods) * u64::from(pods)).div_ceil(all);
        profile.pods = u32::try_from(share).unwrap_or(u32::MAX);
    }
}

/// What a candidate's rank depends on besides the number of pods.
#[derive(Clone, Copy)]
struct Rival<'a> {
    index: TypeIndex,
    per_node: u32,
    node_month: MicroUsd,
    per_slot: MicroUsd,
    name: &'a str,
}

impl<'a> Rival<'a> {
    fn of(catalog: &'a Catalog, c: &Candidate<TypeIndex>) -> Rival<'a> {
        Rival {
            index: c.index,
            per_node: c.capacity.pods,
            node_month: c.price.month,
            per_slot: c.fleet.per_slot,
            name: &catalog.instance_type(c.index).name,
        }
    }

    /// Whether it is never behind the other, however many the pods.
    fn is_always_before(&self, other: &Rival) -> bool {
        self.per_node >= other.per_node
            && self.node_month <= other.node_month
            && (self.per_slot, self.name) < (other.per_slot, other.name)
    }

    fn nodes(&self, pods: u32, count: NodeCount) -> u32 {
        count.nodes(pods, self.per_node)
    }

    fn monthly(&self, nodes: u32) -> MicroUsd {
        MicroUsd(self.node_month.0 * u64::from(nodes))
    }
}

/// Those that can be best at all: of some hundred types a dozen or two.
fn undominated(mut rivals: Vec<Rival>) -> Vec<Rival> {
    sort_long_by_key(&mut rivals, |r| (r.per_slot, r.name));
    let mut kept: Vec<Rival> = Vec::new();
    for rival in rivals {
        if !kept.iter().any(|k| k.is_always_before(&rival)) {
            kept.push(rival);
        }
    }
    kept
}

/// Costs only rise with the pods, so who is best stays so until its own nodes are full.
fn steps(rivals: &[Rival], count: NodeCount, first: u32, last: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut pods = first.max(1);
    while pods <= last {
        let Some(best) = rivals.iter().min_by_key(|r| (r.monthly(r.nodes(pods, count)), r.per_slot, r.name)) else {
            break;
        };
        let nodes = best.nodes(pods, count);
        let holds = count.holds(nodes, best.per_node);
        let last = holds.min(last);
        steps.push(Step { first: pods, last, index: best.index, nodes, monthly: best.monthly(nodes), holds });
        pods = last.saturating_add(1);
    }
    steps
}

/// A node's limits for pods of another size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfSize {
    /// Requests as a share of the scenario's, per cent.
    pub percent: u32,
    /// CPU that a pod asks for; on average where there are several profiles.
    pub cpu: MilliCpu,
    /// Memory that a pod asks for, likewise.
    pub memory: Mib,
    /// What a node holds of such pods.
    pub capacity: Capacity,
}

/// Sizes to look at, per cent: from an eighth to eight times, four to a doubling.
pub const SIZES: [u32; 25] =
    [13, 15, 18, 21, 25, 30, 35, 42, 50, 59, 71, 84, 100, 119, 141, 168, 200, 238, 283, 336, 400, 476, 566, 673, 800];

/// Every limit of a type where pods ask for a share or a multiple of the scenario's CPU and memory, for each of
/// [`SIZES`]. All else stays, so addresses and max-pods do not move.
///
/// m5.large, pods of 250m: CPU allows `floor(1730 / 250) = 6`; at 50 % pods ask for 125m and it is 13.
pub fn limits_by_pod_size(t: &InstanceType, own: &Workload) -> Vec<OfSize> {
    let mut sizes = Sizes::of(t, own);
    SIZES.into_iter().map(|percent| sizes.at(percent)).collect()
}

/// From which size on which limit binds: the first row holds from the least of [`SIZES`], each other from its own
/// per cent, up to the greatest.
pub fn turns(t: &InstanceType, own: &Workload) -> Vec<(u32, Limit)> {
    let mut sizes = Sizes::of(t, own);
    let mut turns: Vec<(u32, Limit)> = Vec::new();
    for percent in SIZES[0]..=SIZES[SIZES.len() - 1] {
        let binding = sizes.at(percent).capacity.binding();
        if turns.last().is_none_or(|(_, last)| *last != binding) {
            turns.push((percent, binding));
        }
    }
    turns
}

/// A type and a scenario whose pods change their size: one copy of it for all of them.
struct Sizes<'a> {
    t: &'a InstanceType,
    own: &'a Workload<'a>,
    scaled: Scenario,
}

impl Sizes<'_> {
    fn of<'a>(t: &'a InstanceType, own: &'a Workload<'a>) -> Sizes<'a> {
        Sizes { t, own, scaled: own.scenario().clone() }
    }

    fn at(&mut self, percent: u32) -> OfSize {
        for (profile, own) in self.scaled.profiles.iter_mut().zip(&self.own.scenario().profiles) {
            profile.cpu = MilliCpu(share(own.cpu.0, percent));
            profile.memory = Mib(share(own.memory.0, percent));
        }
        let workload = Workload::of(&self.scaled).sized_like(self.own);
        let average = |limit| {
            let each = workload.total(limit) / u64::from(workload.pods().max(1));
            u32::try_from(each).unwrap_or(u32::MAX)
        };
        let (cpu, memory) = (MilliCpu(average(Limit::Cpu)), Mib(average(Limit::Memory)));
        OfSize { percent, cpu, memory, capacity: capacity(self.t, &workload) }
    }
}

/// Rounded up: a request is never less than what is needed, and one that is there never becomes none.
fn share(request: u32, percent: u32) -> u32 {
    let share = (u64::from(request) * u64::from(percent)).div_ceil(100);
    u32::try_from(share).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;

    fn rival(index: usize, name: &'static str, per_node: u32, dollars: u64) -> Rival<'static> {
        let node_month = MicroUsd(dollars * 1_000_000);
        let index = TypeIndex::at(index);
        Rival { index, per_node, node_month, per_slot: node_month.per(per_node), name }
    }

    fn least(least: u32) -> NodeCount {
        NodeCount { least, ..NodeCount::of(&Scenario::default()) }
    }

    /// The example in the documentation of [`best_by_pods`].
    #[test]
    fn the_best_type_changes_with_the_pods() {
        let found = steps(&[rival(0, "small", 10, 1), rival(1, "large", 40, 3)], least(0), 1, 90);
        let short: Vec<_> = found
            .iter()
            .map(|s| (s.first, s.last, s.index == TypeIndex::at(1), s.nodes, s.monthly.0 / 1_000_000))
            .collect();
        // 41 to 50: a large and a small one would be $4, but all nodes are of one type; five small ones are $5.
        assert_eq!(
            short,
            [
                (1, 10, false, 1, 1),
                (11, 20, false, 2, 2),
                (21, 40, true, 1, 3),
                (41, 50, false, 5, 5),
                (51, 80, true, 2, 6),
                (81, 90, true, 3, 9)
            ]
        );
    }

    #[test]
    fn a_least_number_of_nodes_holds_from_the_first_pod() {
        let found = steps(&[rival(0, "small", 10, 1)], least(3), 1, 35);
        assert_eq!(found.iter().map(|s| (s.first, s.last, s.nodes)).collect::<Vec<_>>(), [(1, 30, 3), (31, 35, 4)]);
    }

    /// 14 nodes of 15 pods at $140.16 hold 210 pods: $9.344 each, whether the range ends at 200 or not.
    #[test]
    fn a_step_that_the_range_cuts_costs_what_full_nodes_cost() {
        let rival = Rival { node_month: MicroUsd(140_160_000), ..rival(0, "m5.xlarge", 15, 0) };
        let found = steps(&[rival], least(0), 190, 200);
        let ends: Vec<_> = found.iter().map(|s| (s.first, s.last, s.nodes, s.holds, s.per_pod())).collect();
        assert_eq!(ends, [(190, 195, 13, 195, MicroUsd(9_344_000)), (196, 200, 14, 210, MicroUsd(9_344_000))]);
    }

    #[test]
    fn leaving_out_who_is_never_best_changes_nothing() {
        let all: Vec<_> = (0..200_u64)
            .map(|n| rival(n as usize, ["a", "b", "c", "d"][n as usize % 4], 1 + (n * 37 % 60) as u32, 1 + n * 53 % 90))
            .collect();
        let kept = undominated(all.clone());
        assert!(kept.len() < 30, "{}", kept.len());
        assert_eq!(steps(&kept, least(2), 1, 3_000), steps(&all, least(2), 1, 3_000));
    }

    #[test]
    fn larger_pods_fit_less_often_and_addresses_do_not_move() {
        let t = instance_type("m5.large", 2, 8_192, 3, 10);
        let rows = limits_by_pod_size(&t, &Workload::of(&Scenario::default()));
        let cpu =
            |percent| rows.iter().find(|r| r.percent == percent).and_then(|r| r.capacity.by_limit.get(Limit::Cpu));
        assert_eq!((cpu(100), cpu(50), cpu(200)), (Some(6), Some(13), Some(3))); // 1730 / 250, / 125, / 500
        assert!(rows.iter().all(|r| r.capacity.by_limit.get(Limit::Addresses) == Some(25)));
    }

    #[test]
    fn a_turn_is_where_another_limit_binds() {
        let t = instance_type("m5.large", 2, 8_192, 3, 10);
        let turns = turns(&t, &Workload::of(&Scenario::default()));
        // 25 addresses are fewer than 1730 / (250 * p) while p < 27.7 %: at 27 % a pod asks for 68m, and 25 fit;
        // at 28 % for 70m, and 24 fit.
        assert_eq!(turns, [(13, Limit::Addresses), (28, Limit::Cpu)]);
    }

    #[test]
    fn shares_of_requests_round_up() {
        assert_eq!((share(250, 13), share(1, 13), share(0, 800)), (33, 1, 0));
        assert_eq!(share(u32::MAX, 800), u32::MAX);
    }
}
