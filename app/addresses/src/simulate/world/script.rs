//! How an event goes on: what is made and taken away as pods get ready and nodes go.

use super::World;
use crate::simulate::setup::Event;

/// An event under way.
pub(super) enum Script {
    /// Nothing that goes on by itself.
    None,
    /// A rolling replacement of all pods, as one Deployment's.
    Rolling(Rolling),
    /// Nodes that are still to be replaced, by index.
    Upgrade { left: Vec<u32>, at_once: u32 },
    /// Nodes that are lost, by index.
    ZoneLost,
}

/// Kubernetes' rolling update: never more than all pods and the surge, never fewer ready than all but the unavailable ones.
pub(super) struct Rolling {
    old: Vec<u32>,
    all: u32,
    surge: u32,
    unavailable: u32,
    created: u32,
    ready: u32,
}

impl Script {
    pub(super) fn of(world: &mut World) -> Script {
        match world.setup.event {
            Event::Rolling { surge, unavailable } => {
                let old = world.shuffled_pods();
                let all = old.len() as u32;
                let share = |percent: u32| u64::from(all) * u64::from(percent);
                let surge = u32::try_from(share(surge).div_ceil(100)).unwrap_or(u32::MAX);
                let unavailable = (share(unavailable) / 100) as u32;
                // as Kubernetes does where both round to nothing
                let unavailable = if surge == 0 { unavailable.max(1) } else { unavailable };
                Script::Rolling(Rolling { old, all, surge, unavailable, created: 0, ready: 0 })
            }
            Event::Upgrade { at_once } => {
                let left = (0..world.nodes.len() as u32).rev().collect();
                Script::Upgrade { left, at_once: at_once.max(1) }
            }
            Event::ZoneLost => Script::ZoneLost,
            Event::Nothing | Event::Burst { .. } | Event::FromZero => Script::None,
        }
    }

    pub(super) fn begin(&mut self, world: &mut World) {
        match self {
            Script::None => {}
            Script::Rolling(rolling) => rolling.go_on(world),
            Script::Upgrade { at_once, .. } => (0..*at_once).for_each(|_| self.replace_next(world)),
            Script::ZoneLost => lose_a_zone(world),
        }
    }

    pub(super) fn pod_is_ready(&mut self, world: &mut World) {
        if let Script::Rolling(rolling) = self {
            rolling.ready += 1;
            rolling.go_on(world);
        }
    }

    pub(super) fn node_is_gone(&mut self, world: &mut World) {
        self.replace_next(world);
    }

    /// A new node for the next old one, in its zone.
    fn replace_next(&mut self, world: &mut World) {
        let Script::Upgrade { left, .. } = self else { return };
        let Some(old) = left.pop() else { return };
        let node = &world.nodes[old as usize];
        let (group, zone) = (node.group, node.zone);
        world.launch_later(group, zone, Some(old));
    }
}

impl Rolling {
    fn go_on(&mut self, world: &mut World) {
        while self.created < self.all && self.old.len() as u32 + self.created < self.all + self.surge {
            self.created += 1;
            world.create(None);
        }
        while !self.old.is_empty() && self.old.len() as u32 + self.ready > self.all - self.unavailable {
            if let Some(old) = self.old.pop() {
                world.delete(old);
            }
            // what was taken away makes room for one more
            if self.created < self.all {
                self.created += 1;
                world.create(None);
            }
        }
    }
}

fn lose_a_zone(world: &mut World) {
    let lost: Vec<u32> = (0..world.nodes.len() as u32).filter(|node| world.nodes[*node as usize].zone == 0).collect();
    let zones = world.setup.zones.len() as u32;
    let mut pods = 0;
    for node in &lost {
        pods += world.terminate(*node);
    }
    (0..pods).for_each(|_| world.create(None));
    // with one zone only there is nowhere else to go
    for (i, node) in lost.iter().enumerate().filter(|_| zones > 1) {
        let group = world.nodes[*node as usize].group;
        world.launch_later(group, 1 + i as u32 % (zones - 1), None);
    }
}
