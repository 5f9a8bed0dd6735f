//! The outcome of packing: groups of nodes that hold the same pods.

/// Nodes that hold the same pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many nodes.
    pub nodes: u32,
    /// Pods of each profile on each of them, in the scenario's order.
    pub pods: Vec<u32>,
}

/// The nodes that carry all pods, fullest groups first as they were filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    /// At least one.
    pub groups: Vec<Group>,
}

impl Packing {
    /// Nodes with pods on them; the least number of nodes that a scenario asks for is not counted.
    pub fn nodes(&self) -> u32 {
        self.groups.iter().map(|group| group.nodes).sum()
    }
}
