//! A slider: how places on it and values become one another.

/// How a slider spreads its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Even steps.
    Linear,
    /// Finer at the small end.
    Log,
}

/// A slider: places from 0 to [`Slider::STEPS`] for values from `min` to `max`.
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
    /// The last place.
    pub const STEPS: u32 = 1_000;

    /// The place of a value.
    pub fn place(&self, value: u32) -> u32 {
        let (low, high) = (f64::from(self.min), f64::from(self.max));
        let value = f64::from(value).clamp(low, high);
        let place = match self.scale {
            Scale::Linear => (value - low) / (high - low),
            Scale::Log => (1.0 + value - low).ln() / (1.0 + high - low).ln(),
        };
        (place * f64::from(Self::STEPS)).round() as u32
    }

    /// The value at a place, in two significant digits on a logarithmic slider.
    pub fn value(&self, place: u32) -> u32 {
        let place = f64::from(place.min(Self::STEPS)) / f64::from(Self::STEPS);
        let (low, high) = (f64::from(self.min), f64::from(self.max));
        let value = match self.scale {
            Scale::Linear => low + place * (high - low),
            Scale::Log => two_digits(low - 1.0 + (place * (1.0 + high - low).ln()).exp()),
        };
        (value.round() as u32).clamp(self.min, self.max)
    }

    /// The value `steps` places up or down from a value, and at least one value away unless at the end.
    pub fn step(&self, value: u32, steps: i32) -> u32 {
        let last = i64::from(Self::STEPS);
        let mut place = i64::from(self.place(value)) + i64::from(steps);
        while (0..=last).contains(&place) {
            let next = self.value(place as u32);
            if next != value && (next > value) == (steps > 0) {
                return next;
            }
            place += i64::from(steps.signum());
        }
        if steps > 0 { self.max.max(value) } else { self.min }
    }
}

/// Rounded to two significant digits, so that a slider stops at figures people say.
fn two_digits(value: f64) -> f64 {
    if value < 100.0 {
        return value.round();
    }
    let unit = 10f64.powi(value.log10().floor() as i32 - 1);
    (value / unit).round() * unit
}
