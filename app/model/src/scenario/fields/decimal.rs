//! Numbers that people see and type with decimals, in per cent or dollars. Links and files carry them as whole numbers.

use crate::units::grouped;

/// How people see a number.
pub struct Decimal {
    /// The number's key in links and files.
    pub key: &'static str,
    /// Its name in forms, which tells what is typed there from what a link carries.
    pub name: &'static str,
    /// Unit on the page.
    pub unit: &'static str,
    /// Decimals: 2 where the whole number counts hundredths.
    pub places: usize,
}

const DOLLARS: &str = "US$";

/// Every such number of the scenario.
pub static DECIMALS: [Decimal; 4] = [
    Decimal { key: "overhead_bp", name: "overhead", unit: "%", places: 2 },
    Decimal { key: "discount_bp", name: "discount", unit: "%", places: 2 },
    Decimal { key: "gib_mils", name: "gib_usd", unit: DOLLARS, places: 3 },
    Decimal { key: "agent_cents", name: "agent_usd", unit: DOLLARS, places: 2 },
];

/// How people see the number of a link's key, if it is one of these.
pub fn decimal(key: &str) -> Option<&'static Decimal> {
    DECIMALS.iter().find(|d| d.key == key)
}

/// The number of a form's name.
pub fn decimal_named(name: &str) -> Option<&'static Decimal> {
    DECIMALS.iter().find(|d| d.name == name)
}

impl Decimal {
    /// A whole number as people see it: of hundredths 3000 is `30`, 1250 is `12.5`.
    pub fn text(&self, n: u32) -> String {
        let digits = format!("{n:0width$}", width = self.places + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.places);
        bare(&format!("{whole}.{decimals}")).to_string()
    }

    /// The same where it is said with its unit: `12.5 %`, and dollars as they are written everywhere, `$0.08`.
    pub fn with_unit(&self, n: u32) -> String {
        let text = self.text(n);
        if self.unit != DOLLARS {
            return format!("{text} {}", self.unit);
        }
        let decimals = text.split_once('.').map_or("", |(_, decimals)| decimals);
        format!("${}.{decimals:0<2}", grouped((n / 10_u32.pow(self.places as u32)).into()))
    }

    /// The whole number of what people type; nothing for more decimals than there are and for what is no number.
    pub fn read(&self, typed: &str) -> Option<u32> {
        let (whole, decimals) = typed.split_once('.').unwrap_or((typed, ""));
        let digits = format!("{whole}{decimals:0<width$}", width = self.places);
        let is_number = typed.bytes().any(|b| b.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| is_number && decimals.len() <= self.places)
    }

    /// What people may type, as the end of a sentence.
    pub fn range(&self, min: u32, max: u32) -> String {
        format!("a number from {} to {}, with at most {} decimals", self.text(min), self.text(max), self.places)
    }
}

/// A number without the zeros that say nothing: `0100` is `100`, `12.50` is `12.5`.
pub fn bare(number: &str) -> &str {
    let number = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
    let rest = number.trim_start_matches('0');
    if rest.is_empty() || rest.starts_with('.') {
        &number[(number.len() - rest.len()).saturating_sub(1)..]
    } else {
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::fields::{NUMBERS, number};

    #[test]
    fn people_see_per_cent_and_dollars() {
        let [_, discount, gib, _] = &DECIMALS;
        for (n, seen) in [(0, "0"), (5, "0.05"), (50, "0.5"), (1250, "12.5"), (3000, "30"), (9000, "90")] {
            assert_eq!((discount.text(n).as_str(), discount.read(seen)), (seen, Some(n)));
        }
        assert_eq!((gib.text(80).as_str(), gib.read("0.08"), gib.read("0.080")), ("0.08", Some(80), Some(80)));
        assert_eq!([".5", "12.", "012.50"].map(|typed| discount.read(typed)), [Some(50), Some(1200), Some(1250)]);
        for wrong in ["", ".", "-1", "1.234", "1,5", "1e3", "30 %", "99999999999"] {
            assert_eq!(discount.read(wrong), None, "{wrong}");
        }
    }

    /// 80 thousandths of a dollar are eight cents, and half a cent stays; 123,450 cents are 1,234 dollars and a half.
    #[test]
    fn dollars_come_before_the_figure() {
        let [_, discount, gib, agent] = &DECIMALS;
        for (decimal, n, said) in [
            (gib, 80, "$0.08"),
            (gib, 85, "$0.085"),
            (gib, 1_000, "$1.00"),
            (gib, 0, "$0.00"),
            (agent, 50, "$0.50"),
            (agent, 123_450, "$1,234.50"),
            (discount, 1_250, "12.5 %"),
        ] {
            assert_eq!(decimal.with_unit(n), said);
        }
    }

    #[test]
    fn zeros_that_say_nothing_are_left_out() {
        let cases =
            [("0100", "100"), ("0", "0"), ("00", "0"), ("", ""), ("100", "100"), ("0.50", "0.5"), ("10.00", "10")];
        for (number, expected) in cases {
            assert_eq!(bare(number), expected, "{number}");
        }
    }

    #[test]
    fn every_one_of_them_is_a_number_of_the_scenario() {
        for d in &DECIMALS {
            assert!(number(&NUMBERS, d.key).is_some() && number(&NUMBERS, d.name).is_none(), "{}", d.key);
        }
    }
}
