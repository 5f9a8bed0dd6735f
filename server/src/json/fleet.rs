//! A fleet, as JSON.

use crate::json::plan::CatalogDates;
use crate::json::scenario::ScenarioJson;
use fleet::beside::saved;
use fleet::fleet::{Compared, Fleet, NodeGroup};
use fleet::options::{Options, Survive};
use model::catalog::Catalog;
use model::scenario::Scenario;
use schemars::JsonSchema;
use serde::Serialize;

/// The cheapest mix of nodes that was found for all profiles, and how good it is.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fleet")]
pub struct FleetJson<'a> {
    catalog: CatalogDates<'a>,
    scenario: ScenarioJson,
    /// What the fleet was held to.
    options: OptionsJson,
    /// What the scenario says and cannot be as it is, in sentences: two zones are planned where one of one may be lost.
    notes: Vec<String>,
    /// It in a sentence.
    headline: String,
    nodes: u32,
    /// All nodes: instances, Auto Mode's fee, disks and agents.
    micro_usd_per_month: u64,
    parts: PartsJson,
    /// No fleet under the same options costs less.
    lower_bound_micro_usd_per_month: u64,
    /// The most that the fleet costs above the cheapest possible.
    gap_bp: u64,
    /// The same in words.
    gap: String,
    /// What the lower bound is made of: the parts add up to it.
    bound_parts: BoundPartsJson<'a>,
    /// Types and how many nodes of each, those that cost most first.
    types: Vec<TypeJson<'a>>,
    groups: Vec<GroupJson<'a>>,
    /// By profile: what one pod more costs.
    next_pod: Vec<NextPodJson>,
    /// The nodes of today, as `today` and `today_spot` of the scenario say; none where they say nothing.
    present: Option<ComparedJson<'a>>,
    /// What the fleet costs less than they, below zero where it costs more; none where the price of some is not known.
    saving_micro_usd_per_month: Option<i64>,
    /// The same of what they cost.
    saving_bp: Option<i64>,
    /// Nodes of the best single type under the same options; none where no type holds every profile.
    best_single_type: Option<ComparedJson<'a>>,
    /// Nodes by Karpenter's rule, with its guess that 7.5 % of memory is not there, before consolidation.
    karpenter: Option<ComparedJson<'a>>,
    /// The same if it knew the memory of every type.
    karpenter_knowing_memory: Option<ComparedJson<'a>>,
    /// Types that pods which may run on spot could use if their spot price were known.
    types_without_spot_price: u32,
    /// Work done, in units that take about as long on any workload.
    work: u64,
    /// Whether the search ended by itself; more work would not help then.
    is_complete: bool,
}

/// What a fleet is held to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetOptions")]
struct OptionsJson {
    /// The most types.
    types: u32,
    /// The largest node in vCPUs, besides the scenario's filter.
    largest_vcpu: Option<u32>,
    /// Whether burstable types are allowed where the scenario's filters let them in.
    burstable: bool,
    /// Zones over which pods are spread evenly, except those with `pod_zones` of `any`; 1: zones are not looked at.
    zones: u32,
    survive: SurviveCode,
    /// Per cent of what daemonsets leave of each node's CPU and memory that stay free.
    headroom: u32,
    /// The least nodes in each zone; counts where zones are looked at.
    zone_nodes: u32,
}

/// What may be lost while all pods keep room.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Survive")]
enum SurviveCode {
    Nothing,
    Node,
    Zone,
}

/// What all nodes cost a month, part by part.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetParts")]
struct PartsJson {
    /// Instances as they are bought.
    instances_micro_usd: u64,
    /// Auto Mode's fee.
    auto_mode_fee_micro_usd: u64,
    /// The disks that nodes start with.
    disks_micro_usd: u64,
    /// Agents that are billed per node.
    agents_micro_usd: u64,
}

/// What a lower bound is made of.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetBoundParts")]
struct BoundPartsJson<'a> {
    /// By profile: what its pods are of it.
    pods: Vec<BoundShareJson<'a>>,
    /// What the least number of nodes adds.
    least_nodes_micro_usd: u64,
    /// What it adds that nodes are bought whole and of few types.
    whole_nodes_micro_usd: u64,
    /// What it adds that a node or a zone may be lost.
    losses_micro_usd: u64,
    /// What the pods' part is for, by the code of the limit.
    limits: Vec<BoundLimitJson<'a>>,
}

/// What a profile's pods are of a lower bound.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetBoundShare")]
struct BoundShareJson<'a> {
    profile: &'a str,
    pods: u32,
    micro_usd_per_pod: u64,
    micro_usd: u64,
}

/// What a limit is of the pods' part of a lower bound.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetBoundLimit")]
struct BoundLimitJson<'a> {
    limit: &'a str,
    micro_usd: u64,
}

/// A type of the fleet.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetType")]
struct TypeJson<'a> {
    r#type: &'a str,
    nodes: u32,
    micro_usd_per_month: u64,
}

/// Nodes that hold the same pods.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetGroup")]
struct GroupJson<'a> {
    r#type: &'a str,
    /// Whether it is bought as spot, not as the scenario buys: all of its pods may run on spot.
    is_spot: bool,
    /// Its taints: only pods of profiles with the same `pod_taints` are on it. Empty for nodes without.
    taints: &'a str,
    nodes: u32,
    /// Index of the zone, from 0; none where zones are not looked at.
    zone: Option<u32>,
    /// Pods of each profile that each node has room for, in the order of `profiles`.
    pods: &'a [u32],
    /// Whether it holds no pods and takes over when another node is lost.
    is_spare: bool,
    micro_usd_per_node_month: u64,
    /// By profile, the code of the limit that stops one pod more, or `not-allowed` where its pods may not run on such nodes;
    /// none where there is room for it.
    stops: &'a [Option<String>],
    /// Codes of the limits that stop one pod more, where no profile has room for one.
    binding: &'a [String],
    free_cpu_m: u32,
    free_memory_mib: u32,
    /// Shares of what a node has for pods.
    free_cpu_bp: u32,
    free_memory_bp: u32,
    /// Pod slots that are free.
    free_pods: u32,
    /// What of a node's cost is for room that its pods do not use, as resources are worth for this workload.
    wasted_micro_usd_per_node_month: u64,
}

/// What one pod more of a profile costs.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NextPod")]
struct NextPodJson {
    profile: String,
    /// Whether some node has room for it: then it costs nothing.
    has_room: bool,
    /// What a pod costs where many are added.
    micro_usd_per_month_at_length: Option<u64>,
}

/// Nodes chosen in another way.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ComparedFleet")]
struct ComparedJson<'a> {
    nodes: u32,
    micro_usd_per_month: u64,
    /// How much more that is than the fleet.
    above_bp: i64,
    types: Vec<TypeCount<'a>>,
    /// Nodes of them whose price is not known: they are not in the cost.
    without_price: u32,
    /// Whether its nodes hold all pods as nodes are, not as they are guessed to be.
    holds: bool,
    /// Whether they are of no more types than the fleet may have, as `types` of the options says. The nodes of today are
    /// not held to that.
    within_types: bool,
    /// Empty nodes that the fleet's rules ask for, such as a least number of nodes, and that are not among these: Karpenter
    /// keeps none.
    left_out: u32,
}

/// How many nodes of a type.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FleetTypeCount")]
struct TypeCount<'a> {
    r#type: &'a str,
    nodes: u32,
}

/// The same as text.
pub fn text(catalog: &Catalog, scenario: &Scenario, options: &Options, fleet: &Fleet) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(&self::fleet(catalog, scenario, options, fleet))? + "\n")
}

/// A fleet and what it is for.
pub fn fleet<'a>(catalog: &'a Catalog, scenario: &'a Scenario, options: &Options, fleet: &'a Fleet) -> FleetJson<'a> {
    let types = fleet.types().into_iter();
    let saved = fleet.present.as_ref().and_then(|today| saved(today, fleet.cost.total));
    FleetJson {
        catalog: CatalogDates::of(catalog),
        scenario: ScenarioJson::of(scenario),
        options: OptionsJson::of(options),
        notes: options.notes(scenario),
        headline: fleet.headline(),
        nodes: fleet.nodes,
        micro_usd_per_month: fleet.cost.total,
        parts: PartsJson {
            instances_micro_usd: fleet.cost.instances,
            auto_mode_fee_micro_usd: fleet.cost.fee,
            disks_micro_usd: fleet.cost.disks,
            agents_micro_usd: fleet.cost.agents,
        },
        lower_bound_micro_usd_per_month: fleet.bound,
        gap_bp: fleet.gap_bp,
        gap: fleet.gap(),
        bound_parts: BoundPartsJson::of(scenario, fleet),
        types: types
            .map(|(r#type, nodes, micro_usd_per_month)| TypeJson { r#type, nodes, micro_usd_per_month })
            .collect(),
        groups: fleet.groups.iter().map(GroupJson::of).collect(),
        next_pod: next_pod(scenario, fleet),
        present: fleet.present.as_ref().map(|compared| ComparedJson::of(compared, fleet)),
        saving_micro_usd_per_month: saved.map(|(less, _)| less),
        saving_bp: saved.map(|(_, bp)| bp),
        best_single_type: fleet.single.as_ref().map(|compared| ComparedJson::of(compared, fleet)),
        karpenter: fleet.karpenter.as_ref().map(|compared| ComparedJson::of(compared, fleet)),
        karpenter_knowing_memory: fleet.karpenter_knowing.as_ref().map(|compared| ComparedJson::of(compared, fleet)),
        types_without_spot_price: fleet.without_spot_price,
        work: fleet.work,
        is_complete: fleet.is_over,
    }
}

fn next_pod(scenario: &Scenario, fleet: &Fleet) -> Vec<NextPodJson> {
    let of = |(profile, next): (&model::scenario::PodProfile, &fleet::fleet::NextPod)| NextPodJson {
        profile: profile.name.clone(),
        has_room: next.has_room,
        micro_usd_per_month_at_length: next.at_length,
    };
    scenario.profiles.iter().zip(&fleet.next_pod).map(of).collect()
}

impl BoundPartsJson<'_> {
    fn of<'a>(scenario: &'a Scenario, fleet: &'a Fleet) -> BoundPartsJson<'a> {
        let derivation = &fleet.derivation;
        let shares = scenario.profiles.iter().zip(&derivation.profiles);
        let share =
            |(profile, share): (&'a model::scenario::PodProfile, &fleet::derivation::ShareOfBound)| BoundShareJson {
                profile: &profile.name,
                pods: share.pods,
                micro_usd_per_pod: share.each,
                micro_usd: share.all,
            };
        BoundPartsJson {
            pods: shares.map(share).collect(),
            least_nodes_micro_usd: derivation.least_nodes,
            whole_nodes_micro_usd: derivation.whole_nodes,
            losses_micro_usd: derivation.losses,
            limits: derivation
                .resources
                .iter()
                .map(|(limit, micro_usd)| BoundLimitJson { limit, micro_usd: *micro_usd })
                .collect(),
        }
    }
}

impl OptionsJson {
    fn of(options: &Options) -> OptionsJson {
        OptionsJson {
            types: options.types,
            largest_vcpu: options.largest_vcpu,
            burstable: options.burstable,
            zones: options.zones,
            survive: match options.survive {
                Survive::Nothing => SurviveCode::Nothing,
                Survive::Node => SurviveCode::Node,
                Survive::Zone => SurviveCode::Zone,
            },
            headroom: options.headroom,
            zone_nodes: options.zone_nodes,
        }
    }
}

impl GroupJson<'_> {
    fn of(group: &NodeGroup) -> GroupJson<'_> {
        GroupJson {
            r#type: &group.instance_type,
            is_spot: group.is_spot,
            taints: &group.taints,
            nodes: group.nodes,
            zone: group.zone,
            pods: &group.pods,
            is_spare: group.is_spare,
            micro_usd_per_node_month: group.node_cost,
            stops: &group.stops,
            binding: &group.binds,
            free_cpu_m: group.free.cpu_m,
            free_memory_mib: group.free.memory_mib,
            free_cpu_bp: group.free.cpu_bp,
            free_memory_bp: group.free.memory_bp,
            free_pods: group.free.pods,
            wasted_micro_usd_per_node_month: group.waste,
        }
    }
}

impl ComparedJson<'_> {
    fn of<'a>(compared: &'a Compared, fleet: &Fleet) -> ComparedJson<'a> {
        let above = i128::from(compared.cost) - i128::from(fleet.cost.total);
        ComparedJson {
            nodes: compared.nodes,
            micro_usd_per_month: compared.cost,
            above_bp: (above * 10_000 / i128::from(fleet.cost.total.max(1))) as i64,
            types: compared.types.iter().map(|(r#type, nodes)| TypeCount { r#type, nodes: *nodes }).collect(),
            without_price: compared.unpriced,
            holds: compared.holds,
            within_types: compared.allowed_types.is_none(),
            left_out: compared.left_out,
        }
    }
}
