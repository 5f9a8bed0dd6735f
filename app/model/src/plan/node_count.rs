//! How many nodes pods take beyond the room that they need: the least that is asked for, an even spread over zones, and
//! room for what may be lost.

use crate::scenario::Scenario;
use crate::scenario::fleet::Survive;

/// What the number of nodes of one type is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeCount {
    /// Never fewer nodes than this.
    pub least: u32,
    /// Zones over which pods are spread evenly; 1: zones are not looked at.
    pub zones: u32,
    /// What may be lost.
    pub survive: Survive,
    /// Node pools, at least one.
    pub pools: u32,
}

/// Pods of one kind in zones: `more` zones have one pod more than the `each` of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InZones {
    /// Pods of every other zone.
    pub each: u32,
    /// Zones with one more.
    pub more: u32,
}

/// Zones whose pods are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Indices of the zones.
    pub zones: Vec<u32>,
    /// Pods of each profile that each of them has room for.
    pub pods: Vec<u32>,
}

impl NodeCount {
    /// As a scenario sets it. A zone can be lost only where there are two.
    pub fn of(scenario: &Scenario) -> NodeCount {
        let set = scenario.fleet;
        let zones = set.planned_zones();
        // a node that is there for its zone alone is a spare as well
        let in_zones = if zones > 1 { zones * set.zone_nodes } else { 0 };
        let pools = scenario.pools().len() as u32;
        NodeCount { least: scenario.min_nodes.max(in_zones), zones, survive: set.survive, pools }
    }

    /// Nodes without pods that take over when one is lost: all of a pool are alike, so one will do for any of it.
    pub fn spare(self) -> u32 {
        if self.survive == Survive::Node { self.pools } else { 0 }
    }

    /// Nodes where the pods fill so many.
    pub fn with(self, filled: u32) -> u32 {
        filled.saturating_add(self.spare()).max(self.least).max(1)
    }

    /// Nodes for one kind of pod, so many to a node. 400 pods at 34 a node: 12; 13 where one may be lost. Over 3 zones of
    /// which one may be lost, each has room for 200 and takes 6: 18.
    pub fn nodes(self, pods: u32, per_node: u32) -> u32 {
        let of = |pods: u32| pods.div_ceil(per_node.max(1));
        if self.zones == 1 {
            return self.with(of(pods));
        }
        let InZones { each, more } = self.in_zones(pods);
        self.with(of(each + 1).saturating_mul(more).saturating_add(of(each).saturating_mul(self.zones - more)))
    }

    /// The most pods of one kind for which so many nodes will do.
    pub fn holds(self, nodes: u32, per_node: u32) -> u32 {
        let (mut fit, mut beyond) = (0, nodes.saturating_mul(per_node.max(1)).saturating_add(1));
        while beyond - fit > 1 {
            let middle = fit + (beyond - fit) / 2;
            match self.nodes(middle, per_node) <= nodes {
                true => fit = middle,
                false => beyond = middle,
            }
        }
        fit
    }

    /// Pods spread evenly, or so that the other zones have room for all when one is lost.
    ///
    /// Evenly, 5 pods over 3 zones: 2, 2, 1. Of 5 pods, any 2 of 3 zones must have room for all: 3, 3, 2.
    pub fn in_zones(self, pods: u32) -> InZones {
        let survives = self.survive == Survive::Zone && self.zones > 1;
        let parts = if survives { self.zones - 1 } else { self.zones };
        let over = pods % parts;
        // One zone more than pods are over must have one more: a lost zone may be one of them.
        InZones { each: pods / parts, more: if survives && over > 0 { over + 1 } else { over } }
    }

    /// The same for several kinds of pods. Which zones have one more goes round from kind to kind.
    pub fn spread(self, demand: &[u32]) -> Vec<Alike> {
        let mut by_zone: Vec<Vec<u32>> = vec![Vec::new(); self.zones as usize];
        let mut next = 0;
        for &pods in demand {
            let InZones { each, more } = self.in_zones(pods);
            by_zone.iter_mut().for_each(|zone| zone.push(each));
            for at in 0..more {
                if let Some(last) = by_zone[((next + at) % self.zones) as usize].last_mut() {
                    *last += 1;
                }
            }
            next = (next + more) % self.zones;
        }
        let mut alike: Vec<Alike> = Vec::new();
        for (zone, pods) in by_zone.into_iter().enumerate() {
            match alike.iter_mut().find(|known| known.pods == pods) {
                Some(known) => known.zones.push(zone as u32),
                None => alike.push(Alike { zones: vec![zone as u32], pods }),
            }
        }
        alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(zones: u32, survive: Survive) -> NodeCount {
        NodeCount { least: 1, zones, survive, pools: 1 }
    }

    fn by_zone(count: NodeCount, demand: &[u32]) -> Vec<Vec<u32>> {
        let alike = count.spread(demand);
        (0..count.zones)
            .map(|zone| alike.iter().find(|a| a.zones.contains(&zone)).expect("a zone").pods.clone())
            .collect()
    }

    /// The examples in the documentation of [`NodeCount::nodes`].
    #[test]
    fn four_hundred_pods_at_34_a_node() {
        assert_eq!(over(1, Survive::Nothing).nodes(400, 34), 12);
        assert_eq!(over(1, Survive::Node).nodes(400, 34), 13);
        assert_eq!(over(3, Survive::Nothing).nodes(400, 34), 12); // 134, 133, 133: 4 nodes each
        assert_eq!(over(3, Survive::Zone).nodes(400, 34), 18); // 200 each: 6 nodes each
        assert_eq!(NodeCount { least: 20, ..over(1, Survive::Node) }.nodes(400, 34), 20);
    }

    #[test]
    fn pods_are_spread_evenly_and_all_of_them() {
        for zones in 1..=6 {
            for pods in 1..40 {
                let spread = by_zone(over(zones, Survive::Nothing), &[pods, 7, 1]);
                let of = |item: usize| -> Vec<u32> { spread.iter().map(|zone| zone[item]).collect() };
                assert_eq!(of(0).iter().sum::<u32>(), pods);
                assert_eq!(of(1).iter().sum::<u32>(), 7);
                assert!(of(0).iter().max() <= of(0).iter().min().map(|least| least + 1).as_ref(), "{:?}", of(0));
            }
        }
    }

    #[test]
    fn whichever_zone_is_lost_the_others_have_room_for_all_and_no_more_than_needed() {
        for zones in 2..=6_u32 {
            for pods in 1..40 {
                let spread = by_zone(over(zones, Survive::Zone), &[pods]);
                let all: u32 = spread.iter().map(|zone| zone[0]).sum();
                let most = spread.iter().map(|zone| zone[0]).max().expect("a zone");
                assert!(all - most >= pods, "{spread:?} without {most} is less than {pods}");
                // The least that can be: with fewer, some zone's loss leaves too little.
                assert_eq!(all, (pods * zones).div_ceil(zones - 1), "{zones} zones, {pods} pods: {spread:?}");
            }
        }
    }

    #[test]
    fn nodes_hold_the_pods_of_every_zone_and_no_pod_more() {
        for survive in [Survive::Nothing, Survive::Node, Survive::Zone] {
            for zones in 2..=4 {
                for least in [1, 7] {
                    let count = NodeCount { least, ..over(zones, survive) };
                    for pods in 1..60 {
                        let by_hand: u32 = by_zone(count, &[pods]).iter().map(|zone| zone[0].div_ceil(5)).sum();
                        let nodes = count.nodes(pods, 5);
                        assert_eq!(nodes, (by_hand + count.spare()).max(least));
                        let holds = count.holds(nodes, 5);
                        assert!(holds >= pods && count.nodes(holds + 1, 5) > nodes, "{count:?} {pods}: {holds}");
                    }
                }
            }
        }
    }
}
