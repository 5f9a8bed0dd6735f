//! Every region in every mode on every owner's nodes and every OS: what must be true of any plan, worked out here anew.

use crate::CATALOGS;
use model::catalog::instance_type::{Arch, Hypervisor, InstanceType};
use model::catalog::{Catalog, TypeRef};
use model::plan::{Candidate, Plan, plan};
use model::scenario::network_mode::{MODES, NetworkMode};
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::{DaemonSetNetwork, Filters, MemoryFrom, NodeSettings, Scenario};

const OWNERS: [Owner; 4] = [Owner::ManagedNodeGroup, Owner::SelfManaged, Owner::Karpenter, Owner::AutoMode];
/// Auto Mode brings its own, whichever is asked for.
const SYSTEMS: [Os; 2] = [Os::Al2023, Os::Bottlerocket];

/// What a node leaves to pods, worked out here from the type alone: CPU in millicores and MiB.
fn room(t: &InstanceType, node: &NodeSettings, max_pods: u32) -> (u32, u32) {
    // 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth, 0.25 % of the others
    let bands = [(0, 1, 60_000), (1, 2, 10_000), (2, 4, 5_000), (4, u32::MAX, 2_500)];
    let reserved: u32 = bands.iter().map(|(from, to, each)| (t.vcpu.min(*to) - t.vcpu.min(*from)) * each / 1_000).sum();
    let counted = match (node.owner, node.chosen_os) {
        (Owner::AutoMode, _) | (_, Os::Bottlerocket) => max_pods,
        _ => t.enis_max_pods.unwrap_or(t.enis) * (t.ipv4_per_eni - 1) + 2,
    };
    let before = t.memory.0 - if t.arch == Arch::Arm64 { 64 } else { 0 };
    let guessed = before - (u64::from(before) * 3).div_ceil(40) as u32; // 7.5 %
    let reported = match (node.memory_from, t.seen) {
        // an older kernel's figure, of a type on which AL2023 sees 96 MiB more
        (MemoryFrom::Measured, Some(seen)) if seen.older_kernel && node.os() == Os::Al2023 => seen.mib.0 + 96 - 9,
        (MemoryFrom::Measured, Some(seen)) => seen.mib.0 - 9,
        _ => guessed,
    };
    let kept = 255 + 11 * counted + 100;
    (t.vcpu * 1_000 - reserved, reported.saturating_sub(kept))
}

/// What the default daemonsets take, summed up from the scenario: CPU, memory, pods, pods with addresses.
fn daemonsets(scenario: &Scenario) -> (u32, u32, u32, u32) {
    let mut sum = (0, 0, 0, 0);
    for d in &scenario.daemonsets {
        if scenario.node.owner == Owner::AutoMode && d.aws_networking {
            continue; // outside Kubernetes there
        }
        let addresses = u32::from(d.network == DaemonSetNetwork::Pod);
        sum = (sum.0 + d.cpu.0, sum.1 + d.memory.0, sum.2 + 1, sum.3 + addresses);
    }
    sum
}

/// Holds a plan against what must be true of any.
fn examine(catalog: &Catalog, scenario: &Scenario, found: &Plan) {
    let place = || format!("{} {:?} {}", catalog.region.code, scenario.mode, scenario.node.owner_and_os());
    let seen = found.candidates.iter().map(|c| c.index).chain(found.rejected.iter().map(|r| r.index));
    let mut seen: Vec<TypeRef> = seen.collect();
    seen.sort_unstable();
    let all: Vec<TypeRef> = catalog.indices().map(TypeRef::Today).collect();
    assert_eq!(seen, all, "{}: a type is missing or listed twice", place());

    let pod = &scenario.profiles[0];
    let (ds_cpu, ds_memory, ds_pods, ds_addresses) = daemonsets(scenario);
    let best = found.best().map(|c| c.fleet.monthly);
    for c in found.candidates.iter().filter_map(Candidate::today) {
        let (t, offer) = (catalog.instance_type(c.index), catalog.offer(c.index));
        let place = || format!("{} {}", place(), t.name);
        let pods = c.capacity.pods;
        let (cpu, memory) = room(t, &scenario.node, c.capacity.max_pods);
        let asked_cpu = pods * pod.cpu.0 + ds_cpu;
        let asked_memory = pods * pod.memory.0 + ds_memory;
        assert!(pods > 0 && asked_cpu <= cpu, "{}: {pods} pods ask for {asked_cpu}m of {cpu}m", place());
        assert!(asked_memory <= memory, "{}: {pods} pods ask for {asked_memory} of {memory} MiB", place());
        assert!(pods + ds_pods <= c.capacity.max_pods, "{}: {pods} pods", place());
        let on_branch = matches!(scenario.mode, NetworkMode::SecurityGroups | NetworkMode::SecurityGroupsPrefix);
        if let (Some(addresses), false) = (c.capacity.addresses, on_branch) {
            assert!(pods + ds_addresses <= addresses, "{}: {pods} pods on {addresses} addresses", place());
        }
        let hourly = offer.on_demand.as_ref().map_or(0, |price| price.hourly.0);
        let series: String = t.name.chars().take_while(char::is_ascii_alphabetic).collect();
        let share = match (t.accelerator.is_some(), series.as_str()) {
            (true, "g" | "gr") => 780,
            (true, "p" | "trn") => 480,
            _ => 1_200,
        };
        let fee = if scenario.node.owner == Owner::AutoMode { (hourly * share + 5_000) / 10_000 } else { 0 };
        let nodes = (pod.pods.div_ceil(pods)).max(2);
        let monthly = u64::from(nodes) * (hourly + fee) * 730;
        assert!(hourly > 0, "{}: no price", place());
        assert_eq!((c.fleet.nodes, c.fleet.monthly.0), (nodes, monthly), "{}", place());
        assert!(best <= Some(c.fleet.monthly), "{}: cheaper than the best", place());
        assert!(t.hypervisor != Hypervisor::Xen || scenario.filters.xen, "{}: filtered out", place());
    }
}

/// Every mode, owner and OS in these regions; how many candidates were looked at.
fn sweep(catalogs: &[Catalog], filters: &Filters) -> usize {
    let mut candidates = 0;
    for catalog in catalogs {
        let nodes = || OWNERS.into_iter().flat_map(|owner| SYSTEMS.map(|os| (owner, os)));
        for (row, (owner, chosen_os)) in MODES.iter().flat_map(|row| nodes().map(move |nodes| (row, nodes))) {
            let node = NodeSettings { owner, chosen_os, ..NodeSettings::default() };
            let region = catalog.region.code.clone();
            let scenario = Scenario { mode: row.mode, node, region, filters: filters.clone(), ..Scenario::version_1() };
            let found = plan(catalog, &scenario);
            examine(catalog, &scenario, &found);
            let is_possible = row.on_auto_mode() || owner != Owner::AutoMode;
            assert_eq!(found.best().is_some(), is_possible, "{} {} {owner:?}", catalog.region.code, row.code);
            candidates += found.candidates.len();
        }
    }
    candidates
}

/// Half of the regions on a thread of their own.
fn sweep_all(filters: &Filters) {
    let (one, other) = CATALOGS.split_at(CATALOGS.len() / 2);
    std::thread::scope(|scope| {
        let one = scope.spawn(|| sweep(one, filters));
        assert!(sweep(other, filters) > 0);
        assert!(one.join().expect("the first half") > 0);
    });
}

#[test]
fn plans_fit_in_every_region_mode_owner_and_os() {
    sweep_all(&Filters::default());
}

#[test]
fn plans_fit_in_every_region_mode_owner_and_os_with_every_type_let_in() {
    sweep_all(&Filters::open());
}
