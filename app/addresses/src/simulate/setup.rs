//! What is simulated: subnets, nodes with pods, targets, and what happens to them.

use super::pool::{SECOND, Shape};
use super::throttle::Throttle;
use crate::targets::Targets;

/// A subnet of the simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubnetSetup {
    /// What to call it.
    pub name: String,
    /// Its prefix length, /16 to /28.
    pub length: u32,
    /// Single addresses that others use, anywhere in it.
    pub used: u32,
}

/// A zone: indices of subnets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneSetup {
    /// Its name.
    pub name: String,
    /// Subnets that nodes are launched in, in turn.
    pub nodes: Vec<usize>,
    /// Subnets that pods' ENIs are made in, in turn; none where that is the node's own.
    pub pods: Vec<usize>,
}

/// Nodes that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSetup {
    /// The type's name.
    pub name: String,
    /// What their pools can be.
    pub shape: Shape,
    /// How many nodes; they are spread over the zones in turn, but where their zone is known.
    pub nodes: u32,
    /// Pods with an address on each at the start, daemonsets' not counted.
    pub pods: u32,
    /// Pods with an address that each has room for.
    pub room: u32,
    /// Pods of daemonsets with an address on each.
    pub daemons: u32,
    /// The index of their zone, where that is known.
    pub zone: Option<u32>,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Nothing: pods stay where they are.
    Nothing,
    /// All pods are replaced, as Deployments do: so many per cent more at a time, so many per cent less.
    Rolling {
        /// maxSurge, per cent.
        surge: u32,
        /// maxUnavailable, per cent.
        unavailable: u32,
    },
    /// All nodes are replaced, so many at a time: new ones first, then the old ones are drained.
    Upgrade {
        /// Nodes at a time.
        at_once: u32,
    },
    /// The first zone is gone at once, and as many nodes start in the others.
    ZoneLost,
    /// So many pods at once, that go after a while, and again after an interval.
    Burst {
        /// How many.
        pods: u32,
        /// How long each lives, seconds.
        lives: u32,
        /// When the next ones come, seconds; 0 for never.
        every: u32,
    },
    /// No nodes at first: all of them start at once, and all pods wait for them.
    FromZero,
}

/// The words for events, see [`Event::usual`].
pub const EVENTS: [&str; 6] = ["rolling", "upgrade", "zone-lost", "burst", "from-zero", "nothing"];

impl Event {
    /// An event by its word, with what is usual: a quarter of the pods more and fewer at a time, as Deployments have it. 0
    /// nodes or pods stand for the usual share of a cluster.
    pub fn usual(code: &str) -> Option<Event> {
        Some(match code {
            "rolling" => Event::Rolling { surge: 25, unavailable: 25 },
            "upgrade" => Event::Upgrade { at_once: 0 },
            "zone-lost" => Event::ZoneLost,
            "burst" => Event::Burst { pods: 0, lives: 60, every: 0 },
            "from-zero" => Event::FromZero,
            "nothing" => Event::Nothing,
            _ => return None,
        })
    }

    /// A word for links and files.
    pub fn code(&self) -> &'static str {
        match self {
            Event::Nothing => "nothing",
            Event::Rolling { .. } => "rolling",
            Event::Upgrade { .. } => "upgrade",
            Event::ZoneLost => "zone-lost",
            Event::Burst { .. } => "burst",
            Event::FromZero => "from-zero",
        }
    }

    /// What it is, in words.
    pub fn name(&self) -> String {
        match self {
            Event::Nothing => "nothing happens".into(),
            Event::Rolling { surge, unavailable } => {
                format!("all pods are replaced, {surge} % surge, {unavailable} % unavailable")
            }
            Event::Upgrade { at_once } => format!("all nodes are replaced, {at_once} at a time"),
            Event::ZoneLost => "a zone is lost".into(),
            Event::Burst { pods, lives, every: 0 } => format!("{pods} pods at once for {lives} s"),
            Event::Burst { pods, lives, every } => format!("{pods} pods every {every} s for {lives} s each"),
            Event::FromZero => "all nodes start at once".into(),
        }
    }
}

/// Everything that a run depends on: the same setup gives the same run, on any machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The subnets.
    pub subnets: Vec<SubnetSetup>,
    /// The zones.
    pub zones: Vec<ZoneSetup>,
    /// The nodes.
    pub groups: Vec<GroupSetup>,
    /// VPC CNI's targets.
    pub targets: Targets,
    /// What happens once the pools have settled.
    pub event: Event,
    /// Pods that each node replaces a minute, all the while.
    pub churn_per_minute: u32,
    /// How long it takes, in milliseconds.
    pub times: Times,
    /// What the account may ask of EC2; `None` where nothing is refused.
    pub throttle: Option<Throttle>,
    /// Seconds from the event on.
    pub seconds: u32,
    /// Where chance starts from.
    pub seed: u64,
}

/// How long things take, milliseconds. None of it is VPC CNI's: these are settings, and their defaults judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// From a pod's address until it is ready.
    pub start: u32,
    /// From a pod's deletion until its sandbox is gone.
    pub stop: u32,
    /// From the launch of a node until ipamd runs on it.
    pub boot: u32,
}

impl Default for Times {
    fn default() -> Times {
        Times { start: 5 * SECOND, stop: 5 * SECOND, boot: 60 * SECOND }
    }
}
