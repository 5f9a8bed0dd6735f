//! What a fleet's pools come to in Karpenter's hands, by filling them one pod at a time.

use crate::cluster::KARPENTER;
use crate::fleets::{Planned, PoolSaid, mixed, pools};
use crate::read::named;
use fleet::options::Options;
use model::node::workload::Workload;
use model::plan::packing::{Fault, Group, Packing, check};
use model::scenario::network_mode::NetworkMode;
use model::scenario::{PodProfile, Scenario};
use model::units::{Mib, MicroUsd, MilliCpu};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Twelve workloads, some of which want memory: what is filled first takes much.
fn many() -> Scenario {
    let of = |i: u32| PodProfile {
        name: format!("w{i}").into(),
        pods: 60 + 13 * i,
        cpu: MilliCpu(100 + 110 * i),
        memory: Mib(200 + 300 * ((i * 7) % 15)),
        ..PodProfile::default()
    };
    Scenario { profiles: (0..12).map(of).collect(), ..mixed(KARPENTER, NetworkMode::SecondaryIp) }
}

/// Karpenter gives each pod, the largest first, to the node with the fewest pods that has room, else to a new one of the first
/// pool below its limit; here one pod at a time. Whatever the fleet's own packing, all pods have a node.
#[test]
fn pools_that_karpenter_fills_hold_every_pod() {
    let few = |web| {
        let mut scenario = mixed(KARPENTER, NetworkMode::SecondaryIp);
        scenario.profiles[0].pods = web;
        scenario
    };
    let in_zones = Options { zones: 3, ..Options::default() };
    let mut cheaper = 0;
    for (scenario, options) in [
        (few(90), Options::default()),
        (few(90), in_zones.clone()),
        (few(211), Options::default()),
        (many(), Options::default()),
    ] {
        let planned = Planned::of(scenario, options);
        let files = planned.files();
        let all = pools(&files, "karpenter.yaml");
        let (nodes, cost) = filled(&planned, &all).expect("every pod has a pool");
        let said = named(&files, "karpenter.yaml").text.replace("\n# ", " ");
        let comes_to = format!("these pools come to {nodes} nodes for {} a month", MicroUsd(cost).cents());
        let as_planned = "these pools come to the nodes of the plan";
        let is_plan = (nodes as u32, cost) == (planned.fleet.nodes, planned.fleet.cost.total);
        assert!(said.contains(if is_plan { as_planned } else { &comes_to }), "{comes_to}: {said}");
        // with those that cost most first, and no end to the last: where that leaves pods without a node, it is no way at all
        let simple = filled(&planned, &by_cost(&planned, &all)).map_or(u64::MAX, |(_, cost)| cost);
        assert!(cost <= simple, "{cost} of {simple}");
        cheaper += u32::from(cost < simple && simple < u64::MAX);
    }
    assert!(cheaper > 0, "an order of its own is worth something");
}

/// Pools as nobody has thought about them: those that cost most first, as many nodes as are planned, and of the last any number.
fn by_cost(planned: &Planned, all: &[PoolSaid]) -> Vec<PoolSaid> {
    let mut pools = all.to_vec();
    pools.sort_by_key(|pool| planned.fleet.types().iter().position(|(name, ..)| *name == pool.name));
    for at in 0..pools.len() {
        let is_last = !pools[at + 1..].iter().any(|after| after.beside == pools[at].beside);
        pools[at].stops_at = if is_last { u64::MAX } else { pools[at].planned };
    }
    pools
}

/// Nodes, and what they cost a month in micro-dollars; `None` where a pod has no pool below its limit.
fn filled(planned: &Planned, all: &[PoolSaid]) -> Option<(usize, u64)> {
    let scenario = planned.worked.scenario();
    let mut order: Vec<usize> = (0..scenario.profiles.len()).collect();
    order.sort_by_key(|at| Reverse((scenario.profiles[*at].cpu, scenario.profiles[*at].memory)));
    let (mut nodes, mut cost) = (0, 0);
    for zone in planned.fleet.groups.iter().map(|group| group.zone).collect::<BTreeSet<_>>() {
        let in_zone = |pool: &&PoolSaid| zone.is_none_or(|zone| pool.beside.1[0].ends_with(&(zone + 1).to_string()));
        let pools: Vec<&PoolSaid> = all.iter().filter(in_zone).collect();
        let mut open: Vec<(usize, Vec<u32>)> = Vec::new();
        for profile in &order {
            let of_zone = planned.fleet.groups.iter().filter(|group| group.zone == zone);
            for _ in 0..of_zone.map(|group| group.pods[*profile] * group.nodes).sum::<u32>() {
                place(planned, &pools, &mut open, *profile)?;
            }
        }
        let month = |pool: usize| {
            planned.fleet.groups.iter().find(|g| g.instance_type == pools[pool].name).expect("a group").node_cost
        };
        nodes += open.len();
        cost += open.iter().map(|(pool, _)| month(*pool)).sum::<u64>();
    }
    Some((nodes, cost))
}

/// One pod.
fn place(planned: &Planned, pools: &[&PoolSaid], open: &mut Vec<(usize, Vec<u32>)>, profile: usize) -> Option<()> {
    let with_one_more = |pods: &[u32]| {
        let mut pods = pods.to_vec();
        pods[profile] += 1;
        pods
    };
    let has_room = |(pool, pods): &(usize, Vec<u32>)| holds(planned, pools[*pool], with_one_more(pods));
    let roomy = open.iter_mut().filter(|node| has_room(node)).min_by_key(|(_, pods)| pods.iter().sum::<u32>());
    if let Some((_, pods)) = roomy {
        pods[profile] += 1;
        return Some(());
    }
    let one = with_one_more(&vec![0; planned.worked.scenario().profiles.len()]);
    let below = |pool: &usize| (open.iter().filter(|(of, _)| of == pool).count() as u64) < pools[*pool].stops_at;
    let pool = (0..pools.len()).filter(below).find(|pool| holds(planned, pools[*pool], one.clone()))?;
    open.push((pool, one));
    Some(())
}

fn holds(planned: &Planned, pool: &PoolSaid, pods: Vec<u32>) -> bool {
    let (catalog, scenario) = (planned.worked.0.catalog(), planned.worked.scenario());
    let workload = Workload::of(scenario).sized(catalog);
    let t = catalog.instance_type(catalog.find(&pool.name).expect("a type"));
    let packing = Packing { groups: vec![Group { nodes: 1, pods }] };
    !check(t, &workload, &packing).iter().any(|fault| matches!(fault, Fault::Over { .. }))
}
