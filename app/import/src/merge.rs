//! More workloads than a scenario holds: the smallest are merged with their like.
//!
//! Merged pods request the mean, rounded up, so the sums stay what they are and no pod of the scenario is larger than the
//! largest that went into it; limits per node are merged so that they need as many nodes. What differs in kind (GPUs, volumes,
//! security groups, where pods may run) is merged last, and pods held to different architectures only where nothing else is
//! left: then they have that of the larger. Those of two node pools are never merged.

use crate::by_name::in_order;
use model::scenario::{PodProfile, ProfileArch, ZoneSpread};
use model::units::{Mib, MilliCpu};

/// A profile and the workloads in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What is planned.
    pub profile: PodProfile,
    /// The workloads that it stands for, by their position.
    pub of: Vec<usize>,
    /// Their names, or what a person calls them together.
    pub names: Vec<String>,
}

/// Above this, neighbours are merged without looking for the closest.
const MANY: usize = 1_000;
/// Names that a merged profile tells.
const NAMES: usize = 3;

/// At most so many profiles, those that need most unmerged; in the order of what they need.
pub(crate) fn merge(mut all: Vec<Merged>, most: usize) -> Vec<Merged> {
    let most = most.max(pools(&all).len()).max(1);
    while all.len() > MANY.max(most) {
        all = halve(all);
    }
    while all.len() > most {
        let one = all.swap_remove(smallest(&all));
        let near = |other: &Merged| {
            let is_other_kind = kind(&one.profile) != kind(&other.profile);
            let is_of_other_pool = one.profile.taints != other.profile.taints;
            (is_of_other_pool, is_other_kind, distance(&one.profile, &other.profile), weight(&other.profile))
        };
        let Some(closest) = (0..all.len()).min_by_key(|index| near(&all[*index])) else { return vec![one] };
        let other = all.swap_remove(closest);
        all.push(one.join(other));
    }
    in_order(all, |m| u128::MAX - u128::from(weight(&m.profile)))
}

/// The node pools of profiles by their taints, and how many profiles each has.
pub(crate) fn pools(all: &[Merged]) -> Vec<(String, usize)> {
    let mut pools: Vec<(String, usize)> = Vec::new();
    for m in all {
        match pools.iter_mut().find(|(taints, _)| *taints == m.profile.taints) {
            Some((_, n)) => *n += 1,
            None => pools.push((m.profile.taints.clone(), 1)),
        }
    }
    pools
}

/// The smallest that is not alone in its pool. With more profiles than pools there is one.
fn smallest(all: &[Merged]) -> usize {
    let pools = pools(all);
    let is_alone = |m: &Merged| pools.iter().any(|(taints, n)| *n == 1 && *taints == m.profile.taints);
    let key = |index: &usize| (is_alone(&all[*index]), weight(&all[*index].profile));
    (0..all.len()).min_by_key(key).unwrap_or(0)
}

/// Merges each with its neighbour in the order of their needs, pool by pool.
fn halve(all: Vec<Merged>) -> Vec<Merged> {
    let pools = pools(&all);
    let key = |m: &Merged| {
        let pool = pools.iter().position(|(taints, _)| *taints == m.profile.taints).unwrap_or(0) as u128;
        let Kind { gpus, neuron, volumes, own_security_group, arch, most_per_node, zones, spot } = kind(&m.profile);
        let flags = u128::from(own_security_group) | u128::from(spot) << 1 | (zones as u128) << 2 | (arch as u128) << 3;
        let kind = u128::from(gpus) << 16 | u128::from(neuron) << 11 | u128::from(volumes) << 1;
        let kind = kind << 16 | u128::from(most_per_node.unwrap_or(0).min(0x7ff)) << 5 | flags;
        pool << 104 | kind << 64 | u128::from(m.profile.cpu.0) << 32 | u128::from(m.profile.memory.0)
    };
    let mut half = Vec::with_capacity(all.len().div_ceil(2));
    let mut rest = in_order(all, key).into_iter().peekable();
    while let Some(one) = rest.next() {
        half.push(match rest.next_if(|other| other.profile.taints == one.profile.taints) {
            Some(other) => one.join(other),
            None => one,
        });
    }
    half
}

/// What makes profiles differ in kind.
#[derive(PartialEq, Eq)]
struct Kind {
    gpus: u32,
    neuron: u32,
    volumes: u32,
    own_security_group: bool,
    arch: ProfileArch,
    most_per_node: Option<u32>,
    zones: ZoneSpread,
    spot: bool,
}

fn kind(p: &PodProfile) -> Kind {
    let PodProfile { gpus, neuron, volumes, own_security_group, arch, most_per_node, zones, spot, .. } = *p;
    Kind { gpus, neuron, volumes, own_security_group, arch, most_per_node, zones, spot }
}

/// All that its pods need: CPU as much as memory at 4 GiB a core.
pub(crate) fn weight(p: &PodProfile) -> u64 {
    let each = u64::from(p.cpu.0).max(u64::from(p.memory.0) / 4) + 8_000 * u64::from(p.gpus + p.neuron) + 1;
    each * u64::from(p.pods)
}

/// How unlike two pods are: the sum over resources of the share by which they differ, in thousandths.
fn distance(a: &PodProfile, b: &PodProfile) -> u64 {
    let differ = |a: u32, b: u32| {
        let (low, high) = (u64::from(a.min(b)), u64::from(a.max(b)));
        (high - low) * 1_000 / (high + 1)
    };
    differ(a.cpu.0, b.cpu.0) + differ(a.memory.0, b.memory.0) + differ(a.ephemeral.0, b.ephemeral.0)
}

impl Merged {
    /// Both as one.
    pub(crate) fn join(self, other: Merged) -> Merged {
        let (first, second) =
            if weight(&self.profile) >= weight(&other.profile) { (self, other) } else { (other, self) };
        let (p, q) = (&first.profile, &second.profile);
        let pods = p.pods.saturating_add(q.pods);
        let mean = |a: u32, b: u32| {
            let all = u64::from(a) * u64::from(p.pods) + u64::from(b) * u64::from(q.pods);
            u32::try_from(all.div_ceil(u64::from(pods.max(1)))).unwrap_or(u32::MAX)
        };
        let of = [first.of, second.of].concat();
        let names = [first.names, second.names].concat();
        let profile = PodProfile {
            name: name(&names, of.len()),
            pods,
            cpu: MilliCpu(mean(p.cpu.0, q.cpu.0)),
            memory: Mib(mean(p.memory.0, q.memory.0)),
            ephemeral: Mib(mean(p.ephemeral.0, q.ephemeral.0)),
            volumes: p.volumes.max(q.volumes),
            gpus: p.gpus.max(q.gpus),
            neuron: p.neuron.max(q.neuron),
            own_security_group: p.own_security_group || q.own_security_group,
            arch: if p.arch == ProfileArch::Any { q.arch } else { p.arch },
            most_per_node: most_per_node(p, q),
            zones: if p.zones == ZoneSpread::Even { p.zones } else { q.zones },
            spot: p.spot && q.spot,
            ..p.clone()
        };
        Merged { profile, of, names }
    }
}

/// The limit with which both together need as many nodes as each of them does.
fn most_per_node(p: &PodProfile, q: &PodProfile) -> Option<u32> {
    let nodes = |p: &PodProfile| Some(p.pods.div_ceil(p.most_per_node?.max(1)));
    let nodes = nodes(p).max(nodes(q))?.max(1);
    Some((p.pods.saturating_add(q.pods) / nodes).max(1))
}

/// `5 merged: api, cron, mail and others`.
fn name(names: &[String], of: usize) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    let others = if names.len() > NAMES { " and others" } else { "" };
    format!("{of} merged: {}{others}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(name: &str, pods: u32, cpu: u32, memory: u32, gpus: u32) -> Merged {
        let profile = PodProfile {
            name: name.into(),
            pods,
            cpu: MilliCpu(cpu),
            memory: Mib(memory),
            gpus,
            own_security_group: false,
            ..PodProfile::default()
        };
        Merged { profile, of: vec![0], names: vec![name.into()] }
    }

    #[test]
    fn the_smallest_joins_what_is_most_like_it() {
        let all = vec![
            one("big", 100, 1_000, 4_096, 0),
            one("small", 2, 100, 128, 0),
            one("like-small", 3, 150, 128, 0),
            one("gpu", 1, 100, 128, 1),
        ];
        let merged = merge(all, 3);
        let names: Vec<_> = merged.iter().map(|m| m.profile.name.as_str()).collect();
        assert_eq!(names, ["big", "gpu", "2 merged: like-small, small"]);
        let small = &merged[2].profile;
        assert_eq!((small.pods, small.cpu, small.memory), (5, MilliCpu(130), Mib(128))); // (2*100 + 3*150) / 5
    }

    #[test]
    fn limits_per_node_need_as_many_nodes_after_merging() {
        let apart = |pods, most| PodProfile { most_per_node: Some(most), ..one("db", pods, 100, 128, 0).profile };
        let free = one("web", 40, 100, 128, 0).profile;
        assert_eq!(most_per_node(&apart(6, 1), &apart(9, 3)), Some(2)); // 15 pods on 6 nodes
        assert_eq!(most_per_node(&free, &apart(5, 1)), Some(9)); // 45 on 5
        assert_eq!(most_per_node(&free, &free), None);
    }

    #[test]
    fn workloads_of_two_node_pools_are_never_merged() {
        // most of a pool, then all alone; and enough of them to be halved first
        for (n, most) in [(7, 3), (7, 2), (7, 1), (1_500, 30)] {
            let mut all: Vec<_> = (0..n).map(|i| one(&format!("w{i}"), 1 + i % 9, 100 + i, 128, 0)).collect();
            for (at, m) in all.iter_mut().enumerate() {
                m.profile.taints = ["", "a:NoSchedule", ""][at % 3].into();
            }
            let merged = merge(all.clone(), most);
            assert_eq!(merged.len(), most.max(2), "{n} to {most}");
            for taints in ["", "a:NoSchedule"] {
                let pods = |list: &[Merged]| -> u32 {
                    list.iter().filter(|m| m.profile.taints == taints).map(|m| m.profile.pods).sum()
                };
                assert_eq!(pods(&merged), pods(&all), "{n} to {most}");
            }
        }
    }

    #[test]
    fn who_may_run_where_is_merged_last() {
        let mut all = vec![one("a", 9, 100, 128, 0), one("b", 2, 100, 128, 0), one("c", 3, 900, 999, 0)];
        all[0].profile.arch = ProfileArch::Arm64;
        all[1].profile.spot = true;
        all[2].profile.spot = true;
        let merged = merge(all, 2);
        let found: Vec<_> = merged.iter().map(|m| (m.profile.arch, m.profile.spot, m.of.len())).collect();
        assert_eq!(found, [(ProfileArch::Any, true, 2), (ProfileArch::Arm64, false, 1)]);
    }

    proptest! {
        #[test]
        fn merging_keeps_pods_and_sums(
            given in prop::collection::vec((1..200_u32, 0..5_000_u32, 0..9_000_u32, 0..2_u32), 1..120),
            most in 1..40_usize,
        ) {
            let all: Vec<_> = given.iter().enumerate().map(|(i, g)| one(&format!("w{i}"), g.0, g.1, g.2, g.3)).collect();
            let merged = merge(all.clone(), most);
            prop_assert!(merged.len() <= most && merged.len() == all.len().min(most));
            prop_assert_eq!(merged.iter().map(|m| m.of.len()).sum::<usize>(), all.len());
            let sum = |list: &[Merged], of: fn(&PodProfile) -> u32| -> u64 {
                list.iter().map(|m| u64::from(of(&m.profile)) * u64::from(m.profile.pods)).sum()
            };
            prop_assert_eq!(sum(&merged, |_| 1), sum(&all, |_| 1));
            for of in [(|p| p.cpu.0) as fn(&PodProfile) -> u32, |p| p.memory.0, |p| p.gpus] {
                prop_assert!(sum(&merged, of) >= sum(&all, of), "nothing is lost");
                let largest = |list: &[Merged]| list.iter().map(|m| of(&m.profile)).max();
                prop_assert!(largest(&merged) <= largest(&all), "no pod is larger than the largest");
            }
        }
    }
}
