//! What a cluster costs besides its instances: disks, agents that are billed per node, and the control plane.

/// Prices that no catalogue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs {
    /// A GiB of EBS volume per month, in thousandths of a US dollar.
    pub gib_mils: u32,
    /// Agents that are billed per node, per month, in US cents.
    pub agent_cents: u32,
    /// Support and size of the control plane.
    pub control_plane: ControlPlane,
}

/// What EKS bills a cluster for: the support of its Kubernetes version, or a provisioned size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ControlPlane {
    /// The first fourteen months of a version.
    Standard,
    /// The twelve after them.
    Extended,
    /// Provisioned control plane, tier XL.
    Xl,
    /// Tier 2XL.
    Xl2,
    /// Tier 4XL.
    Xl4,
    /// Tier 8XL.
    Xl8,
}

/// Codes in links and names on the page, in the order of [`ControlPlane`].
pub const CONTROL_PLANES: [(&str, &str); 6] = [
    ("standard", "standard support"),
    ("extended", "extended support"),
    ("xl", "provisioned, XL"),
    ("2xl", "provisioned, 2XL"),
    ("4xl", "provisioned, 4XL"),
    ("8xl", "provisioned, 8XL"),
];

impl Default for Costs {
    /// $0.08, what gp3 is commonly known to cost in us-east-1; no agents.
    fn default() -> Costs {
        Costs { gib_mils: 80, agent_cents: 0, control_plane: ControlPlane::Standard }
    }
}
