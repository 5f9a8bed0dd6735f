//! One subnet as EC2 keeps it: which addresses and which /28 blocks are free.

use model::node::addresses::PREFIX_SIZE;
use model::random::Random;
use model::vpc::subnets::usable_addresses;

/// Not in the list.
const NOWHERE: u32 = u32::MAX;
/// Addresses at the start of a subnet that AWS keeps; one more is the last of all.
const KEPT_AT_START: u32 = 4;

/// A set of numbers that one can be drawn from at random, added to and taken from, each in a moment.
#[derive(Clone, Debug)]
struct Bag {
    items: Vec<u32>,
    positions: Vec<u32>,
}

impl Bag {
    fn of(size: u32, holds: impl Fn(u32) -> bool) -> Bag {
        let mut bag = Bag { items: Vec::new(), positions: vec![NOWHERE; size as usize] };
        (0..size).filter(|n| holds(*n)).for_each(|n| bag.add(n));
        bag
    }

    fn len(&self) -> u32 {
        self.items.len() as u32
    }

    fn has(&self, item: u32) -> bool {
        self.positions[item as usize] != NOWHERE
    }

    fn add(&mut self, item: u32) {
        if !self.has(item) {
            self.positions[item as usize] = self.len();
            self.items.push(item);
        }
    }

    fn remove(&mut self, item: u32) {
        let position = self.positions[item as usize];
        if position != NOWHERE {
            self.items.swap_remove(position as usize);
            if let Some(moved) = self.items.get(position as usize) {
                self.positions[*moved as usize] = position;
            }
            self.positions[item as usize] = NOWHERE;
        }
    }

    fn draw(&mut self, random: &mut Random) -> Option<u32> {
        let item = *self.items.get(random.below(self.len()) as usize)?;
        self.remove(item);
        Some(item)
    }
}

/// What a block of 16 addresses is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Nothing.
    Free,
    /// A prefix of a node.
    Prefix,
    /// So many single addresses, at least one.
    Singles(u8),
    /// AWS's own addresses, beside which so many single ones are in use: no prefix ever comes from here.
    Reserved(u8),
}

/// The addresses of one subnet, numbered from its first.
#[derive(Clone, Debug)]
pub struct SubnetState {
    size: u32,
    free: Bag,
    /// Addresses of each block that are in use or AWS's.
    used_of_block: Vec<u8>,
    /// Whether a block is a prefix.
    is_prefix: Vec<bool>,
    free_blocks: Bag,
}

impl SubnetState {
    /// An empty subnet of this prefix length, /16 to /28; `None` outside.
    pub fn empty(length: u32) -> Option<SubnetState> {
        let size = usable_addresses(length)? + KEPT_AT_START + 1;
        let blocks = size / PREFIX_SIZE;
        let is_kept = |n: u32| n < KEPT_AT_START || n == size - 1;
        let mut used_of_block = vec![0; blocks as usize];
        (0..size).filter(|n| is_kept(*n)).for_each(|n| used_of_block[(n / PREFIX_SIZE) as usize] += 1);
        let free_blocks = Bag::of(blocks, |block| used_of_block[block as usize] == 0);
        let is_prefix = vec![false; blocks as usize];
        Some(SubnetState { size, free: Bag::of(size, |n| !is_kept(n)), used_of_block, is_prefix, free_blocks })
    }

    /// All of its addresses, AWS's own included.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// Free addresses.
    pub fn free(&self) -> u32 {
        self.free.len()
    }

    /// Free blocks.
    pub fn free_blocks(&self) -> u32 {
        self.free_blocks.len()
    }

    /// What every block is used for, in order.
    pub fn blocks(&self) -> Vec<Block> {
        let last = self.used_of_block.len() - 1;
        // a /28 is one block with all of AWS's addresses
        let kept =
            |at: usize| [(0, KEPT_AT_START as u8), (last, 1)].iter().filter(|(of, _)| *of == at).map(|(_, n)| n).sum();
        let block = |(at, used): (usize, &u8)| match (kept(at), used, self.is_prefix[at]) {
            (0, 0, _) => Block::Free,
            (0, _, true) => Block::Prefix,
            (0, used, false) => Block::Singles(*used),
            (kept, used, _) => Block::Reserved(used - kept),
        };
        self.used_of_block.iter().enumerate().map(block).collect()
    }

    /// Whether an address is free.
    pub fn is_free(&self, address: u32) -> bool {
        self.free.has(address)
    }

    /// A single address, any of the free ones.
    pub fn take(&mut self, random: &mut Random) -> Option<u32> {
        let address = self.free.draw(random)?;
        self.use_in_block(address);
        Some(address)
    }

    /// A block, any of the free ones: its first address.
    pub fn take_block(&mut self, random: &mut Random) -> Option<u32> {
        let block = self.free_blocks.draw(random)?;
        let first = block * PREFIX_SIZE;
        (first..first + PREFIX_SIZE).for_each(|address| self.free.remove(address));
        self.used_of_block[block as usize] = PREFIX_SIZE as u8;
        self.is_prefix[block as usize] = true;
        Some(first)
    }

    /// Gives a single address back.
    pub fn give_back(&mut self, address: u32) {
        self.free.add(address);
        let block = address / PREFIX_SIZE;
        self.used_of_block[block as usize] -= 1;
        if self.used_of_block[block as usize] == 0 {
            self.free_blocks.add(block);
        }
    }

    /// Gives a block back, by its first address.
    pub fn give_block_back(&mut self, first: u32) {
        (first..first + PREFIX_SIZE).for_each(|address| self.free.add(address));
        self.used_of_block[(first / PREFIX_SIZE) as usize] = 0;
        self.is_prefix[(first / PREFIX_SIZE) as usize] = false;
        self.free_blocks.add(first / PREFIX_SIZE);
    }

    fn use_in_block(&mut self, address: u32) {
        let block = address / PREFIX_SIZE;
        self.used_of_block[block as usize] += 1;
        self.free_blocks.remove(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_subnet_has_what_aws_leaves() {
        let of = |length| SubnetState::empty(length).map(|s| (s.free(), s.free_blocks()));
        assert_eq!([of(24), of(28), of(16)], [Some((251, 14)), Some((11, 0)), Some((65_531, 4_094))]);
        assert_eq!((of(15), of(29)), (None, None));
        let kinds = |length| SubnetState::empty(length).map(|s| s.blocks());
        assert_eq!(kinds(28), Some(vec![Block::Reserved(0)]));
        assert_eq!(kinds(26), Some(vec![Block::Reserved(0), Block::Free, Block::Free, Block::Reserved(0)]));
    }

    #[test]
    fn blocks_say_what_they_are_used_for() {
        let mut random = Random::of(2);
        let mut subnet = SubnetState::empty(24).expect("a subnet can be as large");
        let prefix = subnet.take_block(&mut random).expect("it is empty");
        let singles: Vec<u32> = (0..20).filter_map(|_| subnet.take(&mut random)).collect();
        let blocks = subnet.blocks();
        for (at, block) in blocks.iter().enumerate() {
            let here = singles.iter().filter(|a| **a as usize / 16 == at).count() as u8;
            let expected = match (at, here) {
                (0 | 15, n) => Block::Reserved(n),
                (_, 0) if at as u32 * 16 == prefix => Block::Prefix,
                (_, 0) => Block::Free,
                (_, n) => Block::Singles(n),
            };
            assert_eq!(*block, expected, "{at}");
        }
        subnet.give_block_back(prefix);
        assert_eq!(subnet.blocks()[prefix as usize / 16], Block::Free);
    }

    #[test]
    fn what_is_taken_comes_back() {
        let mut random = Random::of(1);
        let mut subnet = SubnetState::empty(24).expect("a subnet can be as large");
        let blocks: Vec<u32> = std::iter::from_fn(|| subnet.take_block(&mut random)).collect();
        assert_eq!((blocks.len(), subnet.free(), subnet.free_blocks()), (14, 27, 0));
        let singles: Vec<u32> = std::iter::from_fn(|| subnet.take(&mut random)).collect();
        assert_eq!((singles.len(), subnet.free()), (27, 0));
        assert!(singles.iter().all(|a| *a >= 4 && *a != 255 && !blocks.contains(&(a / 16 * 16))));
        singles.into_iter().for_each(|a| subnet.give_back(a));
        blocks.into_iter().for_each(|b| subnet.give_block_back(b));
        assert_eq!((subnet.free(), subnet.free_blocks()), (251, 14));
    }

    /// Free blocks of 200 random subnets whose single addresses are drawn at random, as the closed form says: the mean of
    /// 400 draws within three standard errors, but for the few in a thousand that may be beyond.
    #[test]
    fn the_closed_form_is_what_drawing_comes_to() {
        use crate::fragments::{Room, expected_blocks, free_blocks};
        let mut random = Random::of(15);
        let mut beyond = 0;
        for _ in 0..200 {
            let length = 22 + random.below(6);
            let room = Room::of_length(length).expect("a subnet can be as large");
            let in_use = random.below(room.addresses / 3 + 1);
            const DRAWS: u32 = 400;
            let mut sum = 0;
            for _ in 0..DRAWS {
                let mut subnet = SubnetState::empty(length).expect("a subnet can be as large");
                (0..in_use).for_each(|_| assert!(subnet.take(&mut random).is_some()));
                sum += subnet.free_blocks();
            }
            let expected = expected_blocks(room, in_use);
            let chances = free_blocks(room, in_use);
            let variance: f64 = chances.iter().enumerate().map(|(n, p)| p * (n as f64 - expected).powi(2)).sum();
            let (mean, error) = (f64::from(sum) / f64::from(DRAWS), (variance / f64::from(DRAWS)).sqrt());
            let off = (mean - expected).abs();
            assert!(off <= 4.5 * error + 1e-9, "/{length} with {in_use}: {mean} or {expected}");
            beyond += u32::from(off > 3.0 * error + 1e-9);
        }
        assert!(beyond <= 3, "{beyond} of 200, where one is expected");
    }
}
