//! One axis: where a value lies, which ticks it has and how they read.
//!
//! Values are whole numbers of a base unit. A spread from [`LOG_FROM`] on makes the axis logarithmic, so
//! that extreme values do not squash the others; else it is linear from 0. To get a linear one whatever the
//! values says so. Both ends are round numbers: the axis holds still while values move a little. This module must
//! not know what the values mean.

use crate::svg::{FONT_SIZE, text_width};
use model::units::grouped;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use std::ops::Range;

/// An axis is logarithmic when its greatest value is at least this many times its least, and that is not 0.
pub(crate) const LOG_FROM: u64 = 20;

/// Values above are drawn at the end of the axis: $1 trillion in micro-dollars.
pub(crate) const MAX_VALUE: u64 = 1_000_000_000_000_000_000;

/// Between the ends of the axis line and the first and last value, so that dots stay off the axes.
const INSET: i32 = 7;

/// What a value of 1 is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// One.
    Count,
    /// A millionth of a US dollar.
    MicroUsd,
    /// A hundredth.
    Percent,
}

/// Which way labels may run into each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// Side by side.
    X,
    /// On top of each other.
    Y,
}

/// The least and greatest of some values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spread {
    pub(crate) least: u64,
    pub(crate) greatest: u64,
}

/// An axis.
pub(crate) struct Scale {
    unit: Unit,
    log: bool,
    ends: Range<u64>,
    from: f64,
    span: f64,
    decimals: Option<usize>,
    ticks: Vec<u64>,
}

impl Scale {
    /// An axis over the values in a length of that many pixels; without values it has no ticks.
    pub(crate) fn new(values: Option<Spread>, unit: Unit, along: Along, pixels: i32) -> Scale {
        let Some(Spread { least, greatest }) = values else {
            return Scale::empty(unit);
        };
        let (least, greatest) = (least.min(MAX_VALUE), greatest.min(MAX_VALUE));
        let fits = |scale: &Scale| scale.labels_fit(along, pixels);
        if least > 0 && greatest / LOG_FROM >= least {
            Scale::logarithmic(one_digit(least, false), one_digit(greatest, true), unit, fits)
        } else {
            Scale::linear(0, greatest, unit, fits)
        }
    }

    /// A linear axis that starts near the least value.
    pub(crate) fn even(values: Option<Spread>, unit: Unit, along: Along, pixels: i32) -> Scale {
        let Some(Spread { least, greatest }) = values else {
            return Scale::empty(unit);
        };
        let fits = |scale: &Scale| scale.labels_fit(along, pixels);
        Scale::linear(least.min(MAX_VALUE), greatest.min(MAX_VALUE), unit, fits)
    }

    fn empty(unit: Unit) -> Scale {
        Scale { unit, log: false, ends: 0..1, from: 0.0, span: 1.0, decimals: None, ticks: Vec::new() }
    }

    fn logarithmic(low: u64, high: u64, unit: Unit, fits: impl Fn(&Scale) -> bool) -> Scale {
        let (from, to) = (log2(low), log2(high));
        let mut scale =
            Scale { unit, log: true, ends: low..high, from, span: to - from, decimals: None, ticks: Vec::new() };
        scale.ticks = ticks(round_up(low), high, None);
        let first_and_last = match scale.ticks[..] {
            [first, .., last] => vec![first, last],
            _ => Vec::new(),
        };
        // 1, 2, 5, 10; else 1, 10, 100; else 1, 100 ...
        let mut factor = 10;
        while scale.ticks.len() > 2 && !fits(&scale) {
            scale.ticks = ticks(power_of_ten_from(low), high, Some(factor));
            factor *= 10;
        }
        if scale.ticks.len() < 2 {
            scale.ticks = first_and_last;
        }
        scale
    }

    fn linear(least: u64, greatest: u64, unit: Unit, fits: impl Fn(&Scale) -> bool) -> Scale {
        let one = if unit == Unit::MicroUsd { 1_000_000 } else { 1 };
        let greatest = if greatest == 0 { one } else { greatest };
        let mut step = round_up((greatest - least.min(greatest)).div_ceil(10));
        loop {
            let (first, last) = (least / step, greatest.div_ceil(step));
            let (low, end) = (first * step, last.max(first + 1) * step);
            let ticks: Vec<u64> = (first..=end / step).map(|n| n * step).collect();
            let (from, span) = (low as f64, (end - low) as f64);
            let scale =
                Scale { unit, log: false, ends: low..end, from, span, decimals: Some(decimals(step, unit)), ticks };
            if scale.ticks.len() < 3 || fits(&scale) {
                return scale;
            }
            step = next_round(step);
        }
    }

    fn labels_fit(&self, along: Along, pixels: i32) -> bool {
        let limits = if along == Along::X { (0, pixels) } else { (pixels, 0) };
        // Half a label and half of the gap next to it.
        let half = |tick| match along {
            Along::X => text_width(&self.label(tick)) / 2 + 3,
            Along::Y => FONT_SIZE * 3 / 4 + 1,
        };
        self.ticks.windows(2).all(|pair| {
            let gap = (self.pixel(pair[1], limits) - self.pixel(pair[0], limits)).abs();
            gap >= half(pair[0]) + half(pair[1])
        })
    }

    /// The ticks.
    pub(crate) fn ticks(&self) -> &[u64] {
        &self.ticks
    }

    /// Whether a value lies on the axis; one that does not is drawn at its end.
    pub(crate) fn holds(&self, value: u64) -> bool {
        (self.ends.start..=self.ends.end).contains(&value.min(MAX_VALUE))
    }

    /// How a tick reads.
    pub(crate) fn label(&self, tick: u64) -> String {
        match self.unit {
            Unit::Count => whole(tick),
            Unit::Percent => whole(tick) + " %",
            Unit::MicroUsd => {
                let decimals = self.decimals.unwrap_or_else(|| decimals(tick, self.unit));
                let mut text = whole(tick / 1_000_000);
                text.insert(0, '$');
                if decimals > 0 && tick > 0 {
                    text.push('.');
                    let mut rest = tick % 1_000_000;
                    for _ in 0..decimals {
                        rest *= 10;
                        text.push(char::from(b'0' + (rest / 1_000_000) as u8));
                        rest %= 1_000_000;
                    }
                }
                text
            }
        }
    }

    /// Where a value lies between two pixels, the first of which is the low end.
    pub(crate) fn pixel(&self, value: u64, (low, high): (i32, i32)) -> i32 {
        let inset = if low < high { INSET } else { -INSET };
        // A linear axis starts at its first tick.
        let low = if self.log { low + inset } else { low };
        let value = value.clamp(self.ends.start, self.ends.end);
        let along = if self.log { log2(value) } else { value as f64 };
        let share = (along - self.from) / self.span;
        (f64::from(low) + f64::from(high - inset - low) * share + 0.5) as i32
    }
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = u64;

    fn map(&self, value: &u64, limit: (i32, i32)) -> i32 {
        self.pixel(*value, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<u64> {
        // There are no lines between ticks.
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<u64> {
        self.ends.clone()
    }
}

impl ValueFormatter<u64> for Scale {
    fn format_ext(&self, value: &u64) -> String {
        self.label(*value)
    }
}

/// Base-2 logarithm by arithmetic alone, good to 10^-7. The standard library's differs between
/// targets in the last bit, and so would a pixel now and then.
fn log2(value: u64) -> f64 {
    use std::f64::consts::{LOG2_E, SQRT_2};
    let bits = (value.max(1) as f64).to_bits();
    let exponent = (bits >> 52) as i32 - 1023;
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    // log2(m) = 1/2 + 2 log2(e) artanh((m - sqrt 2) / (m + sqrt 2)), for m from 1 to 2
    let s = (mantissa - SQRT_2) / (mantissa + SQRT_2);
    let s2 = s * s;
    let artanh = s * (1.0 + s2 * (1.0 / 3.0 + s2 * (1.0 / 5.0 + s2 / 7.0)));
    f64::from(exponent) + 0.5 + 2.0 * LOG2_E * artanh
}

/// The next number of one digit and zeros, up or down: 300 or 200 for 234.
fn one_digit(value: u64, up: bool) -> u64 {
    let mut power = 1;
    while value / power >= 10 {
        power *= 10;
    }
    if up { value.div_ceil(power) * power } else { value / power * power }
}

/// The least of 1, 2, 5, 10, 20 ... from a value on.
fn round_up(value: u64) -> u64 {
    let mut round = 1;
    while round < value {
        round = next_round(round);
    }
    round
}

/// From 1 to 2 to 5 to 10 to 20.
fn next_round(round: u64) -> u64 {
    let mut leading = round;
    while leading >= 10 {
        leading /= 10;
    }
    if leading == 2 { round / 2 * 5 } else { round * 2 }
}

/// Each one so many times the one before, or the next round number.
fn ticks(first: u64, last: u64, factor: Option<u64>) -> Vec<u64> {
    let mut ticks = Vec::new();
    let mut tick = first;
    while tick <= last {
        ticks.push(tick);
        tick = factor.map_or_else(|| next_round(tick), |factor| tick.saturating_mul(factor));
    }
    ticks
}

fn power_of_ten_from(value: u64) -> u64 {
    let mut power: u64 = 1;
    while power < value {
        power *= 10;
    }
    power
}

/// Decimals that show a tick in full: none, or at least the two of cents.
fn decimals(tick: u64, unit: Unit) -> usize {
    let mut rest = tick % 1_000_000;
    if unit != Unit::MicroUsd || rest == 0 {
        return 0;
    }
    let mut decimals = 6;
    while decimals > 2 && rest.is_multiple_of(10) {
        rest /= 10;
        decimals -= 1;
    }
    decimals
}

/// `5,000`, `10k`, `1.5M`.
fn whole(n: u64) -> String {
    if n >= 10_000 {
        for (size, suffix) in [(1_000_000_000_000, 'T'), (1_000_000_000, 'B'), (1_000_000, 'M'), (1_000, 'k')] {
            if n >= size && n.is_multiple_of(size / 10) {
                let mut text = grouped(n / size);
                let tenth = (n % size / (size / 10)) as u8;
                if tenth > 0 {
                    text.push('.');
                    text.push(char::from(b'0' + tenth));
                }
                text.push(suffix);
                return text;
            }
        }
    }
    grouped(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(least: u64, greatest: u64, unit: Unit, along: Along, pixels: i32) -> Scale {
        Scale::new(Some(Spread { least, greatest }), unit, along, pixels)
    }

    fn labels(scale: &Scale) -> String {
        scale.ticks().iter().map(|&tick| scale.label(tick)).collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check_count(least: u64, greatest: u64, pixels: i32, expected: &str) {
        assert_eq!(labels(&scale(least, greatest, Unit::Count, Along::X, pixels)), expected);
    }

    #[track_caller]
    fn check_dollars(least: u64, greatest: u64, pixels: i32, expected: &str) {
        assert_eq!(labels(&scale(least, greatest, Unit::MicroUsd, Along::Y, pixels)), expected);
    }

    #[test]
    fn a_wide_spread_has_round_ticks_on_a_log_axis() {
        check_count(1, 250, 640, "1 2 5 10 20 50 100 200");
        check_count(8, 234, 290, "10 20 50 100 200");
        check_dollars(500_000, 80_000_000, 320, "$0.50 $1 $2 $5 $10 $20 $50");
    }

    #[test]
    fn ticks_thin_out_to_decades_and_further() {
        check_count(1, 100_000, 290, "1 10 100 1,000 10k 100k");
        check_count(1, u64::from(u32::MAX), 290, "1 100 10k 1M 100M");
        check_dollars(1, u64::MAX, 100, "$0.000001 $0.10 $10k $1B");
    }

    #[test]
    fn a_narrow_spread_is_linear_from_zero() {
        check_count(8, 110, 290, "0 20 40 60 80 100 120");
        check_count(29, 29, 640, "0 5 10 15 20 25 30");
        check_dollars(1_000_000, 2_400_000, 320, "$0 $0.50 $1.00 $1.50 $2.00 $2.50");
        check_dollars(10_000, 31_000, 230, "$0 $0.005 $0.010 $0.015 $0.020 $0.025 $0.030 $0.035");
    }

    #[test]
    fn an_even_axis_starts_near_its_least_value() {
        let labels_of = |least, greatest| {
            let spread = Some(Spread { least, greatest });
            labels(&Scale::even(spread, Unit::Percent, Along::X, 300))
        };
        assert_eq!(labels_of(1, 200), "0 % 50 % 100 % 150 % 200 %");
        assert_eq!(labels_of(9_190, 10_820), "9,000 % 9,500 % 10k % 10.5k % 11k %");
        assert_eq!(labels_of(7, 7), "7 % 8 %");
    }

    #[test]
    fn zero_has_no_place_on_a_log_axis() {
        check_dollars(0, 900_000_000, 320, "$0 $100 $200 $300 $400 $500 $600 $700 $800 $900");
        check_count(0, 0, 290, "0 1");
    }

    #[test]
    fn there_are_always_two_ticks_and_they_never_touch() {
        let values: Vec<u64> = (0..30).map(|n| 1_u64 << (2 * n)).flat_map(|n| [n, n + n / 3, n + n / 2 + 1]).collect();
        for (unit, along, height) in [(Unit::Count, Along::X, 0), (Unit::MicroUsd, Along::Y, FONT_SIZE)] {
            for (&least, &greatest) in values.iter().flat_map(|a| values.iter().map(move |b| (a, b))) {
                for pixels in [90, 290, 640, 4_000] {
                    if least > greatest {
                        continue;
                    }
                    let scale = scale(least, greatest, unit, along, pixels);
                    let places: Vec<i32> = scale.ticks().iter().map(|&tick| scale.pixel(tick, (0, pixels))).collect();
                    let needs = |tick| if height > 0 { height } else { text_width(&scale.label(tick)) };
                    assert!(places.len() >= 2, "{least} to {greatest} in {pixels}");
                    for (pair, at) in scale.ticks().windows(2).zip(places.windows(2)) {
                        let room = at[1] - at[0] - (needs(pair[0]) + needs(pair[1])) / 2;
                        assert!(
                            room >= 0 || places.len() == 2,
                            "{least} to {greatest} in {pixels}: {}",
                            labels(&scale)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_axis_changes_kind_at_twenty_times() {
        assert!(!scale(10, 199, Unit::Count, Along::X, 640).log);
        assert!(scale(10, 200, Unit::Count, Along::X, 640).log);
    }

    #[test]
    fn values_keep_their_order_and_stay_inside() {
        for (least, greatest) in [(1, 250), (0, 9), (7, 7), (1, u64::MAX), (0, u64::MAX), (3, 60)] {
            let scale = scale(least, greatest, Unit::Count, Along::X, 300);
            let mut before = 40;
            for n in 0..=1_000 {
                let value = least + (greatest - least) / 1_000 * n;
                let pixel = scale.pixel(value, (40, 340));
                assert!(before <= pixel && pixel <= 340, "{value} at {pixel} after {before}");
                before = pixel;
            }
        }
    }

    #[test]
    fn logarithms_are_good_to_ten_to_the_minus_seven() {
        for value in (1..5_000).chain((0..64).map(|n| u64::MAX >> n)) {
            let error = log2(value) - (value as f64).log2();
            assert!(error.abs() < 1e-7, "log2({value}) is off by {error}");
        }
    }

    #[test]
    fn ends_have_one_digit() {
        assert_eq!([one_digit(234, false), one_digit(234, true)], [200, 300]);
        assert_eq!([one_digit(7, false), one_digit(7, true)], [7, 7]);
        assert_eq!([one_digit(999, false), one_digit(999, true)], [900, 1_000]);
    }

    #[test]
    fn figures_read_short() {
        let read = [1, 9_500, 10_000, 12_345, 15_000, 500_000, 1_500_000, 4_500_000_000, 1_000_000_000_000].map(whole);
        assert_eq!(read.join(" "), "1 9,500 10k 12,345 15k 500k 1.5M 4.5B 1T");
    }
}
