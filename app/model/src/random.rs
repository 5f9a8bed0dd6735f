//! Numbers that look random and follow from a seed: the same run on every machine.

/// SplitMix64, by Sebastiano Vigna, public domain.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn of(seed: u64) -> Random {
        Random(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another one; 0 below 0.
    pub fn below(&mut self, end: u32) -> u32 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u32
    }

    /// The next 64 bits by modulo of another number; 0 of 0. What searches choose by: another way would give other fleets.
    pub fn modulo(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.bits() % end }
    }

    /// A number from 0 to 1, 1 left out.
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs for seed 0 in the author's own implementation, https://prng.di.unimi.it/splitmix64.c.
    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut random = Random::of(0);
        assert_eq!([random.bits(), random.bits()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
        let mut random = Random::of(7);
        assert!((0..100).all(|_| random.below(10) < 10 && random.modulo(10) < 10 && random.share() < 1.0));
        assert_eq!((random.below(0), random.modulo(0)), (0, 0));
    }
}
