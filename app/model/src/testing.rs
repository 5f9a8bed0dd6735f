//! Instance types made up for tests: the model's own, and by path those of its integration tests and of the pages.

#![allow(dead_code, reason = "each test takes what it needs")]

use model::catalog::HistoryType;
use model::catalog::instance_type::*;
use model::catalog::launch::Marks;
use model::units::{Mbps, Mib, MicroUsd};

/// m5.large in the article's table.
pub(crate) fn m5_large_of_2018() -> HistoryType {
    HistoryType {
        name: "m5.large".into(),
        vcpu: 2,
        memory: Mib(8_192),
        enis: 3,
        ipv4_per_eni: 10,
        hourly: Some(MicroUsd(96_000)),
        in_vpc_cni: true,
    }
}

/// A plain Nitro x86 type with these figures.
pub(crate) fn instance_type(name: &str, vcpu: u32, memory: u32, enis: u32, ipv4_per_eni: u32) -> InstanceType {
    InstanceType {
        name: name.into(),
        vcpu,
        memory: Mib(memory),
        arch: Arch::X86_64,
        hypervisor: Hypervisor::Nitro,
        burstable: false,
        current_generation: true,
        enis,
        enis_all_cards: enis,
        enis_max_pods: None,
        ipv4_per_eni,
        ipv6: true,
        network_performance: "Up to 10 Gigabit".into(),
        baseline: Mbps(750),
        peak: Mbps(10_000),
        attachments: Attachments { slots: 27, kind: AttachmentKind::Shared },
        local_nvme_gb: 0,
        gpu_count: 0,
        gpu_name: String::new(),
        accelerator: None,
        encryption_in_transit: false,
        branch_enis: Some(9),
        in_2018: true,
        marks: Marks::of(name),
        efa: false,
        seen: None,
        work: None,
    }
}
