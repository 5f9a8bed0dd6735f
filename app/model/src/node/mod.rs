//! One node: what it has for pods under every limit, and where it goes.
//!
//! [`capacity`] is the heart; each limit has a file of its own. Knows nothing of prices or of other nodes.

pub mod addresses;
pub mod allocatable;
pub mod bandwidth;
pub mod capacity;
pub mod cni_settings;
pub mod disks;
pub mod equal_work;
pub mod filled;
pub mod headroom;
pub mod launchable;
pub mod limit;
pub mod max_pods;
pub mod max_pods_calculator;
pub mod memory;
pub mod reserved;
pub mod stack;
pub mod supply;
pub mod volumes;
pub mod warm_pool;
pub mod workload;
