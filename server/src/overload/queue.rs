//! Who waits for a thread, and when that are too many.
//!
//! A short rush may queue: it is over before anybody notices. Once something has waited too long, and others still wait, it is no
//! rush, and from then on only as many may wait as there are threads, so that whoever is let in waits for about one other;
//! all others are refused at once, which takes next to nothing. That ends when nobody had to be refused for [`CALM`].

use super::Overloaded;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long nobody must have been refused before a rush may queue again.
const CALM: Duration = Duration::from_secs(1);
/// The most that wait in a rush: bounds the memory that they take.
const MOST_WAITING: usize = 1_000;

/// Counts who waits.
pub struct Queue {
    /// How many threads there are.
    threads: usize,
    /// The longest that a request waits for one.
    patience: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: usize,
    strict_until: Option<Instant>,
}

/// A place in the queue, until it is given up.
pub struct Waiting {
    queue: Arc<Queue>,
    since: Instant,
}

impl Queue {
    /// Nobody waits for any of so many threads, and nobody is to wait longer than this.
    pub fn new(threads: usize, patience: Duration) -> Queue {
        Queue { threads, patience, state: Mutex::default() }
    }

    /// Lets one more wait, unless there are too many.
    pub fn enter(self: &Arc<Queue>, now: Instant) -> Result<Waiting, Overloaded> {
        let mut state = self.state();
        let is_strict = state.strict_until.is_some_and(|until| now < until);
        let most = if is_strict { self.threads } else { MOST_WAITING };
        if state.waiting >= most {
            state.strict_until = Some(now + CALM);
            return Err(Overloaded);
        }
        state.waiting += 1;
        Ok(Waiting { queue: self.clone(), since: now })
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.state().waiting
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// A thread has taken it on: it waits no more. Too late is refused, where that helps others.
    pub fn begin(self, now: Instant) -> Result<(), Overloaded> {
        if now.duration_since(self.since) <= self.queue.patience {
            return Ok(());
        }
        let mut state = self.queue.state();
        // with nobody behind it the machine is slow, and not this site: it may go on
        let behind = state.waiting - 1;
        if behind < self.queue.threads {
            return Ok(());
        }
        state.strict_until = Some(now + CALM);
        Err(Overloaded)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.queue.state().waiting -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    fn of_threads(threads: usize) -> Arc<Queue> {
        Arc::new(Queue::new(threads, millis(50)))
    }

    /// Two wait, and a third has waited too long.
    fn overloaded(queue: &Arc<Queue>, now: Instant) {
        let mut waiting: Vec<Waiting> = (0..3).map(|_| queue.enter(now).expect("a place")).collect();
        assert_eq!(waiting.remove(0).begin(now + millis(51)), Err(Overloaded));
    }

    #[test]
    fn a_rush_may_queue() {
        let (queue, now) = (of_threads(2), Instant::now());
        let rush: Vec<Waiting> = (0..200).map(|_| queue.enter(now).expect("a place")).collect();
        assert_eq!(queue.waiting(), 200);
        for (n, waiting) in rush.into_iter().enumerate() {
            assert_eq!(waiting.begin(now + millis(n as u64 / 4)), Ok(()), "{n}");
        }
        assert_eq!(queue.waiting(), 0);
    }

    #[test]
    fn a_slow_machine_is_no_overload() {
        let (queue, now) = (of_threads(2), Instant::now());
        let waiting: Vec<Waiting> = (0..2).map(|_| queue.enter(now).expect("a place")).collect();
        assert!(waiting.into_iter().all(|one| one.begin(now + millis(500)) == Ok(())));
        let many: Vec<Waiting> = (0..10).map(|_| queue.enter(now).expect("nobody was refused")).collect();
        assert_eq!(many.len(), 10);
    }

    #[test]
    fn once_one_has_waited_too_long_only_as_many_wait_as_there_are_threads() {
        let (queue, start) = (of_threads(2), Instant::now());
        overloaded(&queue, start);
        let now = start + millis(52);
        let first = queue.enter(now).expect("a place");
        let _second = queue.enter(now).expect("another");
        assert!(queue.enter(now).is_err());
        // one of the threads is free again
        assert_eq!(first.begin(now + millis(1)), Ok(()));
        assert!(queue.enter(now + millis(1)).is_ok());
    }

    #[test]
    fn a_rush_may_queue_again_when_nobody_was_refused_for_a_second() {
        let (queue, start) = (of_threads(1), Instant::now());
        overloaded(&queue, start);
        let _one = queue.enter(start + millis(900)).expect("a place");
        assert!(queue.enter(start + millis(900)).is_err(), "which holds for a second more");
        assert!(queue.enter(start + millis(1_899)).is_err());
        assert!(queue.enter(start + millis(2_899)).is_ok());
    }

    #[test]
    fn memory_is_bounded_and_whoever_goes_leaves_its_place() {
        let (queue, now) = (of_threads(1), Instant::now());
        let mut rush: Vec<Waiting> = (0..MOST_WAITING).map(|_| queue.enter(now).expect("a place")).collect();
        assert!(queue.enter(now).is_err());
        rush.clear();
        assert_eq!(queue.waiting(), 0);
    }
}
