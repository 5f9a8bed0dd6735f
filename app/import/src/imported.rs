//! What was understood of a cluster or of manifests: the whole of it, before anything is merged or left out.

use crate::needs::Needs;
use crate::notes::Note;
use crate::owner::Owner;
use crate::placement::Placement;
use crate::present::Present;

/// What pods really use, by `kubectl top pods`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Pods that were measured.
    pub pods: u32,
    /// CPU of all of them.
    pub cpu: u64,
    /// Memory of all of them, MiB.
    pub memory: u64,
    /// The most memory that one of them uses, MiB.
    pub most_memory: u64,
}

impl Used {
    /// Both together.
    pub fn together(a: Option<Used>, b: Option<Used>) -> Option<Used> {
        let (Some(a), Some(b)) = (a, b) else { return a.or(b) };
        Some(Used {
            pods: a.pods + b.pods,
            cpu: a.cpu + b.cpu,
            memory: a.memory + b.memory,
            most_memory: a.most_memory.max(b.most_memory),
        })
    }
}

/// Pods of one owner that need the same and may run at the same places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Its namespace; empty for a CSV's.
    pub namespace: String,
    /// What it is and its name.
    pub owner: Owner,
    /// Pods, pending ones included.
    pub pods: u32,
    /// Those that are pending.
    pub pending: u32,
    /// Those on spot nodes.
    pub on_spot: u32,
    /// What one of them needs.
    pub needs: Needs,
    /// Where they may run.
    pub placement: Placement,
    /// The taints of the only nodes where they can run, if all of those are tainted: their node pool.
    pub taints: Option<String>,
    /// What they use, where it was measured.
    pub used: Option<Used>,
}

/// What runs once on each node: a DaemonSet, or static pods of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnNodes {
    /// Its namespace.
    pub namespace: String,
    /// What it is and its name.
    pub owner: Owner,
    /// What each of its pods needs, the largest where they differ.
    pub needs: Needs,
    /// Where it may run.
    pub placement: Placement,
    /// EC2 nodes that it runs on, `None` where the input has no nodes.
    pub nodes: Option<u32>,
}

/// Why pods are no part of the workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They have run to their end.
    Finished,
    /// On Fargate.
    Fargate,
    /// On a hybrid node, on premises.
    Hybrid,
    /// On a node of the control plane.
    ControlPlane,
    /// They need Windows.
    Windows,
}

impl Why {
    /// Every reason.
    pub const ALL: [Why; 5] = [Why::Finished, Why::Fargate, Why::Hybrid, Why::ControlPlane, Why::Windows];
}

/// Pods that are left out, and what they request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Why.
    pub why: Why,
    /// How many.
    pub pods: u32,
    /// CPU of all of them.
    pub cpu: u64,
    /// Memory of all of them, MiB.
    pub memory: u64,
}

/// A part of the input and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// `kubectl JSON`, `YAML`, `CSV`.
    pub format: &'static str,
    /// Objects or rows.
    pub objects: usize,
    /// Its size.
    pub bytes: usize,
    /// Why nothing of it, or not all of it, could be read: a sentence without its full stop.
    pub wrong: Option<String>,
}

/// Everything that was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What the input was taken for.
    pub recognised: Vec<Recognised>,
    /// Objects by kind.
    pub kinds: Vec<(String, u32)>,
    /// Workloads, those with the most requests first.
    pub workloads: Vec<Workload>,
    /// What runs on each node.
    pub on_nodes: Vec<OnNodes>,
    /// Pods that run to an end: Jobs.
    pub jobs: Vec<Workload>,
    /// Pods that are left out.
    pub apart: Vec<Apart>,
    /// The nodes, if the input has any.
    pub present: Option<Present>,
    /// What a reader should know.
    pub notes: Vec<Note>,
}

impl Workload {
    /// Whether all of its pods that run do so on spot nodes.
    pub fn runs_on_spot(&self) -> bool {
        self.on_spot > 0 && self.on_spot + self.pending >= self.pods
    }
}

impl Imported {
    /// Pods of all workloads.
    pub fn pods(&self) -> u32 {
        self.workloads.iter().fold(0, |pods, workload| pods.saturating_add(workload.pods))
    }

    /// Pods that request neither CPU nor memory.
    pub fn asking_for_nothing(&self) -> u32 {
        let none = self.workloads.iter().filter(|workload| workload.needs.asks_for_nothing());
        none.fold(0, |pods, workload| pods.saturating_add(workload.pods))
    }
}

impl OnNodes {
    /// Whether it is a part of AWS's node networking, which Auto Mode and Windows run outside Kubernetes.
    pub fn is_aws_networking(&self) -> bool {
        matches!(self.owner.name.as_str(), "aws-node" | "kube-proxy")
    }
}
