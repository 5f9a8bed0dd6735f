//! Whether a cluster's addresses last, as JSON.

use crate::json::plan::CatalogDates;
use crate::json::scenario::ScenarioJson;
use addresses::answer::{Answer, Fragments, InMode, Simulated};
use addresses::lasts::ZoneUse;
use addresses::mix::{Group, Lies};
use addresses::remedies::Remedy;
use addresses::settings;
use addresses::simulate::ec2::Action;
use addresses::simulate::report::{Sample, ZoneSample};
use addresses::subnets::Subnet;
use addresses::tuner::{Tried, Tuned, uses_prefixes};
use model::catalog::Catalog;
use model::scenario::Scenario;
use schemars::JsonSchema;
use serde::Serialize;

/// Whether the addresses of the subnets last: zone by zone, in every mode, over time; and what to set or try.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Addresses")]
pub struct AddressesJson<'a> {
    catalog: CatalogDates<'a>,
    scenario: ScenarioJson,
    nodes: NodesJson<'a>,
    subnets: Vec<SubnetJson<'a>>,
    /// Every networking mode; the scenario's is its `mode`.
    modes: Vec<ModeJson<'a>>,
    /// Blocks of 16 that single addresses leave, by subnet, where size and free addresses are known; for the scenario's
    /// nodes with prefixes.
    fragmentation: Vec<FragmentsJson>,
    /// What was simulated; null where it was not.
    simulation: Option<SimulationJson<'a>>,
    /// Why nothing was simulated.
    not_simulated: Option<&'static str>,
    /// VPC CNI's warm targets; null where it keeps no pool.
    tuner: Option<TunerJson<'a>>,
    /// What to try, in order, where addresses are too few or not all is checked.
    remedies: Vec<RemedyJson<'a>>,
}

/// The nodes that are looked at, in the scenario's mode.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NodesOfAddresses")]
struct NodesJson<'a> {
    /// `one-type`, `fleet` or `present`.
    of: &'static str,
    /// What is assumed of them, and what is not known.
    about: Vec<String>,
    groups: Vec<GroupJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NodeGroupOfAddresses")]
struct GroupJson<'a> {
    r#type: &'a str,
    nodes: u32,
    /// On each node, those of DaemonSets not counted.
    pods: u32,
    /// In use by pods on each node, those of DaemonSets included.
    addresses_in_use: u32,
    /// What each node holds of its own subnet.
    addresses_of_node_subnet: u32,
    /// What each node holds of its pods' subnet, where that is another.
    addresses_of_pod_subnet: u32,
    prefixes: u32,
    /// The zone's name, or a fleet's zone from 0; null where the nodes are spread over all.
    zone: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SubnetOfAddresses")]
struct SubnetJson<'a> {
    name: &'a str,
    zone: &'a str,
    /// Whose addresses it is for: `nodes` or `pods`.
    role: &'static str,
    cidr: Option<String>,
    free: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AddressesInMode")]
struct ModeJson<'a> {
    mode: &'static str,
    /// The type, or types of a fleet; null where no type carries the pods.
    r#type: Option<&'a str>,
    nodes: Option<u32>,
    /// Nodes with more pods than they have addresses or pod slots for in this mode.
    nodes_too_full: u32,
    /// Whether every zone has enough with the surge; null where that is not checked and no zone is too small.
    fits: Option<bool>,
    /// Pods of the whole cluster at which the first subnets are full, at the same density, without a surge.
    lasts_for_pods: Option<u64>,
    /// The zone that is full first.
    first_zone: Option<&'a str>,
    zones: Vec<ZoneJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ZoneAddresses")]
struct ZoneJson<'a> {
    zone: &'a str,
    role: &'static str,
    /// Indices of the subnets, which count as one pool.
    subnets: &'a [usize],
    nodes: u32,
    addresses_needed: u64,
    /// With 30 % surge and six addresses a subnet for the control plane.
    addresses_needed_with_surge: u64,
    addresses_free: Option<u64>,
    blocks_needed_with_surge: Option<u64>,
    blocks_free_at_best: Option<u64>,
    /// On average, if all that is in use is single addresses.
    blocks_free_expected: Option<f64>,
    fits: Option<bool>,
    lasts_for_pods: Option<u64>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fragmentation")]
struct FragmentsJson {
    /// Index of the subnet.
    subnet: usize,
    addresses_in_use: u32,
    blocks_of_an_empty_subnet: u32,
    blocks_free_expected: f64,
    chance_of_no_free_block: f64,
    chance_of_too_few_for_a_node: f64,
    /// More nodes that find their blocks with a chance of 99 %.
    nodes_sure: u32,
    nodes_with_an_even_chance: u32,
    /// If single addresses broke no blocks.
    nodes_on_paper: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AddressSimulation")]
struct SimulationJson<'a> {
    event: &'static str,
    what: String,
    seed: u64,
    seconds: u32,
    /// What was not known and had to be assumed.
    assumed: &'a [String],
    pods_that_asked: u32,
    /// Of those, the ones that had none before anything happened.
    pods_waiting_before: u32,
    pods_that_waited: usize,
    wait_ms_p50: Option<u32>,
    wait_ms_p99: Option<u32>,
    most_waiting_at_once: u32,
    still_waiting: u32,
    without_a_node: u32,
    /// Launches that failed because no subnet of the zone had an address.
    nodes_refused: u32,
    idle_percent: u32,
    subnets: Vec<LeastJson<'a>>,
    calls: Vec<CallsJson>,
    calls_refused: u64,
    /// Times that EC2 refused what a node wanted to do because the account had made too many calls.
    calls_throttled: u64,
    calls_in_the_busiest_second: u32,
    samples: Vec<SampleJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LeastFree")]
struct LeastJson<'a> {
    name: &'a str,
    least_free: u32,
    least_free_blocks: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Ec2Calls")]
struct CallsJson {
    action: &'static str,
    calls: u64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AddressSample")]
struct SampleJson<'a> {
    second: u32,
    nodes: u32,
    waiting: u32,
    without_a_node: u32,
    assigned: u32,
    cooling: u32,
    held: u32,
    /// Calls to EC2 since the sample before.
    ec2_calls: u32,
    free: &'a [u32],
    free_blocks: &'a [u32],
    /// Zone by zone, in the order of the zones.
    zones: Vec<ZoneSampleJson>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AddressSampleOfZone")]
struct ZoneSampleJson {
    held: u32,
    assigned: u32,
    cooling: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WarmTargetsTuned")]
struct TunerJson<'a> {
    present: TriedJson,
    shipped: TriedJson,
    recommended: TriedJson,
    reasons: &'a [String],
    kubectl: String,
    /// For the EKS add-on, as text.
    configuration_values: String,
    terraform: String,
    /// Settings that no other beats on addresses, waiting and calls, the fewest addresses first.
    unbeaten: Vec<TriedJson>,
    looked_at: usize,
    simulated: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WarmTargetsTried")]
struct TriedJson {
    settings: String,
    addresses: u64,
    waited_per_mille: u32,
    wait_ms_p99: Option<u32>,
    calls_per_hour: u64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AddressRemedy")]
struct RemedyJson<'a> {
    code: &'static str,
    what: &'a str,
    frees: i64,
    addresses_of_node_subnets: u64,
    addresses_elsewhere: u64,
    fits: Option<bool>,
    micro_usd_more_per_month: i64,
    note: Option<&'a str>,
}

/// As one line of text.
pub fn text(catalog: &Catalog, scenario: &Scenario, answer: &Answer) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(&addresses(catalog, scenario, answer))?;
    text.push('\n');
    Ok(text)
}

/// The whole answer.
pub fn addresses<'a>(catalog: &'a Catalog, scenario: &Scenario, answer: &'a Answer) -> AddressesJson<'a> {
    let prefixes = uses_prefixes(&answer.mix);
    AddressesJson {
        catalog: CatalogDates::of(catalog),
        scenario: ScenarioJson::of(scenario),
        nodes: NodesJson::of(answer),
        subnets: answer.subnets.list.iter().map(SubnetJson::of).collect(),
        modes: answer.modes.iter().map(ModeJson::of).collect(),
        fragmentation: answer.fragments.iter().map(FragmentsJson::of).collect(),
        simulation: answer.simulated.and_then(Result::ok).map(SimulationJson::of),
        not_simulated: answer.simulated.and_then(Result::err).map(|why| why.text()),
        tuner: answer.tuned.map(|tuned| TunerJson::of(tuned, prefixes)),
        remedies: answer.remedies.iter().map(RemedyJson::of).collect(),
    }
}

impl<'a> NodesJson<'a> {
    fn of(answer: &'a Answer) -> NodesJson<'a> {
        let group = |group: &'a Group| {
            let held = answer.mix.held(group);
            GroupJson {
                r#type: &group.t.name,
                nodes: group.nodes,
                pods: group.pods,
                addresses_in_use: group.addresses,
                addresses_of_node_subnet: held.node_subnet_addresses,
                addresses_of_pod_subnet: held.pod_subnet_addresses,
                prefixes: held.prefixes,
                zone: match group.lies {
                    Lies::Anywhere => None,
                    Lies::Numbered(n) => Some(n.to_string()),
                    Lies::Named(name) => Some(name.into()),
                },
            }
        };
        NodesJson {
            of: answer.nodes.which().code(),
            about: answer.about(),
            groups: answer.mix.groups.iter().map(group).collect(),
        }
    }
}

impl SubnetJson<'_> {
    fn of(subnet: &Subnet) -> SubnetJson<'_> {
        SubnetJson {
            name: &subnet.name,
            zone: &subnet.zone,
            role: subnet.role.code(),
            cidr: subnet.cidr.map(|cidr| cidr.to_string()),
            free: subnet.free,
        }
    }
}

impl ModeJson<'_> {
    fn of(row: &InMode) -> ModeJson<'_> {
        let first = row.lasts.first.and_then(|i| row.lasts.zones.get(i));
        ModeJson {
            mode: row.mode.facts().code,
            r#type: row.nodes.as_ref().map(|(name, _)| name.as_str()),
            nodes: row.nodes.as_ref().map(|(_, nodes)| *nodes),
            nodes_too_full: row.overfull,
            fits: row.lasts.fits.filter(|_| !row.lasts.zones.is_empty()),
            lasts_for_pods: row.lasts.pods(),
            first_zone: first.map(|row| row.zone.as_str()),
            zones: row.lasts.zones.iter().map(ZoneJson::of).collect(),
        }
    }
}

impl ZoneJson<'_> {
    fn of(row: &ZoneUse) -> ZoneJson<'_> {
        ZoneJson {
            zone: &row.zone,
            role: row.role.code(),
            subnets: &row.subnets,
            nodes: row.nodes,
            addresses_needed: row.need,
            addresses_needed_with_surge: row.need_with_surge,
            addresses_free: row.free,
            blocks_needed_with_surge: row.blocks.map(|b| b.need_with_surge),
            blocks_free_at_best: row.blocks.and_then(|b| b.at_best),
            blocks_free_expected: row.blocks.and_then(|b| b.expected),
            fits: row.fits,
            lasts_for_pods: row.lasts_pods,
        }
    }
}

impl FragmentsJson {
    fn of(row: &Fragments) -> FragmentsJson {
        FragmentsJson {
            subnet: row.subnet,
            addresses_in_use: row.used,
            blocks_of_an_empty_subnet: row.blocks,
            blocks_free_expected: row.expected,
            chance_of_no_free_block: row.none,
            chance_of_too_few_for_a_node: row.too_few_for_a_node,
            nodes_sure: row.nodes_sure,
            nodes_with_an_even_chance: row.nodes_even,
            nodes_on_paper: row.nodes_on_paper,
        }
    }
}

impl SimulationJson<'_> {
    fn of(simulated: &Simulated) -> SimulationJson<'_> {
        let report = &simulated.report;
        let least = report.least_free.iter().zip(&report.least_blocks);
        let subnets = simulated.setup.subnets.iter().zip(least);
        SimulationJson {
            event: simulated.setup.event.code(),
            what: simulated.setup.event.name(),
            seed: report.seed,
            seconds: report.seconds,
            assumed: &simulated.assumed.0,
            pods_that_asked: report.asked,
            pods_waiting_before: report.waiting_before,
            pods_that_waited: report.waits.len(),
            wait_ms_p50: report.wait(50),
            wait_ms_p99: report.wait(99),
            most_waiting_at_once: report.most_waiting,
            still_waiting: report.still_waiting,
            without_a_node: report.unplaced,
            nodes_refused: report.nodes_refused,
            idle_percent: report.idle_percent(),
            subnets: subnets
                .map(|(s, (free, blocks))| LeastJson { name: &s.name, least_free: *free, least_free_blocks: *blocks })
                .collect(),
            calls: Action::ALL
                .into_iter()
                .map(|action| CallsJson { action: action.name(), calls: report.calls_of(action) })
                .collect(),
            calls_refused: report.refused,
            calls_throttled: report.throttled,
            calls_in_the_busiest_second: report.busiest_second,
            samples: report.samples.iter().map(SampleJson::of).collect(),
        }
    }
}

impl SampleJson<'_> {
    fn of(sample: &Sample) -> SampleJson<'_> {
        SampleJson {
            second: sample.second,
            nodes: sample.nodes,
            waiting: sample.waiting,
            without_a_node: sample.unplaced,
            assigned: sample.assigned,
            cooling: sample.cooling,
            held: sample.held,
            ec2_calls: sample.calls,
            free: &sample.free,
            free_blocks: &sample.blocks,
            zones: sample.zones.iter().map(ZoneSampleJson::of).collect(),
        }
    }
}

impl ZoneSampleJson {
    fn of(zone: &ZoneSample) -> ZoneSampleJson {
        ZoneSampleJson { held: zone.held, assigned: zone.assigned, cooling: zone.cooling }
    }
}

impl TunerJson<'_> {
    fn of(tuned: &Tuned, prefixes: bool) -> TunerJson<'_> {
        let targets = tuned.recommended.targets;
        TunerJson {
            present: TriedJson::of(&tuned.present, prefixes),
            shipped: TriedJson::of(&tuned.shipped, prefixes),
            recommended: TriedJson::of(&tuned.recommended, prefixes),
            reasons: &tuned.reasons,
            kubectl: settings::kubectl(targets, prefixes),
            configuration_values: settings::configuration_values(targets, prefixes),
            terraform: settings::terraform(targets, prefixes),
            unbeaten: tuned.unbeaten.iter().map(|tried| TriedJson::of(tried, prefixes)).collect(),
            looked_at: tuned.looked_at,
            simulated: tuned.simulated,
        }
    }
}

impl TriedJson {
    fn of(tried: &Tried, prefixes: bool) -> TriedJson {
        TriedJson {
            settings: settings::in_words(tried.targets, prefixes),
            addresses: tried.addresses,
            waited_per_mille: tried.waited_per_mille,
            wait_ms_p99: tried.wait_p99,
            calls_per_hour: tried.calls_per_hour,
        }
    }
}

impl RemedyJson<'_> {
    fn of(remedy: &Remedy) -> RemedyJson<'_> {
        RemedyJson {
            code: remedy.code,
            what: &remedy.what,
            frees: remedy.frees,
            addresses_of_node_subnets: remedy.takes,
            addresses_elsewhere: remedy.elsewhere,
            fits: remedy.fits,
            micro_usd_more_per_month: remedy.monthly_difference,
            note: remedy.note.as_deref(),
        }
    }
}
