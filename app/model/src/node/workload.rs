//! What a scenario asks of its nodes in a networking mode: what a pod of each profile needs, and what the
//! daemonsets take of every node. Worked out once for all types; CPU once a type where requests were sized on a family.
//! Daemonsets keep their requests: one manifest serves nodes of every type.

use crate::catalog::Catalog;
use crate::catalog::instance_type::InstanceType;
use crate::node::equal_work::{Ratio, Reference, WHOLE, need};
use crate::node::headroom;
use crate::node::limit::{Amounts, LIMITS, Limit, NO_LIMIT};
use crate::node::warm_pool::InUse;
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::{DaemonSetNetwork, PodProfile, Scenario};
use std::borrow::Cow;
use std::rc::Rc;

/// What one pod of a profile takes of a node, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Replicas, at least 1.
    pub pods: u32,
    /// What one of them takes.
    pub each: Amounts,
    /// At most so many of them on a node, [`NO_LIMIT`] where there is no such limit.
    pub most_per_node: u32,
}

impl Needs {
    /// Of a profile. A pod takes a pod slot, and an address or, with a security group of its own in a mode
    /// that has them, a branch ENI instead.
    pub fn of(profile: &PodProfile, mode: NetworkMode) -> Needs {
        let is_on_branch = mode.facts().branch_enis && profile.own_security_group;
        let each = Amounts::default()
            .with(Limit::Addresses, u32::from(!is_on_branch))
            .with(Limit::BranchEnis, u32::from(is_on_branch))
            .with(Limit::MaxPods, 1)
            .with(Limit::Cpu, profile.cpu.0)
            .with(Limit::Memory, profile.memory.0)
            .with(Limit::Ephemeral, profile.ephemeral.0)
            .with(Limit::Volumes, profile.volumes)
            .with(Limit::Bandwidth, profile.bandwidth.0)
            .with(Limit::Gpus, profile.gpus)
            .with(Limit::Neuron, profile.neuron);
        Needs { pods: profile.pods, each, most_per_node: profile.most_per_node.unwrap_or(NO_LIMIT) }
    }

    /// Whether its pods take branch ENIs instead of addresses.
    pub fn is_on_branch(&self) -> bool {
        self.each.get(Limit::BranchEnis) > 0
    }
}

/// What the daemonsets of a scenario take on every node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DaemonSetLoad {
    /// Pods on the host network.
    pub host_pods: u32,
    /// Pods with an address.
    pub address_pods: u32,
    /// CPU, millicores.
    pub cpu: u32,
    /// Memory, MiB.
    pub memory: u32,
}

impl DaemonSetLoad {
    /// The load of a scenario's daemonsets on its nodes.
    pub fn of(scenario: &Scenario) -> DaemonSetLoad {
        let mut load = DaemonSetLoad::default();
        for d in scenario.running_daemonsets() {
            match d.network {
                DaemonSetNetwork::Host => load.host_pods += 1,
                DaemonSetNetwork::Pod => load.address_pods += 1,
            }
            load.cpu = load.cpu.saturating_add(d.cpu.0);
            load.memory = load.memory.saturating_add(d.memory.0);
        }
        load
    }

    /// The same by resource.
    pub fn amounts(&self) -> Amounts {
        Amounts::default()
            .with(Limit::Addresses, self.address_pods)
            .with(Limit::MaxPods, self.host_pods + self.address_pods)
            .with(Limit::Cpu, self.cpu)
            .with(Limit::Memory, self.memory)
    }
}

/// Everything that a scenario asks of its nodes in a networking mode.
#[derive(Clone, Debug)]
pub struct Workload<'a> {
    scenario: &'a Scenario,
    mode: NetworkMode,
    profiles: Vec<Needs>,
    pods: u32,
    total: [u64; LIMITS],
    largest: Amounts,
    most_per_node: Option<u32>,
    daemonsets: DaemonSetLoad,
    taken_by_daemonsets: Amounts,
    /// The family that requests were sized on, where the scenario names one: see [`Workload::sized`].
    reference: Option<Rc<Reference>>,
    /// The ratio, in hundredths, that the CPU needs are for.
    ratio: u32,
}

impl<'a> Workload<'a> {
    /// Of this scenario. Where requests were sized on a family, [`Workload::sized`] must follow.
    pub fn of(scenario: &'a Scenario) -> Workload<'a> {
        Workload::in_mode(scenario, scenario.mode)
    }

    /// Of this scenario with another networking mode.
    pub fn in_mode(scenario: &'a Scenario, mode: NetworkMode) -> Workload<'a> {
        let profiles: Vec<Needs> = scenario.profiles.iter().map(|profile| Needs::of(profile, mode)).collect();
        let (mut total, mut largest) = ([0; LIMITS], Amounts::default());
        for needs in &profiles {
            for limit in Limit::ALL {
                let each = needs.each.get(limit);
                total[limit as usize] += u64::from(each) * u64::from(needs.pods);
                largest.set(limit, largest.get(limit).max(each));
            }
        }
        let daemonsets = DaemonSetLoad::of(scenario);
        let pods = scenario.pods();
        let most_per_node = profiles.iter().filter_map(|needs| most_in_proportion(needs, pods)).min();
        Workload {
            scenario,
            mode,
            pods,
            profiles,
            total,
            largest,
            most_per_node,
            daemonsets,
            taken_by_daemonsets: daemonsets.amounts(),
            reference: None,
            ratio: WHOLE,
        }
    }

    /// The same with the family that requests were sized on, if the scenario names one, from the catalogue.
    pub fn sized(mut self, catalog: &Catalog) -> Workload<'a> {
        self.reference = self.scenario.sized_on.as_deref().map(|family| Rc::new(Reference::of(catalog, family)));
        self
    }

    /// The same with the reference of another workload of the scenario.
    pub fn sized_like(mut self, other: &Workload) -> Workload<'a> {
        self.reference = other.reference.clone();
        self
    }

    /// A vCPU of a type against one of the family that requests were sized on. `None` where no family was named, and where
    /// the two cannot be compared.
    pub fn ratio(&self, t: &InstanceType) -> Option<Ratio> {
        self.reference.as_ref()?.ratio(t)
    }

    /// Whether equal work is asked for and the type cannot be compared: then nothing is planned with it.
    pub fn cannot_compare(&self, t: &InstanceType) -> bool {
        self.reference.as_ref().is_some_and(|reference| reference.ratio(t).is_none())
    }

    /// The same on a type: what its pods need there for equal work, where the scenario asks for that. A type that cannot
    /// be compared counts vCPU for vCPU.
    pub fn on(&self, t: &InstanceType) -> Cow<'_, Workload<'a>> {
        let ratio = self.ratio_or_whole(t);
        if ratio == self.ratio {
            return Cow::Borrowed(self);
        }
        let mut sized = self.clone();
        sized.size_for(ratio);
        Cow::Owned(sized)
    }

    /// The same in place, for one type after the other.
    pub(crate) fn size_on(&mut self, t: &InstanceType) {
        let ratio = self.ratio_or_whole(t);
        if ratio != self.ratio {
            self.size_for(ratio);
        }
    }

    pub(crate) fn ratio_or_whole(&self, t: &InstanceType) -> u32 {
        debug_assert!(self.reference.is_some() || self.scenario.sized_on.is_none(), "the workload was not sized");
        self.ratio(t).map_or(WHOLE, |ratio| ratio.least)
    }

    /// The same with every request as it was asked for.
    pub(crate) fn as_asked(&self) -> Cow<'_, Workload<'a>> {
        if self.ratio == WHOLE {
            return Cow::Borrowed(self);
        }
        let mut asked = self.clone();
        asked.size_for(WHOLE);
        Cow::Owned(asked)
    }

    /// What a vCPU is worth that its CPU needs are for, hundredths.
    pub(crate) fn sized_for(&self) -> u32 {
        self.ratio
    }

    /// Whether it needs nothing else on any type.
    pub(crate) fn is_the_same_on_all(&self) -> bool {
        self.reference.is_none()
    }

    fn size_for(&mut self, ratio: u32) {
        self.ratio = ratio;
        let (mut total, mut largest) = (0, 0);
        for (needs, profile) in self.profiles.iter_mut().zip(&self.scenario.profiles) {
            let each = need(profile.cpu, ratio).0;
            needs.each.set(Limit::Cpu, each);
            total += u64::from(each) * u64::from(needs.pods);
            largest = each.max(largest);
        }
        self.total[Limit::Cpu as usize] = total;
        self.largest.set(Limit::Cpu, largest);
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// The networking mode, which need not be the scenario's.
    pub fn mode(&self) -> NetworkMode {
        self.mode
    }

    /// What each profile needs, in the scenario's order.
    pub fn profiles(&self) -> &[Needs] {
        &self.profiles
    }

    /// The only profile, where there is one only: its pods per node are exact for every limit.
    pub fn only(&self) -> Option<&Needs> {
        match self.profiles.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Pods of all profiles.
    pub fn pods(&self) -> u32 {
        self.pods
    }

    /// What all pods of all profiles take of a resource.
    pub fn total(&self, limit: Limit) -> u64 {
        self.total[limit as usize]
    }

    /// The most that any one pod takes of a resource.
    pub fn largest(&self, limit: Limit) -> u32 {
        self.largest.get(limit)
    }

    /// Pods of a node under the profiles' own limits, in the proportions of the profiles; `None` where no profile has one.
    pub fn most_per_node(&self) -> Option<u32> {
        self.most_per_node
    }

    /// The daemonsets' load.
    pub fn daemonsets(&self) -> DaemonSetLoad {
        self.daemonsets
    }

    /// The same by resource.
    pub fn taken_by_daemonsets(&self) -> &Amounts {
        &self.taken_by_daemonsets
    }

    /// What of a node's room for pods may be filled: headroom stays free.
    pub fn to_fill(&self, limit: Limit, room: u32) -> u32 {
        headroom::to_fill(limit, room, self.scenario.fleet.headroom)
    }

    /// Pods that so much of a resource serves, in the proportions of the profiles; `None` where no pod takes any.
    ///
    /// One profile of 250m on 1,730m: `floor(1730 / 250) = 6`. 300 pods of 100m and 100 of 500m on 1,730m: they
    /// take 80,000m in all, so `floor(1730 * 400 / 80000) = 8`. None at all where the largest pod does not fit.
    pub fn pods_with(&self, limit: Limit, amount: u32) -> Option<u32> {
        if self.largest.get(limit) == 0 {
            return None;
        }
        if amount < self.largest.get(limit) {
            return Some(0);
        }
        if let Some(only) = self.only() {
            return Some(amount / only.each.get(limit));
        }
        let pods = u64::from(amount) * u64::from(self.pods) / self.total(limit).max(1);
        // One less than the value for "no limit".
        Some(u32::try_from(pods).unwrap_or(u32::MAX).min(u32::MAX - 1))
    }

    /// What these pods of each profile take of a resource.
    pub fn taken(&self, pods: &[u32], limit: Limit) -> u32 {
        let of = |(needs, &pods): (&Needs, &u32)| needs.each.get(limit).saturating_mul(pods);
        self.profiles.iter().zip(pods).map(of).fold(0, u32::saturating_add)
    }

    /// What so many pods, in the proportions of the profiles, and the daemonsets use of a node's addresses and
    /// branch ENIs. Shares of a pod count as a whole one.
    pub fn in_use(&self, pods: u32, max_pods: u32) -> InUse<'a> {
        let share = |limit| {
            let all = u64::from(pods) * self.total(limit);
            u32::try_from(all.div_ceil(u64::from(self.pods.max(1)))).unwrap_or(u32::MAX)
        };
        self.using(share(Limit::Addresses), share(Limit::BranchEnis), max_pods)
    }

    /// What these addresses and branch ENIs and the daemonsets' addresses are of a node.
    pub fn using(&self, addresses: u32, branch_enis: u32, max_pods: u32) -> InUse<'a> {
        let addresses = addresses.saturating_add(self.daemonsets.address_pods);
        InUse { addresses, branch_enis, max_pods, node: &self.scenario.node }
    }
}

/// Pods of a node, in the proportions of the profiles, on which a profile meets its own limit.
///
/// 300 pods without a limit and 100 with at most 2 a node: `floor(2 * 400 / 100) = 8`, of which 2 are of the second.
fn most_in_proportion(needs: &Needs, pods: u32) -> Option<u32> {
    let most = Some(needs.most_per_node).filter(|most| *most != NO_LIMIT)?;
    let all = u64::from(most) * u64::from(pods) / u64::from(needs.pods.max(1));
    // One less than the value for "no limit".
    Some(u32::try_from(all).unwrap_or(u32::MAX).min(NO_LIMIT - 1))
}
