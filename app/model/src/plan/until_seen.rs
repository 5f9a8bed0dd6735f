//! What Karpenter plans with before it has seen a node of a type: its guess of the memory, not what nodes report.

use crate::catalog::{Catalog, TypeIndex};
use crate::node::capacity::capacity;
use crate::node::memory::{self, MemoryBy};
use crate::node::workload::Workload;
use crate::scenario::owner::Owner;
use crate::scenario::{MemoryFrom, NodeSettings, Scenario};

/// Pods per node that Karpenter plans until it has seen one, where that is another number than fits. `None` where it is
/// the same, where the nodes are not Karpenter's, where they report their memory, and where the scenario itself counts by the
/// guess.
///
/// i4i.32xlarge, pods of 31 cores and 240,954 MiB: four fit in 1,007,303 MiB, Karpenter plans three in 961,470.
pub fn until_seen(catalog: &Catalog, scenario: &Scenario, index: TypeIndex) -> Option<u32> {
    let (t, node) = (catalog.instance_type(index), scenario.node);
    if node.owner != Owner::Karpenter || !matches!(memory::of_node(t, scenario).by, MemoryBy::Seen(_)) {
        return None;
    }
    let guessing = Scenario { node: NodeSettings { memory_from: MemoryFrom::Karpenter, ..node }, ..scenario.clone() };
    let pods = |scenario| capacity(t, &Workload::of(scenario).sized(catalog)).pods;
    Some(pods(&guessing)).filter(|planned| *planned != pods(scenario))
}
