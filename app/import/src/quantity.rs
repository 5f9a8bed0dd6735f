//! A Kubernetes quantity: `100m`, `0.5`, `1e3`, `128Mi`, `128M`.
//!
//! Exact, in thousandths. Kubernetes keeps no more than three decimals and rounds up what has more; so does this.
//! Grammar and rounding: kubernetes/kubernetes@009f4971a05d staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go;
//! that every amount of a container is rounded up to thousandths by itself: `SetDefaults_ResourceList` in
//! kubernetes/kubernetes@023f88a32c95 pkg/apis/core/v1/defaults.go.

use model::units::{BYTES_PER_MIB, Mib, MilliCpu};
use std::fmt;

/// An amount of a resource in thousandths: millicores, thousandths of a byte. The largest stands for itself and all beyond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u64);

/// Why a text is no amount of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not written as a quantity.
    Unreadable,
    /// It is below zero.
    Negative,
}

/// More digits than this say nothing of an amount; a longer text is refused.
const MAX_LENGTH: usize = 64;
pub(crate) const THOUSANDTHS_PER_MIB: u64 = BYTES_PER_MIB * 1_000;

impl Quantity {
    /// None of it.
    pub const ZERO: Quantity = Quantity(0);

    /// So many whole ones.
    pub fn whole(n: u64) -> Quantity {
        Quantity(n.saturating_mul(1_000))
    }

    /// As Kubernetes reads it.
    pub fn parse(text: &str) -> Result<Quantity, Refused> {
        let text = text.trim();
        if text.len() > MAX_LENGTH {
            return Err(Refused::Unreadable);
        }
        let (is_negative, number) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        let (number, suffix) = number.split_at(end);
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        if whole.len() + decimals.len() == 0 || decimals.contains('.') {
            return Err(Refused::Unreadable);
        }
        let (two, ten) = powers(suffix).ok_or(Refused::Unreadable)?;
        let digits = whole.bytes().chain(decimals.bytes());
        let amount = scaled(digits, two, ten + 3 - decimals.len() as i64);
        if is_negative && amount > 0 { Err(Refused::Negative) } else { Ok(Quantity(amount)) }
    }

    /// Thousandths.
    pub fn thousandths(self) -> u64 {
        self.0
    }

    /// Both together.
    pub fn plus(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_add(other.0))
    }

    /// So many times it.
    pub fn times(self, n: u32) -> Quantity {
        Quantity(self.0.saturating_mul(n.into()))
    }

    /// What is left after this much, at least none.
    pub fn less(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_sub(other.0))
    }

    /// As millicores.
    pub fn cpu(self) -> MilliCpu {
        MilliCpu(u32::try_from(self.0).unwrap_or(u32::MAX))
    }

    /// As MiB, rounded up.
    pub fn mib(self) -> Mib {
        Mib(u32::try_from(self.0.div_ceil(THOUSANDTHS_PER_MIB)).unwrap_or(u32::MAX))
    }

    /// As MiB, rounded down: for what a node has.
    pub fn whole_mib(self) -> Mib {
        Mib(u32::try_from(self.0 / THOUSANDTHS_PER_MIB).unwrap_or(u32::MAX))
    }

    /// As a count, rounded up.
    pub fn count(self) -> u32 {
        u32::try_from(self.0.div_ceil(1_000)).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Quantity {
    /// `2`, `0.25`: whole ones, as many decimals as there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 1_000 {
            0 => write!(f, "{}", self.0 / 1_000),
            rest => {
                let decimals = format!("{rest:03}");
                write!(f, "{}.{}", self.0 / 1_000, decimals.trim_end_matches('0'))
            }
        }
    }
}

/// The powers of two and of ten that a suffix stands for.
fn powers(suffix: &str) -> Option<(u32, i64)> {
    let binary = |power| Some((power, 0));
    let decimal = |power| Some((0, power));
    match suffix {
        "" => decimal(0),
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => binary(10),
        "Mi" => binary(20),
        "Gi" => binary(30),
        "Ti" => binary(40),
        "Pi" => binary(50),
        "Ei" => binary(60),
        _ => {
            let exponent = suffix.strip_prefix(['e', 'E'])?;
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            decimal(exponent.parse::<i32>().ok()?.into())
        }
    }
}

/// `digits * 2^two * 10^ten`, rounded up; the largest number for all beyond it.
fn scaled(digits: impl Iterator<Item = u8>, two: u32, ten: i64) -> u64 {
    // 64 digits at most: what exceeds u64 in any case may lose its exact value, not its size.
    let (mut mantissa, mut ten, mut is_more) = (0_u128, ten, false);
    for digit in digits {
        match mantissa < 10_u128.pow(19) {
            true => mantissa = mantissa * 10 + u128::from(digit - b'0'),
            false => {
                ten += 1;
                is_more |= digit != b'0';
            }
        }
    }
    if mantissa == 0 {
        return u64::from(is_more);
    }
    while ten > 0 && mantissa <= u128::from(u64::MAX) {
        mantissa *= 10;
        ten -= 1;
    }
    if mantissa > u128::from(u64::MAX) && ten >= 0 {
        return u64::MAX;
    }
    // below 10^20 < 2^67: 60 more bits fit
    mantissa <<= two;
    while ten < 0 && mantissa > 0 {
        is_more |= mantissa % 10 != 0;
        mantissa /= 10;
        ten += 1;
    }
    u64::try_from(mantissa).map_or(u64::MAX, |amount| amount.saturating_add(u64::from(is_more)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thousandths(text: &str) -> Result<u64, Refused> {
        Quantity::parse(text).map(Quantity::thousandths)
    }

    /// Values worked out by hand from the grammar.
    #[test]
    fn every_suffix_is_exact() {
        for (text, expected) in [
            ("0", 0),
            ("100m", 100),
            ("0.1", 100),
            (".5", 500),
            ("2.", 2_000),
            ("+1", 1_000),
            ("1e3", 1_000_000),
            ("1E3", 1_000_000),
            ("15e-1", 1_500),
            ("1k", 1_000_000),
            ("128M", 128_000_000_000),
            ("128Mi", 134_217_728_000),
            ("0.5Gi", 536_870_912_000),
            ("1.5Ki", 1_536_000),
            ("0.1Ki", 102_400),
            ("1u", 1),    // rounded up
            ("1500u", 2), // 1.5m
            ("0.1m", 1),
            ("1000n", 1),
            ("0.3Mi", 314_572_800),
            ("00012", 12_000),
            ("-0", 0),
            (" 1Gi ", 1_073_741_824_000),
        ] {
            assert_eq!(thousandths(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_no_node_has_is_the_largest_amount_and_not_an_error() {
        for text in ["1e309", "99999999999999999999E", "16Ei", "1e18", "9223372036854775807000"] {
            assert_eq!(thousandths(text), Ok(u64::MAX), "{text}");
        }
        assert_eq!(thousandths("1e-400"), Ok(1));
        assert_eq!(Quantity::parse("1e309").map(Quantity::cpu), Ok(MilliCpu(u32::MAX)));
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        for text in
            ["", ".", "m", "1.1.M", "1K", "1mi", "1 Gi", "0x10", "1e", "1e1.5", "1e+", "NaN", "inf", "١", "1,5", "1Gi5"]
        {
            assert_eq!(thousandths(text), Err(Refused::Unreadable), "{text}");
        }
        assert_eq!(thousandths(&"9".repeat(100_000)), Err(Refused::Unreadable));
        assert_eq!(thousandths("-1"), Err(Refused::Negative));
        assert_eq!(thousandths("-5Mi"), Err(Refused::Negative));
    }

    #[test]
    fn requests_round_up_and_what_a_node_has_rounds_down() {
        let bytes = Quantity::whole(1_048_577);
        assert_eq!((bytes.mib(), bytes.whole_mib()), (Mib(2), Mib(1)));
        assert_eq!(Quantity::parse("128M").map(Quantity::mib), Ok(Mib(123))); // 122.07
        assert_eq!(Quantity::parse("0.1").map(Quantity::cpu), Ok(MilliCpu(100)));
        assert_eq!([Quantity(2_000), Quantity(250), Quantity(1_050)].map(|q| q.to_string()), ["2", "0.25", "1.05"]);
    }
}
