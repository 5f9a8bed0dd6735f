//! The file that AWS's pricing page loads for a region: on-demand prices of Linux on shared tenancy, and nothing else.
//!
//! `regions` is also what a region index has, whose entries are texts.

use super::found::{Found, PriceList};
use super::places::Places;
use super::usd::{ALLOWED, usd};
use super::walk::{Takes, Walk, skip};
use catalog_files::{Problems, is_date};
use model::units::MicroUsd;
use serde::Deserialize;
use serde::de::MapAccess;

/// A file on its way in.
pub(super) struct Page<'a> {
    pub manifest: Manifest,
    file: &'a str,
    places: &'a Places,
    problems: &'a Problems,
    list: PriceList,
    rows: usize,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Manifest {
    hawk_file_publication_date: String,
    currency_code: String,
}

/// A type, by a label that is nobody's.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    price: String,
    #[serde(rename = "Instance Type")]
    instance_type: String,
    #[serde(rename = "Operating System")]
    system: String,
    #[serde(rename = "Pre Installed S/W")]
    software: String,
}

impl<'a> Page<'a> {
    /// Nothing yet.
    pub fn new(file: &'a str, places: &'a Places, problems: &'a Problems) -> Page<'a> {
        Page {
            manifest: Manifest::default(),
            file,
            places,
            problems,
            list: PriceList { is_whole: true, ..PriceList::default() },
            rows: 0,
        }
    }

    /// Whether there was a price in it; an index of regions has none.
    pub fn has_prices(&self) -> bool {
        self.rows > 0
    }

    fn row(&mut self, location: &str, label: &str, row: &Row) {
        self.rows += 1;
        let is_linux = matches!(row.system.as_str(), "" | "Linux") && matches!(row.software.as_str(), "" | "NA");
        let Some(region) = self.places.code(location).filter(|_| is_linux) else { return };
        match usd(&row.price) {
            Some(MicroUsd(0)) => {}
            Some(hourly) => {
                let prices = self.list.regions.entry(region.to_owned()).or_default();
                prices.on_demand.insert(row.instance_type.clone(), hourly);
            }
            None => self.wrong(&format!("regions.{location}.{label}.price"), &row.price, ALLOWED),
        }
    }

    /// All prices.
    pub fn finish(mut self) -> Found {
        let published = &self.manifest.hawk_file_publication_date;
        match published.get(..10).filter(|day| is_date(day)) {
            Some(day) => self.list.published = day.to_owned(),
            None => {
                self.wrong("manifest.hawkFilePublicationDate", published, "is not a date such as 2025-04-04T22:41:50Z")
            }
        }
        if !matches!(self.manifest.currency_code.as_str(), "" | "USD") {
            self.wrong("manifest.currencyCode", &self.manifest.currency_code, "is not USD");
        }
        if self.list.regions.is_empty() {
            self.problems.file(self.file, "names no region that Berth knows by its location");
        }
        Found::Prices(self.list)
    }

    fn wrong(&self, path: &str, value: &str, what: &str) {
        self.problems.value(self.file, path, value, what);
    }
}

impl Takes for Page<'_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, location: &str, map: &mut A) -> Result<(), A::Error> {
        map.next_value_seed(Walk(&mut Location { page: self, location }))
    }
}

/// The entries of one location.
struct Location<'p, 'a> {
    page: &'p mut Page<'a>,
    location: &'p str,
}

impl Takes for Location<'_, '_> {
    fn entry<'de, A: MapAccess<'de>>(&mut self, label: &str, map: &mut A) -> Result<(), A::Error> {
        // an index of regions, in the place of rows
        if matches!(label, "regionCode" | "currentVersionUrl" | "versionUrl") {
            return skip(map);
        }
        let row: Row = map.next_value()?;
        self.page.row(self.location, label, &row);
        Ok(())
    }
}
