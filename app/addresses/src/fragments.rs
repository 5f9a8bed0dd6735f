//! How single addresses break up a subnet's /28 blocks, in closed form.
//!
//! EC2 picks a single address anywhere in a subnet, and a prefix needs a block of 16 that nobody has touched. So each
//! single address may spoil a block: the primary address of every node and of every further ENI too, those of prefix
//! delegation's own nodes included. That addresses are spread at random has been seen, not documented:
//! aws/amazon-vpc-cni-k8s issue 2313 (nine blocks gone for six prefixes), cilium/cilium issue 38499.
//!
//! Every distribution here is exact: placing one address after the other is a chain whose only state is how many blocks
//! are still free, since all addresses of a free block are free.

use model::node::addresses::PREFIX_SIZE;
use model::vpc::subnets::{blocks_of, usable_addresses};

/// A subnet as far as blocks go: addresses that can be given out, and blocks that none of AWS's own addresses lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Addresses.
    pub addresses: u32,
    /// Blocks.
    pub blocks: u32,
}

impl Room {
    /// Of an empty subnet of this prefix length, `None` outside /16 to /28. /24: 251 addresses, 14 blocks.
    pub fn of_length(length: u32) -> Option<Room> {
        let addresses = usable_addresses(length)?;
        Some(Room { addresses, blocks: blocks_of(addresses) })
    }
}

/// Blocks still free on average with so many single addresses in use: `B * C(N - 16, u) / C(N, u)`.
///
/// A /24 with 50 in use: 0.35 of 14.
pub fn expected_blocks(room: Room, in_use: u32) -> f64 {
    let (all, used) = (f64::from(room.addresses), f64::from(in_use.min(room.addresses)));
    let stays_free = |i: u32| ((all - used - f64::from(i)) / (all - f64::from(i))).max(0.0);
    let share: f64 = (0..PREFIX_SIZE.min(room.addresses)).map(stays_free).product();
    f64::from(room.blocks) * share
}

/// How likely each number of free blocks is, from none to all, with so many single addresses in use.
pub fn free_blocks(room: Room, in_use: u32) -> Vec<f64> {
    let mut chances = Chances::of(room);
    for _ in 0..in_use.min(room.addresses) {
        chances.place_single();
    }
    chances.by_blocks
}

/// What a node takes of a subnet, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeTakes {
    /// Single addresses: the primary one of each ENI in this subnet.
    pub singles: u32,
    /// Blocks.
    pub blocks: u32,
}

/// How likely the first n nodes have all found their blocks, for n from 1 on, as far as `most` nodes or until it is
/// certain that the next finds none. So many single addresses are in use already.
///
/// Each node's own primary addresses come first, then its prefixes.
pub fn chances_of_nodes(room: Room, in_use: u32, node: NodeTakes, most: u32) -> Vec<f64> {
    let mut chances = Chances::of(room);
    for _ in 0..in_use.min(room.addresses) {
        chances.place_single();
    }
    let mut all: Vec<f64> = Vec::new();
    for _ in 0..most {
        for _ in 0..node.singles {
            chances.place_single();
        }
        for _ in 0..node.blocks {
            chances.take_block();
        }
        // what is left is what has not failed yet
        let succeeded: f64 = chances.by_blocks.iter().sum();
        if succeeded < f64::EPSILON || !chances.has_room {
            break;
        }
        // sums of floats may rise by a hair
        all.push(succeeded.min(all.last().copied().unwrap_or(1.0)));
    }
    all
}

/// Nodes that find their blocks with this chance at least, all of them: the first of `per_mille` 990 is what a subnet
/// carries with a risk of one in a hundred.
pub fn nodes_with_chance(chances: &[f64], per_mille: u32) -> u32 {
    chances.iter().take_while(|chance| **chance * 1_000.0 >= f64::from(per_mille)).count() as u32
}

/// The distribution of free blocks while addresses are taken.
struct Chances {
    by_blocks: Vec<f64>,
    /// Addresses not in use, the same whatever blocks were hit.
    left: u32,
    has_room: bool,
}

impl Chances {
    fn of(room: Room) -> Chances {
        let mut by_blocks = vec![0.0; room.blocks as usize + 1];
        by_blocks[room.blocks as usize] = 1.0;
        Chances { by_blocks, left: room.addresses, has_room: true }
    }

    /// One address anywhere: it hits a free block with a chance of 16 times their number over all that are left.
    fn place_single(&mut self) {
        if self.left == 0 {
            self.has_room = false;
            return;
        }
        let left = f64::from(self.left);
        let hits = |free: usize| (free as f64 * f64::from(PREFIX_SIZE) / left).min(1.0);
        for free in 0..self.by_blocks.len() {
            let from_above = self.by_blocks.get(free + 1).map_or(0.0, |chance| chance * hits(free + 1));
            self.by_blocks[free] = self.by_blocks[free] * (1.0 - hits(free)) + from_above;
        }
        self.left -= 1;
    }

    /// A whole block; where none is free the chance is gone.
    fn take_block(&mut self) {
        self.by_blocks.remove(0);
        self.by_blocks.push(0.0);
        self.left = self.left.saturating_sub(PREFIX_SIZE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(length: u32) -> Room {
        Room::of_length(length).expect("a subnet can be as large")
    }

    /// Worked out with whole numbers of any size elsewhere: `B * C(N-16, u) / C(N, u)`.
    #[test]
    fn the_table_of_expected_blocks() {
        #[rustfmt::skip]
        let rows: &[(u32, u32, f64)] = &[
            (24, 0, 14.0), (24, 5, 10.043982), (24, 10, 7.155265), (24, 20, 3.551011), (24, 30, 1.706616),
            (24, 50, 0.353438), (24, 100, 0.002947),
            (22, 10, 52.887289), (22, 30, 38.298157), (22, 60, 23.306056), (22, 100, 11.722698), (22, 200, 1.826055),
            (20, 50, 208.557411), (20, 100, 170.824311), (20, 300, 74.922428), (20, 600, 19.978558),
            (19, 100, 418.884032), (19, 300, 280.492040), (19, 1_000, 63.306592),
            (16, 1_000, 3_200.966360), (16, 5_000, 1_149.685331), (16, 20_000, 12.066039),
        ];
        for (length, in_use, expected) in rows {
            let got = expected_blocks(room(*length), *in_use);
            assert!((got - expected).abs() < 1e-6, "/{length} with {in_use}: {got}");
        }
    }

    #[test]
    fn the_mean_of_the_distribution_is_the_closed_form() {
        for length in 20..=28 {
            let room = room(length);
            for in_use in [0, 1, 7, room.addresses / 9, room.addresses / 3, room.addresses - 1, room.addresses] {
                let chances = free_blocks(room, in_use);
                let all: f64 = chances.iter().sum();
                let mean: f64 = chances.iter().enumerate().map(|(free, chance)| free as f64 * chance).sum();
                assert!((all - 1.0).abs() < 1e-9, "/{length} with {in_use}: {all}");
                let expected = expected_blocks(room, in_use);
                assert!((mean - expected).abs() < 1e-6, "/{length} with {in_use}: {mean} or {expected}");
            }
        }
    }

    #[test]
    fn nodes_with_prefixes_break_up_their_own_subnet() {
        // a /24 and nodes of one ENI and one prefix: 14 blocks on paper
        let chances = chances_of_nodes(room(24), 0, NodeTakes { singles: 1, blocks: 1 }, 100);
        assert!(chances.len() <= 14 && chances.is_sorted_by(|a, b| a >= b), "{chances:?}");
        assert!(chances[0] > 0.999_999, "the first finds one whatever it hits");
        let (sure, even) = (nodes_with_chance(&chances, 990), nodes_with_chance(&chances, 500));
        assert!(sure < even && even < 14, "{sure} and {even} of 14");
        // nodes whose primary addresses are elsewhere fill it to the last block
        let apart = chances_of_nodes(room(24), 0, NodeTakes { singles: 0, blocks: 1 }, 100);
        assert_eq!((apart.len(), nodes_with_chance(&apart, 1_000)), (14, 14));
        // addresses run out before anything else where nobody needs blocks
        assert_eq!(chances_of_nodes(room(28), 0, NodeTakes { singles: 1, blocks: 0 }, 100).len(), 11);
    }
}
