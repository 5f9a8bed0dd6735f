//! The ranked table as seen, for spreadsheets and for documents.

use super::markdown::{plain, table};
use csv::{Terminator, WriterBuilder};
use model::catalog::TypeRef;
use model::evaluation::Evaluation;
use model::node::limit::Limit;
use model::node::workload::Workload;
use model::plan::cost::{Confidence, by_purchase, control_plane};
use model::plan::{Candidate, Plan, Rejected};
use model::scenario::Era;
use model::units::{MicroUsd, grouped};
use model::words::equal_work;

/// The head of the table's fixed columns, each with its unit.
const HEAD: [&str; 21] = [
    "rank",
    "type",
    "vCPU",
    "memory (MiB)",
    "pods per node",
    "binding limit",
    "max-pods",
    "pod addresses per node",
    "nodes",
    "price (US$ per node and hour)",
    "price basis",
    "cost (US$ per month)",
    "cost per pod (US$ per month)",
    "cost per pod slot (US$ per month)",
    "unused CPU (millicores)",
    "unused memory (MiB)",
    "excluded because",
    "excluded by a filter",
    "equal work, requests sized on",
    "worth of a vCPU (hundredths)",
    "CPU request of a pod on this type (millicores)",
];

/// The head of the columns on what all nodes cost a month.
const COSTS: [&str; 11] = [
    "instances (US$ per month)",
    "Auto Mode's fee (US$ per month)",
    "disks (US$ per month)",
    "agents (US$ per month)",
    "with the control plane (US$ per month)",
    "on demand (US$ per month)",
    "reserved 1 year, standard (US$ per month)",
    "reserved 1 year, convertible (US$ per month)",
    "reserved 3 years, standard (US$ per month)",
    "reserved 3 years, convertible (US$ per month)",
    "spot average (US$ per month)",
];

/// Rows in the order given and excluded types as CSV by RFC 4180, one line each, after a line of heads.
///
/// Money is exact, in dollars with six decimals. A text that a spreadsheet would take for a formula has an
/// apostrophe before it. What does not apply is left empty.
///
/// Where requests were sized on a family every line says so, with what a vCPU is worth and what each workload is to request.
pub fn csv(evaluation: &Evaluation, rows: &[Candidate], excluded: &[Rejected]) -> String {
    let workload = Workload::of(evaluation.scenario()).sized(evaluation.catalog());
    let lines = Lines { evaluation, plan: evaluation.plan(), workload };
    let by_limit = Limit::ALL.iter().map(|limit| format!("pods by {}", limit.name()));
    let costs = COSTS.iter().map(|head| head.to_string());
    let head = HEAD.iter().map(|head| head.to_string()).chain(by_limit).chain(costs).collect();
    let rows = rows.iter().enumerate().map(|(index, c)| lines.candidate(index + 1, c));
    let excluded = excluded.iter().map(|r| lines.rejected(r));
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for cells in std::iter::once(head).chain(rows).chain(excluded) {
        // In memory, and with as many cells in each line as in the first, nothing can fail.
        let _ = out.write_record(cells);
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// What the lines are made from.
struct Lines<'a> {
    evaluation: &'a Evaluation,
    plan: &'a Plan,
    workload: Workload<'a>,
}

impl Lines<'_> {
    fn candidate(&self, rank: usize, c: &Candidate) -> Vec<String> {
        let (catalog, plan) = (self.evaluation.catalog(), self.plan);
        let (vcpu, memory) = c.index.size(catalog);
        let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let mut cells = vec![
            rank.to_string(),
            text(c.name(catalog)),
            vcpu.to_string(),
            memory.0.to_string(),
            c.capacity.pods.to_string(),
            text(c.capacity.binding().name()),
            c.capacity.max_pods.to_string(),
            number(c.capacity.addresses.map(u64::from)),
            c.fleet.nodes.to_string(),
            dollars(c.price.hourly),
            text(basis(c.price.confidence)),
            dollars(c.fleet.monthly),
            dollars(plan.per_pod(c)),
            dollars(c.fleet.per_slot),
            number(c.stranded.map(|s| s.cpu)),
            number(c.stranded.map(|s| s.memory)),
            String::new(),
            String::new(),
        ];
        cells.extend(self.equal_work(c.index));
        cells.extend(Limit::ALL.iter().map(|limit| number(c.capacity.by_limit.get(*limit).map(u64::from))));
        cells.extend(costs(self.evaluation, c));
        cells
    }

    fn rejected(&self, r: &Rejected) -> Vec<String> {
        let catalog = self.evaluation.catalog();
        let (vcpu, memory) = r.index.size(catalog);
        let mut cells = vec![String::new(); HEAD.len() + Limit::ALL.len() + COSTS.len()];
        cells[1] = text(r.index.name(catalog));
        cells[2] = vcpu.to_string();
        cells[3] = memory.0.to_string();
        cells[16] = text(r.reason.text());
        cells[17] = if r.reason.is_filter() { "yes" } else { "no" }.to_string();
        cells.splice(18..21, self.equal_work(r.index));
        cells
    }

    /// Empty where a vCPU counts as a vCPU. The requests of several workloads are joined by spaces, in their order.
    fn equal_work(&self, index: TypeRef) -> [String; 3] {
        let scenario = self.evaluation.scenario();
        let (Some(family), TypeRef::Today(index), Era::Today) = (&scenario.sized_on, index, scenario.era) else {
            return Default::default();
        };
        match self.workload.ratio(self.evaluation.catalog().instance_type(index)) {
            None => [text(family), String::new(), String::new()],
            Some(ratio) => {
                let requests: Vec<_> = scenario.profiles.iter().map(|p| ratio.need(p.cpu).0.to_string()).collect();
                [text(family), ratio.least.to_string(), requests.join(" ")]
            }
        }
    }
}

/// What all nodes cost a month, part by part, with the control plane, and under each purchase.
fn costs(evaluation: &Evaluation, c: &Candidate) -> Vec<String> {
    let (catalog, scenario) = (evaluation.catalog(), evaluation.scenario());
    let parts = c.price.parts(scenario, c.fleet.nodes);
    let plane = if scenario.era == Era::Today { control_plane(scenario) } else { MicroUsd(0) };
    let mut cells: Vec<String> = [parts.instances, parts.fee, parts.disks, parts.agents].map(dollars).into();
    cells.push(dollars(MicroUsd(c.fleet.monthly.0 + plane.0)));
    let bought = match c.index {
        TypeRef::Today(index) => {
            by_purchase(catalog.instance_type(index), catalog.offer(index), scenario, c.fleet.nodes)
        }
        TypeRef::Of2018(_) => [None; 6],
    };
    cells.extend(bought.map(|cost| cost.map(dollars).unwrap_or_default()));
    cells
}

fn basis(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Published => "published",
        Confidence::Estimated => "estimated",
        Confidence::Derived => "derived from an average spot discount",
        Confidence::WithoutLicence => "Linux price, without the Windows licence",
    }
}

/// Dollars to the micro-dollar: `0.096000`.
fn dollars(money: MicroUsd) -> String {
    format!("{}.{:06}", money.0 / 1_000_000, money.0 % 1_000_000)
}

/// Text that no spreadsheet takes for a formula.
pub(super) fn text(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => format!("'{text}"),
        false => text.to_string(),
    }
}

/// The first so many rows as a Markdown table, with how many more there are.
pub fn markdown_table(evaluation: &Evaluation, rows: &[Candidate], most: usize) -> String {
    let (catalog, plan) = (evaluation.catalog(), evaluation.plan());
    let cells: Vec<Vec<String>> = rows
        .iter()
        .take(most)
        .enumerate()
        .map(|(index, c)| {
            vec![
                (index + 1).to_string(),
                plain(c.name(catalog)),
                grouped(c.capacity.pods.into()),
                c.capacity.binding().name().to_string(),
                grouped(c.fleet.nodes.into()),
                c.fleet.monthly.cents(),
                plan.per_pod(c).per_pod(),
                c.price.hourly.hourly(),
                basis(c.price.confidence).to_string(),
            ]
        })
        .collect();
    let head = [
        ("#", true),
        ("Type", false),
        ("Pods a node", true),
        ("Binds", false),
        ("Nodes", true),
        ("US$ a month", true),
        ("US$ a pod and month", true),
        ("US$ a node and hour", true),
        ("Price", false),
    ];
    let mut out = table(&head, &cells);
    if let Some(more) = rows.len().checked_sub(most).filter(|more| *more > 0) {
        out += &format!("\nAnd {} more.\n", grouped(more as u64));
    }
    if let Some(text) = equal_work(evaluation.scenario()) {
        out += &format!("\n{}\n", plain(&text));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        assert_eq!(text("m5.large"), "m5.large");
    }

    #[test]
    fn money_is_exact() {
        assert_eq!(dollars(MicroUsd(96_000)), "0.096000");
        assert_eq!(dollars(MicroUsd(840_960_001)), "840.960001");
    }
}
