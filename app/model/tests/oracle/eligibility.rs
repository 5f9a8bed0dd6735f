//! Every reason against a type, not only the first.

use model::catalog::instance_type::{Accelerator, Arch, Hypervisor, InstanceType};
use model::catalog::{Offer, PriceKind};
use model::plan::eligibility::Reason;
use model::scenario::network_mode::NetworkMode;
use model::scenario::node_kind::NodeKind;
use model::scenario::{ArchFilter, Purchase, Scenario};

/// All that speaks against planning with this type; room for a pod is another matter.
pub fn reasons(t: &InstanceType, offer: &Offer, s: &Scenario) -> Vec<Reason> {
    let (branch, family) = (super::node::has_branch_enis(s.mode), t.name.split('.').next().unwrap_or_default());
    let (xen, ipv6) = (t.hypervisor == Hypervisor::Xen, s.mode == NetworkMode::Ipv6);
    // Auto Mode brings its own VPC CNI: no custom networking, no security groups for pods, no other CNI.
    let auto_mode_has_it =
        matches!(s.mode, NetworkMode::SecondaryIp | NetworkMode::PrefixDelegation | NetworkMode::Ipv6);
    let priced = offer.on_demand.is_some();
    let estimated = offer.on_demand.as_ref().is_some_and(|price| matches!(price.kind, PriceKind::Estimated(_)));
    let asks_for_gpus = s.profiles.iter().any(|p| p.gpus > 0);
    let against = [
        (t.arch == Arch::Mac, Reason::Mac),
        (!priced && !offer.offered, Reason::NotOffered),
        (!priced && offer.offered, Reason::NoPrice),
        (priced && s.purchase == Purchase::Spot && offer.spot_savings.is_none(), Reason::NoSpot),
        (s.node.kind == NodeKind::AutoMode && !auto_mode_has_it, Reason::NotOnAutoMode),
        (xen && (ipv6 || branch), Reason::NeedsNitro),
        (ipv6 && !t.ipv6, Reason::NoIpv6),
        (branch && t.branch_enis == Some(0), Reason::NoTrunk),
        (branch && t.branch_enis.is_none(), Reason::TrunkUnknown),
        (s.filters.arch == ArchFilter::X86 && t.arch != Arch::X86_64, Reason::Arch),
        (s.filters.arch == ArchFilter::Arm && t.arch != Arch::Arm64, Reason::Arch),
        (
            !s.filters.accelerated
                && t.accelerator.is_some()
                && !(asks_for_gpus && t.accelerator == Some(Accelerator::Gpu)),
            Reason::Accelerated,
        ),
        (!s.filters.bare_metal && t.hypervisor == Hypervisor::BareMetal, Reason::BareMetal),
        (!s.filters.burstable && t.burstable, Reason::Burstable),
        (!s.filters.flex && family.ends_with("-flex"), Reason::Flex),
        (!s.filters.hpc && family.starts_with("hpc"), Reason::Hpc),
        (!s.filters.xen && xen, Reason::Xen),
        (!s.filters.estimated && estimated, Reason::Estimated),
        (!s.filters.families.is_empty() && !s.filters.families.iter().any(|f| f == family), Reason::Family),
        (t.vcpu > s.filters.max_vcpu, Reason::TooLarge),
    ];
    against.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
}
