//! An even spread of pods over nodes: what first fit, which fills one node after the other, can miss.
//!
//! First fit gives the first nodes to the largest pods until one resource is used up there, and what is left over may be the
//! other one. 120 pods of 300m and 400 MiB, and 12 of 500m and 6 GiB, on nodes with room for 40 and 4 of them together: evenly
//! spread they take 3 nodes; filled with the large ones first, a node has memory for nothing else and CPU to spare.

/// The fewest nodes, from `least` and below `below`, that pods were found to fit on, spread evenly; `below` where that is none.
///
/// Goes up from the least in steps that double, since what does not fit is mostly seen at the first nodes; then halves. Which
/// profiles have one more on the same node can differ, so it is not always the least, but never more than where a node has
/// room for the rounded up share of every profile.
pub fn fewest(least: u32, below: u32, mut fits: impl FnMut(u32) -> bool) -> u32 {
    let (mut too_few, mut nodes) = (least.max(1) - 1, below);
    let mut step = 1;
    while nodes == below {
        if too_few + 1 >= below {
            return below;
        }
        let next = too_few.saturating_add(step).min(below - 1);
        match fits(next) {
            true => nodes = next,
            false => (too_few, step) = (next, step * 2),
        }
    }
    while nodes - too_few > 1 {
        let middle = too_few + (nodes - too_few) / 2;
        match fits(middle) {
            true => nodes = middle,
            false => too_few = middle,
        }
    }
    nodes
}

/// Pods of several profiles spread evenly over nodes. Which nodes have one pod more goes round from profile to profile: of 5
/// and 2 pods, 3 nodes have 2 and 1, 2 and 0, 1 and 1.
pub struct Even {
    nodes: u32,
    shares: Vec<Share>,
}

/// A profile's pods: every node has `each`, and `over` nodes from `first` on, round the end, have one more.
struct Share {
    each: u32,
    over: u32,
    first: u32,
}

impl Even {
    /// So many pods of each profile on so many nodes, at least one.
    pub fn of(nodes: u32, demand: impl Iterator<Item = u32>) -> Even {
        let mut first = 0;
        let share = |pods| {
            let share = Share { each: pods / nodes, over: pods % nodes, first };
            first = (first + share.over) % nodes;
            share
        };
        Even { nodes, shares: demand.map(share).collect() }
    }

    /// Nodes that hold the same pods, group by group: the first of them, and how many.
    pub fn groups(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let first = at;
            at = self.changes().filter(|change| *change > first).fold(self.nodes, u32::min);
            (first < self.nodes).then_some((first, at - first))
        })
    }

    /// The pods of each profile on a node.
    pub fn on(&self, node: u32) -> impl Iterator<Item = u32> {
        self.shares.iter().map(move |share| {
            let after_first = if node < share.first { node + self.nodes - share.first } else { node - share.first };
            share.each + u32::from(after_first < share.over)
        })
    }

    /// Nodes at which some profile begins to have one more, which is where the one before ends.
    fn changes(&self) -> impl Iterator<Item = u32> {
        let end = self.shares.last().map(|last| (last.first + last.over) % self.nodes);
        self.shares.iter().map(|share| share.first).chain(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every node's pods, from the groups of nodes that are alike.
    fn spread(demand: &[u32], nodes: u32) -> Vec<Vec<u32>> {
        let even = Even::of(nodes, demand.iter().copied());
        even.groups().flat_map(|(first, alike)| vec![even.on(first).collect(); alike as usize]).collect()
    }

    #[test]
    fn which_node_has_one_more_goes_round() {
        assert_eq!(spread(&[5, 2], 3), [[2, 1], [2, 0], [1, 1]]);
        assert_eq!(spread(&[1, 1, 1], 3), [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
    }

    #[test]
    fn every_pod_has_a_node_and_no_node_has_two_more_than_another() {
        for nodes in 1..=7 {
            for demand in [[0, 1, 9, 20], [13, 5, 3, 1], [7, 7, 7, 7], [1, 1, 1, 1]] {
                let all = spread(&demand, nodes);
                assert_eq!(all.len(), nodes as usize);
                for (profile, pods) in demand.iter().enumerate() {
                    let of: Vec<u32> = all.iter().map(|on| on[profile]).collect();
                    assert_eq!(of.iter().sum::<u32>(), *pods);
                    assert!(of.iter().all(|n| *n == pods / nodes || *n == pods.div_ceil(nodes)), "{of:?}");
                }
                // pods of all profiles together are as even as those of one
                let sums: Vec<u32> = all.iter().map(|on| on.iter().sum()).collect();
                assert!(sums.iter().all(|n| sums[0].abs_diff(*n) <= 1), "{sums:?}");
            }
        }
    }

    #[test]
    fn the_fewest_of_those_that_fit_where_more_always_do() {
        for below in 1..40 {
            for fit in 1..40 {
                for least in 0..=fit {
                    assert_eq!(fewest(least, below, |nodes| nodes >= fit), below.min(fit), "{least} {below} {fit}");
                }
            }
        }
        assert_eq!(fewest(0, 0, |_| true), 0);
    }
}
