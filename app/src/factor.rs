//! A factor by which all pods are multiplied, as people type it. In hundredths: reading a float would cost the browser half
//! several kilobytes.

use model::scenario::fields::PROFILE_NUMBERS;
use model::scenario::link::Problem;

/// The name of its field. It is no part of a scenario.
pub const KEY: &str = "factor";

/// What is wrong with what was typed; nothing is typed as a rule.
pub fn problem(typed: &str) -> Option<Problem> {
    let is_wrong = !typed.is_empty() && read(typed).is_none();
    is_wrong.then(|| Problem::new(KEY, typed, "a number from 0.01 to 100 with at most two decimals, or nothing"))
}

/// The factor in hundredths; `None` for what is none.
pub fn read(typed: &str) -> Option<u32> {
    let (whole, decimals) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = [if whole.is_empty() { "0" } else { whole }, &format!("{decimals:0<2}")].concat();
    let is_number = !typed.is_empty() && decimals.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|hundredths| is_number && (1..=10_000).contains(hundredths))
}

/// So many pods times a factor in hundredths, within what they may be. What is no number stays as it is.
pub fn scaled(pods: &str, hundredths: u32) -> String {
    let range = &PROFILE_NUMBERS[0];
    let Ok(pods) = pods.parse::<u32>() else { return pods.to_string() };
    let scaled = (u64::from(pods) * u64::from(hundredths) + 50) / 100;
    u32::try_from(scaled).unwrap_or(range.max).clamp(range.min, range.max).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pods_are_rounded_and_stay_in_range() {
        let scaled = |pods, by| scaled(pods, read(by).expect("a factor"));
        assert_eq!(
            (scaled("7", "0.5"), scaled("1", "0.01"), scaled("150000", "100")),
            ("4".into(), "1".into(), "150000".into())
        );
        assert_eq!(
            (scaled("4294967295", "100"), scaled("", "2"), scaled("1e3", "2")),
            ("150000".into(), "".into(), "1e3".into())
        );
    }

    #[test]
    fn a_factor_is_a_number_in_range() {
        assert_eq!(
            ["1.5", "0.01", ".5", "100", "2."].map(read),
            [Some(150), Some(1), Some(50), Some(10_000), Some(200)]
        );
        for wrong in ["", ".", "0", "-1", "NaN", "100.01", "1.005", "1,5", "+2", "9999999999", "x"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
