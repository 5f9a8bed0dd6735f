//! The networking modes side by side in us-east-1: S2's 400 pods on m5.large in each, and each mode's best.

use crate::{Asked, CATALOGS, light, us_east_1};
use NetworkMode::*;
use model::advice::knowledge::fact::Basis;
use model::modes::{ModeRow, Which, modes};
use model::node::limit::Limit;
use model::plan::best::best_by_mode;
use model::plan::eligibility::Reason;
use model::plan::{Candidate, plan};
use model::scenario::network_mode::{MODES, NetworkMode};
use model::scenario::owner::Owner;
use model::scenario::{Filters, PodProfile, Purchase, Scenario};
use model::sources::source;
use model::units::Mbps;

/// S2: 400 pods of 50m and 64 MiB beside two daemonsets with addresses and two without.
fn s2() -> Scenario {
    let asked = Asked { pods: 400, cpu: 50, memory: 64, ..light(SecondaryIp) };
    Scenario { chosen: Some("m5.large".into()), ..asked.scenario() }
}

fn row(rows: &[ModeRow], mode: NetworkMode) -> &ModeRow {
    rows.iter().find(|r| r.mode == mode).expect("every mode has a row")
}

/// Pods a node, nodes and dollars; addresses of the nodes' subnets, of the pods' subnets, and NAU, all nodes.
#[test]
fn s2_in_every_mode_on_m5_large() {
    let rows = modes(us_east_1(), &s2(), Which::Chosen);
    assert_eq!(rows.iter().map(|r| r.mode).collect::<Vec<_>>(), MODES.map(|m| m.mode));
    let check = |mode, pods: u32, binding, nodes: u32, monthly: &str, holds: [u64; 3]| {
        let f = row(&rows, mode).figures().expect("m5.large can");
        let c = &f.candidate;
        let got = (c.capacity.pods, c.capacity.binding(), c.fleet.nodes, c.fleet.monthly.cents());
        assert_eq!(got, (pods, binding, nodes, monthly.to_string()), "S2 {mode:?}");
        assert_eq!([f.fleet.node_subnets, f.fleet.pod_subnets, f.fleet.nau], holds, "S2 {mode:?}");
        assert_eq!((f.largest_flow, f.hardware_encryption), (Mbps(5_000), false), "S2 {mode:?}");
    };
    // 27 in use: 3 ENIs of 10 a node; 30 + 2 NAU
    check(SecondaryIp, 25, Limit::Addresses, 16, "$1,121.28", [480, 0, 512]);
    // 36 in use: 1 + 3 prefixes on one ENI: 65; 1 + 4 NAU
    check(PrefixDelegation, 34, Limit::Cpu, 12, "$840.96", [780, 0, 60]);
    // 18 - 2 = 16; 400/16 = 25 nodes of 70.08; 1 and 2*10; 21 + 2 NAU
    check(CustomNetworking, 16, Limit::Addresses, 25, "$1,752.00", [25, 500, 575]);
    // 1 and 65; 2 + 4 + 1 NAU
    check(CustomNetworkingPrefix, 34, Limit::Cpu, 12, "$840.96", [12, 780, 84]);
    check(Ipv6, 34, Limit::Cpu, 12, "$840.96", [12, 0, 36]);
    // no pod has a group of its own: 18 - 2, trunk and two ENIs: 21; 21 + 2 NAU
    check(SecurityGroups, 16, Limit::Addresses, 25, "$1,752.00", [525, 0, 575]);
    check(SecurityGroupsPrefix, 34, Limit::Cpu, 12, "$840.96", [792, 0, 84]);
    for overlay in [OverlayHostLocal, OverlayCalico, OverlayCilium] {
        check(overlay, 34, Limit::Cpu, 12, "$840.96", [12, 0, 12]);
    }
    check(CiliumEni, 25, Limit::Addresses, 16, "$1,121.28", [480, 0, 512]);
    // 36 + 8 ahead: 3 prefixes on one ENI: 49; 1 + 3 NAU
    check(CiliumEniPrefix, 34, Limit::Cpu, 12, "$840.96", [588, 0, 48]);
}

#[test]
fn s2_differs_from_the_scenarios_mode_by_so_much() {
    let rows = modes(us_east_1(), &s2(), Which::Chosen);
    let of = |mode| row(&rows, mode).figures().and_then(|f| f.difference).expect("both fit");
    let d = of(PrefixDelegation);
    // 34-25, 12-16, 840.96-1121.28, 780-480, 60-512
    assert_eq!((d.pods, d.nodes, d.monthly, d.addresses, d.nau), (9, -4, -280_320_000, 300, -452), "S2");
    assert_eq!(of(SecondaryIp), Default::default(), "S2: itself");
    assert!(rows.iter().all(|r| r.is_current == (r.mode == SecondaryIp)));
}

/// The short cuts on every region's real types: what a plan of each mode ranks first.
#[test]
fn the_best_of_each_mode_is_the_plans_first() {
    let small = PodProfile { cpu: model::units::MilliCpu(50), volumes: 1, ..PodProfile::default() };
    let own = PodProfile { own_security_group: true, pods: 2_000, ..PodProfile::default() };
    let scenarios = [
        Scenario::version_1(),
        Scenario { profiles: vec![small], filters: Filters::open(), ..Scenario::version_1() },
        Scenario { profiles: vec![own], purchase: Purchase::Spot, ..Scenario::version_1() },
    ];
    let mut found = 0;
    for (catalog, s) in CATALOGS.iter().flat_map(|c| scenarios.iter().map(move |s| (c, s))) {
        for (facts, best) in MODES.iter().zip(best_by_mode(catalog, s)) {
            let planned = plan(catalog, &Scenario { mode: facts.mode, ..s.clone() });
            assert_eq!(best, planned.best().and_then(Candidate::today), "{} {}", catalog.region.code, facts.code);
            found += usize::from(best.is_some());
        }
    }
    // 34 regions, 12 modes, three scenarios; two regions have no spot figures.
    assert_eq!(found, 34 * 12 * 3 - 2 * 12);
}

#[test]
fn each_mode_shows_its_own_best_unless_a_type_is_asked_for() {
    let s = Scenario { chosen: None, ..s2() };
    let best = modes(us_east_1(), &s, Which::Best);
    for (row, found) in best.iter().zip(best_by_mode(us_east_1(), &s)) {
        assert_eq!(row.figures().map(|f| f.candidate), found);
    }
    let first = best_by_mode(us_east_1(), &s)[0].expect("something fits").index;
    let same = modes(us_east_1(), &s, Which::Chosen);
    let types: Vec<_> = same.iter().filter_map(|r| r.figures()).map(|f| f.candidate.index).collect();
    assert_eq!(types, vec![first; 10], "none chosen: the best of the scenario's mode in all");
    // It is a T type, now that A1 is known not to boot AL2023, and T types have no trunk.
    let without: Vec<_> = same.iter().filter_map(|r| Some((r.mode, r.outcome.err()?))).collect();
    assert_eq!(without, [(SecurityGroups, Reason::NoTrunk), (SecurityGroupsPrefix, Reason::NoTrunk)]);
}

#[test]
fn a_mode_without_figures_says_why() {
    let s = s2();
    let auto = Scenario { node: model::scenario::NodeSettings { owner: Owner::AutoMode, ..s.node }, ..s.clone() };
    for which in [Which::Best, Which::Chosen] {
        let reasons: Vec<_> =
            modes(us_east_1(), &auto, which).iter().filter_map(|r| r.outcome.err().map(|why| (r.mode, why))).collect();
        assert_eq!(reasons.len(), 5, "seven of the twelve are on Auto Mode");
        assert!(reasons.iter().all(|(_, why)| *why == Reason::NotOnAutoMode), "{reasons:?}");
    }
    // t2 is Xen: no IPv6, no trunk; prefixes fall back to secondary addresses
    let t2 = Scenario { chosen: Some("t2.large".into()), filters: Filters::open(), ..s.clone() };
    let rows = modes(us_east_1(), &t2, Which::Chosen);
    for mode in [Ipv6, SecurityGroups, SecurityGroupsPrefix] {
        assert_eq!(row(&rows, mode).outcome.err(), Some(Reason::NeedsNitro), "{mode:?}");
    }
    let pods = |mode| row(&rows, mode).figures().map(|f| f.candidate.capacity.pods);
    assert_eq!(pods(PrefixDelegation), pods(SecondaryIp));
    // a pod larger than any node
    let mut huge = s;
    huge.profiles[0].cpu = model::units::MilliCpu(4_000_000);
    let rows = modes(us_east_1(), &huge, Which::Best);
    assert!(rows.iter().all(|r| r.outcome.err() == Some(Reason::NoRoom(Limit::Cpu))), "{rows:?}");
}

/// The text columns, and that every word of it has a source.
#[test]
fn every_mode_says_what_it_encrypts_and_who_supports_it() {
    let rows = modes(us_east_1(), &s2(), Which::Chosen);
    let encrypts: Vec<bool> = rows.iter().map(|r| r.software_encryption().is_some()).collect();
    // The VPC CNI brings none; flannel, Calico and Cilium do.
    assert_eq!(encrypts, [[false; 7].as_slice(), &[true; 5]].concat());
    for r in &rows {
        for fact in [r.policy(), r.support()].into_iter().flatten().chain(r.software_encryption()) {
            assert!(fact.basis.sources().iter().all(|id| source(id).is_some()), "{fact:?}");
            assert!(!matches!(fact.basis, Basis::Cited([])), "{fact:?}");
        }
        assert!(r.policy().is_some() && r.support().is_some(), "{:?}", r.mode);
    }
    let m6i = Scenario { chosen: Some("m6i.large".into()), ..s2() };
    let rows = modes(us_east_1(), &m6i, Which::Chosen);
    assert!(rows.iter().all(|r| r.figures().is_some_and(|f| f.hardware_encryption)), "m6i encrypts in hardware");
}
