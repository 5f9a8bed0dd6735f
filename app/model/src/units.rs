//! Quantities with their unit in the type, and how they read on a page.
//!
//! Integers throughout: money in micro-dollars, memory in MiB, CPU in millicores, rates in basis
//! points. Floats appear only where a figure is displayed. This module must not know what the
//! quantities are used for.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    };
}

quantity!(
    /// Memory or storage in MiB (2^20 bytes). Range 0 to 25,165,824 (24 TiB, the largest node).
    Mib(u32)
);
quantity!(
    /// CPU in thousandths of a core. Range 0 to 1,920,000.
    MilliCpu(u32)
);
quantity!(
    /// Network bandwidth in megabits per second, each direction on its own.
    Mbps(u32)
);
quantity!(
    /// Money in millionths of a US dollar; per hour or per month as the field says.
    MicroUsd(u64)
);
quantity!(
    /// A share in hundredths of a per cent: 750 is 7.5 %.
    BasisPoints(u32)
);

/// Bytes of a MiB.
pub const BYTES_PER_MIB: u64 = 1024 * 1024;
/// Basis points in the whole.
pub const WHOLE_BP: u32 = 10_000;

impl MicroUsd {
    /// `share` of this amount, rounded half up. `$0.096` at 7,500 bp is `$0.072`.
    pub fn share(self, share: BasisPoints) -> MicroUsd {
        let whole = u64::from(WHOLE_BP);
        MicroUsd((self.0 * u64::from(share.0) + whole / 2) / whole)
    }

    /// This amount for each of `parts`, rounded half up. `parts` of 0 counts as 1.
    pub fn per(self, parts: u32) -> MicroUsd {
        let parts = u64::from(parts.max(1));
        MicroUsd((self.0 + parts / 2) / parts)
    }

    /// Dollars as a float, for display and charts only.
    pub fn dollars(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// As an hourly price reads: all the decimals it has, at least three. `$0.0928`, `$0.096`.
    pub fn hourly(self) -> String {
        let mut text = format!("${}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000);
        while text.ends_with('0') && text.len() - text.find('.').unwrap_or(0) > 4 {
            text.pop();
        }
        text
    }

    /// In full cents with thousands separators: `$1,261.44`. Rounded half up.
    pub fn cents(self) -> String {
        let cents = (self.0 + 5_000) / 10_000;
        format!("${}.{:02}", grouped(cents / 100), cents % 100)
    }

    /// In whole dollars, for headlines: `$2,511`. In cents below ten dollars: `$8.97`.
    pub fn brief(self) -> String {
        if self.0 < 10_000_000 {
            return self.cents();
        }
        format!("${}", grouped((self.0 + 500_000) / 1_000_000))
    }

    /// With three decimals below ten dollars, cents above: `$2.596`, `$70.08`.
    pub fn per_pod(self) -> String {
        if self.0 >= 10_000_000 {
            return self.cents();
        }
        let mills = (self.0 + 500) / 1_000;
        format!("${}.{:03}", mills / 1_000, mills % 1_000)
    }
}

impl fmt::Display for Mib {
    /// `512 MiB`, `6,903 MiB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} MiB", grouped(u64::from(self.0)))
    }
}

impl Mib {
    /// Shorter from 1 GiB up: `512 MiB`, `6.7 GiB`, `16 GiB`.
    pub fn brief(self) -> String {
        if self.0 < 1024 {
            return format!("{} MiB", self.0);
        }
        let tenths = (u64::from(self.0) * 10 + 512) / 1024;
        match tenths % 10 {
            0 => format!("{} GiB", grouped(tenths / 10)),
            rest => format!("{}.{rest} GiB", grouped(tenths / 10)),
        }
    }
}

impl fmt::Display for MilliCpu {
    /// `250m`, `1,930m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}m", grouped(u64::from(self.0)))
    }
}

impl fmt::Display for Mbps {
    /// `750 Mbps`, `12.5 Gbps`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            small @ 0..1_000 => write!(f, "{small} Mbps"),
            big if big % 1_000 == 0 => write!(f, "{} Gbps", grouped(u64::from(big / 1_000))),
            big => write!(f, "{} Gbps", decimal(big, 1_000)),
        }
    }
}

impl fmt::Display for BasisPoints {
    /// `7.5 %`, `12 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", decimal(self.0, 100))
    }
}

/// `n / unit` with as many decimals as it has; `unit` is a power of ten. Without floats, whose printing
/// is large in wasm.
fn decimal(n: u32, unit: u32) -> String {
    let (whole, mut rest, mut unit) = (n / unit, n % unit, unit);
    let mut out = grouped(whole.into());
    if rest > 0 {
        out.push('.');
    }
    while rest > 0 {
        unit /= 10;
        out.push(char::from(b'0' + (rest / unit) as u8));
        rest %= unit;
    }
    out
}

/// With a capital letter in front, in Berth's own words: the capitals of all languages are 12 KB of every program for the
/// browser.
pub fn capitalised(text: &str) -> String {
    let mut text = text.to_string();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// So many of something, in words that agree: `1 node`, `1,200 nodes`.
pub fn counted(n: impl Into<u64>, one: &str) -> String {
    let n = n.into();
    format!("{} {one}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// With one decimal: `4.2`, `0.0`. What is counted or a share, so not below 0. Written without the formatting of floats,
/// which weighs more than a view in a program for the browser.
pub fn tenths(x: f64) -> String {
    let tenths = (x * 10.0 + 0.5) as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Digits in groups of three: `15,865`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_rounded() {
        for (x, read) in [(0.0, "0.0"), (0.04, "0.0"), (0.06, "0.1"), (4.2, "4.2"), (9.96, "10.0"), (1234.56, "1234.6")]
        {
            assert_eq!(tenths(x), read);
            assert_eq!(tenths(x), format!("{x:.1}"));
        }
    }

    #[test]
    fn counted_things_agree_with_their_number() {
        assert_eq!(
            [counted(0_u32, "pod"), counted(1_u32, "pod"), counted(1_200_u64, "node")],
            ["0 pods", "1 pod", "1,200 nodes"]
        );
    }

    #[test]
    fn money_reads_as_people_write_it() {
        assert_eq!(MicroUsd(96_000).hourly(), "$0.096");
        assert_eq!(MicroUsd(92_800).hourly(), "$0.0928");
        assert_eq!(MicroUsd(1_000_000).hourly(), "$1.000");
        assert_eq!(MicroUsd(1_261_440_000).cents(), "$1,261.44");
        assert_eq!([MicroUsd(1_261_500_000).brief(), MicroUsd(8_967_000).brief()], ["$1,262", "$8.97"]);
        assert_eq!(MicroUsd(2_595_556).per_pod(), "$2.596");
        assert_eq!(MicroUsd(70_080_000).per_pod(), "$70.08");
    }

    #[test]
    fn shares_and_parts_round_half_up() {
        assert_eq!(MicroUsd(96_000).share(BasisPoints(7_500)), MicroUsd(72_000));
        assert_eq!(MicroUsd(5).share(BasisPoints(5_000)), MicroUsd(3));
        assert_eq!(MicroUsd(10).per(4), MicroUsd(3));
        assert_eq!(MicroUsd(10).per(0), MicroUsd(10));
    }

    #[test]
    fn quantities_carry_their_unit() {
        assert_eq!(Mib(6903).to_string(), "6,903 MiB");
        assert_eq!(Mib(6903).brief(), "6.7 GiB");
        assert_eq!(Mib(16_384).brief(), "16 GiB");
        assert_eq!(MilliCpu(1930).to_string(), "1,930m");
        assert_eq!(Mbps(750).to_string(), "750 Mbps");
        assert_eq!(Mbps(12_500).to_string(), "12.5 Gbps");
        assert_eq!(BasisPoints(750).to_string(), "7.5 %");
        assert_eq!(BasisPoints(1_205).to_string(), "12.05 %");
        assert_eq!(Mbps(3_200_000).to_string(), "3,200 Gbps");
    }
}
