//! How many volumes a node takes while it is being filled: fewer, the more ENIs its pods attach.

use super::{ADDRESSES, Pods};
use crate::node::supply::Supply;
use crate::node::workload::Workload;

/// Up to so many addresses in use, so many volumes: a step for each ENI.
#[derive(Clone, Debug)]
pub(super) struct Volumes {
    steps: Vec<(u32, u32)>,
    /// The volumes of the last step, which fit whatever the addresses.
    least: u32,
}

/// What decides how many volumes a node takes.
#[derive(Clone, Copy, Default)]
pub(super) struct Used {
    addresses: u32,
    volumes: u32,
}

impl Volumes {
    /// Of a node whose pods use at most so many addresses: computed once an ENI, not once a pod.
    pub(super) fn of(supply: &Supply, workload: &Workload, most: u32) -> Volumes {
        let steps = supply.volume_steps(workload, most);
        let least = steps.last().map_or(0, |(_, volumes)| *volumes);
        Volumes { steps, least }
    }

    /// Whether there is room for all that is used.
    pub(super) fn hold(&self, used: Used) -> bool {
        let on_step = |(addresses, volumes): &(u32, u32)| used.addresses <= *addresses && used.volumes <= *volumes;
        used.volumes <= self.least || self.steps.iter().any(on_step)
    }

    /// The most of so many pods whose volumes, with those already there, fit with the ENIs of all. 0 to `most`, which
    /// find room otherwise.
    pub(super) fn fit(&self, p: &Pods, used: Used, most: u32) -> u32 {
        let then = used.with(p, most);
        if then.volumes == 0 || then.volumes <= self.least {
            return most;
        }
        let up_to = |room: u32, each: u32| room.checked_div(each).unwrap_or(most);
        let on_step = |&(addresses, volumes): &(u32, u32)| {
            let by_addresses = up_to(addresses.checked_sub(used.addresses)?, p.each[ADDRESSES] as u32);
            Some(by_addresses.min(up_to(volumes.checked_sub(used.volumes)?, p.volumes)))
        };
        self.steps.iter().filter_map(on_step).max().unwrap_or(0).min(most)
    }
}

impl Used {
    pub(super) fn with(self, p: &Pods, pods: u32) -> Used {
        let add = |have: u32, each: u32| have.saturating_add(each.saturating_mul(pods));
        Used { addresses: add(self.addresses, p.each[ADDRESSES] as u32), volumes: add(self.volumes, p.volumes) }
    }
}
