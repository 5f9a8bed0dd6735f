//! How the table is looked at: order, filters, which half. In the address next to the scenario, but no
//! part of it: two people may look at one scenario in different orders.

pub mod checked;
pub mod modes;

use crate::view::find::is_found;
use model::catalog::{Catalog, TypeRef};
use model::modes::Which;
use model::node::limit::Limit;
use model::order::sort_indices;
use model::plan::{Candidate, Plan};
use model::scenario::fleet::Survive;
use model::scenario::{Scenario, link};
use model::text::is_hidden;
use modes::ModeColumn;
use std::cmp::Ordering;

/// A column to sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The plan's own order.
    #[default]
    Rank,
    /// Name of the type.
    Name,
    /// Pods per node.
    Pods,
    /// Binding limit.
    Binds,
    /// Nodes.
    Nodes,
    /// Monthly cost of all nodes.
    Monthly,
    /// Monthly cost of a pod.
    PerPod,
    /// Hourly price of a node.
    Hourly,
    /// vCPUs.
    Vcpu,
    /// Memory.
    Memory,
    /// Share of CPU stranded.
    StrandedCpu,
    /// Share of memory stranded.
    StrandedMemory,
}

/// Code in links, heading, and the longer title, in the order of the table.
pub const COLUMNS: [(Column, &str, &str, &str); 12] = [
    (Column::Rank, "rank", "#", "Rank"),
    (Column::Name, "name", "Type", "Instance type"),
    (Column::Pods, "pods", "Pods/node", "Application pods that fit on one node"),
    (Column::Binds, "binds", "Binds", "The limit that stops the next pod"),
    (Column::Nodes, "nodes", "Nodes", "Nodes for all pods"),
    (Column::Monthly, "monthly", "US$/month", "All nodes, a month"),
    (Column::PerPod, "per-pod", "US$/pod", "What a pod costs a month"),
    (Column::Hourly, "hourly", "US$/hour", "One node, an hour"),
    (Column::Vcpu, "vcpu", "vCPU", "vCPUs of a node"),
    (Column::Memory, "memory", "Memory", "Memory of a node"),
    (Column::StrandedCpu, "idle-cpu", "Unused CPU", "Share of the CPU for pods that no pod requests"),
    (Column::StrandedMemory, "idle-memory", "Unused mem.", "Share of the memory for pods that no pod requests"),
];

/// The state of the view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewState {
    /// Column to sort by.
    pub sort: Column,
    /// Largest first.
    pub descending: bool,
    /// Part of a type's name, or a word for a kind of types, see [`crate::view::find`].
    pub find: String,
    /// Only types that this limit binds.
    pub limit: Option<Limit>,
    /// Excluded types instead of eligible ones.
    pub excluded: bool,
    /// A dot in the chart for every type, not only for the best of each size.
    pub every_dot: bool,
    /// Every row in the page, without scrolling in a window: for printing and without JavaScript.
    pub all_rows: bool,
    /// Column to sort the networking modes by.
    pub mode_sort: ModeColumn,
    /// The modes' largest first.
    pub modes_descending: bool,
    /// Which type each mode is shown with.
    pub which: Which,
    /// The zones came with a click on what may be lost: the way back takes them away again.
    pub brought: bool,
}

/// The key of [`ViewState::brought`], and its value where it is so.
pub const BROUGHT: &str = "brought";
const ZONES: &str = "zones";

/// Keys of the view in a query.
pub const KEYS: [&str; 11] =
    ["sort", "dir", "find", "limit", "show", "dots", "rows", "msort", "mdir", "which", BROUGHT];

impl ViewState {
    /// From the pairs of a query; what is not understood is left at its default.
    pub fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> ViewState {
        let mut v = ViewState::default();
        for (key, value) in pairs {
            match key {
                "sort" => v.sort = COLUMNS.iter().find(|c| c.1 == value).map_or(Column::Rank, |c| c.0),
                "dir" => v.descending = value == "desc",
                "find" => v.find = value.chars().filter(|c| !is_hidden(*c)).take(40).collect(),
                "limit" => v.limit = Limit::ALL.into_iter().find(|l| l.code() == value),
                "show" => v.excluded = value == "excluded",
                "dots" => v.every_dot = value == "1",
                "rows" => v.all_rows = value == "all",
                "msort" => v.mode_sort = ModeColumn::from_code(value),
                "mdir" => v.modes_descending = value == "desc",
                BROUGHT => v.brought = value == ZONES,
                "which" => v.which = if value == "chosen" { Which::Chosen } else { Which::Best },
                _ => {}
            }
        }
        v
    }

    /// What differs from the default, as pairs.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        if self.sort != Column::Rank {
            out.push(("sort", self.sort.code().to_string()));
        }
        if self.descending {
            out.push(("dir", "desc".into()));
        }
        if !self.find.is_empty() {
            out.push(("find", self.find.clone()));
        }
        if let Some(limit) = self.limit {
            out.push(("limit", limit.code().into()));
        }
        if self.excluded {
            out.push(("show", "excluded".into()));
        }
        if self.every_dot {
            out.push(("dots", "1".into()));
        }
        if self.all_rows {
            out.push(("rows", "all".into()));
        }
        if self.mode_sort != ModeColumn::Mode {
            out.push(("msort", self.mode_sort.code().into()));
        }
        if self.modes_descending {
            out.push(("mdir", "desc".into()));
        }
        if self.which == Which::Chosen {
            out.push(("which", "chosen".into()));
        }
        if self.brought {
            out.push((BROUGHT, ZONES.into()));
        }
        out
    }

    /// The value of [`BROUGHT`].
    pub fn brought_value(&self) -> &'static str {
        if self.brought { ZONES } else { "" }
    }

    /// The state next to a scenario that another became by one of the ways a click away.
    pub fn after_way(&self, before: &Scenario, after: &Scenario) -> ViewState {
        let survive = after.fleet.survive;
        let stays = self.brought && survive == Survive::Zone && after.fleet.zones == before.fleet.zones;
        ViewState { brought: stays || before.fleet.brings_zones(survive), ..self.clone() }
    }

    /// The state after a click on a column's heading: sort by it, or turn the order round.
    pub fn sorted_by(&self, column: Column) -> ViewState {
        let again = self.sort == column;
        ViewState { sort: column, descending: again && !self.descending, ..self.clone() }
    }

    /// The same for the table of networking modes.
    pub fn modes_sorted_by(&self, column: ModeColumn) -> ViewState {
        let again = self.mode_sort == column;
        ViewState { mode_sort: column, modes_descending: again && !self.modes_descending, ..self.clone() }
    }
}

/// The whole query of a scenario and a view.
pub fn write_query(scenario: &Scenario, view: &ViewState) -> String {
    let mut query = link::to_query(scenario);
    for (key, value) in view.pairs() {
        query.extend(["&", key, "="]);
        query.extend(form_urlencoded::byte_serialize(value.as_bytes()));
    }
    query
}

impl Column {
    /// Code in links.
    pub fn code(self) -> &'static str {
        COLUMNS.iter().find(|c| c.0 == self).map_or("rank", |c| c.1)
    }
}

/// Indices into the plan of the rows to show, in order: candidates, or rejections where those are shown.
pub fn rows(catalog: &Catalog, plan: &Plan, view: &ViewState) -> Vec<usize> {
    let find = view.find.trim().to_ascii_lowercase();
    let found = |index: TypeRef| find.is_empty() || is_found(&find, catalog, index);
    if view.excluded {
        let indices = (0..plan.rejected.len()).filter(|&i| found(plan.rejected[i].index));
        return if view.descending { indices.rev().collect() } else { indices.collect() };
    }
    let wanted = |c: &Candidate| view.limit.is_none_or(|l| c.capacity.by_limit.binding().any(|b| b == l));
    let mut indices: Vec<usize> = (0..plan.candidates.len())
        .filter(|&i| wanted(&plan.candidates[i]) && found(plan.candidates[i].index))
        .collect();
    if view.sort != Column::Rank {
        // Equal rows keep the plan's order, whichever way the column is turned.
        sort_indices(&mut indices, &|a, b| {
            let order = compare(catalog, plan, view.sort, &plan.candidates[a], &plan.candidates[b]);
            if view.descending { order.reverse() } else { order }
        });
    } else if view.descending {
        indices.reverse();
    }
    indices
}

fn compare(catalog: &Catalog, plan: &Plan, column: Column, a: &Candidate, b: &Candidate) -> Ordering {
    let key = |c: &Candidate| -> u64 {
        let (vcpu, memory) = c.index.size(catalog);
        match column {
            Column::Rank | Column::Name => 0,
            Column::Pods => c.capacity.pods.into(),
            Column::Binds => c.capacity.binding() as u64,
            Column::Nodes => c.fleet.nodes.into(),
            Column::Monthly => c.fleet.monthly.0,
            Column::PerPod => plan.per_pod(c).0,
            Column::Hourly => c.price.hourly.0,
            Column::Vcpu => vcpu.into(),
            Column::Memory => memory.0.into(),
            Column::StrandedCpu => c.stranded.map_or(0, |s| s.cpu_share().0.into()),
            Column::StrandedMemory => c.stranded.map_or(0, |s| s.memory_share().0.into()),
        }
    };
    if column == Column::Name {
        return a.name(catalog).cmp(b.name(catalog));
    }
    key(a).cmp(&key(b))
}

#[cfg(test)]
mod tests;
