//! Whether nodes of an owner and an OS can be of a type at all, by the table in `catalog::launch`.

use crate::catalog::instance_type::{Arch, InstanceType};
use crate::catalog::launch::Mark;
use crate::scenario::os::Os;
use crate::scenario::owner::Owner;

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
    /// EKS has no Windows image for Arm.
    WindowsArm,
    /// EKS does not support Windows on the family.
    WindowsFamily,
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
            NoStart::WindowsArm => "EKS has no Windows image for Arm",
            NoStart::WindowsFamily => "EKS does not support Windows on the family",
        }
    }
}

/// Why nodes of an owner and an OS cannot be of a type; `None` where they can, as far as is known. Auto Mode brings its
/// own OS, whichever is given.
pub fn cannot_start(t: &InstanceType, owner: Owner, os: Os) -> Option<NoStart> {
    if t.arch == Arch::Mac {
        return Some(NoStart::Mac);
    }
    match (owner, os) {
        (Owner::AutoMode, _) if !t.marks.has(Mark::AutoMode) => Some(NoStart::AutoModeFamily),
        (Owner::AutoMode, _) if t.marks.has(Mark::SmallSize) => Some(NoStart::AutoModeSize),
        (Owner::AutoMode, _) if t.vcpu < 2 => Some(NoStart::AutoModeVcpu),
        (Owner::AutoMode, _) | (_, Os::Bottlerocket) => None,
        (_, Os::Al2023) => t.marks.has(Mark::NoAl2023).then_some(NoStart::Al2023),
        (_, Os::Windows) if t.arch == Arch::Arm64 => Some(NoStart::WindowsArm),
        // The only size of its family that EKS's guide excepts.
        (_, Os::Windows) if t.name == "m4.16xlarge" => None,
        (_, Os::Windows) => t.marks.has(Mark::NoWindows).then_some(NoStart::WindowsFamily),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;
    use Os::*;
    use Owner::*;

    /// A golden row each; the sources are those of the table.
    #[test]
    fn owner_and_os_decide_what_starts() {
        for (name, vcpu, owner, os, expected) in [
            ("a1.medium", 1, ManagedNodeGroup, Al2023, Some(NoStart::Al2023)),
            ("a1.metal", 16, SelfManaged, Al2023, Some(NoStart::Al2023)),
            ("a1.large", 2, Karpenter, Al2023, Some(NoStart::Al2023)),
            ("a1.medium", 1, ManagedNodeGroup, Bottlerocket, None),
            ("a1.medium", 1, AutoMode, Al2023, Some(NoStart::AutoModeFamily)),
            ("m5.large", 2, AutoMode, Al2023, None),
            ("m6g.medium", 1, AutoMode, Al2023, Some(NoStart::AutoModeVcpu)),
            ("t3.small", 2, AutoMode, Al2023, Some(NoStart::AutoModeSize)),
            ("t3.small", 2, ManagedNodeGroup, Al2023, None),
            ("t3.medium", 2, AutoMode, Al2023, None),
            ("x1.16xlarge", 64, AutoMode, Al2023, Some(NoStart::AutoModeFamily)),
            ("r9g.large", 2, AutoMode, Al2023, Some(NoStart::AutoModeFamily)),
            ("m1.large", 2, ManagedNodeGroup, Al2023, None),
            ("t1.micro", 1, Karpenter, Al2023, None),
            ("m5.large", 2, ManagedNodeGroup, Windows, None),
            ("m5.large", 2, AutoMode, Windows, None),
            ("c3.large", 2, ManagedNodeGroup, Windows, Some(NoStart::WindowsFamily)),
            ("m6a.large", 2, SelfManaged, Windows, Some(NoStart::WindowsFamily)),
            ("m4.10xlarge", 40, SelfManaged, Windows, Some(NoStart::WindowsFamily)),
            ("m4.16xlarge", 64, SelfManaged, Windows, None),
        ] {
            let t = instance_type(name, vcpu, 4_096, 3, 10);
            assert_eq!(cannot_start(&t, owner, os), expected, "{name} by {owner:?} on {os:?}");
        }
        let arm = InstanceType { arch: Arch::Arm64, ..instance_type("m6g.large", 2, 8_192, 3, 10) };
        assert_eq!(cannot_start(&arm, SelfManaged, Windows), Some(NoStart::WindowsArm));
        let mac = InstanceType { arch: Arch::Mac, ..instance_type("mac2.metal", 8, 16_384, 8, 30) };
        for (owner, os) in
            [(ManagedNodeGroup, Al2023), (SelfManaged, Bottlerocket), (Karpenter, Al2023), (AutoMode, Al2023)]
        {
            assert_eq!(cannot_start(&mac, owner, os), Some(NoStart::Mac));
        }
    }
}
