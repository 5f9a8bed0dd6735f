//! How many pods of each profile each zone has room for: the model's own spread, which plans of one type have too.

use model::plan::node_count::{Alike as OfModel, NodeCount};
use model::scenario::fleet::Survive;

/// Zones whose pods are the same.
pub type Alike = OfModel;

/// Pods spread evenly, or so that the others have room for all when a zone is lost.
pub fn spread(demand: &[u32], zones: u32, survives_zone: bool) -> Vec<Alike> {
    let survive = if survives_zone { Survive::Zone } else { Survive::Nothing };
    NodeCount { least: 1, zones: zones.max(1), survive, pools: 1 }.spread(demand)
}
