//! Whether an owner and an operating system of nodes can start a type at all, by the table in `catalog::launch`.

use crate::catalog::instance_type::{Arch, InstanceType};
use crate::catalog::launch::Mark;
use crate::scenario::node_kind::NodeKind;

/// Why a type cannot be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoStart {
    /// A Mac host: no Kubernetes nodes.
    Mac,
    /// AL2023 needs a newer processor.
    Al2023,
    /// Auto Mode does not list the family.
    AutoModeFamily,
    /// Auto Mode takes no sizes so small.
    AutoModeSize,
    /// Auto Mode takes no single vCPU.
    AutoModeVcpu,
}

impl NoStart {
    /// Why, to follow the type's name.
    pub fn text(self) -> &'static str {
        match self {
            NoStart::Mac => "Mac hosts run no Kubernetes nodes",
            NoStart::Al2023 => "AL2023 does not boot on Graviton1 (A1)",
            NoStart::AutoModeFamily => "EKS Auto Mode does not offer the family",
            NoStart::AutoModeSize => "EKS Auto Mode takes no nano, micro or small sizes",
            NoStart::AutoModeVcpu => "EKS Auto Mode takes no type with a single vCPU",
        }
    }
}

/// Why nodes of a kind cannot be of a type; `None` where they can, as far as is known.
pub fn cannot_start(t: &InstanceType, kind: NodeKind) -> Option<NoStart> {
    if t.arch == Arch::Mac {
        return Some(NoStart::Mac);
    }
    match kind {
        NodeKind::AutoMode if !t.marks.has(Mark::AutoMode) => Some(NoStart::AutoModeFamily),
        NodeKind::AutoMode if t.marks.has(Mark::SmallSize) => Some(NoStart::AutoModeSize),
        NodeKind::AutoMode if t.vcpu < 2 => Some(NoStart::AutoModeVcpu),
        NodeKind::AutoMode | NodeKind::Bottlerocket => None,
        _ => t.marks.has(Mark::NoAl2023).then_some(NoStart::Al2023),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;
    use NodeKind::*;

    /// A golden row each; the sources are those of the table.
    #[test]
    fn owner_and_system_decide_what_starts() {
        for (name, vcpu, kind, expected) in [
            ("a1.medium", 1, ManagedNodeGroup, Some(NoStart::Al2023)),
            ("a1.metal", 16, Nodeadm, Some(NoStart::Al2023)),
            ("a1.large", 2, Karpenter, Some(NoStart::Al2023)),
            ("a1.medium", 1, Bottlerocket, None),
            ("a1.medium", 1, AutoMode, Some(NoStart::AutoModeFamily)),
            ("m5.large", 2, AutoMode, None),
            ("m6g.medium", 1, AutoMode, Some(NoStart::AutoModeVcpu)),
            ("t3.small", 2, AutoMode, Some(NoStart::AutoModeSize)),
            ("t3.small", 2, ManagedNodeGroup, None),
            ("t3.medium", 2, AutoMode, None),
            ("x1.16xlarge", 64, AutoMode, Some(NoStart::AutoModeFamily)),
            ("r9g.large", 2, AutoMode, Some(NoStart::AutoModeFamily)),
            ("m1.large", 2, ManagedNodeGroup, None),
            ("t1.micro", 1, Karpenter, None),
        ] {
            let t = instance_type(name, vcpu, 4_096, 3, 10);
            assert_eq!(cannot_start(&t, kind), expected, "{name} on {kind:?}");
        }
        let mac = InstanceType { arch: Arch::Mac, ..instance_type("mac2.metal", 8, 16_384, 8, 30) };
        for kind in [ManagedNodeGroup, Nodeadm, Karpenter, Bottlerocket, AutoMode] {
            assert_eq!(cannot_start(&mac, kind), Some(NoStart::Mac));
        }
    }
}
