//! What an account may ask of EC2: a bucket of tokens for each action, and what VPC CNI does when one is empty.
//!
//! A request takes a token of its action's bucket; each second brings some back, never beyond the bucket's size. AWS names
//! one bucket, of DescribeHosts: 100 tokens, 20 a second. How large those of VPC CNI's actions are is not published, so both
//! figures are settings. Source: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html.
//!
//! VPC CNI's requests are tried ten times: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/awsutils/awssession/session.go
//! (maxRetries, with the SDK's standard retryer). Between two tries the SDK waits a random share of 2, 4, 8 and 16 seconds,
//! then 20: aws/aws-sdk-go-v2, aws/retry/jitter_backoff.go (ExponentialJitterBackoff) and standard.go (DefaultMaxBackoff).

use super::action::{ACTIONS, Action};
use super::clock::SECOND;
use model::random::Random;

/// Tries of a request before it has failed for good.
pub const TRIES: u32 = 10;
/// The longest wait between two tries.
const LONGEST: u32 = 20 * SECOND;
/// Tries after which the wait is the longest: 2^4 seconds are less, 2^5 are more.
const GROWS: u32 = 4;

/// The bucket of each action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// Tokens that it holds, at least 1.
    pub tokens: u32,
    /// Tokens that come back each second.
    pub per_second: u32,
}

/// The buckets of all actions.
#[derive(Clone, Debug)]
pub struct Buckets {
    throttle: Throttle,
    /// Of each action the tokens that are left.
    left: [u32; ACTIONS],
    /// The second in which they were last filled.
    second: u32,
}

impl Buckets {
    /// All of them full.
    pub fn full(throttle: Throttle) -> Buckets {
        Buckets { throttle, left: [throttle.tokens; ACTIONS], second: 0 }
    }

    /// Takes a token for each action, or none where one has none left. Times are in milliseconds and never go back.
    pub fn take(&mut self, actions: &[Action], now: u32) -> bool {
        self.fill(now / SECOND);
        let mut left = self.left;
        for action in actions {
            match left[*action as usize].checked_sub(1) {
                Some(less) => left[*action as usize] = less,
                None => return false,
            }
        }
        self.left = left;
        true
    }

    fn fill(&mut self, second: u32) {
        let more = (second - self.second).saturating_mul(self.throttle.per_second);
        self.left.iter_mut().for_each(|left| *left = left.saturating_add(more).min(self.throttle.tokens));
        self.second = second;
    }
}

/// How long to wait after so many tries, milliseconds; `None` after the last, when the request has failed.
pub fn wait_after(tries: u32, random: &mut Random) -> Option<u32> {
    match tries {
        TRIES.. => None,
        0..=GROWS => Some(random.below((1 << tries) * SECOND)),
        _ => Some(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's own example: 100 tokens and 20 a second. An empty bucket is full after five seconds, and whoever asks on and on
    /// gets 20 a second.
    #[test]
    fn the_bucket_that_aws_describes() {
        let mut buckets = Buckets::full(Throttle { tokens: 100, per_second: 20 });
        let mut got = |second: u32| (0..1_000).filter(|_| buckets.take(&[Action::Create], second * SECOND)).count();
        assert_eq!([got(0), got(0), got(1), got(2), got(7), got(100)], [100, 0, 20, 20, 100, 100]);
        // another action has a bucket of its own
        assert!(buckets.take(&[Action::Attach], 100 * SECOND));
        // what belongs together is asked for together
        assert!(!buckets.take(&[Action::Attach, Action::Create], 100 * SECOND));
        let attached = (0..1_000).filter(|_| buckets.take(&[Action::Attach], 100 * SECOND)).count();
        assert_eq!(attached, 99, "what was refused has taken nothing");
    }

    #[test]
    fn waits_grow_to_twenty_seconds_and_end_after_ten_tries() {
        let mut random = Random::of(1);
        for (tries, most) in [(1, 2), (2, 4), (3, 8), (4, 16)] {
            let waits: Vec<u32> = (0..500).filter_map(|_| wait_after(tries, &mut random)).collect();
            let longest = waits.iter().max().copied().unwrap_or(0);
            assert!(longest < most * SECOND && longest > most * SECOND * 9 / 10, "{tries}: {longest}");
        }
        assert_eq!([5, 9, 10].map(|tries| wait_after(tries, &mut random)), [Some(LONGEST), Some(LONGEST), None]);
    }
}
