//! Nodes that run. Whoever has the error has nodes, and AWS says what is free beside them; the model asks what would be free
//! without them. So what they hold is added, as much of it in each zone, and no more than a subnet has.

use addresses::cidr::SUBNET_LENGTHS;
use addresses::subnets::Subnets;
use model::scenario::Scenario;
use model::scenario::link::query_pairs;
use model::vpc::subnets::usable_addresses;
use std::collections::BTreeMap;

/// The page's own keys: whether the free addresses are those beside these nodes, and the prefix length of each subnet.
pub(super) const RUNNING: &str = "running";
/// See [`RUNNING`].
pub(super) const SIZE: &str = "size";

/// That the nodes run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Running {
    /// The prefix length of each subnet, where it was said.
    pub length: Option<u32>,
}

impl Running {
    /// `None` where a query string does not say that they run.
    pub fn of(query: &str) -> Option<Running> {
        let value = |key: &str| query_pairs(query).find(|(k, _)| k == key).map(|(_, value)| value);
        let length = || value(SIZE)?.parse().ok().filter(|length| SUBNET_LENGTHS.contains(length));
        (value(RUNNING)? == "1").then(|| Running { length: length() })
    }

    /// Addresses of each subnet when it is empty, where its size was said.
    pub fn usable(self) -> Option<u32> {
        usable_addresses(self.length?)
    }

    /// What they hold of each zone: 360 of two zones are 180 each.
    pub fn of_each_zone(held: u64, zones: usize) -> u32 {
        held.div_ceil(zones.max(1) as u64) as u32
    }

    /// The scenario with what would be free without nodes that hold so many addresses in all.
    pub fn without(self, scenario: &Scenario, held: u64) -> Scenario {
        let subnets = Subnets::of(scenario);
        let zones = subnets.zones();
        let each = Running::of_each_zone(held, zones.len());
        let mut left: BTreeMap<&str, u32> = zones.into_iter().map(|zone| (zone, each)).collect();
        let mut without = scenario.clone();
        for subnet in &mut without.subnets {
            let (Some(free), Some(held)) = (&mut subnet.free_addresses, left.get_mut(subnet.zone.as_str())) else {
                continue;
            };
            let taken = self.usable().map_or(u32::MAX, |usable| usable.saturating_sub(*free));
            let own = taken.min(*held);
            *free += own;
            *held -= own;
        }
        without
    }

    /// The scenario where it is not known what would be free without them.
    pub fn unknown(scenario: &Scenario) -> Scenario {
        let mut unknown = scenario.clone();
        unknown.subnets.iter_mut().for_each(|subnet| subnet.free_addresses = None);
        unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scenario;

    fn free(query: &str, running: Running, held: u64) -> Vec<Option<u32>> {
        running.without(&scenario(query), held).subnets.iter().map(|subnet| subnet.free_addresses).collect()
    }

    #[test]
    fn what_nodes_hold_is_added_in_each_zone_and_no_subnet_has_more_than_it_can() {
        let two = "v=1&subnet=a&subnet_free=11&subnet=b&subnet_free=140";
        assert_eq!(free(two, Running { length: None }, 360), [Some(191), Some(320)]);
        assert_eq!(free(two, Running { length: Some(24) }, 360), [Some(191), Some(251)]);
        // the second of a zone takes what the first has no place for
        let same = "v=1&subnet=a&subnet_free=11&subnet=a&subnet_free=1&subnet=b";
        assert_eq!(free(same, Running { length: Some(27) }, 50), [Some(27), Some(10), None]);
        assert_eq!(free("v=1", Running { length: None }, 360), []);
    }

    #[test]
    fn it_is_said_in_the_address() {
        assert_eq!(Running::of("v=1&running=1&size=24"), Some(Running { length: Some(24) }));
        assert_eq!(Running::of("v=1&running=1&size=7"), Some(Running { length: None }));
        assert_eq!(Running::of("v=1&running=1&size="), Some(Running { length: None }));
        assert_eq!(Running::of("v=1&size=24"), None);
    }
}
