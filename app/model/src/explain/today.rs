//! How today's figures come about, in the order a reader would work them out.

mod addresses;
mod cost;
mod cpu;
mod disks;
mod max_pods;
mod memory;

use super::{Figure, Input, Unit, add_cost, input};
use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, Offer, TypeIndex};
use crate::node::bandwidth;
use crate::node::limit::Limit;
use crate::node::supply::Supply;
use crate::node::workload::{Needs, Workload};
use crate::plan::Candidate;
use crate::plan::node_count::{InZones, NodeCount};
use crate::plan::packing::{least_nodes, packing};
use crate::scenario::Scenario;
use crate::scenario::fleet::Survive;

/// Every figure of one candidate under today's rules.
pub(super) fn explain(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate, index: TypeIndex) -> Vec<Figure> {
    let t = catalog.instance_type(index);
    let mut e = Explanation {
        offer: catalog.offer(index),
        scenario,
        workload: Workload::of(scenario).sized(catalog).on(t).into_owned(),
        candidate,
        t,
        figures: Vec::new(),
    };
    e.addresses();
    e.max_pods();
    e.cpu();
    e.memory();
    e.ephemeral();
    e.volumes();
    e.bandwidth();
    e.devices();
    e.most_per_node();
    e.pods();
    e.price();
    e.disks();
    e.fleet();
    e.control_plane();
    e.figures
}

/// Where what a person's own nodes report is described.
const OWN_NODES: &str = "k8s-node-status";

/// A setting as it is given.
const SET: &str = "the number you set";

/// Nodes for one kind of pod, spread evenly over zones.
fn by_zones(figure: Figure, count: NodeCount, (pods, per_node): (u32, Input), last: Vec<Input>) -> Figure {
    let InZones { each, more } = count.in_zones(pods);
    let zones = vec![
        input("zones", "zones", count.zones),
        input("more", "zones with room for one pod more", more),
        input("each", "pods that each other zone has room for", each),
        per_node,
    ];
    let note = match count.survive {
        Survive::Zone => "Any one zone may be lost: all pods find room in the others.",
        _ => "Pods are spread evenly over the zones.",
    };
    figure
        .by(
            "max(more * ceil((each + 1) / per_node) + (zones - more) * ceil(each / per_node) + spare, least)",
            [zones, last].concat(),
        )
        .noting(Some(note))
}

struct Explanation<'a> {
    offer: &'a Offer,
    scenario: &'a Scenario,
    workload: Workload<'a>,
    candidate: &'a Candidate,
    t: &'a InstanceType,
    figures: Vec<Figure>,
}

impl Explanation<'_> {
    fn add(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Application pods under a limit, as planned.
    fn under(&self, limit: Limit) -> Option<u32> {
        self.candidate.capacity.by_limit.get(limit)
    }

    /// Whether every pod takes exactly one: then pods and what they take are one number.
    fn takes_one_each(&self, limit: Limit) -> bool {
        self.workload.total(limit) == u64::from(self.workload.pods())
    }

    /// `floor((have - daemonsets) / each)`, where the limit applies; for several profiles what their pods take on average.
    fn share(&mut self, id: &'static str, label: &'static str, limit: Limit, have: u32, taken: u32) {
        let Some(pods) = self.under(limit) else { return };
        let mut inputs =
            vec![input("have", "allocatable", have), input("daemonsets", "requested by daemonsets", taken)];
        let headroom = match limit {
            Limit::Cpu | Limit::Memory => self.scenario.fleet.headroom,
            _ => 0,
        };
        if headroom > 0 {
            inputs.push(input("headroom", "kept free of what is left, per cent", headroom));
        }
        match self.workload.only() {
            Some(only) => inputs.push(input("each", "requested by one pod", only.each.get(limit))),
            None => inputs.extend(self.of_the_mix(limit)),
        }
        let formula = match (self.workload.only(), headroom) {
            (Some(_), 0) => "floor(max(have - daemonsets, 0) / each)",
            (None, 0) => "floor(max(have - daemonsets, 0) * pods / asked)",
            (Some(_), _) => "floor(floor(max(have - daemonsets, 0) * (100 - headroom) / 100) / each)",
            (None, _) => "floor(floor(max(have - daemonsets, 0) * (100 - headroom) / 100) * pods / asked)",
        };
        self.add(Figure::new(id, label, pods, Unit::Pods).by(formula, inputs).from(&["berth"]));
    }

    /// All pods, and what they ask for together.
    fn of_the_mix(&self, limit: Limit) -> [Input; 2] {
        [
            input("pods", "pods of all workloads", self.workload.pods()),
            input("asked", "requested by all of them", self.workload.total(limit) as f64),
        ]
    }

    fn bandwidth(&mut self) {
        let mode = self.scenario.mode;
        let sustained = bandwidth::sustained(self.t, mode).0;
        let inputs = vec![
            input("baseline", "baseline bandwidth, Mbps", self.t.baseline.0),
            input("goodput", "share that reaches pods, basis points", bandwidth::goodput(mode).0),
        ];
        let note = mode
            .is_overlay()
            .then_some("The overlay's 97 % is our judgement from published benchmarks with a jumbo MTU.");
        self.add(
            Figure::new("sustained-bandwidth", "Sustained bandwidth for pods", sustained, Unit::Mbps)
                .by("floor(baseline * goodput / 10000)", inputs)
                .from(&["ec2-bandwidth", "ec2-types"])
                .noting(note),
        );
        self.share("pods-by-bandwidth", "Pods by bandwidth", Limit::Bandwidth, sustained, 0);
        let inputs = vec![
            input("peak", "burst bandwidth, Mbps", self.t.peak.0),
            input("flow", "ceiling of a single flow, Mbps", bandwidth::SINGLE_FLOW.0),
        ];
        self.add(
            Figure::new("largest-flow", "Largest single flow", bandwidth::largest_flow(self.t).0, Unit::Mbps)
                .by("min(peak, flow)", inputs)
                .from(&["ec2-bandwidth"])
                .noting(Some(
                    "10 Gbps inside a cluster placement group, 25 Gbps with ENA Express on types that have it.",
                )),
        );
    }

    fn devices(&mut self) {
        let supply = Supply::of(self.t, &self.workload);
        let (gpus, neuron) = (supply.gpus, supply.neuron);
        self.share("pods-by-gpus", "Pods by GPUs", Limit::Gpus, gpus, 0);
        self.share("pods-by-neuron", "Pods by Neuron devices", Limit::Neuron, neuron, 0);
    }

    /// By the profile that meets its own limit first.
    fn most_per_node(&mut self) {
        let Some(pods) = self.under(Limit::MostPerNode) else { return };
        let figure = Figure::new("pods-by-most-per-node", "Pods by most per node", pods, Unit::Pods).from(&["berth"]);
        let all = u64::from(self.workload.pods());
        let at = |needs: &&Needs| u64::from(needs.most_per_node) * all / u64::from(needs.pods.max(1));
        let Some(first) = self.workload.profiles().iter().min_by_key(at) else { return };
        let mut inputs = vec![input("most", "at most so many of the workload on a node", first.most_per_node)];
        if self.workload.only().is_some() {
            return self.add(figure.by("most", inputs));
        }
        inputs.extend([
            input("pods", "pods of all workloads", self.workload.pods()),
            input("own", "pods of the workload that meets its limit first", first.pods),
        ]);
        self.add(figure.by("floor(most * pods / own)", inputs));
    }

    fn pods(&mut self) {
        let by = self.candidate.capacity.by_limit;
        let inputs: Vec<Input> =
            Limit::ALL.into_iter().filter_map(|l| Some(input(symbol(l), l.name(), by.get(l)?))).collect();
        self.add(
            Figure::new("pods-per-node", "Pods per node", self.candidate.capacity.pods, Unit::Pods)
                .by("the least input", inputs)
                .from(&["berth"]),
        );
    }

    /// Of one workload by division, of several by packing them; zone by zone where zones are looked at.
    fn nodes(&mut self) {
        let count = NodeCount::of(self.scenario);
        let mut last = vec![input("least", "minimum nodes", count.least)];
        if count.spare() > 0 || count.zones > 1 {
            last.push(input("spare", spares(count), count.spare()));
        }
        let figure = Figure::new("nodes", "Nodes", self.candidate.fleet.nodes, Unit::Nodes).from(&["berth"]);
        if self.workload.only().is_some() {
            let per_node = input("per_node", "pods per node", self.candidate.capacity.pods);
            if count.zones > 1 {
                return self.add(by_zones(figure, count, (self.workload.pods(), per_node), last));
            }
            let pods = input("pods", "pods in all", self.workload.pods());
            let formula = match count.spare() {
                0 => "max(ceil(pods / per_node), least)",
                _ => "max(ceil(pods / per_node) + spare, least)",
            };
            return self.add(figure.by(formula, [vec![pods, per_node], last].concat()));
        }
        let packed = packing(self.t, &self.workload).nodes();
        let meaning = match (count.zones, count.pools) {
            (1, 1) => "nodes after packing",
            (1, _) => "nodes after packing, pool by pool",
            (_, 1) => "nodes after packing, zone by zone",
            _ => "nodes after packing, zone by zone and pool by pool",
        };
        let packed = input("packed", meaning, packed);
        let fewest = least_nodes(&self.workload, &Supply::of(self.t, &self.workload));
        let note = if count.with(fewest) == self.candidate.fleet.nodes {
            "No packing needs fewer: one resource alone requires this many."
        } else {
            "The largest pods first, each on the first node with room under every limit; an even share of all pods on each node where that takes fewer. Another packing may need fewer."
        };
        let formula = if last.len() == 1 { "max(packed, least)" } else { "max(packed + spare, least)" };
        self.add(figure.by(formula, [vec![packed], last].concat()).noting(Some(note)));
    }

    fn fleet(&mut self) {
        let fleet = self.candidate.fleet;
        self.nodes();
        let month = self.node_month();
        add_cost(&mut self.figures, self.scenario, self.candidate, month);
        let (Some(have), Some(stranded)) = (self.candidate.capacity.allocatable, self.candidate.stranded) else {
            return;
        };
        let d = self.workload.daemonsets();
        let formula = "max(nodes * max(have - daemonsets, 0) - asked, 0)";
        let inputs = |have: u32, taken: u32, asked: u64| {
            vec![
                input("nodes", "nodes", fleet.nodes),
                input("have", "allocatable of a node", have),
                input("daemonsets", "requested by daemonsets on a node", taken),
                input("asked", "requested by all pods", asked as f64),
            ]
        };
        let (cpu, memory) = (self.workload.total(Limit::Cpu), self.workload.total(Limit::Memory));
        self.add(
            Figure::new("stranded-cpu", "Unused CPU, all nodes", stranded.cpu, Unit::MilliCpu)
                .by(formula, inputs(have.cpu.0, d.cpu, cpu))
                .from(&["berth"]),
        );
        self.add(
            Figure::new("stranded-memory", "Unused memory, all nodes", stranded.memory, Unit::Mib)
                .by(formula, inputs(have.memory.0, d.memory, memory))
                .from(&["berth"]),
        );
    }
}

/// What spares are there for.
fn spares(count: NodeCount) -> &'static str {
    match count.pools {
        1 => "nodes without pods that take over from a lost one",
        _ => "nodes without pods that take over from a lost one, one in each node pool",
    }
}

fn symbol(limit: Limit) -> &'static str {
    match limit {
        Limit::Addresses => "addresses",
        Limit::MaxPods => "max_pods",
        Limit::Cpu => "cpu",
        Limit::Memory => "memory",
        Limit::Ephemeral => "ephemeral",
        Limit::Volumes => "volumes",
        Limit::BranchEnis => "branch_enis",
        Limit::Bandwidth => "bandwidth",
        Limit::Gpus => "gpus",
        Limit::Neuron => "neuron",
        Limit::MostPerNode => "most",
    }
}
