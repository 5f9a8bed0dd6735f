//! Catalogues made up for unit tests of pages.

#[path = "../model/src/testing.rs"]
mod types;

use model::catalog::{Catalog, Offer, OnDemand, PriceKind, Region};
use model::units::MicroUsd;
pub(crate) use types::{instance_type, m5_large_of_2018};

/// A catalogue of us-east-1 with these types of the m family, each with the network of m5.large; those of no price are not on offer.
pub(crate) fn catalog(types: &[(&str, u32, Option<u64>)]) -> Catalog {
    Catalog {
        version: "1".into(),
        region: Region {
            code: "us-east-1".into(),
            location: "US East (N. Virginia)".into(),
            on_demand_as_of: "2026-07-20".into(),
            availability_known: true,
        },
        spot_as_of: String::new(),
        types: types.iter().map(|(name, vcpu, _)| instance_type(name, *vcpu, vcpu * 4_096, 3, 10)).collect(),
        offers: types.iter().map(|(_, _, hourly)| hourly.map_or_else(Offer::default, offer)).collect(),
        history: [].into(),
    }
}

/// m5.large alone, at its price.
pub(crate) fn m5_large() -> Catalog {
    catalog(&[("m5.large", 2, Some(96_000))])
}

fn offer(hourly: u64) -> Offer {
    let on_demand = Some(OnDemand { hourly: MicroUsd(hourly), kind: PriceKind::Published });
    Offer { offered: true, on_demand, spot_savings: None }
}
