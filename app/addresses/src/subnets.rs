//! The subnets around a cluster: what each is for, how large it is, what is used, and whether the list makes sense.

use crate::cidr::{Cidr, overlaps};
use model::order::sort_long_by;
use model::scenario::Scenario;
use model::scenario::link::Problem;
use model::units::grouped;
use model::vpc::subnets::usable_addresses;

/// Most subnets that are looked at. AWS's quota is 200 a VPC.
pub const MOST_SUBNETS: usize = 10_000;
/// Most zones: no region has half as many, local zones included.
const MOST_ZONES: usize = 100;
/// Most problems that are told at once.
const MOST_PROBLEMS: usize = 50;

/// Whose addresses a subnet is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Nodes, and their pods where pods have no subnets of their own.
    #[default]
    Nodes,
    /// Pods only: an ENIConfig or an Auto Mode selector names it, or VPC CNI finds it by its tag.
    Pods,
}

impl Role {
    /// A word for files.
    pub fn code(self) -> &'static str {
        match self {
            Role::Nodes => "nodes",
            Role::Pods => "pods",
        }
    }
}

/// One subnet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subnet {
    /// Its id or any name; empty where only its zone is known.
    pub name: String,
    /// The zone that it lies in.
    pub zone: String,
    /// Its range, where that is known.
    pub cidr: Option<Cidr>,
    /// Free addresses, where that is known.
    pub free: Option<u32>,
    /// Whose addresses it is for.
    pub role: Role,
}

impl Subnet {
    /// Addresses when it is empty, where its size is known.
    pub fn usable(&self) -> Option<u32> {
        usable_addresses(self.cidr?.length())
    }

    /// Addresses in use, where size and free ones are known.
    pub fn used(&self) -> Option<u32> {
        Some(self.usable()?.saturating_sub(self.free?))
    }

    /// What to call it: its name, or its zone where it has none.
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.zone } else { &self.name }
    }
}

/// The subnets of one VPC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subnets {
    /// The VPC's own ranges; none where they are not known.
    pub vpc: Vec<Cidr>,
    /// All of them.
    pub list: Vec<Subnet>,
}

impl Subnets {
    /// Those of a scenario, of which only zone and free addresses are known.
    pub fn of(scenario: &Scenario) -> Subnets {
        let subnet =
            |s: &model::scenario::Subnet| Subnet { zone: s.zone.clone(), free: s.free_addresses, ..Subnet::default() };
        Subnets { vpc: Vec::new(), list: scenario.subnets.iter().map(subnet).collect() }
    }

    /// Zones with subnets for nodes, in the order of the list.
    pub fn zones(&self) -> Vec<&str> {
        let mut zones: Vec<&str> = Vec::new();
        for subnet in self.list.iter().filter(|s| s.role == Role::Nodes) {
            if !zones.contains(&subnet.zone.as_str()) {
                zones.push(&subnet.zone);
            }
        }
        zones
    }

    /// Whether any subnet is for pods only.
    pub fn has_pod_subnets(&self) -> bool {
        self.list.iter().any(|s| s.role == Role::Pods)
    }

    /// All that is wrong with the list, at once.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.list.len() > MOST_SUBNETS {
            let allowed = format!("at most {} subnets", grouped(MOST_SUBNETS as u64));
            problems.push(Problem::new("subnets", &grouped(self.list.len() as u64), allowed));
            return problems;
        }
        for (i, subnet) in self.list.iter().enumerate() {
            self.of_one(&field(i, subnet), subnet, &mut problems);
        }
        let ranges: Vec<(usize, Cidr)> = self.list.iter().enumerate().filter_map(|(i, s)| Some((i, s.cidr?))).collect();
        for (one, other) in overlaps(&ranges) {
            let (first, second) = (&self.list[one], &self.list[other]);
            let value = second.cidr.map(|cidr| cidr.to_string()).unwrap_or_default();
            let range = first.cidr.map(|cidr| cidr.to_string()).unwrap_or_default();
            let allowed = format!("a range apart from {range} of subnet {}", named(one, first));
            problems.push(Problem::new(&format!("cidr of {}", field(other, second)), &value, allowed));
        }
        let mut zones: Vec<&str> = self.list.iter().map(|subnet| subnet.zone.as_str()).collect();
        sort_long_by(&mut zones, Ord::cmp);
        zones.dedup();
        match zones.len() {
            ..=MOST_ZONES => self.of_zones(&mut problems),
            many => {
                let allowed = format!("zones of one region, at most {MOST_ZONES}");
                problems.push(Problem::new("zones", &grouped(many as u64), allowed));
            }
        }
        let more = problems.len().saturating_sub(MOST_PROBLEMS);
        if more > 0 {
            problems.truncate(MOST_PROBLEMS);
            problems.push(Problem::new("subnets", &format!("{more} problems more"), "a list without them"));
        }
        problems
    }

    fn of_one(&self, field: &str, subnet: &Subnet, problems: &mut Vec<Problem>) {
        let mut problem = |of: &str, value: String, allowed: String| {
            problems.push(Problem::new(&format!("{of} of {field}"), &value, allowed));
        };
        if subnet.zone.trim().is_empty() {
            problem("zone", String::new(), "the zone that the subnet lies in".into());
        }
        let Some(cidr) = subnet.cidr else { return };
        if !cidr.is_subnet_size() {
            return problem("cidr", cidr.to_string(), "a range from /16 to /28, the sizes of a subnet".into());
        }
        if !self.vpc.is_empty() && !self.vpc.iter().any(|vpc| vpc.holds(&cidr)) {
            let ranges: Vec<String> = self.vpc.iter().map(Cidr::to_string).collect();
            problem("cidr", cidr.to_string(), format!("a range inside the VPC's: {}", ranges.join(", ")));
        }
        if let (Some(free), Some(usable)) = (subnet.free, subnet.usable())
            && free > usable
        {
            let allowed = format!("at most {}, what an empty /{} has", grouped(usable.into()), cidr.length());
            problem("free addresses", grouped(free.into()), allowed);
        }
    }

    /// Zones that nodes are in, but no subnet for their pods, and the other way round.
    fn of_zones(&self, problems: &mut Vec<Problem>) {
        if !self.has_pod_subnets() {
            return;
        }
        let zones = self.zones();
        let has_pods = |zone: &str| self.list.iter().any(|s| s.role == Role::Pods && s.zone == zone);
        for zone in zones.iter().filter(|zone| !has_pods(zone)) {
            problems.push(Problem::new("subnets", zone, "a subnet for pods in each zone that has one for nodes"));
        }
        let mut told: Vec<&str> = Vec::new();
        for (i, subnet) in self.list.iter().enumerate().filter(|(_, subnet)| subnet.role == Role::Pods) {
            let is_known = zones.contains(&subnet.zone.as_str()) || told.contains(&subnet.zone.as_str());
            if !is_known {
                told.push(&subnet.zone);
                let allowed = "a zone that has a subnet for nodes too";
                problems.push(Problem::new(&format!("zone of {}", field(i, subnet)), &subnet.zone, allowed));
            }
        }
    }
}

fn field(index: usize, subnet: &Subnet) -> String {
    format!("subnet {}", named(index, subnet))
}

fn named(index: usize, subnet: &Subnet) -> String {
    match subnet.name.is_empty() {
        true => (index + 1).to_string(),
        false => format!("{}, {}", index + 1, subnet.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subnet(zone: &str, range: &str, free: Option<u32>, role: Role) -> Subnet {
        Subnet { name: String::new(), zone: zone.into(), cidr: Cidr::parse(range).ok(), free, role }
    }

    fn said(vpc: &[&str], list: Vec<Subnet>) -> Vec<String> {
        let vpc = vpc.iter().filter_map(|range| Cidr::parse(range).ok()).collect();
        Subnets { vpc, list }.problems().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_list_has_no_problems() {
        use Role::*;
        let list = vec![
            subnet("a", "10.0.0.0/24", Some(251), Nodes),
            subnet("b", "10.0.1.0/24", None, Nodes),
            subnet("a", "100.64.0.0/18", Some(16_379), Pods),
            subnet("b", "100.64.64.0/18", Some(0), Pods),
            Subnet { zone: "b".into(), ..Subnet::default() },
        ];
        assert_eq!(said(&["10.0.0.0/16", "100.64.0.0/16"], list), Vec::<String>::new());
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        use Role::*;
        let list = vec![
            subnet("a", "10.0.0.0/15", None, Nodes),
            subnet("a", "10.8.0.0/24", Some(252), Nodes),
            subnet("", "10.0.4.0/29", None, Nodes),
            subnet("c", "192.168.0.0/24", None, Pods),
        ];
        let said = said(&["10.0.0.0/8"], list);
        let expected = [
            "cidr of subnet 1: \u{201c}10.0.0.0/15\u{201d} is not allowed; it takes a range from /16 to /28, the sizes of a subnet",
            "free addresses of subnet 2: \u{201c}252\u{201d} is not allowed; it takes at most 251, what an empty /24 has",
            "zone of subnet 3: \u{201c}\u{201d} is not allowed; it takes the zone that the subnet lies in",
            "cidr of subnet 3: \u{201c}10.0.4.0/29\u{201d} is not allowed; it takes a range from /16 to /28, the sizes of a subnet",
            "cidr of subnet 4: \u{201c}192.168.0.0/24\u{201d} is not allowed; it takes a range inside the VPC's: 10.0.0.0/8",
            "cidr of subnet 3: \u{201c}10.0.4.0/29\u{201d} is not allowed; it takes a range apart from 10.0.0.0/15 of subnet 1",
            "subnets: \u{201c}a\u{201d} is not allowed; it takes a subnet for pods in each zone that has one for nodes",
            "subnets: \u{201c}\u{201d} is not allowed; it takes a subnet for pods in each zone that has one for nodes",
            "zone of subnet 4: \u{201c}c\u{201d} is not allowed; it takes a zone that has a subnet for nodes too",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn ten_thousand_subnets_are_looked_at_and_their_problems_bounded() {
        let same = vec![subnet("a", "10.0.0.0/24", None, Role::Nodes); MOST_SUBNETS];
        let list = said(&[], same.clone());
        assert_eq!(list.len(), MOST_PROBLEMS + 1);
        assert!(list[MOST_PROBLEMS].contains("9949 problems more"), "{}", list[MOST_PROBLEMS]);
        let too_many = said(&[], [same, vec![Subnet::default()]].concat());
        assert_eq!(too_many.len(), 1, "{too_many:?}");
        let zone = |i: usize| Subnet { zone: format!("zone-{i}"), ..Subnet::default() };
        let zones = said(&[], (0..MOST_SUBNETS).map(zone).collect());
        assert_eq!(zones, ["zones: \u{201c}10,000\u{201d} is not allowed; it takes zones of one region, at most 100"]);
    }
}
