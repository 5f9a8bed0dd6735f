//! The nodes of a planned fleet as far as addresses go.

use crate::subject::{PlannedFleet, Subject};
use addresses::mix::Mix;
use addresses::placed::Placed;
use fleet::fleet::NodeGroup;

/// In the scenario's mode. On spares run no pods but those of DaemonSets, and they hold a pool all the same.
pub(crate) fn mix<'a>(subject: &Subject<'a>, planned: &PlannedFleet) -> Mix<'a> {
    let on_each = |group: &NodeGroup| group.pods.iter().map(|n| if group.is_spare { 0 } else { *n }).collect();
    let placed = |group: &NodeGroup| Placed {
        instance_type: group.instance_type.clone(),
        pods: on_each(group),
        nodes: group.nodes,
        zone: group.zone,
    };
    let placed: Vec<Placed> = planned.fleet.groups.iter().map(placed).collect();
    Mix::of_placed(subject.catalog(), subject.scenario(), subject.scenario().mode, &placed)
}
