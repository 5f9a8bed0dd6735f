//! `regions.csv`, and `prices/REGION.csv` for each of its rows: what is on offer where, and for how much.

use super::sources::Sources;
use super::types::Types;
use crate::figures::{Counts, RegionFigures};
use crate::files::{Files, REGIONS, price_file};
use crate::problem::Problems;
use crate::table::{Row, decimal, is_name, rows};
use model::catalog::reserved::Rates;
use model::catalog::{Estimate, Offer, OnDemand, PriceKind, Region};
use model::units::{BasisPoints, MicroUsd};

const COLUMNS: [&str; 4] = ["region", "location", "on_demand_as_of", "availability_known"];
const PRICE_COLUMNS: [&str; 9] = [
    "instance_type",
    "usd_per_hour",
    "estimate",
    "spot_savings_percent",
    "as_of",
    RATE_COLUMNS[0],
    RATE_COLUMNS[1],
    RATE_COLUMNS[2],
    RATE_COLUMNS[3],
];
/// Reserved Instances, No Upfront, in the order of [`model::catalog::reserved::Commitment::ALL`].
const RATE_COLUMNS: [&str; 4] = ["standard_1y", "standard_3y", "convertible_1y", "convertible_3y"];

/// Reads the regions with their prices, in code order, and counts rows into `found`.
pub(super) fn read(
    files: &Files,
    types: &Types,
    sources: &Sources,
    found: &mut Counts,
    problems: &Problems,
) -> Vec<RegionFigures> {
    let reader = Reader { files, types, sources, problems };
    let mut regions: Vec<RegionFigures> = Vec::new();
    for row in rows(files, REGIONS, &COLUMNS, problems) {
        found.regions += 1;
        let (region, on_demand_source) = region(&row, sources);
        if regions.iter().any(|other| other.region.code == region.code) {
            row.wrong("region", "is listed twice");
            continue;
        }
        let offers = reader.offers(&region, found);
        regions.push(RegionFigures { region, on_demand_source, spot: None, reserved: None, auto_mode: None, offers });
    }
    for code in files.priced_regions().filter(|code| !regions.iter().any(|r| r.region.code == *code)) {
        problems.file(&price_file(code), "belongs to no region of regions.csv");
    }
    regions.sort_by(|a, b| a.region.code.cmp(&b.region.code));
    regions
}

fn region(row: &Row, sources: &Sources) -> (Region, String) {
    let region = Region {
        code: row.name("region"),
        location: row.text("location"),
        on_demand_as_of: row.date("on_demand_as_of"),
        availability_known: row.boolean("availability_known"),
    };
    let source = sources.dated(&region.on_demand_as_of).unwrap_or_else(|| {
        row.wrong("on_demand_as_of", "is not the date of exactly one source of sources.csv");
        String::new()
    });
    (region, source)
}

/// What the offers of a region are read with.
struct Reader<'a> {
    files: &'a Files,
    types: &'a Types,
    sources: &'a Sources,
    problems: &'a Problems,
}

impl Reader<'_> {
    /// One offer for each type, in the order of the types.
    fn offers(&self, region: &Region, found: &mut Counts) -> Vec<Offer> {
        let mut offers = vec![Offer::default(); self.types.list.len()];
        for row in rows(self.files, &price_file(&region.code), &PRICE_COLUMNS, self.problems) {
            let offer = self.offer(&row, region);
            found.add(&offer);
            let Some(at) = self.types.find(&row) else { continue };
            if offers[at].offered {
                row.wrong("instance_type", "is listed twice");
            }
            offers[at] = offer;
        }
        offers
    }

    fn offer(&self, row: &Row, region: &Region) -> Offer {
        let hourly = row.price("usd_per_hour");
        let kind = kind(row);
        if hourly.is_none() && kind != PriceKind::Published {
            row.wrong("estimate", "is given without a price");
        }
        let spot_savings = spot_savings(row);
        if hourly.is_none() && spot_savings.is_some() {
            row.wrong("spot_savings_percent", "is given without a price to apply it to");
        }
        let (as_of, reserved) = (self.as_of(row, &kind, region), rates(row, hourly));
        let on_demand = hourly.map(|hourly| OnDemand { hourly, kind, as_of });
        Offer { offered: true, on_demand, spot_savings, reserved, auto_mode: None }
    }

    /// The date of a price that is not of the region's; `None` where the field is empty.
    fn as_of(&self, row: &Row, kind: &PriceKind, region: &Region) -> Option<String> {
        const FIELD: &str = "as_of";
        if row.raw(FIELD).is_empty() {
            return None;
        }
        let date = row.date(FIELD);
        if row.raw("usd_per_hour").is_empty() || *kind != PriceKind::Published {
            row.wrong(FIELD, "is given without a published price");
        } else if date == region.on_demand_as_of {
            row.wrong(FIELD, "is the region's own date: leave it empty");
        } else if self.sources.dated(&date).is_none() {
            row.wrong(FIELD, "is not the date of exactly one source of sources.csv");
        }
        Some(date)
    }
}

/// The rates of commitments; `None` where all fields are empty.
fn rates(row: &Row, on_demand: Option<MicroUsd>) -> Option<Box<Rates>> {
    let rates: Rates = RATE_COLUMNS.map(|field| {
        let rate = row.price(field)?;
        match on_demand {
            None => row.wrong(field, "is given without an on-demand price"),
            Some(price) if rate >= price => {
                row.wrong(field, "is not below the on-demand price: is the rate out of date?")
            }
            Some(_) => {}
        }
        Some(rate)
    });
    rates.iter().any(Option::is_some).then(|| Box::new(rates))
}

fn kind(row: &Row) -> PriceKind {
    let text = row.raw("estimate");
    match (text, text.strip_prefix("near:")) {
        ("", _) => PriceKind::Published,
        ("same", _) => PriceKind::Estimated(Estimate::SameFamily),
        ("cut", _) => PriceKind::Estimated(Estimate::PriceCut),
        (_, Some(family)) if is_name(family) => PriceKind::Estimated(Estimate::NearFamily(family.to_owned())),
        _ => {
            row.wrong("estimate", "is not empty (published), same, cut or near:FAMILY");
            PriceKind::Published
        }
    }
}

/// Per cent as basis points; `None` where the field is empty.
fn spot_savings(row: &Row) -> Option<BasisPoints> {
    const FIELD: &str = "spot_savings_percent";
    let text = row.raw(FIELD);
    if text.is_empty() {
        return None;
    }
    let savings = decimal(text, 2).and_then(|bp| u32::try_from(bp).ok()).filter(|bp| *bp < 10_000);
    if savings.is_none() {
        row.wrong(FIELD, "is not a figure from 0 to 99.99 with at most 2 decimals");
    }
    Some(BasisPoints(savings.unwrap_or(0)))
}
