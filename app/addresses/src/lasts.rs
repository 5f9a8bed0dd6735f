//! Which subnet runs out first, and at how many pods.
//!
//! A subnet lies in one zone and nodes are spread evenly over the zones, so each zone is looked at by itself. Subnets of a
//! zone that are for the same count as one pool. What is not known of a subnet is not checked; it is never called enough.
//! Sources: the EKS user guide, "Amazon EKS networking requirements" (six free addresses in each cluster subnet at least);
//! aws/aws-eks-best-practices@dc0243ad2cf4, latest/bpg/networking/subnets.adoc.

use crate::fragments::{Room, expected_blocks};
use crate::mix::Mix;
use crate::subnets::{Role, Subnets};
use model::node::warm_pool::cooling;
use model::vpc::subnets::{blocks_of, with_surge};

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
    /// Nodes of the zone: an even share of all, rounded up.
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

impl MadeOf {
    /// Of all nodes of a mix, in one kind of subnet.
    fn of(mix: &Mix, role: Role) -> MadeOf {
        let mut all = MadeOf::default();
        for group in &mix.groups {
            let (held, nodes) = (mix.held(group), u64::from(group.nodes));
            let has_own_range = held.pod_subnet_addresses > 0;
            if role == Role::Nodes && has_own_range {
                all.enis += u64::from(held.node_subnet_addresses) * nodes;
                continue;
            }
            let used = group.addresses.min(held.addresses);
            let cools = cooling(mix.node.churn_per_minute).min(held.addresses - used);
            all.enis += u64::from(held.enis - u32::from(has_own_range)) * nodes;
            all.in_use += u64::from(used + held.branch_enis) * nodes;
            all.cooling += u64::from(cools) * nodes;
            all.warm += u64::from(held.addresses - used - cools) * nodes;
        }
        all
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
}

impl Lasts {
    /// Pods of the whole cluster until the first subnet runs out.
    pub fn pods(&self) -> Option<u64> {
        self.zones.get(self.first?)?.lasts_pods
    }
}

/// What each node of a mix takes on average: of its own subnet and of the pods', addresses and blocks, over all nodes.
struct Demand {
    nodes: u32,
    pods: u64,
    node_subnet: u64,
    pod_subnet: u64,
    blocks: u64,
    /// What is in the nodes' subnets, and in the pods'.
    made_of: [MadeOf; 2],
}

impl Demand {
    fn of(mix: &Mix) -> Demand {
        let made_of = [Role::Nodes, Role::Pods].map(|role| MadeOf::of(mix, role));
        let (nodes, pods) = (mix.nodes(), mix.pods());
        let mut all = Demand { nodes, pods, node_subnet: 0, pod_subnet: 0, blocks: 0, made_of };
        for group in &mix.groups {
            let (held, nodes) = (mix.held(group), u64::from(group.nodes));
            all.node_subnet += u64::from(held.node_subnet_addresses) * nodes;
            all.pod_subnet += u64::from(held.pod_subnet_addresses) * nodes;
            all.blocks += if held.addresses > 0 { u64::from(held.prefixes) * nodes } else { 0 };
        }
        all
    }

    /// What so many of the nodes take of all that they take together, rounded up.
    fn share(&self, all: u64, nodes: u32) -> u64 {
        (all * u64::from(nodes)).div_ceil(u64::from(self.nodes.max(1)))
    }
}

/// Looks at every zone; nothing where no subnets are listed.
pub fn lasts(mix: &Mix, subnets: &Subnets) -> Lasts {
    let zones = subnets.zones();
    let demand = Demand::of(mix);
    let nodes = mix.nodes().div_ceil((zones.len() as u32).max(1));
    let takes_pod_subnets = demand.pod_subnet > 0;
    let mut rows = Vec::new();
    for zone in &zones {
        let count = zones.len() as u64;
        let blocks = if takes_pod_subnets { 0 } else { demand.blocks };
        rows.push(zone_use(subnets, zone, Role::Nodes, &demand, (demand.node_subnet, blocks), nodes, count));
        if takes_pod_subnets {
            let needs = (demand.pod_subnet, demand.blocks);
            rows.push(zone_use(subnets, zone, Role::Pods, &demand, needs, nodes, count));
        }
    }
    let known = rows.iter().enumerate().filter_map(|(i, row)| Some((row.lasts_pods?, i)));
    let first = known.min().map(|(_, i)| i);
    let fits = match rows.iter().any(|row| row.fits == Some(false)) {
        true => Some(false),
        // nothing listed is nothing checked
        false => (!rows.is_empty() && rows.iter().all(|row| row.fits.is_some())).then_some(true),
    };
    Lasts { zones: rows, first, fits }
}

fn zone_use(
    subnets: &Subnets,
    zone: &str,
    role: Role,
    demand: &Demand,
    (addresses, blocks): (u64, u64),
    nodes: u32,
    zones: u64,
) -> ZoneUse {
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
    // one node of the zone takes its share of all; the pods are those of as many nodes in every zone
    let of_nodes = |have: u64, all: u64| (have * u64::from(demand.nodes)).checked_div(all).unwrap_or(u64::MAX);
    let lasts_nodes = free.map(|free| {
        let by_addresses = of_nodes(free.saturating_sub(control_plane), addresses);
        let of_blocks = |b: BlockUse| b.at_best.map_or(u64::MAX, |have| of_nodes(have, demand.blocks));
        by_addresses.min(blocks.map_or(u64::MAX, of_blocks))
    });
    let pods_of =
        |nodes: u64| (nodes.saturating_mul(zones)).saturating_mul(demand.pods) / u64::from(demand.nodes.max(1));
    let lasts_pods = lasts_nodes.filter(|nodes| *nodes < u64::from(u32::MAX)).map(pods_of);
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
