//! The networking modes: how pods get their addresses. One table, one row a mode.
//!
//! Formulas that use a mode are in `addresses`, `max_pods` and `warm_pool`; this module only says
//! what each mode is.

use crate::scenario::names;
use crate::scenario::owner::Owner;

/// How pods get their addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NetworkMode {
    /// VPC CNI, secondary IPv4 addresses: EKS's default.
    SecondaryIp,
    /// VPC CNI, /28 prefixes.
    PrefixDelegation,
    /// VPC CNI with custom networking: pods in other subnets, the primary ENI unused by pods.
    CustomNetworking,
    /// Custom networking with prefixes.
    CustomNetworkingPrefix,
    /// IPv6 cluster: one /80 a node.
    Ipv6,
    /// VPC CNI with security groups for pods, secondary addresses.
    SecurityGroups,
    /// VPC CNI with security groups for pods, prefixes for the rest.
    SecurityGroupsPrefix,
    /// Overlay, one /24 a node handed out by host-local IPAM (flannel, bridge).
    OverlayHostLocal,
    /// Overlay, Calico IPAM in blocks of 64.
    OverlayCalico,
    /// Overlay, Cilium cluster-pool IPAM, one /24 a node.
    OverlayCilium,
    /// Cilium ENI mode, secondary addresses.
    CiliumEni,
    /// Cilium ENI mode with prefixes, its default.
    CiliumEniPrefix,
}

/// What a mode hands out from the ENIs, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Single secondary addresses.
    Secondary,
    /// /28 prefixes, where the type can.
    Prefix,
    /// One /80 IPv6 prefix.
    Ipv6Prefix,
    /// A block of the cluster's own range that holds so many pod addresses.
    Block(u32),
}

/// One row of the table.
pub struct ModeFacts {
    /// The mode.
    pub mode: NetworkMode,
    /// Code in links and files.
    pub code: &'static str,
    /// Name on the page.
    pub name: &'static str,
    /// One line on what it does; nothing in the browser's workers, which show none.
    pub summary: &'static str,
    /// What it hands out.
    pub source: Source,
    /// ENIs of the default card that give no pod addresses.
    pub enis_held_back: u32,
    /// Pods may take branch ENIs.
    pub branch_enis: bool,
    /// What it is on Auto Mode, if Auto Mode can do it. Custom networking it does by the selectors of its node class, since
    /// June 2025: the primary ENI serves no pods there either (EKS best practices, Auto Mode). Security groups for pods it has
    /// from Kubernetes 1.36 on (EKS user guide, `auto-sgp`).
    pub auto_name: Option<&'static str>,
    /// Source id of the address formula.
    pub source_id: &'static str,
}

/// Every mode, in the order the page lists them.
pub const MODES: [ModeFacts; 12] = {
    use NetworkMode::*;
    use Source::*;
    const fn row(
        mode: NetworkMode,
        code: &'static str,
        name: &'static str,
        summary: &'static str,
        source: Source,
        source_id: &'static str,
    ) -> ModeFacts {
        ModeFacts {
            mode,
            code,
            name,
            summary: names::name(summary),
            source,
            enis_held_back: 0,
            branch_enis: false,
            auto_name: None,
            source_id,
        }
    }
    const fn vpc(row: ModeFacts, enis_held_back: u32, branch_enis: bool, auto_name: &'static str) -> ModeFacts {
        ModeFacts { enis_held_back, branch_enis, auto_name: Some(auto_name), ..row }
    }
    [
        vpc(
            row(
                SecondaryIp,
                "secondary-ip",
                "VPC CNI, secondary IPs",
                "Each pod takes one VPC address of an ENI. The default on EKS.",
                Secondary,
                "vcni-limits",
            ),
            0,
            false,
            "Auto Mode, single addresses",
        ),
        vpc(
            row(
                PrefixDelegation,
                "prefix-delegation",
                "VPC CNI, prefix delegation",
                "ENIs hold /28 prefixes: sixteen pod addresses in the slot of one. Nitro types only.",
                Prefix,
                "bpg-prefix",
            ),
            0,
            false,
            "Auto Mode, prefixes",
        ),
        vpc(
            row(
                CustomNetworking,
                "custom-networking",
                "VPC CNI, custom networking",
                "Pods are in other subnets than nodes; the primary ENI serves no pods.",
                Secondary,
                "bpg-custom",
            ),
            1,
            false,
            "Auto Mode, subnets for pods",
        ),
        vpc(
            row(
                CustomNetworkingPrefix,
                "custom-networking-prefix",
                "VPC CNI, custom networking with prefixes",
                "Other subnets for pods, and /28 prefixes.",
                Prefix,
                "bpg-custom",
            ),
            1,
            false,
            "Auto Mode, subnets for pods, prefixes",
        ),
        vpc(
            row(
                Ipv6,
                "ipv6",
                "VPC CNI, IPv6 cluster",
                "Pods take IPv6 addresses from one /80 a node. New clusters only, Nitro types only.",
                Ipv6Prefix,
                "bpg-ipv6",
            ),
            0,
            false,
            "Auto Mode, IPv6 cluster",
        ),
        vpc(
            row(
                SecurityGroups,
                "security-groups",
                "VPC CNI, security groups for pods",
                "Pods with a security group of their own take branch ENIs; one ENI becomes the trunk.",
                Secondary,
                "vcni-trunk",
            ),
            1,
            true,
            "Auto Mode, security groups for pods",
        ),
        vpc(
            row(
                SecurityGroupsPrefix,
                "security-groups-prefix",
                "VPC CNI, security groups for pods with prefixes",
                "Branch ENIs for pods with security groups, /28 prefixes for the rest.",
                Prefix,
                "vcni-trunk",
            ),
            1,
            true,
            "Auto Mode, security groups for pods, prefixes",
        ),
        row(
            OverlayHostLocal,
            "overlay-host-local",
            "Overlay, /24 a node (flannel)",
            "Pod addresses from the cluster's own range: 253 a node.",
            Block(253),
            "host-local",
        ),
        row(
            OverlayCalico,
            "overlay-calico",
            "Overlay, Calico blocks",
            "Pod addresses in blocks of 64, up to 20 blocks a node.",
            Block(1_280),
            "calico-ipam",
        ),
        row(
            OverlayCilium,
            "overlay-cilium",
            "Overlay, Cilium cluster pool",
            "One /24 a node from the cluster's own range, four addresses kept by Cilium (unverified).",
            Block(252),
            "cilium-pool",
        ),
        row(
            CiliumEni,
            "cilium-eni",
            "Cilium ENI, secondary IPs",
            "Cilium hands out the ENIs' secondary addresses.",
            Secondary,
            "cilium-eni",
        ),
        row(
            CiliumEniPrefix,
            "cilium-eni-prefix",
            "Cilium ENI, prefixes",
            "Cilium hands out /28 prefixes, its default in ENI mode.",
            Prefix,
            "cilium-eni",
        ),
    ]
};

impl ModeFacts {
    /// Whether Auto Mode can do it.
    pub fn on_auto_mode(&self) -> bool {
        self.auto_name.is_some()
    }
}

impl NetworkMode {
    /// Its name on the nodes of an owner: Auto Mode has a network of its own, which VPC CNI's settings do not reach.
    pub fn name_on(self, owner: Owner) -> &'static str {
        let facts = self.facts();
        facts.auto_name.filter(|_| owner == Owner::AutoMode).unwrap_or(facts.name)
    }

    /// The mode's row in [`MODES`].
    pub fn facts(self) -> &'static ModeFacts {
        // MODES is in the order of the enum; a test holds that.
        &MODES[self as usize]
    }

    /// Pods have addresses of the cluster's own range, and nodes one VPC address each.
    pub fn is_overlay(self) -> bool {
        matches!(self.facts().source, Source::Block(_))
    }

    /// VPC CNI in one of its settings, Auto Mode's included: a network that encrypts nothing by itself.
    pub fn is_vpc_cni(self) -> bool {
        !self.is_overlay() && !self.is_cilium_eni()
    }

    /// Hands out /28 prefixes.
    pub fn uses_prefixes(self) -> bool {
        self.facts().source == Source::Prefix
    }

    /// Serves Windows nodes: VPC CNI with secondary IPs or prefixes. Overlays that may serve them too, with limits, are not
    /// planned there.
    pub fn is_on_windows(self) -> bool {
        matches!(self, NetworkMode::SecondaryIp | NetworkMode::PrefixDelegation)
    }

    /// Cilium in ENI mode.
    pub fn is_cilium_eni(self) -> bool {
        matches!(self, NetworkMode::CiliumEni | NetworkMode::CiliumEniPrefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum() {
        for (i, row) in MODES.iter().enumerate() {
            assert_eq!(row.mode as usize, i);
            assert_eq!(row.mode.facts().code, row.code);
        }
    }
}
