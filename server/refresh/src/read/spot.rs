//! `aws ec2 describe-spot-price-history`: what spot capacity costs in each zone.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-spot-price-history.html>

use super::found::{Found, SpotPrices};
use super::usd::{ALLOWED, usd};
use super::walk::Takes;
use catalog_files::{Problems, is_date};
use model::units::MicroUsd;
use serde::Deserialize;
use serde::de::SeqAccess;
use std::collections::BTreeMap;

/// A price from a moment on.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Entry {
    availability_zone: String,
    instance_type: String,
    product_description: String,
    spot_price: String,
    timestamp: String,
}

/// The history on its way in.
pub(super) struct Spot<'a> {
    file: &'a str,
    problems: &'a Problems,
    /// The newest price of each type in each zone, with its moment. Moments of one file are written alike and compare as texts.
    newest: BTreeMap<(String, String), (String, MicroUsd)>,
}

impl<'a> Spot<'a> {
    /// Nothing yet.
    pub fn new(file: &'a str, problems: &'a Problems) -> Spot<'a> {
        Spot { file, problems, newest: BTreeMap::new() }
    }

    fn take(&mut self, entry: Entry) {
        if !matches!(entry.product_description.as_str(), "Linux/UNIX" | "Linux/UNIX (Amazon VPC)") {
            return;
        }
        let path = |field: &str| {
            format!("SpotPriceHistory[] of {} in {}: {field}", entry.instance_type, entry.availability_zone)
        };
        if !entry.timestamp.get(..10).is_some_and(is_date) {
            return self.wrong(path("Timestamp"), &entry.timestamp, "is not a date such as 2026-11-28T10:15:00+00:00");
        }
        let hourly = match usd(&entry.spot_price) {
            Some(MicroUsd(0)) | None => return self.wrong(path("SpotPrice"), &entry.spot_price, ALLOWED),
            Some(hourly) => hourly,
        };
        let key = (entry.instance_type, entry.availability_zone);
        let newer = self.newest.get(&key).is_none_or(|(moment, _)| *moment < entry.timestamp);
        if newer {
            self.newest.insert(key, (entry.timestamp, hourly));
        }
    }

    /// Prices by region.
    pub fn finish(self) -> Found {
        let mut found = SpotPrices::default();
        let mut sums: BTreeMap<(String, String), (u64, u32)> = BTreeMap::new();
        for ((instance_type, zone), (moment, hourly)) in self.newest {
            let Some(region) = region(&zone) else { continue };
            let day = moment.get(..10).unwrap_or_default();
            if day > found.as_of.as_str() {
                found.as_of = day.to_owned();
            }
            let sum = sums.entry((region.to_owned(), instance_type)).or_default();
            (sum.0, sum.1) = (sum.0 + hourly.0, sum.1 + 1);
        }
        if sums.is_empty() {
            self.problems.file(self.file, "has no spot price of Linux/UNIX in a zone of a region");
        }
        for ((region, instance_type), (sum, zones)) in sums {
            found.regions.entry(region).or_default().insert(instance_type, MicroUsd(sum).per(zones));
        }
        Found::Spot(found)
    }

    fn wrong(&self, field: String, value: &str, what: &str) {
        self.problems.value(self.file, &field, value, what);
    }
}

/// The region of a zone: `us-east-1` of `us-east-1a`. A local zone's has more behind it and is of no region here.
fn region(zone: &str) -> Option<&str> {
    let region = zone.strip_suffix(|letter: char| letter.is_ascii_lowercase())?;
    region.ends_with(|digit: char| digit.is_ascii_digit()).then_some(region)
}

impl Takes for Spot<'_> {
    fn element<'de, A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        Ok(seq.next_element()?.map(|entry| self.take(entry)).is_some())
    }
}
