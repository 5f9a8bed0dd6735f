//! All profiles together on nodes of one type: how many nodes they take, and which pods share one.
//!
//! First-fit decreasing over counts: profiles in the order of their size, all pods of one at once, on the first
//! nodes that have room under every limit, then on new ones. Nodes that hold the same are one group, so the work
//! does not grow with the number of pods. With one profile it is `ceil(pods / pods per node)`.
//!
//! Entry points: [`Packer::nodes`] while ranking, [`packing`] for the nodes one by one. [`check`] holds a packing
//! against the limits by itself. A packing is not always the fewest nodes: [`least_nodes`] is what none
//! can go below.

mod check;
mod groups;

pub use check::{Fault, check};
pub use groups::{Group, Packing};

use crate::catalog::instance_type::InstanceType;
use crate::node::capacity::Capacity;
use crate::node::limit::{Amounts, Limit};
use crate::node::supply::{NO_LIMIT, Supply};
use crate::node::workload::{Needs, Workload};
use std::cmp::Reverse;

/// Resources that add up by themselves; volumes depend on the ENIs beside them and are looked at apart.
const LANES: [Limit; 8] = [
    Limit::Addresses,
    Limit::MaxPods,
    Limit::Cpu,
    Limit::Memory,
    Limit::Ephemeral,
    Limit::BranchEnis,
    Limit::Bandwidth,
    Limit::Gpus,
];

/// The nodes of a type that carry a workload, group by group; none where some pod fits on none.
pub fn packing(t: &InstanceType, workload: &Workload) -> Packing {
    let mut groups: Vec<Group> = Vec::new();
    match Packer::of(workload).fill(t, &[], Some(&mut groups)) {
        0 => Packing::default(),
        _ => Packing { groups },
    }
}

/// Nodes that no packing goes below: for each resource all that is asked for over what a node has, rounded up.
/// 80,000m in all on nodes of 1,730m: 47. 0 where the daemonsets leave no room.
pub fn least_nodes(workload: &Workload, supply: &Supply) -> u32 {
    let Some(room) = supply.room(workload) else { return 0 };
    let by_lane = LANES.into_iter().map(|limit| match room.get(limit) {
        NO_LIMIT => 0,
        room => workload.total(limit).div_ceil(u64::from(room.max(1))),
    });
    let volumes = u64::from(supply.volumes(workload, 0, 0)).max(1);
    let by_volumes = workload.total(Limit::Volumes).div_ceil(volumes);
    u32::try_from(by_lane.max().unwrap_or(0).max(by_volumes).max(1)).unwrap_or(u32::MAX)
}

/// The pods of each profile on a full node of a type: as many as fit of the only profile, else those of the group of
/// most nodes.
pub fn full_node(t: &InstanceType, workload: &Workload, capacity: &Capacity) -> Vec<u32> {
    if workload.only().is_some() {
        return vec![capacity.pods];
    }
    let most = packing(t, workload).groups.into_iter().reduce(|most, g| if g.nodes > most.nodes { g } else { most });
    most.map_or_else(|| vec![0; workload.profiles().len()], |group| group.pods)
}

/// Packs one workload on one type after the other, and keeps what it needs for that.
pub struct Packer<'a> {
    workload: &'a Workload<'a>,
    /// Largest first.
    pods: Vec<Pods>,
    /// For each of them, the least that it or any later one takes.
    least_to_come: Vec<[u32; 8]>,
    has_volumes: bool,
    open: Vec<Open>,
}

/// The pods of a profile, as the packer sees them.
#[derive(Clone, Copy)]
struct Pods {
    profile: usize,
    pods: u32,
    lanes: [u32; 8],
    volumes: u32,
}

/// Nodes that hold the same and may have room for more.
#[derive(Clone, Copy)]
struct Open {
    nodes: u32,
    room: [u32; 8],
    used: Used,
    /// Where its pods are recorded.
    record: usize,
}

/// What decides how many volumes a node takes.
#[derive(Clone, Copy, Default)]
struct Used {
    addresses: u32,
    branch_enis: u32,
    volumes: u32,
}

impl<'a> Packer<'a> {
    /// For a workload.
    pub fn of(workload: &'a Workload<'a>) -> Packer<'a> {
        let mut pods: Vec<Pods> =
            workload.profiles().iter().enumerate().map(|(profile, needs)| Pods::of(profile, needs)).collect();
        // A profile's size is the largest share of the whole workload that one of its pods takes.
        pods.sort_by_cached_key(|p| (Reverse(largest_share(workload, &workload.profiles()[p.profile])), p.profile));
        let mut least_to_come = vec![[u32::MAX; 8]; pods.len() + 1];
        for at in (0..pods.len()).rev() {
            for lane in 0..8 {
                least_to_come[at][lane] = least_to_come[at + 1][lane].min(pods[at].lanes[lane]);
            }
        }
        let has_volumes = workload.total(Limit::Volumes) > 0;
        Packer { workload, pods, least_to_come, has_volumes, open: Vec::new() }
    }

    /// Nodes of a type that carry all pods; 0 where some pod fits on none. Two profiles, one pod of 1,500m and two of
    /// 200m, on nodes with 1,730m: the large one and a small one share a node, the other small one takes a second.
    pub fn nodes(&mut self, t: &InstanceType) -> u32 {
        self.fill(t, &[], None)
    }

    /// The same if some limits were lifted.
    pub fn nodes_without(&mut self, t: &InstanceType, lifted: &[Limit]) -> u32 {
        self.fill(t, lifted, None)
    }

    fn fill(&mut self, t: &InstanceType, lifted: &[Limit], mut groups: Option<&mut Vec<Group>>) -> u32 {
        let supply = Supply::of(t, self.workload);
        let Some(mut room) = supply.room(self.workload) else { return 0 };
        for limit in lifted {
            room.set(*limit, NO_LIMIT);
        }
        let fresh = lanes(&room);
        let volumes = (self.has_volumes && !lifted.contains(&Limit::Volumes)).then_some(&supply);
        let (mut nodes, mut open) = (0_u32, std::mem::take(&mut self.open));
        open.clear();
        for at in 0..self.pods.len() {
            let p = self.pods[at];
            let to_come = &self.least_to_come[at + 1];
            let left = self.onto_open(&mut open, p, volumes, to_come, &mut groups);
            if left == 0 {
                continue;
            }
            let each = self.fit(p, &fresh, Used::default(), volumes, left);
            if each == 0 {
                self.open = open;
                return 0;
            }
            for (count, pods) in [(left / each, each), (u32::from(left % each > 0), left % each)] {
                if count == 0 {
                    continue;
                }
                nodes = nodes.saturating_add(count);
                let record = recorded(&mut groups, count, p.profile, pods, self.pods.len());
                let node = Open { nodes: count, room: fresh, used: Used::default(), record }.with(p, pods);
                if has_room(&node.room, to_come) {
                    open.push(node);
                }
            }
        }
        self.open = open;
        nodes
    }

    /// Puts pods of a profile on nodes that are open, first ones first; gives how many are left over.
    fn onto_open(
        &self,
        open: &mut Vec<Open>,
        p: Pods,
        volumes: Option<&Supply>,
        to_come: &[u32; 8],
        groups: &mut Option<&mut Vec<Group>>,
    ) -> u32 {
        let mut left = p.pods;
        let mut at = 0;
        while at < open.len() {
            let group = open[at];
            let each = if left == 0 { 0 } else { self.fit(p, &group.room, group.used, volumes, left) };
            if each > 0 {
                left = self.onto_group(open, at, p, each, left, groups);
            }
            match has_room(&open[at].room, to_come) {
                true => at += 1,
                false => drop(open.remove(at)),
            }
        }
        left
    }

    /// Puts up to `each` pods on every node of a group, which splits where they do not go round.
    fn onto_group(
        &self,
        open: &mut Vec<Open>,
        at: usize,
        p: Pods,
        each: u32,
        left: u32,
        groups: &mut Option<&mut Vec<Group>>,
    ) -> u32 {
        let group = open[at];
        let full = (left / each).min(group.nodes);
        let rest = if full < group.nodes { left - full * each } else { 0 };
        let untouched = group.nodes - full - u32::from(rest > 0);
        let mut parts = [(full, each), (u32::from(rest > 0), rest), (untouched, 0)].into_iter().filter(|(n, _)| *n > 0);
        // The first part takes the group's place, the others follow it.
        let Some((nodes, pods)) = parts.next() else { return left };
        let base = groups.as_deref().map(|groups| groups[group.record].clone());
        open[at] = Open { nodes, ..group }.with(p, pods);
        rewrite(groups, group.record, nodes, p.profile, pods);
        for (after, (nodes, pods)) in parts.enumerate() {
            let record = copied(groups, base.as_ref(), nodes, p.profile, pods);
            open.insert(at + 1 + after, Open { nodes, record, ..group }.with(p, pods));
        }
        left - full * each - rest
    }

    /// Pods of a profile, at most so many, that fit on a node with so much room.
    fn fit(&self, p: Pods, room: &[u32; 8], used: Used, volumes: Option<&Supply>, most: u32) -> u32 {
        if !has_room(room, &p.lanes) {
            return 0;
        }
        let mut fit = most;
        for (room, each) in room.iter().zip(&p.lanes) {
            if *each == 1 {
                fit = fit.min(*room);
            } else if *each > 1 && *room != NO_LIMIT {
                fit = fit.min(room / each);
            }
        }
        match volumes {
            Some(supply) => self.fit_with_volumes(p, supply, used, fit),
            None => fit,
        }
    }

    /// The most of these whose volumes, with those that are there, fit beside the ENIs of all.
    fn fit_with_volumes(&self, p: Pods, supply: &Supply, used: Used, most: u32) -> u32 {
        let fits = |pods: u32| {
            let then = used.with(p, pods);
            then.volumes <= supply.volumes(self.workload, then.addresses, then.branch_enis)
        };
        let (mut fit, mut beyond) = (0, most.saturating_add(1));
        while beyond - fit > 1 {
            let middle = fit + (beyond - fit) / 2;
            match fits(middle) {
                true => fit = middle,
                false => beyond = middle,
            }
        }
        fit
    }
}

impl Pods {
    fn of(profile: usize, needs: &Needs) -> Pods {
        Pods { profile, pods: needs.pods, lanes: lanes(&needs.each), volumes: needs.each.get(Limit::Volumes) }
    }
}

impl Open {
    fn with(self, p: Pods, pods: u32) -> Open {
        let mut room = self.room;
        for (room, each) in room.iter_mut().zip(&p.lanes) {
            if *room != NO_LIMIT {
                *room -= each * pods;
            }
        }
        Open { room, used: self.used.with(p, pods), ..self }
    }
}

impl Used {
    fn with(self, p: Pods, pods: u32) -> Used {
        let add = |have: u32, each: u32| have.saturating_add(each.saturating_mul(pods));
        Used {
            addresses: add(self.addresses, p.lanes[0]),
            branch_enis: add(self.branch_enis, p.lanes[5]),
            volumes: add(self.volumes, p.volumes),
        }
    }
}

fn lanes(amounts: &Amounts) -> [u32; 8] {
    LANES.map(|limit| amounts.get(limit))
}

/// Whether there is at least so much of everything.
fn has_room(room: &[u32; 8], wanted: &[u32; 8]) -> bool {
    room.iter().zip(wanted).fold(true, |all, (room, wanted)| all & (room >= wanted))
}

/// The largest share of the workload that one pod takes, in parts of 2^32.
fn largest_share(workload: &Workload, needs: &Needs) -> u64 {
    let share = |limit| (u64::from(needs.each.get(limit)) << 32) / workload.total(limit).max(1);
    Limit::ALL.into_iter().map(share).max().unwrap_or(0)
}

fn recorded(groups: &mut Option<&mut Vec<Group>>, nodes: u32, profile: usize, pods: u32, profiles: usize) -> usize {
    let Some(groups) = groups else { return 0 };
    let mut of_profile = vec![0; profiles];
    of_profile[profile] = pods;
    groups.push(Group { nodes, pods: of_profile });
    groups.len() - 1
}

fn rewrite(groups: &mut Option<&mut Vec<Group>>, at: usize, nodes: u32, profile: usize, pods: u32) {
    if let Some(groups) = groups {
        groups[at].nodes = nodes;
        groups[at].pods[profile] += pods;
    }
}

fn copied(groups: &mut Option<&mut Vec<Group>>, base: Option<&Group>, nodes: u32, profile: usize, pods: u32) -> usize {
    let (Some(groups), Some(base)) = (groups, base) else { return 0 };
    let mut copy = Group { nodes, ..base.clone() };
    copy.pods[profile] += pods;
    groups.push(copy);
    groups.len() - 1
}
