//! The nodes of a cluster as far as addresses go: what each holds in use, by type.

use crate::simulate::pool::Shape;
use crate::simulate::setup::GroupSetup;
use crate::targets::Targets;
use model::catalog::instance_type::InstanceType;
use model::catalog::{Catalog, TypeIndex};
use model::node::addresses::{addresses_per_slot, usable_enis};
use model::node::max_pods::is_custom_networking;
use model::node::warm_pool::{Held, InUse, held};
use model::node::workload::Workload;
use model::plan::{Candidate, judge_in_mode};
use model::scenario::network_mode::NetworkMode;
use model::scenario::owner::Owner;
use model::scenario::{NodeSettings, Scenario};

/// Nodes of a type with the same in use.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// The type.
    pub t: &'a InstanceType,
    /// How many nodes.
    pub nodes: u32,
    /// Application pods on each.
    pub pods: u32,
    /// Application pods that each has room for.
    pub room: u32,
    /// Addresses in use on each, daemonsets' included.
    pub addresses: u32,
    /// Of those, the daemonsets'.
    pub daemons: u32,
    /// Branch ENIs in use on each.
    pub branch_enis: u32,
    /// max-pods.
    pub max_pods: u32,
}

/// All nodes in a networking mode.
#[derive(Clone, Debug)]
pub struct Mix<'a> {
    /// The mode.
    pub mode: NetworkMode,
    /// Node settings: MAX_ENI and the targets.
    pub node: NodeSettings,
    /// The nodes.
    pub groups: Vec<Group<'a>>,
}

/// Nodes of one type as a fleet has them: the type's name, pods of each profile on each node, how many nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The type's name.
    pub instance_type: String,
    /// Pods of each profile on each node.
    pub pods: Vec<u32>,
    /// How many nodes.
    pub nodes: u32,
}

/// Nodes that are there, as far as addresses go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// The type's name.
    pub instance_type: String,
    /// Pods with an address of their own on each, DaemonSets' included.
    pub addresses: u32,
    /// Of those, the DaemonSets'.
    pub daemons: u32,
}

impl<'a> Mix<'a> {
    /// Nodes that are there, each with the pods that it has: those that are alike together. Types that the catalogue does not
    /// know are left out.
    pub fn of_standing(catalog: &'a Catalog, scenario: &Scenario, mode: NetworkMode, standing: &[Standing]) -> Mix<'a> {
        let mut sorted: Vec<&Standing> = standing.iter().collect();
        sorted.sort();
        let group = |alike: &[&Standing]| {
            let Standing { instance_type, addresses, daemons } = *alike.first()?;
            let t = catalog.instance_type(catalog.find(instance_type)?);
            let max_pods = model::node::max_pods::max_pods(t, mode, scenario);
            let pods = addresses.saturating_sub(*daemons);
            // what has no address counts for max-pods too, but how many those are may change
            let room = max_pods.saturating_sub(*daemons).max(pods);
            let (nodes, addresses, daemons) = (alike.len() as u32, *addresses, (*daemons).min(*addresses));
            Some(Group { t, nodes, pods, room, addresses, daemons, branch_enis: 0, max_pods })
        };
        let groups = sorted.chunk_by(|a, b| a == b).filter_map(group).collect();
        Mix { mode, node: scenario.node, groups }
    }

    /// Nodes of one type with the pods spread evenly: some have one more than the others.
    pub fn of(
        catalog: &'a Catalog,
        scenario: &Scenario,
        mode: NetworkMode,
        candidate: &Candidate<TypeIndex>,
    ) -> Mix<'a> {
        let workload = Workload::in_mode(scenario, mode);
        let t = catalog.instance_type(candidate.index);
        let (nodes, all) = (candidate.fleet.nodes.max(1), workload.pods());
        let (each, more) = (all / nodes, all % nodes);
        let group = |nodes, pods| {
            let in_use = workload.in_use(pods, candidate.capacity.max_pods);
            Group {
                t,
                nodes,
                pods,
                room: candidate.capacity.pods.max(pods),
                addresses: in_use.addresses,
                daemons: workload.in_use(0, candidate.capacity.max_pods).addresses,
                branch_enis: in_use.branch_enis,
                max_pods: candidate.capacity.max_pods,
            }
        };
        let groups = [group(more, each + 1), group(nodes - more, each)].into_iter().filter(|g| g.nodes > 0).collect();
        Mix { mode, node: scenario.node, groups }
    }

    /// Nodes of several types in a mode. Types that the catalogue does not know are left out.
    pub fn of_placed(catalog: &'a Catalog, scenario: &Scenario, mode: NetworkMode, placed: &[Placed]) -> Mix<'a> {
        let workload = Workload::in_mode(scenario, mode).sized(catalog);
        let group = |placed: &Placed| {
            let index = catalog.find(&placed.instance_type)?;
            let t = catalog.instance_type(index);
            let max_pods = model::node::max_pods::max_pods(t, mode, scenario);
            let taken = |limit| workload.taken(&placed.pods, limit);
            let in_use = workload.using(
                taken(model::node::limit::Limit::Addresses),
                taken(model::node::limit::Limit::BranchEnis),
                max_pods,
            );
            let pods = placed.pods.iter().sum();
            let room = judge_in_mode(catalog, scenario, mode, index).map_or(pods, |c| c.capacity.pods);
            Some(Group {
                t,
                nodes: placed.nodes,
                pods,
                room: room.max(pods),
                addresses: in_use.addresses,
                daemons: workload.in_use(0, max_pods).addresses,
                branch_enis: in_use.branch_enis,
                max_pods,
            })
        };
        Mix { mode, node: scenario.node, groups: placed.iter().filter_map(group).collect() }
    }

    /// The same under other targets.
    pub fn with(&self, targets: Targets) -> Mix<'a> {
        let node = NodeSettings { warm: targets.as_set(), ..self.node };
        Mix { node, ..self.clone() }
    }

    /// All nodes.
    pub fn nodes(&self) -> u32 {
        self.groups.iter().map(|group| group.nodes).sum()
    }

    /// All application pods.
    pub fn pods(&self) -> u64 {
        self.groups.iter().map(|group| u64::from(group.nodes) * u64::from(group.pods)).sum()
    }

    /// Addresses in use by pods, daemonsets' included.
    pub fn in_use(&self) -> u64 {
        self.groups.iter().map(|group| u64::from(group.nodes) * u64::from(group.addresses)).sum()
    }

    /// What a node of a group holds.
    pub fn held(&self, group: &Group) -> Held {
        let Group { addresses, branch_enis, max_pods, .. } = *group;
        held(group.t, self.mode, InUse { addresses, branch_enis, max_pods, node: &self.node })
    }

    /// Addresses that all nodes take of subnets.
    pub fn subnet_addresses(&self) -> u64 {
        let of = |group: &Group| u64::from(self.held(group).subnet_addresses()) * u64::from(group.nodes);
        self.groups.iter().map(of).sum()
    }

    /// Whether VPC CNI's loop runs on these nodes, so that its targets count and it can be simulated: not on Auto Mode, on
    /// Windows, with Cilium, in overlays, with IPv6, and not for branch ENIs, which another controller hands out.
    pub fn runs_ipamd(&self) -> bool {
        use NetworkMode::{CustomNetworking, CustomNetworkingPrefix, PrefixDelegation, SecondaryIp};
        let is_ipamd = matches!(self.mode, SecondaryIp | PrefixDelegation | CustomNetworking | CustomNetworkingPrefix);
        is_ipamd && self.node.owner != Owner::AutoMode && !self.node.is_windows()
    }

    /// The nodes for the simulator.
    pub fn simulated(&self) -> Vec<GroupSetup> {
        let group = |g: &Group| GroupSetup {
            name: g.t.name.clone(),
            shape: Shape {
                enis: usable_enis(g.t, self.mode, &self.node),
                slots: g.t.slots_per_eni(),
                prefixes: addresses_per_slot(g.t, self.mode) > 1,
                custom: is_custom_networking(self.mode),
                max_pods: g.max_pods,
            },
            nodes: g.nodes,
            pods: g.addresses - g.daemons,
            room: (g.addresses - g.daemons).max(g.room),
            daemons: g.daemons,
        };
        self.groups.iter().map(group).collect()
    }
}
