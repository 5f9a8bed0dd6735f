//! EC2 as the pools of a simulated cluster meet it: subnets, and every call counted, and refused where an account's limit
//! on requests is set.

pub use super::action::{ACTIONS, Action};
use super::subnet::SubnetState;
use super::throttle::{Buckets, Throttle};
use model::random::Random;

/// What is asked of a subnet at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Single addresses.
    Addresses(u32),
    /// Blocks.
    Blocks(u32),
}

/// Subnets and calls.
pub struct Ec2 {
    /// The subnets.
    pub subnets: Vec<SubnetState>,
    /// Least free addresses of each since the counting began.
    pub least_free: Vec<u32>,
    /// Least free blocks of each.
    pub least_blocks: Vec<u32>,
    /// Calls by action.
    pub calls: [u64; ACTIONS],
    /// Those that failed for want of addresses.
    pub refused: u64,
    /// Times that EC2 refused what a node wanted to do because the account had made too many requests.
    pub throttled: u64,
    /// Calls of the second that had most, and of the one under way.
    pub busiest_second: u32,
    this_second: (u32, u32),
    buckets: Option<Buckets>,
    /// Where addresses are drawn from.
    pub random: Random,
}

impl Ec2 {
    /// With these subnets, and no limit on requests.
    pub fn of(subnets: Vec<SubnetState>, random: Random) -> Ec2 {
        let mut ec2 = Ec2 {
            least_free: Vec::new(),
            least_blocks: Vec::new(),
            subnets,
            calls: [0; ACTIONS],
            refused: 0,
            throttled: 0,
            busiest_second: 0,
            this_second: (0, 0),
            buckets: None,
            random,
        };
        ec2.count_from_here();
        ec2
    }

    /// Forgets what was counted.
    pub fn count_from_here(&mut self) {
        self.least_free = self.subnets.iter().map(SubnetState::free).collect();
        self.least_blocks = self.subnets.iter().map(SubnetState::free_blocks).collect();
        (self.calls, self.refused, self.throttled, self.busiest_second) = ([0; ACTIONS], 0, 0, 0);
    }

    /// The same, where the account may make only so many requests.
    pub fn throttled_by(self, throttle: Option<Throttle>) -> Ec2 {
        Ec2 { buckets: throttle.map(Buckets::full), ..self }
    }

    /// Makes calls that belong together, at a time in milliseconds. False where the account has made too many requests for
    /// one of them: then none is made, and whoever asked comes back later.
    #[must_use]
    pub fn calls(&mut self, actions: &[Action], now: u32) -> bool {
        if self.buckets.as_mut().is_some_and(|buckets| !buckets.take(actions, now)) {
            self.throttled += 1;
            return false;
        }
        actions.iter().for_each(|action| self.count(*action, now));
        true
    }

    fn count(&mut self, action: Action, now: u32) {
        self.calls[action as usize] += 1;
        let second = now / 1_000;
        self.this_second = match self.this_second {
            (same, calls) if same == second => (same, calls + 1),
            _ => (second, 1),
        };
        self.busiest_second = self.busiest_second.max(self.this_second.1);
    }

    /// Takes all that is asked of a subnet, or nothing: first addresses, or the first of each block.
    pub fn take(&mut self, subnet: usize, ask: Ask) -> Option<Vec<u32>> {
        let state = &mut self.subnets[subnet];
        let random = &mut self.random;
        let taken: Vec<u32> = match ask {
            Ask::Addresses(n) if n <= state.free() => (0..n).filter_map(|_| state.take(random)).collect(),
            Ask::Blocks(n) if n <= state.free_blocks() => (0..n).filter_map(|_| state.take_block(random)).collect(),
            _ => {
                self.refused += 1;
                return None;
            }
        };
        self.least_free[subnet] = self.least_free[subnet].min(state.free());
        self.least_blocks[subnet] = self.least_blocks[subnet].min(state.free_blocks());
        Some(taken)
    }

    /// Takes one address for an ENI and what is to be on it, or nothing.
    pub fn take_for_eni(&mut self, subnet: usize, ask: Ask) -> Option<(u32, Vec<u32>)> {
        let is_enough = match ask {
            Ask::Addresses(n) => self.subnets[subnet].free() > n,
            // the primary address may break the last block
            Ask::Blocks(_) => self.subnets[subnet].free() > 0,
        };
        if !is_enough {
            self.refused += 1;
            return None;
        }
        let primary = self.take(subnet, Ask::Addresses(1))?[0];
        match self.take(subnet, ask) {
            Some(taken) => Some((primary, taken)),
            None => {
                self.subnets[subnet].give_back(primary);
                None
            }
        }
    }
}
