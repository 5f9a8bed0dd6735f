//! `history_2018.csv`: the types of 28 and 29 November 2018 with their us-east-1 prices.

use crate::files::{Files, HISTORY};
use crate::problem::Problems;
use crate::table::{Row, rows};
use model::catalog::HistoryType;
use model::units::Mib;

const COLUMNS: [&str; 7] =
    ["instance_type", "vcpu", "memory_mib", "eni", "ipv4_per_eni", "usd_per_hour_us_east_1", "in_vpc_cni_1_3_0"];

/// Reads the types of 2018, in name order.
pub(super) fn read(files: &Files, problems: &Problems) -> Vec<HistoryType> {
    let mut history: Vec<HistoryType> = Vec::new();
    for row in rows(files, HISTORY, &COLUMNS, problems) {
        let t = history_type(&row);
        if history.iter().any(|other| other.name == t.name) {
            row.wrong("instance_type", "is listed twice");
        }
        history.push(t);
    }
    history.sort_by(|a, b| a.name.cmp(&b.name));
    history
}

fn history_type(row: &Row) -> HistoryType {
    HistoryType {
        name: row.name("instance_type"),
        vcpu: row.number("vcpu", 1..=4_096),
        memory: Mib(row.number("memory_mib", 1..=134_217_728)),
        enis: row.number("eni", 1..=1_000),
        ipv4_per_eni: row.number("ipv4_per_eni", 1..=1_000),
        hourly: row.price("usd_per_hour_us_east_1"),
        in_vpc_cni: row.boolean("in_vpc_cni_1_3_0"),
    }
}
