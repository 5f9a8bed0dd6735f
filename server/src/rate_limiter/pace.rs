//! How often something may be done.

use model::units::grouped;
use std::fmt;
use std::time::Duration;

/// So many times in a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// So many; 0 sets no limit.
    pub times: u32,
    /// In this while.
    pub within: Duration,
    /// So many of them at once.
    pub at_once: u32,
}

impl Pace {
    /// So many times a minute, a third of them at once; 0 sets no limit.
    pub fn a_minute(times: u32) -> Pace {
        Pace { times, within: Duration::from_secs(60), at_once: (times / 3).max(1) }
    }

    /// So many times a day, a quarter of them at once; 0 sets no limit.
    pub fn a_day(times: u32) -> Pace {
        Pace { times, within: Duration::from_secs(24 * 60 * 60), at_once: (times / 4).max(1) }
    }

    /// The while that one of the times stands for.
    pub fn share(&self) -> Duration {
        self.within / self.times.max(1)
    }

    /// How far somebody may be ahead of one time in each share.
    pub fn ahead(&self) -> Duration {
        self.share() * (self.at_once - 1)
    }

    /// The same, ten times as often.
    pub fn tenfold(self) -> Pace {
        Pace { times: self.times.saturating_mul(10), at_once: self.at_once.saturating_mul(10), ..self }
    }
}

/// `30 times a minute`.
impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = match self.within.as_secs() {
            60 => "a minute".into(),
            3_600 => "an hour".into(),
            86_400 => "a day".into(),
            seconds => format!("in {seconds} seconds"),
        };
        write!(f, "{} times {within}", grouped(self.times.into()))
    }
}
