//! Several profiles on nodes of one type: packed as a naive packer does it pod by pod, held against every limit by
//! the checker, and never fewer nodes than the bound allows.

mod generate;
mod oracle;
#[path = "../src/testing.rs"]
mod testing;

use generate::catalogs::catalog;
use generate::config;
use generate::scenarios::Spread::Plausible;
use generate::scenarios::{of_one_profile, scenario};
use model::catalog::Catalog;
use model::catalog::instance_type::InstanceType;
use model::node::capacity::capacity;
use model::node::limit::Limit;
use model::node::supply::Supply;
use model::node::workload::Workload;
use model::plan::best::{best_by_mode, best_in};
use model::plan::node_count::NodeCount;
use model::plan::packing::{Fault, Packer, Packing, check, least_nodes, packing};
use model::plan::{Candidate, plan};
use model::scenario::fleet::{FleetSettings, Survive};
use model::scenario::network_mode::MODES;
use model::scenario::{DaemonSet, Era, PodProfile, ProfileArch, Scenario};
use model::units::{Mib, MilliCpu};
use oracle::node::{Node, NodeFigures};
use proptest::prelude::*;

/// Small enough to place pod by pod.
fn small() -> impl Strategy<Value = Scenario> {
    (scenario(Era::Today, Plausible), prop::collection::vec(1..=30_u32, 3)).prop_map(|(mut s, pods)| {
        for (profile, pods) in s.profiles.iter_mut().zip(pods) {
            profile.pods = pods;
        }
        s
    })
}

/// The largest share of the workload that one pod of a profile takes, exactly.
fn size(s: &Scenario, p: &PodProfile) -> f64 {
    let branch = |p: &PodProfile| oracle::node::has_branch_enis(s.mode) && p.own_security_group;
    let amounts = |p: &PodProfile| -> [u32; 10] {
        let on_branch = u32::from(branch(p));
        let requests = [p.cpu.0, p.memory.0, p.ephemeral.0, p.bandwidth.0, p.volumes, p.gpus, p.neuron];
        let [cpu, memory, disk, mbps, volumes, gpus, neuron] = requests;
        [1, on_branch, 1 - on_branch, cpu, memory, disk, mbps, volumes, gpus, neuron]
    };
    let total = |at: usize| -> f64 { s.profiles.iter().map(|p| f64::from(amounts(p)[at]) * f64::from(p.pods)).sum() };
    (0..10).map(|at| f64::from(amounts(p)[at]) / total(at).max(1.0)).fold(0.0, f64::max)
}

/// Profiles, the largest first; `None` where two sizes are too close to tell which comes first.
fn largest_first(s: &Scenario) -> Option<Vec<&PodProfile>> {
    let mut order: Vec<&PodProfile> = s.profiles.iter().collect();
    order.sort_by(|a, b| size(s, b).total_cmp(&size(s, a)));
    for pair in order.windows(2) {
        let (a, b) = (size(s, pair[0]), size(s, pair[1]));
        if a != b && (a - b).abs() < 1e-8 {
            return None;
        }
    }
    Some(order)
}

/// First-fit decreasing, one pod at a time, on the oracle's nodes. `None` where a pod fits on no empty node.
fn first_fit(order: &[&PodProfile], t: &InstanceType, s: &Scenario) -> Option<usize> {
    let figures = NodeFigures::of(t, s);
    if !daemonsets_fit(s, &figures) {
        return None;
    }
    let mut nodes: Vec<(Node, &str)> = Vec::new();
    for profile in order {
        for _ in 0..profile.pods {
            let with = |node: &Node| {
                let mut node = node.clone();
                node.turn_to(s, profile);
                node.place_pod();
                node.broken(&figures).is_empty().then_some(node)
            };
            // a taint keeps pods away that do not tolerate it, and these go nowhere else
            let mut own = nodes.iter().enumerate().filter(|(_, (_, taints))| *taints == profile.taints);
            match own.find_map(|(at, (node, _))| Some((at, with(node)?))) {
                Some((at, node)) => nodes[at].0 = node,
                None => match with(&Node::with_daemonsets(s)) {
                    Some(node) => nodes.push((node, &profile.taints)),
                    None => return None,
                },
            }
        }
    }
    Some(nodes.len())
}

/// Whether so many of the oracle's nodes hold all pods, dealt out one after the other, the next pod to the next node.
fn dealt_out(order: &[&PodProfile], t: &InstanceType, s: &Scenario, nodes: usize) -> bool {
    let figures = NodeFigures::of(t, s);
    let mut nodes = vec![Node::with_daemonsets(s); nodes];
    let mut next = 0;
    for profile in order {
        for _ in 0..profile.pods {
            let at = next % nodes.len();
            nodes[at].turn_to(s, profile);
            nodes[at].place_pod();
            next += 1;
        }
    }
    nodes.iter().all(|node| node.broken(&figures).is_empty())
}

/// Whether a node of the oracle holds the rounded up share of every profile.
fn holds_every_share(order: &[&PodProfile], t: &InstanceType, s: &Scenario, nodes: usize) -> bool {
    let mut node = Node::with_daemonsets(s);
    for profile in order {
        node.turn_to(s, profile);
        (0..profile.pods.div_ceil(nodes as u32)).for_each(|_| node.place_pod());
    }
    node.broken(&NodeFigures::of(t, s)).is_empty()
}

fn daemonsets_fit(s: &Scenario, figures: &NodeFigures) -> bool {
    Node::with_daemonsets(s).broken(figures).is_empty()
}

fn shifted(packing: &Packing, profile: usize) -> Packing {
    let mut fuller = packing.clone();
    fuller.groups[0].pods[profile] += 1;
    fuller
}

proptest! {
    #![proptest_config(config(800))]

    /// First fit, pod by pod, or fewer nodes where the pods dealt out one by one fit on those; and never more than where every
    /// node has room for its rounded up share.
    #[test]
    fn packs_as_pod_by_pod(catalog in catalog(), s in small()) {
        let fleet = FleetSettings { zones: 1, survive: Survive::Nothing, ..s.fleet };
        let mut s = Scenario { fleet, ..s };
        s.profiles.iter_mut().for_each(|profile| profile.taints.clear());
        let Some(order) = largest_first(&s) else { return Ok(()) };
        let workload = Workload::of(&s);
        let mut packer = Packer::of(&workload);
        for t in catalog.types.iter() {
            let nodes = packer.nodes(t) as usize;
            let Some(first_fit) = first_fit(&order, t, &s) else {
                prop_assert_eq!(nodes, 0, "{:?}", t);
                continue;
            };
            prop_assert!(nodes == first_fit || nodes < first_fit && dealt_out(&order, t, &s, nodes), "{} {:?}", nodes, t);
            prop_assert!(nodes == 1 || s.profiles.len() == 1 || !dealt_out(&order, t, &s, nodes - 1), "{} {:?}", nodes, t);
            let enough = (1..nodes).find(|nodes| holds_every_share(&order, t, &s, *nodes));
            prop_assert_eq!(enough, None, "{} {:?}", nodes, t);
        }
    }

    /// A pool's pods are packed as if the others were not there.
    #[test]
    fn pools_are_packed_by_themselves(catalog in catalog(), s in small()) {
        let s = Scenario { fleet: FleetSettings { zones: 1, survive: Survive::Nothing, ..s.fleet }, ..s };
        let parts: Vec<Scenario> = s.pools().into_iter().map(|pool| {
            let own = s.profiles.iter().filter(|profile| profile.taints == pool).cloned().collect();
            Scenario { profiles: own, ..s.clone() }
        }).collect();
        for t in catalog.types.iter() {
            let by_pool: Vec<u32> = parts.iter().map(|part| packing(t, &Workload::of(part)).nodes()).collect();
            let expected = if by_pool.contains(&0) { 0 } else { by_pool.iter().sum() };
            prop_assert_eq!(packing(t, &Workload::of(&s)).nodes(), expected, "{:?}", t);
        }
    }

    /// Every packing passes the checker, counts what the ranking counted and is no better than the bound.
    #[test]
    fn a_packing_breaks_no_limit(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let workload = Workload::of(&s);
        for c in plan(&catalog, &s).candidates.iter().filter_map(Candidate::today) {
            let t = catalog.instance_type(c.index);
            let packed = packing(t, &workload);
            prop_assert_eq!(check(t, &workload, &packed), vec![], "{:?}", t);
            prop_assert_eq!(NodeCount::of(&s).with(packed.nodes()), c.fleet.nodes, "{:?}", t);
            prop_assert!(least_nodes(&workload, &Supply::of(t, &workload)) <= packed.nodes(), "{:?}", t);
            let one_more = check(t, &workload, &shifted(&packed, 0));
            prop_assert!(one_more.iter().any(|f| matches!(f, Fault::Pods { profile: 0, .. })), "{:?}", one_more);
        }
    }

    /// The steps say of every number of addresses what the node itself says.
    #[test]
    fn volume_steps_are_the_volumes_of_every_number_of_addresses(
        catalog in catalog(), s in scenario(Era::Today, Plausible), most in 0..=300_u32
    ) {
        let workload = Workload::of(&s).sized(&catalog);
        for t in catalog.types.iter() {
            let supply = Supply::of(t, &workload);
            let steps = supply.volume_steps(&workload, most);
            let step = |addresses: u32| steps.iter().find(|(up_to, _)| addresses <= *up_to).map(|(_, volumes)| *volumes);
            for addresses in 0..=most {
                prop_assert_eq!(step(addresses), Some(supply.volumes(&workload, addresses, 0)), "{:?}", t);
            }
        }
    }

    /// A profile written twice is the same pods: nodes and every limit stay.
    #[test]
    fn splitting_a_profile_changes_nothing(
        catalog in catalog(), s in of_one_profile(Era::Today, Plausible), first in 1..=100_u32
    ) {
        // each half would have a limit of its own
        let pod = PodProfile { most_per_node: None, ..s.profiles[0].clone() };
        prop_assume!(first < pod.pods && s.fleet.survive != Survive::Zone);
        let halves = vec![PodProfile { pods: first, ..pod.clone() }, PodProfile { pods: pod.pods - first, ..pod.clone() }];
        let whole = Scenario { profiles: vec![pod.clone()], ..s.clone() };
        let split = Scenario { profiles: halves, ..s };
        prop_assert_eq!(plan(&catalog, &whole), plan(&catalog, &split));
    }

    /// The best of a mode is the first of its plan, for several profiles too.
    #[test]
    fn the_best_of_each_mode_is_the_first_of_its_plan(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let best = best_by_mode(&catalog, &s);
        for (facts, best) in MODES.iter().zip(best) {
            let planned = plan(&catalog, &Scenario { mode: facts.mode, ..s.clone() });
            prop_assert_eq!(best, planned.best().and_then(Candidate::today), "{:?}", facts.mode);
            prop_assert_eq!(best, best_in(&catalog, &s, facts.mode));
        }
    }
}

/// Two pods of 1,500m and four of 200m on m5.large (1,730m after 200m of daemonsets): a large and a small one share a
/// node, the other two small ones take a third.
#[test]
fn small_pods_fill_up_what_large_ones_leave() {
    let t = testing::instance_type("m5.large", 2, 8_192, 3, 10);
    let pods = |name: &str, pods, cpu| PodProfile {
        name: name.into(),
        pods,
        cpu: MilliCpu(cpu),
        memory: Mib(0),
        ..PodProfile::default()
    };
    let s = Scenario {
        profiles: vec![pods("small", 4, 200), pods("large", 2, 1_500)],
        daemonsets: DaemonSet::defaults(),
        ..Scenario::default()
    };
    let workload = Workload::of(&s);
    let packed = packing(&t, &workload);
    let groups: Vec<_> = packed.groups.iter().map(|g| (g.nodes, g.pods.as_slice())).collect();
    assert_eq!(groups, [(2, [1, 1].as_slice()), (1, [2, 0].as_slice())]);
    assert_eq!(check(&t, &workload, &packed), []);
    // 3,800m in all on nodes of 1,730m.
    assert_eq!(least_nodes(&workload, &Supply::of(&t, &workload)), 3);
    // On average a pod asks for 633m: floor(1730 * 6 / 3800) = 2.
    assert_eq!(capacity(&t, &workload).by_limit.get(Limit::Cpu), Some(2));
    assert_eq!(Packer::of(&workload).nodes_without(&t, &[Limit::Cpu]), 1);
}

/// 42,000m in all on nodes of 15,690m less daemonsets are 3 nodes, each with 14,000m and 40,576 MiB. First fit gives memory
/// away to 9 of the large ones on the first node, which has CPU left, and takes a fourth.
#[test]
fn pods_that_need_each_other_are_spread_evenly() {
    let t = testing::instance_type("m5a.4xlarge", 16, 65_536, 8, 30);
    let of = |pods, cpu, memory| PodProfile { pods, cpu: MilliCpu(cpu), memory: Mib(memory), ..PodProfile::default() };
    let profiles = vec![of(120, 300, 400), of(12, 500, 6_144)];
    let s = Scenario { profiles, daemonsets: DaemonSet::defaults(), ..Scenario::default() };
    let workload = Workload::of(&s);
    let packed = packing(&t, &workload);
    let groups: Vec<_> = packed.groups.iter().map(|g| (g.nodes, g.pods.as_slice())).collect();
    assert_eq!(groups, [(3, [40, 4].as_slice())]);
    assert_eq!(check(&t, &workload, &packed), []);
    let order: Vec<&PodProfile> = largest_first(&s).expect("one is larger");
    assert_eq!(first_fit(&order, &t, &s), Some(4));
    assert_eq!(least_nodes(&workload, &Supply::of(&t, &workload)), 3);
}

/// Replicas kept apart: 7 pods of at most 2 a node take four nodes with room for 6 of them each, and the pods of another
/// profile fill what they leave.
#[test]
fn no_node_holds_more_of_a_profile_than_it_allows() {
    let t = testing::instance_type("m5.large", 2, 8_192, 3, 10);
    let apart = PodProfile { name: "db".into(), pods: 7, most_per_node: Some(2), ..PodProfile::default() };
    let s = Scenario { profiles: vec![apart.clone()], ..Scenario::default() };
    let workload = Workload::of(&s);
    let held = capacity(&t, &workload);
    assert_eq!((held.pods, held.binding(), held.by_limit.next()), (2, Limit::MostPerNode, Some((Limit::Cpu, 6))));
    assert_eq!(Packer::of(&workload).nodes(&t), 4);
    assert_eq!(least_nodes(&workload, &Supply::of(&t, &workload)), 4);
    assert_eq!(Packer::of(&workload).nodes_without(&t, &[Limit::MostPerNode]), 2);

    let s = Scenario { profiles: vec![apart, PodProfile { pods: 21, ..PodProfile::default() }], ..Scenario::default() };
    let workload = Workload::of(&s);
    let packed = packing(&t, &workload);
    // on average 2 * 28 / 7 pods, and CPU for 6
    assert_eq!(capacity(&t, &workload).by_limit.get(Limit::MostPerNode), Some(8));
    assert_eq!((packed.nodes(), check(&t, &workload, &packed)), (5, vec![]));
    assert!(packed.groups.iter().all(|g| g.pods[0] <= 2), "{packed:?}");
    let mut crowded = packed.clone();
    (crowded.groups[0].pods[0], crowded.groups[0].pods[1]) = (3, 0);
    let is_found = |f: &Fault| matches!(f, Fault::Over { limit: Limit::MostPerNode, have: 2, taken: 3, .. });
    assert!(check(&t, &workload, &crowded).iter().any(is_found));
}

/// The pods of [`small_pods_fill_up_what_large_ones_leave`], the small ones on tainted nodes: no node holds both, so the two
/// large ones take two nodes and the four small ones one. Where a node may be lost, each pool has a spare of its own.
#[test]
fn a_node_pool_has_nodes_and_a_spare_of_its_own() {
    let t = testing::instance_type("m5.large", 2, 8_192, 3, 10);
    let of = |pods, cpu, taints: &str| PodProfile {
        pods,
        cpu: MilliCpu(cpu),
        memory: Mib(0),
        taints: taints.into(),
        ..PodProfile::default()
    };
    let profiles = vec![of(4, 200, "batch:NoSchedule"), of(2, 1_500, "")];
    let s = Scenario { profiles, daemonsets: DaemonSet::defaults(), ..Scenario::default() };
    let workload = Workload::of(&s);
    let packed = packing(&t, &workload);
    let groups: Vec<_> = packed.groups.iter().map(|g| (g.nodes, g.pods.as_slice())).collect();
    assert_eq!(groups, [(1, [4, 0].as_slice()), (2, [0, 1].as_slice())]);
    assert_eq!(check(&t, &workload, &packed), []);
    let mut mixed = packed.clone();
    (mixed.groups[1].nodes, mixed.groups[0].pods) = (1, vec![4, 1]);
    assert_eq!(check(&t, &workload, &mixed).first(), Some(&Fault::Mixed { group: 0 }));
    let nodes = |survive, zones| {
        let fleet = FleetSettings { survive, zones, ..FleetSettings::default() };
        let s = Scenario { fleet, min_nodes: 1, ..s.clone() };
        plan(&model_catalog(), &s).candidates.first().map(|c| c.fleet.nodes)
    };
    assert_eq!(nodes(Survive::Nothing, 1), Some(3));
    assert_eq!(nodes(Survive::Node, 1), Some(5));
    // 2 and 2 small ones take a node in each zone, 1 and 1 large ones as well
    assert_eq!(nodes(Survive::Nothing, 2), Some(4));
}

/// A workload that names an architecture has let it in, whatever the filter says; two that need different ones fit on no
/// type together, and the reason names the one that lacks images.
#[test]
fn a_type_must_suit_the_architecture_of_every_profile() {
    use model::catalog::instance_type::Arch;
    use model::plan::eligibility::{Reason, reason_in_fleet, reason_in_mode};
    let catalog = model_catalog();
    let intel = testing::instance_type("m5.large", 2, 8_192, 3, 10);
    let mut graviton = testing::instance_type("m7g.large", 2, 8_192, 3, 10);
    graviton.arch = Arch::Arm64;
    let of = |arches: &[ProfileArch]| {
        let named = |(at, arch): (usize, &ProfileArch)| PodProfile {
            name: format!("w{at}"),
            arch: *arch,
            ..PodProfile::default()
        };
        Scenario { profiles: arches.iter().enumerate().map(named).collect(), ..Scenario::default() }
    };
    let why = |t: &InstanceType, s: &Scenario| reason_in_mode(t, &catalog.offers[0], s, s.mode);
    use ProfileArch::{Amd64, Any, Arm64};
    assert_eq!((why(&intel, &of(&[Any])), why(&graviton, &of(&[Any]))), (None, Some(Reason::Arch)));
    let arm = of(&[Arm64]);
    assert_eq!((why(&intel, &arm), why(&graviton, &arm)), (Some(Reason::WorkloadArch(Arch::X86_64)), None));
    let both = of(&[Amd64, Arm64]);
    let said = |t| why(t, &both).map(|reason| reason.in_scenario(&both).into_owned());
    assert_eq!(said(&intel).as_deref(), Some("\u{201c}w1\u{201d} has no images for amd64"));
    assert_eq!(said(&graviton).as_deref(), Some("\u{201c}w0\u{201d} has no images for arm64"));
    for t in [&intel, &graviton] {
        assert_eq!(reason_in_fleet(t, &catalog.offers[0], &both, both.mode), None, "{}", t.name);
    }
    assert_eq!(reason_in_fleet(&graviton, &catalog.offers[0], &of(&[Any]), both.mode), Some(Reason::Arch));
}

/// One pod a GPU: four of them take four one-GPU nodes, and a type without GPUs takes none.
#[test]
fn a_gpu_is_never_shared() {
    use model::catalog::instance_type::Accelerator;
    let mut g5 = testing::instance_type("g5.xlarge", 4, 16_384, 4, 15);
    (g5.accelerator, g5.gpu_count) = (Some(Accelerator::Gpu), 1);
    let pod = PodProfile { pods: 4, gpus: 1, ..PodProfile::default() };
    let s = Scenario { profiles: vec![pod], ..Scenario::default() };
    let workload = Workload::of(&s);
    assert_eq!(capacity(&g5, &workload).pods, 1);
    assert_eq!(Packer::of(&workload).nodes(&g5), 4);
    assert_eq!(capacity(&testing::instance_type("m5.large", 2, 8_192, 3, 10), &workload).pods, 0);
}

/// inf2.24xlarge has six Inferentia2 devices: two pods of three take one node, and three of them two.
#[test]
fn a_neuron_device_is_never_shared() {
    use model::catalog::instance_type::Accelerator;
    let mut inf2 = testing::instance_type("inf2.24xlarge", 96, 393_216, 15, 50);
    (inf2.accelerator, inf2.gpu_count) = (Some(Accelerator::Neuron), 6);
    let pod = PodProfile { pods: 3, neuron: 3, ..PodProfile::default() };
    let s = Scenario { profiles: vec![pod.clone()], ..Scenario::default() };
    let workload = Workload::of(&s);
    assert_eq!(capacity(&inf2, &workload).pods, 2);
    assert_eq!(capacity(&inf2, &workload).binding(), Limit::Neuron);
    assert_eq!(Packer::of(&workload).nodes(&inf2), 2);
    let of_gpus = Scenario { profiles: vec![PodProfile { gpus: 1, neuron: 0, ..pod }], ..Scenario::default() };
    assert_eq!(capacity(&inf2, &Workload::of(&of_gpus)).pods, 0, "no GPU");
    assert_eq!(capacity(&testing::instance_type("m5.large", 2, 8_192, 3, 10), &workload).pods, 0);
}

/// No profile is left out of the plan.
#[test]
fn every_profile_counts() {
    let catalog: Catalog = model_catalog();
    let one = Scenario::default();
    let two = Scenario { profiles: vec![PodProfile::default(), PodProfile::default()], ..Scenario::default() };
    let nodes = |s: &Scenario| plan(&catalog, s).candidates.first().map(|c| c.fleet.nodes);
    // 6 a node: 100 pods take 17 nodes, 200 take 34.
    assert_eq!((nodes(&one), nodes(&two)), (Some(17), Some(34)));
}

fn model_catalog() -> Catalog {
    use model::catalog::{Offer, OnDemand, PriceKind, Region};
    use model::units::MicroUsd;
    let on_demand = Some(OnDemand { hourly: MicroUsd(96_000), kind: PriceKind::Published, as_of: None });
    Catalog {
        version: "2026-01-01.1".into(),
        region: Region {
            code: "us-east-1".into(),
            location: "US East (N. Virginia)".into(),
            on_demand_as_of: "2026-01-01".into(),
            availability_known: true,
        },
        spot_as_of: "2025-06-01".into(),
        reserved_as_of: None,
        auto_mode_as_of: None,
        types: vec![testing::instance_type("m5.large", 2, 8_192, 3, 10)].into(),
        offers: vec![Offer { offered: true, on_demand, spot_savings: None, reserved: None, auto_mode: None }],
        history: Vec::new().into(),
    }
}
