//! How a bound comes about, part by part, so that it can be opened where it is shown: the parts add up to it exactly.
//!
//! The relaxation buys nodes in parts. There each pod is worth something, and all pods together are what no fleet costs
//! less than. That nodes are bought whole, that there are at least so many, and that one may be lost, comes on top.

use model::order::sort_short_by_key;
use serde::{Deserialize, Serialize};

/// A bound in its parts, micro-dollars a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// By profile, in the scenario's order: what its pods are of the bound.
    pub profiles: Vec<ShareOfBound>,
    /// What the least number of nodes adds.
    pub least_nodes: u64,
    /// What it adds that nodes are bought whole and of few types.
    pub whole_nodes: u64,
    /// What it adds that a node or a zone may be lost.
    pub losses: u64,
    /// What the pods' part is for, by code of the resource: those of which nodes have least for these pods.
    pub resources: Vec<(String, u64)>,
    /// The nodes of the relaxation: name, whether bought as spot, and how many in hundredths, most first.
    pub nodes_in_parts: Vec<(String, bool, u64)>,
}

/// What a profile's pods are of a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareOfBound {
    /// How many pods.
    pub pods: u32,
    /// What each of them is worth, rounded.
    pub each: u64,
    /// What all of them are of the bound.
    pub all: u64,
}

impl Derivation {
    /// The bound: what the parts add up to.
    pub fn total(&self) -> u64 {
        self.of_pods() + self.least_nodes + self.whole_nodes + self.losses
    }

    /// What pods are of it.
    pub fn of_pods(&self) -> u64 {
        self.profiles.iter().map(|share| share.all).sum()
    }
}

/// An amount in whole parts that are to each other as the weights are, and that add up to it: those that lose most by
/// rounding down get one more. Nothing where all weights are 0.
pub fn apportioned(amount: u64, weights: &[u128]) -> Vec<u64> {
    let total: u128 = weights.iter().sum();
    if total == 0 {
        return vec![0; weights.len()];
    }
    // Weights stay small enough to be multiplied.
    let shift = (128 - total.leading_zeros()).saturating_sub(63);
    let weights: Vec<u128> = weights.iter().map(|weight| weight >> shift).collect();
    let total: u128 = weights.iter().sum::<u128>().max(1);
    let exact = |weight: &u128| (u128::from(amount) * weight / total, u128::from(amount) * weight % total);
    let mut parts: Vec<u64> = weights.iter().map(|weight| exact(weight).0 as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    sort_short_by_key(&mut order, |at| (std::cmp::Reverse(exact(&weights[*at]).1), *at));
    let missing = amount - parts.iter().sum::<u64>();
    order.into_iter().cycle().take(missing as usize).for_each(|at| parts[at] += 1);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_are_as_the_weights() {
        assert_eq!(apportioned(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(apportioned(7, &[0, 5]), [0, 7]);
        assert_eq!(apportioned(7, &[0, 0]), [0, 0]);
        for amount in [0, 1, 999, u64::MAX / 4] {
            for weights in [[3, 5, 11], [1 << 100, 1 << 99, 1], [u128::MAX >> 2, 1, u128::MAX >> 3]] {
                assert_eq!(apportioned(amount, &weights).iter().sum::<u64>(), amount, "{amount} by {weights:?}");
            }
        }
    }
}
