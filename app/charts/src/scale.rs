//! One axis: where a value lies, which ticks it has and how they read.
//!
//! Values are whole numbers of a base unit. A spread above [`LOG_FROM`] makes the axis logarithmic, so
//! that extreme values do not squash the others; else it is linear from 0. Both ends are round numbers:
//! the axis holds still while values move a little. This module must not know what the values mean.

use crate::svg::{FONT_SIZE, text_width};
use model::units::grouped;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use std::ops::Range;

/// An axis is logarithmic when its greatest value is more than this many times its least.
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
            Scale::logarithmic(round_down(least), round_up(greatest), unit, fits)
        } else {
            Scale::linear(greatest, unit, fits)
        }
    }

    fn empty(unit: Unit) -> Scale {
        Scale { unit, log: false, ends: 0..1, from: 0.0, span: 1.0, decimals: None, ticks: Vec::new() }
    }

    fn logarithmic(low: u64, high: u64, unit: Unit, fits: impl Fn(&Scale) -> bool) -> Scale {
        let (from, to) = (log2(low), log2(high));
        let mut scale =
            Scale { unit, log: true, ends: low..high, from, span: to - from, decimals: None, ticks: Vec::new() };
        // 1, 2, 5, 10; then 1, 10; then 1, 100 ...
        for decades in 0.. {
            scale.ticks.clear();
            let mut tick = if decades == 0 { low } else { power_of_ten_from(low) };
            while tick <= high {
                scale.ticks.push(tick);
                tick =
                    if decades == 0 { next_round(tick) } else { tick.saturating_mul(10_u64.saturating_pow(decades)) };
            }
            if scale.ticks.len() < 3 || fits(&scale) {
                break;
            }
        }
        scale
    }

    fn linear(greatest: u64, unit: Unit, fits: impl Fn(&Scale) -> bool) -> Scale {
        let one = if unit == Unit::MicroUsd { 1_000_000 } else { 1 };
        let greatest = if greatest == 0 { one } else { greatest };
        let mut step = round_up(greatest.div_ceil(10));
        loop {
            let end = greatest.div_ceil(step) * step;
            let ticks: Vec<u64> = (0..=end / step).map(|n| n * step).collect();
            let decimals = Some(decimals(step, unit));
            let scale = Scale { unit, log: false, ends: 0..end, from: 0.0, span: end as f64, decimals, ticks };
            if scale.ticks.len() < 3 || fits(&scale) {
                return scale;
            }
            step = next_round(step);
        }
    }

    fn labels_fit(&self, along: Along, pixels: i32) -> bool {
        let limits = if along == Along::X { (0, pixels) } else { (pixels, 0) };
        // Half a label and half of the gap beside it.
        let half = |tick| match along {
            Along::X => text_width(&self.label(tick)) / 2 + 5,
            Along::Y => FONT_SIZE,
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

    /// How a tick reads.
    pub(crate) fn label(&self, tick: u64) -> String {
        match self.unit {
            Unit::Count => whole(tick),
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
        // A linear axis starts at its 0.
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

/// The greatest of 1, 2, 5, 10, 20 ... up to a value of at least 1.
fn round_down(value: u64) -> u64 {
    let mut round = 1;
    while next_round(round) <= value {
        round = next_round(round);
    }
    round
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
    if unit == Unit::Count || rest == 0 {
        return 0;
    }
    let mut decimals = 6;
    while decimals > 2 && rest.is_multiple_of(10) {
        rest /= 10;
        decimals -= 1;
    }
    decimals
}

/// `5,000`, `10k`, `2M`.
fn whole(n: u64) -> String {
    if n >= 10_000 {
        for (size, suffix) in [(1_000_000_000_000, 'T'), (1_000_000_000, 'B'), (1_000_000, 'M'), (1_000, 'k')] {
            if n.is_multiple_of(size) {
                let mut text = grouped(n / size);
                text.push(suffix);
                return text;
            }
        }
    }
    grouped(n)
}
