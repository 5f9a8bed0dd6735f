//! The simulated cluster: what happens when, moment by moment.
//!
//! [`World::go_on`] takes one moment after the other; [`nodes`] and [`pods`] are what happens to each, [`script`] is the event,
//! [`samples`] what is seen of it.

mod nodes;
mod pods;
mod samples;
mod script;

use super::ec2::{Ask, Ec2};
use super::pool::{Detached, SECOND, STEP};
use super::report::Report;
use super::setup::{Event, Setup};
use super::subnet::SubnetState;
use model::random::Random;
use nodes::Node;
use pods::Pod;
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
    /// Calls until the last sample.
    calls_before: u64,
    report: Report,
}

impl World {
    /// With pods on nodes and nothing settled; `None` where a subnet's size is none that a subnet can have, or there is no
    /// zone.
    pub fn of(setup: &Setup) -> Option<World> {
        let states: Option<Vec<SubnetState>> = setup.subnets.iter().map(|s| SubnetState::empty(s.length)).collect();
        let mut random = Random::of(setup.seed);
        let mut ec2 = Ec2::of(states?, Random::of(random.bits())).throttled_by(setup.throttle);
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
            throttled: 0,
            busiest_second: 0,
            held: 0,
            assigned: 0,
            samples: Vec::new(),
            blocks: Vec::new(),
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
            calls_before: 0,
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
        self.report.blocks = self.ec2.subnets.iter().map(|subnet| [subnet.blocks(), Vec::new()]).collect();
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

    /// Addresses for pods, and ENIs, of every node that is there.
    pub fn pools(&self) -> Vec<(u32, u32)> {
        let there = self.nodes.iter().filter(|node| !node.is_gone);
        there.map(|node| (node.pool.enis(), node.pool.total())).collect()
    }
}
