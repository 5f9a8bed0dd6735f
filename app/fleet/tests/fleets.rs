//! Fleets over the carried catalogue: checked, never at a higher cost than what they are compared with, the same every time.

use catalog_files::{Files, parse};
use fleet::beside::{Beside, line, saved, saving, than_today, why_karpenter_differs};
use fleet::check::faults;
use fleet::curves::{Along, Curve, Point, SCALES, by_replicas, by_types};
use fleet::fleet::{Compared, Fleet, NOT_ALLOWED};
use fleet::options::{Options, Survive};
use fleet::picture::picture;
use fleet::plan::{NoFleet, Planner, plan};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::plan::cost::node_price_as;
use model::random::Random;
use model::scenario::network_mode::NetworkMode;
use model::scenario::own_nodes::OfType;
use model::scenario::{Filters, PodProfile, ProfileArch, Purchase, Scenario, ZoneSpread};
use model::units::{Mbps, Mib, MilliCpu};
use std::sync::{Arc, OnceLock};

fn catalog() -> Arc<Catalog> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    let read = || {
        let figures = parse(&Files::embedded()).expect("the carried files are right");
        Arc::new(figures.catalogs().into_iter().find(|c| c.region.code == "us-east-1").expect("us-east-1"))
    };
    CATALOG.get_or_init(read).clone()
}

/// A random workload with all that pods can ask for, and random settings around it.
fn scenario(seed: u64) -> Scenario {
    let mut random = Random::of(seed);
    let pick = |random: &mut Random, from: &[u32]| from[random.modulo(from.len() as u64) as usize];
    let profile = |random: &mut Random, n: u64| PodProfile {
        name: format!("workload {n}"),
        pods: pick(random, &[1, 2, 3, 7, 12, 30, 75, 160]),
        cpu: MilliCpu(pick(random, &[0, 50, 100, 250, 500, 1_000, 3_000])),
        memory: Mib(pick(random, &[64, 256, 512, 1_024, 3_000, 12_000])),
        ephemeral: Mib(pick(random, &[0, 0, 0, 500, 4_000])),
        volumes: pick(random, &[0, 0, 0, 1, 2]),
        bandwidth: Mbps(pick(random, &[0, 0, 0, 50])),
        own_security_group: random.modulo(2) == 0,
        arch: [ProfileArch::Any, ProfileArch::Any, ProfileArch::Amd64, ProfileArch::Arm64][random.modulo(4) as usize],
        most_per_node: (random.modulo(5) == 0).then(|| 1 + random.modulo(4) as u32),
        zones: [ZoneSpread::Any, ZoneSpread::Even][random.modulo(2) as usize],
        spot: random.modulo(3) == 0,
        ..PodProfile::default()
    };
    let profiles = (0..1 + random.modulo(6)).map(|n| profile(&mut random, n)).collect();
    let modes = [NetworkMode::SecondaryIp, NetworkMode::PrefixDelegation, NetworkMode::SecurityGroupsPrefix];
    let mode = modes[random.modulo(3) as usize];
    let purchase = [Purchase::OnDemand, Purchase::Spot, Purchase::Discount][random.modulo(3) as usize];
    let filters = Filters { arch: model::scenario::ArchFilter::Both, xen: random.modulo(2) == 0, ..Filters::default() };
    Scenario { profiles, mode, purchase, filters, min_nodes: 1 + random.modulo(4) as u32, ..Scenario::default() }
}

fn options(seed: u64) -> Options {
    let mut random = Random::of(seed + 1_000_000);
    let survive = [Survive::Nothing, Survive::Nothing, Survive::Node, Survive::Zone][random.modulo(4) as usize];
    Options {
        types: 1 + random.modulo(5) as u32,
        largest_vcpu: (random.modulo(4) == 0).then_some(16),
        zones: if survive == Survive::Zone { 2 + random.modulo(3) as u32 } else { 1 + random.modulo(3) as u32 },
        survive,
        headroom: [0, 0, 10, 25][random.modulo(4) as usize],
        zone_nodes: [0, 0, 2, 5][random.modulo(4) as usize],
        ..Options::default()
    }
}

fn is_sound(fleet: &Fleet, scenario: &Scenario, options: &Options) {
    assert_eq!(faults(&catalog(), scenario, options, fleet), Vec::<String>::new());
    assert!(fleet.bound <= fleet.cost.total && fleet.bound > 0, "{} {}", fleet.bound, fleet.cost.total);
    let derivation = &fleet.derivation;
    assert_eq!(derivation.total(), fleet.bound, "{derivation:?}");
    let of_resources: u64 = derivation.resources.iter().map(|(_, part)| part).sum();
    assert_eq!(of_resources, derivation.of_pods(), "{derivation:?}");
    for (share, profile) in derivation.profiles.iter().zip(&scenario.profiles) {
        assert_eq!(share.pods, profile.pods);
        assert!(share.all.abs_diff(share.each * u64::from(share.pods)) <= u64::from(share.pods), "{share:?}");
    }
    let single = fleet.single.as_ref().map_or(u64::MAX, |single| single.cost);
    assert!(fleet.cost.total <= single, "{} is more than one type at {single}", fleet.cost.total);
    let few = |c: &&fleet::fleet::Compared| c.holds && c.allowed_types.is_none() && c.left_out == 0;
    let karpenter = fleet.karpenter.as_ref().filter(few).map_or(u64::MAX, |karpenter| karpenter.cost);
    assert!(fleet.cost.total <= karpenter, "{} is more than Karpenter's {karpenter}", fleet.cost.total);
}

#[test]
fn random_fleets_pass_the_check_and_cost_no_more_than_what_they_are_compared_with() {
    let cases: u64 = std::env::var("FLEET_MIXES").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let (mut found, mut survived) = (0, 0);
    for seed in 0..cases {
        let (scenario, options) = (scenario(seed), options(seed));
        match plan(&catalog(), &scenario, &options, 100_000) {
            Ok(fleet) => {
                is_sound(&fleet, &scenario, &options);
                found += 1;
                survived += u32::from(options.survive != Survive::Nothing);
            }
            Err(NoFleet::NothingHolds(_) | NoFleet::TooFewTypes(_)) => {}
            Err(other) => unreachable!("seed {seed}: {other}"),
        }
    }
    assert!(found * 10 > cases * 7 && survived > 5, "{found} of {cases}, {survived} of them survive a loss");
}

/// The same workloads, some of them held to tainted nodes.
fn in_pools(scenario: Scenario, seed: u64) -> Scenario {
    let mut random = Random::of(seed + 2_000_000);
    let profiles = scenario.profiles.into_iter().map(|profile| PodProfile {
        taints: ["", "batch:NoExecute", "gpu=a:NoSchedule"][random.modulo(3) as usize].into(),
        ..profile
    });
    Scenario { profiles: profiles.collect(), ..scenario }
}

/// In node pools everything holds that holds without: the check, every loss, never more than one type throughout; and no node
/// has pods of two pools. A plan of one type is never cheaper than the best single type.
#[test]
fn random_fleets_in_node_pools_pass_the_check_and_no_node_holds_pods_of_two() {
    let cases: u64 = std::env::var("FLEET_MIXES").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let (mut found, mut pools, mut raised) = (0, 0, 0);
    for seed in 0..cases {
        let (scenario, options) = (in_pools(scenario(seed), seed), options(seed));
        let fleet = match plan(&catalog(), &scenario, &options, 50_000) {
            Ok(fleet) => fleet,
            Err(NoFleet::NothingHolds(_) | NoFleet::TooFewTypes(_)) => continue,
            Err(other) => unreachable!("seed {seed}: {other}"),
        };
        is_sound(&fleet, &scenario, &options);
        for group in &fleet.groups {
            let held = scenario.profiles.iter().zip(&group.pods).filter(|(_, n)| **n > 0);
            assert!(held.clone().all(|(profile, _)| profile.taints == group.taints), "seed {seed}: {group:?}");
        }
        found += 1;
        pools += u32::from(scenario.pools().len() > 1);
        raised += u32::from(options.notes(&scenario).iter().any(|why| why.starts_with("Each of")));
    }
    assert!(
        found * 10 > cases * 6 && pools > 10 && raised > 1,
        "{found} of {cases}: {pools} in pools, {raised} raised"
    );
}

/// Nothing joins two pools: together they cost what each costs by itself.
#[test]
fn two_node_pools_cost_what_each_costs_by_itself() {
    let profiles =
        vec![workload("web", 40, 500, 1_024), workload("db", 5, 2_000, 16_000), workload("batch", 17, 900, 700)];
    let mut scenario = Scenario { profiles, min_nodes: 1, ..Scenario::default() };
    scenario.profiles[2].taints = "batch:NoSchedule".into();
    for survive in [Survive::Nothing, Survive::Node] {
        let options = Options { types: 12, survive, enough_bp: 0, ..Options::default() };
        let cost = |profiles: &[PodProfile]| {
            let scenario = Scenario { profiles: profiles.to_vec(), ..scenario.clone() };
            let fleet = plan(&catalog(), &scenario, &options, 3_000_000).expect("a fleet");
            is_sound(&fleet, &scenario, &options);
            fleet
        };
        let (shared, batch, both) =
            (cost(&scenario.profiles[..2]), cost(&scenario.profiles[2..]), cost(&scenario.profiles));
        let apart = (shared.cost.total + batch.cost.total, shared.bound + batch.bound);
        assert!(
            both.bound <= apart.0 && apart.1 <= both.cost.total,
            "{survive:?}: {} {} {apart:?}",
            both.bound,
            both.cost.total
        );
        if survive == Survive::Nothing {
            assert!(shared.is_proved() && batch.is_proved() && both.is_proved(), "all are proved");
            assert_eq!(both.cost.total, apart.0);
        } else {
            let spare = |taints: &str| both.groups.iter().any(|g| g.is_spare && g.taints == taints);
            assert!(spare("") && spare("batch:NoSchedule"), "{:?}", both.groups);
        }
    }
}

/// Pools need a type each, however few are allowed; and the checker has its own eyes.
#[test]
fn each_node_pool_has_a_type_however_few_are_allowed() {
    let taints = ["", "a:NoSchedule", "b:NoSchedule", "c=d:NoExecute"];
    let pool = |taints: &str| PodProfile { taints: taints.into(), ..workload(taints, 9, 500, 1_024) };
    let scenario = Scenario { profiles: taints.map(pool).to_vec(), ..Scenario::default() };
    let options = Options { types: 1, ..Options::default() };
    let fleet = plan(&catalog(), &scenario, &options, 100_000).expect("a fleet");
    is_sound(&fleet, &scenario, &options);
    let said = &options.notes(&scenario)[0];
    assert!(said.starts_with("Each of 4 node pools has one type, though only 1 type may be used"), "{said}");
    let said = Options { types: 4, ..options.clone() }.notes(&scenario);
    assert_eq!(said, ["Among the types allowed, one that is in two node pools counts twice."]);
    assert_eq!(options.notes(&Scenario::default()), Vec::<String>::new());
    let single = fleet.single.as_ref().expect("one type holds all");
    assert_eq!((single.types.len(), single.allowed_types), (1, None));
    // one type throughout is what a plan says
    let evaluation = Evaluation::of(catalog(), scenario.clone());
    let best = evaluation.plan().best().expect("a type").fleet;
    assert!(best.monthly.0 >= single.cost, "{} {}", best.monthly.0, single.cost);
    let along: Vec<u32> = by_types(&catalog(), &scenario, &options, 5, 10_000).iter().map(|point| point.at).collect();
    assert_eq!(along, [4, 5]);
    let mut swapped = fleet.clone();
    let first = swapped.groups.iter().position(|group| !group.taints.is_empty()).expect("a pool");
    swapped.groups[first].taints.clear();
    let found = faults(&catalog(), &scenario, &options, &swapped);
    assert!(found.iter().any(|fault| fault.contains("with the taints")), "{found:?}");
}

/// Every zone has the nodes that are asked for, at a cost; where zones are not looked at it changes nothing.
#[test]
fn each_zone_has_the_nodes_that_are_asked_for() {
    let mut scenario = Scenario { min_nodes: 1, ..scenario(3) };
    scenario.profiles.iter_mut().for_each(|profile| profile.pods = profile.pods.min(6));
    let of = |zones: u32, zone_nodes: u32, survive: Survive| {
        let options = Options { zones, zone_nodes, survive, ..Options::default() };
        let fleet = plan(&catalog(), &scenario, &options, 100_000).expect("a fleet");
        is_sound(&fleet, &scenario, &options);
        fleet
    };
    let by_zone = |fleet: &Fleet, zone: u32| -> u32 {
        fleet.groups.iter().filter(|g| g.zone == Some(zone) && !g.is_spare).map(|g| g.nodes).sum()
    };
    for survive in [Survive::Nothing, Survive::Node, Survive::Zone] {
        let (usual, many) = (of(3, 0, survive), of(3, 9, survive));
        assert!((0..3).all(|zone| by_zone(&many, zone) >= 9), "{survive:?}: {:?}", many.groups);
        assert!((0..3).any(|zone| by_zone(&usual, zone) < 9) && many.nodes > usual.nodes, "{survive:?}");
    }
    assert_eq!(of(1, 9, Survive::Nothing).groups, of(1, 0, Survive::Nothing).groups);
    let options = Options { zones: 3, zone_nodes: 9, ..Options::default() };
    let too_few = faults(&catalog(), &scenario, &options, &of(3, 0, Survive::Nothing));
    assert!(too_few.iter().any(|fault| fault.contains("nodes in zone")), "{too_few:?}");
}

#[test]
fn the_best_single_type_is_the_one_that_the_plan_ranks_first() {
    for seed in 0..30 {
        let scenario = scenario(seed);
        let evaluation = Evaluation::of(catalog(), scenario.clone());
        let fleet = plan(&catalog(), &scenario, &Options::default(), 0);
        let single = fleet.ok().and_then(|fleet| fleet.single);
        let best = evaluation.plan().best().map(|best| best.fleet.monthly.0);
        assert_eq!(single.map(|single| single.cost), best, "seed {seed}");
    }
}

/// Zones, what may be lost and headroom are the same to a fleet and to a plan of one type.
#[test]
fn the_best_single_type_is_also_that_of_the_plan_over_zones_and_with_something_to_lose() {
    let mut found = 0;
    for seed in 0..30 {
        let mut scenario = scenario(seed);
        scenario.profiles.truncate(1);
        let set = options(seed);
        scenario.fleet.zones = set.zones;
        (scenario.fleet.survive, scenario.fleet.headroom) = (set.survive, set.headroom);
        scenario.fleet.zone_nodes = set.zone_nodes;
        (scenario.min_nodes, scenario.profiles[0].pods) = (1, scenario.profiles[0].pods.max(set.zones));
        let options = Options { types: 1, ..Options::of(&scenario) };
        let single = plan(&catalog(), &scenario, &options, 0).ok().and_then(|fleet| fleet.single);
        let best = Evaluation::of(catalog(), scenario).plan().best().map(|best| best.fleet.monthly.0);
        found += u32::from(best.is_some() && set.survive != Survive::Nothing);
        assert_eq!(single.map(|single| single.cost), best, "seed {seed}");
    }
    assert!(found > 3, "{found} of them survive a loss");
}

#[test]
fn the_same_seed_gives_the_same_fleet_however_the_steps_are_cut() {
    for seed in 0..5 {
        let (scenario, options) = (scenario(seed), options(seed));
        let whole = plan(&catalog(), &scenario, &options, 200_000);
        let mut planner = Planner::of(catalog(), scenario, &options).expect("a problem");
        let (mut steps, mut shown) = (0, Vec::new());
        while !planner.is_rounded() || planner.work() < 200_000 && !planner.is_over() {
            planner.step();
            steps += 1;
            if steps % 50 == 0 {
                shown.extend(planner.fleet().map(|fleet| (fleet.cost.total, fleet.bound)));
            }
        }
        assert_eq!(planner.fleet(), whole, "seed {seed}");
        assert!(shown.windows(2).all(|w| w[0].0 >= w[1].0), "the cost only falls: {shown:?}");
    }
}

#[test]
fn a_search_ends_by_itself_where_the_fleet_is_good_enough_and_more_work_changes_nothing() {
    let mut profiles = vec![workload("web", 60, 500, 1_000), workload("db", 6, 2_000, 9_000)];
    // What an even spread adds the bound does not know.
    profiles.iter_mut().for_each(|profile| profile.zones = ZoneSpread::Any);
    let scenario = Scenario { profiles, ..Scenario::default() };
    for zones in [1, 3] {
        let options = Options { zones, enough_bp: 300, ..Options::default() };
        let mut planner = Planner::of(catalog(), scenario.clone(), &options).expect("a problem");
        planner.run(20_000_000);
        let fleet = planner.fleet().expect("there is one");
        is_sound(&fleet, &scenario, &options);
        assert!(planner.is_over() && fleet.is_over && fleet.gap_bp <= 300, "{zones} zones: {}", fleet.gap());
        assert!(planner.work() < 10_000_000, "{zones} zones: {}", planner.work());
        planner.run(40_000_000);
        assert_eq!(planner.fleet(), Ok(fleet), "{zones} zones");
    }
}

#[test]
fn the_order_of_profiles_does_not_matter() {
    for seed in 0..12 {
        let (mut scenario, options) = (scenario(seed), options(seed));
        let figures = |scenario: &Scenario| {
            plan(&catalog(), scenario, &options, 150_000).map(|fleet| (fleet.cost, fleet.bound, fleet.nodes))
        };
        let before = figures(&scenario);
        scenario.profiles.reverse();
        // Names are in what is said where nothing fits.
        if let (Ok(before), Ok(after)) = (before, figures(&scenario)) {
            if options.zones == 1 {
                assert_eq!(before, after, "seed {seed}");
            }
            // Which zone has one more goes round in the order of profiles.
            assert!(before.1 <= after.0.total && after.1 <= before.0.total, "seed {seed}");
        }
    }
}

#[test]
fn the_checker_finds_what_is_wrong_with_a_fleet() {
    let profiles = [(60, 500, 700), (9, 2_000, 9_000)].map(|(pods, cpu, memory)| PodProfile {
        name: format!("of {cpu}"),
        pods,
        cpu: MilliCpu(cpu),
        memory: Mib(memory),
        ..PodProfile::default()
    });
    let scenario = Scenario { profiles: profiles.into(), ..Scenario::default() };
    let options = Options { types: 3, survive: Survive::Node, headroom: 10, ..Options::default() };
    let good = plan(&catalog(), &scenario, &options, 100_000).expect("there is one");
    is_sound(&good, &scenario, &options);
    let is_found = |what: &str, change: &dyn Fn(&mut Fleet)| {
        let mut fleet = good.clone();
        change(&mut fleet);
        assert_ne!(fleet, good, "{what} changes nothing");
        assert_ne!(faults(&catalog(), &scenario, &options, &fleet), Vec::<String>::new(), "{what}");
    };
    is_found("a pod too many", &|fleet| fleet.groups[0].pods[0] += 1);
    is_found("a pod too few", &|fleet| fleet.groups[0].pods[0] -= 1);
    is_found("a node too few", &|fleet| fleet.nodes -= 1);
    is_found("a group of no nodes", &|fleet| fleet.groups[0].nodes = 0);
    is_found("a price", &|fleet| fleet.groups[0].node_cost += 1);
    is_found("a total", &|fleet| fleet.cost.total -= 1);
    is_found("a part of the cost", &|fleet| fleet.cost.disks += 1);
    is_found("a bound above the cost", &|fleet| fleet.bound = fleet.cost.total + 1);
    is_found("a type that is filtered out", &|fleet| fleet.groups[0].instance_type = "t3.micro".into());
    is_found("a type that is not there", &|fleet| fleet.groups[0].instance_type = "m5.tiny".into());
    is_found("no spare", &|fleet| {
        fleet.groups.retain(|group| !group.is_spare);
        fleet.nodes = fleet.groups.iter().map(|group| group.nodes).sum();
        fleet.cost.instances = fleet.groups.iter().map(|g| g.node_cost * u64::from(g.nodes)).sum();
        (fleet.cost.fee, fleet.cost.disks, fleet.cost.agents) = (0, 0, 0);
        (fleet.cost.total, fleet.bound) = (fleet.cost.instances, 0);
    });
    // The same nodes are too full where more is to stay free, and of too many types where fewer are allowed.
    let stricter = Options { headroom: 60, ..options.clone() };
    assert_ne!(faults(&catalog(), &scenario, &stricter, &good), Vec::<String>::new());
    let in_zones = Options { zones: 3, ..options.clone() };
    assert_ne!(faults(&catalog(), &scenario, &in_zones, &good), Vec::<String>::new());
}

fn workload(name: &str, pods: u32, cpu: u32, memory: u32) -> PodProfile {
    PodProfile { name: name.into(), pods, cpu: MilliCpu(cpu), memory: Mib(memory), ..PodProfile::default() }
}

#[test]
fn pods_run_on_spot_where_they_may_and_that_costs_less() {
    let profiles = vec![workload("web", 80, 500, 1_024), workload("db", 6, 2_000, 16_000)];
    let mut scenario = Scenario { profiles, ..Scenario::default() };
    let options = Options::default();
    let before = plan(&catalog(), &scenario, &options, 100_000).expect("there is one");
    assert!(before.groups.iter().all(|group| !group.is_spot));
    scenario.profiles[0].spot = true;
    let after = plan(&catalog(), &scenario, &options, 100_000).expect("there is one");
    is_sound(&after, &scenario, &options);
    assert!(after.cost.total < before.cost.total && after.bound < before.bound);
    let spot = after.groups.iter().find(|group| group.is_spot).expect("spot is cheaper");
    assert!(spot.pods[0] > 0 && spot.pods[1] == 0, "{spot:?}");
    assert_eq!(spot.stops[1].as_deref(), Some(NOT_ALLOWED));
    // The checker has its own eyes: the same nodes, if the pods were not to run on spot.
    scenario.profiles[0].spot = false;
    assert!(faults(&catalog(), &scenario, &options, &after).iter().any(|fault| fault.contains("spot")));
    // Where all is bought as spot, all runs on it.
    let all_spot = Scenario { purchase: Purchase::Spot, ..scenario };
    let fleet = plan(&catalog(), &all_spot, &options, 100_000).expect("there is one");
    is_sound(&fleet, &all_spot, &options);
    assert!(fleet.groups.iter().all(|group| group.is_spot));
}

#[test]
fn types_without_a_spot_price_are_counted_and_not_offered_as_spot() {
    let mut catalog = (*catalog()).clone();
    catalog.offers.iter_mut().for_each(|offer| offer.spot_savings = None);
    let mut scenario = Scenario { profiles: vec![workload("web", 40, 500, 1_024)], ..Scenario::default() };
    scenario.profiles[0].spot = true;
    let fleet = plan(&Arc::new(catalog), &scenario, &Options::default(), 0).expect("there is one");
    assert!(fleet.without_spot_price > 100 && fleet.groups.iter().all(|group| !group.is_spot));
}

#[test]
fn architecture_and_most_per_node_hold() {
    let mut profiles =
        vec![workload("arm", 30, 500, 1_024), workload("amd", 30, 500, 1_024), workload("apart", 7, 100, 128)];
    (profiles[0].arch, profiles[1].arch) = (ProfileArch::Arm64, ProfileArch::Amd64);
    profiles[2].most_per_node = Some(1);
    let scenario = Scenario { profiles, ..Scenario::default() };
    let options = Options::default();
    let fleet = plan(&catalog(), &scenario, &options, 100_000).expect("there is one");
    is_sound(&fleet, &scenario, &options);
    assert!(fleet.nodes >= 7 && fleet.single.is_none(), "no type has both architectures");
    let together = fleet.groups.iter().any(|group| group.pods[0] > 0 && group.pods[1] > 0);
    assert!(!together, "{:?}", fleet.groups);
    let is_found = |change: &dyn Fn(&mut Scenario)| {
        let mut other = scenario.clone();
        change(&mut other);
        assert_ne!(faults(&catalog(), &other, &options, &fleet), Vec::<String>::new());
    };
    is_found(&|other| other.profiles[0].arch = ProfileArch::Amd64);
    is_found(&|other| other.filters.arch = model::scenario::ArchFilter::Arm);
}

#[test]
fn pods_are_spread_over_zones_unless_they_may_be_in_any() {
    let mut scenario = Scenario {
        profiles: vec![workload("web", 50, 700, 1_500), workload("db", 4, 3_000, 20_000)],
        ..Scenario::default()
    };
    let usual = scenario.clone();
    scenario.profiles.iter_mut().for_each(|profile| profile.zones = ZoneSpread::Any);
    let one = plan(&catalog(), &scenario, &Options::default(), 100_000).expect("there is one");
    let options = Options { zones: 3, ..Options::default() };
    let any = plan(&catalog(), &scenario, &options, 100_000).expect("there is one");
    is_sound(&any, &scenario, &options);
    assert!(any.cost.total <= one.cost.total + one.cost.total / 50, "{} {}", any.cost.total, one.cost.total);
    let even = plan(&catalog(), &usual, &options, 100_000).expect("there is one");
    is_sound(&even, &usual, &options);
    assert!(even.cost.total >= any.bound);
    let in_zone = |fleet: &Fleet, profile: usize, zone: u32| -> u32 {
        let groups = fleet.groups.iter().filter(|group| group.zone == Some(zone));
        groups.map(|group| group.pods[profile] * group.nodes).sum()
    };
    let mut db: Vec<u32> = (0..3).map(|zone| in_zone(&even, 1, zone)).collect();
    let mut web: Vec<u32> = (0..3).map(|zone| in_zone(&even, 0, zone)).collect();
    (db.sort_unstable(), web.sort_unstable());
    assert_eq!((web, db), (vec![16, 17, 17], vec![1, 1, 2]), "nobody has to ask for that");
    // The checker finds it where a workload is in one zone that is to be spread.
    assert!(any == even || !faults(&catalog(), &usual, &options, &any).is_empty());
    let said = |scenario: &Scenario| options.over_zones(scenario).expect("there are three");
    assert_eq!((said(&usual), said(&scenario)), ("pods evenly over 3 zones".into(), "pods in any of 3 zones".into()));
    scenario.profiles[0].zones = ZoneSpread::Even;
    assert_eq!(said(&scenario), "pods evenly over 3 zones, except those of db, which may be in any");
    assert_eq!(Options::default().over_zones(&scenario), None);
}

#[test]
fn two_zones_are_planned_where_one_of_one_may_be_lost_and_that_is_said() {
    let mut scenario = Scenario { profiles: vec![workload("web", 9, 700, 1_500)], ..Scenario::default() };
    scenario.fleet.survive = Survive::Zone;
    let options = Options::of(&scenario);
    assert!(options.zones == 2 && options.notes(&scenario).iter().any(|why| why.starts_with("Two zones")));
    let fleet = plan(&catalog(), &scenario, &options, 50_000).expect("there is one");
    is_sound(&fleet, &scenario, &options);
    scenario.fleet.zones = 2;
    assert_eq!(Options::of(&scenario).notes(&scenario), Vec::<String>::new());
    scenario.fleet.zones = 3;
    assert_eq!(Options::of(&scenario).notes(&scenario), Vec::<String>::new());
}

#[test]
fn karpenters_nodes_of_more_types_than_allowed_are_called_that() {
    let profiles = vec![workload("web", 90, 400, 1_900), workload("db", 5, 2_000, 19_000), workload("tiny", 1, 50, 64)];
    let scenario = Scenario { profiles, ..Scenario::default() };
    let find = |types| {
        let options = Options { types, largest_vcpu: Some(8), ..Options::default() };
        plan(&catalog(), &scenario, &options, 0).expect("there is one")
    };
    let (one, many) = (find(1), find(12));
    let of = |fleet: &Fleet| fleet.karpenter.clone().expect("there is one");
    assert!(of(&one).types.len() > 1 && of(&one).allowed_types == Some(1), "{:?}", of(&one));
    assert!(line(&of(&one), &one).contains(" types (only 1 type is allowed) for $"), "{}", line(&of(&one), &one));
    assert!(why_karpenter_differs(&one).iter().any(|said| said.contains("only 1 type is allowed")));
    assert_eq!((of(&many).allowed_types, of(&many).types), (None, of(&one).types));
    assert!(!line(&of(&many), &many).contains("allowed"));
    assert!(one.single.is_some_and(|single| single.allowed_types.is_none()));
}

/// Karpenter keeps no minimum, so its figure is the same with one; and the cheapest possible is that of so many types.
#[test]
fn a_minimum_does_not_make_karpenters_figure_worse() {
    let of = |min_nodes, survive| {
        let scenario = Scenario { profiles: vec![workload("web", 30, 400, 1_900)], min_nodes, ..Scenario::default() };
        plan(&catalog(), &scenario, &Options { survive, ..Options::default() }, 0).expect("there is one")
    };
    let free = of(1, Survive::Nothing).karpenter.expect("there is one");
    assert_eq!((free.left_out, free.without_empty()), (0, None));
    for (held, more) in [(of(20, Survive::Nothing), 20 - free.nodes), (of(1, Survive::Node), 1)] {
        let karpenter = held.karpenter.clone().expect("there is one");
        assert_eq!((karpenter.cost, karpenter.nodes, karpenter.left_out), (free.cost, free.nodes, more));
        let nodes = model::units::counted(more, "empty node");
        let said = format!("without {nodes} that the fleet\u{2019}s rules ask for");
        assert_eq!(karpenter.without_empty(), Some(said.clone()));
        assert!(line(&karpenter, &held).ends_with(&format!(" ({said})")), "{}", line(&karpenter, &held));
        assert!(held.headline().ends_with("the cheapest possible of at most 3 types."), "{}", held.headline());
        assert_eq!(held.single.as_ref().map(|single| single.left_out), Some(0));
    }
}

#[test]
fn the_present_nodes_are_shown_beside_it_and_words_say_why_karpenters_differ() {
    let mut scenario = Scenario {
        profiles: vec![workload("web", 90, 400, 1_900), workload("db", 5, 2_000, 9_000)],
        ..Scenario::default()
    };
    let of = |name: &str, n| vec![OfType { name: name.into(), n }];
    (scenario.own.on_demand, scenario.own.spot) = (of("m5.xlarge", 120), of("m5.xlarge", 3));
    let find = |scenario: &Scenario| plan(&catalog(), scenario, &Options::default(), 0).expect("there is one");
    let fleet = find(&scenario);
    let catalog = catalog();
    let index = catalog.find("m5.xlarge").expect("a type");
    let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
    let each = |purchase| node_price_as(t, offer, &scenario, purchase).expect("a price").month.0;
    let cost = 120 * each(Purchase::OnDemand) + 3 * each(Purchase::Spot);
    let types = vec![("m5.xlarge".into(), 123)];
    let present = Compared { cost, nodes: 123, types, unpriced: 0, allowed_types: None, holds: true, left_out: 0 };
    assert_eq!(Beside::Present.of(&fleet), Some(&present));
    assert!(line(&present, &fleet).starts_with("123 nodes of m5.xlarge for $"));
    let (less, bp) = saved(&present, fleet.cost.total).expect("all have a price");
    assert_eq!(less, cost as i64 - fleet.cost.total as i64);
    assert_eq!(bp, less * 10_000 / cost as i64);
    let said = saving(&fleet, Survive::Nothing).expect("it is known");
    let than = than_today(&fleet).expect("it is known");
    assert!(than.ends_with(" % less") && said.contains(than.trim_end_matches(" less")), "{than}: {said}");
    assert!(said.starts_with("Your cluster today: 123 nodes, $") && said.contains(" This fleet saves $"), "{said}");
    assert!(said.ends_with(" Zones and losses are not looked at."), "{said}");
    let survives = saving(&fleet, Survive::Node).expect("it is known");
    assert!(survives.ends_with(" Zones are not looked at."), "{survives}");
    scenario.fleet.zones = 3;
    let over_zones = Options { zones: 3, ..Options::default() };
    let spread = plan(&catalog, &scenario, &over_zones, 0).expect("there is one");
    assert!(saving(&spread, Survive::Zone).is_some_and(|said| said.ends_with(" %).")));
    assert!(saving(&spread, Survive::Nothing).is_some_and(|said| said.ends_with(" %). Losses are not looked at.")));
    scenario.fleet.zones = 1;
    // few nodes are cheaper than any fleet for these pods, and what nobody sells has no price
    scenario.own.on_demand[0].n = 1;
    scenario.own.spot.clear();
    let said = saving(&find(&scenario), Survive::Nothing).expect("it is known");
    assert!(said.contains(" This fleet costs $") && said.contains(" more a month ("), "{said}");
    scenario.own.spot = of("z9x.large", 2);
    let unknown = find(&scenario);
    let said = saving(&unknown, Survive::Nothing).expect("it is known");
    assert!(said.contains("a month without 2 of unknown price.") && said.contains("3 nodes"), "{said}");
    assert_eq!(unknown.present.as_ref().and_then(|today| saved(today, unknown.cost.total)), None);
    let said = why_karpenter_differs(&fleet).join(" ");
    assert!(said.contains("7.5 %") && said.contains("consolidation"), "{said}");
    assert!(said.contains("A NodePool by itself keeps no minimum."), "{said}");
}

#[test]
fn more_types_and_fewer_replicas_never_cost_more() {
    let (scenario, options) = (scenario(3), Options::default());
    let by_types = by_types(&catalog(), &scenario, &options, 4, 60_000);
    assert_eq!(by_types.iter().map(|point| point.at).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(by_types.windows(2).all(|w| w[1].cost <= w[0].cost && w[1].bound <= w[0].bound), "{by_types:?}");
    assert!(by_types.iter().all(|point| point.bound <= point.cost), "{by_types:?}");
    let by_replicas = by_replicas(&catalog(), &scenario, &options, &SCALES, 60_000);
    assert_eq!(by_replicas.len(), SCALES.len());
    let grows = |w: &[Point]| w[0].cost <= w[1].cost && w[0].bound <= w[1].bound && w[0].bound <= w[0].cost;
    assert!(by_replicas.windows(2).all(grows), "{by_replicas:?}");
}

/// Whatever is shown of the same workload: with one type more a fleet is not at a higher cost, and the fleet shown costs no
/// more than any point of the chart with as many types or fewer.
#[test]
fn no_fleet_of_fewer_types_costs_less_than_one_that_is_shown() {
    for seed in 0..8 {
        let (mut mix, options) = (scenario(seed), options(seed));
        mix.profiles.extend(scenario(seed + 100).profiles);
        let Ok(mut planner) = Planner::of(catalog(), mix, &options) else { continue };
        planner.run(0);
        let Ok(alone) = planner.fleet() else { continue };
        let types: Vec<u32> = (1..=5).collect();
        let mut curve = Curve::around(&planner, (Along::Types, &types, 0));
        while curve.step() {}
        let found = curve.found();
        assert!(found.windows(2).all(|w| w[0].at < w[1].at && w[1].cost <= w[0].cost), "seed {seed}: {found:?}");
        curve.of_types(options.types).into_iter().for_each(|nodes| planner.offer(nodes.to_vec()));
        let fleet = planner.fleet().expect("there was one before");
        assert!(faults(&catalog(), planner.asked().1, &options, &fleet).is_empty(), "seed {seed}");
        assert!(fleet.cost.total <= alone.cost.total && fleet.bound <= fleet.cost.total, "seed {seed}");
        let fewer = found.iter().filter(|point| point.at <= options.types);
        assert!(
            fewer.clone().all(|point| fleet.cost.total <= point.cost),
            "seed {seed}: {} {found:?}",
            fleet.cost.total
        );
    }
}

#[test]
fn a_search_takes_a_better_fleet_from_elsewhere_and_no_worse_one() {
    let planner = |work: u64| {
        let mut planner = Planner::of(catalog(), scenario(3), &Options::default()).expect("it can be planned");
        planner.run(work);
        planner
    };
    let (mut quick, mut long) = (planner(0), planner(2_000_000));
    let cost = |planner: &Planner| planner.fleet().expect("a fleet").cost.total;
    let (before, best) = (cost(&quick), cost(&long));
    assert!(best <= before);
    long.offer(quick.best().expect("a fleet"));
    quick.offer(long.best().expect("a fleet"));
    assert_eq!((cost(&quick), cost(&long)), (best, best));
}

#[test]
fn the_picture_holds_every_pod_and_no_box_overflows() {
    for seed in 0..20 {
        let (scenario, options) = (scenario(seed), options(seed));
        let Ok(fleet) = plan(&catalog(), &scenario, &options, 0) else { continue };
        let boxes = picture(&catalog(), &scenario, &fleet);
        assert_eq!(boxes.iter().map(|b| b.nodes).sum::<u32>(), fleet.nodes, "seed {seed}");
        for (shown, group) in boxes.iter().zip(&fleet.groups) {
            let shares: u32 = shown.cells.iter().map(|cell| cell.pods * cell.share).sum();
            assert!(shares + shown.free <= 10_000, "seed {seed}: {shown:?}");
            let pods: u32 = shown.cells.iter().map(|cell| cell.pods).sum();
            assert_eq!(pods, group.pods.iter().sum::<u32>(), "seed {seed}");
        }
    }
}
