//! Who launches and sets up the nodes.

/// Who sets max-pods and the reserves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// EKS managed node group without a custom AMI (AL2023).
    ManagedNodeGroup,
    /// Self-managed AL2023 nodes set up by nodeadm.
    Nodeadm,
    /// Karpenter with AL2023.
    Karpenter,
    /// Bottlerocket outside a managed node group's injection.
    Bottlerocket,
    /// EKS Auto Mode.
    AutoMode,
}

/// Codes in links and names on the page, in the order of [`NodeKind`].
pub const NODE_KINDS: [(&str, &str); 5] = [
    ("managed", "Managed node group"),
    ("nodeadm", "Self-managed, nodeadm (AL2023)"),
    ("karpenter", "Karpenter (AL2023)"),
    ("bottlerocket", "Bottlerocket"),
    ("auto", "EKS Auto Mode"),
];
