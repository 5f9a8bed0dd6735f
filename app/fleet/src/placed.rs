//! Nodes with pods on them, where they are placed.

use crate::problem::Pods;

/// Nodes that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The source of their kind.
    pub source: usize,
    /// Pods of each profile on each of them.
    pub pods: Pods,
    /// How many nodes.
    pub nodes: u32,
    /// Index of the zone; none where zones are not looked at.
    pub zone: Option<u32>,
    /// Whether they are spares: they take over when another node is lost.
    pub is_spare: bool,
}
