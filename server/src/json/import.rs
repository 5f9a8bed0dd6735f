//! What was understood of a dump, manifests or a table, as JSON.

use crate::json::scenario::ScenarioJson;
use import::Imported;
use import::imported::{OnNodes, Workload};
use import::notes::{Note, What};
use import::price::{Compared, Fill, Priced, PricedNodes, Share};
use import::scenario::Converted;
use import::words;
use model::plan::cost::Confidence;
use schemars::JsonSchema;
use serde::Serialize;

/// A cluster as it was understood, and its workloads as a scenario.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Imported")]
pub struct ImportedJson<'a> {
    /// What berth import prints: plan it, find a fleet for it, save it.
    scenario: ScenarioJson,
    /// The present EC2 nodes; none where the input has no nodes.
    present: Option<PresentJson<'a>>,
    /// Those with the most requests first.
    workloads: Vec<WorkloadJson<'a>>,
    /// Pods that run to an end.
    jobs: Vec<WorkloadJson<'a>>,
    /// DaemonSets and static pods.
    on_each_node: Vec<OnNodesJson<'a>>,
    /// Pods of workloads that request neither CPU nor memory.
    pods_that_ask_for_nothing: u32,
    /// Pods and nodes that are no part of the workload.
    left_out: Vec<String>,
    /// What a reader should know.
    remarks: Vec<RemarkJson<'a>>,
}

/// The present EC2 nodes.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PresentNodes")]
struct PresentJson<'a> {
    nodes: u32,
    /// Those of which no price is known; the sum is without them.
    without_price: u32,
    micro_usd_per_month: u64,
    requested: FillJson,
    types: Vec<PresentTypeJson<'a>>,
}

/// Present nodes of one type, bought alike.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PresentType")]
struct PresentTypeJson<'a> {
    /// Empty where no node tells.
    r#type: &'a str,
    nodes: u32,
    /// How they are bought, in words.
    bought: &'static str,
    /// None where no price is known.
    micro_usd_per_month: Option<u64>,
    /// Whether the price is an estimate or a spot average.
    is_estimate: bool,
    requested: FillJson,
    memory_mib: ComparedJson,
    max_pods: ComparedJson,
}

/// What pods request of what nodes have for them.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Requested")]
struct FillJson {
    cpu_m: ShareJson,
    memory_mib: ShareJson,
    pods: ShareJson,
    /// What is the fullest.
    binds: &'static str,
}

/// A part and its whole.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Share")]
struct ShareJson {
    requested: u64,
    allocatable: u64,
}

/// What nodes report.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reported")]
struct ComparedJson {
    /// The least that one of them reports.
    reported: u32,
    /// What Berth plans with; none for a type that it does not know.
    berth: Option<u32>,
}

/// Pods of one owner that need the same.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Workload")]
struct WorkloadJson<'a> {
    namespace: &'a str,
    kind: &'a str,
    name: &'a str,
    pods: u32,
    pending: u32,
    cpu_m: u32,
    mem_mib: u32,
    /// Placement and further needs, in words.
    more: Vec<String>,
}

/// What runs once on each node.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OnEachNode")]
struct OnNodesJson<'a> {
    namespace: &'a str,
    kind: &'a str,
    name: &'a str,
    /// EC2 nodes that it runs on; none where the input has no nodes.
    nodes: Option<u32>,
    cpu_m: u32,
    mem_mib: u32,
    host_network: bool,
}

/// A remark.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Remark")]
struct RemarkJson<'a> {
    kind: RemarkKind,
    text: &'a str,
    /// How often it holds.
    count: u32,
    /// The first few that it holds of.
    examples: &'a [String],
}

/// What kind of remark it is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "RemarkKind")]
enum RemarkKind {
    /// The input is not as it must be.
    Wrong,
    /// It binds in the cluster, and Berth cannot tell what it means.
    NotUnderstood,
    /// It is understood, and a scenario has no setting for it.
    NoSetting,
    /// How something was counted.
    Counted,
}

/// What was understood, the scenario made of it, and the price of the nodes.
pub fn imported<'a>(imported: &'a Imported, converted: &'a Converted, priced: Option<&'a Priced>) -> ImportedJson<'a> {
    ImportedJson {
        scenario: ScenarioJson::of(&converted.scenario),
        present: priced.map(PresentJson::of),
        workloads: imported.workloads.iter().map(WorkloadJson::of).collect(),
        jobs: imported.jobs.iter().map(WorkloadJson::of).collect(),
        on_each_node: imported.on_nodes.iter().map(OnNodesJson::of).collect(),
        pods_that_ask_for_nothing: imported.asking_for_nothing(),
        left_out: words::left_out(imported),
        remarks: imported.notes.iter().chain(&converted.notes).map(RemarkJson::of).collect(),
    }
}

impl PresentJson<'_> {
    fn of(priced: &Priced) -> PresentJson<'_> {
        PresentJson {
            nodes: priced.nodes,
            without_price: priced.unpriced,
            micro_usd_per_month: priced.month.0,
            requested: FillJson::of(&priced.fill),
            types: priced.rows.iter().map(PresentTypeJson::of).collect(),
        }
    }
}

impl PresentTypeJson<'_> {
    fn of(row: &PricedNodes) -> PresentTypeJson<'_> {
        PresentTypeJson {
            r#type: &row.instance_type,
            nodes: row.nodes,
            bought: words::bought(row),
            micro_usd_per_month: row.month.map(|month| month.0),
            is_estimate: row.confidence.is_some_and(|confidence| confidence != Confidence::Published),
            requested: FillJson::of(&row.fill),
            memory_mib: ComparedJson::of(row.memory),
            max_pods: ComparedJson::of(row.max_pods),
        }
    }
}

impl FillJson {
    fn of(fill: &Fill) -> FillJson {
        let share = |of: Share| ShareJson { requested: of.requested, allocatable: of.allocatable };
        FillJson { cpu_m: share(fill.cpu), memory_mib: share(fill.memory), pods: share(fill.pods), binds: fill.binds() }
    }
}

impl ComparedJson {
    fn of(of: Compared) -> ComparedJson {
        ComparedJson { reported: of.reported, berth: of.berth }
    }
}

impl WorkloadJson<'_> {
    fn of(workload: &Workload) -> WorkloadJson<'_> {
        WorkloadJson {
            namespace: &workload.namespace,
            kind: &workload.owner.kind,
            name: &workload.owner.name,
            pods: workload.pods,
            pending: workload.pending,
            cpu_m: workload.needs.cpu.0,
            mem_mib: workload.needs.memory.0,
            more: words::more(workload),
        }
    }
}

impl OnNodesJson<'_> {
    fn of(one: &OnNodes) -> OnNodesJson<'_> {
        OnNodesJson {
            namespace: &one.namespace,
            kind: &one.owner.kind,
            name: &one.owner.name,
            nodes: one.nodes,
            cpu_m: one.needs.cpu.0,
            mem_mib: one.needs.memory.0,
            host_network: one.needs.host_network,
        }
    }
}

impl RemarkJson<'_> {
    fn of(note: &Note) -> RemarkJson<'_> {
        let kind = match note.what {
            What::Wrong => RemarkKind::Wrong,
            What::NotUnderstood => RemarkKind::NotUnderstood,
            What::NotTakenOver => RemarkKind::NoSetting,
            What::Counted => RemarkKind::Counted,
        };
        RemarkJson { kind, text: &note.text, count: note.count, examples: &note.examples }
    }
}
