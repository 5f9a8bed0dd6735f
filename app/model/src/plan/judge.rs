//! One type at a time: whether it carries the workload, on how many nodes, at what cost.

use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex};
use crate::node::capacity::{Capacity, capacity_sized, pods_per_node};
use crate::node::supply::Supply;
use crate::node::workload::Workload;
use crate::plan::candidate::Candidate;
use crate::plan::cost::{Bill, node_price, stranded};
use crate::plan::eligibility::{Reason, reason_in_mode};
use crate::plan::encryption::rests_on_hardware;
use crate::plan::node_count::NodeCount;
use crate::plan::packing::Packer;
use crate::scenario::Scenario;
use crate::scenario::network_mode::NetworkMode;

/// One type on its own, whatever its rank: what a type's page shows.
pub fn judge(catalog: &Catalog, scenario: &Scenario, index: TypeIndex) -> Result<Candidate<TypeIndex>, Reason> {
    judge_in_mode(catalog, scenario, scenario.mode, index)
}

/// One type in another networking mode than the scenario's.
pub fn judge_in_mode(
    catalog: &Catalog,
    scenario: &Scenario,
    mode: NetworkMode,
    index: TypeIndex,
) -> Result<Candidate<TypeIndex>, Reason> {
    Judge::of(catalog, &Workload::in_mode(scenario, mode).sized(catalog)).candidate(index)
}

/// Judges one type after the other for the same workload.
pub(crate) struct Judge<'a> {
    catalog: &'a Catalog,
    workload: &'a Workload<'a>,
    /// Whether only types that encrypt in hardware are left.
    must_encrypt: bool,
    /// The workload on the type that is judged, where it needs something else on each.
    sized: Option<Workload<'a>>,
    /// How nodes are counted beyond what the pods fill.
    count: NodeCount,
    /// For several profiles; one needs no packing.
    packer: Option<Packer<'a>>,
}

impl<'a> Judge<'a> {
    pub(crate) fn of(catalog: &'a Catalog, workload: &'a Workload<'a>) -> Judge<'a> {
        let packer = workload.only().is_none().then(|| Packer::of(workload));
        let must_encrypt = workload.mode().is_vpc_cni() && rests_on_hardware(catalog, workload.scenario());
        let sized = (!workload.is_the_same_on_all()).then(|| workload.clone());
        let count = NodeCount::of(workload.scenario());
        Judge { catalog, workload, must_encrypt, sized, count, packer }
    }

    /// The workload on a type.
    pub(crate) fn on(&mut self, t: &InstanceType) -> &Workload<'a> {
        match &mut self.sized {
            None => self.workload,
            Some(sized) => {
                sized.size_on(t);
                sized
            }
        }
    }

    /// Application pods that a node of a type holds.
    pub(crate) fn pods_per_node(&mut self, t: &InstanceType) -> u32 {
        pods_per_node(t, self.on(t))
    }

    pub(crate) fn workload(&self) -> &'a Workload<'a> {
        self.workload
    }

    /// Whether a type leaves traffic open that must be encrypted.
    pub(crate) fn leaves_open(&self, t: &InstanceType) -> bool {
        self.must_encrypt && !t.encryption_in_transit
    }

    /// The workload on the type that was looked at last.
    pub(crate) fn on_judged(&self) -> &Workload<'a> {
        self.sized.as_ref().unwrap_or(self.workload)
    }

    /// What a type comes to, or why it cannot carry the pods.
    ///
    /// As a candidate of either era or of today: it is built where it stays, for it is large and there are many.
    pub(crate) fn candidate<T: From<TypeIndex>>(&mut self, index: TypeIndex) -> Result<Candidate<T>, Reason> {
        let (t, offer) = (self.catalog.instance_type(index), self.catalog.offer(index));
        let scenario = self.workload.scenario();
        if let Some(reason) = reason_in_mode(t, offer, scenario, self.workload.mode()) {
            return Err(reason);
        }
        if self.leaves_open(t) {
            return Err(Reason::NoEncryption);
        }
        if self.workload.cannot_compare(t) {
            return Err(Reason::NotMeasured);
        }
        let price = node_price(t, offer, scenario).ok_or(Reason::NoPrice)?;
        let capacity = capacity_sized(t, self.on(t));
        let nodes = self.nodes(t, capacity.pods).ok_or_else(|| self.no_room(t, &capacity))?;
        let bill = Bill { nodes, pods: self.workload.pods(), per_node: capacity.pods, node_month: price.month };
        let stranded = stranded(&capacity, self.on_judged(), nodes);
        Ok(Candidate { index: index.into(), price, capacity, fleet: bill.fleet(), stranded })
    }

    /// Why no pod fits on a type: the daemonsets where they alone are too many.
    fn no_room(&self, t: &InstanceType, capacity: &Capacity) -> Reason {
        match Supply::of(t, self.workload).lacks_for_daemonsets(self.workload) {
            Some(limit) => Reason::NoRoomForDaemonSets(limit),
            None => Reason::NoRoom(capacity.binding()),
        }
    }

    /// Nodes of a type with room for so many pods each that carry all of them; `None` where one fits on none.
    pub(crate) fn nodes(&mut self, t: &InstanceType, pods_per_node: u32) -> Option<u32> {
        if pods_per_node == 0 {
            return None;
        }
        match &mut self.packer {
            None => Some(self.count.nodes(self.workload.pods(), pods_per_node)),
            Some(packer) => Some(packer.nodes(t)).filter(|nodes| *nodes > 0).map(|nodes| self.count.with(nodes)),
        }
    }
}
