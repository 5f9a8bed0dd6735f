//! VPC CNI's warm targets in force on a cluster.

use model::scenario::WarmTargets;

/// The targets, each as VPC CNI reads it: 0 addresses is the same as no such target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Targets {
    /// WARM_IP_TARGET.
    pub addresses: u32,
    /// MINIMUM_IP_TARGET.
    pub minimum: u32,
    /// WARM_ENI_TARGET.
    pub enis: u32,
    /// WARM_PREFIX_TARGET.
    pub prefixes: u32,
}

impl Default for Targets {
    /// As VPC CNI ships: an ENI, or a prefix, ahead of need.
    fn default() -> Targets {
        Targets { addresses: 0, minimum: 0, enis: 1, prefixes: 1 }
    }
}

impl Targets {
    /// Of a scenario.
    pub fn of(warm: &WarmTargets) -> Targets {
        let usual = Targets::default();
        Targets {
            addresses: warm.addresses.unwrap_or(0),
            minimum: warm.minimum.unwrap_or(0),
            enis: warm.enis.unwrap_or(usual.enis),
            prefixes: warm.prefixes.unwrap_or(usual.prefixes),
        }
    }

    /// As a scenario has them: what is as VPC CNI ships stays unset.
    pub fn as_set(&self) -> WarmTargets {
        let usual = Targets::default();
        let unless = |value: u32, usual: u32| Some(value).filter(|value| *value != usual);
        WarmTargets {
            addresses: unless(self.addresses, usual.addresses),
            minimum: unless(self.minimum, usual.minimum),
            enis: unless(self.enis, usual.enis),
            prefixes: unless(self.prefixes, usual.prefixes),
        }
    }

    /// Whether WARM_IP_TARGET or MINIMUM_IP_TARGET is set: they override the two others.
    pub fn is_by_address(&self) -> bool {
        self.addresses > 0 || self.minimum > 0
    }
}
