//! What a pool lacks, or has beyond its targets.
//!
//! Source: aws/amazon-vpc-cni-k8s@b52188387f2e, pkg/ipamd/ipamd.go (datastoreTargetState, isDatastorePoolTooLow,
//! shouldRemoveExtraENIs) and pkg/ipamd/datastore/data_store.go (getDeletableENI).

use super::{Eni, Pool};
use crate::targets::Targets;
use model::node::addresses::PREFIX_SIZE;

impl Pool {
    /// Addresses, or prefixes, that the address targets lack.
    pub(super) fn short(&self) -> u32 {
        let short = self.targets.addresses.saturating_sub(self.available());
        short.max(self.targets.minimum.saturating_sub(self.total)).div_ceil(self.shape.each())
    }

    /// Addresses, or prefixes, beyond the targets.
    pub(super) fn over(&self) -> u32 {
        let Targets { addresses, minimum, prefixes, .. } = self.targets;
        match (self.targets.is_by_address(), self.shape.prefixes) {
            (true, false) => self.available().saturating_sub(addresses).min(self.total.saturating_sub(minimum)),
            (true, true) => {
                let have = self.ranges.len() as u32;
                let needed = (self.assigned + addresses).div_ceil(PREFIX_SIZE).max(minimum.div_ceil(PREFIX_SIZE));
                self.free_prefixes().min(have.saturating_sub(needed))
            }
            (false, true) => self.free_prefixes().saturating_sub(prefixes),
            (false, false) => 0,
        }
    }

    pub(super) fn is_too_low(&self) -> bool {
        if self.total >= self.shape.max_pods {
            return false;
        }
        if self.targets.is_by_address() {
            return self.short() > 0;
        }
        let (warm, each) = match self.shape.prefixes {
            true => (self.targets.prefixes, PREFIX_SIZE),
            false => (self.targets.enis, self.shape.slots),
        };
        self.available() < warm * each || (warm == 0 && self.available() == 0)
    }

    /// Addresses, or prefixes, to ask for.
    pub(super) fn wanted(&self) -> u32 {
        match (self.targets.is_by_address(), self.shape.prefixes) {
            (true, false) => self.short(),
            (false, false) => self.shape.slots,
            (true, true) => self.short().max(1),
            (false, true) => self.targets.prefixes.saturating_sub(self.free_prefixes()).max(1),
        }
    }

    pub(super) fn has_extra_enis(&self) -> bool {
        if self.targets.is_by_address() {
            return true;
        }
        let (warm, of_eni) = match self.shape.prefixes {
            true => (self.targets.prefixes, self.shape.slots * PREFIX_SIZE),
            false => (self.targets.enis, self.shape.slots),
        };
        self.available() >= (warm + 1) * of_eni
            || (self.shape.prefixes && self.enis.iter().any(|eni| self.is_idle(eni)))
    }

    /// Whether an ENI has no pods, and the others hold what the targets ask for.
    pub(super) fn is_spare(&self, eni: &Eni) -> bool {
        if !self.is_idle(eni) {
            return false;
        }
        let Targets { addresses, minimum, prefixes, .. } = self.targets;
        let each = self.shape.each();
        let others = || self.ranges.iter().filter(|range| range.eni != eni.id);
        let warm: u32 = others().map(|range| each - range.assigned.count_ones()).sum();
        let whole = others().filter(|range| range.assigned == 0).count() as u32;
        let by_warm = addresses == 0 || warm >= addresses.next_multiple_of(each);
        let by_minimum = minimum == 0 || others().count() as u32 * each >= minimum.next_multiple_of(each);
        let by_prefixes = !self.shape.prefixes || prefixes == 0 || whole >= prefixes;
        by_warm && by_minimum && by_prefixes
    }
}
