//! Numbers and texts that look random and are the same in every run.

/// A generator of its seed: splitmix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Any characters but control characters: of all planes, accents without a letter, right to left.
    pub fn unicode(&mut self, characters: u64) -> String {
        let mut text = String::new();
        while (text.chars().count() as u64) < characters {
            let end = [0x80, 0x800, 0x1_0000, 0x11_0000][self.below(4) as usize];
            let character = char::from_u32(self.below(end) as u32);
            text.extend(character.filter(|c| !c.is_control()));
        }
        text
    }

    /// Letters, digits and what else stands in a query.
    pub fn query(&mut self, characters: u64) -> String {
        const PLAIN: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789=&-_.%+";
        (0..characters).map(|_| char::from(PLAIN[self.below(PLAIN.len() as u64) as usize])).collect()
    }
}
