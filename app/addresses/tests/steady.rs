//! Where nothing happens, the simulated pools come to the closed forms: AWS's own tables, and random pools.

#[allow(dead_code, reason = "each test takes what it needs")]
mod common;

use addresses::simulate::setup::Setup;
use addresses::simulate::world::World;
use addresses::targets::Targets;
use common::{group, setup, shape};
use model::catalog::instance_type::InstanceType;
use model::node::warm_pool::{InUse, held};
use model::scenario::NodeSettings;
use model::scenario::network_mode::NetworkMode;
use proptest::prelude::*;

#[path = "../../model/src/testing.rs"]
mod testing;

/// ENIs and addresses of the only node, once settled.
fn settled(setup: &Setup) -> (u32, u32) {
    let mut world = World::of(setup).expect("the setup is sound");
    while world.go_on() {}
    world.pools()[0]
}

const DEFAULT: Targets = Targets { addresses: 0, minimum: 0, enis: 1, prefixes: 1 };

fn targets(addresses: u32, minimum: u32) -> Targets {
    Targets { addresses, minimum, ..DEFAULT }
}

/// docs/eni-and-ip-target.md of aws/amazon-vpc-cni-k8s@b52188387f2e: pods; ENIs, addresses.
#[test]
fn the_secondary_address_table() {
    #[track_caller]
    fn check((enis, slots, max_pods): (u32, u32, u32), targets: Targets, rows: &[(u32, (u32, u32))]) {
        for (pods, expected) in rows {
            let setup = setup(group(shape(enis, slots, false, max_pods), 1, *pods), targets);
            assert_eq!(settled(&setup), *expected, "{enis} x {slots} {targets:?} with {pods} pods");
        }
    }
    let (t3_small, p3dn) = ((3, 3, 11), (15, 49, 737));
    check(t3_small, DEFAULT, &[(0, (1, 3)), (5, (3, 9)), (9, (3, 9))]);
    check(t3_small, targets(1, 1), &[(0, (1, 1)), (5, (2, 6)), (9, (3, 9))]);
    check(t3_small, targets(2, 5), &[(0, (2, 5)), (5, (3, 7)), (9, (3, 9))]);
    check(p3dn, DEFAULT, &[(0, (1, 49)), (3, (2, 98)), (95, (3, 147))]);
    check(p3dn, targets(5, 10), &[(0, (1, 10)), (7, (1, 12)), (15, (1, 20)), (45, (2, 50))]);
}

/// docs/prefix-and-ip-target.md, the 16 rows that keep to the document's own rules: pods; ENIs, prefixes.
#[test]
fn the_prefix_table() {
    #[track_caller]
    fn check((enis, slots): (u32, u32), targets: Targets, rows: &[(u32, (u32, u32))]) {
        for (pods, (attached, prefixes)) in rows {
            let setup = setup(group(shape(enis, slots, true, 110), 1, *pods), targets);
            assert_eq!(settled(&setup), (*attached, prefixes * 16), "{enis} x {slots} {targets:?} with {pods} pods");
        }
    }
    let (t3_small, p3dn) = ((3, 3), (15, 49));
    check(t3_small, DEFAULT, &[(0, (1, 1)), (5, (1, 2)), (16, (1, 2)), (17, (1, 3)), (58, (2, 5))]);
    check(t3_small, targets(1, 1), &[(0, (1, 1)), (5, (1, 1)), (17, (1, 2)), (58, (2, 4))]);
    check(t3_small, targets(7, 20), &[(5, (1, 2)), (17, (1, 2)), (58, (2, 5))]);
    check(p3dn, DEFAULT, &[(0, (1, 1))]);
    check(p3dn, targets(5, 10), &[(0, (1, 1)), (7, (1, 1)), (15, (1, 2))]);
}

/// G30: three c5.large, CoreDNS on two of them: 20 + 20 + 10 addresses of the subnet.
#[test]
fn three_nodes_of_awss_example() {
    let mut three = setup(group(shape(3, 9, false, 29), 2, 1), DEFAULT);
    three.groups.push(group(shape(3, 9, false, 29), 1, 0));
    let mut world = World::of(&three).expect("the setup is sound");
    while world.go_on() {}
    let all: u32 = world.pools().iter().map(|(enis, addresses)| enis + addresses).sum();
    let report = world.report();
    assert_eq!(all, 50);
    assert_eq!(report.samples.last().map(|s| s.held - s.assigned), Some(43), "warm");
    assert_eq!(report.least_free, [65_531 - 50]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// As many addresses as the closed form says, whatever type, targets and pods: pods that come at once to an empty node.
    ///
    /// Where max-pods ends the growth it may be more, up to what it would be without: the closed form has pods come one by
    /// one, so that growth stops right there. With two or more warm prefixes it may be more too: pods land on any prefix,
    /// and ipamd asks for as many as there are too few that nobody uses.
    #[test]
    fn random_pools_settle_where_the_closed_form_is(
        enis in 1..=8_u32, slots in 1..=30_u32, prefixes: bool, pods in 0..=120_u32, max_pods in 1..=250_u32,
        addresses in prop_oneof![Just(0), 1..=20_u32], minimum in prop_oneof![Just(0), 1..=60_u32],
        warm_enis in 0..=3_u32, warm_prefixes in 0..=3_u32,
    ) {
        let targets = Targets { addresses, minimum, enis: warm_enis, prefixes: warm_prefixes };
        let t: InstanceType = testing::instance_type("m5.large", 2, 8_192, enis, slots + 1);
        let node = NodeSettings { warm: targets.as_set(), ..NodeSettings::default() };
        let mode = if prefixes { NetworkMode::PrefixDelegation } else { NetworkMode::SecondaryIp };
        let closed = |max_pods| held(&t, mode, InUse { addresses: pods, branch_enis: 0, max_pods, node: &node }).addresses;
        let (expected, without_end) = (closed(max_pods), closed(10_000));
        let setup = setup(group(shape(enis, slots, prefixes, max_pods), 1, pods), targets);
        let (_, got) = settled(&setup);
        let is_scattered = prefixes && !targets.is_by_address() && warm_prefixes > 1;
        let most = without_end + if is_scattered { 16 * warm_prefixes } else { 0 };
        // With a target of 0 a pool whose addresses are all in use takes one more ENI or prefix, finds it not needed and
        // gives it back, over and over.
        let flaps = !targets.is_by_address() && if prefixes { warm_prefixes == 0 } else { warm_enis == 0 };
        let expected = if flaps { expected.min(pods) } else { expected };
        prop_assert!((expected..=most).contains(&got), "{} is not {} to {}", got, expected, most);
    }
}
