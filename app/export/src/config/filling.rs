//! Pools that the same pods can be on, filled in Karpenter's order.
//!
//! Pods by CPU, then memory, the largest first; each goes on the node with the fewest pods that has room, else on a new one of
//! the first pool that is below its limit. Where none is, a limit is too low.
//!
//! Source: kubernetes-sigs/karpenter, pkg/controllers/provisioning/scheduling (queue.go, scheduler.go).

use super::context::{Context, Filled};
use super::room_left::RoomLeft;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Limits that are raised, by a node each time, before it is given up.
const RAISED: usize = 200;

/// Pools whose nodes the same pods can be on.
pub(super) struct Filling<'a> {
    pub all: &'a [Context<'a>],
    /// Those filled first come first.
    pub pools: &'a [usize],
}

/// A node that is being filled.
struct Node {
    pool: usize,
    pods: Vec<u32>,
}

/// No pool below its limit takes a pod: those that could, of which one has a limit that is too low.
struct TooLow(Vec<usize>);

/// Which of the pools that could take a pod gets another node.
type Raise = fn(&[usize]) -> Option<&usize>;

impl Filling<'_> {
    /// With these pools filled, limits raised in the way that costs less; `None` where a pod has no pool that could take it.
    pub fn cheaper(&self, planned: &[Filled], room: &mut RoomLeft) -> Option<Vec<Filled>> {
        let ways: [Raise; 2] = [|takes| takes.last(), |takes| takes.first()];
        let cost =
            |of: &Vec<Filled>| -> u64 { self.pools.iter().map(|at| self.all[*at].cost_of(of[*at].nodes).0).sum() };
        ways.into_iter().filter_map(|raise| self.filled(planned, raise, room)).min_by_key(cost)
    }

    /// From the start again with each limit that is raised: what is filled first has changed then.
    fn filled(&self, planned: &[Filled], raise: Raise, room: &mut RoomLeft) -> Option<Vec<Filled>> {
        let mut filled = planned.to_vec();
        for _ in 0..RAISED {
            match self.nodes(&filled, room) {
                Ok(open) => {
                    open.iter().for_each(|node| filled[node.pool].nodes += 1);
                    return Some(filled);
                }
                Err(TooLow(takes)) => filled[*raise(&takes)?].stops_at += 1,
            }
        }
        None
    }

    fn nodes(&self, filled: &[Filled], room: &mut RoomLeft) -> Result<Vec<Node>, TooLow> {
        let mut open: Vec<Node> = Vec::new();
        for profile in room.largest_first() {
            self.place(profile, &mut open, filled, room)?;
        }
        Ok(open)
    }

    /// Places all pods of a profile that the fleet has on these pools.
    fn place(
        &self,
        profile: usize,
        open: &mut Vec<Node>,
        filled: &[Filled],
        room: &mut RoomLeft,
    ) -> Result<(), TooLow> {
        let mut more = |pool: usize, pods: &[u32]| room.more(&self.all[pool], pods, profile);
        let mut left: Vec<u32> = open.iter().map(|node| more(node.pool, &node.pods)).collect();
        let fewest = |at: usize, node: &Node| Reverse((node.pods.iter().sum::<u32>(), at));
        let with_room = open.iter().enumerate().filter(|(at, _)| left[*at] > 0);
        let mut queue: BinaryHeap<_> = with_room.map(|(at, node)| fewest(at, node)).collect();
        let empty = vec![0; self.all[self.pools[0]].subject.scenario().profiles.len()];
        for _ in 0..self.asked(profile) {
            let at = queue.pop().map_or(open.len(), |Reverse((_, at))| at);
            if at == open.len() {
                let takes: Vec<usize> = self.pools.iter().copied().filter(|pool| more(*pool, &empty) > 0).collect();
                let nodes = |pool: usize| open.iter().filter(|node| node.pool == pool).count();
                let below = |pool: &usize| nodes(*pool) < filled[*pool].stops_at as usize;
                let pool = takes.iter().copied().find(below).ok_or(TooLow(takes))?;
                left.push(more(pool, &empty));
                open.push(Node { pool, pods: empty.clone() });
            }
            open[at].pods[profile] += 1;
            left[at] -= 1;
            if left[at] > 0 {
                queue.push(fewest(at, &open[at]));
            }
        }
        Ok(())
    }

    /// Pods of a profile on the nodes of these pools, by the fleet.
    fn asked(&self, profile: usize) -> u32 {
        self.pools.iter().map(|pool| self.all[*pool].pods_of(profile)).sum()
    }
}
