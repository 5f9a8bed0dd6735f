//! The nodes of a cluster as far as addresses go: what each holds in use, by type.

use crate::placed::{Placed, as_asked};
use crate::simulate::pool::Shape;
use crate::simulate::setup::GroupSetup;
use crate::standing::Standing;
use crate::targets::Targets;
use model::catalog::instance_type::InstanceType;
use model::catalog::{Catalog, TypeIndex};
use model::node::addresses::{address_capacity, addresses_per_slot, usable_enis};
use model::node::capacity::{Capacity, capacity};
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
    /// The zone, where that is decided.
    pub lies: Lies<'a>,
}

/// The zone of nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lies<'a> {
    /// In any: they are spread evenly.
    #[default]
    Anywhere,
    /// One of those that a fleet is spread over, from 0: which of the zones that is, is open.
    Numbered(u32),
    /// The zone of that name.
    Named(&'a str),
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
    /// Nodes besides, of types that the catalogue does not know: nothing is known of what they hold.
    pub unknown: u32,
    /// Pods for which these nodes have no room in this mode: they are on none of them.
    pub without_room: u64,
}

impl<'a> Mix<'a> {
    /// Nodes that are there, each with the pods that it has. Those of types that the catalogue does not know are
    /// counted, and no more.
    pub fn of_standing(
        catalog: &'a Catalog,
        scenario: &Scenario,
        mode: NetworkMode,
        standing: &'a [Standing],
    ) -> Mix<'a> {
        let group = |of: &'a Standing| {
            let t = catalog.instance_type(catalog.find(&of.instance_type)?);
            let max_pods = model::node::max_pods::max_pods(t, mode, scenario);
            let daemons = of.daemons.min(of.addresses);
            let pods = of.addresses - daemons;
            // what has no address counts for max-pods too, but how many those are may change
            let room = max_pods.saturating_sub(daemons).max(pods);
            let (nodes, addresses) = (of.nodes, of.addresses);
            let lies = if of.zone.is_empty() { Lies::Anywhere } else { Lies::Named(&of.zone) };
            Some(Group { t, nodes, pods, room, addresses, daemons, branch_enis: 0, max_pods, lies })
        };
        let groups: Vec<Group> = standing.iter().filter_map(group).collect();
        let all: u32 = standing.iter().map(|of| of.nodes).sum();
        Mix::of_groups(mode, scenario, groups, all)
    }

    /// The nodes of today with the scenario's pods on them, in proportion to the room that a node of each type has, as the
    /// scheduler fills nodes evenly, and no more than there is room for. Those of types that the catalogue does not know are
    /// counted, and no more.
    pub fn of_today(catalog: &'a Catalog, scenario: &Scenario, mode: NetworkMode) -> Mix<'a> {
        let workload = Workload::in_mode(scenario, mode).sized(catalog);
        let known = |(name, nodes): (&str, u32)| {
            let t = catalog.instance_type(catalog.find(name)?);
            Some((t, nodes, capacity(t, &workload)))
        };
        let types: Vec<_> = today(scenario).into_iter().filter_map(known).collect();
        let room = |(_, nodes, c): &(&InstanceType, u32, Capacity)| u64::from(*nodes) * u64::from(c.pods);
        let mut rooms_left: u64 = types.iter().map(room).sum();
        let mut pods_left = u64::from(workload.pods()).min(rooms_left);
        let without_room = u64::from(workload.pods()) - pods_left;
        let mut groups = Vec::new();
        for of in &types {
            let pods = (pods_left * room(of)).checked_div(rooms_left).unwrap_or(0);
            (pods_left, rooms_left) = (pods_left - pods, rooms_left - room(of));
            let (t, nodes, c) = of;
            let (each, more) = ((pods / u64::from(*nodes)) as u32, (pods % u64::from(*nodes)) as u32);
            let group = |nodes, pods| Group::with(t, nodes, pods, c.pods, c.max_pods, &workload);
            groups.extend([group(more, each + 1), group(nodes - more, each)]);
        }
        groups.retain(|group| group.nodes > 0);
        let all = today(scenario).iter().map(|(_, nodes)| nodes).sum();
        Mix { without_room, ..Mix::of_groups(mode, scenario, groups, all) }
    }

    /// Groups, of so many nodes in all.
    fn of_groups(mode: NetworkMode, scenario: &Scenario, groups: Vec<Group<'a>>, all: u32) -> Mix<'a> {
        let known: u32 = groups.iter().map(|group| group.nodes).sum();
        Mix { mode, node: scenario.node, groups, unknown: all.saturating_sub(known), without_room: 0 }
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
        let Capacity { pods: room, max_pods, .. } = candidate.capacity;
        let group = |nodes, pods| Group::with(t, nodes, pods, room, max_pods, &workload);
        let groups = [group(more, each + 1), group(nodes - more, each)].into_iter().filter(|g| g.nodes > 0).collect();
        Mix { mode, node: scenario.node, groups, unknown: 0, without_room: 0 }
    }

    /// Nodes of several types in a mode, with no more pods of a profile on all of them than there are: a fleet that outlives a
    /// zone has room for more. Those of types that the catalogue does not know are counted, and no more.
    pub fn of_placed(catalog: &'a Catalog, scenario: &Scenario, mode: NetworkMode, placed: &[Placed]) -> Mix<'a> {
        let workload = Workload::in_mode(scenario, mode).sized(catalog);
        let group = |placed: Placed| {
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
                lies: placed.zone.map_or(Lies::Anywhere, Lies::Numbered),
            })
        };
        let is_known = |group: &&Placed| catalog.find(&group.instance_type).is_some();
        let known: Vec<Placed> = placed.iter().filter(is_known).cloned().collect();
        let asked: Vec<u32> = scenario.profiles.iter().map(|profile| profile.pods).collect();
        let groups = as_asked(&known, &asked).into_iter().filter_map(group).collect();
        Mix::of_groups(mode, scenario, groups, placed.iter().map(|group| group.nodes).sum())
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

    /// Whether every node and every pod is known and in its place: what is known of some only is no word on all of them.
    pub fn is_whole(&self) -> bool {
        self.unknown == 0 && self.without_room == 0 && self.overfull() == 0
    }

    /// Nodes with more pods than they have addresses or pod slots for in this mode: such nodes were not planned for it.
    pub fn overfull(&self) -> u32 {
        let is_over = |group: &&Group| {
            let most = address_capacity(group.t, self.mode, &self.node).unwrap_or(u32::MAX);
            group.addresses > most.min(group.max_pods)
        };
        self.groups.iter().filter(is_over).map(|group| group.nodes).sum()
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

    /// What the node holds that takes the most blocks, or the most ENIs; `None` without nodes.
    pub fn largest(&self) -> Option<Held> {
        self.groups.iter().map(|group| self.held(group)).max_by_key(|held| (held.prefixes, held.enis))
    }

    /// The types' names: `m5.large, c5.xlarge`, and how many more there are beyond some.
    pub fn types(&self) -> String {
        const MOST: usize = 4;
        let mut names: Vec<&str> = Vec::new();
        for group in &self.groups {
            if !names.contains(&group.t.name.as_str()) {
                names.push(&group.t.name);
            }
        }
        match names.len().saturating_sub(MOST) {
            0 | 1 => names.join(", "),
            more => format!("{} and {more} more types", names[..MOST].join(", ")),
        }
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

    /// The nodes for the simulator, in zones of these names.
    pub fn simulated(&self, zones: &[&str]) -> Vec<GroupSetup> {
        let zone = |lies: Lies| match lies {
            Lies::Anywhere => None,
            Lies::Numbered(i) => Some(i).filter(|_| self.numbers() == zones.len()),
            Lies::Named(name) => zones.iter().position(|zone| *zone == name).map(|i| i as u32),
        };
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
            zone: zone(g.lies),
        };
        self.groups.iter().map(group).collect()
    }

    /// Zones that a fleet has numbered.
    pub fn numbers(&self) -> usize {
        let number = |group: &Group| if let Lies::Numbered(i) = group.lies { i as usize + 1 } else { 0 };
        self.groups.iter().map(number).max().unwrap_or(0)
    }
}

impl<'a> Group<'a> {
    /// Nodes of a type with so many pods on each, in the proportions of the profiles.
    fn with(t: &'a InstanceType, nodes: u32, pods: u32, room: u32, max_pods: u32, workload: &Workload) -> Group<'a> {
        let in_use = workload.in_use(pods, max_pods);
        Group {
            t,
            nodes,
            pods,
            room: room.max(pods),
            addresses: in_use.addresses,
            daemons: workload.in_use(0, max_pods).addresses,
            branch_enis: in_use.branch_enis,
            max_pods,
            lies: Lies::Anywhere,
        }
    }
}

/// The nodes of today by type, spot and all others together.
pub fn today(scenario: &Scenario) -> Vec<(&str, u32)> {
    let mut types: Vec<(&str, u32)> = Vec::new();
    for of in scenario.own.on_demand.iter().chain(&scenario.own.spot).filter(|of| of.n > 0) {
        match types.iter_mut().find(|(name, _)| *name == of.name) {
            Some((_, nodes)) => *nodes += of.n,
            None => types.push((&of.name, of.n)),
        }
    }
    types
}
