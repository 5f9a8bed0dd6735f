//! Nodes of the simulated cluster: launched, up, looked at by ipamd, drained and gone.

use super::pods::State;
use super::{Moment, RELAUNCH, World};
use crate::simulate::ec2::Ask;
use crate::simulate::pool::{ATTACH, DETACH, Pool, STEP, Step};
use crate::simulate::throttle::wait_after;

/// A node.
pub(in crate::simulate) struct Node {
    pub(in crate::simulate) pool: Pool,
    pub(in crate::simulate) group: u32,
    pub(in crate::simulate) zone: u32,
    /// The subnet of further ENIs.
    pub(super) further: usize,
    /// Pods on it, daemonsets' not among them.
    pub(in crate::simulate) pods: Vec<u32>,
    pub(in crate::simulate) daemons: Vec<u32>,
    pub(super) is_ready: bool,
    pub(in crate::simulate) is_cordoned: bool,
    pub(in crate::simulate) is_gone: bool,
    /// The node that it takes over from.
    pub(super) replaces: Option<u32>,
    pub(super) last_step: u32,
    pub(super) is_awake: bool,
    /// How often EC2 has refused in a row what it wants to do.
    pub(super) tries: u32,
}

impl World {
    /// Group and zone of each node: spread over the zones in turn, but where the zone is known.
    pub(super) fn all_nodes(&self) -> Vec<(u32, u32)> {
        let zones = self.setup.zones.len() as u32;
        let groups = self.setup.groups.iter().enumerate();
        let all = groups.flat_map(|(i, group)| std::iter::repeat_n(i as u32, group.nodes as usize));
        let known = |group: u32| self.setup.groups[group as usize].zone.filter(|zone| *zone < zones);
        all.enumerate().map(|(n, group)| (group, known(group).unwrap_or(n as u32 % zones))).collect()
    }

    /// A node's instance, with its primary address; `None` where no subnet of the zone has one left.
    pub(super) fn launch(&mut self, group: u32, zone: u32, replaces: Option<u32>) -> Option<u32> {
        let subnets = &self.setup.zones[zone as usize].nodes;
        let turn = self.launched_in[zone as usize];
        let subnet = (0..subnets.len())
            .map(|i| subnets[(turn + i) % subnets.len()])
            .find(|s| self.ec2.subnets[*s].free() > 0)?;
        self.launched_in[zone as usize] += 1;
        let primary = self.ec2.take(subnet, Ask::Addresses(1))?[0];
        let pods = &self.setup.zones[zone as usize].pods;
        let further = if pods.is_empty() { subnet } else { pods[turn % pods.len()] };
        let shape = self.setup.groups[group as usize].shape;
        let node = Node {
            pool: Pool::launched(shape, self.setup.targets, subnet, primary, self.now),
            group,
            zone,
            further,
            pods: Vec::new(),
            daemons: Vec::new(),
            is_ready: false,
            is_cordoned: false,
            is_gone: false,
            replaces,
            last_step: self.now,
            is_awake: false,
            tries: 0,
        };
        self.nodes.push(node);
        Some(self.nodes.len() as u32 - 1)
    }

    /// The same, up after a while, and again later where there is no address.
    pub(super) fn launch_later(&mut self, group: u32, zone: u32, replaces: Option<u32>) {
        match self.launch(group, zone, replaces) {
            Some(node) => self.at(self.now + self.setup.times.boot, Moment::Up(node)),
            None => {
                self.report.nodes_refused += 1;
                self.at(self.now + RELAUNCH, Moment::Launch { group, zone, replaces });
            }
        }
    }

    /// ipamd starts on a node.
    pub(super) fn up(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        if n.is_gone {
            return;
        }
        match n.pool.start(self.now, n.further, &mut self.ec2) {
            Step::Attaching => self.at(self.now + ATTACH, Moment::Attached(node)),
            // it starts with what it has where EC2 refuses on and on
            Step::Throttled => match self.wait(node) {
                Some(wait) => self.at(self.now + wait, Moment::Up(node)),
                None => self.node_is_ready(node),
            },
            _ => self.node_is_ready(node),
        }
    }

    /// How long a node waits after EC2 has refused what it wants to do; `None` where it has tried often enough.
    fn wait(&mut self, node: u32) -> Option<u32> {
        let n = &mut self.nodes[node as usize];
        n.tries += 1;
        let wait = wait_after(n.tries, &mut self.random);
        if wait.is_none() {
            n.tries = 0;
        }
        wait
    }

    pub(super) fn node_is_ready(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        (n.is_ready, n.is_awake) = (true, true);
        let (group, replaces) = (n.group, n.replaces);
        self.at(self.now + STEP / 2, Moment::Step(node));
        for _ in 0..self.setup.groups[group as usize].daemons {
            let pod = self.new_pod(None);
            let p = &mut self.pods[pod as usize];
            (p.is_daemon, p.node, p.state) = (true, node, State::Waiting);
            self.nodes[node as usize].daemons.push(pod);
            self.at(self.now, Moment::Try(pod));
        }
        self.set_room(node, true);
        self.place_the_unplaced();
        if let Some(old) = replaces {
            self.drain(old);
        }
    }

    pub(super) fn step(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        if n.is_gone {
            return;
        }
        n.last_step = self.now;
        let step = n.pool.step(self.now, n.further, !n.is_cordoned, &mut self.ec2);
        if !matches!(step, Step::Throttled) {
            n.tries = 0;
        }
        match step {
            Step::Throttled => {
                // the loop stands still until the last try, and goes on at its usual pace
                let wait = self.wait(node).unwrap_or(STEP);
                self.at(self.now + wait, Moment::Step(node));
            }
            Step::Quiet => n.is_awake = false,
            Step::Done => self.at(self.now + STEP, Moment::Step(node)),
            Step::Attaching => self.at(self.now + ATTACH, Moment::Attached(node)),
            Step::Freed(detached) => {
                self.returning.push(Some(detached));
                self.at(self.now + DETACH, Moment::Returned(self.returning.len() as u32 - 1));
                self.at(self.now + DETACH + STEP, Moment::Step(node));
            }
        }
    }

    pub(super) fn attached(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        if n.is_gone {
            return;
        }
        n.pool.attached(self.now);
        match n.is_ready {
            true => self.at(self.now + STEP, Moment::Step(node)),
            false => self.node_is_ready(node),
        }
    }

    /// The loop has something to look at again, at its own next time.
    pub(super) fn wake(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        if n.is_awake || !n.is_ready || n.is_gone {
            return;
        }
        n.is_awake = true;
        let steps = (self.now - n.last_step).div_ceil(STEP).max(1);
        let next = n.last_step + steps * STEP;
        self.at(next, Moment::Step(node));
    }

    /// Enters a node in the list of those with room, or takes it off.
    pub(super) fn set_room(&mut self, node: u32, enters: bool) {
        let n = &self.nodes[node as usize];
        let room = self.setup.groups[n.group as usize].room.max(1);
        let key = (n.pods.len() as u32 * 1_024 / room, node);
        if !enters {
            self.rooms.remove(&key);
        } else if n.is_ready && !n.is_cordoned && !n.is_gone && (n.pods.len() as u32) < room {
            self.rooms.insert(key);
        }
    }

    /// Cordons a node and evicts its pods; others are made for them at once.
    pub(super) fn drain(&mut self, node: u32) {
        self.set_room(node, false);
        self.nodes[node as usize].is_cordoned = true;
        let pods = self.nodes[node as usize].pods.clone();
        if pods.is_empty() {
            self.terminate(node);
            return self.at(self.now, Moment::NodeGone);
        }
        for pod in pods {
            self.delete(pod);
            self.create(None);
        }
    }

    /// The instance goes: its addresses go back, and so do its pods.
    pub(super) fn terminate(&mut self, node: u32) -> u32 {
        self.set_room(node, false);
        let n = &mut self.nodes[node as usize];
        n.is_gone = true;
        n.pool.terminate(&mut self.ec2);
        let (pods, daemons) = (std::mem::take(&mut n.pods), std::mem::take(&mut n.daemons));
        for pod in pods.iter().chain(&daemons) {
            let p = &mut self.pods[*pod as usize];
            self.waiting -= u32::from(p.state == State::Waiting && p.asked.is_some());
            (p.state, p.address) = (State::Gone, None);
        }
        pods.len() as u32
    }
}
