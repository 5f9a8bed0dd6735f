//! A slider: how positions on it and values become one another.
//!
//! Logarithms are libm's, not the platform's, so that server and browser agree to the last bit.

use libm::{exp, log};

/// How a slider spreads its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Even steps.
    Linear,
    /// Finer at the small end.
    Log,
}

/// A slider: positions from 0 to [`Slider::STEPS`] for values from `min` to `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slider {
    /// Value at the lower end.
    pub min: u32,
    /// Value at the upper end.
    pub max: u32,
    /// Spread.
    pub scale: Scale,
}

impl Slider {
    /// The last position.
    pub const STEPS: u32 = 1_000;

    /// The position of a value.
    pub fn position(&self, value: u32) -> u32 {
        let (low, high) = (f64::from(self.min), f64::from(self.max));
        // Clamped as whole numbers: of floats it brings all that writes a float as text.
        let value = f64::from(value.clamp(self.min, self.max));
        let position = match self.scale {
            Scale::Linear => (value - low) / (high - low),
            Scale::Log => log(1.0 + value - low) / log(1.0 + high - low),
        };
        (position * f64::from(Self::STEPS)).round() as u32
    }

    /// The value at a position, in two significant digits on a logarithmic slider.
    pub fn value(&self, position: u32) -> u32 {
        let position = f64::from(position.min(Self::STEPS)) / f64::from(Self::STEPS);
        let (low, high) = (f64::from(self.min), f64::from(self.max));
        let value = match self.scale {
            Scale::Linear => low + position * (high - low),
            Scale::Log => two_digits(low - 1.0 + exp(position * log(1.0 + high - low))),
        };
        (value.round() as u32).clamp(self.min, self.max)
    }

    /// The value `steps` positions up or down from a value, and at least one value away unless at the end.
    pub fn step(&self, value: u32, steps: i32) -> u32 {
        let last = i64::from(Self::STEPS);
        let mut position = i64::from(self.position(value)) + i64::from(steps);
        while (0..=last).contains(&position) {
            let next = self.value(position as u32);
            if next != value && (next > value) == (steps > 0) {
                return next;
            }
            position += i64::from(steps.signum());
        }
        if steps > 0 { self.max.max(value) } else { self.min }
    }
}

/// Rounded to two significant digits, so that a slider stops at round figures.
fn two_digits(value: f64) -> f64 {
    if value < 100.0 {
        return value.round();
    }
    let unit = f64::from(10_u32.pow((value as u32).ilog10() - 1));
    (value / unit).round() * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The platform's logarithms, which the site used before, give the same values at every place.
    #[test]
    fn values_are_those_of_exact_logarithms() {
        for (min, max) in [(0, 16_000), (0, 131_072), (1, 5_000), (1, 150_000), (0, 10_000)] {
            let slider = Slider { min, max, scale: Scale::Log };
            let (low, high) = (f64::from(min), f64::from(max));
            for place in 0..=Slider::STEPS {
                let share = f64::from(place) / f64::from(Slider::STEPS);
                let exact = low - 1.0 + (share * (1.0 + high - low).ln()).exp();
                let unit = if exact < 100.0 { 1.0 } else { 10_f64.powf(exact.log10().floor() - 1.0) };
                let expected = ((exact / unit).round() * unit).round() as u32;
                assert_eq!(slider.value(place), expected.clamp(min, max), "{place} of {min} to {max}");
            }
        }
    }
}
