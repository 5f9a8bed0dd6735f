//! Catalogues made up for unit tests of pages.

use model::catalog::{Catalog, Offer, OnDemand, PriceKind, Region};
use model::instance_type::{Arch, AttachmentKind, Attachments, Hypervisor, InstanceType};
use model::units::{Mbps, Mib, MicroUsd};

/// A catalogue of us-east-1 with these types; those of no price are not on offer.
pub(crate) fn catalog(types: &[(&str, u32, Option<u64>)]) -> Catalog {
    Catalog {
        version: "1".into(),
        region: Region {
            code: "us-east-1".into(),
            location: "US East (N. Virginia)".into(),
            on_demand_as_of: "2026-07-20".into(),
            availability_known: true,
        },
        spot_as_of: String::new(),
        types: types.iter().map(|(name, vcpu, _)| instance_type(name, *vcpu)).collect(),
        offers: types.iter().map(|(_, _, hourly)| hourly.map_or_else(Offer::default, offer)).collect(),
        history: vec![],
    }
}

/// m5.large alone, at its price.
pub(crate) fn m5_large() -> Catalog {
    catalog(&[("m5.large", 2, Some(96_000))])
}

fn offer(hourly: u64) -> Offer {
    let on_demand = Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published });
    Offer { offered: true, on_demand, spot_savings: None }
}

/// A plain type of the m family, with the network of m5.large.
fn instance_type(name: &str, vcpu: u32) -> InstanceType {
    InstanceType {
        name: name.into(),
        vcpu,
        memory: Mib(vcpu * 4_096),
        arch: Arch::X86_64,
        hypervisor: Hypervisor::Nitro,
        burstable: false,
        current_generation: true,
        enis: 3,
        enis_all_cards: 3,
        enis_max_pods: None,
        ipv4_per_eni: 10,
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
