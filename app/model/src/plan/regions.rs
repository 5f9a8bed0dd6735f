//! The same workload in every region: capacities do not change, only prices do.
//!
//! Once the nodes of each type are known, a region is one pass over its prices.

use crate::units::MicroUsd;

/// Prices of one region, one for each type, in the order of the nodes.
pub struct RegionPrices<'a> {
    /// Region code.
    pub region: &'a str,
    /// Micro-dollars per hour of a node; [`NO_PRICE`] where there is none.
    pub hourly: &'a [u32],
}

/// In a price list: no price.
pub const NO_PRICE: u32 = u32::MAX;
/// In a list of nodes: the type cannot carry the pods.
pub const NO_NODES: u32 = u32::MAX;

/// The cheapest type of a region for all pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cheapest {
    /// Place of the type.
    pub index: usize,
    /// All nodes, per hour.
    pub hourly: MicroUsd,
}

/// The cheapest type, the first of equals; `None` where no type has both nodes and a price.
///
/// 12 nodes at $0.096 against 7 at $0.192: `1.152 < 1.344`, so the first.
pub fn cheapest(nodes: &[u32], prices: &RegionPrices) -> Option<Cheapest> {
    let cost = |(&nodes, &price): (&u32, &u32)| u64::from(nodes) * u64::from(price);
    // Two plain passes: the minimum without branches, then its place.
    let least = nodes.iter().zip(prices.hourly).map(cost).min()?;
    if least >= u64::from(NO_PRICE) {
        // Costs this high come from a missing figure or from thousands of dollars an hour: look closely.
        return cheapest_checked(nodes, prices);
    }
    let index = nodes.iter().zip(prices.hourly).position(|pair| cost(pair) == least)?;
    Some(Cheapest { index, hourly: MicroUsd(least) })
}

fn cheapest_checked(nodes: &[u32], prices: &RegionPrices) -> Option<Cheapest> {
    let known = |(_, (nodes, price)): &(usize, (&u32, &u32))| **nodes != NO_NODES && **price != NO_PRICE;
    let pairs = nodes.iter().zip(prices.hourly).enumerate().filter(known);
    let cost = pairs.map(|(index, (n, p))| (u64::from(*n) * u64::from(*p), index));
    cost.min().map(|(hourly, index)| Cheapest { index, hourly: MicroUsd(hourly) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(nodes: &[u32], hourly: &[u32], expected: Option<(usize, u64)>) {
        let found = cheapest(nodes, &RegionPrices { region: "r", hourly });
        assert_eq!(found.map(|c| (c.index, c.hourly.0)), expected);
    }

    #[test]
    fn the_cheapest_fleet_wins_and_missing_figures_never_do() {
        check(&[12, 7], &[96_000, 192_000], Some((0, 1_152_000)));
        check(&[12, 7], &[NO_PRICE, 192_000], Some((1, 1_344_000)));
        check(&[NO_NODES, 7], &[1, 192_000], Some((1, 1_344_000)));
        check(&[1, 7], &[NO_PRICE, NO_PRICE], None);
        check(&[150_000, 1], &[96_000, NO_PRICE], Some((0, 14_400_000_000)));
        check(&[], &[], None);
    }
}
