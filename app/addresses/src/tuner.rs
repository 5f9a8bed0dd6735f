//! Which warm targets to set: those that no other beats on addresses held, on pods that wait and on calls to EC2.
//!
//! The targets are one for a whole cluster, while its types are mixed. Every combination of small numbers is tried in closed
//! form; those that could be best are simulated on nodes like the cluster's. No claim goes beyond what was simulated, and
//! the seed is part of the answer.

use crate::around::{Run, around};
use crate::mix::{Group, Mix};
use crate::simulate::run;
use crate::simulate::setup::{Event, Setup};
use crate::subnets::Subnets;
use crate::targets::Targets;
use model::node::addresses::{PREFIX_SIZE, address_capacity, addresses_per_slot};
use model::node::warm_pool::{InUse, cooling, held};
use model::order::{sort_long_by, sort_long_by_key};
use model::units::{counted, grouped};

/// Most warm addresses and most whole ENIs or prefixes that are tried.
const MOST_WARM: u32 = 40;
const MOST_WHOLE: u32 = 3;
/// Minimums tried beyond what nodes have in use.
const BEYOND: u32 = 24;
/// Most targets that are simulated.
const MOST_SIMULATED: usize = 48;
/// Nodes that stand for the cluster in a simulation.
const MOST_NODES: u32 = 24;
/// Seconds that are simulated, and between two bursts.
const SECONDS: u32 = 1_200;
const EVERY: u32 = 240;
/// How long a pod of a burst lives.
const LIVES: u32 = 90;

/// What the targets are held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Pods that may come to a node at once and must not wait.
    pub burst: u32,
    /// Where chance starts from.
    pub seed: u64,
}

/// Targets and what they come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The targets.
    pub targets: Targets,
    /// Addresses of subnets that all nodes hold with the pods as they are, in closed form.
    pub addresses: u64,
    /// Pods out of a thousand that waited for an address, simulated.
    pub waited_per_mille: u32,
    /// How long those waited at the 99th percentile, milliseconds.
    pub wait_p99: Option<u32>,
    /// Calls to EC2 an hour, of all nodes.
    pub calls_per_hour: u64,
}

impl Tried {
    fn beats(&self, other: &Tried) -> bool {
        let no_worse = self.addresses <= other.addresses
            && self.waited_per_mille <= other.waited_per_mille
            && self.calls_per_hour <= other.calls_per_hour;
        let better = self.addresses < other.addresses
            || self.waited_per_mille < other.waited_per_mille
            || self.calls_per_hour < other.calls_per_hour;
        no_worse && better
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuned {
    /// As the cluster has it.
    pub present: Tried,
    /// As VPC CNI ships.
    pub shipped: Tried,
    /// Those that no other beats, fewest addresses first.
    pub unbeaten: Vec<Tried>,
    /// The one recommended.
    pub recommended: Tried,
    /// Why, in sentences.
    pub reasons: Vec<String>,
    /// How many targets were looked at in closed form, and how many were simulated.
    pub looked_at: usize,
    /// See [`Tuned::looked_at`].
    pub simulated: usize,
}

/// Tunes; `None` for nodes that VPC CNI's loop does not run on, or where there are none.
pub fn tune(mix: &Mix, needs: Needs) -> Option<Tuned> {
    let mut tuning = Tuning::of(mix, needs)?;
    while tuning.step(mix) {}
    tuning.tuned(mix)
}

/// Tuning under way: one setting is simulated after the other.
#[derive(Clone, Debug)]
pub struct Tuning {
    needs: Needs,
    present: Targets,
    looked_at: usize,
    left: Vec<Targets>,
    tried: Vec<Tried>,
}

impl Tuning {
    /// With nothing simulated yet; `None` as for [`tune`].
    pub fn of(mix: &Mix, needs: Needs) -> Option<Tuning> {
        if !mix.runs_ipamd() || mix.nodes() == 0 {
            return None;
        }
        let tuner = Tuner::of(mix, needs);
        let all = tuner.all();
        let looked_at = all.len();
        let present = Targets::of(&mix.node.warm);
        let mut left = tuner.not_beaten_on_paper(all);
        left.extend([present, Targets::default()]);
        // the next is taken from the end
        sort_long_by(&mut left, |a, b| b.cmp(a));
        left.dedup();
        Some(Tuning { needs, present, looked_at, left, tried: Vec::new() })
    }

    /// Simulates one setting more; false where none is left. The mix is the one that it began with.
    pub fn step(&mut self, mix: &Mix) -> bool {
        let Some(targets) = self.left.pop() else { return false };
        self.tried.extend(Tuner::of(mix, self.needs).tried(targets));
        true
    }

    /// What came of it, once nothing is left.
    pub fn tuned(&self, mix: &Mix) -> Option<Tuned> {
        let tried = &self.tried;
        let of = |targets: Targets| tried.iter().find(|t| t.targets == targets).cloned();
        let (present, shipped) = (of(self.present)?, of(Targets::default())?);
        let is_unbeaten = |t: &&Tried| tried.iter().all(|other| !other.beats(t));
        let mut unbeaten: Vec<Tried> = tried.iter().filter(is_unbeaten).cloned().collect();
        sort_long_by_key(&mut unbeaten, |t| (t.addresses, t.waited_per_mille, t.calls_per_hour, t.targets));
        unbeaten.dedup_by_key(|t| (t.addresses, t.waited_per_mille, t.calls_per_hour));
        let recommended =
            unbeaten.iter().min_by_key(|t| (t.waited_per_mille, t.addresses, t.calls_per_hour)).cloned()?;
        let reasons = Tuner::of(mix, self.needs).reasons(&recommended, &present, &shipped);
        let (looked_at, simulated) = (self.looked_at, tried.len());
        Some(Tuned { present, shipped, unbeaten, recommended, reasons, looked_at, simulated })
    }
}

/// Whether pods of any of these nodes get prefixes.
pub fn uses_prefixes(mix: &Mix) -> bool {
    mix.groups.iter().any(|group| addresses_per_slot(group.t, mix.mode) > 1)
}

/// The groups of a mix; where they are many, as many nodes that stand for them: evenly over all nodes, by type and pods.
fn sample<'a>(mix: &Mix<'a>) -> Vec<Group<'a>> {
    if mix.groups.len() <= MOST_NODES as usize {
        return mix.groups.clone();
    }
    let mut groups: Vec<&Group> = mix.groups.iter().collect();
    sort_long_by(&mut groups, |a, b| a.t.name.cmp(&b.t.name).then(a.addresses.cmp(&b.addresses)));
    let all = u64::from(mix.nodes());
    let at = |i: u32| (2 * u64::from(i) + 1) * all / (2 * u64::from(MOST_NODES));
    let node = |at: u64| {
        let mut before = 0;
        let is_here = |group: &&&Group| {
            before += u64::from(group.nodes);
            at < before
        };
        groups.iter().find(is_here).map(|group| Group { nodes: 1, ..**group })
    };
    (0..MOST_NODES).filter_map(|i| node(at(i))).collect()
}

struct Tuner<'a> {
    mix: &'a Mix<'a>,
    /// All of its groups, or so many that stand for them.
    groups: Vec<Group<'a>>,
    needs: Needs,
    prefixes: bool,
}

/// What targets come to on paper.
struct OnPaper {
    targets: Targets,
    addresses: u64,
    /// Pods of a burst on every node that find no address ready.
    short: u64,
    /// How often a pool changes on the way from the pods that there are to the burst.
    changes: u64,
}

impl<'a> Tuner<'a> {
    fn of(mix: &'a Mix<'a>, needs: Needs) -> Tuner<'a> {
        Tuner { mix, groups: sample(mix), needs, prefixes: uses_prefixes(mix) }
    }

    /// Every combination of small numbers.
    fn all(&self) -> Vec<Targets> {
        let usual = Targets::default();
        // no warm prefix at all is not supported: docs/prefix-and-ip-target.md
        let whole = (u32::from(self.prefixes)..=MOST_WHOLE).map(|n| match self.prefixes {
            true => Targets { prefixes: n, ..usual },
            false => Targets { enis: n, ..usual },
        });
        let most = self.mix.groups.iter().map(|group| group.addresses).max().unwrap_or(0) + self.needs.burst + BEYOND;
        let minimums = move || (0..=most.min(250)).filter(move |n| *n < 64 || n % 8 == 0);
        let by_address = (1..=MOST_WARM)
            .flat_map(move |addresses| minimums().map(move |minimum| Targets { addresses, minimum, ..usual }));
        whole.chain(by_address).collect()
    }

    fn not_beaten_on_paper(&self, all: Vec<Targets>) -> Vec<Targets> {
        let mut papers: Vec<OnPaper> = all.into_iter().map(|targets| self.on_paper(targets)).collect();
        sort_long_by_key(&mut papers, |p| (p.addresses, p.short, p.changes, p.targets));
        let mut kept: Vec<OnPaper> = Vec::new();
        for paper in papers {
            let is_beaten =
                |k: &OnPaper| k.addresses <= paper.addresses && k.short <= paper.short && k.changes <= paper.changes;
            if !kept.iter().any(is_beaten) {
                kept.push(paper);
            }
        }
        // evenly over the range where there are too many
        let step = kept.len().div_ceil(MOST_SIMULATED).max(1);
        let last = kept.len().saturating_sub(1);
        let is_kept = |i: usize, paper: &OnPaper| i.is_multiple_of(step) || i == last || paper.short == 0;
        kept.iter()
            .enumerate()
            .filter(|(i, p)| is_kept(*i, p))
            .map(|(_, p)| p.targets)
            .take(2 * MOST_SIMULATED)
            .collect()
    }

    fn on_paper(&self, targets: Targets) -> OnPaper {
        let mix = self.mix.with(targets);
        let cooling = cooling(mix.node.churn_per_minute);
        let (mut short, mut changes) = (0, 0);
        for group in &self.groups {
            let holds = |addresses| {
                let in_use = InUse { addresses, branch_enis: 0, max_pods: group.max_pods, node: &mix.node };
                held(group.t, mix.mode, in_use).addresses
            };
            // what no pool could ever have is nobody's fault
            let most = address_capacity(group.t, mix.mode, &self.mix.with(Targets::default()).node).unwrap_or(u32::MAX);
            let burst = self.needs.burst.min(most.saturating_sub(group.addresses));
            let ready = holds(group.addresses).saturating_sub(group.addresses + cooling);
            short += u64::from(burst.saturating_sub(ready)) * u64::from(group.nodes);
            let steps = (1..=burst).filter(|n| holds(group.addresses + n) != holds(group.addresses + n - 1)).count();
            changes += steps as u64 * u64::from(group.nodes);
        }
        OnPaper { targets, addresses: mix.subnet_addresses(), short, changes }
    }

    /// Simulates targets on nodes like the cluster's, with a burst on each of them every few minutes.
    fn tried(&self, targets: Targets) -> Option<Tried> {
        let mix = self.mix.with(targets);
        let setup = self.setup(&mix)?;
        let nodes: u32 = setup.groups.iter().map(|group| group.nodes).sum();
        let report = run(&setup)?;
        let scaled = report.all_calls() * 3_600 / u64::from(SECONDS) * u64::from(mix.nodes()) / u64::from(nodes.max(1));
        Some(Tried {
            targets,
            addresses: mix.subnet_addresses(),
            waited_per_mille: (report.waits.len() as u64 * 1_000).div_ceil(u64::from(report.asked.max(1))) as u32,
            wait_p99: report.wait(99),
            calls_per_hour: scaled,
        })
    }

    fn setup(&self, mix: &Mix) -> Option<Setup> {
        // subnets with room for all: what runs out is another question
        let run = Run { event: Event::Nothing, seconds: SECONDS, throttle: None, seed: self.needs.seed, zones: 1 };
        let mix = Mix { groups: self.groups.clone(), ..mix.clone() };
        let (mut setup, _) = around(&mix, &Subnets::default(), run)?;
        let all: u32 = mix.nodes();
        for group in &mut setup.groups {
            if all > MOST_NODES {
                group.nodes = (group.nodes * MOST_NODES).div_ceil(all);
            }
            // the burst has room wherever addresses and max-pods allow
            group.room = (group.pods + self.needs.burst).max(group.room);
        }
        let nodes: u32 = setup.groups.iter().map(|group| group.nodes).sum();
        let pods = self.needs.burst * nodes;
        setup.event = match pods {
            0 => Event::Nothing,
            pods => Event::Burst { pods, lives: LIVES, every: EVERY },
        };
        Some(setup)
    }

    fn reasons(&self, chosen: &Tried, present: &Tried, shipped: &Tried) -> Vec<String> {
        let held = |of: &str, other: &Tried| match (chosen.addresses, other.addresses) {
            (a, b) if a < b => format!("It holds {} addresses, {} fewer than {of}.", grouped(a), grouped(b - a)),
            (a, b) if a > b => format!("It holds {} addresses, {} more than {of}.", grouped(a), grouped(a - b)),
            (a, _) => format!("It holds {} addresses, as many as {of}.", grouped(a)),
        };
        let mut reasons = vec![held("VPC CNI as it ships", shipped)];
        if present.targets != shipped.targets {
            reasons.push(held("your settings", present));
        }
        let burst = counted(self.needs.burst, "pod");
        reasons.push(match (self.needs.burst, chosen.waited_per_mille) {
            (0, 0) => "No burst was asked for, and no pod waited in the simulation.".into(),
            (_, 0) => format!("In the simulation no pod waited while {burst} at a time came to every node."),
            (_, waited) => format!(
                "In the simulation {waited} of 1,000 pods waited while {burst} at a time came to every node, fewer than with any other setting."
            ),
        });
        reasons.push(format!(
            "It makes about {} calls to EC2 an hour, VPC CNI as it ships {}.",
            grouped(chosen.calls_per_hour),
            grouped(shipped.calls_per_hour)
        ));
        if self.prefixes && chosen.targets.is_by_address() {
            reasons.push(format!("Prefixes come in {PREFIX_SIZE}s: the targets are rounded up to whole ones."));
        }
        reasons
    }
}
