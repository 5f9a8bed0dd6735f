//! Nodes as a fleet has them, and a text of whole fleets, which one worker hands to another.

use model::order::sort_short_by;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::units::MicroUsd;

/// Nodes of one type as a fleet has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The type's name.
    pub instance_type: String,
    /// Pods of each profile on each node; none on a spare, which holds a pool all the same.
    pub pods: Vec<u32>,
    /// How many nodes.
    pub nodes: u32,
    /// The zone from 0, where the fleet is spread over some.
    pub zone: Option<u32>,
}

/// The fleet of a networking mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FleetIn {
    /// The mode.
    pub mode: NetworkMode,
    /// What its nodes cost a month.
    pub monthly: MicroUsd,
    /// Its nodes.
    pub nodes: Vec<Placed>,
}

/// The same with no more pods of each profile than are asked for, where nodes have room for more: every group gets its share,
/// the nodes of a group as evenly as can be.
pub(crate) fn as_asked(placed: &[Placed], asked: &[u32]) -> Vec<Placed> {
    let room = |profile: usize| -> u64 { placed.iter().map(|group| of(group, profile)).sum() };
    let mut left: Vec<(u64, u64)> =
        asked.iter().enumerate().map(|(i, n)| (room(i).min((*n).into()), room(i))).collect();
    let mut out = Vec::new();
    for group in placed {
        let shares = left.iter_mut().enumerate().map(|(profile, (pods, rooms))| {
            let own = of(group, profile);
            let share = (*pods * own).checked_div(*rooms).unwrap_or(0);
            (*pods, *rooms) = (*pods - share, *rooms - own);
            share
        });
        out.extend(spread(group, &shares.collect::<Vec<_>>()));
    }
    out
}

/// Pods of a profile that a group has room for.
fn of(group: &Placed, profile: usize) -> u64 {
    u64::from(group.nodes) * u64::from(group.pods.get(profile).copied().unwrap_or(0))
}

/// A group with so many pods of each profile in all: nodes that come to the same stay together.
fn spread(group: &Placed, pods: &[u64]) -> Vec<Placed> {
    let nodes = u64::from(group.nodes.max(1));
    let mut cuts: Vec<u64> = pods.iter().map(|n| n % nodes).chain([0, u64::from(group.nodes)]).collect();
    sort_short_by(&mut cuts, Ord::cmp);
    cuts.dedup();
    let between = |cut: &[u64]| {
        let on_each = |n: &u64| (n / nodes + u64::from(cut[0] < n % nodes)) as u32;
        Placed { pods: pods.iter().map(on_each).collect(), nodes: (cut[1] - cut[0]) as u32, ..group.clone() }
    };
    cuts.windows(2).map(between).collect()
}

/// Fleets as text: a line each for a mode and its cost, then one for every group.
pub fn to_text(fleets: &[FleetIn]) -> String {
    let mut text = String::new();
    for fleet in fleets {
        text += &format!("{} {}\n", fleet.mode.facts().code, fleet.monthly.0);
        for Placed { instance_type, pods, nodes, zone } in &fleet.nodes {
            let pods: Vec<String> = pods.iter().map(u32::to_string).collect();
            let zone = zone.map_or("-".into(), |zone| zone.to_string());
            text += &format!("{instance_type} {nodes} {zone} {}\n", pods.join(","));
        }
    }
    text
}

/// The fleets of a text; a line that is none is left out.
pub fn from_text(text: &str) -> Vec<FleetIn> {
    let mut fleets: Vec<FleetIn> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            [code, monthly] => {
                let mode = MODES.iter().find(|facts| facts.code == *code).map(|facts| facts.mode);
                let Some((mode, monthly)) = mode.zip(monthly.parse().ok()) else { continue };
                fleets.push(FleetIn { mode, monthly: MicroUsd(monthly), nodes: Vec::new() });
            }
            [instance_type, nodes, zone, pods] => {
                let Some((fleet, nodes)) = fleets.last_mut().zip(nodes.parse().ok()) else { continue };
                let pods = pods.split(',').filter_map(|n| n.parse().ok()).collect();
                let instance_type = instance_type.to_string();
                fleet.nodes.push(Placed { instance_type, pods, nodes, zone: zone.parse().ok() });
            }
            _ => {}
        }
    }
    fleets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(nodes: u32, pods: &[u32]) -> Placed {
        Placed { instance_type: "m5.large".into(), pods: pods.to_vec(), nodes, zone: None }
    }

    fn sums(placed: &[Placed]) -> [u64; 3] {
        let nodes = placed.iter().map(|group| u64::from(group.nodes)).sum();
        [nodes, placed.iter().map(|group| of(group, 0)).sum(), placed.iter().map(|group| of(group, 1)).sum()]
    }

    #[test]
    fn nodes_carry_the_pods_that_are_asked_for_and_no_more() {
        let fleet = [group(3, &[10, 4]), group(2, &[5, 0]), group(1, &[0, 0])];
        // room for 40 and 12
        assert_eq!(as_asked(&fleet, &[40, 12]), fleet);
        let fewer = as_asked(&fleet, &[30, 7]);
        assert_eq!(sums(&fewer), [6, 30, 7]);
        let most = fewer.iter().map(|group| group.pods[0]).max();
        assert!(most.is_some_and(|n| n <= 10), "{fewer:?}");
        // never more than there is room for
        assert_eq!(sums(&as_asked(&fleet, &[99, 12])), [6, 40, 12]);
    }

    #[test]
    fn fleets_are_handed_over_as_they_are() {
        let zoned = Placed { zone: Some(2), ..group(4, &[1, 0]) };
        let nodes = vec![zoned, group(1, &[0, 7])];
        let fleets = vec![
            FleetIn { mode: NetworkMode::SecondaryIp, monthly: MicroUsd(12_345), nodes },
            FleetIn { mode: NetworkMode::Ipv6, monthly: MicroUsd(0), nodes: vec![group(2, &[3, 3])] },
        ];
        assert_eq!(from_text(&to_text(&fleets)), fleets);
        assert_eq!(from_text("m5.large 1 - 1\nno-mode 5\nwhat\n"), []);
    }
}
