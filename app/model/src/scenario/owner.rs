//! Who launches the nodes and sets them up.

/// Who decides max-pods, and whose settings the kubelet takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// An EKS managed node group without a custom image.
    ManagedNodeGroup,
    /// A launch template or Auto Scaling group of one's own.
    SelfManaged,
    /// Karpenter.
    Karpenter,
    /// EKS Auto Mode.
    AutoMode,
}

/// Codes in links and names on the page, in the order of [`Owner`].
pub const OWNERS: [(&str, &str); 4] = [
    ("managed", "Managed node group"),
    ("nodeadm", "Self-managed"),
    ("karpenter", "Karpenter"),
    ("auto", "EKS Auto Mode"),
];

/// A code of links from when owner and OS were one setting: self-managed nodes with Bottlerocket.
pub const SELF_MANAGED_BOTTLEROCKET: &str = "bottlerocket";

impl Owner {
    /// The name on the page.
    pub fn name(self) -> &'static str {
        OWNERS[self as usize].1
    }

    /// The code in links.
    pub fn code(self) -> &'static str {
        OWNERS[self as usize].0
    }
}
