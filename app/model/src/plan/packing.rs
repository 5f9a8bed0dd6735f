//! All profiles together on nodes of one type: how many nodes they take, and which pods share one.
//!
//! First-fit decreasing over counts. Putting every pod, largest first, on the first node with room fills the first
//! node with what a scan of all pods finds room for, then the second with what is left, and so on. So one node is
//! filled at a time, profile by profile, and what it holds is repeated for as many nodes as the pods last: the work does
//! not grow with their number. With one profile it is `ceil(pods / pods per node)`; with several, an even spread can take
//! fewer nodes, and then it is that ([`even`]). Zones are filled one after the other, and so are node pools, for no node
//! holds pods of two.
//!
//! Entry points: [`Packer::nodes`] while ranking, [`packing`] for the nodes one by one. [`check`] holds a packing
//! against the limits by itself. A packing is not always the fewest nodes: [`least_nodes`] is what none
//! can go below.

mod check;
pub mod even;
mod groups;
mod volumes;

pub use check::{Fault, check};
pub use groups::{Group, Packing};

use crate::catalog::instance_type::InstanceType;
use crate::node::capacity::Capacity;
use crate::node::equal_work::need;
use crate::node::limit::{Amounts, Limit};
use crate::node::supply::{NO_LIMIT, Supply};
use crate::node::volumes::driver_limit;
use crate::node::workload::{Needs, Workload};
use crate::order::sort_short_by_key;
use crate::plan::node_count::{Alike, NodeCount};
use even::Even;
use std::cmp::Reverse;
use std::rc::Rc;
use volumes::{Used, Volumes};

/// Resources that add up by themselves, those that every pod takes first. Volumes depend on the ENIs attached and
/// are looked at apart.
const LANES: [Limit; 9] = [
    Limit::Cpu,
    Limit::Memory,
    Limit::MaxPods,
    Limit::Addresses,
    Limit::Ephemeral,
    Limit::BranchEnis,
    Limit::Bandwidth,
    Limit::Gpus,
    Limit::Neuron,
];
/// How many of them every pod may take.
const COMMON: usize = 4;
const CPU: usize = 0;
const ADDRESSES: usize = 3;

/// The nodes of a type that carry a workload, group by group; none where some pod fits on none.
pub fn packing(t: &InstanceType, workload: &Workload) -> Packing {
    Packer::of(workload).packed(t)
}

/// The same zone by zone, zones that are alike together; one that is none where zones are not looked at.
pub fn packing_by_zone(t: &InstanceType, workload: &Workload) -> Vec<(Vec<u32>, Packing)> {
    let mut packer = Packer::of(workload);
    if NodeCount::of(workload.scenario()).zones == 1 {
        return vec![(Vec::new(), packer.packed(t))];
    }
    let mut by_zone: Vec<(Vec<u32>, Packing)> = Vec::new();
    for Alike { zones, pods } in std::mem::take(&mut packer.apart) {
        packer.apart = vec![Alike { zones: vec![0], pods }];
        let packed = packer.packed(t);
        match by_zone.last_mut().filter(|(known, _)| *known == zones) {
            Some((_, pools)) => pools.groups.extend(packed.groups),
            None => by_zone.push((zones, packed)),
        }
    }
    by_zone
}

/// Nodes that no packing goes below: for each resource the sum of requests over what a node has, and for each profile its
/// pods over the most that a node may have, rounded up. 80,000m in all on nodes of 1,730m: 47. 0 where the daemonsets leave
/// no room.
pub fn least_nodes(workload: &Workload, supply: &Supply) -> u32 {
    let workload = &*workload.on(supply.t);
    let Some(room) = supply.room_to_fill(workload) else { return 0 };
    let by_lane = LANES.into_iter().map(|limit| match room.get(limit) {
        NO_LIMIT => 0,
        room => workload.total(limit).div_ceil(u64::from(room.max(1))),
    });
    let volumes = u64::from(supply.volumes(workload, 0, 0)).max(1);
    let by_volumes = workload.total(Limit::Volumes).div_ceil(volumes);
    let by_profile =
        workload.profiles().iter().map(|needs| needs.pods.div_ceil(needs.most_per_node)).max().unwrap_or(0);
    u32::try_from(by_lane.max().unwrap_or(0).max(by_volumes).max(1)).unwrap_or(u32::MAX).max(by_profile)
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
    /// Every profile, largest pods first.
    all: Vec<Pods>,
    /// Whether some pod takes more than the common resources.
    has_rare: bool,
    has_volumes: bool,
    /// The pods of each profile that are packed by themselves, zone by zone and pool by pool; none where all are packed
    /// together.
    apart: Vec<Alike>,
    /// Those of the zone and pool that is being packed, in the same order.
    here: Vec<Pods>,
    /// Those of which some are left to be placed.
    left: Vec<Pods>,
    /// What is on the node that is being filled: indices into `left`, and how many.
    on_node: Vec<(usize, u32)>,
    /// Nodes by all that they depend on, sorted: two types in three have the room of another one.
    known: Vec<(Key, u32)>,
    /// Volumes by all that they depend on, sorted: a few dozen for all types.
    volumes: Vec<(VolumesKey, Rc<Volumes>)>,
    /// What a vCPU is worth on the type that `all` is sized for, hundredths.
    ratio: u32,
}

/// All that the number of nodes depends on: the room, where there are volumes what they share slots with, and what a vCPU
/// is worth.
type Key = (Lanes, [u32; 5], u32);

/// All that a node's volumes depend on: what they share slots with, the addresses in use at most, max-pods.
type VolumesKey = ([u32; 5], u32, u32);

/// The pods of a profile, as the packer sees them.
#[derive(Clone, Copy)]
struct Pods {
    each: Lanes,
    /// The least of each lane that it or any smaller profile takes.
    least: Lanes,
    pods: u32,
    most_per_node: u32,
    volumes: u32,
    profile: usize,
}

/// An amount for each of [`LANES`]. Signed, since the sign of a difference tells whether something fits.
type Lanes = [i32; 9];

impl<'a> Packer<'a> {
    /// For a workload.
    pub fn of(workload: &'a Workload<'a>) -> Packer<'a> {
        let profiles = workload.profiles().iter().enumerate().filter(|(_, needs)| needs.pods > 0);
        // A profile's size is the largest share of the whole workload, as asked for, that one of its pods takes.
        let asked = &*workload.as_asked();
        let size = |profile: usize| Reverse(largest_share(asked, &asked.profiles()[profile]));
        let mut sized: Vec<_> = profiles.map(|(profile, needs)| (size(profile), Pods::of(profile, needs))).collect();
        sort_short_by_key(&mut sized, |(size, _)| *size);
        let mut all: Vec<Pods> = sized.into_iter().map(|(_, pods)| pods).collect();
        set_least(&mut all);
        let has_rare = LANES[COMMON..].iter().any(|limit| workload.total(*limit) > 0);
        let has_volumes = workload.total(Limit::Volumes) > 0;
        let (here, left, on_node, known, volumes) = Default::default();
        let apart = apart(workload);
        Packer {
            workload,
            all,
            has_rare,
            has_volumes,
            apart,
            here,
            left,
            on_node,
            known,
            volumes,
            ratio: workload.sized_for(),
        }
    }

    /// Sizes the pods for a type, where they need something else on each.
    fn size_on(&mut self, t: &InstanceType) {
        let ratio = self.workload.ratio_or_whole(t);
        if ratio == self.ratio {
            return;
        }
        self.ratio = ratio;
        for p in &mut self.all {
            let asked = self.workload.scenario().profiles[p.profile].cpu;
            p.each[CPU] = lane(need(asked, ratio).0);
        }
        set_least(&mut self.all);
    }

    fn packed(&mut self, t: &InstanceType) -> Packing {
        let (supply, mut groups) = (Supply::of(t, self.workload), Vec::new());
        self.size_on(t);
        let Some(room) = supply.room_to_fill(self.workload) else { return Packing::default() };
        let volumes = self.volumes(&supply, &room);
        match self.fill(lanes(&room), volumes.as_deref(), Some(&mut groups)) {
            0 => Packing::default(),
            _ => Packing { groups },
        }
    }

    /// Nodes of a type that carry all pods; 0 where some pod fits on none. Two profiles, one pod of 1,500m and two of
    /// 200m, on nodes with 1,730m: the large one and a small one share a node, the other small one takes a second.
    pub fn nodes(&mut self, t: &InstanceType) -> u32 {
        self.size_on(t);
        let supply = Supply::of(t, self.workload);
        let Some(room) = supply.room_to_fill(self.workload) else { return 0 };
        let key = self.key(t, lanes(&room));
        match self.known.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(at) => self.known[at].1,
            Err(at) => {
                let volumes = self.volumes(&supply, &room);
                let nodes = self.fill(lanes(&room), volumes.as_deref(), None);
                self.known.insert(at, (key, nodes));
                nodes
            }
        }
    }

    /// The same if some limits were lifted.
    pub fn nodes_without(mut self, t: &InstanceType, lifted: &[Limit]) -> u32 {
        self.size_on(t);
        let supply = Supply::of(t, self.workload);
        let Some(mut room) = supply.room_to_fill(self.workload) else { return 0 };
        lifted.iter().for_each(|limit| room.set(*limit, NO_LIMIT));
        let volumes = self.volumes(&supply, &room).filter(|_| !lifted.contains(&Limit::Volumes));
        if lifted.contains(&Limit::MostPerNode) {
            self.all.iter_mut().for_each(|p| p.most_per_node = NO_LIMIT);
        }
        self.fill(lanes(&room), volumes.as_deref(), None)
    }

    /// `None` where no pod has any.
    fn volumes(&mut self, supply: &Supply, room: &Amounts) -> Option<Rc<Volumes>> {
        if !self.has_volumes {
            return None;
        }
        let addresses = room.get(Limit::Addresses).min(room.get(Limit::MaxPods));
        let key = (slots(supply.t), addresses, supply.max_pods);
        let at = self.volumes.binary_search_by(|(known, _)| known.cmp(&key)).unwrap_or_else(|at| {
            self.volumes.insert(at, (key, Rc::new(Volumes::of(supply, self.workload, addresses))));
            at
        });
        Some(self.volumes[at].1.clone())
    }

    fn key(&self, t: &InstanceType, mut room: Lanes) -> Key {
        if !self.has_rare {
            room[COMMON..].fill(0);
        }
        (room, if self.has_volumes { slots(t) } else { [0; 5] }, self.ratio)
    }

    /// Fills nodes with so much room until no pod is left; zone by zone and pool by pool, where there are several.
    fn fill(&mut self, fresh: Lanes, volumes: Option<&Volumes>, mut groups: Option<&mut Vec<Group>>) -> u32 {
        self.here.clone_from(&self.all);
        if self.apart.is_empty() {
            return self.fill_here(fresh, volumes, groups);
        }
        let (apart, mut nodes) = (std::mem::take(&mut self.apart), 0_u32);
        for Alike { zones, pods } in &apart {
            let known = groups.as_ref().map_or(0, |groups| groups.len());
            self.here.clone_from(&self.all);
            self.here.iter_mut().for_each(|p| p.pods = pods[p.profile]);
            self.here.retain(|p| p.pods > 0);
            let alike = zones.len() as u32;
            let here = self.fill_here(fresh, volumes, groups.as_deref_mut());
            if here == 0 && !self.here.is_empty() {
                nodes = 0;
                break;
            }
            nodes = nodes.saturating_add(here.saturating_mul(alike));
            if let Some(groups) = &mut groups {
                groups[known..].iter_mut().for_each(|group| group.nodes *= alike);
            }
        }
        self.apart = apart;
        nodes
    }

    /// Fills nodes with the pods of one zone and pool: by first fit, or evenly where that takes fewer.
    fn fill_here(&mut self, fresh: Lanes, volumes: Option<&Volumes>, mut groups: Option<&mut Vec<Group>>) -> u32 {
        let known = groups.as_ref().map_or(0, |groups| groups.len());
        let first_fit = self.first_fit(fresh, volumes, groups.as_deref_mut());
        if self.here.len() < 2 {
            return first_fit;
        }
        let nodes = even::fewest(self.least(&fresh), first_fit, |nodes| match self.has_rare {
            true => self.spread_fits::<{ LANES.len() }>(nodes, fresh, volumes),
            false => self.spread_fits::<COMMON>(nodes, fresh, volumes),
        });
        if let Some(groups) = groups.filter(|_| nodes < first_fit) {
            groups.truncate(known);
            groups.extend(self.spread(nodes));
        }
        nodes
    }

    fn first_fit(&mut self, fresh: Lanes, volumes: Option<&Volumes>, mut groups: Option<&mut Vec<Group>>) -> u32 {
        self.left.clone_from(&self.here);
        let mut nodes = 0_u32;
        while !self.left.is_empty() {
            match self.has_rare {
                true => self.fill_node::<{ LANES.len() }>(fresh, volumes),
                false => self.fill_node::<COMMON>(fresh, volumes),
            }
            let count = self.nodes_alike();
            if count == 0 {
                return 0;
            }
            if let Some(groups) = &mut groups {
                groups.push(self.group(count));
            }
            self.take_off(count);
            nodes = nodes.saturating_add(count);
        }
        nodes
    }

    /// Nodes below which some resource does not do.
    fn least(&self, fresh: &Lanes) -> u32 {
        let of = |lane: usize| {
            let each = |p: &Pods| u64::from(p.each[lane] as u32) * u64::from(p.pods);
            self.here.iter().map(each).sum::<u64>().div_ceil(u64::from(fresh[lane].max(1) as u32))
        };
        let lanes = if self.has_rare { LANES.len() } else { COMMON };
        u32::try_from((0..lanes).map(of).max().unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// Whether so many nodes hold an even share of all pods each. Looks at the first `N` lanes.
    fn spread_fits<const N: usize>(&self, nodes: u32, fresh: Lanes, volumes: Option<&Volumes>) -> bool {
        let even = Even::of(nodes, self.here.iter().map(|p| p.pods));
        even.groups().all(|(node, _)| {
            let (mut taken, mut used, mut are_few) = ([0_i64; N], Used::default(), true);
            for (p, pods) in self.here.iter().zip(even.on(node)) {
                are_few &= pods <= p.most_per_node;
                taken.iter_mut().zip(&p.each).for_each(|(taken, each)| *taken += i64::from(*each) * i64::from(pods));
                if volumes.is_some() {
                    used = used.with(p, pods);
                }
            }
            let fits = |(room, taken): (&i32, &i64)| i64::from(*room) >= *taken || *room == i32::MAX;
            are_few && fresh.iter().zip(&taken).all(fits) && volumes.is_none_or(|volumes| volumes.hold(used))
        })
    }

    /// The groups of an even spread.
    fn spread(&self, nodes: u32) -> impl Iterator<Item = Group> {
        let even = Even::of(nodes, self.here.iter().map(|p| p.pods));
        let groups: Vec<_> = even.groups().collect();
        groups.into_iter().map(move |(node, nodes)| {
            let mut pods = vec![0; self.workload.profiles().len()];
            self.here.iter().zip(even.on(node)).for_each(|(p, count)| pods[p.profile] = count);
            Group { nodes, pods }
        })
    }

    /// Fills an empty node, largest pods first, with as many of each profile as find room. Looks at the first `N` lanes.
    fn fill_node<const N: usize>(&mut self, mut room: Lanes, volumes: Option<&Volumes>) {
        let mut used = Used::default();
        self.on_node.clear();
        for (at, p) in self.left.iter().enumerate() {
            if !has_room::<N>(&room, &p.each) {
                continue;
            }
            let mut fit = p.fit::<N>(&room);
            if let Some(volumes) = volumes {
                fit = volumes.fit(p, used, fit);
                used = used.with(p, fit);
            }
            if fit == 0 {
                continue;
            }
            p.take(&mut room, fit);
            self.on_node.push((at, fit));
            // Where not even the least of what is to come fits, the node is full.
            if !has_room::<N>(&room, &p.least) {
                break;
            }
        }
    }

    /// For how many nodes the pods last that are on this one; 0 where there are none.
    fn nodes_alike(&self) -> u32 {
        self.on_node.iter().map(|&(at, pods)| self.left[at].pods / pods).min().unwrap_or(0)
    }

    fn take_off(&mut self, nodes: u32) {
        for &(at, pods) in &self.on_node {
            self.left[at].pods -= pods * nodes;
        }
        self.left.retain(|p| p.pods > 0);
    }

    fn group(&self, nodes: u32) -> Group {
        let mut pods = vec![0; self.workload.profiles().len()];
        for &(at, count) in &self.on_node {
            pods[self.left[at].profile] = count;
        }
        Group { nodes, pods }
    }
}

impl Pods {
    fn of(profile: usize, needs: &Needs) -> Pods {
        let each = lanes(&needs.each);
        let (pods, most_per_node, volumes) = (needs.pods, needs.most_per_node, needs.each.get(Limit::Volumes));
        Pods { each, least: each, pods, most_per_node, volumes, profile }
    }

    /// How many fit into so much room, of which one does.
    fn fit<const N: usize>(&self, room: &Lanes) -> u32 {
        let mut fit = self.pods.min(self.most_per_node);
        for (room, each) in room.iter().zip(&self.each).take(N) {
            let (room, each) = (*room as u32, *each as u32);
            // A division costs more than all the rest, and mostly all fit.
            if u64::from(each) * u64::from(fit) > u64::from(room) {
                fit = room / each;
            }
        }
        fit
    }

    fn take(&self, room: &mut Lanes, pods: u32) {
        for (room, each) in room.iter_mut().zip(&self.each) {
            *room -= if *room == i32::MAX { 0 } else { each * pods as i32 };
        }
    }
}

/// The pods of each profile that are packed by themselves: those of each pool in each zone. None where all go together.
fn apart(workload: &Workload) -> Vec<Alike> {
    let (scenario, count) = (workload.scenario(), NodeCount::of(workload.scenario()));
    if count.zones == 1 && count.pools == 1 {
        return Vec::new();
    }
    let demand: Vec<u32> = workload.profiles().iter().map(|needs| needs.pods).collect();
    let mut apart = Vec::new();
    for Alike { zones, pods } in count.spread(&demand) {
        for pool in scenario.pools() {
            let own = scenario.profiles.iter().zip(&pods).map(|(p, pods)| if p.taints == pool { *pods } else { 0 });
            apart.push(Alike { zones: zones.clone(), pods: own.collect() });
        }
    }
    apart
}

/// What a type's volumes share slots with.
fn slots(t: &InstanceType) -> [u32; 5] {
    let attachments = driver_limit(t);
    [t.enis, t.ipv4_per_eni, t.is_nitro().into(), attachments.slots, attachments.kind as u32]
}

/// Amounts that no node or pod reaches are cut to the largest: 2^31 MiB are 2 PiB.
fn lanes(amounts: &Amounts) -> Lanes {
    LANES.map(|limit| lane(amounts.get(limit)))
}

fn lane(amount: u32) -> i32 {
    i32::try_from(amount).unwrap_or(i32::MAX)
}

/// Notes with each profile the least that it or any smaller one takes.
fn set_least(all: &mut [Pods]) {
    let mut least = [i32::MAX; LANES.len()];
    for p in all.iter_mut().rev() {
        least = std::array::from_fn(|lane| least[lane].min(p.each[lane]));
        p.least = least;
    }
}

/// Whether there is at least so much of each of the first `N` lanes: no difference is negative.
fn has_room<const N: usize>(room: &Lanes, wanted: &Lanes) -> bool {
    let mut signs = 0;
    for lane in 0..N {
        signs |= room[lane] - wanted[lane];
    }
    signs >= 0
}

/// The largest share of the workload that one pod takes, in parts of 2^32.
fn largest_share(workload: &Workload, needs: &Needs) -> u64 {
    let share = |limit| (u64::from(needs.each.get(limit)) << 32) / workload.total(limit).max(1);
    Limit::ALL.into_iter().map(share).max().unwrap_or(0)
}
