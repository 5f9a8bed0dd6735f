//! Setups that tests share.

use addresses::simulate::pool::Shape;
use addresses::simulate::setup::{Event, GroupSetup, Setup, SubnetSetup, Times, ZoneSetup};
use addresses::targets::Targets;

/// A pool of so many ENIs with so many slots each.
pub fn shape(enis: u32, slots: u32, prefixes: bool, max_pods: u32) -> Shape {
    Shape { enis, slots, prefixes, custom: false, max_pods }
}

/// So many zones with a subnet each.
pub fn zones(n: usize, length: u32) -> (Vec<SubnetSetup>, Vec<ZoneSetup>) {
    let name = |i: usize| char::from(b'a' + i as u8).to_string();
    let subnets = (0..n).map(|i| SubnetSetup { name: name(i), length, used: 0 }).collect();
    (subnets, (0..n).map(|i| ZoneSetup { name: name(i), nodes: vec![i], pods: Vec::new() }).collect())
}

/// Nodes of one kind, with so many pods each.
pub fn group(shape: Shape, nodes: u32, pods: u32) -> GroupSetup {
    GroupSetup { name: "node".into(), shape, nodes, pods, room: pods, daemons: 0, zone: None }
}

/// One zone and one group for ten minutes in which nothing happens.
pub fn setup(group: GroupSetup, targets: Targets) -> Setup {
    let (subnets, zones) = zones(1, 16);
    Setup {
        subnets,
        zones,
        groups: vec![group],
        targets,
        event: Event::Nothing,
        churn_per_minute: 0,
        times: Times::default(),
        throttle: None,
        seconds: 600,
        seed: 1,
    }
}
