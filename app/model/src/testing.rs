//! Instance types made up for unit tests.

use crate::instance_type::*;
use crate::units::{Mbps, Mib};

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
    }
}
