//! `sources.csv`: where the figures come from.

use crate::figures::{Source, dated};
use crate::files::{Files, MANIFEST, SOURCES};
use crate::problem::Problems;
use crate::table::rows;

/// All sources.
pub(super) struct Sources {
    /// In the order of the file.
    pub list: Vec<Source>,
}

/// Reads the sources.
pub(super) fn read(files: &Files, problems: &Problems) -> Sources {
    let mut list: Vec<Source> = Vec::new();
    for row in rows(files, SOURCES, &["id", "source", "used_for", "date", "licence"], problems) {
        let source = Source {
            id: row.name("id"),
            source: row.text("source"),
            used_for: row.text("used_for"),
            date: row.text("date"),
            licence: row.text("licence"),
        };
        if list.iter().any(|other| other.id == source.id) {
            row.wrong("id", "is listed twice");
        }
        list.push(source);
    }
    Sources { list }
}

impl Sources {
    /// The source of the date that the manifest gives under a key.
    pub fn of(&self, date: &str, key: &str, problems: &Problems) -> String {
        self.dated(date).unwrap_or_else(|| {
            // a date that is missing or wrong in the manifest has been noted there
            if !date.is_empty() {
                problems.file(MANIFEST, format!("{key} {date} is not the date of one source"));
            }
            String::new()
        })
    }

    /// The source whose figures are of that date. Prices name their source by its date; `None` where
    /// no source has it, or several have.
    pub fn dated(&self, date: &str) -> Option<String> {
        dated(&self.list, date).map(str::to_owned)
    }
}
