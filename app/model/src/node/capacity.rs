//! Pods per node: the least of all limits, with the binding one named and the next one after it.
//!
//! Entry point: [`capacity`]. Every limit is counted in application pods, so limits compare. For several profiles
//! they are pods in the proportions of the workload: how many nodes those take is for `plan::packing` to find.

use crate::catalog::instance_type::InstanceType;
use crate::node::allocatable::Allocatable;
use crate::node::limit::{Limit, PodsByLimit};
use crate::node::supply::{NO_LIMIT, Supply, left};
use crate::node::volumes::csi_volumes;
use crate::node::warm_pool::attached_enis;
use crate::node::workload::{Needs, Workload};

/// What one node of a type can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Application pods under each limit.
    pub by_limit: PodsByLimit,
    /// Application pods that fit: the least of all limits. With several profiles those of an average node: no node
    /// filled in the workload's proportions holds more.
    pub pods: u32,
    /// The kubelet's max-pods.
    pub max_pods: u32,
    /// Pod addresses, before daemonsets; `None` where addresses set no limit.
    pub addresses: Option<u32>,
    /// CPU, memory and disk before daemonsets; `None` in the article's era, which knows none.
    pub allocatable: Option<Allocatable>,
}

/// What is attached to a full node, and what still can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attached {
    /// ENIs.
    pub enis: u32,
    /// EBS volumes for pods with that many ENIs.
    pub volumes: u32,
}

impl Capacity {
    /// The binding limit, the first of them where several tie. max-pods always applies, so there is one.
    pub fn binding(&self) -> Limit {
        self.by_limit.binding().next().unwrap_or(Limit::MaxPods)
    }

    /// What is attached to a full node of this type. Not part of the capacity itself, which is worked out for every type
    /// at every slider event: few ask for it.
    pub fn attached(&self, t: &InstanceType, workload: &Workload) -> Attached {
        let enis = attached_enis(t, workload.mode(), workload.in_use(self.pods, self.max_pods));
        Attached { enis, volumes: csi_volumes(t, &workload.scenario().node, enis) }
    }
}

/// Pods per node of one type.
///
/// m5.large, secondary IPs, 2 host-network and 2 other daemonsets: addresses `27 - 2 = 25`, max-pods
/// `29 - 2 - 2 = 25`, and with pods of 250m and 200m of daemonsets CPU `floor(1730 / 250) = 6`.
pub fn capacity(t: &InstanceType, workload: &Workload) -> Capacity {
    capacity_sized(t, &workload.on(t))
}

/// The same for a workload that is sized on the type already.
pub(crate) fn capacity_sized(t: &InstanceType, workload: &Workload) -> Capacity {
    capacity_of(&Supply::of(t, workload), workload)
}

/// The same of what a node is known to have.
pub(crate) fn capacity_of(supply: &Supply, workload: &Workload) -> Capacity {
    let (have, taken) = (supply.amounts(), workload.taken_by_daemonsets());
    let mut by_limit = PodsByLimit::unlimited();
    for limit in Limit::ALL {
        let pods = match left(have.get(limit), taken.get(limit)) {
            None => Some(0),
            Some(NO_LIMIT) => None,
            Some(left) => workload.pods_with(limit, workload.to_fill(limit, left)),
        };
        if let Some(pods) = pods {
            by_limit.set(limit, pods);
        }
    }
    if workload.total(Limit::Volumes) > 0 {
        by_limit.set(Limit::Volumes, pods_by_volumes(supply, workload));
    }
    if let Some(most) = workload.most_per_node() {
        by_limit.set(Limit::MostPerNode, most);
    }
    let pods = by_limit.least().unwrap_or(0);
    Capacity {
        by_limit,
        pods,
        max_pods: supply.max_pods,
        addresses: supply.addresses,
        allocatable: Some(supply.allocatable),
    }
}

/// [`Capacity::pods`] alone, of a workload that is sized on the type: all that a search for the best type asks of most types.
/// It divides only where a limit is lower than those before it.
pub fn pods_per_node(t: &InstanceType, workload: &Workload) -> u32 {
    pods_of(&Supply::of(t, workload), workload)
}

/// The same of what a node is known to have.
pub(crate) fn pods_of(supply: &Supply, workload: &Workload) -> u32 {
    let Some(only) = workload.only() else { return capacity_of(supply, workload).pods };
    let (have, taken) = (supply.amounts(), workload.taken_by_daemonsets());
    let mut least = only.most_per_node;
    for limit in Limit::ALL {
        let each = only.each.get(limit);
        match left(have.get(limit), taken.get(limit)) {
            None => return 0,
            Some(NO_LIMIT) => {}
            Some(left) => {
                let left = workload.to_fill(limit, left);
                if u64::from(least) * u64::from(each) > u64::from(left) {
                    least = left / each
                }
            }
        }
    }
    if only.each.get(Limit::Volumes) > 0 { least.min(pods_by_volumes(supply, workload)) } else { least }
}

/// The most pods whose volumes fit with the ENIs that they need: more pods attach more ENIs, and where ENIs and
/// volumes share slots, each ENI costs a volume. Volumes only fall as pods rise, so halving finds it.
fn pods_by_volumes(supply: &Supply, workload: &Workload) -> u32 {
    let fits_alone = |needs: &Needs| {
        let of = |limit| needs.each.get(limit);
        of(Limit::Volumes) == 0
            || of(Limit::Volumes) <= supply.volumes(workload, of(Limit::Addresses), of(Limit::BranchEnis))
    };
    if !workload.profiles().iter().all(fits_alone) {
        return 0;
    }
    let volumes = |pods: u32| {
        let enis = attached_enis(supply.t, workload.mode(), workload.in_use(pods, supply.max_pods));
        u64::from(csi_volumes(supply.t, &workload.scenario().node, enis))
    };
    let (all, wanted) = (u64::from(workload.pods()), workload.total(Limit::Volumes));
    let most = u32::try_from(volumes(0) * all / wanted).unwrap_or(u32::MAX - 1);
    let (mut fit, mut beyond) = (0, most.saturating_add(1));
    while beyond - fit > 1 {
        let middle = fit + (beyond - fit) / 2;
        match u64::from(middle) * wanted <= volumes(middle) * all {
            true => fit = middle,
            false => beyond = middle,
        }
    }
    // Every pod fits alone, so an average one does.
    fit.max(1)
}
