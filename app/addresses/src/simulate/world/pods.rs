//! Pods of the simulated cluster: placed, given an address, replaced and gone.
//!
//! The kubelet tries again 10 to 15 seconds after a pod got no address: kubernetes/kubernetes, pkg/kubelet/kubelet.go
//! (backOffPeriod) and pod_workers.go (workerBackOffPeriodJitterFactor 0.5). That is why a pod waits so long for an address
//! that its node may have two seconds later.

use super::script::Script;
use super::{Moment, RETRY, RETRY_JITTER, SETTLE, World};
use crate::simulate::pool::{Address, SECOND};
use crate::simulate::setup::Event;

/// Where a pod is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// No node has room.
    Unplaced,
    /// It has no address yet.
    Waiting,
    Running,
    /// On its way out, its address still its own.
    Stopping,
    Gone,
}

/// A pod.
pub(in crate::simulate) struct Pod {
    pub(super) node: u32,
    pub(super) state: State,
    pub(in crate::simulate) address: Option<Address>,
    /// When it first asked for an address.
    pub(super) asked: Option<u32>,
    pub(super) is_daemon: bool,
    /// Whether it came with the event's script.
    pub(super) is_new: bool,
    /// Whether it goes by itself.
    pub(super) lives: Option<u32>,
}

impl World {
    pub(super) fn new_pod(&mut self, lives: Option<u32>) -> u32 {
        self.pods.push(Pod {
            node: 0,
            state: State::Unplaced,
            address: None,
            asked: None,
            is_daemon: false,
            is_new: true,
            lives,
        });
        self.pods.len() as u32 - 1
    }

    /// A new pod, on the emptiest node or waiting for one.
    pub(super) fn create(&mut self, lives: Option<u32>) {
        let pod = self.new_pod(lives);
        match self.rooms.first().copied() {
            Some((_, node)) => self.put(pod, node),
            None => self.unplaced.push_back(pod),
        }
    }

    pub(super) fn put(&mut self, pod: u32, node: u32) {
        let p = &mut self.pods[pod as usize];
        (p.node, p.state) = (node, State::Waiting);
        self.set_room(node, false);
        self.nodes[node as usize].pods.push(pod);
        self.set_room(node, true);
        self.at(self.now, Moment::Try(pod));
    }

    pub(super) fn place_the_unplaced(&mut self) {
        while let Some((_, node)) = self.rooms.first().copied() {
            let Some(pod) = self.unplaced.pop_front() else { return };
            if self.pods[pod as usize].state == State::Unplaced {
                self.put(pod, node);
            }
        }
    }

    pub(super) fn try_pod(&mut self, pod: u32) {
        let (node, state, asked) = {
            let p = &self.pods[pod as usize];
            (p.node, p.state, p.asked)
        };
        if state != State::Waiting {
            return;
        }
        let is_measured = self.now >= SETTLE;
        self.report.asked += u32::from(asked.is_none() && is_measured);
        let n = &mut self.nodes[node as usize];
        let address = if n.is_ready { n.pool.assign(self.now, &mut self.random) } else { None };
        let Some(address) = address else {
            if asked.is_none() {
                self.pods[pod as usize].asked = Some(self.now);
                self.waiting += 1;
                if self.now >= SETTLE {
                    self.report.most_waiting = self.report.most_waiting.max(self.waiting);
                }
            }
            let again = self.now + RETRY + self.random.below(RETRY_JITTER);
            return self.at(again, Moment::Try(pod));
        };
        let p = &mut self.pods[pod as usize];
        (p.state, p.address) = (State::Running, Some(address));
        let lives = p.lives;
        if let Some(asked) = asked {
            self.waiting -= 1;
            if is_measured {
                self.report.waits.push(self.now - asked.max(SETTLE));
            }
        }
        self.at(self.now + self.setup.times.start, Moment::Ready(pod));
        if let Some(lives) = lives {
            self.at(self.now + lives, Moment::Expire(pod));
        }
        self.wake(node);
    }

    pub(super) fn ready(&mut self, pod: u32) {
        let p = &self.pods[pod as usize];
        if p.state == State::Running && p.is_new && !p.is_daemon {
            self.with_script(Script::pod_is_ready);
        }
    }

    /// Deletes a pod: its address is its own until its sandbox is gone.
    pub(super) fn delete(&mut self, pod: u32) {
        let p = &mut self.pods[pod as usize];
        match p.state {
            State::Unplaced => p.state = State::Gone,
            State::Waiting => {
                self.waiting -= u32::from(p.asked.is_some());
                self.take_off(pod);
            }
            State::Running => {
                p.state = State::Stopping;
                self.at(self.now + self.setup.times.stop, Moment::Gone(pod));
            }
            State::Stopping | State::Gone => {}
        }
    }

    pub(super) fn pod_is_gone(&mut self, pod: u32) {
        let p = &mut self.pods[pod as usize];
        if p.state != State::Stopping {
            return;
        }
        if let Some(address) = p.address.take() {
            let node = p.node;
            self.nodes[node as usize].pool.release(address, self.now);
            self.wake(node);
        }
        self.take_off(pod);
    }

    pub(super) fn take_off(&mut self, pod: u32) {
        let node = self.pods[pod as usize].node;
        self.pods[pod as usize].state = State::Gone;
        self.set_room(node, false);
        let n = &mut self.nodes[node as usize];
        n.pods.retain(|p| *p != pod);
        n.daemons.retain(|p| *p != pod);
        let is_empty = n.is_cordoned && n.pods.is_empty();
        self.set_room(node, true);
        if is_empty {
            self.terminate(node);
            self.at(self.now, Moment::NodeGone);
        }
        self.place_the_unplaced();
    }

    pub(super) fn churn(&mut self, node: u32) {
        let n = &self.nodes[node as usize];
        if n.is_gone {
            return;
        }
        if let Some(pod) = n.pods.get(self.random.below(n.pods.len() as u32) as usize).copied() {
            self.delete(pod);
            self.create(None);
        }
        let next = self.now + 60 * SECOND / self.setup.churn_per_minute.clamp(1, 60_000);
        self.at(next, Moment::Churn(node));
    }

    pub(super) fn burst(&mut self) {
        let Event::Burst { pods, lives, every } = self.setup.event else { return };
        (0..pods).for_each(|_| self.create(Some(lives * SECOND)));
        if every > 0 {
            self.at(self.now + every * SECOND, Moment::Burst);
        }
    }

    /// Pods of the start, in random order.
    pub(super) fn shuffled_pods(&mut self) -> Vec<u32> {
        let mut pods: Vec<u32> = self.nodes.iter().flat_map(|node| node.pods.iter().copied()).collect();
        for i in (1..pods.len()).rev() {
            pods.swap(i, self.random.below(i as u32 + 1) as usize);
        }
        pods
    }

    pub(super) fn waiting_for_a_node(&self) -> u32 {
        self.unplaced.iter().filter(|pod| self.pods[**pod as usize].state == State::Unplaced).count() as u32
    }
}
