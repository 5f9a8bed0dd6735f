//! VPC CNI's pool of a node as a loop: look, grow by one step, look again, and only then the next pod.
//!
//! Source: aws/amazon-vpc-cni-k8s@b52188387f2e pkg/ipamd/ipamd.go, functions isDatastorePoolTooLow,
//! datastoreTargetState, getPrefixesNeeded, tryAssignCidrs, tryAllocateENI. Cilium's operator in ENI mode is
//! taken for the same loop with 8 addresses ahead and no look at max-pods.

use super::ratio::ratio;

/// How a pool is set up.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// ENIs that may serve pods.
    pub enis: i128,
    /// Slots of an ENI.
    pub slots: i128,
    /// Addresses in a slot: 16 with prefixes, else 1.
    pub per_slot: i128,
    /// The node's max-pods; `None` where the pool does not look at it.
    pub max_pods: Option<i128>,
    /// WARM_ENI_TARGET, or WARM_PREFIX_TARGET with prefixes.
    pub warm_whole: i128,
    /// WARM_IP_TARGET; 0 is not set.
    pub warm_addresses: i128,
    /// MINIMUM_IP_TARGET; 0 is not set.
    pub minimum: i128,
}

/// The pool while pods come one by one.
#[derive(Clone, Debug)]
pub struct Pool {
    settings: Settings,
    /// Slots in use on each ENI.
    on_eni: Vec<i128>,
    /// ENIs and slots with 0, 1, 2... addresses in use.
    seen: Vec<(i128, i128)>,
}

impl Pool {
    /// A node that has just started: the primary ENI, nothing on it.
    pub fn new(settings: Settings) -> Pool {
        let on_eni = if settings.enis > 0 { vec![0] } else { vec![] };
        Pool { settings, on_eni, seen: Vec::new() }
    }

    /// ENIs that hold something, and the slots in use on all, with so many addresses in use.
    pub fn with(&mut self, in_use: i128) -> (i128, i128) {
        while self.seen.len() as i128 <= in_use {
            let assigned = self.seen.len() as i128;
            while self.is_too_low(assigned) && self.grow(assigned) {}
            let holding = self.on_eni.iter().filter(|slots| **slots > 0).count() as i128;
            self.seen.push((holding, self.on_eni.iter().sum()));
        }
        self.seen[in_use as usize]
    }

    fn total(&self) -> i128 {
        self.on_eni.iter().sum::<i128>() * self.settings.per_slot
    }

    fn has_targets(&self) -> bool {
        self.settings.warm_addresses != 0 || self.settings.minimum != 0
    }

    /// Addresses missing to the address targets.
    fn short(&self, available: i128) -> i128 {
        let warm = (self.settings.warm_addresses - available).max(0);
        warm.max(self.settings.minimum - self.total())
    }

    fn is_too_low(&self, assigned: i128) -> bool {
        let available = (self.total() - assigned).max(0);
        if self.settings.max_pods.is_some_and(|most| self.total() >= most) {
            return false;
        }
        if self.has_targets() {
            return self.short(available) > 0;
        }
        let whole = if self.settings.per_slot > 1 { self.settings.per_slot } else { self.settings.slots };
        let warm = self.settings.warm_whole;
        available < whole * warm || (warm == 0 && available == 0)
    }

    /// Slots to ask for in one step.
    fn wanted(&self, assigned: i128) -> i128 {
        let available = (self.total() - assigned).max(0);
        let up = |addresses: i128| ratio(addresses, self.settings.per_slot).ceil();
        match (self.has_targets(), self.settings.per_slot > 1) {
            (true, _) => up(self.short(available)).max(1),
            (false, false) => self.settings.slots,
            (false, true) => {
                let free = self.on_eni.iter().sum::<i128>() - up(assigned);
                (self.settings.warm_whole - free.max(0)).max(1)
            }
        }
    }

    /// Fills an ENI that has room, or attaches one. False where neither is possible.
    fn grow(&mut self, assigned: i128) -> bool {
        let (wanted, slots) = (self.wanted(assigned), self.settings.slots);
        if let Some(eni) = self.on_eni.iter_mut().find(|used| **used < slots) {
            *eni += wanted.min(slots - *eni);
            return true;
        }
        let has_room = (self.on_eni.len() as i128) < self.settings.enis && slots > 0;
        if has_room {
            self.on_eni.push(wanted.min(slots));
        }
        has_room
    }
}
