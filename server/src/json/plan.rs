//! A plan as JSON: the figures of the page, money in micro-dollars, each unit in its key.

use crate::json::scenario::ScenarioJson;
use model::catalog::{Catalog, TypeRef};
use model::evaluation::Evaluation;
use model::explain::{Figure, explain};
use model::node::capacity::Capacity;
use model::node::limit::Limit;
use model::node::workload::Workload;
use model::plan::cost::{Confidence, by_purchase, control_plane};
use model::plan::packing::packing;
use model::plan::relaxed::relaxed;
use model::plan::until_seen::until_seen;
use model::plan::{Candidate, Plan};
use model::scenario::{Era, Scenario};
use model::summary::notes::notes;
use model::words;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The whole result, pretty-printed.
pub fn text(evaluation: &Evaluation, plan: &Plan) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(&planned(evaluation, plan))? + "\n")
}

/// Every instance type of a region, ranked or refused.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Plan")]
pub struct PlanJson<'a> {
    catalog: CatalogDates<'a>,
    scenario: ScenarioJson,
    /// By whose rules.
    era: EraCode,
    /// The answer in a sentence or two.
    headline: String,
    /// What every figure stands for where requests were sized on a family; none where a vCPU counts as a vCPU.
    equal_work: Option<String>,
    /// The control plane, once a cluster; none by the article's rules. In no cost of nodes.
    control_plane_micro_usd_per_month: Option<u64>,
    /// The first candidate with the derivation of each figure; none where no type carries the pods.
    best: Option<Detailed<'a>>,
    /// Every type that carries the pods, the cheapest first.
    candidates: Vec<CandidateJson<'a>>,
    /// Every type that does not.
    excluded: Vec<Excluded<'a>>,
}

/// Which catalogue the figures come from.
#[derive(Serialize, JsonSchema)]
pub struct CatalogDates<'a> {
    /// A date with a serial.
    pub version: &'a str,
    /// Code of the region.
    pub region: &'a str,
    /// Date of the published on-demand prices.
    pub on_demand_as_of: &'a str,
    /// Date of the spot averages.
    pub spot_as_of: &'a str,
    /// Date of the rates of commitments; none where none are known.
    pub reserved_as_of: Option<&'a str>,
}

impl CatalogDates<'_> {
    /// Of a region's catalogue.
    pub fn of(catalog: &Catalog) -> CatalogDates<'_> {
        CatalogDates {
            version: &catalog.version,
            region: &catalog.region.code,
            on_demand_as_of: &catalog.region.on_demand_as_of,
            spot_as_of: &catalog.spot_as_of,
            reserved_as_of: catalog.reserved_as_of.as_deref(),
        }
    }
}

/// By whose rules: today's, or the article's of November 2018.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Era")]
pub enum EraCode {
    Today,
    Article,
}

impl From<Era> for EraCode {
    fn from(era: Era) -> EraCode {
        match era {
            Era::Today => EraCode::Today,
            Era::Article => EraCode::Article,
        }
    }
}

/// A type that does not carry the pods.
#[derive(Serialize, JsonSchema)]
struct Excluded<'a> {
    r#type: &'a str,
    /// Why, in words.
    reason: Cow<'static, str>,
    /// Whether the scenario's own filters leave it out.
    is_filter: bool,
}

/// A candidate and how its figures came about.
#[derive(Serialize, JsonSchema)]
struct Detailed<'a> {
    #[serde(flatten)]
    candidate: CandidateJson<'a>,
    /// Nodes that hold the same pods. Nodes beyond them, up to the minimum number, hold none.
    groups: Vec<Group>,
    /// Pods per node that Karpenter plans until it has seen a node of the type, where those are not `pods_per_node`.
    karpenter_pods_per_node_until_seen: Option<u32>,
    /// Each figure with formula, inputs and sources.
    figures: Vec<FigureJson>,
    /// Notes on the figures.
    notes: Vec<String>,
}

/// Nodes that hold the same pods.
#[derive(Serialize, JsonSchema)]
struct Group {
    nodes: u32,
    /// Pods of each profile on each of them, in the order of `profiles`.
    pods: Vec<u32>,
}

/// A type that carries the pods.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Candidate")]
struct CandidateJson<'a> {
    r#type: &'a str,
    pods_per_node: u32,
    /// What the requests come to on this type, where they were sized on a family.
    equal_work: Option<OnType>,
    /// Pods per node that each limit would allow, by the limit's code.
    pods_by_limit: BTreeMap<&'static str, u32>,
    /// Codes of the limits that stop the next pod.
    binding: Vec<&'static str>,
    /// What lifting the binding limit would bring.
    relaxed: Option<Relaxed>,
    /// The most pods that the node may run, daemonsets included.
    max_pods: u32,
    /// Addresses for pods; none where the mode sets no such limit.
    pod_addresses: Option<u32>,
    /// What the node has for pods; none by the article's rules.
    allocatable: Option<Allocatable>,
    attached_enis: Option<u32>,
    /// EBS volumes that pods may attach.
    ebs_volumes: Option<u32>,
    nodes: u32,
    micro_usd_per_hour: u64,
    price_confidence: PriceConfidence,
    /// All nodes: instances, Auto Mode's fee, disks and agents.
    micro_usd_per_month: u64,
    /// What that is made of.
    parts: Parts,
    /// The same with the control plane.
    micro_usd_per_month_in_all: u64,
    /// The same nodes under every purchase; none by the article's rules.
    purchases: Option<Purchases>,
    /// All nodes over the pods that there are; in the article's era, as it counts, a node over the pods that it has room for.
    micro_usd_per_pod_month: u64,
    /// A node over the pods that it has room for.
    micro_usd_per_slot_month: u64,
    /// What is paid for and not used; unknown by the article's rules.
    stranded: Option<Stranded>,
}

/// A type's vCPUs against the family's that requests were sized on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "EqualWork")]
struct OnType {
    /// What a vCPU is worth, in hundredths of the family's: the least of the benchmarks that ran on both.
    vcpu_worth: u32,
    /// By the benchmark that favours the type most.
    vcpu_worth_at_most: u32,
    /// CPU to request for a pod of each profile on this type, millicores: Kubernetes counts vCPUs.
    cpu_request_m: Vec<u32>,
}

/// What all nodes cost a month, part by part.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CostParts")]
struct Parts {
    /// Instances as they are bought.
    instances_micro_usd: u64,
    /// Auto Mode's fee, of the on-demand price however they are bought.
    auto_mode_fee_micro_usd: u64,
    /// The disks that nodes start with.
    disks_micro_usd: u64,
    /// Agents that are billed per node.
    agents_micro_usd: u64,
}

/// All nodes a month under each purchase, in micro-dollars; none where it is not sold or not known.
#[derive(Serialize, JsonSchema)]
struct Purchases {
    on_demand: Option<u64>,
    /// Reserved Instances, No Upfront, as all that follow but spot.
    standard_1y: Option<u64>,
    convertible_1y: Option<u64>,
    standard_3y: Option<u64>,
    convertible_3y: Option<u64>,
    /// Average of the region: indicative.
    spot: Option<u64>,
}

/// The fleet if the binding limit were lifted up to the next one.
#[derive(Serialize, JsonSchema)]
struct Relaxed {
    /// Code of the limit that would bind then.
    next: &'static str,
    pods_per_node: u32,
    nodes: u32,
    saves_micro_usd_per_month: u64,
}

/// Room for pods on a node.
#[derive(Serialize, JsonSchema)]
struct Allocatable {
    cpu_m: u32,
    memory_mib: u32,
    ephemeral_mib: u32,
}

/// What all nodes together leave unused, and as a share of what they have for pods in hundredths of a per cent.
#[derive(Serialize, JsonSchema)]
struct Stranded {
    cpu_m: u64,
    memory_mib: u64,
    cpu_bp: u32,
    memory_bp: u32,
}

/// How far a price can be trusted: published, estimated, derived from an average (spot), or a Linux price without the
/// Windows licence.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PriceConfidence {
    Published,
    Estimated,
    Derived,
    #[serde(rename = "without-licence")]
    WithoutLicence,
}

/// How a figure came about.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Figure")]
struct FigureJson {
    id: &'static str,
    label: &'static str,
    /// Money in micro-dollars.
    value: u64,
    /// The value as the page shows it.
    reading: String,
    /// In the symbols of the inputs.
    formula: &'static str,
    /// By symbol.
    inputs: BTreeMap<&'static str, f64>,
    /// Ids of sources, as the page Sources lists them.
    sources: Vec<&'static str>,
    note: Option<&'static str>,
}

/// What candidates are made from.
struct Basis<'a> {
    evaluation: &'a Evaluation,
    plan: &'a Plan,
    workload: Workload<'a>,
}

/// The whole result.
pub fn planned<'a>(evaluation: &'a Evaluation, plan: &'a Plan) -> PlanJson<'a> {
    let (catalog, scenario) = (evaluation.catalog(), evaluation.scenario());
    let excluded =
        plan.rejected.iter().map(|r| (r.index.name(catalog), r.reason.in_scenario(scenario), r.reason.is_filter()));
    let from = Basis { evaluation, plan, workload: Workload::of(scenario).sized(catalog) };
    PlanJson {
        catalog: CatalogDates::of(catalog),
        scenario: ScenarioJson::of(scenario),
        era: plan.era.into(),
        headline: evaluation.headline(),
        equal_work: words::equal_work(scenario),
        control_plane_micro_usd_per_month: (plan.era == Era::Today).then(|| control_plane(scenario).0),
        best: plan.best().map(|best| detailed(&from, best)),
        candidates: plan.candidates.iter().map(|c| candidate(&from, c)).collect(),
        excluded: excluded.map(|(r#type, reason, is_filter)| Excluded { r#type, reason, is_filter }).collect(),
    }
}

/// A candidate with the derivation of each figure.
fn detailed<'a>(from: &Basis<'a>, c: &Candidate) -> Detailed<'a> {
    let (catalog, scenario) = (from.evaluation.catalog(), from.evaluation.scenario());
    Detailed {
        candidate: candidate(from, c),
        groups: groups(catalog, scenario, c),
        karpenter_pods_per_node_until_seen: c.today().and_then(|c| until_seen(catalog, scenario, c.index)),
        figures: explain(catalog, scenario, c).iter().map(figure).collect(),
        notes: notes(catalog, scenario, c).iter().map(ToString::to_string).collect(),
    }
}

/// Nodes that hold the same pods, all of them today; the article counts pods alike.
fn groups(catalog: &Catalog, scenario: &Scenario, c: &Candidate) -> Vec<Group> {
    let TypeRef::Today(index) = c.index else { return Vec::new() };
    let packed = packing(catalog.instance_type(index), &Workload::of(scenario).sized(catalog)).on(c.fleet.nodes);
    packed.groups.into_iter().map(|g| Group { nodes: g.nodes, pods: g.pods }).collect()
}

fn on_type(from: &Basis, c: &Candidate) -> Option<OnType> {
    let ratio = from.workload.ratio(from.evaluation.catalog().instance_type(c.today()?.index))?;
    Some(OnType {
        vcpu_worth: ratio.least,
        vcpu_worth_at_most: ratio.most,
        cpu_request_m: from.evaluation.scenario().profiles.iter().map(|p| ratio.need(p.cpu).0).collect(),
    })
}

fn candidate<'a>(from: &Basis<'a>, c: &Candidate) -> CandidateJson<'a> {
    let Basis { evaluation, plan, .. } = *from;
    let (catalog, scenario) = (evaluation.catalog(), evaluation.scenario());
    let attached = match c.index {
        TypeRef::Today(index) => Some(c.capacity.attached(catalog.instance_type(index), &Workload::of(scenario))),
        TypeRef::Of2018(_) => None,
    };
    CandidateJson {
        r#type: c.name(catalog),
        pods_per_node: c.capacity.pods,
        equal_work: on_type(from, c),
        pods_by_limit: by_limit(&c.capacity),
        binding: c.capacity.by_limit.binding().map(Limit::code).collect(),
        relaxed: relaxed(catalog, scenario, c).map(|r| Relaxed {
            next: r.next.code(),
            pods_per_node: r.pods,
            nodes: r.nodes,
            saves_micro_usd_per_month: r.saves.0,
        }),
        max_pods: c.capacity.max_pods,
        pod_addresses: c.capacity.addresses,
        allocatable: c.capacity.allocatable.map(|have| Allocatable {
            cpu_m: have.cpu.0,
            memory_mib: have.memory.0,
            ephemeral_mib: have.ephemeral.0,
        }),
        attached_enis: attached.map(|a| a.enis),
        ebs_volumes: attached.map(|a| a.volumes),
        nodes: c.fleet.nodes,
        micro_usd_per_hour: c.price.hourly.0,
        price_confidence: confidence(c.price.confidence),
        micro_usd_per_month: c.fleet.monthly.0,
        parts: parts(scenario, c),
        micro_usd_per_month_in_all: in_all(scenario, c),
        purchases: purchases(catalog, scenario, c),
        micro_usd_per_pod_month: plan.per_pod(c).0,
        micro_usd_per_slot_month: c.fleet.per_slot.0,
        stranded: c.stranded.map(|s| Stranded {
            cpu_m: s.cpu,
            memory_mib: s.memory,
            cpu_bp: s.cpu_share().0,
            memory_bp: s.memory_share().0,
        }),
    }
}

fn parts(scenario: &Scenario, c: &Candidate) -> Parts {
    let parts = c.price.parts(scenario, c.fleet.nodes);
    Parts {
        instances_micro_usd: parts.instances.0,
        auto_mode_fee_micro_usd: parts.fee.0,
        disks_micro_usd: parts.disks.0,
        agents_micro_usd: parts.agents.0,
    }
}

/// The article's sheet knows no control plane.
fn in_all(scenario: &Scenario, c: &Candidate) -> u64 {
    match c.index {
        TypeRef::Today(_) => c.fleet.monthly.0 + control_plane(scenario).0,
        TypeRef::Of2018(_) => c.fleet.monthly.0,
    }
}

fn purchases(catalog: &Catalog, scenario: &Scenario, c: &Candidate) -> Option<Purchases> {
    let TypeRef::Today(index) = c.index else { return None };
    let costs = by_purchase(catalog.instance_type(index), catalog.offer(index), scenario, c.fleet.nodes);
    let [on_demand, standard_1y, convertible_1y, standard_3y, convertible_3y, spot] =
        costs.map(|cost| cost.map(|cost| cost.0));
    Some(Purchases { on_demand, standard_1y, convertible_1y, standard_3y, convertible_3y, spot })
}

/// How far a price can be trusted, in a word.
pub fn confidence(confidence: Confidence) -> PriceConfidence {
    match confidence {
        Confidence::Published => PriceConfidence::Published,
        Confidence::Estimated => PriceConfidence::Estimated,
        Confidence::Derived => PriceConfidence::Derived,
        Confidence::WithoutLicence => PriceConfidence::WithoutLicence,
    }
}

fn by_limit(capacity: &Capacity) -> BTreeMap<&'static str, u32> {
    let entry = |limit: Limit| Some((limit.code(), capacity.by_limit.get(limit)?));
    Limit::ALL.into_iter().filter_map(entry).collect()
}

fn figure(f: &Figure) -> FigureJson {
    FigureJson {
        id: f.id,
        label: f.label,
        value: f.value,
        reading: f.reading(),
        formula: f.formula,
        inputs: f.inputs.iter().map(|i| (i.symbol, i.value)).collect(),
        sources: f.sources.clone(),
        note: f.note,
    }
}
