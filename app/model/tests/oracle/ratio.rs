//! Exact fractions, so that the oracle rounds only where a rule says so.

use std::ops::{Add, Mul, Sub};

/// `num / den`, with `den > 0`. Never reduced: the figures are small against `i128`.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    num: i128,
    den: i128,
}

/// A whole number.
pub fn whole(n: impl Into<i128>) -> Ratio {
    Ratio { num: n.into(), den: 1 }
}

/// A fraction.
pub fn ratio(num: impl Into<i128>, den: impl Into<i128>) -> Ratio {
    Ratio { num: num.into(), den: den.into() }
}

impl Ratio {
    /// The largest whole number not above.
    pub fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    /// The smallest whole number not below.
    pub fn ceil(self) -> i128 {
        -(-self.num).div_euclid(self.den)
    }

    /// The nearest whole number, the upper one from a half.
    pub fn round_half_up(self) -> i128 {
        (self + ratio(1, 2)).floor()
    }

    /// The larger of this and zero.
    pub fn at_least_zero(self) -> Ratio {
        if self.num < 0 { whole(0) } else { self }
    }

    /// Whether this is less than `other`.
    pub fn is_below(self, other: Ratio) -> bool {
        self.num * other.den < other.num * self.den
    }
}

impl Add for Ratio {
    type Output = Ratio;
    fn add(self, other: Ratio) -> Ratio {
        ratio(self.num * other.den + other.num * self.den, self.den * other.den)
    }
}

impl Sub for Ratio {
    type Output = Ratio;
    fn sub(self, other: Ratio) -> Ratio {
        ratio(self.num * other.den - other.num * self.den, self.den * other.den)
    }
}

impl Mul for Ratio {
    type Output = Ratio;
    fn mul(self, other: Ratio) -> Ratio {
        ratio(self.num * other.num, self.den * other.den)
    }
}
