//! What a run came to.

use super::action::{ACTIONS, Action};
use super::subnet::Block;

/// What a run came to, from the event on.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Where chance started from.
    pub seed: u64,
    /// Seconds that were simulated.
    pub seconds: u32,
    /// Pods that asked for an address, and those that waited for one from before.
    pub asked: u32,
    /// Pods that waited for an address before the event.
    pub waiting_before: u32,
    /// How long those waited that got none at once, milliseconds, the shortest first. Who had none at the end has waited
    /// until then.
    pub waits: Vec<u32>,
    /// Pods that had no address at the end.
    pub still_waiting: u32,
    /// Most pods that waited for an address at once.
    pub most_waiting: u32,
    /// Pods that no node had room for at the end.
    pub unplaced: u32,
    /// Launches of nodes that failed because no subnet of their zone had an address.
    pub nodes_refused: u32,
    /// Least free addresses, by subnet.
    pub least_free: Vec<u32>,
    /// Least free /28 blocks, by subnet.
    pub least_blocks: Vec<u32>,
    /// Calls to EC2 by action, in the order of [`Action::ALL`].
    pub calls: [u64; ACTIONS],
    /// Of those, the ones that failed for want of addresses.
    pub refused: u64,
    /// Times that EC2 refused what a node wanted to do because the account had made too many requests.
    pub throttled: u64,
    /// Calls of the busiest second.
    pub busiest_second: u32,
    /// Addresses for pods that nodes held, summed over all samples.
    pub held: u64,
    /// Of those, the ones that pods had.
    pub assigned: u64,
    /// The time line.
    pub samples: Vec<Sample>,
    /// The blocks of each subnet before the event and at the end.
    pub blocks: Vec<[Vec<Block>; 2]>,
}

/// A moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Seconds since the event.
    pub second: u32,
    /// Nodes.
    pub nodes: u32,
    /// Pods that wait for an address.
    pub waiting: u32,
    /// Pods that wait for a node.
    pub unplaced: u32,
    /// Addresses that pods have.
    pub assigned: u32,
    /// Addresses that cool down.
    pub cooling: u32,
    /// Addresses that nodes hold for pods.
    pub held: u32,
    /// Calls to EC2 since the moment before.
    pub calls: u32,
    /// Free addresses, by subnet.
    pub free: Vec<u32>,
    /// Free /28 blocks, by subnet.
    pub blocks: Vec<u32>,
    /// Zone by zone.
    pub zones: Vec<ZoneSample>,
}

/// The nodes of a zone at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ZoneSample {
    /// Addresses that its nodes hold for pods.
    pub held: u32,
    /// Of those, the ones that pods have.
    pub assigned: u32,
    /// Of those that no pod has, the ones that cool down.
    pub cooling: u32,
}

impl Report {
    /// How long the pods waited that waited at all, in milliseconds, at a percentile; `None` where none did.
    pub fn wait(&self, percentile: u32) -> Option<u32> {
        let rank = (self.waits.len() * percentile as usize).div_ceil(100);
        self.waits.get(rank.max(1) - 1).copied()
    }

    /// Calls of an action.
    pub fn calls_of(&self, action: Action) -> u64 {
        self.calls[action as usize]
    }

    /// All calls.
    pub fn all_calls(&self) -> u64 {
        self.calls.iter().sum()
    }

    /// Share of the addresses held that no pod had, over the whole time, in per cent.
    pub fn idle_percent(&self) -> u32 {
        (self.held.saturating_sub(self.assigned) * 100).checked_div(self.held).unwrap_or(0) as u32
    }
}
