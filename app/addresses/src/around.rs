//! A cluster's nodes in its subnets, as something to simulate.

use crate::cidr::SUBNET_LENGTHS;
use crate::mix::Mix;
use crate::simulate::setup::{Event, Setup, SubnetSetup, Times, ZoneSetup};
use crate::simulate::throttle::Throttle;
use crate::subnets::{Role, Subnet, Subnets};
use crate::targets::Targets;
use model::node::max_pods::is_custom_networking;
use model::vpc::subnets::usable_addresses;

/// The prefix length that a subnet of unknown size is taken to have where not even its free addresses are known.
const ASSUMED: u32 = 16;

/// What was not known and had to be assumed, in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumed(pub Vec<String>);

/// What happens, for how long, from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The event.
    pub event: Event,
    /// Seconds from it on.
    pub seconds: u32,
    /// What the account may ask of EC2.
    pub throttle: Option<Throttle>,
    /// Where chance starts from.
    pub seed: u64,
    /// Zones, where no subnets name them; 1 at least.
    pub zones: u32,
}

/// The setup, and what had to be assumed for it; `None` for nodes that VPC CNI's loop does not run on.
///
/// A subnet of which only the free addresses are known is taken as the smallest that has as many, with the others in use;
/// where nothing is known, an empty /16 is. A range that is in use is taken as single addresses.
pub fn around(mix: &Mix, subnets: &Subnets, run: Run) -> Option<(Setup, Assumed)> {
    if !mix.runs_ipamd() {
        return None;
    }
    let mut assumed = Assumed::default();
    let mut list: Vec<SubnetSetup> = subnets.list.iter().map(|s| sized(s, &mut assumed)).collect();
    let with_role = |zone: &str, role: Role| -> Vec<usize> {
        let is_there = |i: &usize| subnets.list[*i].zone == zone && subnets.list[*i].role == role;
        (0..subnets.list.len()).filter(is_there).collect()
    };
    let is_custom = is_custom_networking(mix.mode);
    let mut zones = Vec::new();
    for zone in subnets.zones() {
        let mut pods = if is_custom { with_role(zone, Role::Pods) } else { Vec::new() };
        if is_custom && pods.is_empty() {
            assumed.0.push(format!("Pods of {zone} have an empty /{ASSUMED} of their own."));
            list.push(SubnetSetup { name: format!("pods of {zone}"), length: ASSUMED, used: 0 });
            pods.push(list.len() - 1);
        }
        zones.push(ZoneSetup { name: zone.into(), nodes: with_role(zone, Role::Nodes), pods });
    }
    if zones.is_empty() {
        let of = match run.zones {
            1 => format!("one empty /{ASSUMED} for all zones"),
            many => format!("an empty /{ASSUMED} in each of {many} zones"),
        };
        assumed.0.push(format!("No subnets are listed: simulated with {of}."));
        for zone in 1..=run.zones {
            let name = if run.zones == 1 { "all zones".into() } else { format!("zone {zone}") };
            let nodes = list.len();
            let each = 1 + usize::from(is_custom);
            list.extend(vec![SubnetSetup { name: "assumed".into(), length: ASSUMED, used: 0 }; each]);
            zones.push(ZoneSetup { name, nodes: vec![nodes], pods: (nodes + 1..list.len()).collect() });
        }
    }
    let names: Vec<&str> = zones.iter().map(|zone: &ZoneSetup| zone.name.as_str()).collect();
    let groups = mix.simulated(&names);
    let setup = Setup {
        subnets: list,
        zones,
        groups,
        targets: Targets::of(&mix.node.warm),
        event: run.event,
        churn_per_minute: mix.node.churn_per_minute,
        times: Times::default(),
        throttle: run.throttle,
        seconds: run.seconds,
        seed: run.seed,
    };
    Some((setup, assumed))
}

fn sized(subnet: &Subnet, assumed: &mut Assumed) -> SubnetSetup {
    let name = subnet.label().to_string();
    let length = match (subnet.cidr, subnet.free) {
        (Some(cidr), _) => cidr.length(),
        (None, Some(free)) => {
            let is_enough = |length: &u32| usable_addresses(*length).is_some_and(|usable| usable >= free);
            SUBNET_LENGTHS.rev().find(is_enough).unwrap_or(ASSUMED)
        }
        (None, None) => ASSUMED,
    };
    let usable = usable_addresses(length).unwrap_or_default();
    let free = subnet.free.unwrap_or(usable);
    match (subnet.cidr, subnet.free) {
        (Some(_), Some(_)) => {}
        (Some(_), None) => assumed.0.push(format!("Nothing is used in {name}: its free addresses are not known.")),
        (None, Some(_)) => assumed.0.push(format!("{name} is a /{length}, the smallest with as many free addresses.")),
        (None, None) => assumed.0.push(format!("{name} is an empty /{length}: nothing is known of it.")),
    }
    SubnetSetup { name, length, used: usable.saturating_sub(free) }
}
