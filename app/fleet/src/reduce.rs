//! A smaller problem with the same fleets: profiles that are alike become one item, resources that cannot bind go, and
//! so do types that another one beats.

use crate::generate::Pattern;
use crate::pack::{Group, Packed};
use crate::problem::{Item, Kind, LANES, Lanes, Pods, Problem, gcd};
use model::order::{sort_long_by, sort_short_by};

/// A reduced problem and the way back.
#[derive(Clone, Debug)]
pub struct Reduced {
    /// The smaller problem.
    pub problem: Problem,
    /// The first problem's items that each item stands for, and how many pods of each there are.
    pub stands_for: Vec<Vec<(usize, u32)>>,
    /// The first problem's lanes that each lane stands for: pods take the same of them.
    pub lanes: Vec<Vec<usize>>,
    /// Items of the first problem.
    items: usize,
}

/// The smaller problem of a demand, with kinds that `is_open` lets in.
pub fn reduce(raw: &Problem, demand: &[u32], min_nodes: u32, is_open: &dyn Fn(&Kind) -> bool) -> Reduced {
    let stands_for = alike(raw, demand);
    let first = |group: &Vec<(usize, u32)>| group[0].0;
    let items: Vec<Item> = stands_for
        .iter()
        .map(|group| Item { demand: group.iter().map(|(_, n)| n).sum(), ..raw.items[first(group)].clone() })
        .collect();
    let sizes: Vec<Vec<Lanes>> =
        raw.sizes.iter().map(|set| stands_for.iter().map(|group| set[first(group)]).collect()).collect();
    let kinds = raw.kinds.iter().filter(|kind| is_open(kind)).map(|kind| {
        let is_allowed = |group: &Vec<(usize, u32)>| kind.allowed >> first(group) & 1 == 1;
        let bits = stands_for.iter().enumerate().filter(|(_, group)| is_allowed(group));
        Kind { allowed: bits.fold(0, |bits, (at, _)| bits | 1 << at), ..kind.clone() }
    });
    let mut problem = Problem { items, sizes, lanes: raw.lanes, kinds: kinds.collect(), min_nodes };
    let lanes = leave_out_unused(&mut problem);
    tighten(&mut problem);
    leave_out_beaten(&mut problem);
    Reduced { problem, stands_for, lanes, items: raw.items.len() }
}

/// Items with a demand, those that are alike together.
fn alike(raw: &Problem, demand: &[u32]) -> Vec<Vec<(usize, u32)>> {
    let mut groups: Vec<Vec<(usize, u32)>> = Vec::new();
    let is_alike = |a: usize, b: usize| {
        let (one, other) = (&raw.items[a], &raw.items[b]);
        raw.sizes.iter().all(|set| set[a] == set[b])
            && (one.addresses, one.volumes) == (other.addresses, other.volumes)
            // How many of one profile a node may hold cannot be told of two together.
            && (one.most_per_node, other.most_per_node) == (u32::MAX, u32::MAX)
            && raw.kinds.iter().all(|kind| kind.allowed >> a & 1 == kind.allowed >> b & 1)
    };
    // In an order of their own, so that the order of profiles does not show.
    let key = |item: usize| {
        let mut key: Vec<i64> = raw.sizes.iter().flat_map(|set| set[item]).collect();
        let Item { most_per_node, addresses, volumes, .. } = raw.items[item];
        key.extend([addresses, volumes, most_per_node].map(i64::from));
        key.extend(raw.kinds.iter().map(|kind| i64::from(kind.allowed >> item & 1)));
        key.push(demand[item].into());
        key
    };
    let items = (0..raw.items.len()).filter(|item| demand[*item] > 0);
    let mut order: Vec<_> = items.map(|item| (key(item), item)).collect();
    sort_short_by(&mut order, Ord::cmp);
    for (_, item) in order {
        match groups.iter_mut().find(|group| is_alike(group[0].0, item)) {
            Some(group) => group.push((item, demand[item])),
            None => groups.push(vec![(item, demand[item])]),
        }
    }
    groups
}

/// Keeps the lanes that pods take something of, and of those with the same amounts the one with the least room. Gives the
/// lanes that each one kept stands for.
fn leave_out_unused(problem: &mut Problem) -> Vec<Vec<usize>> {
    let column = |problem: &Problem, lane: usize| -> Vec<i64> {
        problem.sizes.iter().flat_map(|set| set.iter().map(move |each| each[lane])).collect()
    };
    let (mut kept, mut same): (Vec<usize>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for lane in 0..problem.lanes {
        let amounts = column(problem, lane);
        if amounts.iter().all(|amount| *amount == 0) {
            continue;
        }
        match kept.iter().position(|known| column(problem, *known) == amounts) {
            Some(at) => same[at].push(lane),
            None => {
                kept.push(lane);
                same.push(vec![lane]);
            }
        }
    }
    for set in &mut problem.sizes {
        for each in set.iter_mut() {
            let before = *each;
            *each = [0; LANES];
            kept.iter().enumerate().for_each(|(at, lane)| each[at] = before[*lane]);
        }
    }
    for kind in &mut problem.kinds {
        let before = kind.room;
        kind.room = [0; LANES];
        for (at, lanes) in same.iter().enumerate() {
            kind.room[at] = lanes.iter().map(|lane| before[*lane]).min().unwrap_or(0);
        }
    }
    problem.lanes = kept.len();
    same
}

/// Cuts room down to what pods can take of it: all of them together, in steps of what divides their sizes. Items that do
/// not fit alone are not allowed.
fn tighten(problem: &mut Problem) {
    for at in 0..problem.kinds.len() {
        let fitting: Vec<usize> = (0..problem.items.len()).filter(|item| problem.alone(at, *item) > 0).collect();
        let (sizes, items) = (&problem.sizes[problem.kinds[at].sizes], &problem.items);
        let mut room = problem.kinds[at].room;
        for (lane, room) in room.iter_mut().enumerate().take(problem.lanes) {
            let total: i64 = fitting.iter().map(|item| sizes[*item][lane] * i64::from(items[*item].demand)).sum();
            let step = fitting.iter().fold(0, |step, item| gcd(step, sizes[*item][lane] as u64)).max(1) as i64;
            *room = (*room).min(total) / step * step;
        }
        let kind = &mut problem.kinds[at];
        kind.room = room;
        kind.allowed = fitting.iter().fold(0, |bits, item| bits | 1 << item);
        // Where volumes never fall, or pods cannot ask for so many, they need no look of their own.
        let most: u64 =
            fitting.iter().map(|item| u64::from(items[*item].volumes) * u64::from(items[*item].demand)).sum();
        if kind.volumes.len() <= 1 || kind.volumes.last().is_some_and(|(_, least)| u64::from(*least) >= most) {
            kind.volumes.clear();
        }
    }
}

/// Leaves out kinds of which another costs no more and has no less.
fn leave_out_beaten(problem: &mut Problem) {
    let mut kinds = std::mem::take(&mut problem.kinds);
    kinds.retain(|kind| kind.allowed != 0 || problem.min_nodes > 1);
    let room: fn(&Kind) -> i64 = |kind| kind.room.iter().sum();
    let key = |kind: &Kind| (kind.price, std::cmp::Reverse(room(kind)), kind.source);
    sort_long_by(&mut kinds, |a, b| key(a).cmp(&key(b)));
    let mut kept: Vec<Kind> = Vec::new();
    for kind in kinds {
        if !kept.iter().any(|better| beats(problem, better, &kind)) {
            kept.push(kind);
        }
    }
    problem.kinds = kept;
}

/// Whether a kind that costs no more holds all that another does.
fn beats(problem: &Problem, better: &Kind, kind: &Kind) -> bool {
    let has_room = || better.room[..problem.lanes].iter().zip(&kind.room).all(|(better, room)| better >= room);
    let is_smaller = || {
        better.sizes == kind.sizes
            || problem.sizes[better.sizes]
                .iter()
                .zip(&problem.sizes[kind.sizes])
                .all(|(better, each)| better.iter().zip(each).all(|(better, each)| better <= each))
    };
    kind.allowed & !better.allowed == 0 && has_room() && is_smaller() && volumes_beat(&better.volumes, &kind.volumes)
}

fn volumes_beat(better: &[(u32, u32)], kind: &[(u32, u32)]) -> bool {
    let at = |steps: &[(u32, u32)], addresses: u32| {
        steps.iter().find(|(up_to, _)| addresses <= *up_to).or(steps.last()).map_or(u32::MAX, |(_, volumes)| *volumes)
    };
    better.iter().chain(kind).all(|(addresses, _)| {
        let beyond = addresses.saturating_add(1);
        at(better, *addresses) >= at(kind, *addresses) && at(better, beyond) >= at(kind, beyond)
    })
}

impl Reduced {
    /// A fleet with the first problem's items, kinds by their source: nodes fill up with one alike profile after the other.
    pub fn expanded(&self, packed: &Packed) -> Vec<(usize, Pods, u32)> {
        let mut left = self.stands_for.clone();
        left.iter_mut().for_each(|group| group.reverse());
        let mut nodes: Vec<(usize, Pods, u32)> = Vec::new();
        for Group { pattern: Pattern { kind, pods }, nodes: count } in &packed.groups {
            let source = self.problem.kinds[*kind].source;
            let mut rest = *count;
            while rest > 0 {
                let (of_each, alike) = self.next_alike(&left, pods, rest);
                self.take(&mut left, pods, alike);
                rest -= alike;
                match nodes.iter_mut().find(|(known, pods, _)| *known == source && *pods == of_each) {
                    Some((_, _, n)) => *n += alike,
                    None => nodes.push((source, of_each, alike)),
                }
            }
        }
        nodes
    }

    /// The next node's pods by the first problem's items, and for how many nodes the same goes.
    fn next_alike(&self, left: &[Vec<(usize, u32)>], pods: &[u32], most: u32) -> (Pods, u32) {
        let (mut of_each, mut alike) = (vec![0; self.items], most);
        for (group, &wanted) in left.iter().zip(pods).filter(|(_, n)| **n > 0) {
            let mut wanted = wanted;
            let is_simple = group.last().is_some_and(|(_, n)| *n >= wanted);
            if let (true, Some((item, n))) = (is_simple, group.last()) {
                of_each[*item] += wanted;
                alike = alike.min(n / wanted);
                continue;
            }
            alike = 1;
            for (item, n) in group.iter().rev() {
                let taken = wanted.min(*n);
                of_each[*item] += taken;
                wanted -= taken;
            }
        }
        (of_each, alike.max(1))
    }

    fn take(&self, left: &mut [Vec<(usize, u32)>], pods: &[u32], nodes: u32) {
        for (group, wanted) in left.iter_mut().zip(pods) {
            let mut wanted = wanted * nodes;
            while wanted > 0
                && let Some((_, n)) = group.last_mut()
            {
                let taken = wanted.min(*n);
                *n -= taken;
                wanted -= taken;
                if *n == 0 {
                    group.pop();
                }
            }
        }
    }

    /// A fleet of the first problem as one of this problem's, where its kinds are still here.
    pub fn reduced(&self, nodes: &[(usize, Pods, u32)]) -> Option<Packed> {
        let mut packed = Packed::default();
        for (source, of_each, count) in nodes {
            let of = |group: &Vec<(usize, u32)>| group.iter().map(|(item, _)| of_each[*item]).sum();
            let pods: Pods = self.stands_for.iter().map(of).collect();
            let own = self.problem.kinds.iter().position(|kind| kind.source == *source);
            let kind = own.filter(|kind| self.problem.fits(*kind, &pods));
            // One that beats the kind takes its place.
            let kind = kind.or_else(|| {
                let all: Vec<usize> = (0..self.problem.kinds.len()).collect();
                crate::pack::cheapest_for(&self.problem, &all, &pods)
            })?;
            packed.add(&self.problem, Pattern { kind, pods }, *count);
        }
        Some(packed)
    }
}
