//! A fleet's pools as Karpenter fills them: nothing tells it which pods go where, so it can come to more nodes than the fleet has.
//!
//! Pods by CPU, then memory, the largest first; each goes on the node with the fewest pods that has room, else on a new one of
//! the first pool that is below its limit. Where none is, the limit of the last pool that could take it is too low.
//!
//! Source: kubernetes-sigs/karpenter, pkg/controllers/provisioning/scheduling (queue.go, scheduler.go).

use super::context::{Context, Filled};
use model::node::workload::Workload;
use model::plan::packing::{Fault, Group, Packing, check};
use model::scenario::fleet::Survive;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// Limits that are raised, by a node each time, before it is given up.
const RAISED: usize = 200;

/// Each pool, in the order of the contexts; `None` where the fleet holds room for more than its pods, and where a pod has no pool
/// that could take it.
pub(super) fn pools(all: &[Context]) -> Option<Vec<Filled>> {
    let first = all.first()?;
    let options = first.fleet().filter(|_| !first.has_groups())?.options;
    if options.survive != Survive::Nothing || options.headroom > 0 {
        return None;
    }
    let workload = Workload::of(first.subject.scenario()).sized(first.subject.catalog());
    let mut filled: Vec<Filled> = all.iter().map(|c| Filled { nodes: 0, stops_at: c.pool_stops_at() }).collect();
    for (at, c) in all.iter().enumerate() {
        // each set of pools once, which the last of it stands for
        if c.is_last() {
            let pools: Vec<usize> = (0..=at).filter(|i| all[*i].is_beside(c)).collect();
            Filling { all, workload: &workload, pools: &pools }.fill(&mut filled)?;
        }
    }
    Some(filled)
}

/// Pools whose nodes the same pods can be on.
struct Filling<'a> {
    all: &'a [Context<'a>],
    workload: &'a Workload<'a>,
    /// Those filled first come first.
    pools: &'a [usize],
}

/// A node that is being filled.
struct Node {
    pool: usize,
    pods: Vec<u32>,
}

/// No pool below its limit takes a pod: the one whose limit is too low, if any could take it.
struct TooLow(Option<usize>);

impl Filling<'_> {
    /// From the start again with each limit that is raised: what is filled first has changed then.
    fn fill(&self, filled: &mut [Filled]) -> Option<()> {
        for _ in 0..RAISED {
            match self.nodes(filled) {
                Ok(open) => {
                    open.iter().for_each(|node| filled[node.pool].nodes += 1);
                    return Some(());
                }
                Err(TooLow(pool)) => filled[pool?].stops_at += 1,
            }
        }
        None
    }

    fn nodes(&self, filled: &[Filled]) -> Result<Vec<Node>, TooLow> {
        let profiles = &self.workload.scenario().profiles;
        let mut order: Vec<usize> = (0..profiles.len()).collect();
        order.sort_by_key(|at| Reverse((profiles[*at].cpu, profiles[*at].memory)));
        let mut open: Vec<Node> = Vec::new();
        for profile in order {
            self.place(profile, &mut open, filled)?;
        }
        Ok(open)
    }

    /// Places all pods of a profile that the fleet has on these pools.
    fn place(&self, profile: usize, open: &mut Vec<Node>, filled: &[Filled]) -> Result<(), TooLow> {
        let mut known: HashMap<(usize, Vec<u32>), u32> = HashMap::new();
        let mut more = |pool: usize, pods: &[u32]| {
            *known.entry((pool, pods.to_vec())).or_insert_with(|| self.more(pool, pods, profile))
        };
        let mut room: Vec<u32> = open.iter().map(|node| more(node.pool, &node.pods)).collect();
        let fewest = |at: usize, node: &Node| Reverse((node.pods.iter().sum::<u32>(), at));
        let with_room = open.iter().enumerate().filter(|(at, _)| room[*at] > 0);
        let mut queue: BinaryHeap<_> = with_room.map(|(at, node)| fewest(at, node)).collect();
        let empty = vec![0; self.workload.scenario().profiles.len()];
        for _ in 0..self.asked(profile) {
            let at = queue.pop().map_or(open.len(), |Reverse((_, at))| at);
            if at == open.len() {
                let takes: Vec<usize> = self.pools.iter().copied().filter(|pool| more(*pool, &empty) > 0).collect();
                let nodes = |pool: usize| open.iter().filter(|node| node.pool == pool).count();
                let below = |pool: &usize| nodes(*pool) < filled[*pool].stops_at as usize;
                let pool = takes.iter().copied().find(below).ok_or(TooLow(takes.last().copied()))?;
                room.push(more(pool, &empty));
                open.push(Node { pool, pods: empty.clone() });
            }
            open[at].pods[profile] += 1;
            room[at] -= 1;
            if room[at] > 0 {
                queue.push(fewest(at, &open[at]));
            }
        }
        Ok(())
    }

    /// Pods of a profile on the nodes of these pools, by the fleet.
    fn asked(&self, profile: usize) -> u32 {
        self.pools.iter().map(|pool| self.all[*pool].pods_of(profile)).sum()
    }

    /// How many more pods of a profile a node with these has room for.
    fn more(&self, pool: usize, pods: &[u32], profile: usize) -> u32 {
        let (t, scenario) = (self.all[pool].t, self.workload.scenario());
        if !scenario.profiles[profile].runs_on(t.arch, scenario.filters.arch) {
            return 0;
        }
        let fits = |more: u32| {
            let mut pods = pods.to_vec();
            pods[profile] += more;
            let packing = Packing { groups: vec![Group { nodes: 1, pods }] };
            !check(t, self.workload, &packing).iter().any(|fault| matches!(fault, Fault::Over { .. }))
        };
        let (mut fit, mut over) = (0, self.asked(profile) + 1);
        while fit + 1 < over {
            let middle = fit + (over - fit) / 2;
            if fits(middle) { fit = middle } else { over = middle }
        }
        fit
    }
}
