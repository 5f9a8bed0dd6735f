//! Which subnet runs out first, and at how many pods.
//!
//! A subnet lies in one zone and nodes are spread evenly over the zones where theirs is not known, so each zone is looked at by itself. Subnets of a
//! zone that are for the same count as one pool. What is not known of a subnet is not checked; it is never called enough.
//! Sources: the EKS user guide, "Amazon EKS networking requirements" (six free addresses in each cluster subnet at least);
//! aws/aws-eks-best-practices@dc0243ad2cf4, latest/bpg/networking/subnets.adoc.

use crate::fragments::{Room, expected_blocks};
use crate::mix::{Group, Lies, Mix};
use crate::subnets::{Role, Subnets};
use model::node::warm_pool::cooling;
use model::order::sort_short_by_key;
use model::units::{counted, grouped};
use model::vpc::subnets::{blocks_of, with_surge};
use std::cmp::Reverse;

/// Addresses that the control plane needs free in each subnet of the cluster.
pub const CONTROL_PLANE: u32 = 6;

/// One zone's subnets for nodes, or for pods.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneUse {
    /// The zone.
    pub zone: String,
    /// What the subnets are for.
    pub role: Role,
    /// Their indices in the list; none where the zone has no such subnet.
    pub subnets: Vec<usize>,
    /// Nodes of the zone: an even share of all, rounded up, but where zones are known.
    pub nodes: u32,
    /// Addresses that these nodes hold, the control plane's not counted.
    pub need: u64,
    /// What these are made of.
    pub made_of: MadeOf,
    /// The same with the surge, and the control plane's addresses.
    pub need_with_surge: u64,
    /// Free addresses; `None` where that is not known of every subnet.
    pub free: Option<u64>,
    /// Blocks, where pods take prefixes from here.
    pub blocks: Option<BlockUse>,
    /// Whether it is enough with the surge; `None` where that is not checked.
    pub fits: Option<bool>,
    /// Pods of the whole cluster until it runs out, at the present density and without a surge; `None` where that is not
    /// known or nothing is taken.
    pub lasts_pods: Option<u64>,
}

/// What the addresses that nodes hold are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MadeOf {
    /// The primary addresses of ENIs.
    pub enis: u64,
    /// Those that pods have, on branch ENIs too.
    pub in_use: u64,
    /// Those that pods have left a moment ago, on average.
    pub cooling: u64,
    /// Those that are ready.
    pub warm: u64,
}

impl ZoneUse {
    /// When it is full, after what is: `are full first, at 300 pods`; `None` where that is not known.
    pub fn full_first(&self, is_plural: bool) -> Option<String> {
        let (has, is) = if is_plural { ("have", "are") } else { ("has", "is") };
        Some(match self.lasts_pods? {
            0 => format!("{has} {NO_ROOM}"),
            pods => format!("{is} full first, at {}", counted(pods, "pod")),
        })
    }
}

/// What subnets have that are full at no pod at all.
pub const NO_ROOM: &str = "no room for a single node";

impl MadeOf {
    /// Of a group of a mix, in one kind of subnet.
    fn of(mix: &Mix, group: &Group, role: Role) -> MadeOf {
        let (held, nodes) = (mix.held(group), u64::from(group.nodes));
        let has_own_range = held.pod_subnet_addresses > 0;
        if role == Role::Nodes && has_own_range {
            return MadeOf { enis: u64::from(held.node_subnet_addresses) * nodes, ..MadeOf::default() };
        }
        let used = group.addresses.min(held.addresses);
        let cools = cooling(mix.node.churn_per_minute).min(held.addresses - used);
        MadeOf {
            enis: u64::from(held.enis - u32::from(has_own_range)) * nodes,
            in_use: u64::from(used + held.branch_enis) * nodes,
            cooling: u64::from(cools) * nodes,
            warm: u64::from(held.addresses - used - cools) * nodes,
        }
    }

    fn add(&mut self, other: MadeOf) {
        self.enis += other.enis;
        self.in_use += other.in_use;
        self.cooling += other.cooling;
        self.warm += other.warm;
    }

    /// The share of a zone that needs so much of all; what is rounded is warm.
    fn share(self, need: u64, all: u64) -> MadeOf {
        let of = |part: u64| (u128::from(part) * u128::from(need)).checked_div(u128::from(all)).unwrap_or(0) as u64;
        let (enis, in_use, cooling) = (of(self.enis), of(self.in_use), of(self.cooling));
        MadeOf { enis, in_use, cooling, warm: need.saturating_sub(enis + in_use + cooling) }
    }
}

/// Blocks of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockUse {
    /// Needed.
    pub need: u64,
    /// Needed with the surge.
    pub need_with_surge: u64,
    /// There at best, by the free addresses alone.
    pub at_best: Option<u64>,
    /// There on average, if all that is in use is single addresses: where sizes are known.
    pub expected: Option<f64>,
}

/// A cluster in its subnets.
#[derive(Clone, Debug, PartialEq)]
pub struct Lasts {
    /// Zone by zone; a zone with subnets for pods has a second row.
    pub zones: Vec<ZoneUse>,
    /// Index of the row that runs out first, where any is known.
    pub first: Option<usize>,
    /// Whether all fit; `None` where none is too small but some are not checked, or none is listed.
    pub fits: Option<bool>,
    /// Nodes in zones of which no subnet is listed: these are not looked at.
    pub elsewhere: u32,
}

impl Lasts {
    /// Why the zones' nodes are more than so many together, in a sentence, where they are: each zone has what any may have.
    pub fn uneven(&self, nodes: u32) -> Option<String> {
        let of_nodes = || self.zones.iter().filter(|zone| zone.role == Role::Nodes);
        let counts = of_nodes().map(|zone| zone.nodes);
        let is_more = counts.clone().map(u64::from).sum::<u64>() + u64::from(self.elsewhere) > u64::from(nodes);
        let (most, zones) = (counts.max()?, of_nodes().count());
        is_more.then(|| {
            format!(
                "{} over {zones} zones: any zone may have {} of them, so each is counted with as many.",
                counted(nodes, "node"),
                grouped(most.into())
            )
        })
    }

    /// Whether none of several zones has room for a single node.
    pub fn has_no_room(&self) -> bool {
        self.zones.len() > 1 && self.zones.iter().all(|zone| zone.lasts_pods == Some(0))
    }

    /// Pods of the whole cluster until the first subnet runs out.
    pub fn pods(&self) -> Option<u64> {
        self.zones.get(self.first?)?.lasts_pods
    }
}

/// What a zone's nodes take, of their own subnets and of the pods', addresses and blocks.
#[derive(Clone, Debug, Default)]
struct Demand {
    /// Nodes of the zone.
    nodes: u32,
    /// Nodes that all of this is for: those of the zone, or all, of which the zone's take their share.
    of: u32,
    /// Pods of the whole cluster while a zone has as many nodes as this is for.
    pods: u64,
    node_subnet: u64,
    pod_subnet: u64,
    blocks: u64,
    /// What is in the nodes' subnets, and in the pods'.
    made_of: [MadeOf; 2],
}

impl Demand {
    fn of<'a>(mix: &Mix, groups: impl Iterator<Item = &'a Group<'a>>) -> Demand {
        let mut all = Demand::default();
        for group in groups {
            let (held, nodes) = (mix.held(group), u64::from(group.nodes));
            all.of += group.nodes;
            all.pods += nodes * u64::from(group.pods);
            all.node_subnet += u64::from(held.node_subnet_addresses) * nodes;
            all.pod_subnet += u64::from(held.pod_subnet_addresses) * nodes;
            all.blocks += if held.addresses > 0 { u64::from(held.prefixes) * nodes } else { 0 };
            all.made_of[0].add(MadeOf::of(mix, group, Role::Nodes));
            all.made_of[1].add(MadeOf::of(mix, group, Role::Pods));
        }
        all.nodes = all.of;
        all
    }

    /// What so many of the nodes take of all that they take together, rounded up.
    fn share(&self, all: u64, nodes: u32) -> u64 {
        (all * u64::from(nodes)).div_ceil(u64::from(self.of.max(1)))
    }

    /// The same of so many of the nodes.
    fn of_some(&self, nodes: u32) -> Demand {
        let [node_subnet, pod_subnet, blocks] =
            [self.node_subnet, self.pod_subnet, self.blocks].map(|all| self.share(all, nodes));
        let made_of =
            [self.made_of[0].share(node_subnet, self.node_subnet), self.made_of[1].share(pod_subnet, self.pod_subnet)];
        Demand { nodes, of: nodes, pods: 0, node_subnet, pod_subnet, blocks, made_of }
    }

    fn add(&mut self, other: &Demand) {
        self.nodes += other.nodes;
        self.of += other.of;
        self.node_subnet += other.node_subnet;
        self.pod_subnet += other.pod_subnet;
        self.blocks += other.blocks;
        self.made_of.iter_mut().zip(other.made_of).for_each(|(own, more)| own.add(more));
    }

    fn addresses(&self) -> u64 {
        self.node_subnet + self.pod_subnet
    }
}

/// What each zone's nodes take.
///
/// Nodes whose zone is known count there. A fleet that is spread over as many zones as have subnets may have any of its zones
/// in any of these: each is taken for the one that takes the most. Other nodes are spread evenly: of each type an even share,
/// rounded up, and of nodes in all too, those that hold the most first.
fn demands(mix: &Mix, zones: &[&str]) -> Vec<Demand> {
    let numbers = mix.numbers();
    let (count, pods) = (zones.len() as u32, mix.pods());
    if numbers > 0 && numbers == zones.len() {
        let of_number = |i: usize| Demand::of(mix, mix.groups.iter().filter(|g| g.lies == Lies::Numbered(i as u32)));
        let most = (0..numbers).map(of_number).max_by_key(|demand| (demand.addresses(), demand.blocks));
        return vec![Demand { pods, ..most.unwrap_or_default() }; zones.len()];
    }
    let is_spread = |group: &&Group| !matches!(group.lies, Lies::Named(_));
    let mut types: Vec<&str> = Vec::new();
    for group in mix.groups.iter().filter(is_spread) {
        if !types.contains(&group.t.name.as_str()) {
            types.push(&group.t.name);
        }
    }
    let all = Demand::of(mix, mix.groups.iter().filter(is_spread));
    if types.len() == 1 && mix.groups.iter().all(|group| is_spread(&group)) {
        let (nodes, pods) = (all.of.div_ceil(count.max(1)), all.pods.saturating_mul(count.into()));
        return vec![Demand { nodes, pods, ..all }; zones.len()];
    }
    let of_type = |name: &&str| Demand::of(mix, mix.groups.iter().filter(is_spread).filter(|g| g.t.name == *name));
    let mut by_type: Vec<Demand> = types.iter().map(of_type).collect();
    sort_short_by_key(&mut by_type, |demand| Reverse((demand.addresses() << 20) / u64::from(demand.of.max(1))));
    let mut left = all.of.div_ceil(count.max(1));
    let mut share = Demand::default();
    for demand in by_type {
        let nodes = demand.of.div_ceil(count.max(1)).min(left);
        share.add(&demand.of_some(nodes));
        left -= nodes;
    }
    let of_zone = |zone: &&str| {
        let mut demand = Demand::of(mix, mix.groups.iter().filter(|group| group.lies == Lies::Named(zone)));
        demand.add(&share);
        Demand { pods, ..demand }
    };
    zones.iter().map(of_zone).collect()
}

/// Looks at every zone; nothing where no subnets are listed.
pub fn lasts(mix: &Mix, subnets: &Subnets) -> Lasts {
    let zones = subnets.zones();
    let demands = demands(mix, &zones);
    let takes_pod_subnets = mix.groups.iter().any(|group| mix.held(group).pod_subnet_addresses > 0);
    let mut rows = Vec::new();
    for (zone, demand) in zones.iter().zip(&demands) {
        let blocks = if takes_pod_subnets { 0 } else { demand.blocks };
        rows.push(zone_use(subnets, zone, Role::Nodes, demand, (demand.node_subnet, blocks)));
        if takes_pod_subnets {
            rows.push(zone_use(subnets, zone, Role::Pods, demand, (demand.pod_subnet, demand.blocks)));
        }
    }
    let known = rows.iter().enumerate().filter_map(|(i, row)| Some((row.lasts_pods?, i)));
    let first = known.min().map(|(_, i)| i);
    let is_elsewhere = |group: &&Group| matches!(group.lies, Lies::Named(zone) if !zones.contains(&zone));
    let elsewhere =
        if zones.is_empty() { 0 } else { mix.groups.iter().filter(is_elsewhere).map(|group| group.nodes).sum() };
    let is_whole = elsewhere == 0 && mix.is_whole();
    let fits = match rows.iter().any(|row| row.fits == Some(false)) {
        true => Some(false),
        // nothing listed is nothing checked
        false => (is_whole && !rows.is_empty() && rows.iter().all(|row| row.fits.is_some())).then_some(true),
    };
    Lasts { zones: rows, first, fits, elsewhere }
}

fn zone_use(subnets: &Subnets, zone: &str, role: Role, demand: &Demand, (addresses, blocks): (u64, u64)) -> ZoneUse {
    let nodes = demand.nodes;
    let is_here = |i: &usize| subnets.list[*i].zone == zone && subnets.list[*i].role == role;
    let here: Vec<usize> = (0..subnets.list.len()).filter(is_here).collect();
    let free: Option<u64> = match here.is_empty() {
        true => None,
        false => here.iter().map(|i| subnets.list[*i].free.map(u64::from)).sum(),
    };
    let control_plane = if role == Role::Nodes { u64::from(CONTROL_PLANE) * here.len() as u64 } else { 0 };
    let need = demand.share(addresses, nodes);
    let need_with_surge = with_surge(need) + control_plane;
    let made_of = demand.made_of[usize::from(role == Role::Pods)].share(need, addresses);
    let blocks = (blocks > 0).then(|| {
        let need = demand.share(blocks, nodes);
        let at_best =
            here.iter().map(|i| subnets.list[*i].free.map(|free| u64::from(blocks_of(free)))).sum::<Option<u64>>();
        let expected = here.iter().map(|i| expected_of(subnets, *i)).sum::<Option<f64>>();
        let known = |of: bool| !here.is_empty() && of;
        BlockUse {
            need,
            need_with_surge: with_surge(need),
            at_best: at_best.filter(|_| known(true)),
            expected: expected.filter(|_| known(true)),
        }
    });
    let fits = free.map(|free| {
        let blocks_fit = blocks.is_none_or(|b| b.at_best.is_none_or(|have| b.need_with_surge <= have));
        need_with_surge <= free && blocks_fit
    });
    // one node of the zone takes its share of all; the pods are those of the cluster while the zone has as many nodes
    let of_nodes = |have: u64, all: u64| (have * u64::from(demand.of)).checked_div(all).unwrap_or(u64::MAX);
    let lasts_nodes = free.map(|free| {
        let by_addresses = of_nodes(free.saturating_sub(control_plane), addresses);
        let of_blocks = |b: BlockUse| b.at_best.map_or(u64::MAX, |have| of_nodes(have, demand.blocks));
        by_addresses.min(blocks.map_or(u64::MAX, of_blocks))
    });
    let pods_of = |nodes: u64| nodes.saturating_mul(demand.pods) / u64::from(demand.of.max(1));
    // nodes without pods say nothing of how many there may be
    let lasts_pods = lasts_nodes.filter(|nodes| demand.pods > 0 && *nodes < u64::from(u32::MAX)).map(pods_of);
    ZoneUse {
        zone: zone.into(),
        role,
        subnets: here,
        nodes,
        need,
        made_of,
        need_with_surge,
        free,
        blocks,
        fits,
        lasts_pods,
    }
}

/// Blocks of a subnet that are free on average, if all that is in use is single addresses.
fn expected_of(subnets: &Subnets, index: usize) -> Option<f64> {
    let subnet = &subnets.list[index];
    Some(expected_blocks(Room::of_length(subnet.cidr?.length())?, subnet.used()?))
}
