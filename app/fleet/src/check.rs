//! Holds a fleet against every limit, by itself: it reads the catalogue and the scenario again, sums what is on each node,
//! and shares no code with the search. No fleet is given out that it finds a fault with.

use crate::fleet::{Fleet, NodeGroup};
use crate::options::{Options, Survive};
use model::catalog::Catalog;
use model::catalog::instance_type::Arch;
use model::node::limit::Limit;
use model::node::supply::{NO_LIMIT, Supply};
use model::node::workload::{Needs, Workload};
use model::order::sort_short_by_key;
use model::plan::cost::node_price_as;
use model::plan::eligibility::reason_in_fleet;
use model::plan::encryption::rests_on_hardware;
use model::scenario::{ArchFilter, ProfileArch, Purchase, Scenario, ZoneSpread};

/// What is wrong with a fleet, in words.
pub type Fault = String;

/// Every fault of a fleet; none is what it should be.
pub fn faults(catalog: &Catalog, scenario: &Scenario, options: &Options, fleet: &Fleet) -> Vec<Fault> {
    let workload = Workload::of(scenario).sized(catalog);
    let checker = Checker { catalog, scenario, options, fleet, workload: &workload };
    let mut faults = Vec::new();
    for group in &fleet.groups {
        faults.extend(checker.of_group(group));
    }
    faults.extend(checker.of_pods());
    faults.extend(checker.of_nodes_and_types());
    faults.extend(checker.of_cost());
    if options.survive == Survive::Node {
        faults.extend(checker.of_a_lost_node());
    }
    faults
}

struct Checker<'a> {
    catalog: &'a Catalog,
    scenario: &'a Scenario,
    options: &'a Options,
    fleet: &'a Fleet,
    workload: &'a Workload<'a>,
}

impl<'a> Checker<'a> {
    fn of_group(&self, group: &NodeGroup) -> Vec<Fault> {
        let name = &group.instance_type;
        let Some(index) = self.catalog.find(name) else { return vec![format!("{name} is not in the catalogue")] };
        let (t, offer) = (self.catalog.instance_type(index), self.catalog.offer(index));
        let mut faults = Vec::new();
        // which reason it is stands on the type's page; in words each would be in the browser's worker
        if reason_in_fleet(t, offer, self.scenario, self.scenario.mode).is_some() {
            faults.push(format!("{name} is excluded"));
        }
        if self.scenario.mode.is_vpc_cni() && !t.encryption_in_transit && rests_on_hardware(self.catalog, self.scenario)
        {
            faults.push(format!("{name} does not encrypt traffic"));
        }
        if self.workload.cannot_compare(t) {
            faults.push(format!("{name}: its vCPUs were not measured"));
        }
        if t.burstable && !self.options.burstable {
            faults.push(format!("{name} is burstable"));
        }
        if self.options.largest_vcpu.is_some_and(|most| t.vcpu > most) {
            faults.push(format!("{name} has {} vCPUs", t.vcpu));
        }
        if group.nodes == 0 || group.pods.len() != self.scenario.profiles.len() {
            faults.push(format!(
                "a group of {} nodes of {name} with pods of {} profiles",
                group.nodes,
                group.pods.len()
            ));
        }
        faults.extend(self.astray(group, &group.pods));
        let purchase = if group.is_spot { Purchase::Spot } else { self.scenario.purchase };
        if node_price_as(t, offer, self.scenario, purchase).map(|price| price.month.0) != Some(group.node_cost) {
            faults.push(format!("{name} does not cost {}", group.node_cost));
        }
        faults.extend(self.overfull(group, &group.pods));
        faults
    }

    /// Pods that may not run on the nodes of a group: because of their architecture, of taints, on spot, or so many together. Where
    /// everything is bought as spot, everything runs on it.
    fn astray(&self, group: &NodeGroup, pods: &[u32]) -> Vec<Fault> {
        let name = &group.instance_type;
        let arch = self.catalog.find(name).map(|index| self.catalog.instance_type(index).arch);
        let is_all_spot = self.scenario.purchase == Purchase::Spot;
        let mut faults = Vec::new();
        if is_all_spot != group.is_spot && is_all_spot {
            faults.push(format!("{name} is not bought as spot"));
        }
        for (profile, &n) in self.scenario.profiles.iter().zip(pods).filter(|(_, n)| **n > 0) {
            let runs = match profile.arch {
                ProfileArch::Amd64 => arch == Some(Arch::X86_64),
                ProfileArch::Arm64 => arch == Some(Arch::Arm64),
                ProfileArch::Any => match self.scenario.filters.arch {
                    ArchFilter::X86 => arch == Some(Arch::X86_64),
                    ArchFilter::Arm => arch == Some(Arch::Arm64),
                    ArchFilter::Both => true,
                },
            };
            if !runs {
                faults.push(format!("{} does not run on {name}", profile.name));
            }
            if group.is_spot && !is_all_spot && !profile.spot {
                faults.push(format!("{} on spot nodes of {name}", profile.name));
            }
            if profile.taints != group.taints {
                faults.push(format!(
                    "{} on nodes of {name} with the taints \u{201c}{}\u{201d}",
                    profile.name, group.taints
                ));
            }
            if profile.most_per_node.is_some_and(|most| n > most) {
                faults.push(format!("{n} of {} on a node of {name}", profile.name));
            }
        }
        faults
    }

    /// The limits that a node of a group would go over with these pods.
    fn overfull(&self, group: &NodeGroup, pods: &[u32]) -> Vec<Fault> {
        let Some(index) = self.catalog.find(&group.instance_type) else { return Vec::new() };
        let t = self.catalog.instance_type(index);
        let workload = &*self.workload.on(t);
        let supply = Supply::of(t, workload);
        let asked = |limit: Limit| -> u64 {
            let of = |(needs, n): (&Needs, &u32)| u64::from(needs.each.get(limit)) * u64::from(*n);
            workload.profiles().iter().zip(pods).map(of).sum()
        };
        let small = |amount: u64| u32::try_from(amount).unwrap_or(u32::MAX);
        let volumes = supply.volumes(workload, small(asked(Limit::Addresses)), small(asked(Limit::BranchEnis)));
        let over = |limit: Limit| {
            let daemonsets = u64::from(workload.taken_by_daemonsets().get(limit));
            let have = match (limit, supply.amounts().get(limit)) {
                (Limit::Volumes, _) => u64::from(volumes),
                (_, NO_LIMIT) => return None,
                (Limit::Cpu | Limit::Memory, have) => {
                    // What is kept free is of what the DaemonSets leave.
                    let left = u64::from(have).checked_sub(daemonsets)?;
                    daemonsets + left * u64::from(100 - self.options.headroom.min(100)) / 100
                }
                (_, have) => u64::from(have),
            };
            let taken = asked(limit) + daemonsets;
            (taken > have).then(|| format!("{}: {taken} of {have} {}", group.instance_type, limit.name()))
        };
        let short = supply.room(workload).is_none();
        let short = short.then(|| format!("{} has no room for the DaemonSets", group.instance_type));
        Limit::ALL.into_iter().filter_map(over).chain(short).collect()
    }

    /// All pods have room, in every zone as asked.
    fn of_pods(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (at, profile) in self.scenario.profiles.iter().enumerate() {
            let of = |group: &NodeGroup| u64::from(group.pods.get(at).copied().unwrap_or(0)) * u64::from(group.nodes);
            let groups = || self.fleet.groups.iter();
            let all: u64 = groups().map(of).sum();
            let asked = u64::from(profile.pods);
            let in_zones: Vec<u64> = (0..self.options.zones)
                .map(|zone| groups().filter(|group| group.zone == Some(zone)).map(of).sum())
                .collect();
            let is_anywhere = groups().any(|group| group.zone.is_none());
            let (least, most) =
                (in_zones.iter().min().copied().unwrap_or(0), in_zones.iter().max().copied().unwrap_or(0));
            let is_wrong = match self.options.survive {
                Survive::Zone => all - most < asked || is_anywhere,
                _ if self.options.zones > 1 => {
                    let is_uneven = profile.zones == ZoneSpread::Even && most > least + 1;
                    all != asked || is_uneven || is_anywhere
                }
                _ => all != asked,
            };
            if is_wrong {
                let by_zone: Vec<String> = in_zones.iter().map(u64::to_string).collect();
                let by_zone = by_zone.join(", ");
                faults.push(format!("{}: room for {all} of {asked} pods, by zone {by_zone}", profile.name));
            }
        }
        faults
    }

    fn of_nodes_and_types(&self) -> Vec<Fault> {
        let bought = |group: &'a NodeGroup| (group.instance_type.as_str(), group.is_spot, group.taints.as_str());
        let mut types: Vec<(&str, bool, &str)> = Vec::new();
        for bought in self.fleet.groups.iter().map(bought) {
            if !types.contains(&bought) {
                types.push(bought);
            }
        }
        let nodes: u32 = self.fleet.groups.iter().map(|group| group.nodes).sum();
        let mut faults = Vec::new();
        // a pool has one type at least, however few are allowed
        let mut pools: Vec<&str> = self.scenario.profiles.iter().map(|profile| profile.taints.as_str()).collect();
        sort_short_by_key(&mut pools, |taints| *taints);
        pools.dedup();
        if types.len() > pools.len().max(self.options.types as usize) {
            faults.push(format!("{} types", types.len()));
        }
        if nodes < self.scenario.min_nodes || nodes != self.fleet.nodes {
            faults.push(format!("{nodes} nodes"));
        }
        if self.options.zones > 1 {
            // a spare takes over from others: it is none of those that a zone must have
            let own = |zone: u32| self.fleet.groups.iter().filter(move |g| g.zone == Some(zone) && !g.is_spare);
            let in_zone = |zone: u32| own(zone).map(|group| group.nodes).sum::<u32>();
            let poor = (0..self.options.zones).filter(|zone| in_zone(*zone) < self.options.zone_nodes);
            faults.extend(poor.map(|zone| format!("{} nodes in zone {}", in_zone(zone), zone + 1)));
        }
        faults
    }

    fn of_cost(&self) -> Vec<Fault> {
        let total: u64 = self.fleet.groups.iter().map(|group| group.node_cost * u64::from(group.nodes)).sum();
        let cost = self.fleet.cost;
        let parts = cost.instances + cost.fee + cost.disks + cost.agents;
        let is_wrong = total != cost.total || parts != total || self.fleet.bound > total;
        is_wrong.then(|| format!("cost {total}, parts {parts}, bound {}", self.fleet.bound)).into_iter().collect()
    }

    /// Whichever node is lost, one other has room for all of its pods.
    fn of_a_lost_node(&self) -> Vec<Fault> {
        let groups = &self.fleet.groups;
        let is_lost_for_good = |(at, lost): &(usize, &NodeGroup)| {
            let takes_over = |(other, group): (usize, &NodeGroup)| {
                let pods: Vec<u32> = group.pods.iter().zip(&lost.pods).map(|(own, more)| own + more).collect();
                (other != *at || group.nodes > 1)
                    && self.overfull(group, &pods).is_empty()
                    && self.astray(group, &pods).is_empty()
            };
            lost.pods.iter().any(|n| *n > 0) && !groups.iter().enumerate().any(takes_over)
        };
        let lost = groups.iter().enumerate().filter(is_lost_for_good);
        lost.map(|(_, group)| format!("nothing takes over from {}", group.instance_type)).collect()
    }
}
