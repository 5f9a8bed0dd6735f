//! Whole scenarios in us-east-1, in 2018 and today: pods per node, nodes, dollars a month of 730 hours.

use crate::{Asked, instance_type, light, us_east_1};
use model::node::bandwidth;
use model::node::limit::Limit;
use model::plan::eligibility::Reason;
use model::plan::judge;
use model::scenario::network_mode::NetworkMode::{PrefixDelegation, SecondaryIp, SecurityGroups};
use model::scenario::owner::Owner;
use model::scenario::{Era, Scenario};
use model::summary::notes::{Note, notes};
use model::units::{Mbps, MicroUsd};

/// S2: 400 pods of 50m and 64 MiB on m5.large beside daemonsets of 200m and 200 MiB.
#[test]
fn s2_prefixes_make_cpu_the_limit_of_many_small_pods() {
    let asked = Asked { pods: 400, cpu: 50, memory: 64, ..light(SecondaryIp) };
    let in_2018 = Asked { era: Era::Article, ..asked };
    in_2018.check("S2", "m5.large", 23, 18, "$1,261.44"); // 400/23 = 17.4; 18 * 70.08
    asked.check("S2", "m5.large", 25, 16, "$1,121.28"); // 400/25; 16 * 70.08
    let prefixes = Asked { mode: PrefixDelegation, ..asked };
    prefixes.check("S2", "m5.large", 34, 12, "$840.96"); // (1930-200)/50 = 34.6; 400/34 = 11.8; 12 * 70.08
    let c = prefixes.candidate("m5.large");
    assert_eq!(c.capacity.binding(), Limit::Cpu, "S2");
    assert_eq!(c.capacity.by_limit.get(Limit::MaxPods), Some(106), "S2: 110 - 4");
    assert_eq!(c.capacity.by_limit.get(Limit::Memory), Some(104), "S2: (6903-200)/64 = 104.7");
    // 34 pods and 4 daemonsets are more than 10 a core
    let notes = notes(us_east_1(), &prefixes.scenario(), &c);
    assert!(notes.contains(&Note::AboveThreshold { pods: 38, threshold: 20 }), "S2: {notes:?}");
}

/// S8: a type for throughput.
#[test]
fn s8_c5n_18xlarge_carries_100_gbps_and_encrypts() {
    let c5n = instance_type("c5n.18xlarge");
    assert_eq!(bandwidth::sustained(c5n, SecondaryIp), Mbps(100_000), "S8: baseline");
    assert_eq!(bandwidth::largest_flow(c5n), Mbps(5_000), "S8: one flow");
    assert!(c5n.encryption_in_transit, "S8");
    let asked = Asked { pods: 40, mbps: 10_000, ..light(SecondaryIp) };
    asked.check("S8", "c5n.18xlarge", 10, 4, "$11,352.96"); // 100000/10000; 40/10; 4 * 3.888 * 730
    let c = asked.candidate("c5n.18xlarge");
    assert_eq!(c.capacity.binding(), Limit::Bandwidth, "S8");
    let notes = notes(us_east_1(), &asked.scenario(), &c);
    assert!(notes.contains(&Note::FlowCeiling { asked: 10_000, ceiling: 5_000 }), "S8: {notes:?}");
}

/// S9: a small development cluster, 30 pods of 50m and 128 MiB.
#[test]
fn s9_a_small_cluster_is_cheapest_on_t3_with_prefixes() {
    let asked = Asked { pods: 30, cpu: 50, memory: 128, ..light(SecondaryIp) };
    let in_2018 = Asked { era: Era::Article, ..asked };
    in_2018.check("S9", "m5.large", 23, 2, "$140.16"); // 27 - 4; 2 * 70.08
    in_2018.check("S9", "t2.large", 29, 2, "$135.49"); // 33 - 4; 2 * 0.0928 * 730 = 135.488
    let prefixes = Asked { mode: PrefixDelegation, ..asked };
    // 4096 - 308 - (255 + 11*17) - 100 = 3246; (3246-200)/128 = 23.8; 2 * 0.0416 * 730 = 60.736
    prefixes.check("S9", "t3.medium", 23, 2, "$60.74");
    assert_eq!(prefixes.candidate("t3.medium").capacity.binding(), Limit::Memory, "S9");
    asked.check("S9", "t3.medium", 13, 3, "$91.10"); // min(15 - 2, 17 - 4); 3 * 30.368 = 91.104
    // T2 is Xen: with prefixes on it still hands out secondary addresses.
    assert_eq!(prefixes.candidate("t2.large").capacity.addresses, Some(33), "S9: 3*11");
}

/// S10: a security group of its own for each pod.
#[test]
fn s10_branch_enis_come_beside_what_the_trunk_leaves() {
    let with_group = Asked { own_security_group: true, ..light(SecurityGroups) };
    let c = with_group.capacity("m5.large");
    assert_eq!(c.by_limit.get(Limit::BranchEnis), Some(9), "S10 G8: branch ENIs");
    assert_eq!((c.addresses, c.pods), (Some(18), 9), "S10 G8: (3 - 1) * 9 standard addresses");
    // Without one: 18 addresses less two daemonsets.
    assert_eq!(light(SecurityGroups).capacity("m5.large").pods, 16, "S10");
    let catalog = us_east_1();
    let refused = |name: &str, s: &Scenario| judge(catalog, s, catalog.find(name).expect("a type")).err();
    let mut scenario = with_group.scenario();
    assert_eq!(refused("t3.large", &scenario), Some(Reason::NoTrunk), "S10: no t-family");
    assert_eq!(refused("t2.large", &scenario), Some(Reason::NeedsNitro), "S10: no Xen");
    scenario.node.owner = Owner::AutoMode;
    assert_eq!(refused("m5.large", &scenario), None, "S10: on Auto Mode from Kubernetes 1.36 on");
    assert_eq!(refused("t3.large", &scenario), Some(Reason::NoTrunk), "S10: no t-family there either");
}

/// S12: many light pods, no encapsulation.
#[test]
fn s12_prefixes_quadruple_the_places_of_m5_large() {
    assert_eq!(light(SecondaryIp).capacity("m5.large").pods, 25, "S12: min(27 - 2, 29 - 4)");
    let prefixes = light(PrefixDelegation).capacity("m5.large");
    assert_eq!(prefixes.pods, 106, "S12: min(27 * 16 - 2, 110 - 4)");
    assert_eq!(prefixes.by_limit.get(Limit::Addresses), Some(430), "S12: 432 - 2");
    assert_eq!(bandwidth::goodput(PrefixDelegation).0, 10_000, "S12: all of the bandwidth");
}

#[test]
fn g33_a_month_of_m5_large_is_70_08() {
    let asked = Asked { pods: 27, cpu: 0, memory: 0, ..light(SecondaryIp) };
    let mut scenario = asked.scenario();
    scenario.daemonsets.clear();
    scenario.min_nodes = 1;
    let index = us_east_1().find("m5.large").expect("a type");
    let c = judge(us_east_1(), &scenario, index).expect("a candidate");
    // 730 * 0.096 = 70.08; over 27 addresses 2.596
    assert_eq!((c.capacity.pods, c.fleet.nodes), (27, 1), "G33");
    assert_eq!((c.fleet.monthly, c.fleet.per_slot), (MicroUsd(70_080_000), MicroUsd(2_595_556)), "G33");
}
