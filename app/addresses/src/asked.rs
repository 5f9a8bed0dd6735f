//! What is asked about addresses besides the scenario, by keys: in queries, forms and on the command line.

use crate::simulate::setup::{EVENTS, Event};
use model::scenario::link::Problem;
use model::units::grouped;

/// Most minutes that are simulated.
pub const MOST_MINUTES: u32 = 120;
/// Most pods of a burst on a node.
pub const MOST_BURST: u32 = 250;

/// What is asked besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What happens in the simulation; events that depend on the cluster's size take their usual share of it where 0 is set.
    pub event: Event,
    /// Seconds that are simulated.
    pub seconds: u32,
    /// Pods that may come to a node at once and must not wait, for the tuner.
    pub burst: u32,
    /// Where chance starts from.
    pub seed: u64,
}

impl Default for Asked {
    fn default() -> Asked {
        Asked { event: Event::Rolling { surge: 25, unavailable: 25 }, seconds: 1_800, burst: 3, seed: 1 }
    }
}

impl Asked {
    /// The keys: `event`, `minutes`, `burst`, `seed`.
    pub const KEYS: [&str; 4] = ["event", "minutes", "burst", "seed"];

    /// Takes one setting by its key; what is wrong leaves it as it is, and is added. Other keys are left to whoever reads them.
    pub fn set(&mut self, key: &str, value: &str, problems: &mut Vec<Problem>) {
        let mut number = |low: u32, high: u32| {
            let number = value.parse().ok().filter(|n| (low..=high).contains(n));
            if number.is_none() {
                let allowed = format!("a whole number from {low} to {}", grouped(high.into()));
                problems.push(Problem::new(key, value, allowed));
            }
            number
        };
        match key {
            "minutes" => self.seconds = number(1, MOST_MINUTES).map_or(self.seconds, |n| n * 60),
            "burst" => self.burst = number(0, MOST_BURST).unwrap_or(self.burst),
            "seed" => self.seed = number(0, u32::MAX).map_or(self.seed, u64::from),
            "event" => match Event::usual(value) {
                Some(event) => self.event = event,
                None => problems.push(Problem::new(key, value, format!("one of {}", EVENTS.join(", ")))),
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> (Asked, usize) {
        let (mut asked, mut problems) = (Asked::default(), Vec::new());
        pairs.iter().for_each(|(key, value)| asked.set(key, value, &mut problems));
        (asked, problems.len())
    }

    #[test]
    fn settings_are_read_and_everything_wrong_is_named() {
        let right = [("minutes", "10"), ("burst", "7"), ("seed", "3"), ("event", "zone-lost"), ("other", "x")];
        let expected = Asked { event: Event::ZoneLost, seconds: 600, burst: 7, seed: 3 };
        assert_eq!(asked(&right), (expected, 0));
        let wrong = [("minutes", "0"), ("burst", "-1"), ("seed", ""), ("event", "flood")];
        assert_eq!(asked(&wrong), (Asked::default(), 4));
        for code in EVENTS {
            assert_eq!(Event::usual(code).map(|event| event.code()), Some(code));
        }
    }
}
