//! Golden rows over the carried catalogue: which subnet runs out first, what the tuner recommends, what remedies bring.

use addresses::described::from_json;
use addresses::lasts::{MadeOf, lasts};
use addresses::mix::Mix;
use addresses::placed::Placed;
use addresses::remedies::{candidate_in, remedies};
use addresses::standing::Standing;
use addresses::subnets::{Role, Subnets};
use addresses::targets::Targets;
use addresses::tuner::{Needs, tune};
use catalog_files::{Files, parse};
use model::catalog::Catalog;
use model::node::warm_pool::Held;
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::own_nodes::OfType;
use model::scenario::owner::Owner;
use model::scenario::{DaemonSet, DaemonSetNetwork, PodProfile, Scenario, Subnet, WarmTargets};
use model::units::{Mib, MilliCpu};
use serde_json::json;
use std::sync::OnceLock;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let read = || {
        let figures = parse(&Files::embedded()).expect("the carried files are right");
        figures.catalogs().into_iter().find(|c| c.region.code == "us-east-1").expect("us-east-1")
    };
    CATALOG.get_or_init(read)
}

/// So many pods of so many millicores on a type, in subnets with so many addresses free.
fn scenario(type_name: &str, (pods, cpu): (u32, u32), free: &[u32]) -> Scenario {
    let mut scenario = Scenario { chosen: Some(type_name.into()), ..Scenario::version_1() };
    scenario.profiles = vec![PodProfile { pods, cpu: MilliCpu(cpu), memory: Mib(64), ..PodProfile::default() }];
    let subnet = |(i, free): (usize, &u32)| Subnet { zone: format!("zone-{i}"), free_addresses: Some(*free) };
    scenario.subnets = free.iter().enumerate().map(subnet).collect();
    scenario
}

fn mix(scenario: &Scenario, mode: NetworkMode) -> Mix<'static> {
    let candidate = candidate_in(catalog(), scenario, mode).expect("the type carries the pods");
    Mix::of(catalog(), scenario, mode, &candidate)
}

/// S3: 1,200 pods, 20 of them on each of 60 m5.xlarge, in three empty /24.
fn s3() -> Scenario {
    scenario("m5.xlarge", (1_200, 186), &[251; 3])
}

#[test]
fn s3_says_when_each_zone_is_full_in_every_mode() {
    let s3 = s3();
    let of = |mode| {
        let found = lasts(&mix(&s3, mode), &Subnets::of(&s3));
        let first = &found.zones[found.first.expect("free addresses are known")];
        (found.fits, first.need, first.need_with_surge, found.pods())
    };
    // 22 in use: 45 addresses a node; 20 nodes a zone; (251 - 6) / 45 = 5 nodes a zone
    assert_eq!(of(SecondaryIp), (Some(false), 900, 1_176, Some(5 * 3 * 20)));
    // 49 addresses and 3 blocks of 14: 14 / 3 = 4 nodes a zone
    assert_eq!(of(PrefixDelegation), (Some(false), 980, 1_280, Some(4 * 3 * 20)));
    // one address a node: 245 nodes a zone
    assert_eq!(of(OverlayCilium), (Some(true), 20, 32, Some(245 * 3 * 20)));
    assert_eq!(of(Ipv6), (Some(true), 20, 32, Some(245 * 3 * 20)));
    // the pods' subnets are not among those listed
    assert_eq!(of(CustomNetworking).0, None);
}

/// 60 nodes of 3 ENIs, 22 addresses in use and 20 warm: 20 nodes a zone. With custom networking the node's own ENI is
/// elsewhere; with 10 pods replaced a minute 5 of the warm ones cool down.
#[test]
fn what_a_zone_holds_is_made_of_parts() {
    let of = |churn, mode| {
        let mut s3 = s3();
        s3.node.churn_per_minute = churn;
        let found = lasts(&mix(&s3, mode), &Subnets::of(&s3));
        let parts: Vec<_> = found.zones.iter().map(|row| row.made_of).collect();
        for (row, parts) in found.zones.iter().zip(&parts) {
            assert_eq!(parts.enis + parts.in_use + parts.cooling + parts.warm, row.need, "{mode:?}");
        }
        parts[..found.zones.len() / 3].to_vec()
    };
    let of_pods = |cooling| MadeOf { enis: 60, in_use: 440, cooling, warm: 400 - cooling };
    let of_nodes = MadeOf { enis: 20, ..MadeOf::default() };
    assert_eq!((of(0, SecondaryIp), of(10, SecondaryIp)), (vec![of_pods(0)], vec![of_pods(100)]));
    assert_eq!(of(0, OverlayCilium), [of_nodes]);
    assert_eq!(of(0, CustomNetworking), [of_nodes, of_pods(0)]);
}

#[test]
fn s3_fits_with_subnets_for_pods() {
    let rows = |zone: &str, third: u32| {
        [
            json!({ "AvailabilityZone": zone, "CidrBlock": format!("10.0.{third}.0/24"), "AvailableIpAddressCount": 251 }),
            json!({ "AvailabilityZone": zone, "CidrBlock": format!("100.64.{}.0/21", third * 8), "AvailableIpAddressCount": 2043 }),
        ]
    };
    let all: Vec<_> = [("a", 0), ("b", 1), ("c", 2)].into_iter().flat_map(|(zone, third)| rows(zone, third)).collect();
    let subnets = from_json(&json!({ "Subnets": all }).to_string()).expect("the list is sound");
    let found = lasts(&mix(&s3(), CustomNetworking), &subnets);
    assert_eq!(found.fits, Some(true));
    let of_pods: Vec<_> = found.zones.iter().filter(|row| row.role == Role::Pods).map(|row| row.need).collect();
    // 3 ENIs of 15 where the pods are: 45 addresses of each of 20 nodes
    assert_eq!(of_pods, [900, 900, 900]);
}

/// S11: 3,000 m5.4xlarge with 34 pods each in one /16.
#[test]
fn s11_outgrows_a_16() {
    let s11 = scenario("m5.4xlarge", (102_000, 461), &[65_531]);
    let of = |mode| {
        let found = lasts(&mix(&s11, mode), &Subnets::of(&s11));
        (found.zones[0].need, found.fits, found.pods())
    };
    // (65,531 - 6) / 90 = 728 nodes of 34; with prefixes 4 blocks a node, 4,094 / 4 = 1,023, and 65 addresses, 1,008
    assert_eq!(of(SecondaryIp), (270_000, Some(false), Some(728 * 34)));
    assert_eq!(of(PrefixDelegation), (195_000, Some(false), Some(1_008 * 34)));
}

/// One zone of three too small: what is free elsewhere is no help, and what is not known is not checked.
#[test]
fn every_zone_counts_for_itself() {
    let mut uneven = scenario("m5.large", (400, 50), &[8_187, 8_187, 100]);
    let of = |s: &Scenario| {
        let found = lasts(&mix(s, SecondaryIp), &Subnets::of(s));
        (found.fits, found.first.map(|i| found.zones[i].zone.clone()))
    };
    assert_eq!(of(&uneven), (Some(false), Some("zone-2".into())));
    uneven.subnets[2].free_addresses = None;
    assert_eq!(of(&uneven), (None, Some("zone-0".into())));
    uneven.subnets[0].free_addresses = Some(100);
    assert_eq!(of(&uneven), (Some(false), Some("zone-0".into())));
}

/// aws/amazon-vpc-cni-k8s issue 2294: 250 nodes, 2,500 pods, thousands of idle addresses. The issue names no type; an
/// m5.xlarge holds two ENIs of 15 then.
#[test]
fn issue_2294_frees_thousands() {
    let mut s = scenario("m5.xlarge", (2_500, 370), &[]);
    s.daemonsets.iter_mut().for_each(|d: &mut DaemonSet| d.network = DaemonSetNetwork::Host);
    let mix = mix(&s, SecondaryIp);
    assert_eq!((mix.nodes(), mix.pods(), mix.in_use()), (250, 2_500, 2_500));
    let tuned = tune(&mix, Needs { burst: 2, seed: 1 }).expect("VPC CNI runs there");
    assert_eq!(tuned.shipped.addresses, 250 * 30);
    assert_eq!(tuned.recommended.waited_per_mille, 0, "{tuned:#?}");
    // 10 in use and 2 ready on one ENI: 13 addresses a node
    assert_eq!(tuned.recommended.addresses, 250 * 13, "{:?}", tuned.recommended);
    assert!(tuned.reasons.iter().any(|r| r.contains("4,250 fewer than VPC CNI as it ships")), "{:?}", tuned.reasons);
}

/// aws/amazon-vpc-cni-k8s issue 2804: 500 pods and 12 m5.large do not go together. 29 pods of which two have no address leave
/// 27 addresses: 12 nodes hold 300 with two agents each, and 500 need 20.
#[test]
fn issue_2804_needs_more_nodes_not_more_warm_addresses() {
    let s = scenario("m5.large", (500, 10), &[8_187; 3]);
    let mix = mix(&s, SecondaryIp);
    assert_eq!(mix.nodes(), 20);
    // every node holds all that it ever can, whatever is warm
    for targets in [Targets::default(), Targets { addresses: 30, ..Targets::default() }] {
        assert_eq!(mix.with(targets).subnet_addresses(), 20 * 30, "{targets:?}");
    }
}

#[test]
fn what_is_recommended_is_beaten_by_nothing() {
    for (mode, burst) in [(SecondaryIp, 0), (SecondaryIp, 5), (PrefixDelegation, 5), (CustomNetworking, 3)] {
        let s = scenario("m5.xlarge", (300, 300), &[]);
        let tuned = tune(&mix(&s, mode), Needs { burst, seed: 9 }).expect("VPC CNI runs there");
        let beats = |a: &addresses::tuner::Tried, b: &addresses::tuner::Tried| {
            let of = |t: &addresses::tuner::Tried| [t.addresses, t.waited_per_mille.into(), t.calls_per_hour];
            of(a) != of(b) && of(a).iter().zip(of(b)).all(|(a, b)| *a <= b)
        };
        for one in &tuned.unbeaten {
            assert!(tuned.unbeaten.iter().all(|other| !beats(other, one)), "{mode:?} {burst}: {one:?}");
        }
        assert!(mode != PrefixDelegation || tuned.unbeaten.iter().all(|t| t.targets.prefixes > 0), "not supported");
        assert!(tuned.unbeaten.contains(&tuned.recommended));
        assert!(!beats(&tuned.shipped, &tuned.recommended) && !beats(&tuned.present, &tuned.recommended));
        assert_eq!(tuned.recommended.waited_per_mille, 0, "{mode:?} {burst}: {:?}", tuned.recommended);
        assert!(tuned.looked_at > 500 && tuned.simulated >= 2, "{} {}", tuned.looked_at, tuned.simulated);
    }
}

#[test]
fn where_no_loop_runs_there_is_nothing_to_tune() {
    let mut s = scenario("m5.xlarge", (300, 300), &[]);
    for mode in [OverlayCilium, Ipv6, CiliumEni, SecurityGroups] {
        assert!(tune(&mix(&s, mode), Needs { burst: 2, seed: 1 }).is_none(), "{mode:?}");
    }
    s.node.set_owner(model::scenario::owner::Owner::AutoMode);
    assert!(tune(&mix(&s, SecondaryIp), Needs { burst: 2, seed: 1 }).is_none(), "Auto Mode has no targets");
}

#[test]
fn s3s_remedies_come_in_order_with_what_they_free() {
    let s3 = s3();
    let smaller = Targets { addresses: 2, minimum: 12, ..Targets::default() };
    let all = remedies(catalog(), &s3, &Subnets::of(&s3), Some(smaller));
    let codes: Vec<_> = all.iter().map(|r| r.code).collect();
    assert_eq!(codes, ["smaller-pool", "more-subnets", "secondary-range", "ipv6", "overlay"]);
    let of = |code: &str| all.iter().find(|r| r.code == code).expect("it is there");
    // 22 + 2 on 2 ENIs: 26 instead of 45 a node
    assert_eq!(
        (of("smaller-pool").frees, of("smaller-pool").takes, of("smaller-pool").fits),
        (60 * 19, 1_560, Some(false))
    );
    assert_eq!((of("more-subnets").frees, of("more-subnets").fits), (0, Some(true)));
    // 1,176 wanted and 251 there: 925 and the control plane's 6 in a /22 of 1,019
    assert!(of("more-subnets").what.contains("a /22 in zone-0, a /22 in zone-1"), "{}", of("more-subnets").what);
    let range = of("secondary-range");
    assert_eq!((range.frees, range.takes, range.elsewhere, range.fits), (2_640, 60, 2_700, Some(true)));
    for code in ["ipv6", "overlay"] {
        assert_eq!((of(code).frees, of(code).takes, of(code).fits), (2_640, 60, Some(true)), "{code}");
    }
    assert!(all.iter().all(|r| r.monthly_difference == 0), "the same nodes in every mode: {all:#?}");
}

/// S14: nothing is free, so only what takes one address a node is enough for two nodes.
#[test]
fn s14_leaves_ranges_apart_and_overlays() {
    let s14 = scenario("m5.large", (10, 250), &[11]);
    let fits: Vec<_> = remedies(catalog(), &s14, &Subnets::of(&s14), None).iter().map(|r| (r.code, r.fits)).collect();
    let enough = Some(true);
    assert_eq!(fits, [("more-subnets", enough), ("secondary-range", enough), ("ipv6", enough), ("overlay", enough)]);
}

#[test]
fn a_mix_of_types_is_added_up() {
    let s = scenario("m5.large", (100, 100), &[]);
    let placed = |name: &str, pods, nodes| Placed { instance_type: name.into(), pods: vec![pods], nodes, zone: None };
    let mix = Mix::of_placed(
        catalog(),
        &s,
        SecondaryIp,
        &[placed("m5.large", 10, 3), placed("m5.4xlarge", 70, 1), placed("none", 1, 9)],
    );
    // 12 in use: 3 ENIs of 10; 72 in use: 1 + ceil(72/29) = 4 ENIs of 30
    assert_eq!((mix.nodes(), mix.pods(), mix.subnet_addresses()), (4, 100, 3 * 30 + 120));
}

/// Zones with so many addresses free each.
fn zones_with(free: &[(&str, u32)]) -> Subnets {
    let subnet = |(zone, free): &(&str, u32)| addresses::subnets::Subnet {
        zone: (*zone).into(),
        free: Some(*free),
        ..addresses::subnets::Subnet::default()
    };
    Subnets { vpc: Vec::new(), list: free.iter().map(subnet).collect() }
}

fn standing(name: &str, zone: &str, (addresses, daemons): (u32, u32), nodes: u32) -> Standing {
    Standing { instance_type: name.into(), zone: zone.into(), addresses, daemons, nodes }
}

/// An m5.large holds `10 * min(3, 1 + ceil(k / 9))` addresses.
#[test]
fn nodes_whose_zone_is_known_count_there() {
    let s = scenario("m5.large", (1, 100), &[]);
    let nodes = [standing("m5.large", "a", (18, 2), 2), standing("m5.large", "b", (3, 2), 1)];
    let mix = Mix::of_standing(catalog(), &s, SecondaryIp, &nodes);
    let found = lasts(&mix, &zones_with(&[("a", 100), ("b", 100)]));
    let of_zones: Vec<_> = found.zones.iter().map(|z| (z.nodes, z.need, z.need_with_surge, z.lasts_pods)).collect();
    // of 33 pods; a has room for floor(94 * 2 / 60) = 3 nodes where it has 2, b for floor(94 / 20) = 4 where it has 1
    assert_eq!(of_zones, [(2, 60, 78 + 6, Some(33 * 3 / 2)), (1, 20, 26 + 6, Some(33 * 4))]);
    assert_eq!((found.pods(), found.fits, found.elsewhere), (Some(49), Some(true), 0));
    // nodes in a zone of which no subnet is listed are not checked, and then not all are enough
    let found = lasts(&mix, &zones_with(&[("a", 100)]));
    assert_eq!((found.fits, found.elsewhere, found.pods()), (None, 1, Some(49)));
    let found = lasts(&mix, &zones_with(&[("a", 60)]));
    assert_eq!(found.fits, Some(false));
}

#[test]
fn what_is_not_known_of_some_nodes_is_no_word_on_all() {
    let s = scenario("m5.large", (1, 100), &[]);
    let subnets = zones_with(&[("a", 4_000)]);
    let fits = |nodes: &[Standing], mode| {
        let mix = Mix::of_standing(catalog(), &s, mode, nodes);
        (mix.unknown, mix.overfull(), lasts(&mix, &subnets).fits)
    };
    let known = standing("m5.large", "a", (27, 2), 3);
    assert_eq!(fits(std::slice::from_ref(&known), SecondaryIp), (0, 0, Some(true)));
    assert_eq!(fits(&[known.clone(), standing("x9.large", "a", (5, 2), 4)], SecondaryIp), (4, 0, None));
    // with custom networking an m5.large has 18 addresses for pods
    assert_eq!(fits(&[known], CustomNetworking), (0, 3, None));
}

/// The heaviest nodes that an even spread of each type, rounded up, may bring to a zone: not the average of all.
#[test]
fn a_mix_is_spread_type_by_type() {
    let s = scenario("m5.large", (100, 100), &[]);
    let placed = |name: &str, pods, nodes, zone| Placed { instance_type: name.into(), pods: vec![pods], nodes, zone };
    // 3 nodes with 30 addresses each and 1 with 120; in each of two zones 2 nodes, of which one may be the large one
    let mix = [placed("m5.large", 10, 3, None), placed("m5.4xlarge", 70, 1, None)];
    let mix = Mix::of_placed(catalog(), &s, SecondaryIp, &mix);
    let found = lasts(&mix, &zones_with(&[("a", 251), ("b", 4_091)]));
    let row = &found.zones[0];
    assert_eq!((row.nodes, row.need, row.need_with_surge), (2, 150, 195 + 6));
    // floor(245 * 2 / 150) = 3 nodes where there are 2
    assert_eq!(row.lasts_pods, Some(100 * 3 / 2));
    assert_eq!(row.made_of.enis + row.made_of.in_use + row.made_of.cooling + row.made_of.warm, 150);
    // where a fleet has zones of its own, each of as many may be the fullest
    let s = scenario("m5.large", (30, 100), &[]);
    let zoned = [placed("m5.large", 10, 2, Some(0)), placed("m5.large", 10, 1, Some(1))];
    let zoned = Mix::of_placed(catalog(), &s, SecondaryIp, &zoned);
    let needs = |free: &[(&str, u32)]| {
        lasts(&zoned, &zones_with(free)).zones.iter().map(|z| (z.nodes, z.need)).collect::<Vec<_>>()
    };
    assert_eq!(needs(&[("a", 251), ("b", 251)]), [(2, 60), (2, 60)]);
    assert_eq!(needs(&[("a", 251), ("b", 251), ("c", 251)]), [(1, 30), (1, 30), (1, 30)]);
}

/// 20 m5.large and 5 m5.4xlarge carry 400 pods by the room that they have: none is lost, and nodes of a type differ by one.
#[test]
fn pods_are_spread_over_the_nodes_of_today() {
    let mut s = scenario("m5.large", (400, 50), &[]);
    s.own.on_demand = vec![OfType { name: "m5.large".into(), n: 20 }, OfType { name: "x9.large".into(), n: 2 }];
    s.own.spot = vec![OfType { name: "m5.4xlarge".into(), n: 5 }];
    let mix = Mix::of_today(catalog(), &s, SecondaryIp);
    assert_eq!((mix.nodes(), mix.pods(), mix.unknown), (25, 400, 2));
    let of = |name: &str| -> Vec<(u32, u32)> {
        mix.groups.iter().filter(|g| g.t.name == name).map(|g| (g.pods, g.room)).collect()
    };
    let (small, large) = (of("m5.large"), of("m5.4xlarge"));
    for groups in [&small, &large] {
        assert!(groups.iter().all(|(pods, _)| groups[0].0.abs_diff(*pods) <= 1), "{groups:?}");
    }
    // in proportion to the room, to a pod
    let share = |groups: &[(u32, u32)]| f64::from(groups[0].0) / f64::from(groups[0].1);
    assert!((share(&small) - share(&large)).abs() < 0.06, "{small:?} {large:?}");
}

/// An m5.large has 1,930m allocatable (2 vCPU less 70m of kube-reserved), so no two pods of 1,000m share one: 5 nodes hold 5 of
/// 12, and of pods of 10,000m none at all. While pods are on no node, nothing is called enough.
#[test]
fn pods_without_room_are_told_and_nothing_is_called_enough() {
    let subnets = Subnets::of(&scenario("m5.large", (1, 1), &[4_000]));
    for (cpu, on_nodes, without_room) in [(1_000, 5, 7), (10_000, 0, 12)] {
        let mut s = scenario("m5.large", (12, cpu), &[]);
        s.own.on_demand = vec![OfType { name: "m5.large".into(), n: 5 }];
        let mix = Mix::of_today(catalog(), &s, SecondaryIp);
        assert_eq!((mix.nodes(), mix.pods(), mix.without_room), (5, on_nodes, without_room), "{cpu}");
        let lasts = lasts(&mix, &subnets);
        assert_eq!(lasts.fits, None, "{cpu}");
        assert_eq!(lasts.first.is_some(), on_nodes > 0, "{cpu}");
    }
}

/// Golden rows of a computation written apart, which plays ipamd's loop pod by pod on each node. With E ENIs of S addresses
/// for pods and M max-pods it comes to rest at: whole ENIs `max(1, min(E, W + ceil(k/S), ceil(M/S)))`, one more than are in use where
/// W is 0; addresses `min(max(k + WARM_IP, MINIMUM_IP), E*S)`, in prefixes rounded up to 16, growing no more once they are M;
/// prefixes `min(E*S, WP + ceil(k/16), ceil(M/16))`. A node takes its ENIs' own addresses and those for pods; with custom networking
/// one of the nodes' subnet, and the rest of the pods', on one ENI fewer.
#[test]
fn pools_of_a_mix_are_added_up_in_every_mode() {
    let warm = |enis, prefixes, addresses, minimum| WarmTargets { enis, prefixes, addresses, minimum };
    type Row = (NetworkMode, WarmTargets, u32, &'static [(&'static str, u32, u32)], [u64; 3]);
    let none = None;
    let rows: [Row; 7] = [
        (
            SecondaryIp,
            warm(none, none, none, none),
            110,
            &[("m5.large", 18, 4), ("m5.4xlarge", 70, 2), ("t3.medium", 3, 5)],
            [420, 0, 0],
        ),
        (
            SecondaryIp,
            warm(none, none, Some(5), Some(20)),
            58,
            &[("m5.large", 18, 4), ("m5.4xlarge", 56, 2), ("c7i.xlarge", 0, 3)],
            [290, 0, 0],
        ),
        (
            SecondaryIp,
            warm(Some(0), none, none, none),
            110,
            &[("m5.large", 9, 4), ("m7i.4xlarge", 29, 2), ("r5.2xlarge", 60, 1)],
            [260, 0, 0],
        ),
        (
            PrefixDelegation,
            warm(none, Some(2), none, none),
            110,
            &[("m5.large", 17, 4), ("m5.4xlarge", 109, 2), ("t3.medium", 0, 5)],
            [651, 0, 40],
        ),
        (
            PrefixDelegation,
            warm(none, none, Some(6), none),
            29,
            &[("c7i.xlarge", 27, 3), ("m5.large", 4, 2)],
            [133, 0, 8],
        ),
        (
            CustomNetworking,
            warm(none, none, Some(2), Some(12)),
            110,
            &[("m5.large", 3, 4), ("m5.4xlarge", 100, 2)],
            [6, 268, 0],
        ),
        (
            CustomNetworkingPrefix,
            warm(none, none, none, none),
            110,
            &[("m5.large", 18, 4), ("m7i.large", 33, 3)],
            [7, 391, 24],
        ),
    ];
    for (mode, targets, max_pods, nodes, expected) in rows {
        let mut s = scenario("m5.large", (1, 100), &[]);
        s.mode = mode;
        s.node.set_owner(Owner::SelfManaged);
        (s.node.warm, s.node.max_pods) = (targets, Some(max_pods));
        let all: Vec<Standing> = nodes.iter().map(|(name, k, n)| standing(name, "", (*k, 0), *n)).collect();
        let mix = Mix::of_standing(catalog(), &s, mode, &all);
        let sum = |of: fn(Held) -> u32| mix.groups.iter().map(|g| u64::from(of(mix.held(g)) * g.nodes)).sum::<u64>();
        let found = [sum(|h| h.node_subnet_addresses), sum(|h| h.pod_subnet_addresses), sum(|h| h.prefixes)];
        assert_eq!(found, expected, "{mode:?} {targets:?} {nodes:?}");
    }
}
