//! Which types may be planned with, and a typed reason for each that may not.
//!
//! What the world rules out comes before what the person filtered out, so a filter is named only
//! where no other filter excludes the type.

use crate::catalog::instance_type::{Accelerator, Arch, InstanceType};
use crate::catalog::launch::Mark;
use crate::catalog::{Offer, PriceKind};
use crate::node::launchable::{NoStart, cannot_start};
use crate::node::limit::Limit;
use crate::node::workload::Needs;
use crate::scenario::network_mode::{NetworkMode, Source};
use crate::scenario::owner::Owner;
use crate::scenario::{ArchFilter, NodeSettings, PodProfile, ProfileArch, Purchase, Scenario};
use std::borrow::Cow;

/// Why a type is not among the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The owner or the OS of the nodes cannot start it.
    CannotStart(NoStart),
    /// Not on offer in the region, as far as is known.
    NotOffered,
    /// On offer, but no source has its price.
    NoPrice,
    /// No spot figure in the region.
    NoSpot,
    /// No rate of this commitment is known in the region: it is not sold, or the type is newer than the rates.
    NoCommitment,
    /// Auto Mode does not have the networking mode.
    NotOnAutoMode,
    /// Windows nodes do not have the networking mode.
    NotOnWindows,
    /// Windows nodes are planned in node groups only.
    WindowsOwner,
    /// The mode needs Nitro.
    NeedsNitro,
    /// The type takes no IPv6 addresses.
    NoIpv6,
    /// The type cannot have a trunk ENI.
    NoTrunk,
    /// Whether it can is not published.
    TrunkUnknown,
    /// Traffic must be encrypted, and neither the network of the mode nor the type does it.
    NoEncryption,
    /// Not in the limits table of the VPC CNI of November 2018.
    NotInVpcCni2018,
    /// Images are not built for its architecture.
    Arch,
    /// A workload names an architecture, and it is not this one.
    WorkloadArch(Arch),
    /// A GPU or other accelerator, filtered out.
    Accelerated,
    /// Bare metal, filtered out.
    BareMetal,
    /// Burstable, filtered out.
    Burstable,
    /// A flex type, filtered out.
    Flex,
    /// An HPC type, filtered out.
    Hpc,
    /// From before Nitro, filtered out.
    Xen,
    /// Its price is an estimate, filtered out.
    Estimated,
    /// Not in the selected families.
    Family,
    /// In a family that is left out.
    Without,
    /// Of a previous generation, filtered out.
    Previous,
    /// Larger than the largest node allowed.
    TooLarge,
    /// Requests were sized on a family, and nobody measured what a vCPU of this type is worth against its.
    NotMeasured,
    /// Not a single pod fits: this limit leaves no room.
    NoRoom(Limit),
    /// The daemonsets alone need more of this than a node has, whatever the pods ask for.
    NoRoomForDaemonSets(Limit),
}

impl Reason {
    /// Why it is excluded, to follow the type's name: `m5.metal: bare metal is filtered out`.
    pub fn text(self) -> &'static str {
        match self {
            Reason::CannotStart(why) => why.text(),
            Reason::NotOffered => "not offered in this region",
            Reason::NoPrice => "offered here, but no source has its price",
            Reason::NoSpot => "no spot figure for this region",
            Reason::NoCommitment => "not sold with this commitment here, or no rate is known",
            Reason::NotOnAutoMode => "Auto Mode does not have this networking mode",
            Reason::NotOnWindows => "Windows nodes are planned with VPC CNI\u{2019}s secondary IPs or prefixes only",
            Reason::WindowsOwner => "Windows nodes are planned in managed or self-managed node groups only",
            Reason::NeedsNitro => "this networking mode needs Nitro; the type runs on Xen",
            Reason::NoIpv6 => "does not support IPv6",
            Reason::NoTrunk => "cannot have the trunk ENI that security groups for pods need",
            Reason::TrunkUnknown => "whether it can have a trunk ENI is not published",
            Reason::NoEncryption => "does not encrypt traffic in hardware, nor does this mode\u{2019}s network",
            Reason::NotInVpcCni2018 => "not in the limits table of VPC CNI v1.3.0, November 2018",
            Reason::Arch => "images are not built for its architecture",
            Reason::WorkloadArch(Arch::Arm64) => "a workload has no images for arm64",
            Reason::WorkloadArch(_) => "a workload has no images for amd64",
            Reason::Accelerated => "accelerated types are filtered out",
            Reason::BareMetal => "bare metal is filtered out",
            Reason::Burstable => "burstable types are filtered out",
            Reason::Flex => "flex types are filtered out",
            Reason::Hpc => "HPC families are filtered out",
            Reason::Xen => "pre-Nitro types are filtered out",
            Reason::Estimated => "estimated prices are filtered out",
            Reason::Family => "not in the selected families",
            Reason::Without => "in a family that you leave out",
            Reason::Previous => "previous generations are filtered out",
            Reason::TooLarge => "more vCPUs than the largest node you allow",
            Reason::NotMeasured => "nobody has measured what its vCPUs are worth, so equal work cannot be counted",
            Reason::NoRoomForDaemonSets(limit) => match limit {
                Limit::Addresses => "too few addresses for the daemonsets alone",
                Limit::MaxPods => "max-pods is too low for the daemonsets alone",
                Limit::Cpu => "too little CPU for the daemonsets alone",
                Limit::Memory => "too little memory for the daemonsets alone",
                _ => "too small for the daemonsets alone",
            },
            Reason::NoRoom(limit) => match limit {
                Limit::Addresses => "unusable: no address is left for an application pod",
                Limit::MaxPods => "unusable: the daemonsets use up max-pods",
                Limit::Cpu => "too little CPU for one pod and the daemonsets",
                Limit::Memory => "too little memory for one pod and the daemonsets",
                Limit::Ephemeral => "too little ephemeral storage for one pod",
                Limit::Volumes => "too few EBS attachments for one pod",
                Limit::BranchEnis => "no branch ENI for a pod",
                Limit::Bandwidth => "too little baseline bandwidth for one pod",
                Limit::Gpus => "too few GPUs for one pod",
                Limit::Neuron => "too few Neuron devices for one pod",
                Limit::MostPerNode => "a workload allows no pod on a node",
            },
        }
    }

    /// The same for this scenario: of several workloads it names the one whose pods need the most of what is lacking, and
    /// the first that has no images. `too little CPU for one pod of “db” and the daemonsets`
    pub fn in_scenario(self, scenario: &Scenario) -> Cow<'static, str> {
        let text = self.text();
        if let Reason::WorkloadArch(arch) = self {
            let holds = |p: &&PodProfile| p.arch != ProfileArch::Any && !p.runs_on(arch, ArchFilter::Both);
            let name = scenario.profiles.iter().find(holds).map_or("", |p| p.name.as_str());
            return text.replacen("a workload", &format!("\u{201c}{name}\u{201d}"), 1).into();
        }
        let (Reason::NoRoom(limit), [_, _, ..]) = (self, scenario.profiles.as_slice()) else { return text.into() };
        let needs = |p: &PodProfile| Needs::of(p, scenario.mode).each.get(limit);
        let most = scenario.profiles.iter().reduce(|most, p| if needs(p) > needs(most) { p } else { most });
        let is_about_one = |p: &&PodProfile| needs(p) > 0 && !matches!(limit, Limit::Addresses | Limit::MaxPods);
        match most.filter(is_about_one) {
            Some(p) => text.replacen("pod", &format!("pod of \u{201c}{}\u{201d}", p.name), 1).into(),
            None => text.into(),
        }
    }

    /// Whether a filter of the person's would let the type in again.
    pub fn is_filter(self) -> bool {
        use Reason::*;
        matches!(
            self,
            Arch | WorkloadArch(_)
                | Accelerated
                | BareMetal
                | Burstable
                | Flex
                | Hpc
                | Xen
                | Estimated
                | Family
                | Without
                | Previous
                | TooLarge
        )
    }
}

/// The same in another networking mode than the scenario's.
pub fn reason_in_mode(t: &InstanceType, offer: &Offer, scenario: &Scenario, mode: NetworkMode) -> Option<Reason> {
    beyond_choice(t, offer, scenario, mode)
        .or_else(|| wrong_arch(t, scenario))
        .or_else(|| filtered_out(t, offer, scenario))
}

/// The same for nodes in a fleet of several types: a type is of use there that one profile runs on, if not all do.
pub fn reason_in_fleet(t: &InstanceType, offer: &Offer, scenario: &Scenario, mode: NetworkMode) -> Option<Reason> {
    beyond_choice(t, offer, scenario, mode)
        .or_else(|| wrong_arch(t, scenario).filter(|_| !suits_any(t, scenario)))
        .or_else(|| filtered_out(t, offer, scenario))
}

/// What no filter of the person's can change.
fn beyond_choice(t: &InstanceType, offer: &Offer, scenario: &Scenario, mode: NetworkMode) -> Option<Reason> {
    can_start(t, scenario).or_else(|| on_offer(offer, scenario.purchase)).or_else(|| can_network(t, mode, scenario))
}

/// Why some profile does not run on a type's architecture.
fn wrong_arch(t: &InstanceType, scenario: &Scenario) -> Option<Reason> {
    let out = scenario.profiles.iter().find(|p| !p.runs_on(t.arch, scenario.filters.arch))?;
    Some(if out.arch == ProfileArch::Any { Reason::Arch } else { Reason::WorkloadArch(t.arch) })
}

fn suits_any(t: &InstanceType, scenario: &Scenario) -> bool {
    scenario.profiles.iter().any(|p| p.runs_on(t.arch, scenario.filters.arch))
}

/// Whether no filter excludes a type in any networking mode.
pub(crate) fn is_eligible_but_for_mode(t: &InstanceType, offer: &Offer, scenario: &Scenario) -> bool {
    can_start(t, scenario).is_none()
        && on_offer(offer, scenario.purchase).is_none()
        && wrong_arch(t, scenario).is_none()
        && filtered_out(t, offer, scenario).is_none()
}

/// Why nodes cannot be of a type in a networking mode, whatever it costs and wherever it is offered.
pub fn cannot_run(t: &InstanceType, mode: NetworkMode, scenario: &Scenario) -> Option<Reason> {
    can_start(t, scenario).or_else(|| can_network(t, mode, scenario))
}

fn can_start(t: &InstanceType, scenario: &Scenario) -> Option<Reason> {
    cannot_start(t, scenario.node.owner, scenario.node.os()).map(Reason::CannotStart)
}

fn on_offer(offer: &Offer, purchase: Purchase) -> Option<Reason> {
    if !offer.offered {
        return Some(Reason::NotOffered);
    }
    if offer.on_demand.is_none() {
        return Some(Reason::NoPrice);
    }
    match purchase {
        Purchase::Spot if offer.spot_savings.is_none() => Some(Reason::NoSpot),
        Purchase::Committed(commitment) if offer.committed(commitment).is_none() => Some(Reason::NoCommitment),
        _ => None,
    }
}

/// Why the networking mode excludes a type.
pub(crate) fn can_network(t: &InstanceType, mode: NetworkMode, scenario: &Scenario) -> Option<Reason> {
    let (facts, node) = (mode.facts(), &scenario.node);
    if let Some(reason) = excludes_every_type(mode, node) {
        return Some(reason);
    }
    let is_ipv6 = facts.source == Source::Ipv6Prefix;
    if (is_ipv6 || facts.branch_enis) && !t.is_nitro() {
        return Some(Reason::NeedsNitro);
    }
    if is_ipv6 && !t.ipv6 {
        return Some(Reason::NoIpv6);
    }
    match t.branch_enis {
        _ if !facts.branch_enis => None,
        None => Some(Reason::TrunkUnknown),
        Some(0) => Some(Reason::NoTrunk),
        Some(_) => None,
    }
}

/// Why no type has the networking mode on such nodes.
pub(crate) fn excludes_every_type(mode: NetworkMode, node: &NodeSettings) -> Option<Reason> {
    match node.owner {
        Owner::AutoMode => (!mode.facts().on_auto_mode()).then_some(Reason::NotOnAutoMode),
        _ if !node.is_windows() => None,
        Owner::Karpenter => Some(Reason::WindowsOwner),
        Owner::ManagedNodeGroup | Owner::SelfManaged => (!mode.is_on_windows()).then_some(Reason::NotOnWindows),
    }
}

fn filtered_out(t: &InstanceType, offer: &Offer, scenario: &Scenario) -> Option<Reason> {
    let filters = &scenario.filters;
    let is_estimated = || offer.on_demand.as_ref().is_some_and(|p| p.kind != PriceKind::Published);
    let is_in = |families: &[String]| families.iter().any(|f| f == t.family());
    let of_family = || filters.families.is_empty() || is_in(&filters.families);
    let is_left_out = || !filters.without.is_empty() && is_in(&filters.without);
    // Whoever asks for devices has let the types in that have them.
    let asks_for = |kind| match kind {
        Accelerator::Gpu => scenario.profiles.iter().any(|p| p.gpus > 0),
        Accelerator::Neuron => scenario.profiles.iter().any(|p| p.neuron > 0),
        _ => false,
    };
    // Names are looked at only where a filter asks: this runs for every type at every slider event.
    if !filters.accelerated && t.accelerator.is_some_and(|kind| !asks_for(kind)) {
        Some(Reason::Accelerated)
    } else if !filters.bare_metal && t.is_bare_metal() {
        Some(Reason::BareMetal)
    } else if !filters.burstable && t.burstable {
        Some(Reason::Burstable)
    } else if !filters.flex && t.is_flex() {
        Some(Reason::Flex)
    } else if !filters.hpc && t.is_hpc() {
        Some(Reason::Hpc)
    } else if !filters.xen && !t.is_nitro() {
        Some(Reason::Xen)
    } else if !filters.estimated && is_estimated() {
        Some(Reason::Estimated)
    } else if !of_family() {
        Some(Reason::Family)
    } else if is_left_out() {
        Some(Reason::Without)
    } else if filters.current && t.marks.has(Mark::Previous) {
        Some(Reason::Previous)
    } else if t.vcpu > filters.max_vcpu {
        Some(Reason::TooLarge)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Mib, MilliCpu};

    #[test]
    fn of_several_workloads_the_reason_names_the_one_that_needs_the_most() {
        let named = |name: &str, cpu, memory| PodProfile {
            name: name.into(),
            cpu: MilliCpu(cpu),
            memory: Mib(memory),
            ..PodProfile::default()
        };
        let mut scenario =
            Scenario { profiles: vec![named("web", 100, 4_096), named("db", 4_000, 512)], ..Scenario::default() };
        let said = |scenario: &Scenario, reason: Reason| reason.in_scenario(scenario).into_owned();
        let cpu = Reason::NoRoom(Limit::Cpu);
        assert_eq!(said(&scenario, cpu), "too little CPU for one pod of \u{201c}db\u{201d} and the daemonsets");
        assert!(said(&scenario, Reason::NoRoom(Limit::Memory)).contains("pod of \u{201c}web\u{201d}"));
        assert_eq!(said(&scenario, Reason::NoRoom(Limit::Addresses)), Reason::NoRoom(Limit::Addresses).text());
        assert_eq!(said(&scenario, Reason::Xen), Reason::Xen.text());
        scenario.profiles.truncate(1);
        assert_eq!(said(&scenario, cpu), cpu.text());
    }
}
