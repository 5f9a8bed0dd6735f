//! Sustained bandwidth for pods, and the ceiling of a single flow.
//!
//! Sources: EC2 user guide "Amazon EC2 instance network bandwidth"; baseline figures as EC2 publishes
//! them. The overlay factor is judgement from published benchmarks: encapsulation with a jumbo MTU
//! reaches 97 to 100 % of native.

use crate::catalog::instance_type::InstanceType;
use crate::scenario::network_mode::NetworkMode;
use crate::units::{BasisPoints, Mbps, WHOLE_BP};

/// A single flow between instances, outside a cluster placement group and without ENA Express.
pub const SINGLE_FLOW: Mbps = Mbps(5_000);

/// Share of the baseline that reaches pods: all of it on VPC addresses, 97 % through an overlay.
pub fn goodput(mode: NetworkMode) -> BasisPoints {
    BasisPoints(if mode.is_overlay() { 9_700 } else { WHOLE_BP })
}

/// Baseline bandwidth for pods. m5.large: 750 Mbps; through an overlay 727 Mbps.
pub fn sustained(t: &InstanceType, mode: NetworkMode) -> Mbps {
    Mbps((u64::from(t.baseline.0) * u64::from(goodput(mode).0) / u64::from(WHOLE_BP)) as u32)
}

/// The largest single flow: the burst figure, but never above 5 Gbps.
pub fn largest_flow(t: &InstanceType) -> Mbps {
    t.peak.min(SINGLE_FLOW)
}
