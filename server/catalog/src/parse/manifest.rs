//! `manifest.csv`: version, dates of the spot savings and of the rates of commitments, and how many rows there must be of each kind.

use super::measured::MeasuredRows;
use crate::figures::Counts;
use crate::files::{
    BASELINES, CORRECTIONS, CPU, EFA, Files, HISTORY, INSTANCE_TYPES, MANIFEST, MEMORY_BOTTLEROCKET, MEMORY_UBUNTU,
    REGIONS, SOURCES, UNPRICED_REGIONS,
};
use crate::problem::Problems;
use crate::table::{Row, rows};
use crate::version::Version;

/// What the manifest says.
pub(super) struct Manifest {
    /// The catalogue's version.
    pub version: Version,
    /// Date of the spot savings.
    pub spot_as_of: String,
    /// Date of the rates of commitments.
    pub reserved_as_of: String,
    /// Rows that the files must hold.
    pub promised: Counts,
    /// Rows of what was measured.
    promised_measured: MeasuredRows,
}

/// Rows of any kind are fewer than this.
const MOST_ROWS: u32 = 10_000_000;
const ALL_PRICES: &str = "prices/*.csv";

/// Reads the manifest. Every key must be there once.
pub(super) fn read(files: &Files, problems: &Problems) -> Manifest {
    let rows = rows(files, MANIFEST, &["key", "value"], problems);
    let mut manifest = Manifest {
        version: Version::stand_in(),
        spot_as_of: String::new(),
        reserved_as_of: String::new(),
        promised: Counts::default(),
        promised_measured: MeasuredRows::default(),
    };
    let mut seen: Vec<String> = Vec::new();
    for row in &rows {
        let key = row.raw("key");
        if seen.iter().any(|seen| seen == key) {
            row.wrong("key", "is listed twice");
        }
        seen.push(key.to_owned());
        manifest.take(key, row);
    }
    let kinds = kinds(&mut Counts::default(), &mut MeasuredRows::default()).map(|kind| kind.key);
    let wanted = ["version", "spot_as_of", "reserved_as_of"].into_iter().chain(kinds);
    for key in wanted.filter(|key| !seen.iter().any(|seen| seen == key)) {
        problems.file(MANIFEST, format!("has no row \"{key}\": is the file truncated?"));
    }
    manifest
}

impl Manifest {
    /// Notes every kind of which the files hold more or fewer rows than promised.
    pub fn check(&self, found: &Counts, measured: &MeasuredRows, problems: &Problems) {
        let (mut promised, mut promised_measured) = (self.promised, self.promised_measured);
        let (mut found, mut measured) = (*found, *measured);
        let promised = kinds(&mut promised, &mut promised_measured).into_iter();
        for (promised, found) in promised.zip(kinds(&mut found, &mut measured)) {
            let (want, have, key) = (*promised.rows, *found.rows, promised.key);
            // a count that is missing or wrong in the manifest has been noted there
            if want != 0 && want != have {
                problems.file(
                    promised.file,
                    format!("{have} rows of {key} where manifest.csv promises {want}: is a file truncated?"),
                );
            }
        }
    }

    fn take(&mut self, key: &str, row: &Row) {
        match key {
            "version" => match row.raw("value").parse() {
                Ok(version) => self.version = version,
                Err(_) => row.wrong("value", "is not a version such as 2026-11-23.1"),
            },
            "spot_as_of" => self.spot_as_of = row.date("value"),
            "reserved_as_of" => self.reserved_as_of = row.date("value"),
            _ => {
                match kinds(&mut self.promised, &mut self.promised_measured).into_iter().find(|kind| kind.key == key) {
                    Some(kind) => *kind.rows = row.number("value", 1..=MOST_ROWS) as usize,
                    None => row.wrong("key", "is not a key of the manifest"),
                }
            }
        }
    }
}

/// A kind of row: its key in the manifest, the file that holds it, how many there are.
struct Kind<'a> {
    key: &'static str,
    file: &'static str,
    rows: &'a mut usize,
}

fn kinds<'a>(counts: &'a mut Counts, measured: &'a mut MeasuredRows) -> [Kind<'a>; 16] {
    [
        Kind { key: "instance_types", file: INSTANCE_TYPES, rows: &mut counts.instance_types },
        Kind { key: "regions", file: REGIONS, rows: &mut counts.regions },
        Kind { key: "unpriced_regions", file: UNPRICED_REGIONS, rows: &mut counts.unpriced_regions },
        Kind { key: "on_demand_published", file: ALL_PRICES, rows: &mut counts.on_demand_published },
        Kind { key: "on_demand_estimated", file: ALL_PRICES, rows: &mut counts.on_demand_estimated },
        Kind { key: "unpriced", file: ALL_PRICES, rows: &mut counts.unpriced },
        Kind { key: "spot", file: ALL_PRICES, rows: &mut counts.spot },
        Kind { key: "reserved", file: ALL_PRICES, rows: &mut counts.reserved },
        Kind { key: "history_2018", file: HISTORY, rows: &mut counts.history_2018 },
        Kind { key: "corrections", file: CORRECTIONS, rows: &mut counts.corrections },
        Kind { key: "sources", file: SOURCES, rows: &mut counts.sources },
        Kind { key: "memory_bottlerocket", file: MEMORY_BOTTLEROCKET, rows: &mut measured.memory_bottlerocket },
        Kind { key: "memory_ubuntu", file: MEMORY_UBUNTU, rows: &mut measured.memory_ubuntu },
        Kind { key: "cpu", file: CPU, rows: &mut measured.cpu },
        Kind { key: "baselines", file: BASELINES, rows: &mut measured.baselines },
        Kind { key: "efa", file: EFA, rows: &mut measured.efa },
    ]
}
