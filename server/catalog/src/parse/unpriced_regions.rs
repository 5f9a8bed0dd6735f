//! `unpriced_regions.csv`: regions that exist, and of which no price is known.

use crate::figures::RegionFigures;
use crate::files::{Files, UNPRICED_REGIONS};
use crate::problem::Problems;
use crate::table::rows;
use model::catalog::UnpricedRegion;

/// Reads them, in code order.
pub(super) fn read(files: &Files, priced: &[RegionFigures], problems: &Problems) -> Vec<UnpricedRegion> {
    let mut regions: Vec<UnpricedRegion> = Vec::new();
    for row in rows(files, UNPRICED_REGIONS, &["region", "location"], problems) {
        let region = UnpricedRegion { code: row.name("region"), location: row.text("location") };
        if regions.iter().any(|other| other.code == region.code) {
            row.wrong("region", "is listed twice");
        }
        if priced.iter().any(|other| other.region.code == region.code) {
            row.wrong("region", "has prices: it is in regions.csv");
        }
        regions.push(region);
    }
    regions.sort_by(|a, b| a.code.cmp(&b.code));
    regions
}
