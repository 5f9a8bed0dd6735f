//! Pods per node: the least of all limits, with the binding one named and the next one beside it.
//!
//! Entry point: [`capacity`]. Every limit is counted in application pods, so limits compare.

use crate::catalog::instance_type::InstanceType;
use crate::node::addresses::address_capacity;
use crate::node::allocatable::{Allocatable, allocatable};
use crate::node::bandwidth;
use crate::node::max_pods::max_pods;
use crate::node::volumes::csi_volumes;
use crate::node::warm_pool::{InUse, attached_enis};
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::{DaemonSetNetwork, PodProfile, Scenario};

/// What can limit the pods of a node. The order breaks ties in what is named first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Pod addresses.
    Addresses,
    /// The kubelet's max-pods.
    MaxPods,
    /// Allocatable CPU.
    Cpu,
    /// Allocatable memory.
    Memory,
    /// Allocatable ephemeral storage.
    Ephemeral,
    /// EBS attachments.
    Volumes,
    /// Branch ENIs, in the modes with security groups for pods.
    BranchEnis,
    /// Baseline bandwidth.
    Bandwidth,
}

/// How many limits there are.
pub const LIMITS: usize = 8;

impl Limit {
    /// All limits, in order.
    pub const ALL: [Limit; LIMITS] = [
        Limit::Addresses,
        Limit::MaxPods,
        Limit::Cpu,
        Limit::Memory,
        Limit::Ephemeral,
        Limit::Volumes,
        Limit::BranchEnis,
        Limit::Bandwidth,
    ];

    /// The name people use.
    pub fn name(self) -> &'static str {
        match self {
            Limit::Addresses => "addresses",
            Limit::MaxPods => "max-pods",
            Limit::Cpu => "CPU",
            Limit::Memory => "memory",
            Limit::Ephemeral => "ephemeral storage",
            Limit::Volumes => "volumes",
            Limit::BranchEnis => "branch ENIs",
            Limit::Bandwidth => "bandwidth",
        }
    }

    /// A word for links, files and style sheets.
    pub fn code(self) -> &'static str {
        match self {
            Limit::Addresses => "addresses",
            Limit::MaxPods => "max-pods",
            Limit::Cpu => "cpu",
            Limit::Memory => "memory",
            Limit::Ephemeral => "ephemeral",
            Limit::Volumes => "volumes",
            Limit::BranchEnis => "branch-enis",
            Limit::Bandwidth => "bandwidth",
        }
    }
}

/// Pods that each limit allows, `None` where the limit does not apply (nothing requested, or no
/// such limit in the mode).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PodsByLimit([u32; LIMITS]);

/// In the table: this limit does not apply.
const FREE: u32 = u32::MAX;

impl PodsByLimit {
    /// No limit applies yet.
    pub fn unlimited() -> PodsByLimit {
        PodsByLimit([FREE; LIMITS])
    }

    /// Pods under one limit.
    pub fn get(&self, limit: Limit) -> Option<u32> {
        Some(self.0[limit as usize]).filter(|&pods| pods != FREE)
    }

    /// Sets one limit.
    pub fn set(&mut self, limit: Limit, pods: u32) {
        self.0[limit as usize] = pods;
    }

    /// `(have - taken) / each` pods. Without a request the limit does not apply, unless the daemonsets
    /// alone need more than there is.
    fn share(&mut self, limit: Limit, have: u32, taken: u32, each: u32) {
        match have.checked_sub(taken) {
            None => self.set(limit, 0),
            Some(left) if each > 0 => self.set(limit, left / each),
            Some(_) => {}
        }
    }

    /// The least of all, `None` where no limit applies.
    pub fn least(&self) -> Option<u32> {
        self.0.iter().copied().min().filter(|&pods| pods != FREE)
    }

    /// Every limit that allows exactly the least.
    pub fn binding(&self) -> impl Iterator<Item = Limit> {
        let by = *self;
        let least = by.least();
        Limit::ALL.into_iter().filter(move |&limit| least.is_some() && by.get(limit) == least)
    }

    /// The least limit that is not binding, and its pods.
    pub fn next(&self) -> Option<(Limit, u32)> {
        let least = self.least()?;
        let mut next: Option<(Limit, u32)> = None;
        for limit in Limit::ALL {
            let Some(pods) = self.get(limit) else { continue };
            if pods > least && next.is_none_or(|(_, best)| pods < best) {
                next = Some((limit, pods));
            }
        }
        next
    }
}

/// What one node of a type can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Application pods under each limit.
    pub by_limit: PodsByLimit,
    /// Application pods that fit: the least of all limits.
    pub pods: u32,
    /// The kubelet's max-pods.
    pub max_pods: u32,
    /// Pod addresses, before daemonsets; `None` where addresses set no limit.
    pub addresses: Option<u32>,
    /// The node's room beyond addresses; `None` in the article's era, which knows none.
    pub room: Option<Room>,
}

/// What a node has for pods beside addresses and pod slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Allocatable, before daemonsets.
    pub allocatable: Allocatable,
    /// ENIs attached to the full node.
    pub attached_enis: u32,
    /// EBS volumes for pods beside that many ENIs.
    pub volumes: u32,
}

impl Capacity {
    /// The binding limit, the first of them where several tie. max-pods always applies, so there is one.
    pub fn binding(&self) -> Limit {
        self.by_limit.binding().next().unwrap_or(Limit::MaxPods)
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
    /// The load of a scenario's daemonsets on its node kind.
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
}

/// The parts of a scenario that capacity depends on, worked out once for all types.
pub struct Demand<'a> {
    scenario: &'a Scenario,
    mode: NetworkMode,
    pod: PodProfile,
    daemonsets: DaemonSetLoad,
}

impl<'a> Demand<'a> {
    /// Of this scenario.
    pub fn of(scenario: &'a Scenario) -> Demand<'a> {
        Demand::in_mode(scenario, scenario.mode)
    }

    /// Of this scenario with another networking mode.
    pub fn in_mode(scenario: &'a Scenario, mode: NetworkMode) -> Demand<'a> {
        Demand { scenario, mode, pod: scenario.profile(), daemonsets: DaemonSetLoad::of(scenario) }
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// The networking mode, which need not be the scenario's.
    pub fn mode(&self) -> NetworkMode {
        self.mode
    }

    /// The profile planned.
    pub fn pod(&self) -> &PodProfile {
        &self.pod
    }

    /// Whether the pods take branch ENIs instead of addresses.
    pub fn is_on_branch(&self) -> bool {
        self.mode.facts().branch_enis && self.pod.own_security_group
    }

    /// The daemonsets' load.
    pub fn daemonsets(&self) -> DaemonSetLoad {
        self.daemonsets
    }

    /// What so many application pods and the daemonsets use of a node's addresses and branch ENIs.
    pub fn in_use(&self, pods: u32, max_pods: u32) -> InUse<'a> {
        let (on_enis, branch_enis) = if self.is_on_branch() { (0, pods) } else { (pods, 0) };
        let addresses = on_enis.saturating_add(self.daemonsets.address_pods);
        InUse { addresses, branch_enis, max_pods, node: &self.scenario.node }
    }
}

/// Pods per node of one type.
///
/// m5.large, secondary IPs, 2 host-network and 2 other daemonsets: addresses `27 - 2 = 25`, max-pods
/// `29 - 2 - 2 = 25`, and with pods of 250m beside 200m of daemonsets CPU `floor(1730 / 250) = 6`.
pub fn capacity(t: &InstanceType, demand: &Demand) -> Capacity {
    let Demand { scenario, mode, pod, daemonsets } = demand;
    let (mode, node) = (*mode, &scenario.node);
    let max_pods = max_pods(t, mode, node);
    let addresses = address_capacity(t, mode, node.max_eni);
    let allocatable = allocatable(t, node, max_pods);

    let mut by = PodsByLimit::unlimited();
    let on_branch = demand.is_on_branch();
    if on_branch {
        by.set(Limit::BranchEnis, branch_enis(t, node.max_eni));
    }
    if let Some(addresses) = addresses {
        // Pods on branch ENIs take no address, but the daemonsets do.
        by.share(Limit::Addresses, addresses, daemonsets.address_pods, u32::from(!on_branch));
    }
    by.share(Limit::MaxPods, max_pods, daemonsets.host_pods + daemonsets.address_pods, 1);
    by.share(Limit::Cpu, allocatable.cpu.0, daemonsets.cpu, pod.cpu.0);
    by.share(Limit::Memory, allocatable.memory.0, daemonsets.memory, pod.memory.0);
    by.share(Limit::Ephemeral, allocatable.ephemeral.0, 0, pod.ephemeral.0);
    by.share(Limit::Bandwidth, bandwidth::sustained(t, mode).0, 0, pod.bandwidth.0);
    let disks = Disks { t, demand, max_pods };
    if pod.volumes > 0 {
        by.set(Limit::Volumes, disks.pods());
    }
    let pods = by.least().unwrap_or(0);
    let attached_enis = disks.enis(pods);
    let room = Some(Room { allocatable, attached_enis, volumes: disks.beside(attached_enis) });
    Capacity { by_limit: by, pods, max_pods, addresses, room }
}

/// Branch ENIs of a type; none where no ENI is left to be the trunk.
fn branch_enis(t: &InstanceType, max_eni: Option<u32>) -> u32 {
    if t.enis.min(max_eni.unwrap_or(u32::MAX)) < 2 { 0 } else { t.branch_enis.unwrap_or(0) }
}

/// EBS volumes of a node, which depend on its pods: more pods attach more ENIs, and where ENIs and
/// volumes share slots, each ENI costs a volume.
struct Disks<'a> {
    t: &'a InstanceType,
    demand: &'a Demand<'a>,
    max_pods: u32,
}

impl Disks<'_> {
    /// ENIs attached to a node with so many application pods.
    fn enis(&self, pods: u32) -> u32 {
        attached_enis(self.t, self.demand.mode, self.demand.in_use(pods, self.max_pods))
    }

    /// Volumes for pods on a node with so many application pods.
    fn volumes(&self, pods: u32) -> u32 {
        self.beside(self.enis(pods))
    }

    /// Volumes for pods beside so many ENIs.
    fn beside(&self, attached_enis: u32) -> u32 {
        csi_volumes(self.t, self.demand.scenario.node.extra_volumes, attached_enis)
    }

    /// The most pods whose volumes fit beside the ENIs that they need. Volumes only fall as pods rise,
    /// so halving finds it.
    fn pods(&self) -> u32 {
        let each = self.demand.pod.volumes;
        let (mut fit, mut beyond) = (0, self.volumes(0) / each + 1);
        while beyond - fit > 1 {
            let middle = fit + (beyond - fit) / 2;
            match middle * each <= self.volumes(middle) {
                true => fit = middle,
                false => beyond = middle,
            }
        }
        fit
    }
}
