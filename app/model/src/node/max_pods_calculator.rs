//! What AWS's `max-pods-calculator.sh` prints, to compare with Berth's own figures.
//!
//! Source: awslabs/amazon-eks-ami@0a6d499edc0c templates/al2/runtime/max-pods-calculator.sh. The script asks EC2
//! for the default network card's ENIs and, unless told otherwise, caps what it finds.

use crate::catalog::instance_type::{Hypervisor, InstanceType};
use crate::node::addresses::PREFIX_SIZE;
use crate::node::max_pods::{HOST_PODS, eks_cap};

/// The script's options, besides the type and a CNI version of 1.9 or later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// `--cni-prefix-delegation-enabled`
    pub prefix_delegation: bool,
    /// `--cni-custom-networking-enabled`
    pub custom_networking: bool,
}

/// The calls that Berth shows, in order.
pub const CALLS: [Call; 4] = [
    Call { prefix_delegation: false, custom_networking: false },
    Call { prefix_delegation: true, custom_networking: false },
    Call { prefix_delegation: false, custom_networking: true },
    Call { prefix_delegation: true, custom_networking: true },
];

/// What it prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The recommendation, capped at 110 up to 30 vCPUs and at 250 above.
    pub recommended: u32,
    /// With `--show-max-allowed`: the formula alone.
    pub allowed: u32,
}

impl Call {
    /// The options as they are typed, empty where there are none.
    pub fn options(self) -> &'static str {
        match (self.custom_networking, self.prefix_delegation) {
            (false, false) => "",
            (false, true) => "--cni-prefix-delegation-enabled",
            (true, false) => "--cni-custom-networking-enabled",
            (true, true) => "--cni-custom-networking-enabled --cni-prefix-delegation-enabled",
        }
    }
}

/// What the script prints for a type.
///
/// m5.large: `3 * 9 + 2 = 29`; with prefixes `3 * 9 * 16 + 2 = 434`, capped at 110.
pub fn max_pods_calculator(t: &InstanceType, call: Call) -> Printed {
    let enis = t.enis.saturating_sub(u32::from(call.custom_networking));
    let each = if call.prefix_delegation && counts_prefixes(t) { PREFIX_SIZE } else { 1 };
    let allowed = enis * t.slots_per_eni() * each + HOST_PODS;
    Printed { recommended: allowed.min(eks_cap(t)), allowed }
}

/// Whether the script counts prefixes on a type. EC2 names no hypervisor for bare metal, so there it does not,
/// although VPC CNI hands them out.
pub fn counts_prefixes(t: &InstanceType) -> bool {
    t.hypervisor == Hypervisor::Nitro
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;

    fn printed(t: &InstanceType) -> Vec<(u32, u32)> {
        CALLS.iter().map(|call| max_pods_calculator(t, *call)).map(|p| (p.recommended, p.allowed)).collect()
    }

    #[test]
    fn m5_large_as_the_script_has_it() {
        let t = instance_type("m5.large", 2, 8192, 3, 10);
        // 3*9+2; 3*9*16+2; 2*9+2; 2*9*16+2
        assert_eq!(printed(&t), [(29, 29), (110, 434), (20, 20), (110, 290)]);
    }

    #[test]
    fn more_than_thirty_vcpus_are_capped_at_250() {
        let t = instance_type("m5.24xlarge", 96, 393_216, 15, 50);
        assert_eq!(printed(&t)[..2], [(250, 737), (250, 11_762)]); // 15*49+2, 15*49*16+2
    }

    #[test]
    fn without_the_nitro_hypervisor_prefixes_do_not_count() {
        for hypervisor in [Hypervisor::Xen, Hypervisor::BareMetal] {
            let t = InstanceType { hypervisor, ..instance_type("m5.metal", 96, 393_216, 15, 50) };
            assert_eq!(printed(&t)[1], printed(&t)[0]);
        }
    }
}
