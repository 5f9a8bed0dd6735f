//! A price as AWS writes it: a text of dollars with ten decimals.

use catalog_files::decimal;
use model::catalog::MAX_HOURLY;
use model::units::MicroUsd;

/// Most decimals that are read; AWS writes ten.
const DECIMALS: usize = 12;
/// One micro-dollar in the last of them.
const MICRO: u64 = 1_000_000;

/// What a price must be: the end of a sentence.
pub(super) const ALLOWED: &str = "is not a price in dollars from 0 to 10000, such as 0.0960000000";

/// Micro-dollars, rounded half up: `0.0960000000` is 96,000. `None`: no price.
pub(super) fn usd(text: &str) -> Option<MicroUsd> {
    let price = MicroUsd(decimal(text, DECIMALS)?.checked_add(MICRO / 2)? / MICRO);
    (price <= MAX_HOURLY).then_some(price)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_decimals_are_exact_and_more_than_six_round_half_up() {
        for (text, micro) in [
            ("0.0960000000", 96_000),
            ("0.0000015000", 2),
            ("0.0000014999", 1),
            ("1.285", 1_285_000),
            ("0.0000000000", 0),
            ("10000", 10_000_000_000),
        ] {
            assert_eq!(usd(text), Some(MicroUsd(micro)), "{text}");
        }
    }

    #[test]
    fn what_is_no_price_is_none() {
        for text in ["", "abc", "-0.1", "1,000.00", "10000.000001", "1e-5", "0.0000000000001", "$1"] {
            assert_eq!(usd(text), None, "{text}");
        }
    }
}
