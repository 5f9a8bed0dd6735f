//! The simulated cluster: what happens when, moment by moment.
//!
//! The kubelet tries again 10 to 15 seconds after a pod got no address: kubernetes/kubernetes, pkg/kubelet/kubelet.go
//! (backOffPeriod) and pod_workers.go (workerBackOffPeriodJitterFactor 0.5). That is why a pod waits so long for an address
//! that its node may have two seconds later.

mod script;

use super::ec2::{Ask, Ec2};
use super::pool::{ATTACH, Address, DETACH, Detached, Pool, SECOND, STEP, Step};
use super::report::{Report, Sample};
use super::setup::{Event, Setup};
use super::subnet::SubnetState;
use model::random::Random;
use script::Script;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};

/// How long pools settle before the event.
pub const SETTLE: u32 = 600 * SECOND;
/// Between two samples of the time line.
pub const SAMPLE: u32 = 10 * SECOND;
/// Before the kubelet tries again, and the jitter on top.
pub const RETRY: u32 = 10 * SECOND;
const RETRY_JITTER: u32 = 5 * SECOND;
/// Before a node is launched again that a subnet had no address for. Judgement.
const RELAUNCH: u32 = 60 * SECOND;

/// What happens at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Begin,
    Launch { group: u32, zone: u32, replaces: Option<u32> },
    Up(u32),
    Step(u32),
    Attached(u32),
    Returned(u32),
    Try(u32),
    Ready(u32),
    Expire(u32),
    Gone(u32),
    Churn(u32),
    Burst,
    NodeGone,
    Sample,
}

/// A node.
pub(super) struct Node {
    pub(super) pool: Pool,
    pub(super) group: u32,
    pub(super) zone: u32,
    /// The subnet of further ENIs.
    further: usize,
    /// Pods on it, daemonsets' not among them.
    pub(super) pods: Vec<u32>,
    pub(super) daemons: Vec<u32>,
    is_ready: bool,
    pub(super) is_cordoned: bool,
    pub(super) is_gone: bool,
    /// The node that it takes over from.
    replaces: Option<u32>,
    last_step: u32,
    is_awake: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
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
pub(super) struct Pod {
    node: u32,
    state: State,
    pub(super) address: Option<Address>,
    /// When it first asked for an address.
    asked: Option<u32>,
    is_daemon: bool,
    /// Whether it came with the event's script.
    is_new: bool,
    /// Whether it goes by itself.
    lives: Option<u32>,
}

/// A cluster under simulation.
pub struct World {
    pub(super) now: u32,
    pub(super) setup: Setup,
    pub(super) ec2: Ec2,
    random: Random,
    queue: BinaryHeap<Reverse<(u32, u32, Moment)>>,
    order: u32,
    pub(super) nodes: Vec<Node>,
    pub(super) pods: Vec<Pod>,
    /// Nodes with room, the emptiest first: pods in 1,024ths of the room, and the node.
    rooms: BTreeSet<(u32, u32)>,
    unplaced: VecDeque<u32>,
    pub(super) returning: Vec<Option<Detached>>,
    script: Option<Script>,
    /// Single addresses that others use, by subnet.
    pub(super) others: Vec<(usize, u32)>,
    launched_in: Vec<usize>,
    waiting: u32,
    report: Report,
}

impl World {
    /// With pods on nodes and nothing settled; `None` where a subnet's size is none that a subnet can have, or there is no
    /// zone.
    pub fn of(setup: &Setup) -> Option<World> {
        let states: Option<Vec<SubnetState>> = setup.subnets.iter().map(|s| SubnetState::empty(s.length)).collect();
        let mut random = Random::of(setup.seed);
        let mut ec2 = Ec2::of(states?, Random::of(random.bits()));
        let has = |subnet: &usize| *subnet < setup.subnets.len();
        let is_sound =
            |zone: &super::setup::ZoneSetup| !zone.nodes.is_empty() && zone.nodes.iter().chain(&zone.pods).all(has);
        if setup.zones.is_empty() || !setup.zones.iter().all(is_sound) {
            return None;
        }
        let mut others = Vec::new();
        for (subnet, s) in setup.subnets.iter().enumerate() {
            let used = s.used.min(ec2.subnets[subnet].free());
            others.extend(ec2.take(subnet, Ask::Addresses(used))?.into_iter().map(|address| (subnet, address)));
        }
        ec2.count_from_here();
        let report = Report {
            seed: setup.seed,
            seconds: setup.seconds,
            asked: 0,
            waiting_before: 0,
            waits: Vec::new(),
            still_waiting: 0,
            most_waiting: 0,
            unplaced: 0,
            nodes_refused: 0,
            least_free: Vec::new(),
            least_blocks: Vec::new(),
            calls: [0; super::ec2::ACTIONS],
            refused: 0,
            busiest_second: 0,
            held: 0,
            assigned: 0,
            samples: Vec::new(),
        };
        let mut world = World {
            now: 0,
            setup: setup.clone(),
            ec2,
            random,
            queue: BinaryHeap::new(),
            order: 0,
            nodes: Vec::new(),
            pods: Vec::new(),
            rooms: BTreeSet::new(),
            unplaced: VecDeque::new(),
            returning: Vec::new(),
            script: None,
            others,
            launched_in: vec![0; setup.zones.len()],
            waiting: 0,
            report,
        };
        world.populate();
        world.at(SETTLE, Moment::Begin);
        Some(world)
    }

    /// The nodes and pods that are there when it starts; all later where they start from nothing.
    fn populate(&mut self) {
        if self.setup.event == Event::FromZero {
            return;
        }
        for (group, zone) in self.all_nodes() {
            let Some(node) = self.launch(group, zone, None) else { continue };
            let phase = self.random.below(STEP);
            self.at(phase, Moment::Up(node));
            for _ in 0..self.setup.groups[group as usize].pods {
                let pod = self.new_pod(None);
                self.pods[pod as usize].is_new = false;
                self.put(pod, node);
            }
        }
    }

    /// Group and zone of each node, spread over the zones in turn.
    pub(super) fn all_nodes(&self) -> Vec<(u32, u32)> {
        let zones = self.setup.zones.len() as u32;
        let groups = self.setup.groups.iter().enumerate();
        let all = groups.flat_map(|(i, group)| std::iter::repeat_n(i as u32, group.nodes as usize));
        all.enumerate().map(|(n, group)| (group, n as u32 % zones)).collect()
    }

    /// Goes on to the next moment; false at the end.
    pub fn go_on(&mut self) -> bool {
        let Some(Reverse((time, _, moment))) = self.queue.pop() else { return false };
        if time > SETTLE + self.setup.seconds * SECOND {
            return false;
        }
        self.now = time;
        self.happen(moment);
        true
    }

    fn happen(&mut self, moment: Moment) {
        match moment {
            Moment::Begin => self.begin(),
            Moment::Launch { group, zone, replaces } => self.launch_later(group, zone, replaces),
            Moment::Up(node) => self.up(node),
            Moment::Step(node) => self.step(node),
            Moment::Attached(node) => self.attached(node),
            Moment::Returned(index) => {
                if let Some(detached) = self.returning[index as usize].take() {
                    let prefixes = self.setup.groups.first().is_some_and(|group| group.shape.prefixes);
                    detached.give_back(prefixes, &mut self.ec2);
                }
            }
            Moment::Try(pod) => self.try_pod(pod),
            Moment::Ready(pod) => self.ready(pod),
            Moment::Expire(pod) => self.delete(pod),
            Moment::Gone(pod) => self.pod_is_gone(pod),
            Moment::Churn(node) => self.churn(node),
            Moment::Burst => self.burst(),
            Moment::NodeGone => self.with_script(Script::node_is_gone),
            Moment::Sample => self.sample(),
        }
    }

    fn begin(&mut self) {
        self.ec2.count_from_here();
        // who waits from before waits on, counted from here
        self.report.waits.clear();
        (self.report.asked, self.report.waiting_before) = (self.waiting, self.waiting);
        self.report.most_waiting = self.waiting;
        self.at(self.now, Moment::Sample);
        let script = Script::of(self);
        self.script = Some(script);
        match self.setup.event {
            Event::Burst { .. } => self.burst(),
            Event::FromZero => {
                for (group, zone) in self.all_nodes() {
                    self.launch_later(group, zone, None);
                }
                let pods: u32 = self.setup.groups.iter().map(|group| group.nodes * group.pods).sum();
                (0..pods).for_each(|_| self.create(None));
            }
            _ => self.with_script(Script::begin),
        }
        if self.setup.churn_per_minute > 0 {
            for node in 0..self.nodes.len() as u32 {
                let first = self.random.below(60 * SECOND / self.setup.churn_per_minute.min(60_000));
                self.at(self.now + first, Moment::Churn(node));
            }
        }
    }

    /// Lets the event's script go on.
    fn with_script(&mut self, go_on: impl FnOnce(&mut Script, &mut World)) {
        if let Some(mut script) = self.script.take() {
            go_on(&mut script, self);
            self.script = Some(script);
        }
    }

    fn at(&mut self, time: u32, moment: Moment) {
        self.order += 1;
        self.queue.push(Reverse((time, self.order, moment)));
    }

    /// A node's instance, with its primary address; `None` where no subnet of the zone has one left.
    fn launch(&mut self, group: u32, zone: u32, replaces: Option<u32>) -> Option<u32> {
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
    fn up(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        if n.is_gone {
            return;
        }
        match n.pool.start(self.now, n.further, &mut self.ec2) {
            Step::Attaching => self.at(self.now + ATTACH, Moment::Attached(node)),
            _ => self.node_is_ready(node),
        }
    }

    fn node_is_ready(&mut self, node: u32) {
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

    fn step(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        if n.is_gone {
            return;
        }
        n.last_step = self.now;
        match n.pool.step(self.now, n.further, !n.is_cordoned, &mut self.ec2) {
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

    fn attached(&mut self, node: u32) {
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
    fn wake(&mut self, node: u32) {
        let n = &mut self.nodes[node as usize];
        if n.is_awake || !n.is_ready || n.is_gone {
            return;
        }
        n.is_awake = true;
        let steps = (self.now - n.last_step).div_ceil(STEP).max(1);
        let next = n.last_step + steps * STEP;
        self.at(next, Moment::Step(node));
    }

    fn new_pod(&mut self, lives: Option<u32>) -> u32 {
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

    fn put(&mut self, pod: u32, node: u32) {
        let p = &mut self.pods[pod as usize];
        (p.node, p.state) = (node, State::Waiting);
        self.set_room(node, false);
        self.nodes[node as usize].pods.push(pod);
        self.set_room(node, true);
        self.at(self.now, Moment::Try(pod));
    }

    fn place_the_unplaced(&mut self) {
        while let Some((_, node)) = self.rooms.first().copied() {
            let Some(pod) = self.unplaced.pop_front() else { return };
            if self.pods[pod as usize].state == State::Unplaced {
                self.put(pod, node);
            }
        }
    }

    /// Enters a node in the list of those with room, or takes it off.
    fn set_room(&mut self, node: u32, enters: bool) {
        let n = &self.nodes[node as usize];
        let room = self.setup.groups[n.group as usize].room.max(1);
        let key = (n.pods.len() as u32 * 1_024 / room, node);
        if !enters {
            self.rooms.remove(&key);
        } else if n.is_ready && !n.is_cordoned && !n.is_gone && (n.pods.len() as u32) < room {
            self.rooms.insert(key);
        }
    }

    fn try_pod(&mut self, pod: u32) {
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

    fn ready(&mut self, pod: u32) {
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

    fn pod_is_gone(&mut self, pod: u32) {
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

    fn take_off(&mut self, pod: u32) {
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

    fn churn(&mut self, node: u32) {
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

    fn burst(&mut self) {
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

    fn sample(&mut self) {
        let (mut nodes, mut held, mut assigned, mut cooling) = (0, 0, 0, 0);
        for node in self.nodes.iter_mut().filter(|node| !node.is_gone) {
            nodes += 1;
            held += node.pool.total();
            assigned += node.pool.assigned();
            cooling += node.pool.cooling(self.now);
        }
        self.report.held += u64::from(held);
        self.report.assigned += u64::from(assigned);
        self.report.samples.push(Sample {
            second: (self.now - SETTLE) / SECOND,
            nodes,
            waiting: self.waiting,
            unplaced: self.waiting_for_a_node(),
            assigned,
            cooling,
            held,
            free: self.ec2.subnets.iter().map(SubnetState::free).collect(),
            blocks: self.ec2.subnets.iter().map(SubnetState::free_blocks).collect(),
        });
        self.at(self.now + SAMPLE, Moment::Sample);
    }

    fn waiting_for_a_node(&self) -> u32 {
        self.unplaced.iter().filter(|pod| self.pods[**pod as usize].state == State::Unplaced).count() as u32
    }

    /// What it has come to.
    pub fn report(mut self) -> Report {
        let end = SETTLE + self.setup.seconds * SECOND;
        let asked = self.pods.iter().filter(|pod| pod.state == State::Waiting).filter_map(|pod| pod.asked);
        let waited: Vec<u32> = asked.map(|asked| end - asked.max(SETTLE)).collect();
        self.report.still_waiting = waited.len() as u32;
        self.report.waits.extend(waited);
        self.report.waits.sort_unstable();
        self.report.unplaced = self.waiting_for_a_node();
        self.report.least_free = self.ec2.least_free;
        self.report.least_blocks = self.ec2.least_blocks;
        self.report.calls = self.ec2.calls;
        self.report.refused = self.ec2.refused;
        self.report.busiest_second = self.ec2.busiest_second;
        self.report
    }

    /// Addresses for pods, and ENIs, of every node that is there.
    pub fn pools(&self) -> Vec<(u32, u32)> {
        let there = self.nodes.iter().filter(|node| !node.is_gone);
        there.map(|node| (node.pool.enis(), node.pool.total())).collect()
    }
}
