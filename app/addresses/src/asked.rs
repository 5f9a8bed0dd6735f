//! What is asked about addresses besides the scenario, by keys: in queries, forms and on the command line.

use crate::simulate::setup::{EVENTS, Event};
use crate::simulate::throttle::Throttle;
use crate::which::Which;
use model::scenario::link::Problem;
use model::units::grouped;

/// Most minutes that are simulated.
pub const MOST_MINUTES: u32 = 120;
/// Most pods of a burst on a node.
pub const MOST_BURST: u32 = 250;

/// Most tokens of EC2's bucket for an action, and most that come back each second.
pub const MOST_TOKENS: u32 = 10_000;

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
    /// Calls of one action that EC2 takes at once from the account; 0 where none is refused.
    pub tokens: u32,
    /// Calls of one action that it takes each second in the long run.
    pub refill: u32,
    /// Which nodes are looked at.
    pub nodes: Which,
}

impl Default for Asked {
    fn default() -> Asked {
        // the refill is that of AWS's own example, DescribeHosts
        Asked {
            event: Event::Rolling { surge: 25, unavailable: 25 },
            seconds: 1_800,
            burst: 3,
            seed: 1,
            tokens: 0,
            refill: 20,
            nodes: Which::OneType,
        }
    }
}

impl Asked {
    /// The keys.
    pub const KEYS: [&str; 7] = ["event", "minutes", "burst", "seed", "tokens", "refill", "nodes"];

    /// What the account may ask of EC2.
    pub fn throttle(&self) -> Option<Throttle> {
        (self.tokens > 0).then_some(Throttle { tokens: self.tokens, per_second: self.refill })
    }

    /// What differs from the default, as pairs for a query.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let of = |asked: &Asked| {
            let numbers = [asked.seconds / 60, asked.burst, asked.seed as u32, asked.tokens, asked.refill];
            let [event, nodes] = [asked.event.code(), asked.nodes.code()].map(str::to_string);
            let values = std::iter::once(event).chain(numbers.iter().map(u32::to_string)).chain([nodes]);
            Asked::KEYS.into_iter().zip(values).collect::<Vec<_>>()
        };
        of(self)
            .into_iter()
            .zip(of(&Asked::default()))
            .filter(|(own, usual)| own != usual)
            .map(|(own, _)| own)
            .collect()
    }

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
            "tokens" => self.tokens = number(0, MOST_TOKENS).unwrap_or(self.tokens),
            "refill" => self.refill = number(1, MOST_TOKENS).unwrap_or(self.refill),
            "event" => match Event::usual(value) {
                Some(event) => self.event = event,
                None => problems.push(Problem::new(key, value, format!("one of {}", EVENTS.join(", ")))),
            },
            "nodes" => match Which::of_code(value) {
                Some(nodes) => self.nodes = nodes,
                None => {
                    let codes = Which::ALL.map(Which::code).join(", ");
                    problems.push(Problem::new(key, value, format!("one of {codes}")));
                }
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
        let right = [
            ("event", "zone-lost"),
            ("minutes", "10"),
            ("burst", "7"),
            ("seed", "3"),
            ("tokens", "50"),
            ("refill", "5"),
            ("nodes", "fleet"),
            ("other", "x"),
        ];
        let expected = Asked {
            event: Event::ZoneLost,
            seconds: 600,
            burst: 7,
            seed: 3,
            tokens: 50,
            refill: 5,
            nodes: Which::Fleet,
        };
        assert_eq!(asked(&right), (expected, 0));
        assert_eq!(expected.throttle(), Some(Throttle { tokens: 50, per_second: 5 }));
        let written: Vec<(&str, String)> = expected.pairs();
        assert_eq!(written, right[..7].iter().map(|(key, value)| (*key, value.to_string())).collect::<Vec<_>>());
        assert_eq!((Asked::default().pairs(), Asked::default().throttle()), (Vec::new(), None));
        let wrong = [
            ("minutes", "0"),
            ("burst", "-1"),
            ("seed", ""),
            ("event", "flood"),
            ("tokens", "x"),
            ("refill", "0"),
            ("nodes", "all"),
        ];
        assert_eq!(asked(&wrong), (Asked::default(), 7));
        for code in EVENTS {
            assert_eq!(Event::usual(code).map(|event| event.code()), Some(code));
        }
    }
}
