//! max-pods: how many pods the kubelet accepts, by the owner who sets it. The OS changes nothing but on Windows, whose
//! kubelet keeps its default of 110 whoever launches the node.
//!
//! Sources: aws-eks user guide "Choosing an instance type" (precedence, caps, Auto Mode),
//! awslabs/amazon-eks-ami@81fec2e89585 nodeadm/internal/kubelet/eni_max_pods.go,
//! aws/karpenter-provider-aws@1d927085dd81 pkg/providers/instancetype/types.go,
//! bottlerocket-os/bottlerocket-core-kit@a10182f974ab packages/kubernetes-1.30/kubelet-config,
//! kubernetes/community@24e7d8f5409c sig-scalability/configs-and-limits/thresholds.md.

use crate::catalog::instance_type::InstanceType;
use crate::node::addresses::addresses_per_slot;
use crate::node::cni_settings::max_eni;
use crate::scenario::network_mode::{NetworkMode, Source};
use crate::scenario::os::Os;
use crate::scenario::owner::Owner;
use crate::scenario::{NodeSettings, Scenario};

/// EKS's cap for nodes of up to 30 vCPUs.
pub const CAP_SMALL: u32 = 110;
/// EKS's cap for nodes of more than 30 vCPUs.
pub const CAP_LARGE: u32 = 250;
/// The most vCPUs of a small node.
pub const CAP_VCPU: u32 = 30;
/// max-pods of a Windows node unless set otherwise. Source: aws/aws-eks-best-practices@dc0243ad2cf4
/// latest/bpg/networking/prefix-mode_windows.adoc.
pub const WINDOWS_MAX_PODS: u32 = 110;
/// Host-network pods that AWS's formula makes room for: aws-node and kube-proxy.
pub const HOST_PODS: u32 = 2;

/// max-pods of a node: what is set, what the person's own nodes of the type report, or what follows from its settings.
pub fn max_pods(t: &InstanceType, mode: NetworkMode, scenario: &Scenario) -> u32 {
    let (node, reported) = (&scenario.node, scenario.own.max_pods_of(t));
    reported.filter(|_| node.max_pods.is_none()).unwrap_or_else(|| by_settings(t, mode, node))
}

/// max-pods that follows from a node's settings.
///
/// A fixed number wins, except on Auto Mode, whose ceiling cannot be raised; podsPerCore only ever lowers it.
/// m5.large, secondary IPs, managed node group: `min(3*9+2, 110) = 29`; with prefixes
/// `min(3*9*16+2, 110) = 110`; Auto Mode `min(110, 3*9) = 27`; podsPerCore 10: `min(29, 10*2) = 20`.
pub fn by_settings(t: &InstanceType, mode: NetworkMode, node: &NodeSettings) -> u32 {
    let by_owner = match (node.owner, node.max_pods) {
        (Owner::AutoMode, fixed) => auto_mode(t).min(fixed.unwrap_or(u32::MAX)),
        (_, Some(fixed)) => fixed,
        (_, None) if node.is_windows() => WINDOWS_MAX_PODS,
        (Owner::ManagedNodeGroup, None) => {
            let formula = mode_formula(t, mode, node).unwrap_or(u32::MAX);
            formula.min(eks_cap(t))
        }
        (Owner::Karpenter, None) => karpenter(t, mode),
        (Owner::SelfManaged, None) => eni_limited(t),
    };
    pods_per_core(node).map_or(by_owner, |each| by_owner.min(each.saturating_mul(t.vcpu)))
}

/// podsPerCore; `None` where it is not set or the OS has no such setting. Bottlerocket has none, and so
/// Karpenter ignores it there.
pub fn pods_per_core(node: &NodeSettings) -> Option<u32> {
    node.pods_per_core.filter(|_| node.os() != Os::Bottlerocket)
}

/// `E*S + 2`: what AWS publishes for every type. m5.large: 29.
pub fn eni_limited(t: &InstanceType) -> u32 {
    formula(t.enis_for_max_pods(), t.slots_per_eni(), 1)
}

/// 110 up to 30 vCPUs, 250 above.
pub fn eks_cap(t: &InstanceType) -> u32 {
    if t.vcpu > CAP_VCPU { CAP_LARGE } else { CAP_SMALL }
}

/// The formula for a mode before caps; `None` where addresses are not tied to ENIs.
pub fn mode_formula(t: &InstanceType, mode: NetworkMode, node: &NodeSettings) -> Option<u32> {
    match mode.facts().source {
        Source::Ipv6Prefix | Source::Block(_) => None,
        Source::Secondary | Source::Prefix => {
            let enis = t.enis_for_max_pods().min(max_eni(mode, node).unwrap_or(u32::MAX));
            let held_back = u32::from(is_custom_networking(mode));
            Some(formula(enis.saturating_sub(held_back), t.slots_per_eni(), addresses_per_slot(t, mode)))
        }
    }
}

/// Kubernetes' own threshold: `min(110, 10 * cores)`. Two cores: 20.
pub fn community_threshold(t: &InstanceType) -> u32 {
    (10 * t.vcpu).min(110)
}

/// Custom networking takes an ENI from the formula; the trunk of security groups does not.
pub fn is_custom_networking(mode: NetworkMode) -> bool {
    matches!(mode, NetworkMode::CustomNetworking | NetworkMode::CustomNetworkingPrefix)
}

/// Karpenter learns of custom networking from RESERVED_ENIS=1, and of prefixes not at all. Without a usable ENI it
/// makes room for no pod, those on the host network included: hpc6id.32xlarge, whose default card takes one ENI, has
/// 51 and with custom networking 0. The others have no such case: nodeadm, Bottlerocket's list and Auto Mode reserve no
/// ENI, and AWS's formula for managed node groups adds the 2 to whatever is left.
fn karpenter(t: &InstanceType, mode: NetworkMode) -> u32 {
    match t.enis_for_max_pods().saturating_sub(u32::from(is_custom_networking(mode))) {
        0 => 0,
        usable => formula(usable, t.slots_per_eni(), 1),
    }
}

fn auto_mode(t: &InstanceType) -> u32 {
    (t.enis_for_max_pods() * t.slots_per_eni()).min(CAP_SMALL)
}

fn formula(enis: u32, slots: u32, per_slot: u32) -> u32 {
    enis * slots * per_slot + HOST_PODS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::own_nodes::OfType;
    use crate::testing::instance_type;
    use NetworkMode::*;
    use Owner::*;

    fn check(owner: Owner, mode: NetworkMode, fixed: Option<u32>, expected: u32) {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let node = NodeSettings { owner, max_pods: fixed, ..NodeSettings::default() };
        assert_eq!(by_settings(&t, mode, &node), expected, "{owner:?} {mode:?} {fixed:?}");
    }

    #[test]
    fn what_nodes_report_beats_the_rule_and_a_number_that_is_set_beats_both() {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let mut scenario = Scenario::default();
        scenario.own.max_pods = vec![OfType { name: "m5.large".into(), n: 35 }];
        assert_eq!([SecondaryIp, PrefixDelegation].map(|mode| max_pods(&t, mode, &scenario)), [35, 35]);
        scenario.node.max_pods = Some(20);
        assert_eq!(max_pods(&t, SecondaryIp, &scenario), 20);
        let other = instance_type("m5.xlarge", 4, 16_384, 4, 15);
        assert_eq!(max_pods(&other, SecondaryIp, &Scenario::default()), 58);
    }

    #[test]
    fn each_owner_has_its_own_rule() {
        check(ManagedNodeGroup, SecondaryIp, None, 29); // 3*9 + 2
        check(ManagedNodeGroup, PrefixDelegation, None, 110); // min(434, 110)
        check(ManagedNodeGroup, CustomNetworking, None, 20); // 2*9 + 2
        check(ManagedNodeGroup, OverlayCalico, None, 110); // the cap alone
        check(SelfManaged, PrefixDelegation, None, 29); // knows no prefixes
        check(Karpenter, PrefixDelegation, None, 29);
        check(Karpenter, CustomNetworking, None, 20); // RESERVED_ENIS=1
        check(AutoMode, SecondaryIp, None, 27); // min(110, 3*9)
        check(SelfManaged, PrefixDelegation, Some(110), 110);
        check(AutoMode, SecondaryIp, Some(110), 27);
    }

    /// pkg/providers/instancetype/types.go `pods`: min(maxPods, podsPerCore * vCPUs) where the OS has podsPerCore.
    #[test]
    fn pods_per_core_lowers_max_pods_where_the_os_has_it() {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        let of = |owner, chosen_os, fixed| {
            let node =
                NodeSettings { owner, chosen_os, max_pods: fixed, pods_per_core: Some(10), ..NodeSettings::default() };
            by_settings(&t, SecondaryIp, &node)
        };
        for owner in [ManagedNodeGroup, SelfManaged, Karpenter] {
            assert_eq!(of(owner, Os::Al2023, None), 20, "{owner:?}"); // min(29, 10*2)
            assert_eq!(of(owner, Os::Al2023, Some(15)), 15, "{owner:?}");
            assert_eq!(of(owner, Os::Bottlerocket, None), 29, "{owner:?}");
        }
        assert_eq!(of(ManagedNodeGroup, Os::Windows, None), 20); // min(110, 10*2)
        assert_eq!(of(AutoMode, Os::Al2023, None), 27);
    }

    /// pkg/providers/instancetype/types.go: `if usableNetworkInterfaces == 0 { return 0 }`; the others add 2 to nothing.
    #[test]
    fn without_a_usable_eni_karpenter_leaves_room_for_no_pod() {
        let one = instance_type("hpc6id.32xlarge", 64, 1_048_576, 1, 50);
        let of = |owner, mode| by_settings(&one, mode, &NodeSettings { owner, ..NodeSettings::default() });
        assert_eq!(of(Karpenter, SecondaryIp), 51); // 1*49 + 2
        assert_eq!(of(Karpenter, CustomNetworking), 0);
        assert_eq!(of(Karpenter, CustomNetworkingPrefix), 0);
        assert_eq!(of(ManagedNodeGroup, CustomNetworking), 2); // 0*49 + 2
        assert_eq!(of(SelfManaged, CustomNetworking), 51); // knows of no reserved ENI
        assert_eq!(of(AutoMode, SecondaryIp), 49);
    }

    #[test]
    fn more_than_thirty_vcpus_raise_the_cap() {
        let big = instance_type("m5.24xlarge", 96, 393_216, 15, 50);
        assert_eq!(
            by_settings(&big, SecondaryIp, &NodeSettings { owner: ManagedNodeGroup, ..NodeSettings::default() }),
            250
        ); // min(737, 250)
        assert_eq!(
            by_settings(&big, SecondaryIp, &NodeSettings { owner: SelfManaged, ..NodeSettings::default() }),
            737
        );
    }

    #[test]
    fn the_community_threshold_is_ten_a_core() {
        assert_eq!(community_threshold(&instance_type("m5.large", 2, 8192, 3, 10)), 20);
        assert_eq!(community_threshold(&instance_type("m5.4xlarge", 16, 65_536, 8, 30)), 110);
    }
}
