//! Every reason against a type, not only the first.

use model::catalog::instance_type::{Accelerator, Arch, Hypervisor, InstanceType};
use model::catalog::{Catalog, Offer, PriceKind};
use model::node::launchable::NoStart;
use model::plan::eligibility::Reason;
use model::scenario::answers::{Answer, Encryption};
use model::scenario::network_mode::NetworkMode;
use model::scenario::os::Os;
use model::scenario::owner::Owner;
use model::scenario::{ArchFilter, ProfileArch, Purchase, Scenario};

/// Families of the generated catalogues that AWS does not list for Auto Mode.
const NOT_ON_AUTO_MODE: [&str; 4] = ["a1", "hpc7a", "m3", "t8i"];
/// Families of the generated catalogues that EKS does not support Windows on.
const NOT_ON_WINDOWS: [&str; 1] = ["m4"];
/// Families of the generated catalogues on AWS's page of previous generations.
const PREVIOUS: [&str; 3] = ["a1", "m3", "m4"];

/// All that speaks against planning with this type; room for a pod is another matter.
pub fn reasons(t: &InstanceType, offer: &Offer, s: &Scenario) -> Vec<Reason> {
    let (branch, family) = (super::node::has_branch_enis(s.mode), t.name.split('.').next().unwrap_or_default());
    let (xen, ipv6) = (t.hypervisor == Hypervisor::Xen, s.mode == NetworkMode::Ipv6);
    // Auto Mode brings its own VPC CNI: no custom networking, no security groups for pods, no other CNI.
    // Custom networking by the selectors of its node class, since June 2025.
    let auto_mode_has_it = matches!(
        s.mode,
        NetworkMode::SecondaryIp
            | NetworkMode::PrefixDelegation
            | NetworkMode::CustomNetworking
            | NetworkMode::CustomNetworkingPrefix
            | NetworkMode::Ipv6
            | NetworkMode::SecurityGroups
            | NetworkMode::SecurityGroupsPrefix
    );
    let windows = super::node::runs_windows(s);
    let windows_has_it = matches!(s.mode, NetworkMode::SecondaryIp | NetworkMode::PrefixDelegation);
    let priced = offer.on_demand.is_some();
    let estimated = offer.on_demand.as_ref().is_some_and(|price| matches!(price.kind, PriceKind::Estimated(_)));
    // a workload that names an architecture does not follow the filter
    let is_only_for = |arch| s.profiles.iter().any(|p| p.arch == arch);
    let follows_filter = is_only_for(ProfileArch::Any);
    let asks_for_gpus = s.profiles.iter().any(|p| p.gpus > 0);
    let asks_for_neuron = s.profiles.iter().any(|p| p.neuron > 0);
    let (auto, size) = (s.node.owner == Owner::AutoMode, t.name.split('.').nth(1).unwrap_or_default());
    let runs_al2023 = !auto && s.node.chosen_os == Os::Al2023;
    let against = [
        (t.arch == Arch::Mac, Reason::CannotStart(NoStart::Mac)),
        (runs_al2023 && family == "a1", Reason::CannotStart(NoStart::Al2023)),
        (auto && NOT_ON_AUTO_MODE.contains(&family), Reason::CannotStart(NoStart::AutoModeFamily)),
        (auto && ["nano", "micro", "small"].contains(&size), Reason::CannotStart(NoStart::AutoModeSize)),
        (auto && t.vcpu == 1, Reason::CannotStart(NoStart::AutoModeVcpu)),
        (windows && t.arch == Arch::Arm64, Reason::CannotStart(NoStart::WindowsArm)),
        (windows && NOT_ON_WINDOWS.contains(&family), Reason::CannotStart(NoStart::WindowsFamily)),
        (!priced && !offer.offered, Reason::NotOffered),
        (!priced && offer.offered, Reason::NoPrice),
        (priced && s.purchase == Purchase::Spot && offer.spot_savings.is_none(), Reason::NoSpot),
        (priced && matches!(s.purchase, Purchase::Committed(c) if offer.committed(c).is_none()), Reason::NoCommitment),
        (s.node.owner == Owner::AutoMode && !auto_mode_has_it, Reason::NotOnAutoMode),
        (windows && !windows_has_it && s.node.owner != Owner::Karpenter, Reason::NotOnWindows),
        (windows && s.node.owner == Owner::Karpenter, Reason::WindowsOwner),
        (xen && (ipv6 || branch), Reason::NeedsNitro),
        (ipv6 && !t.ipv6, Reason::NoIpv6),
        (branch && t.branch_enis == Some(0), Reason::NoTrunk),
        (branch && t.branch_enis.is_none(), Reason::TrunkUnknown),
        (follows_filter && s.filters.arch == ArchFilter::X86 && t.arch != Arch::X86_64, Reason::Arch),
        (follows_filter && s.filters.arch == ArchFilter::Arm && t.arch != Arch::Arm64, Reason::Arch),
        (is_only_for(ProfileArch::Amd64) && t.arch != Arch::X86_64, Reason::WorkloadArch(t.arch)),
        (is_only_for(ProfileArch::Arm64) && t.arch != Arch::Arm64, Reason::WorkloadArch(t.arch)),
        (
            !s.filters.accelerated
                && t.accelerator.is_some()
                && !(asks_for_gpus && t.accelerator == Some(Accelerator::Gpu))
                && !(asks_for_neuron && t.accelerator == Some(Accelerator::Neuron)),
            Reason::Accelerated,
        ),
        (!s.filters.bare_metal && t.hypervisor == Hypervisor::BareMetal, Reason::BareMetal),
        (!s.filters.burstable && t.burstable, Reason::Burstable),
        (!s.filters.flex && family.ends_with("-flex"), Reason::Flex),
        (!s.filters.hpc && family.starts_with("hpc"), Reason::Hpc),
        (!s.filters.xen && xen, Reason::Xen),
        (!s.filters.estimated && estimated, Reason::Estimated),
        (!s.filters.families.is_empty() && !s.filters.families.iter().any(|f| f == family), Reason::Family),
        (s.filters.without.iter().any(|f| f == family), Reason::Without),
        (s.filters.current && PREVIOUS.contains(&family), Reason::Previous),
        (t.vcpu > s.filters.max_vcpu, Reason::TooLarge),
    ];
    against.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
}

/// Whether types that do not encrypt are out: encryption is asked for by any means, VPC CNI does not do it, nothing on
/// the way undoes what the hardware does, and of the fleet some type can. The chosen type is the fleet, else all are.
pub fn hardware_must_encrypt(catalog: &Catalog, s: &Scenario) -> bool {
    let has_its_own = matches!(
        s.mode,
        NetworkMode::OverlayHostLocal
            | NetworkMode::OverlayCalico
            | NetworkMode::OverlayCilium
            | NetworkMode::CiliumEni
            | NetworkMode::CiliumEniPrefix
    );
    let plain = Scenario { mode: NetworkMode::SecondaryIp, ..s.clone() };
    let all = || catalog.types.iter().zip(&catalog.offers);
    let can = match all().find(|(t, _)| Some(&t.name) == s.chosen.as_ref()) {
        Some((chosen, _)) => chosen.encryption_in_transit,
        None => all().any(|(t, offer)| {
            t.encryption_in_transit && reasons(t, offer, &plain).is_empty() && super::verdict(t, &plain).pods > 0
        }),
    };
    s.answers.encryption == Encryption::Any && s.answers.middlebox != Answer::Yes && !has_its_own && can
}
