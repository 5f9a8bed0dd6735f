//! What each has used up. It is the generic cell rate algorithm (GCRA): one moment is kept for each, when they will have used
//! up nothing. Each time moves it on by one share of the while, and whoever's moment lies too far ahead waits. The memory is
//! bounded.

use super::pace::Pace;
use std::collections::HashMap;
use std::hash::Hash;
use std::time::{Duration, Instant};

/// Most of them that are remembered: a few hundred kilobytes.
pub const MOST_REMEMBERED: usize = 10_000;

/// When each has used up nothing.
pub struct Accounts<Who> {
    pub pace: Pace,
    clear_at: HashMap<Who, Instant>,
}

impl<Who: Copy + Eq + Hash> Accounts<Who> {
    /// Nobody has used up anything.
    pub fn new(pace: Pace) -> Accounts<Who> {
        Accounts { pace, clear_at: HashMap::new() }
    }

    /// How many are remembered.
    #[cfg(test)]
    pub fn remembered(&self) -> usize {
        self.clear_at.len()
    }

    /// How long somebody has to wait; `None`: not at all.
    pub fn wait(&self, who: Who, now: Instant) -> Option<Duration> {
        let early = self.clear(who, now).duration_since(now).saturating_sub(self.pace.ahead());
        (self.pace.times > 0 && !early.is_zero()).then_some(early)
    }

    fn clear(&self, who: Who, now: Instant) -> Instant {
        self.clear_at.get(&who).copied().unwrap_or(now).max(now)
    }

    /// One time more.
    pub fn charge(&mut self, who: Who, now: Instant) {
        if self.pace.times == 0 {
            return;
        }
        let clear = self.clear(who, now) + self.pace.share();
        if self.clear_at.len() >= MOST_REMEMBERED && !self.clear_at.contains_key(&who) {
            self.forget(now);
        }
        self.clear_at.insert(who, clear);
    }

    /// Forgets whoever has used up nothing, or else whoever is nearest to that.
    fn forget(&mut self, now: Instant) {
        self.clear_at.retain(|_, clear| *clear > now);
        if self.clear_at.len() >= MOST_REMEMBERED
            && let Some(first) = self.clear_at.iter().min_by_key(|(_, clear)| **clear).map(|(who, _)| *who)
        {
            self.clear_at.remove(&first);
        }
    }
}
