//! What can limit the pods of a node, and amounts by limit.

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
    /// GPUs, whole ones.
    Gpus,
    /// AWS Inferentia and Trainium devices, whole ones.
    Neuron,
    /// At most so many pods of a profile on a node, by the profile's own setting.
    MostPerNode,
}

/// The value for "no such limit", of an amount that a node has and of a profile's most per node.
pub const NO_LIMIT: u32 = u32::MAX;

/// How many limits there are.
pub const LIMITS: usize = 11;

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
        Limit::Gpus,
        Limit::Neuron,
        Limit::MostPerNode,
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
            Limit::Gpus => "GPUs",
            Limit::Neuron => "Neuron devices",
            Limit::MostPerNode => "most per node",
        }
    }

    /// Whether the name is a plural: `addresses stop the next pod`, `CPU stops it`.
    pub fn is_plural(self) -> bool {
        matches!(self, Limit::Addresses | Limit::Volumes | Limit::BranchEnis | Limit::Gpus | Limit::Neuron)
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
            Limit::Gpus => "gpus",
            Limit::Neuron => "neuron",
            Limit::MostPerNode => "most-per-node",
        }
    }
}

/// An amount of each limit's resource: addresses, pod slots, millicores, MiB, MiB, EBS volumes, branch ENIs,
/// Mbps, GPUs, Neuron devices, in the order of [`Limit::ALL`]. The last is never taken: a profile's most per node is no
/// resource that profiles share, see [`Needs::most_per_node`](crate::node::workload::Needs::most_per_node).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts([u32; LIMITS]);

impl Amounts {
    /// The amount of one resource.
    pub fn get(&self, limit: Limit) -> u32 {
        self.0[limit as usize]
    }

    /// Sets the amount of one resource.
    pub fn set(&mut self, limit: Limit, amount: u32) {
        self.0[limit as usize] = amount;
    }

    /// The same with one amount set.
    pub fn with(mut self, limit: Limit, amount: u32) -> Amounts {
        self.set(limit, amount);
        self
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

    /// The least of all, `None` where no limit applies.
    pub fn least(&self) -> Option<u32> {
        self.0.iter().copied().min().filter(|&pods| pods != FREE)
    }

    /// Every limit that allows exactly the least.
    pub fn binding(&self) -> impl Iterator<Item = Limit> {
        let by = *self;
        let least = self.least();
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
