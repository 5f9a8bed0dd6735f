//! The outcome of packing: groups of nodes that hold the same pods.

/// Nodes that hold the same pods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many nodes.
    pub nodes: u32,
    /// Pods of each profile on each of them, in the scenario's order.
    pub pods: Vec<u32>,
}

/// The nodes that carry all pods, in the order in which they were filled.
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

    /// The same on so many nodes: those beyond the packed ones are a group without pods. Nothing is added where no pod
    /// was packed.
    pub fn on(mut self, nodes: u32) -> Packing {
        let without_pods = nodes.saturating_sub(self.nodes());
        if let (Some(first), 1..) = (self.groups.first(), without_pods) {
            let pods = vec![0; first.pods.len()];
            self.groups.push(Group { nodes: without_pods, pods });
        }
        self
    }
}
