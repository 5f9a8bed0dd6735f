//! What AWS's files make of a catalogue, what is said of it, and what is not let through.

#[path = "../support/aws.rs"]
mod aws;
mod compared;
mod facts;
mod fees;
mod gate;
mod prices;
mod report;
mod types;

use catalog_files::{Figures, Files, RegionFigures, parse};
use model::catalog::{Offer, PriceKind};
use model::units::MicroUsd;
use refresh::edition::{Refreshed, refreshed};
use refresh::read::{Found, PriceList, RegionPrices};
use std::sync::LazyLock;

/// The carried catalogue.
fn base() -> &'static Figures {
    static BASE: LazyLock<Figures> = LazyLock::new(|| parse(&Files::embedded()).expect("the carried catalogue"));
    &BASE
}

fn region<'a>(figures: &'a Figures, code: &str) -> &'a RegionFigures {
    figures.regions.iter().find(|region| region.region.code == code).expect("a region")
}

fn offer<'a>(figures: &'a Figures, code: &str, name: &str) -> &'a Offer {
    let at = figures.types.iter().position(|t| t.name == name).expect("a type");
    &region(figures, code).offers[at]
}

/// What the catalogue publishes of a region, as the price list of a day would say it.
fn as_published(code: &str) -> RegionPrices {
    let offers = base().types.iter().zip(&region(base(), code).offers);
    let mut prices = RegionPrices::default();
    for (t, offer) in offers {
        if let Some(price) = offer.on_demand.as_ref().filter(|price| price.kind == PriceKind::Published) {
            prices.on_demand.insert(t.name.clone(), price.hourly);
        }
        if let Some(rates) = &offer.reserved {
            prices.reserved.insert(t.name.clone(), **rates);
        }
    }
    prices
}

fn list(regions: impl IntoIterator<Item = (&'static str, RegionPrices)>) -> PriceList {
    let regions = regions.into_iter().map(|(code, prices)| (code.to_owned(), prices)).collect();
    PriceList { published: "2026-11-29".into(), regions, is_whole: true, has_commitments: true, remarks: Vec::new() }
}

fn take(found: impl Into<Vec<Found>>) -> Refreshed {
    refreshed(base(), &found.into(), "2026-12-01", &[])
}

/// `permille` thousandths of a price.
fn times(price: &mut MicroUsd, permille: u64) {
    price.0 = price.0 * permille / 1_000;
}
