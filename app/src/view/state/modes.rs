//! The order of the networking modes in their tables.

use model::catalog::Catalog;
use model::modes::{ModeFigures, ModeRow};
use model::order::sort_short_by;
use std::cmp::Ordering;

/// A column to sort the modes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModeColumn {
    /// The model's own order.
    #[default]
    Mode,
    /// Instance type.
    Type,
    /// Pods per node.
    Pods,
    /// Binding limit.
    Binds,
    /// Nodes.
    Nodes,
    /// Monthly cost of all nodes.
    Monthly,
    /// VPC addresses of all nodes.
    Addresses,
    /// Network address usage.
    Nau,
    /// Largest single flow.
    Flow,
    /// Hardware encryption.
    Encryption,
    /// Network policy.
    Policy,
    /// Support on EKS.
    Support,
}

/// A column: code in links, heading, and the longer title.
pub type Column = (ModeColumn, &'static str, &'static str, &'static str);

/// How many of the columns are of what a mode costs and holds; those after them are of what it can do.
pub const OF_FIGURES: usize = 8;

/// The columns in the order of the tables.
pub const MODE_COLUMNS: [Column; 12] = [
    (ModeColumn::Mode, "mode", "Networking mode", "How pods get their addresses"),
    (ModeColumn::Type, "type", "Type", "Instance type"),
    (ModeColumn::Pods, "pods", "Pods/node", "Application pods that fit on one node"),
    (ModeColumn::Binds, "binds", "Binds", "The limit that stops the next pod"),
    (ModeColumn::Nodes, "nodes", "Nodes", "Nodes for all pods"),
    (ModeColumn::Monthly, "monthly", "US$/month", "All nodes, a month"),
    (ModeColumn::Addresses, "addresses", "VPC addresses", "IPv4 addresses that all nodes hold, warm ones included"),
    (ModeColumn::Nau, "nau", "NAU", "Network address usage of all nodes, in units"),
    (ModeColumn::Flow, "flow", "Largest flow", "The largest single flow between two nodes"),
    (ModeColumn::Encryption, "encryption", "Encryption", "Between nodes: by the type's hardware, or in software"),
    (ModeColumn::Policy, "policy", "Network policy", "What the pod network includes"),
    (ModeColumn::Support, "support", "Support on EKS", "Who supports it on EC2 nodes"),
];

impl ModeColumn {
    /// Code in links.
    pub fn code(self) -> &'static str {
        MODE_COLUMNS[self as usize].1
    }

    /// From a code; what is not one is the model's own order.
    pub fn from_code(code: &str) -> ModeColumn {
        MODE_COLUMNS.iter().find(|c| c.1 == code).map_or(ModeColumn::Mode, |c| c.0)
    }
}

/// The modes in the order of a column. Modes without figures come last in either direction, and
/// equal ones keep the model's order.
pub fn ordered<'a>(catalog: &Catalog, rows: &'a [ModeRow], column: ModeColumn, descending: bool) -> Vec<&'a ModeRow> {
    let mut all: Vec<&ModeRow> = rows.iter().collect();
    if column == ModeColumn::Mode {
        if descending {
            all.reverse();
        }
        return all;
    }
    sort_short_by(&mut all, |a, b| match (a.figures(), b.figures()) {
        (Some(x), Some(y)) => {
            let order = compare(catalog, column, (a, x), (b, y));
            if descending { order.reverse() } else { order }
        }
        (x, y) => y.is_some().cmp(&x.is_some()),
    });
    all
}

type Row<'a> = (&'a ModeRow, &'a ModeFigures);

fn compare(catalog: &Catalog, column: ModeColumn, (a, x): Row, (b, y): Row) -> Ordering {
    let number = |f: &ModeFigures| -> u64 {
        match column {
            ModeColumn::Pods => f.candidate.capacity.pods.into(),
            ModeColumn::Binds => f.candidate.capacity.binding() as u64,
            ModeColumn::Nodes => f.candidate.fleet.nodes.into(),
            ModeColumn::Monthly => f.monthly().0,
            ModeColumn::Addresses => f.fleet.addresses(),
            ModeColumn::Nau => f.fleet.nau,
            ModeColumn::Flow => f.largest_flow.0.into(),
            ModeColumn::Encryption => f.hardware_encryption.into(),
            ModeColumn::Mode | ModeColumn::Type | ModeColumn::Policy | ModeColumn::Support => 0,
        }
    };
    let name = |f: &ModeFigures| f.candidate.name(catalog);
    let text = |row: &ModeRow| match column {
        ModeColumn::Policy => row.policy().map_or("", |fact| fact.text),
        ModeColumn::Support => row.support().map_or("", |fact| fact.text),
        _ => "",
    };
    match column {
        ModeColumn::Type => name(x).cmp(name(y)),
        ModeColumn::Policy | ModeColumn::Support => text(a).cmp(text(b)),
        _ => number(x).cmp(&number(y)),
    }
}
