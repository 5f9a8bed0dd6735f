//! Types, pods and warm pools that the rows are about.

use crate::testing::instance_type;
use model::catalog::instance_type::*;
use model::catalog::*;
use model::node::capacity::{Capacity, capacity};
use model::node::warm_pool::{Held, InUse, held};
use model::node::workload::Workload;
use model::scenario::network_mode::NetworkMode::{self};
use model::scenario::*;
use model::units::*;

/// A Nitro x86 type: vCPUs, MiB, ENIs, IPv4 addresses of one ENI.
pub fn nitro(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    instance_type(name, vcpu, memory, enis, ipv4_per_eni)
}

pub fn xen(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    InstanceType { hypervisor: Hypervisor::Xen, branch_enis: Some(0), ..nitro(name, vcpu, memory, enis, ipv4_per_eni) }
}

pub fn arm(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    InstanceType { arch: Arch::Arm64, ..nitro(name, vcpu, memory, enis, ipv4_per_eni) }
}

pub fn m5_large() -> InstanceType {
    nitro("m5.large", 2, 8_192, 3, 10)
}

pub fn m5_24xlarge() -> InstanceType {
    InstanceType { baseline: Mbps(25_000), ..nitro("m5.24xlarge", 96, 393_216, 15, 50) }
}

/// Pods with no requests, so that only addresses and max-pods count.
pub fn light_pods(mode: NetworkMode) -> Scenario {
    let pod = PodProfile { cpu: MilliCpu(0), memory: Mib(0), own_security_group: false, ..PodProfile::default() };
    Scenario { profiles: vec![pod], mode, ..Scenario::default() }
}

pub fn capacity_of(t: &InstanceType, s: &Scenario) -> Capacity {
    capacity(t, &Workload::of(s))
}

pub fn history(name: &str, enis: u32, ipv4_per_eni: u32, hourly: u64) -> HistoryType {
    let hourly = Some(MicroUsd(hourly));
    HistoryType { name: name.into(), vcpu: 2, memory: Mib(8_192), enis, ipv4_per_eni, hourly, in_vpc_cni: true }
}

/// WARM_IP_TARGET and MINIMUM_IP_TARGET.
pub fn targets(warm: u32, minimum: u32) -> WarmTargets {
    WarmTargets { addresses: Some(warm), minimum: Some(minimum), ..WarmTargets::default() }
}

pub fn holds(t: &InstanceType, mode: NetworkMode, warm: WarmTargets, max_pods: u32, k: u32) -> Held {
    let node = NodeSettings { warm, ..NodeSettings::default() };
    held(t, mode, InUse { addresses: k, branch_enis: 0, max_pods, node: &node })
}
