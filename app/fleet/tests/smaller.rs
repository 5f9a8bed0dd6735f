//! No group of a fleet's nodes can be had for less, and none is empty for nothing: every type is tried, by the checker.

use catalog_files::{Files, parse};
use fleet::check::faults;
use fleet::fleet::Fleet;
use fleet::options::{Options, Survive};
use fleet::plan::plan;
use model::catalog::Catalog;
use model::catalog::instance_type::InstanceType;
use model::plan::cost::node_price_as;
use model::plan::eligibility::reason_in_fleet;
use model::random::Random;
use model::scenario::link::from_query;
use model::scenario::{PodProfile, Purchase, Scenario, ZoneSpread};
use model::units::{Mib, MilliCpu};
use std::sync::{Arc, OnceLock};

fn catalog() -> Arc<Catalog> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    let read = || {
        let figures = parse(&Files::embedded()).expect("the carried files are right");
        Arc::new(figures.catalogs().into_iter().find(|c| c.region.code == "us-east-1").expect("us-east-1"))
    };
    CATALOG.get_or_init(read).clone()
}

/// Few pods of several sizes: here whole nodes count most.
fn scenario(random: &mut Random) -> Scenario {
    let mut pick = |from: &[u32]| from[random.modulo(from.len() as u64) as usize];
    let count = pick(&[1, 2, 3, 4]);
    let mut profile = |n: u32| PodProfile {
        name: format!("workload {n}"),
        pods: pick(&[1, 2, 3, 5, 17, 40]),
        cpu: MilliCpu(pick(&[50, 250, 700, 2_500, 4_000, 8_000])),
        memory: Mib(pick(&[64, 512, 3_000, 30_000, 60_000])),
        volumes: pick(&[0, 0, 0, 1]),
        most_per_node: [None, None, None, Some(1), Some(2)][pick(&[0, 1, 2, 3, 4]) as usize],
        zones: if pick(&[0, 0, 1]) == 1 { ZoneSpread::Any } else { ZoneSpread::Even },
        spot: pick(&[0, 0, 1]) == 1,
        ..PodProfile::default()
    };
    let profiles = (0..count).map(&mut profile).collect();
    Scenario { profiles, min_nodes: pick(&[1, 2, 6]), ..Scenario::default() }
}

fn options(random: &mut Random) -> Options {
    let survive = [Survive::Nothing, Survive::Node, Survive::Node, Survive::Zone][random.modulo(4) as usize];
    let zones = if survive == Survive::Zone { 2 + random.modulo(2) } else { 1 + random.modulo(3) };
    let (types, zones) = (1 + random.modulo(4) as u32, zones as u32);
    Options { types, zones, survive, headroom: [0, 5, 30][random.modulo(3) as usize], ..Options::default() }
}

/// A fleet with a group changed, at what it then costs.
fn with(fleet: &Fleet, change: impl FnOnce(&mut Fleet)) -> Fleet {
    let mut other = fleet.clone();
    change(&mut other);
    other.groups.retain(|group| group.nodes > 0);
    other.nodes = other.groups.iter().map(|group| group.nodes).sum();
    let total = other.groups.iter().map(|group| group.node_cost * u64::from(group.nodes)).sum();
    (other.cost.instances, other.cost.fee, other.cost.disks, other.cost.agents) = (total, 0, 0, 0);
    (other.cost.total, other.bound) = (total, 0);
    other
}

/// What any type costs that a fleet may have, on demand and as spot.
fn offered(scenario: &Scenario) -> Vec<(String, bool, u64)> {
    let catalog = catalog();
    let is_let_in =
        |t: &InstanceType, index| reason_in_fleet(t, catalog.offer(index), scenario, scenario.mode).is_none();
    let indices = catalog.indices().filter(|index| is_let_in(catalog.instance_type(*index), *index));
    let ways = [(false, scenario.purchase), (true, Purchase::Spot)];
    let of = |index| {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        ways.map(|(is_spot, way)| Some((t.name.clone(), is_spot, node_price_as(t, offer, scenario, way)?.month.0)))
    };
    indices.flat_map(of).flatten().collect()
}

/// Groups that another type holds for less, by the checker, and empty nodes that are not needed.
fn too_large(scenario: &Scenario, options: &Options, fleet: &Fleet) -> Vec<String> {
    let (mut found, offered) = (Vec::new(), offered(scenario));
    let passes = |fleet: &Fleet| faults(&catalog(), scenario, options, fleet).is_empty();
    let used =
        |t: &(String, bool, u64)| fleet.groups.iter().any(|group| (&group.instance_type, group.is_spot) == (&t.0, t.1));
    let in_use = offered.iter().filter(|t| used(t)).count();
    for (at, group) in fleet.groups.iter().enumerate() {
        let is_open = |t: &&(String, bool, u64)| in_use < options.types as usize || used(t);
        // Only to be done sooner: what the type is sold with is less than what the pods ask for.
        let asked = |of: fn(&PodProfile) -> u32| -> u32 {
            scenario.profiles.iter().zip(&group.pods).map(|(profile, n)| of(profile) * n).sum()
        };
        let (cpu, memory) = (asked(|profile| profile.cpu.0), asked(|profile| profile.memory.0));
        let is_large = |t: &&(String, bool, u64)| {
            let catalog = catalog();
            let t = catalog.instance_type(catalog.find(&t.0).expect("a type"));
            t.vcpu * 1_000 >= cpu && t.memory.0 >= memory
        };
        for t in offered.iter().filter(|t| t.2 < group.node_cost).filter(is_open).filter(is_large) {
            let other = with(fleet, |fleet| {
                let group = &mut fleet.groups[at];
                (group.instance_type, group.is_spot, group.node_cost) = t.clone();
            });
            if passes(&other) {
                found.push(format!("{} for {}", t.0, group.instance_type));
            }
        }
        if group.pods.iter().all(|n| *n == 0) && passes(&with(fleet, |fleet| fleet.groups[at].nodes -= 1)) {
            found.push(format!("{} is empty for nothing", group.instance_type));
        }
    }
    found
}

#[test]
fn no_group_of_nodes_can_be_had_for_less() {
    let (mut found, mut survive_node, mut spares) = (0, 0, 0);
    for seed in 0..40 {
        let mut random = Random::of(seed + 7_000);
        let (scenario, options) = (scenario(&mut random), options(&mut random));
        let Ok(fleet) = plan(&catalog(), &scenario, &options, 30_000) else { continue };
        assert_eq!(faults(&catalog(), &scenario, &options, &fleet), Vec::<String>::new(), "seed {seed}");
        assert_eq!(too_large(&scenario, &options, &fleet), Vec::<String>::new(), "seed {seed}: {options:?}");
        found += 1;
        survive_node += u32::from(options.survive == Survive::Node);
        spares += fleet.groups.iter().filter(|group| group.is_spare).count();
    }
    assert!(found > 25 && survive_node > 8 && spares > 8, "{found}, {survive_node} survive a node, {spares} spares");
}

/// The check above finds what it is for.
#[test]
fn a_type_that_is_too_large_is_found() {
    let scenario = from_query("v=2&pods=30&min_nodes=1").scenario;
    let options = Options::default();
    let fleet = plan(&catalog(), &scenario, &options, 30_000).expect("a fleet");
    assert_eq!(too_large(&scenario, &options, &fleet), Vec::<String>::new());
    let large = offered(&scenario).into_iter().find(|t| t.0 == "m5.24xlarge" && !t.1).expect("a type");
    let larger = with(&fleet, |fleet| {
        let group = &mut fleet.groups[0];
        (group.instance_type, group.is_spot, group.node_cost) = large;
    });
    assert!(faults(&catalog(), &scenario, &options, &larger).is_empty());
    assert!(!too_large(&scenario, &options, &larger).is_empty());
}

/// The last zone has fewer pods than the first, whose types it was held to.
#[test]
fn a_zone_with_fewer_pods_has_smaller_nodes() {
    let query = "v=2&profile=web&pods=40&profile=db&pods=3&cpu_m=4000&mem_mib=30000&profile=job&pods=17&cpu_m=700\
                 &mem_mib=3000&zones=3&survive=zone&headroom=10";
    let scenario = from_query(query).scenario;
    let options = Options::of(&scenario);
    let fleet = plan(&catalog(), &scenario, &options, 20_000_000).expect("a fleet");
    assert_eq!(too_large(&scenario, &options, &fleet), Vec::<String>::new());
    // What it cost with an idle c6a.2xlarge in the third zone.
    assert!(fleet.cost.total < 2_600_000_000, "{}", fleet.headline());
}

/// Two nodes for one pod: the bound knows that the other one must hold it too.
#[test]
fn the_bound_knows_what_a_node_costs_that_takes_over() {
    for query in ["v=2&pods=1&cpu_m=3000&mem_mib=30000", "v=2&profile=db&pods=1&cpu_m=9000&profile=web&pods=1&zones=1"]
    {
        let scenario = from_query(&format!("{query}&survive=node&min_nodes=1")).scenario;
        let options = Options::of(&scenario);
        let fleet = plan(&catalog(), &scenario, &options, 200_000).expect("a fleet");
        assert_eq!(too_large(&scenario, &options, &fleet), Vec::<String>::new());
        assert!(fleet.is_proved(), "{query}: {}", fleet.headline());
    }
    // six nodes are asked for, of which any one may be lost: five hold the pods
    let scenario = from_query("v=2&pods=3&zones=2&survive=node&min_nodes=6").scenario;
    let fleet = plan(&catalog(), &scenario, &Options::of(&scenario), 200_000).expect("a fleet");
    assert!(fleet.nodes == 6 && fleet.derivation.total() == fleet.bound, "{}", fleet.headline());
}
