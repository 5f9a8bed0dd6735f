//! Addresses for pods, and the time that they cool down.
//!
//! Source: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/datastore/data_store.go (AssignPodIPv4Address, getUnusedIP).

use super::{Address, COOLDOWN, Pool, Range};
use model::random::Random;

impl Pool {
    /// Addresses that cool down.
    pub fn cooling(&mut self, now: u32) -> u32 {
        self.cool(now);
        self.cooling.len() as u32
    }

    /// An address for a pod; `None` where none is free and cool.
    pub fn assign(&mut self, now: u32, random: &mut Random) -> Option<Address> {
        self.cool(now);
        let enis = self.enis.len();
        let from = random.below(enis as u32) as usize;
        for i in 0..enis {
            let eni = self.enis[(from + i) % enis].id;
            let all: u16 = if self.shape.prefixes { u16::MAX } else { 1 };
            let has_free = |range: &Range| range.eni == eni && (range.assigned | range.cooling) != all;
            let free = self.ranges.iter().filter(|range| has_free(range)).count() as u32;
            let chosen = random.below(free) as usize;
            if let Some(range) = self.ranges.iter_mut().filter(|range| has_free(range)).nth(chosen) {
                let bit = (!(range.assigned | range.cooling)).trailing_zeros() as u8;
                range.assigned |= 1 << bit;
                self.assigned += 1;
                return Some(Address { range: range.id, bit });
            }
        }
        None
    }

    /// A pod's address is free again, and cools down.
    pub fn release(&mut self, address: Address, now: u32) {
        if let Some(range) = self.ranges.iter_mut().find(|range| range.id == address.range) {
            range.assigned &= !(1 << address.bit);
            range.cooling |= 1 << address.bit;
            self.assigned -= 1;
            self.cooling.push_back((now + COOLDOWN, address));
        }
    }

    pub(super) fn cool(&mut self, now: u32) {
        while let Some((_, address)) = self.cooling.front().copied().filter(|(ready, _)| *ready <= now) {
            self.cooling.pop_front();
            if let Some(range) = self.ranges.iter_mut().find(|range| range.id == address.range) {
                range.cooling &= !(1 << address.bit);
            }
        }
    }
}
